//! Measurements, one file each, and the loop that runs them.
//!
//! To add one: write its file with a `pub(crate) const BENCH`, and add it to [`BENCHES`]. None passes or fails: each
//! prints a table, with the aim beside where there is one.

mod engine;
mod fan_out;
mod firehose;
mod http;
mod page;
mod peers;
mod sizes;
mod spread;
mod sql;
mod table;
mod wasm;

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::console::{self, bold};
use crate::project::Project;

/// One measurement.
#[derive(Clone, Copy)]
pub(crate) struct Bench {
    /// What `--only` takes.
    name: &'static str,
    /// What it measures, in a phrase.
    what: &'static str,
    /// Measures, prints a table, and gives its figures.
    run: fn(&Project) -> Result<Value>,
}

/// All measurements in the order in which they run.
const BENCHES: &[Bench] = &[
    http::BENCH,
    fan_out::BENCH,
    engine::BENCH,
    firehose::BENCH,
    sql::BENCH,
    wasm::BENCH,
    page::BENCH,
    sizes::BENCH,
];

/// Runs the named benches, or all; stops at the first that fails. Figures go to the file as JSON too.
pub(crate) fn run(project: &Project, only: &[String], json_file: Option<&OsStr>) -> Result<()> {
    let benches = choose(only)?;
    let machine = machine();
    console::note(&machine);
    let mut figures = Map::from_iter([("machine".to_owned(), json!(machine))]);
    for bench in benches {
        let result = console::step(&bold(bench.name), bench.what, || (bench.run)(project))?;
        figures.insert(bench.name.into(), result);
        println!();
    }
    match json_file {
        Some(file) => write(Path::new(file), &Value::Object(figures)),
        None => Ok(()),
    }
}

fn choose(only: &[String]) -> Result<Vec<Bench>> {
    if let Some(unknown) = only.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        bail!("no bench is called `{unknown}`; there are {}", names.join(", "));
    }
    let wanted = |bench: &Bench| only.is_empty() || only.iter().any(|name| name == bench.name);
    Ok(BENCHES.iter().filter(|bench| wanted(bench)).copied().collect())
}

fn write(file: &Path, figures: &Value) -> Result<()> {
    let text = format!("{figures:#}\n");
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// The machine, and how busy others keep it, as far as it says so.
fn machine() -> String {
    let read = |file| std::fs::read_to_string(file).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unnamed processor", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown");
    format!("{model}, {cores} cores, load {load} before the start")
}
