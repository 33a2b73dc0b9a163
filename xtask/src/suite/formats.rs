//! What the crate of file formats writes, read by other programs; and whether it compiles for wasm32.

use std::path::PathBuf;

use anyhow::Result;

use super::{Suite, Tests};
use crate::console;
use crate::process;
use crate::project::Project;
use crate::tools::python;

pub(crate) const SUITE: Suite = Suite {
    name: "formats",
    what: "Arrow, DuckDB and ORC's own library read what the crate of file formats writes; it compiles for wasm32",
    tests: Tests::Files { folder: "tests/formats", ending: ".py" },
    run,
};

/// How many broken files are previewed; a plain `cargo test` takes a few hundred.
const SEEDS: &str = "3000";

/// The tests find the command in `KINETOSCOPE_FORMATS_BIN`.
fn run(project: &Project) -> Result<()> {
    console::step("cargo test --package kinetoscope-formats", "with more broken files than usual", || {
        let mut cargo = process::cargo();
        cargo.args(["test", "--package", "kinetoscope-formats"]).env("KINETOSCOPE_SEEDS", SEEDS);
        process::run(cargo.current_dir(project.root()))
    })?;
    console::step("cargo check for wasm32", "no dependency may need a C compiler there", || {
        let mut cargo = project.wasm()?.cargo(project, "check", &[])?;
        process::run(cargo.args(["--package", "kinetoscope-formats"]))
    })?;
    let command = build_command(project)?;
    let mut pytest =
        python::find_with(project, "formats-python", "tests/formats/requirements.txt")?.tool("pytest")?;
    console::step("pytest tests/formats", "with the versions in tests/formats/requirements.txt", || {
        pytest
            .args(["-q", "-p", "no:cacheprovider", "tests/formats"])
            .current_dir(project.root())
            .env("KINETOSCOPE_FORMATS_BIN", command)
            .env("PYTHONDONTWRITEBYTECODE", "1");
        process::run(&mut pytest)
    })
}

/// The crate as a command: one of its examples.
fn build_command(project: &Project) -> Result<PathBuf> {
    console::step("compile the example `formats`", "the crate as a command", || {
        let mut cargo = process::cargo();
        cargo.args(["build", "--package", "kinetoscope-formats", "--example", "formats"]);
        process::run(cargo.current_dir(project.root()))
    })?;
    let name = format!("formats{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target_dir()?.join("debug").join("examples").join(name))
}
