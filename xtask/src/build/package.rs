//! The npm package: the wasm of the engine and of file formats, and what the package's own script makes around it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::copy;
use crate::console;
use crate::lock;
use crate::process;
use crate::project::Project;
use crate::stamp::{self, Fingerprint};

/// Builds the package into `pkg/dist`: first the engine and the file formats, then `pkg/build.mjs`, which bundles the
/// hand-written entry points with the tools in `KINETOSCOPE_NODE_MODULES`.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    let _lock = lock::take(project, "package")?;
    let (engine, formats) = (project.engine()?, project.formats()?);
    let pkg = project.path("pkg");
    let dist = pkg.join("dist");
    let fingerprint = Fingerprint::of("package 1")
        .tree(engine, &[])
        .tree(formats, &[])
        .file(&project.path("tests/package-lock.json"))
        .tree(&pkg, &["dist", "formats", "src", "target", "node_modules", "tests"]);

    let outputs =
        ["engine.js", "engine_bg.wasm", "formats.js", "formats_bg.wasm"].map(|file| dist.join(file));
    let assemble = || {
        console::step("put the npm package together", "its files have changed", || {
            if dist.exists() {
                fs::remove_dir_all(&dist).context("cannot clear pkg/dist")?;
            }
            copy::into(engine, &dist)?;
            copy::into(formats, &dist)?;
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
