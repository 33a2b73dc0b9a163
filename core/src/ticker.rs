//! Prices of shares, as the service's console puts them for a test: each is drawn by its number, so that one that is sent
//! again is the same.

use alloc::format;
use alloc::string::String;

use crate::rng::Rng;

/// Symbols with their sectors.
const SHARES: [(&str, &str); 12] = [
    ("QXZ", "HEALTHCARE"),
    ("TBV", "HEALTHCARE"),
    ("VVY", "HEALTHCARE"),
    ("DFG", "TECHNOLOGY"),
    ("WSB", "TECHNOLOGY"),
    ("NGC", "TECHNOLOGY"),
    ("SAC", "ENERGY"),
    ("PPL", "ENERGY"),
    ("UHN", "ENERGY"),
    ("WFC", "FINANCIAL"),
    ("JKL", "FINANCIAL"),
    ("RFV", "RETAIL"),
];
/// Prices in cents.
const PRICE: (u64, u64) = (400, 24_000);
/// By how many cents a price has changed at most.
const CHANGE_MAX: u64 = 900;

/// `{"TICKER_SYMBOL":"QXZ","SECTOR":"HEALTHCARE","CHANGE":-0.05,"PRICE":84.51}`.
pub fn record(number: u64) -> String {
    let mut rng = Rng::from_seed(number);
    let share = rng.in_range(0, SHARES.len() as u64 - 1) as usize;
    let (symbol, sector) = SHARES[share];
    let price = rng.in_range(PRICE.0, PRICE.1);
    let change = rng.in_range(0, 2 * CHANGE_MAX);
    let sign = if change < CHANGE_MAX { "-" } else { "" };
    let change = change.abs_diff(CHANGE_MAX);
    format!(
        r#"{{"TICKER_SYMBOL":"{symbol}","SECTOR":"{sector}","CHANGE":{sign}{}.{:02},"PRICE":{}.{:02}}}"#,
        change / 100,
        change % 100,
        price / 100,
        price % 100
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_json_and_the_same_each_time() {
        for number in 0..200 {
            let text = record(number);
            assert_eq!(text, record(number));
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            let change = value["CHANGE"].as_f64().unwrap();
            assert!((-9.0..=9.0).contains(&change) && 4.0 <= value["PRICE"].as_f64().unwrap(), "{text}");
        }
        assert_ne!(record(1), record(2));
    }
}
