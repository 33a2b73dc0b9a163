//! Measurements, one file each, and the loop that runs them.
//!
//! To add one: write its file with a `pub(crate) const BENCH`, and add it to [`BENCHES`].

mod engine;
mod sizes;

use anyhow::{Result, bail};

use crate::console::{self, bold};
use crate::project::Project;

/// One measurement.
#[derive(Clone, Copy)]
pub(crate) struct Bench {
    /// What `--only` takes.
    name: &'static str,
    /// What it measures, in a phrase.
    what: &'static str,
    /// Measures, and prints a table.
    run: fn(&Project) -> Result<()>,
}

/// All measurements in the order in which they run.
const BENCHES: &[Bench] = &[engine::BENCH, sizes::BENCH];

/// Runs the named benches, or all; stops at the first that fails.
pub(crate) fn run(project: &Project, only: &[String]) -> Result<()> {
    for bench in choose(only)? {
        console::step(&bold(bench.name), bench.what, || (bench.run)(project))?;
        println!();
    }
    Ok(())
}

fn choose(only: &[String]) -> Result<Vec<Bench>> {
    if let Some(unknown) = only.iter().find(|name| BENCHES.iter().all(|bench| bench.name != **name)) {
        let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        bail!("no bench is called `{unknown}`; there are {}", names.join(", "));
    }
    let wanted = |bench: &Bench| only.is_empty() || only.iter().any(|name| name == bench.name);
    Ok(BENCHES.iter().filter(|bench| wanted(bench)).copied().collect())
}
