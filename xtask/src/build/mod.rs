//! From source to what is shipped: the command, the wasm modules, the website, the npm package.
//!
//! Cargo decides what to compile. The steps after it (wasm-bindgen, wasm-opt, scripts, copies)
//! compare fingerprints of their inputs, so a second build does only what changed.

pub(crate) mod command;
pub(crate) mod copy;
pub(crate) mod lessons;
pub(crate) mod package;
pub(crate) mod pages;
pub(crate) mod site;
mod split;
pub(crate) mod wasm;

use std::ffi::OsString;

use anyhow::Result;

use crate::console;
use crate::process;
use crate::project::Project;

/// `cargo xtask build`: the website and the npm package.
pub(crate) fn all(project: &Project) -> Result<()> {
    let package = project.package()?;
    let site = project.site()?;
    console::note(&format!("npm package: {}", package.display()));
    console::note(&format!("website: {}", site.display()));
    Ok(())
}

/// `cargo xtask build --dev`: the website alone, for work on it.
pub(crate) fn site_for_work(project: &Project) -> Result<()> {
    let site = site::build_dev(project)?;
    console::note(&format!("website, not optimised: {}", site.display()));
    Ok(())
}

/// `cargo xtask wasm ARGS`: any cargo command for wasm32, for work on one crate.
pub(crate) fn wasm_cargo(project: &Project, rest: &[OsString]) -> Result<()> {
    let Some((command, args)) = rest.split_first() else {
        anyhow::bail!("which cargo command? For example `cargo xtask wasm check -p kinetoscope-web`");
    };
    let mut cargo = project.wasm()?.cargo(project, &command.to_string_lossy(), &[])?;
    process::run(cargo.args(args))
}
