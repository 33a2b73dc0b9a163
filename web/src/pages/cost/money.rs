//! Decimals of the engine as a page shows them.

use crate::ui::text;

/// A decimal with its thousands grouped and so many places, rounded to the nearest.
pub(super) fn decimal(text: &str, places: usize) -> String {
    let value: f64 = text.parse().unwrap_or(0.0);
    let rounded = format!("{value:.places$}");
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), text::count);
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

/// An amount: to the cent, and small ones to a hundredth of it.
pub(super) fn amount(text: &str) -> String {
    let value: f64 = text.parse().unwrap_or(0.0);
    decimal(text, if value < 1.0 { 4 } else { 2 })
}

/// A quantity: all its places where there are few, else to a thousandth.
pub(super) fn quantity(text: &str) -> String {
    let value: f64 = text.parse().unwrap_or(0.0);
    match value {
        _ if value.fract() == 0.0 => decimal(text, 0),
        ..1.0 => decimal(text, 6),
        _ => decimal(text, 3),
    }
}

/// The same, of a number.
pub(super) fn amount_of(value: f64) -> String {
    amount(&value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_to_the_cent() {
        assert_eq!(
            [amount("1234567.891"), amount("0.015"), amount("43.80")],
            ["1,234,567.89", "0.0150", "43.80"]
        );
    }

    #[test]
    fn quantities_keep_the_places_that_matter() {
        assert_eq!(
            [quantity("2920.00"), quantity("0.000123"), quantity("12.34567")],
            ["2,920", "0.000123", "12.346"]
        );
    }
}
