//! Pythons of our own: one with the packages of `tests/requirements.txt` (AWS CLI, boto3, pytest), others for suites that
//! need much that nothing else does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::console;
use crate::lock;
use crate::process;
use crate::project::Project;
use crate::stamp::{self, Fingerprint};

/// A virtual environment.
pub(crate) struct Python {
    dir: PathBuf,
}

impl Python {
    /// A program of the environment (`python`, `aws`, `pytest`), which finds the others on its PATH.
    pub(crate) fn tool(&self, name: &str) -> Result<Command> {
        let bin = self.dir.join("bin");
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let dirs = std::iter::once(bin.clone()).chain(std::env::split_paths(&inherited));
        let mut command = Command::new(bin.join(name));
        command.env("PATH", std::env::join_paths(dirs)?).env("VIRTUAL_ENV", &self.dir);
        Ok(command)
    }
}

/// The environment of most suites.
pub(crate) fn find(project: &Project) -> Result<Python> {
    find_with(project, "python", "tests/requirements.txt")
}

/// Makes an environment unless one of the same requirements and Python is there. `name` is its folder among the tools.
///
/// An environment cannot be moved once made, so it is built in place and counts as made only when
/// its stamp is written, last.
pub(crate) fn find_with(project: &Project, name: &str, requirements: &str) -> Result<Python> {
    let file = project.path(requirements);
    let version = process::text(Command::new("python3").arg("--version")).map_err(no_python)?;
    let dir = project.tools_dir().join(name);
    let digest = Fingerprint::of("venv").text(&version).text(&dir.to_string_lossy()).file(&file).finish();
    let stamp_file = dir.join("stamp");
    let fresh = || fs::read_to_string(&stamp_file).is_ok_and(|last| last == digest);

    if !fresh() {
        let _lock = lock::take(project, name)?;
        if !fresh() {
            make(&dir, requirements, &file)?;
            stamp::write(&stamp_file, digest.as_bytes())?;
        }
    }
    Ok(Python { dir })
}

fn make(dir: &Path, requirements: &str, file: &Path) -> Result<()> {
    let why = format!("{requirements} is not installed in {}", dir.display());
    console::step("Python packages", &why, || {
        if dir.exists() {
            fs::remove_dir_all(dir).with_context(|| format!("cannot clear {}", dir.display()))?;
        }
        process::quietly(Command::new("python3").args(["-m", "venv"]).arg(dir))
            .context("cannot make a virtual environment (Debian: apt-get install python3-venv)")?;
        let mut pip = Command::new(dir.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        process::quietly(pip.arg("--requirement").arg(file))
    })
}

fn no_python(_: anyhow::Error) -> anyhow::Error {
    anyhow!("there is no `python3` on PATH: install Python 3.9 or newer with its venv module")
}
