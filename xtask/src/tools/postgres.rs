//! PostgreSQL, into which deliveries for Redshift are copied in tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::tools::apt;

/// Where Debian's packages have a folder for each version.
const FOLDERS: &str = "/usr/lib/postgresql";
const PACKAGE: &str = "postgresql";

/// Finds the folder of its programs: by the variable `KINETOSCOPE_POSTGRES`, among Debian's, or by installing them.
pub(crate) fn programs() -> Result<PathBuf> {
    if let Some(found) = installed() {
        return Ok(found);
    }
    let nothing = |why: &str| {
        anyhow!(
            "no PostgreSQL, and it cannot be installed: {why}. Set KINETOSCOPE_POSTGRES to the folder with `initdb` and `postgres`."
        )
    };
    apt::usable().map_err(nothing)?;
    apt::update();
    apt::install(&[PACKAGE.to_owned()], "no PostgreSQL was found, which tests of deliveries copy into")?;
    installed().ok_or_else(|| nothing("the package brought no program"))
}

fn installed() -> Option<PathBuf> {
    if let Some(given) = std::env::var_os("KINETOSCOPE_POSTGRES") {
        return Some(given.into());
    }
    let folders = fs::read_dir(FOLDERS).ok()?.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    folders.filter(|folder| folder.join("initdb").is_file()).max_by_key(|folder| version(folder))
}

/// `15` of `/usr/lib/postgresql/15/bin`.
fn version(folder: &Path) -> Option<u32> {
    folder.parent()?.file_name()?.to_str()?.parse().ok()
}
