//! The engine's own benches: `core/benches`, run by cargo.

use std::process::Command;

use anyhow::Result;

use super::Bench;
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const BENCH: Bench =
    Bench { name: "engine", what: "the engine's hot paths, on this machine, without network", run };

fn run(project: &Project) -> Result<()> {
    if !project.path("core/benches").exists() {
        console::note("core/benches does not exist yet: nothing to measure");
        return Ok(());
    }
    let mut cargo = Command::new("cargo");
    process::run(cargo.args(["bench", "--package", "kinetoscope"]).current_dir(project.root()))
}
