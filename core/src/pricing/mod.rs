//! What Kinesis Data Streams would cost: an estimate of a [`Plan`], or a [`Bill`] of what has happened.
//!
//! Both are measured as [`Usage`] and charged by one [`PriceTable`]: `prices.json`, which has the words of each formula beside
//! its price. A world's usage is read from facts by [`Ledger`]; no service calls it. Money and measures are whole numbers.

mod bill;
mod ledger;
mod plan;
mod table;
mod usage;

pub use bill::{Bill, Line};
pub use ledger::Ledger;
pub use plan::{Mode, Plan};
pub use table::{Price, PriceTable, Usd};
pub use usage::{Charge, Usage};
