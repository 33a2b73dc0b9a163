//! The npm package, used as its users use it.

use anyhow::Result;
use std::path::PathBuf;

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

/// The tests find the package in `KINETOSCOPE_PACKAGE`, the folder with its package.json, the
/// browser in `CHROMIUM`, and in `KINETOSCOPE_SESSION` a native program to compare with.
fn run(project: &Project) -> Result<()> {
    project.package()?;
    let chromium = project.chromium()?;
    let session = build_session(project)?;
    let mut tests = node_tests(project, SUITE.tests)?;
    console::step("node --test tests/pkg", "the built package in throw-away projects", || {
        tests
            .env("CHROMIUM", chromium)
            .env("KINETOSCOPE_PACKAGE", project.path("pkg"))
            .env("KINETOSCOPE_SESSION", session);
        process::run(&mut tests)
    })
}

/// Compiles `tests/src/bin/session.rs`, which plays the same scripts as the package.
fn build_session(project: &Project) -> Result<PathBuf> {
    console::step("compile the native player of scripts", "every runtime must find its hashes", || {
        let mut cargo = process::cargo();
        cargo.args(["build", "--package", "kinetoscope-tests", "--bin", "session"]);
        process::run(cargo.current_dir(project.root()))
    })?;
    let name = format!("session{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target_dir()?.join("debug").join(name))
}
