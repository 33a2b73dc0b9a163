//! Whether the engine needs no operating system.

use anyhow::Result;

use super::{Suite, Tests};
use crate::console;
use crate::process;
use crate::project::Project;
use crate::toolchain::no_std;

pub(crate) const SUITE: Suite = Suite {
    name: "no-std",
    what: "the engine compiles for a processor without an operating system",
    tests: Tests::Everywhere,
    run,
};

fn run(project: &Project) -> Result<()> {
    let why = "there `std` does not exist, so none can slip in through a dependency";
    console::step("cargo check for a bare target", why, || {
        let mut cargo = no_std::cargo_check(project)?;
        process::run(cargo.args(["--package", "kinetoscope", "--no-default-features"]))
    })
}
