//! Whether the Rust code is formatted.

use anyhow::Result;

use super::{Suite, Tests};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const SUITE: Suite = Suite {
    name: "format",
    what: "the Rust code is formatted as `cargo fmt` does it",
    tests: Tests::Everywhere,
    run,
};

/// The runner of the wasm tests and the tests by the Rust SDK are workspaces of their own, each asked for by itself.
fn run(project: &Project) -> Result<()> {
    for manifest in ["Cargo.toml", "xtask/wasm-test-runner/Cargo.toml", "tests/rust-sdk/Cargo.toml"] {
        let what = format!("cargo fmt --check ({manifest})");
        console::step(&what, "a difference is printed; `cargo fmt --all` removes it", || {
            let mut cargo = process::cargo();
            cargo.args(["fmt", "--all", "--check", "--manifest-path"]);
            process::run(cargo.arg(project.path(manifest)).current_dir(project.root()))
        })?;
    }
    Ok(())
}
