//! Whether compiler and clippy have nothing to say.

use anyhow::Result;

use super::{Suite, Tests};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const SUITE: Suite = Suite {
    name: "lint",
    what: "neither the compiler nor clippy has a warning",
    tests: Tests::Everywhere,
    run,
};

fn run(project: &Project) -> Result<()> {
    console::step("cargo clippy", "all crates, all targets, warnings are errors", || {
        let mut cargo = process::cargo();
        cargo.args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]);
        process::run(cargo.current_dir(project.root()))
    })
}
