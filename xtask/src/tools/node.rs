//! Node and the npm packages of `tests/package.json`: Binaryen, esbuild, the browser driver library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::console;
use crate::lock;
use crate::process;
use crate::project::Project;
use crate::stamp::{self, Fingerprint};

/// The oldest major version of Node the tools run on.
const OLDEST: u32 = 20;

/// Node, with packages installed.
pub(crate) struct Node {
    modules: PathBuf,
}

impl Node {
    /// `node`, told where the packages are.
    pub(crate) fn command(&self) -> Command {
        let mut node = Command::new("node");
        node.env("KINETOSCOPE_NODE_MODULES", &self.modules);
        node
    }
}

/// Checks Node and installs the packages if `tests/package-lock.json` has changed.
pub(crate) fn find(project: &Project) -> Result<Node> {
    check_version()?;
    let tests = project.path("tests");
    let modules = tests.join("node_modules");
    let lockfile = tests.join("package-lock.json");
    let digest = Fingerprint::of("npm ci").file(&lockfile).finish();
    // Beside the packages: whoever deletes the folder deletes the stamp.
    let stamp_file = modules.join(".kinetoscope-stamp");
    let fresh = || fs::read_to_string(&stamp_file).is_ok_and(|last| last == digest);

    if !fresh() {
        let _lock = lock::take(project, "node_modules")?;
        if !fresh() {
            install(&tests)?;
            stamp::write(&stamp_file, digest.as_bytes())?;
        }
    }
    Ok(Node { modules })
}

fn install(tests: &Path) -> Result<()> {
    console::step("npm ci", "the versions in tests/package-lock.json are not installed", || {
        let mut npm = Command::new("npm");
        // No package here needs its install script, and what does not run cannot surprise.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
        npm.current_dir(tests);
        process::quietly(&mut npm)
    })
}

fn check_version() -> Result<()> {
    let version = process::text(Command::new("node").arg("--version")).map_err(|_| no_node())?;
    let major = major(&version).with_context(|| format!("odd version of Node: {version}"))?;
    if major < OLDEST {
        bail!("Node {} is too old: install Node {OLDEST} or newer", version.trim());
    }
    Ok(())
}

fn no_node() -> anyhow::Error {
    anyhow!("there is no Node on PATH: install Node {OLDEST} or newer with npm (nodejs.org)")
}

/// `v20.20.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }
}
