//! Tables of Snowflake and of Iceberg that take rows.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::firehose::errand::{Append, Outcome, Refused, Row, RowOperation, Warehouse};

/// All tables: by whose they are, and by name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Warehouses(BTreeMap<String, BTreeMap<String, Table>>);

/// A table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    /// Its rows, each one JSON object, in the order in which they came.
    pub rows: Vec<Arc<str>>,
    /// Batches of rows that came.
    pub commits: u64,
}

impl Warehouses {
    /// The tables, each with whose it is and its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Table)> {
        self.0.iter().flat_map(|(owner, tables)| {
            tables.iter().map(move |(name, table)| (owner.as_str(), name.as_str(), table))
        })
    }

    /// Takes rows; `rejected` are those that a fault has rejected, by their place.
    pub(in crate::world) fn append(&mut self, append: &Append, rejected: &[usize]) -> Outcome {
        let (owner, code) = match &append.warehouse {
            Warehouse::Snowflake(url) => (url, "Snowflake.InvalidColumns"),
            Warehouse::Iceberg(catalog) => (catalog, "Iceberg.MalformedData"),
        };
        let tables = self.0.entry(owner.clone()).or_default();
        let mut refused = Vec::new();
        let mut touched = Vec::new();
        for (at, row) in append.rows.iter().enumerate() {
            if rejected.binary_search(&at).is_ok() {
                refused.push((at, Refused::new(code, "This fault was asked for.")));
                continue;
            }
            tables.entry(row.table.clone()).or_default().take(row);
            touched.push(&row.table);
        }
        touched.sort_unstable();
        touched.dedup();
        for name in touched {
            tables.get_mut(name).expect("it was just filled").commits += 1;
        }
        if refused.is_empty() { Outcome::Done } else { Outcome::Partly(refused) }
    }
}

impl Table {
    fn take(&mut self, row: &Row) {
        let text: Arc<str> = String::from_utf8_lossy(&row.data).into();
        if row.operation != RowOperation::Insert {
            let keys = keys_of(&text, &row.unique_keys);
            self.rows.retain(|known| keys_of(known, &row.unique_keys) != keys);
        }
        if row.operation != RowOperation::Delete {
            self.rows.push(text);
        }
    }
}

/// What tells a row from others.
fn keys_of(row: &str, names: &[String]) -> Vec<String> {
    let value: Value = serde_json::from_str(row).unwrap_or_default();
    names.iter().map(|name| value[name].to_string()).collect()
}
