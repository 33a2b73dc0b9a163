//! Amounts for people: two places, and commas between the thousands.

use kinetoscope::world::words;

const PLACES: usize = 2;

/// Rounds a decimal of the bill. One that is too large for that stays as it is.
pub(super) fn rounded(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let thousandths = format!("{whole}{fraction:0<3}");
    let Ok(thousandths) = thousandths[..whole.len() + PLACES + 1].parse::<u64>() else { return text.into() };
    let hundredths = thousandths / 10 + u64::from(5 <= thousandths % 10);
    format!("{}.{:02}", words::count(hundredths / 100), hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_two_places_and_groups() {
        for (text, expected) in [
            ("0.00", "0.00"),
            ("36.792", "36.79"),
            ("1232.20593", "1,232.21"),
            ("0.995", "1.00"),
            ("2628000000", "2,628,000,000.00"),
        ] {
            assert_eq!(rounded(text), expected);
        }
        let large = "340282366920938463463374607431.768211";
        assert_eq!(rounded(large), large);
    }
}
