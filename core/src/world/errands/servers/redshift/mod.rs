//! Clusters of Redshift that copy objects into tables.

mod options;
mod rows;

use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use options::{Format, Options};
pub use rows::{Rows, rows};

use super::keep_last;
use super::memory::{Arrivals, Keeps};
use crate::errand::{Copy, Outcome, Refused};
use crate::time::Instant;

/// Commands that are kept of each cluster.
const KEPT: usize = 100;

/// The clusters, by their JDBC URL.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Clusters(pub(super) BTreeMap<String, Cluster>);

/// A cluster.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cluster {
    /// Its tables, by name. One is made when it is first copied into.
    pub tables: BTreeMap<String, Table>,
    /// The last commands, oldest first.
    pub copies: VecDeque<Copied>,
    /// Tables by when their rows came, which go in that order.
    arrivals: BTreeMap<u64, Arc<str>>,
    /// Bytes of all values.
    bytes: u64,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows; what is not there is null.
    pub rows: VecDeque<Vec<Option<String>>>,
}

/// A command that was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// When.
    pub at: Instant,
    /// The command as the service sends it, without secrets.
    pub statement: String,
    /// How many rows came, or why none.
    pub outcome: Result<u64, String>,
}

/// The text of a command as the service sends it, without secrets.
pub fn statement(copy: &Copy) -> String {
    let columns = copy.columns.as_ref().map(|columns| format!(" ({columns})")).unwrap_or_default();
    let options = copy.options.as_ref().map(|options| format!(" {options}")).unwrap_or_default();
    let Copy { table, bucket, manifest, role_arn, .. } = copy;
    format!(
        "COPY {table}{columns} FROM 's3://{bucket}/{manifest}' CREDENTIALS 'aws_iam_role={role_arn}' MANIFEST{options};"
    )
}

impl Clusters {
    /// The clusters that were ever sent a command, by their JDBC URL.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Cluster)> {
        self.0.iter().map(|(url, cluster)| (url.as_str(), cluster))
    }

    /// Rows of a table; none where nothing was copied into it yet.
    pub fn rows(&self, url: &str, table: &str) -> u64 {
        let table = self.0.get(url).and_then(|cluster| cluster.tables.get(table));
        table.map_or(0, |table| table.rows.len() as u64)
    }

    /// How many rows came by the last command to a cluster.
    pub(in crate::world) fn last_loaded(&self, url: &str) -> u64 {
        let last = self.0.get(url).and_then(|cluster| cluster.copies.back());
        last.and_then(|copied| copied.outcome.as_ref().ok().copied()).unwrap_or(0)
    }

    /// Runs a command on objects, whose bodies are as they lie in the bucket.
    pub(in crate::world) fn copy(
        &mut self,
        copy: &Copy,
        bodies: Result<Vec<Vec<u8>>, Refused>,
        arrivals: &mut Arrivals,
        now: Instant,
    ) -> Outcome {
        let cluster = self.0.entry(copy.cluster_jdbc_url.clone()).or_default();
        let done = bodies.and_then(|bodies| cluster.load(copy, &bodies, arrivals));
        let outcome = done.as_ref().copied().map_err(|why| format!("{}: {}", why.code, why.message));
        keep_last(&mut cluster.copies, Copied { at: now, statement: statement(copy), outcome }, KEPT);
        done.map_or_else(Outcome::Failed, |_| Outcome::Done)
    }

    /// Notes a command that was refused before it was run.
    pub(in crate::world) fn note(&mut self, copy: &Copy, why: String, now: Instant) {
        let cluster = self.0.entry(copy.cluster_jdbc_url.clone()).or_default();
        let copied = Copied { at: now, statement: statement(copy), outcome: Err(why) };
        keep_last(&mut cluster.copies, copied, KEPT);
    }
}

impl Cluster {
    fn load(&mut self, copy: &Copy, bodies: &[Vec<u8>], arrivals: &mut Arrivals) -> Result<u64, Refused> {
        let options = Options::parse(copy.options.as_deref().unwrap_or_default())?;
        let named = copy.columns.as_deref().map(columns_of);
        let known = self.tables.get(&copy.table).map(|table| table.columns.clone());
        let mut columns = named.or(known);
        let mut loaded = Vec::new();
        for body in bodies {
            let Rows { columns: found, rows } = rows(&options, body, columns.as_deref())?;
            columns.get_or_insert(found);
            loaded.extend(rows);
        }
        let count = loaded.len() as u64;
        let name: Arc<str> = copy.table.as_str().into();
        self.arrivals.extend(loaded.iter().map(|_| (arrivals.next(), name.clone())));
        let table = self.tables.entry(copy.table.clone()).or_default();
        self.bytes += table.take(&columns.unwrap_or_default(), loaded);
        Ok(count)
    }
}

impl Keeps for Cluster {
    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn oldest(&self) -> Option<u64> {
        self.arrivals.first_key_value().map(|(number, _)| *number)
    }

    fn drop_oldest(&mut self) -> u64 {
        let Some((_, table)) = self.arrivals.pop_first() else { return 0 };
        let row = self.tables.get_mut(&*table).and_then(|table| table.rows.pop_front());
        let bytes = row.map_or(0, |row| bytes_of(&row));
        self.bytes -= bytes;
        bytes
    }
}

fn bytes_of(row: &[Option<String>]) -> u64 {
    row.iter().flatten().map(|value| value.len() as u64).sum()
}

impl Table {
    /// Takes rows with these columns, and says how many bytes they have; a column that it did not have yet is null in what it has.
    fn take(&mut self, columns: &[String], rows: Vec<Vec<Option<String>>>) -> u64 {
        for column in columns {
            if !self.columns.contains(column) {
                self.columns.push(column.clone());
                self.rows.iter_mut().for_each(|row| row.push(None));
            }
        }
        let mut bytes = 0;
        for row in rows {
            let value = |name: &String| {
                let at = columns.iter().position(|column| column == name)?;
                row.get(at).cloned().flatten()
            };
            let row: Vec<_> = self.columns.iter().map(value).collect();
            bytes += bytes_of(&row);
            self.rows.push_back(row);
        }
        bytes
    }
}

/// The names in a list of columns as a table has them: in lower case, but for what stands in quotes, where a quote is two.
pub fn columns_of(list: &str) -> Vec<String> {
    let (mut names, mut name, mut in_quotes) = (Vec::new(), String::new(), false);
    // Blanks behind a name are none of it; those in quotes are.
    let mut solid = 0;
    let mut letters = list.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if in_quotes && letters.next_if_eq(&'"').is_some() => name.push('"'),
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => name.push(letter),
            ',' => {
                name.truncate(solid);
                names.push(core::mem::take(&mut name));
            }
            _ if letter.is_whitespace() => {
                if !name.is_empty() {
                    name.push(letter);
                }
                continue;
            }
            _ => name.extend(letter.to_lowercase()),
        }
        solid = name.len();
    }
    name.truncate(solid);
    names.push(name);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_in_lower_case_but_for_those_in_quotes() {
        for (list, expected) in [
            ("id, Name ", ["id", "name"]),
            (r#" "User" ,ID"#, ["User", "id"]),
            (r#""a, B","say ""c"" ""#, ["a, B", r#"say "c" "#]),
            ("first name,\n x", ["first name", "x"]),
        ] {
            assert_eq!(columns_of(list), expected, "{list}");
        }
    }
}
