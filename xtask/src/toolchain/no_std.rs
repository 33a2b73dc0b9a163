//! A toolchain for a bare target, to prove that the core needs no operating system.

use std::process::Command;

use anyhow::Result;

use super::{Compiler, debian, rustup};
use crate::project::Project;

/// A processor without an operating system: no `std` exists for it, so none can slip in.
const BARE: &str = "thumbv7em-none-eabihf";

/// `cargo check` for the bare target: with its installed library, with one rustup adds, or with one
/// built from source.
pub(crate) fn cargo_check(project: &Project) -> Result<Command> {
    let here = Compiler::on_path();
    if here.has_target(BARE) || (!here.has_source() && rustup::add(BARE).is_ok()) {
        return check(project, &here);
    }
    let compiler = if here.has_source() { here } else { debian::compiler()? };
    let mut cargo = check(project, &compiler)?;
    cargo.arg("-Zbuild-std=core,alloc").env("RUSTC_BOOTSTRAP", "1");
    Ok(cargo)
}

fn check(project: &Project, compiler: &Compiler) -> Result<Command> {
    let mut cargo = compiler.cargo();
    cargo
        .args(["check", "--target", BARE])
        .current_dir(project.root())
        .env("CARGO_TARGET_DIR", project.cross_target_dir()?);
    Ok(cargo)
}
