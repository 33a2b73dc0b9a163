//! The test suites, one file each, and the loop that runs them.
//!
//! To add one: write its file with a `pub(crate) const SUITE`, and add it to [`SUITES`].

mod browser;
mod core;
mod format;
mod formats;
mod generator;
mod lint;
mod no_std;
mod package;
mod sdk;
mod tidy;
mod wasm;

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::console::{self, bold, green, human, red};
use crate::project::Project;
use crate::stamp::files_below;

/// One test suite.
#[derive(Clone, Copy)]
pub(crate) struct Suite {
    /// What `--only` takes.
    name: &'static str,
    /// What it proves, in a phrase.
    what: &'static str,
    /// Where its tests are. A suite whose tests are gone fails: that it has nothing to run must not
    /// look like success.
    tests: Tests,
    /// Runs it.
    run: fn(&Project) -> Result<()>,
}

/// Where the tests of a suite are.
#[derive(Clone, Copy)]
enum Tests {
    /// In the tree as a whole; there is always something to check.
    Everywhere,
    /// In files below a folder whose names end in a certain way.
    Files { folder: &'static str, ending: &'static str },
    /// In crates that use `wasm-bindgen-test`.
    Wasm,
}

/// All suites in the order in which they run: the quick ones first.
const SUITES: &[Suite] = &[
    format::SUITE,
    tidy::SUITE,
    lint::SUITE,
    core::SUITE,
    no_std::SUITE,
    wasm::SUITE,
    formats::SUITE,
    generator::SUITE,
    package::SUITE,
    sdk::SUITE,
    browser::SUITE,
];

/// Suites whose tests are not written yet. As soon as one has tests, its line moves up to
/// [`SUITES`]; until then `cargo xtask test` fails, so that no test lies there unused.
const PLANNED: &[Suite] = &[];

/// Runs the named suites, or all. Goes on after a failure; answers whether all passed.
pub(crate) fn run(project: &Project, only: &[String]) -> Result<bool> {
    let chosen = choose(only)?;
    let start = Instant::now();
    let mut failed = 0;
    let mut report = Vec::new();
    for suite in &chosen {
        let start = Instant::now();
        let outcome = run_one(project, suite);
        if let Err(error) = &outcome {
            console::failure(error, &repeat(suite));
            failed += 1;
        }
        let line = report_line(suite, outcome.is_ok(), start.elapsed());
        println!("{line}\n");
        report.push(line);
    }
    report.iter().for_each(|line| println!("{line}"));
    let unused = if only.is_empty() { unused(project) } else { Vec::new() };
    for suite in &unused {
        let advice = "move its line from PLANNED to SUITES in xtask/src/suite/mod.rs";
        println!("{} {} has tests that do not run: {advice}", red("error:"), suite.name);
    }
    let failures = failed + unused.len();
    println!("{} passed, {failures} failed, in {}", chosen.len() - failed, human(start.elapsed()));
    Ok(failures == 0)
}

/// How a suite went and how long it took: where a run's time goes is asked as often as what failed.
fn report_line(suite: &Suite, passed: bool, took: Duration) -> String {
    let (name, took) = (suite.name, human(took));
    if passed {
        format!("{} {name:10} {took}", green("passed"))
    } else {
        format!("{} {name:10} {took}; to repeat: {}", red("failed"), bold(&repeat(suite)))
    }
}

/// Prints the table of suites.
pub(crate) fn list() {
    for suite in SUITES {
        println!("{:10} {}", suite.name, suite.what);
    }
    for suite in PLANNED {
        println!("{:10} {} (no tests yet)", suite.name, suite.what);
    }
}

fn run_one(project: &Project, suite: &Suite) -> Result<()> {
    println!("{} {}: {}", bold("suite"), bold(suite.name), suite.what);
    if !has_tests(project, suite.tests) {
        bail!("suite {} has no tests", suite.name);
    }
    (suite.run)(project)
}

/// The suites of these names, in the order of the table; all of [`SUITES`] if none is named.
fn choose(only: &[String]) -> Result<Vec<Suite>> {
    let known = || SUITES.iter().chain(PLANNED);
    if let Some(unknown) = only.iter().find(|name| known().all(|suite| suite.name != **name)) {
        let names: Vec<&str> = known().map(|suite| suite.name).collect();
        bail!("no suite is called `{unknown}`; there are {}", names.join(", "));
    }
    if only.is_empty() {
        return Ok(SUITES.to_vec());
    }
    Ok(known().filter(|suite| only.iter().any(|name| name == suite.name)).copied().collect())
}

/// Suites that are only planned although their tests exist.
fn unused(project: &Project) -> Vec<Suite> {
    PLANNED.iter().filter(|suite| has_tests(project, suite.tests)).copied().collect()
}

fn has_tests(project: &Project, tests: Tests) -> bool {
    match tests {
        Tests::Everywhere => true,
        Tests::Files { .. } => !files(project, tests).is_empty(),
        Tests::Wasm => !wasm::crates(project).is_empty(),
    }
}

/// `node --test` over the files of a suite.
fn node_tests(project: &Project, tests: Tests) -> Result<Command> {
    let mut node = node_test(project)?;
    node.args(files(project, tests));
    Ok(node)
}

/// `node --test` that waits for options and files.
fn node_test(project: &Project) -> Result<Command> {
    let mut node = project.node()?.command();
    node.args(["--test", "--test-reporter=spec"]).current_dir(project.root());
    Ok(node)
}

/// The files that hold the tests of a suite.
fn files(project: &Project, tests: Tests) -> Vec<PathBuf> {
    let Tests::Files { folder, ending } = tests else { return Vec::new() };
    let mut files = files_below(&project.path(folder));
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    files
}

fn repeat(suite: &Suite) -> String {
    format!("cargo xtask test --only {}", suite.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = SUITES.iter().chain(PLANNED).map(|suite| suite.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_known_ones() {
        let error = choose(&["cor".into()]).err().unwrap().to_string();
        assert!(error.starts_with("no suite is called `cor`; there are format, "), "{error}");
    }

    #[test]
    fn suites_run_in_the_order_of_the_table() {
        let chosen = choose(&["core".into(), "format".into()]).unwrap();
        let names: Vec<&str> = chosen.iter().map(|suite| suite.name).collect();
        assert_eq!(names, ["format", "core"]);
    }
}
