//! The record generator of the website, as it is built.

use anyhow::Result;

use super::{Suite, Tests, node_tests};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const SUITE: Suite = Suite {
    name: "generator",
    what: "the website's record generator runs templates, the agent and IoT rules",
    tests: Tests::Files { folder: "tests/generator", ending: ".test.mjs" },
    run,
};

/// The tests build the generator themselves, by `www/build.mjs`; they need no wasm.
fn run(project: &Project) -> Result<()> {
    let mut tests = node_tests(project, SUITE.tests)?;
    console::step("node --test tests/generator", "the generator's modules and its worker", || {
        process::run(&mut tests)
    })
}
