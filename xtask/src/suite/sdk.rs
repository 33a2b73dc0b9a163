//! AWS's own tools against `kinetoscope serve`.

use std::path::Path;

use anyhow::Result;

use super::{Suite, Tests, node_tests};
use crate::console;
use crate::process;
use crate::project::Project;
use crate::tools::postgres;

pub(crate) const SUITE: Suite = Suite {
    name: "sdk",
    what: "AWS CLI, boto3, the SDK v3 and the Rust SDK work against the endpoint",
    tests: Tests::Files { folder: "tests/sdk", ending: ".py" },
    run,
};

/// The tests find the command in `KINETOSCOPE_BIN` and start it themselves.
fn run(project: &Project) -> Result<()> {
    let command = project.command()?;
    let node = Tests::Files { folder: "tests/sdk", ending: ".test.mjs" };
    let mut over_http2 = node_tests(project, node)?;
    console::step("node --test tests/sdk", "what only the SDK v3 speaks: HTTP/2", || {
        process::run(over_http2.env("KINETOSCOPE_BIN", command))
    })?;
    let why = "a workspace of its own, whose first build takes longest";
    console::step("cargo test in tests/rust-sdk", why, || rust_sdk(project, command))?;
    let mut pytest = project.python()?.tool("pytest")?;
    let postgres = postgres::programs()?;
    console::step("pytest tests/sdk", "with the versions in tests/requirements.txt", || {
        pytest
            .args(["-q", "-p", "no:cacheprovider", "tests/sdk"])
            .current_dir(project.root())
            .env("KINETOSCOPE_BIN", command)
            .env("KINETOSCOPE_POSTGRES", postgres)
            .env("PYTHONDONTWRITEBYTECODE", "1");
        process::run(&mut pytest)
    })
}

/// Cargo's target folder is another than the engine's, whose builds would otherwise wait for this one.
fn rust_sdk(project: &Project, command: &Path) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["test", "--locked", "--manifest-path"]).arg(project.path("tests/rust-sdk/Cargo.toml"));
    cargo.arg("--target-dir").arg(project.target_dir()?.join("rust-sdk"));
    process::run(cargo.current_dir(project.root()).env("KINETOSCOPE_BIN", command))
}
