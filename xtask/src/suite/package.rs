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

/// The tests find the package in `KINETOSCOPE_PACKAGE`, the folder with its package.json, and the
/// browser in `CHROMIUM`.
fn run(project: &Project) -> Result<()> {
    project.package()?;
    let chromium = project.chromium()?;
    let mut tests = node_tests(project, SUITE.tests)?;
    console::step("node --test tests/pkg", "the built package in throw-away projects", || {
        tests.env("CHROMIUM", chromium).env("KINETOSCOPE_PACKAGE", project.path("pkg"));
        process::run(&mut tests)
    })
}
