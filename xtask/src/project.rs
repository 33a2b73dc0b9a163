//! Where things are, and what has been found or built so far in this run.
//!
//! Steps ask the project for what they need (`project.wasm()?`, `project.site()?`); the first
//! asker pays, the others share. So the order of suites does not matter and nothing is built twice.

use anyhow::{Context, Result};
use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use crate::build::{self, wasm::ENGINE, wasm::FORMATS};
use crate::process;
use crate::toolchain::{self, Wasm};
use crate::tools::browser;
use crate::tools::node::{self, Node};
use crate::tools::python::{self, Python};

/// The source tree and what this run knows about it.
pub(crate) struct Project {
    root: PathBuf,
    target: OnceCell<PathBuf>,
    wasm: OnceCell<Wasm>,
    node: OnceCell<Node>,
    python: OnceCell<Python>,
    chromium: OnceCell<PathBuf>,
    firefox: OnceCell<PathBuf>,
    driver: OnceCell<PathBuf>,
    command: OnceCell<PathBuf>,
    engine: OnceCell<PathBuf>,
    formats: OnceCell<PathBuf>,
    site: OnceCell<PathBuf>,
    package: OnceCell<PathBuf>,
}

impl Project {
    /// The tree this program was built from.
    pub(crate) fn open() -> Result<Self> {
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.parent().context("xtask lies in no workspace")?;
        Ok(Self::at(root))
    }

    /// A tree at a given place.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            target: OnceCell::new(),
            wasm: OnceCell::new(),
            node: OnceCell::new(),
            python: OnceCell::new(),
            chromium: OnceCell::new(),
            firefox: OnceCell::new(),
            driver: OnceCell::new(),
            command: OnceCell::new(),
            engine: OnceCell::new(),
            formats: OnceCell::new(),
            site: OnceCell::new(),
            package: OnceCell::new(),
        }
    }

    /// The root of the tree.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder of the tree, by its path from the root.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// The ignored folder for tools and notes about them.
    pub(crate) fn tools_dir(&self) -> PathBuf {
        self.path(".tools")
    }

    /// Cargo's target folder, as cargo itself reports it.
    pub(crate) fn target_dir(&self) -> Result<&Path> {
        once(&self.target, || self.ask_target_dir()).map(PathBuf::as_path)
    }

    /// The target folder of everything that is not built for this machine. A folder of its own,
    /// because another compiler may be at work there and the two would wait for each other's lock.
    pub(crate) fn cross_target_dir(&self) -> Result<PathBuf> {
        Ok(self.target_dir()?.join("cross"))
    }

    /// Where wasm modules are finished before they are copied to their places.
    pub(crate) fn bundle_dir(&self) -> Result<PathBuf> {
        Ok(self.target_dir()?.join("bundle"))
    }

    /// The toolchain that builds for wasm32.
    pub(crate) fn wasm(&self) -> Result<&Wasm> {
        once(&self.wasm, || toolchain::find(self))
    }

    /// Node with the packages of `tests/package.json`.
    pub(crate) fn node(&self) -> Result<&Node> {
        once(&self.node, || node::find(self))
    }

    /// Python with the packages of `tests/requirements.txt`.
    pub(crate) fn python(&self) -> Result<&Python> {
        once(&self.python, || python::find(self))
    }

    /// Chromium.
    pub(crate) fn chromium(&self) -> Result<&Path> {
        once(&self.chromium, browser::chromium).map(PathBuf::as_path)
    }

    /// Firefox.
    pub(crate) fn firefox(&self) -> Result<&Path> {
        once(&self.firefox, browser::firefox).map(PathBuf::as_path)
    }

    /// The ChromeDriver for [`Self::chromium`].
    pub(crate) fn driver(&self) -> Result<&Path> {
        once(&self.driver, || browser::driver(self.chromium()?)).map(PathBuf::as_path)
    }

    /// The optimised `kinetoscope` command, built.
    pub(crate) fn command(&self) -> Result<&Path> {
        once(&self.command, || build::command::build(self)).map(PathBuf::as_path)
    }

    /// The folder with the engine's wasm module, built.
    pub(crate) fn engine(&self) -> Result<&Path> {
        once(&self.engine, || build::wasm::build(self, &ENGINE)).map(PathBuf::as_path)
    }

    /// The folder with the wasm module of file formats, built.
    pub(crate) fn formats(&self) -> Result<&Path> {
        once(&self.formats, || build::wasm::build(self, &FORMATS)).map(PathBuf::as_path)
    }

    /// The website's folder, built.
    pub(crate) fn site(&self) -> Result<&Path> {
        once(&self.site, || build::site::build(self)).map(PathBuf::as_path)
    }

    /// The npm package's folder, built.
    pub(crate) fn package(&self) -> Result<&Path> {
        once(&self.package, || build::package::build(self)).map(PathBuf::as_path)
    }

    fn ask_target_dir(&self) -> Result<PathBuf> {
        let mut cargo = process::cargo();
        cargo.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(&self.root);
        let metadata: serde_json::Value = serde_json::from_str(&process::text(&mut cargo)?)?;
        let target = metadata["target_directory"].as_str();
        Ok(PathBuf::from(target.context("cargo metadata names no target directory")?))
    }
}

/// The value of a cell, made now if it is empty. A failure is not kept, so a later asker tries anew.
fn once<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = make()?;
    Ok(cell.get_or_init(|| value))
}

/// An empty folder for one unit test.
#[cfg(test)]
pub(crate) fn scratch(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}
