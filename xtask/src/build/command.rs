//! The native command `kinetoscope`, optimised.

use anyhow::Result;
use std::path::PathBuf;

use crate::console;
use crate::process;
use crate::project::Project;

/// Compiles the command; returns the path of the program.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    console::step("compile the command", "kinetoscope, for this machine, optimised", || {
        let mut cargo = process::cargo();
        cargo.args(["build", "--release", "--package", "kinetoscope-cli"]);
        process::run(cargo.current_dir(project.root()))
    })?;
    let name = format!("kinetoscope{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target_dir()?.join("release").join(name))
}
