//! The website: static files, one page per route, the page's and the engine's wasm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::wasm::{self, FORMATS, Module, PAGE, PLAYER, WHOLE};
use super::{copy, lessons, pages};
use crate::console;
use crate::lock;
use crate::process;
use crate::project::Project;
use crate::stamp::{self, Fingerprint};

/// Where the whole engine lies on the site, beside the small one.
const WHOLE_FOLDER: &str = "whole";
/// Where the file formats lie, which the whole engine loads when a delivery stream comes.
const FORMATS_FOLDER: &str = "formats";

/// The modules of the website, and how they are made.
struct Modules {
    engine: Module,
    whole: Module,
    formats: Module,
    page: Module,
}

/// Builds the website into `www/dist`.
///
/// It is put together in a folder of its own and then compared with `www/dist` file by file: a
/// server that is running never sees half a site, and what did not change keeps its time stamp.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    assemble(project, &Modules { engine: PLAYER, whole: WHOLE, formats: FORMATS, page: PAGE })
}

/// As [`build`], with modules that are quick to make and large.
pub(crate) fn build_dev(project: &Project) -> Result<PathBuf> {
    let quick = Modules {
        engine: PLAYER.dev("engine-dev"),
        whole: WHOLE.dev("whole-dev"),
        formats: FORMATS.dev("formats-dev"),
        page: PAGE.dev("page-dev"),
    };
    assemble(project, &quick)
}

fn assemble(project: &Project, modules: &Modules) -> Result<PathBuf> {
    let _lock = lock::take(project, "site")?;
    let Modules { engine, whole, formats, page } = modules;
    let page = wasm::build_beside(project, &[engine, whole, formats], page)?;
    let engine = wasm::build(project, engine)?;
    let whole = wasm::build(project, whole)?;
    let formats = wasm::build(project, formats)?;
    let www = project.path("www");
    let dist = www.join("dist");
    let fingerprint = Fingerprint::of("site 3")
        .tree(&engine, &[])
        .tree(&whole, &[])
        .tree(&formats, &[])
        .tree(&page, &[])
        .file(&project.path("tests/package-lock.json"))
        .tree(&www, &["dist"]);

    let outputs = [dist.join("index.html")];
    let put_together = || {
        console::step("put the website together", "its files have changed", || {
            let staging = project.bundle_dir()?.join("site");
            let modules =
                [(&*engine, ""), (&*whole, WHOLE_FOLDER), (&*formats, FORMATS_FOLDER), (&*page, "")];
            stage(project, &www, &modules, &staging)?;
            copy::mirror(&staging, &dist)
        })
    };
    if !stamp::when_changed(project, "site", fingerprint, &outputs, put_together)? {
        console::note("website: unchanged");
    }
    Ok(dist)
}

/// Collects the whole site in `staging`: static files, modules, pages, and last what the site's
/// own script adds.
fn stage(project: &Project, www: &Path, modules: &[(&Path, &str)], staging: &Path) -> Result<()> {
    if staging.exists() {
        fs::remove_dir_all(staging).context("cannot clear the staging folder")?;
    }
    copy::into(&www.join("static"), staging)?;
    for (module, folder) in modules {
        for file in stamp::files_below(module) {
            if is_served(&file) {
                let name = file.strip_prefix(module).context("a file lies below its folder")?;
                copy::one(&file, &staging.join(folder).join(name))?;
            }
        }
    }
    let lessons = lessons::write(&www.join("static/lessons"), staging)?;
    pages::write(&www.join("index.html"), &www.join("routes.json"), lessons, staging)?;
    run_script(project, www, staging)
}

/// Types are for editors; a browser never asks for them.
fn is_served(file: &Path) -> bool {
    !file.to_string_lossy().ends_with(".d.ts")
}

/// `www/build.mjs`, if there is one, may add to the site: bundles, a service worker, a sitemap. It
/// is told the folder in `KINETOSCOPE_SITE`.
fn run_script(project: &Project, www: &Path, staging: &Path) -> Result<()> {
    let script = www.join("build.mjs");
    if !script.exists() {
        return Ok(());
    }
    let mut node = project.node()?.command();
    process::run(node.arg(&script).current_dir(www).env("KINETOSCOPE_SITE", staging))
}
