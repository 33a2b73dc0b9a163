//! Usage times prices.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::table::{Price, PriceTable};
use super::usage::{Charge, Usage};

/// What usage costs, by the prices of a day. Numbers are decimals in text, so that none is rounded on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bill {
    /// The day of the prices.
    pub date: String,
    /// Their region.
    pub region: String,
    /// Their currency.
    pub currency: String,
    /// What was used, in the order of the table.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub total: String,
}

impl Bill {
    /// The sum of the lines, in millionths of the currency; as large as can be where it is no decimal.
    pub fn total_micros(&self) -> u128 {
        let (whole, fraction) = self.total.split_once('.').unwrap_or((&self.total, ""));
        format!("{whole}{fraction:0<6}").parse().unwrap_or(u128::MAX)
    }
}

/// What one thing costs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// The thing.
    pub charge: Charge,
    /// How much of it.
    pub quantity: String,
    /// Of what.
    pub unit: String,
    /// The price.
    pub price: String,
    /// For so many.
    pub per: u64,
    /// Quantity times price.
    pub cost: String,
    /// How the quantity comes about.
    pub formula: String,
    /// Whether the price is published or recalled.
    pub source: String,
}

impl PriceTable {
    /// What usage costs. Costs are rounded to the nearest millionth.
    pub fn bill(&self, usage: &Usage) -> Bill {
        let mut total = 0;
        let lines = self.prices.iter().filter_map(|price| {
            let (line, micros) = self.line(price, usage)?;
            total += micros;
            Some(line)
        });
        let lines = lines.collect();
        Bill {
            date: self.date.clone(),
            region: self.region.clone(),
            currency: self.currency.clone(),
            lines,
            total: decimal(total),
        }
    }

    fn line(&self, price: &Price, usage: &Usage) -> Option<(Line, u128)> {
        let measured = usage.measured(price.charge, self.committed_mib_per_second);
        if measured == 0 {
            return None;
        }
        let per_unit = price.charge.measures_per_unit(self.hours_in_a_month);
        let nanos = u128::from(price.usd.nanos());
        // In two steps, because the product of a large measure and a price has more than 128 bits.
        let quantity = rounded(measured, 1_000_000, per_unit);
        let micros = rounded(quantity, nanos, u128::from(price.per) * 1_000_000_000);
        let line = Line {
            charge: price.charge,
            quantity: decimal(quantity),
            unit: price.unit.clone(),
            price: price.usd.as_str().into(),
            per: price.per,
            cost: decimal(micros),
            formula: price.formula.clone(),
            source: price.source.clone(),
        };
        Some((line, micros))
    }
}

/// `value * times / by`, rounded to the nearest; what is too large is as large as can be.
fn rounded(value: u128, times: u128, by: u128) -> u128 {
    let (whole, rest) = (value / by, value % by);
    let rest = rest.saturating_mul(times).saturating_add(by / 2) / by;
    whole.saturating_mul(times).saturating_add(rest)
}

/// Millionths as a decimal, of which at least two places are written.
fn decimal(micros: u128) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    let places = text.trim_end_matches('0').len().max(text.len() - 4);
    text[..places].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_two_to_six_places() {
        for (micros, text) in
            [(0, "0.00"), (1_500_000, "1.50"), (1, "0.000001"), (80_592_000, "80.592"), (1_000_000, "1.00")]
        {
            assert_eq!(decimal(micros), text);
        }
    }

    #[test]
    fn products_are_rounded_to_the_nearest_and_never_overflow() {
        assert_eq!((rounded(5, 3, 10), rounded(4, 1, 10), rounded(25, 2, 10)), (2, 0, 5));
        assert_eq!(rounded(u128::MAX, 1_000_000, 1), u128::MAX);
    }
}
