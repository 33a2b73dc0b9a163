//! The newest rows of a stream.

use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::picture::{ColumnView, RowView, StreamKind, TableView};
use crate::analytics::output::{OutputFormat, text_of};
use crate::analytics::plan::{ERROR_STREAM, NamedColumn};
use crate::analytics::row::Batch;
use crate::analytics::workbench::Workbench;

/// Rows of a stream that are remembered.
const ROWS_MAX: usize = 5_000;
/// Characters of a value that are shown.
const SHOWN_MAX: usize = 400;

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    kind: StreamKind,
    pumps: Vec<String>,
    columns: Vec<NamedColumn>,
    rows: VecDeque<Batch>,
    total: u64,
}

impl Table {
    /// One for each stream: those of the inputs, those that the application makes, and that of errors.
    pub(super) fn all(workbench: &Workbench) -> Vec<Self> {
        let plan = workbench.plan();
        let stream = |(place, name): (usize, &String)| {
            let pumps = plan.pumps.iter().filter(|pump| pump.into == *name).map(|pump| pump.name.clone());
            let kind = if place < plan.inputs { StreamKind::Input } else { StreamKind::Made };
            Self::new(workbench, name, kind, pumps.collect())
        };
        let names: Vec<_> = plan.streams.iter().map(|stream| &stream.name).collect();
        let mut tables: Vec<_> = names.into_iter().enumerate().map(stream).collect();
        tables.push(Self::new(workbench, ERROR_STREAM, StreamKind::Errors, Vec::new()));
        tables
    }

    fn new(workbench: &Workbench, name: &str, kind: StreamKind, pumps: Vec<String>) -> Self {
        let columns = workbench.columns(name).unwrap_or_default();
        Self { name: name.to_string(), kind, pumps, columns, rows: VecDeque::new(), total: 0 }
    }

    pub(super) fn add(&mut self, rows: &Batch) {
        self.total += rows.len() as u64;
        let places = rows.len().saturating_sub(ROWS_MAX)..rows.len();
        self.rows.extend(places.map(|place| rows.slice(place..place + 1)));
        let surplus = self.rows.len().saturating_sub(ROWS_MAX);
        self.rows.drain(..surplus);
    }

    /// The newest rows, the last first.
    pub(super) fn view(&self, max: usize) -> TableView {
        let column =
            |it: &NamedColumn| ColumnView { name: it.name.clone(), sql_type: it.sql_type.to_string() };
        let rows = self.rows.iter().rev().zip((0..self.total).rev()).take(max);
        TableView {
            name: self.name.clone(),
            kind: self.kind,
            pumps: self.pumps.clone(),
            columns: self.columns.iter().map(column).collect(),
            total: self.total,
            kept: self.rows.len() as u64,
            rows: rows.map(|(row, number)| self.row(row, number)).collect(),
        }
    }

    fn row(&self, row: &Batch, number: u64) -> RowView {
        let field = |(column, named): (&alloc::sync::Arc<crate::analytics::row::Column>, &NamedColumn)| {
            let text = text_of(&column.value(0, named.sql_type), named.sql_type)?;
            Some(match text.char_indices().nth(SHOWN_MAX) {
                Some((end, _)) => text[..end].to_string() + "\u{2026}",
                None => text,
            })
        };
        RowView {
            number,
            rowtime: row.order[0].rowtime,
            fields: row.columns.iter().zip(&self.columns).map(field).collect(),
        }
    }

    /// The values of the row with this number among all that came, by the names of its columns.
    pub(super) fn of_cause(&self, cause: u64) -> Option<Vec<(String, Option<String>)>> {
        let place = self.rows.binary_search_by_key(&cause, |row| row.order[0].cause).ok()?;
        let names = self.columns.iter().map(|column| column.name.clone());
        Some(names.zip(self.row(&self.rows[place], 0).fields).collect())
    }

    /// All rows that are remembered, as a file of fields with a line of names.
    pub(super) fn csv(&self) -> String {
        let mut out = Vec::new();
        let names = ["ROWTIME"].into_iter().chain(self.columns.iter().map(|column| column.name.as_str()));
        let quoted = names.map(|name| match name.contains([',', '"', '\n', '\r']) {
            true => "\"".to_string() + &name.replace('"', "\"\"") + "\"",
            false => name.to_string(),
        });
        out.extend_from_slice(quoted.collect::<Vec<_>>().join(",").as_bytes());
        out.push(b'\n');
        for row in &self.rows {
            out.extend_from_slice(row.rowtime(0).as_bytes());
            out.push(b',');
            OutputFormat::Csv.write(row, 0, &self.columns, &mut out);
        }
        String::from_utf8(out).unwrap_or_default()
    }
}
