//! All Rust tests that run on this machine: the engine's, and those of every other crate.

use anyhow::Result;

use super::{Suite, Tests};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const SUITE: Suite = Suite {
    name: "core",
    what: "the Rust tests and documentation examples of all crates pass",
    tests: Tests::Everywhere,
    run,
};

/// How long the endpoint is sent random bytes; a plain `cargo test` does it for a few seconds.
const SOAK_SECONDS: &str = "60";

/// How many random scenarios the engine goes through; a plain `cargo test` takes a few hundred.
const SEEDS: &str = "2000";

fn run(project: &Project) -> Result<()> {
    console::step("cargo test --workspace", "on this machine, without optimisation", || {
        let mut cargo = process::cargo();
        cargo.args(["test", "--workspace", "--no-fail-fast"]);
        cargo.env("KINETOSCOPE_SOAK_SECONDS", SOAK_SECONDS).env("KINETOSCOPE_SEEDS", SEEDS);
        process::run(cargo.current_dir(project.root()))
    })
}
