//! Median, least and greatest of a few samples, and figures as a person reads them.

use std::fmt;

use serde_json::{Value, json};

/// What a few samples of one thing say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) least: f64,
    pub(super) greatest: f64,
}

impl Spread {
    /// The spread of these samples; `None` where there are none.
    pub(super) fn of(samples: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut samples: Vec<f64> = samples.into_iter().collect();
        samples.sort_by(f64::total_cmp);
        let (least, greatest) = (*samples.first()?, *samples.last()?);
        let upper = samples.len() / 2;
        let lower = (samples.len() - 1) / 2;
        Some(Self { median: f64::midpoint(samples[lower], samples[upper]), least, greatest })
    }

    /// All three as data.
    pub(super) fn json(self) -> Value {
        json!({ "median": self.median, "min": self.least, "max": self.greatest })
    }
}

/// `1,234 (1,200-1,300)`.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}-{})", figure(self.median), figure(self.least), figure(self.greatest))
    }
}

/// Three digits at least, thousands apart: `0.44`, `12.3`, `1,234`.
pub(super) fn figure(value: f64) -> String {
    let digits = match value {
        0.0..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    };
    let text = format!("{value:.digits$}");
    let whole = text.split('.').next().unwrap_or(&text).len();
    let mut grouped = String::new();
    for (index, digit) in text.chars().enumerate() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0]).unwrap().median, 2.5);
        assert_eq!(Spread::of([9.0, 1.0, 2.0]).unwrap().to_string(), "2.00 (1.00-9.00)");
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn figures_read_well() {
        let figures = [0.444, 12.34, 123.4, 1234.0, 12_345.6, 1_234_567.0].map(figure);
        assert_eq!(figures, ["0.44", "12.3", "123", "1,234", "12,346", "1,234,567"]);
    }
}
