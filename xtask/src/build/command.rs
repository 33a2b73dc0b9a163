//! The native command `kinetoscope`.

use anyhow::Result;
use std::path::PathBuf;

use crate::console;
use crate::process;
use crate::project::Project;

/// Compiles the command as quickly as can be; returns the path of the program.
pub(crate) fn build_dev(project: &Project) -> Result<PathBuf> {
    compile(project, &[], "debug")
}

/// Compiles the command, optimised; returns the path of the program.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    compile(project, &["--release"], "release")
}

fn compile(project: &Project, profile: &[&str], folder: &str) -> Result<PathBuf> {
    console::step("compile the command", &format!("kinetoscope, for this machine, {folder}"), || {
        let mut cargo = process::cargo();
        cargo.args(["build", "--package", "kinetoscope-cli"]).args(profile);
        process::run(cargo.current_dir(project.root()))
    })?;
    let name = format!("kinetoscope{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target_dir()?.join(folder).join(name))
}
