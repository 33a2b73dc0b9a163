//! The npm package: the engine's wasm, and what the package's own script makes around it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::copy;
use crate::console;
use crate::lock;
use crate::process;
use crate::project::Project;
use crate::stamp::{self, Fingerprint};

/// Builds the package into `pkg/dist`: first the engine, then `pkg/build.mjs`, which bundles the
/// hand-written entry points with the tools in `KINETOSCOPE_NODE_MODULES`.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    let _lock = lock::take(project, "package")?;
    let engine = project.engine()?;
    let pkg = project.path("pkg");
    let dist = pkg.join("dist");
    let fingerprint = Fingerprint::of("package 1")
        .tree(engine, &[])
        .file(&project.path("tests/package-lock.json"))
        .tree(&pkg, &["dist", "src", "target", "node_modules", "tests"]);

    let outputs = [dist.join("engine.js"), dist.join("engine_bg.wasm")];
    let assemble = || {
        console::step("put the npm package together", "its files have changed", || {
            if dist.exists() {
                fs::remove_dir_all(&dist).context("cannot clear pkg/dist")?;
            }
            copy::into(engine, &dist)?;
            let script = pkg.join("build.mjs");
            if script.exists() {
                process::run(project.node()?.command().arg(&script).current_dir(&pkg))?;
            }
            Ok(())
        })
    };
    if !stamp::when_changed(project, "package", fingerprint, &outputs, assemble)? {
        console::note("npm package: unchanged");
    }
    Ok(dist)
}
