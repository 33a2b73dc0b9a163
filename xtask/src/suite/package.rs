//! The npm package, used as its users use it.

use anyhow::Result;

use super::{Suite, Tests, node_tests};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const SUITE: Suite = Suite {
    name: "package",
    what: "the npm package works in Node and in bundlers",
    tests: Tests::Files { folder: "tests/pkg", ending: ".test.mjs" },
    run,
};

/// The tests find the package in `KINETOSCOPE_PACKAGE`, the folder with its package.json.
fn run(project: &Project) -> Result<()> {
    project.package()?;
    let mut tests = node_tests(project, SUITE.tests)?;
    console::step("node --test tests/pkg", "the built package in throw-away projects", || {
        process::run(tests.env("KINETOSCOPE_PACKAGE", project.path("pkg")))
    })
}
