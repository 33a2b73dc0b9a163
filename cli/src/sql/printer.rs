//! Rows as they are printed.

use std::collections::BTreeMap;
use std::io::{Write, stdout};

use anyhow::{Result, bail};
use comfy_table::Table;
use comfy_table::presets::NOTHING;
use kinetoscope::analytics::output::OutputFormat;
use kinetoscope::analytics::plan::{ERROR_STREAM, NamedColumn};
use kinetoscope::analytics::row::Batch;
use kinetoscope::analytics::workbench::{StreamRows, Workbench};

use super::Arguments;
use super::arguments::Output;

/// Prints rows as they come, or in tables at the end.
pub(super) struct Printer {
    output: Output,
    /// The one stream that is wanted.
    stream: Option<String>,
    tables: BTreeMap<String, Table>,
}

impl Printer {
    pub(super) fn new(arguments: &Arguments, workbench: &Workbench) -> Result<Self> {
        let mut printer = Self { output: arguments.output, stream: None, tables: BTreeMap::new() };
        let Some(wanted) = &arguments.stream else { return Ok(printer) };
        let upper = wanted.to_uppercase();
        let Some(name) = [wanted, &upper].into_iter().find(|name| workbench.columns(name).is_some()) else {
            let plan = workbench.plan();
            let streams = plan.streams[plan.inputs..].iter().map(|stream| stream.name.as_str());
            let streams: Vec<_> = streams.chain([ERROR_STREAM]).collect();
            bail!("there is no stream {wanted}; there are {}", streams.join(", "));
        };
        if let (Output::Csv, Some(columns)) = (printer.output, workbench.columns(name)) {
            let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
            writeln!(stdout(), "{}", names.join(","))?;
        }
        printer.stream = Some(name.clone());
        Ok(printer)
    }

    pub(super) fn print(&mut self, workbench: &Workbench, rows: &StreamRows) -> Result<()> {
        let StreamRows { stream, rows } = rows;
        if self.stream.as_ref().is_some_and(|wanted| wanted != stream) {
            return Ok(());
        }
        let columns = workbench.columns(stream).unwrap_or_default();
        let mut text = Vec::new();
        for row in 0..rows.len() {
            match self.output {
                Output::Json => self.json(stream, rows, row, &columns, &mut text),
                Output::Csv => self.csv(stream, rows, row, &columns, &mut text),
                Output::Table => self.table(stream, rows, row, &columns),
            }
        }
        stdout().lock().write_all(&text)?;
        Ok(stdout().flush()?)
    }

    fn json(&self, stream: &str, rows: &Batch, row: usize, columns: &[NamedColumn], text: &mut Vec<u8>) {
        if self.stream.is_some() {
            return OutputFormat::Json.write(rows, row, columns, text);
        }
        let name = serde_json::Value::from(stream);
        let rowtime = rows.rowtime(row);
        text.extend_from_slice(format!(r#"{{"stream":{name},"rowtime":"{rowtime}","row":"#).as_bytes());
        OutputFormat::Json.write(rows, row, columns, text);
        text.pop();
        text.extend_from_slice(b"}\n");
    }

    fn csv(&self, stream: &str, rows: &Batch, row: usize, columns: &[NamedColumn], text: &mut Vec<u8>) {
        if self.stream.is_none() {
            text.extend_from_slice(format!("{stream},{},", rows.rowtime(row)).as_bytes());
        }
        OutputFormat::Csv.write(rows, row, columns, text);
    }

    fn table(&mut self, stream: &str, rows: &Batch, row: usize, columns: &[NamedColumn]) {
        let table = self.tables.entry(stream.to_owned()).or_insert_with(|| {
            let mut table = Table::new();
            let names = columns.iter().map(|column| column.name.clone());
            table.load_style(NOTHING).set_header(["ROWTIME".to_owned()].into_iter().chain(names));
            table
        });
        table.add_row([rows.rowtime(row)].into_iter().chain(OutputFormat::fields(rows, row, columns)));
    }

    /// Prints the tables, where there are any.
    pub(super) fn finish(&self) -> Result<()> {
        for (stream, table) in &self.tables {
            writeln!(stdout(), "{stream}\n{}\n", table.trim_fmt())?;
        }
        Ok(())
    }
}
