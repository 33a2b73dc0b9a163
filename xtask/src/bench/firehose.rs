//! Records a second through a delivery stream into GZIP and into Parquet, natively and in Node, beside DuckDB, which makes
//! Parquet of the same rows on one thread.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Bench;
use super::spread::{Spread, figure};
use super::table::{row, table};
use crate::process;
use crate::project::Project;
use crate::tools::python::{self, Python};

pub(crate) const BENCH: Bench = Bench {
    name: "firehose",
    what: "records through a delivery stream into GZIP and Parquet, beside DuckDB on one thread",
    run,
};

/// Rows of each run natively, and in Node, which takes more memory for each.
const ROWS: [u64; 2] = [1_000_000, 200_000];
/// Runs of each, in turn.
const ROUNDS: usize = 3;
/// Least part of the time that compression itself should take.
const COMPRESSOR_AIM: f64 = 0.9;

/// What a run says.
#[derive(Clone, Copy, Debug)]
struct Run {
    records: f64,
    seconds: f64,
    /// What the format alone takes.
    format_seconds: f64,
}

/// All runs of one kind.
#[derive(Debug, Default)]
struct Runs(Vec<Run>);

/// What takes part.
struct Field {
    deliver: PathBuf,
    python: Python,
    folder: PathBuf,
    columns: String,
}

fn run(project: &Project) -> Result<Value> {
    let field = Field::prepare(project)?;
    project.package()?;
    let mut runs: [Runs; 5] = Default::default();
    for _ in 0..ROUNDS {
        runs[0].0.push(field.native("gzip")?);
        runs[1].0.push(field.native("parquet")?);
        runs[2].0.push(field.duckdb(project)?);
        runs[3].0.push(field.node(project, "gzip")?);
        runs[4].0.push(field.node(project, "parquet")?);
    }
    let [gzip, parquet, duckdb, node_gzip, node_parquet] = &runs;
    let rival = duckdb.rate()?.median;
    let mut rows = vec![row(["records a second", "median (least-greatest)", "to DuckDB", "format's part"])];
    let mut figures = Vec::new();
    for (name, runs, is_parquet) in [
        ("GZIP, native", gzip, false),
        ("Parquet, native", parquet, true),
        ("Parquet, DuckDB, one thread", duckdb, true),
        ("GZIP, Node", node_gzip, false),
        ("Parquet, Node", node_parquet, true),
    ] {
        let rate = runs.rate()?;
        let ratio = is_parquet.then(|| rate.median / rival);
        let part = runs.format_part();
        let text = |value: Option<f64>| value.map_or(String::new(), figure);
        rows.push(row([name, &rate.to_string(), &text(ratio), &text(part)]));
        figures.push(json!({ "name": name, "records_per_second": rate.json(), "to_duckdb": ratio, "format_part": part }));
    }
    println!("{}", table(&rows));
    println!(
        "aims: Parquet, native, at least 1 to DuckDB; GZIP, native, at least {COMPRESSOR_AIM} of the time in the compressor"
    );
    Ok(Value::Array(figures))
}

impl Field {
    fn prepare(project: &Project) -> Result<Self> {
        let mut cargo = process::cargo();
        cargo.args(["build", "--release", "--package", "kinetoscope-formats"]);
        cargo.args(["--features", "engine", "--example", "deliver"]);
        process::run(cargo.current_dir(project.root()))?;
        let name = format!("deliver{}", std::env::consts::EXE_SUFFIX);
        let deliver = project.target_dir()?.join("release").join("examples").join(name);
        let python = python::find_with(project, "formats-python", "tests/formats/requirements.txt")?;
        let folder = project.target_dir()?.join("bench");
        std::fs::create_dir_all(&folder)?;
        let columns = process::text(Command::new(&deliver).arg("columns"))?;
        let field = Self { deliver, python, folder, columns };
        for count in ROWS {
            let mut rows = Command::new(&field.deliver);
            process::run(rows.args(["rows", &count.to_string()]).arg(field.rows(count)))?;
        }
        Ok(field)
    }

    fn rows(&self, count: u64) -> PathBuf {
        self.folder.join(format!("rows-{count}.json"))
    }

    fn native(&self, kind: &str) -> Result<Run> {
        read(&process::text(Command::new(&self.deliver).arg(kind).arg(self.rows(ROWS[0])))?)
    }

    fn duckdb(&self, project: &Project) -> Result<Run> {
        let mut python = self.python.tool("python")?;
        python.arg(project.path("formats/benches/duckdb_copy.py")).arg(self.rows(ROWS[0]));
        read(&process::text(python.arg(&self.columns).arg(self.folder.join("duckdb.parquet")))?)
    }

    fn node(&self, project: &Project, kind: &str) -> Result<Run> {
        let script: &Path = &project.path("pkg/bench/deliver.mjs");
        let mut node = project.node()?.command();
        node.arg("--max-old-space-size=8192").arg(script).arg(kind);
        read(&process::text(node.arg(self.rows(ROWS[1])).arg(&self.columns))?)
    }
}

fn read(output: &str) -> Result<Run> {
    let odd = || format!("odd output of a measurement: {output}");
    let said: Value = serde_json::from_str(output).with_context(odd)?;
    let number = |name: &str| said[name].as_f64().with_context(odd);
    let format_seconds = said["format_seconds"].as_f64().unwrap_or(0.0);
    Ok(Run { records: number("records")?, seconds: number("seconds")?, format_seconds })
}

impl Runs {
    fn rate(&self) -> Result<Spread> {
        Spread::of(self.0.iter().map(|run| run.records / run.seconds)).context("nothing was measured")
    }

    /// How much of the time the format took; nothing where that was not measured.
    fn format_part(&self) -> Option<f64> {
        let parts = self.0.iter().map(|run| run.format_seconds / run.seconds);
        Spread::of(parts).map(|parts| parts.median).filter(|part| 0.0 < *part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_and_parts_are_of_the_median_run() {
        let run = |seconds, format_seconds| Run { records: 100.0, seconds, format_seconds };
        let runs = Runs(vec![run(1.0, 0.5), run(2.0, 1.8), run(4.0, 3.8)]);
        assert_eq!(runs.rate().unwrap().median, 50.0);
        assert_eq!(runs.format_part(), Some(0.9));
        assert_eq!(Runs(vec![read(r#"{"records": 1, "seconds": 2}"#).unwrap()]).format_part(), None);
    }
}
