//! `kinetoscope operations`.

use std::io::{Write, stdout};

use anyhow::Result;
use clap::{Args, ValueEnum};
use kinetoscope::world;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  kinetoscope operations
      A line for each operation: its target, and why it does not run
  kinetoscope operations --format json
      The same for programs";

/// List all operations and whether the engine runs them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Form of the list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The form of the list.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// One operation: target, status, and the reason where it does not run.
struct Row {
    target: String,
    status: &'static str,
    reason: Option<&'static str>,
}

/// Prints every operation, as `X-Amz-Target` spells it, with its status.
pub(crate) fn print(arguments: &Arguments) -> Result<()> {
    let rows = rows();
    let text = match arguments.format {
        Format::Text => rows.iter().map(line).collect(),
        Format::Json => format!("{:#}\n", json(&rows)),
    };
    Ok(stdout().write_all(text.as_bytes())?)
}

fn rows() -> Vec<Row> {
    let services = world::operations().into_iter();
    let rows = services.flat_map(|(service, operations)| {
        operations.into_iter().map(move |operation| Row {
            target: format!("{service}.{}", operation.name),
            status: if operation.unsupported.is_some() { "unsupported" } else { "runs" },
            reason: operation.unsupported,
        })
    });
    rows.collect()
}

fn line(Row { target, status, reason }: &Row) -> String {
    match reason {
        Some(reason) => format!("{target} {status}: {reason}\n"),
        None => format!("{target} {status}\n"),
    }
}

fn json(rows: &[Row]) -> serde_json::Value {
    let object = |row: &Row| json!({ "target": row.target, "status": row.status, "reason": row.reason });
    rows.iter().map(object).collect()
}
