//! Clusters of Redshift that copy objects into tables.

mod options;
mod rows;

use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use options::{Format, Options};
pub use rows::{Rows, rows};

use super::keep_last;
use crate::firehose::errand::{Copy, Outcome, Refused};
use crate::time::Instant;

/// Commands that are kept of each cluster.
const KEPT: usize = 100;

/// The clusters, by their JDBC URL.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Clusters(BTreeMap<String, Cluster>);

/// A cluster.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cluster {
    /// Its tables, by name. One is made when it is first copied into.
    pub tables: BTreeMap<String, Table>,
    /// The last commands, oldest first.
    pub copies: VecDeque<Copied>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows; what is not there is null.
    pub rows: Vec<Vec<Option<String>>>,
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
        now: Instant,
    ) -> Outcome {
        let cluster = self.0.entry(copy.cluster_jdbc_url.clone()).or_default();
        let done = bodies.and_then(|bodies| cluster.load(copy, &bodies));
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
    fn load(&mut self, copy: &Copy, bodies: &[Vec<u8>]) -> Result<u64, Refused> {
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
        let table = self.tables.entry(copy.table.clone()).or_default();
        table.take(&columns.unwrap_or_default(), loaded);
        Ok(count)
    }
}

impl Table {
    /// Takes rows with these columns; a column that it did not have yet is null in what it has.
    fn take(&mut self, columns: &[String], rows: Vec<Vec<Option<String>>>) {
        for column in columns {
            if !self.columns.contains(column) {
                self.columns.push(column.clone());
                self.rows.iter_mut().for_each(|row| row.push(None));
            }
        }
        for row in rows {
            let value = |name: &String| {
                let at = columns.iter().position(|column| column == name)?;
                row.get(at).cloned().flatten()
            };
            self.rows.push(self.columns.iter().map(value).collect());
        }
    }
}

/// The names in a list of columns.
pub fn columns_of(list: &str) -> Vec<String> {
    list.split(',').map(|name| name.trim().trim_matches('"').to_string()).collect()
}
