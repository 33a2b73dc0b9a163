//! Tables of Snowflake and of Iceberg that take rows.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::memory::{Arrivals, Keeps};
use crate::errand::{Append, Outcome, Refused, Row, RowOperation, Warehouse};

/// All tables: by whose they are, and by name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Warehouses(pub(super) BTreeMap<String, BTreeMap<String, Table>>);

/// A table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    /// Its rows, each one JSON object, in the order in which they came.
    pub rows: VecDeque<Arc<str>>,
    /// Batches of rows that came.
    pub commits: u64,
    /// By when each row came, in the same order.
    numbers: VecDeque<u64>,
    /// Bytes of all rows.
    bytes: u64,
    /// Where rows are by their keys; nothing until one is replaced or goes.
    index: Option<Index>,
}

/// Rows by what tells them from others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Index {
    /// The columns that do.
    unique_keys: Vec<String>,
    /// The numbers of the rows that have these values there.
    numbers: BTreeMap<Vec<String>, Vec<u64>>,
}

impl Warehouses {
    /// The tables, each with whose it is and its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Table)> {
        self.0.iter().flat_map(|(owner, tables)| {
            tables.iter().map(move |(name, table)| (owner.as_str(), name.as_str(), table))
        })
    }

    /// Takes rows; `rejected` are those that a fault has rejected, by their place.
    pub(in crate::world) fn append(
        &mut self,
        append: &Append,
        rejected: &[usize],
        arrivals: &mut Arrivals,
    ) -> Outcome {
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
            tables.entry(row.table.clone()).or_default().take(row, arrivals);
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
    fn take(&mut self, row: &Row, arrivals: &mut Arrivals) {
        let text: Arc<str> = String::from_utf8_lossy(&row.data).into();
        if row.operation != RowOperation::Insert {
            self.remove_alike(&text, &row.unique_keys);
        }
        if row.operation != RowOperation::Delete {
            self.push(text, arrivals.next());
        }
    }

    fn push(&mut self, text: Arc<str>, number: u64) {
        if let Some(index) = &mut self.index {
            index.add(&text, number);
        }
        self.bytes += text.len() as u64;
        self.rows.push_back(text);
        self.numbers.push_back(number);
    }

    /// Removes the rows that have the same keys. Each row is parsed once for it, and again only where other columns are the keys.
    fn remove_alike(&mut self, text: &str, unique_keys: &[String]) {
        let keys = keys_of(text, unique_keys);
        let known = self.index.take().filter(|index| index.unique_keys == unique_keys);
        let mut index = known.unwrap_or_else(|| {
            let mut index = Index { unique_keys: unique_keys.into(), ..Index::default() };
            self.rows.iter().zip(&self.numbers).for_each(|(row, number)| index.add(row, *number));
            index
        });
        for number in index.numbers.remove(&keys).unwrap_or_default() {
            if let Ok(at) = self.numbers.binary_search(&number) {
                self.numbers.remove(at);
                self.bytes -= self.rows.remove(at).map_or(0, |row| row.len() as u64);
            }
        }
        self.index = Some(index);
    }
}

impl Index {
    fn add(&mut self, row: &str, number: u64) {
        self.numbers.entry(keys_of(row, &self.unique_keys)).or_default().push(number);
    }

    fn remove(&mut self, row: &str, number: u64) {
        let keys = keys_of(row, &self.unique_keys);
        if let Some(numbers) = self.numbers.get_mut(&keys) {
            numbers.retain(|&other| other != number);
            if numbers.is_empty() {
                self.numbers.remove(&keys);
            }
        }
    }
}

impl Keeps for Table {
    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn oldest(&self) -> Option<u64> {
        self.numbers.front().copied()
    }

    fn drop_oldest(&mut self) -> u64 {
        let (Some(row), Some(number)) = (self.rows.pop_front(), self.numbers.pop_front()) else { return 0 };
        if let Some(index) = &mut self.index {
            index.remove(&row, number);
        }
        self.bytes -= row.len() as u64;
        row.len() as u64
    }
}

/// What tells a row from others.
fn keys_of(row: &str, names: &[String]) -> Vec<String> {
    let value: Value = serde_json::from_str(row).unwrap_or_default();
    names.iter().map(|name| value[name].to_string()).collect()
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    fn row(operation: RowOperation, id: u64, name: &str, by: &str) -> Row {
        let data = alloc::format!(r#"{{"id":{id},"name":"{name}"}}"#).into_bytes();
        Row { table: "t".into(), operation, unique_keys: vec![by.into()], data }
    }

    /// Takes rows, of which letters say what becomes of them, what tells them and who is meant: `u i 1 a` updates by id.
    #[track_caller]
    fn check(script: &str, expected: &[&str]) -> Table {
        let (mut table, mut arrivals) = (Table::default(), Arrivals::default());
        for step in script.split(", ") {
            let [operation, by, id, name] = step.split(' ').collect::<Vec<_>>()[..] else { panic!("{step}") };
            let operation = match operation {
                "i" => RowOperation::Insert,
                "u" => RowOperation::Update,
                _ => RowOperation::Delete,
            };
            let by = if by == "i" { "id" } else { "name" };
            table.take(&row(operation, id.parse().unwrap(), name, by), &mut arrivals);
        }
        let found: Vec<_> = table.rows.iter().map(|row| &**row).collect();
        assert_eq!(found, expected, "{script}");
        assert_eq!(table.bytes, found.iter().map(|row| row.len() as u64).sum::<u64>());
        table
    }

    #[test]
    fn a_row_replaces_or_removes_those_with_its_keys_whatever_they_are() {
        let (a1, b2, c1) = (r#"{"id":1,"name":"a"}"#, r#"{"id":2,"name":"b"}"#, r#"{"id":1,"name":"c"}"#);
        check("i i 1 a, i i 2 b", &[a1, b2]);
        check("i i 1 a, i i 2 b, u i 1 c", &[b2, c1]);
        check("i i 1 a, i i 1 c, i i 2 b, d i 1 x", &[b2]);
        check("i i 1 a, u i 2 b, i i 1 c, u n 9 a", &[b2, c1, r#"{"id":9,"name":"a"}"#]);
        check("u i 1 a, u i 1 c, d i 1 x", &[]);
    }

    #[test]
    fn what_went_for_want_of_memory_is_found_no_more() {
        let mut table = check("u i 1 a, u i 2 b", &[r#"{"id":1,"name":"a"}"#, r#"{"id":2,"name":"b"}"#]);
        assert_eq!(table.drop_oldest(), 19);
        let index = table.index.as_ref().unwrap();
        assert_eq!((table.rows.len(), index.numbers.len(), table.bytes), (1, 1, 19));
    }
}
