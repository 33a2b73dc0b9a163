//! The price list.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::usage::Charge;
use crate::error::LoadError;

/// What things cost on a day, in a region.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceTable {
    /// The day.
    pub date: String,
    /// The region.
    pub region: String,
    /// The currency of every price.
    pub currency: String,
    /// Where the prices come from.
    pub about: String,
    /// What a month is where something is charged by the month.
    pub hours_in_a_month: u32,
    /// The throughput that a commitment is charged for at least, in and out.
    pub committed_mib_per_second: u32,
    /// The prices; what has none costs nothing.
    pub prices: Vec<Price>,
}

/// An amount of the currency, as it is written and in billionths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Usd {
    text: String,
    nanos: u64,
}

/// What one thing costs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The thing.
    pub charge: Charge,
    /// The price.
    pub usd: Usd,
    /// For so many units.
    pub per: u64,
    /// The unit.
    pub unit: String,
    /// Whether the price is published or recalled.
    pub source: String,
    /// How the number of units comes about.
    pub formula: String,
}

impl PriceTable {
    /// The table that comes with the engine: `core/src/pricing/prices.json`.
    pub fn built_in() -> Self {
        Self::from_json(include_str!("prices.json")).expect("a test reads it")
    }

    /// Reads a table of the same form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, LoadError> {
        let table: Self = serde_json::from_str(text)
            .map_err(|error| LoadError::new(format!("This is no price table: {error}.")))?;
        for price in &table.prices {
            if price.per == 0 {
                return Err(LoadError::new(format!("The price of {:?} is for no units.", price.charge)));
            }
        }
        if table.hours_in_a_month == 0 {
            return Err(LoadError::new("A month has no hours."));
        }
        Ok(table)
    }
}

impl Usd {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// In billionths.
    pub(crate) fn nanos(&self) -> u64 {
        self.nanos
    }

    fn parse(text: &str) -> Option<u64> {
        const PLACES: usize = 9;
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || PLACES < fraction.len() {
            return None;
        }
        format!("{whole}{fraction:0<PLACES$}").parse().ok()
    }
}

impl TryFrom<String> for Usd {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match Self::parse(&text) {
            Some(nanos) => Ok(Self { text, nanos }),
            None => Err(format!("the price {text:?} is no decimal of up to nine places")),
        }
    }
}

impl From<Usd> for String {
    fn from(price: Usd) -> Self {
        price.text
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    fn with(from: &str, to: &str) -> Result<PriceTable, LoadError> {
        PriceTable::from_json(&include_str!("prices.json").replace(from, to))
    }

    #[test]
    fn the_table_is_whole_and_names_each_charge_once() {
        let charges: Vec<_> = PriceTable::built_in().prices.iter().map(|price| price.charge).collect();
        assert!(charges.is_sorted_by(|before, after| before < after), "{charges:?}");
        assert_eq!(charges.len(), Charge::ProcessingUnitHours as usize + 1);
    }

    #[test]
    fn prices_are_decimals() {
        let nanos = |usd: &str| {
            let table = with(r#""usd": "0.015""#, &format!(r#""usd": "{usd}""#));
            table.map(|table| table.prices[0].usd.nanos())
        };
        assert_eq!(nanos("0.015").ok(), Some(15_000_000));
        assert_eq!((nanos("3").ok(), nanos("0.000000001").ok()), (Some(3_000_000_000), Some(1)));
        for wrong in ["", ".5", "-1", "1e3", "0.0000000001", "99999999999999999999"] {
            let refused = nanos(wrong).unwrap_err().to_string();
            assert!(refused.contains("is no decimal of up to nine places"), "{refused}");
        }
    }

    #[test]
    fn a_wrong_table_is_refused_with_the_reason() {
        let refused = |from, to| with(from, to).map(drop).unwrap_err().to_string();
        assert!(refused("ShardHours", "Moons").contains("unknown variant `Moons`"));
        assert!(refused(r#""per": 1,"#, r#""per": 0,"#).contains("The price of ShardHours is for no units."));
        assert!(refused("730", "0").contains("month"));
    }
}
