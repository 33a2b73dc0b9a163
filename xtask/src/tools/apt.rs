//! Debian's packages, as the last source of tools: only as root, and never silently.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::console;
use crate::process;

/// Whether [`install`] can work here: `apt-get` and the right to use it.
///
/// # Errors
/// The reason as a phrase, for a message that goes on with what to do by hand.
pub(crate) fn usable() -> Result<(), &'static str> {
    if !Path::new("/etc/debian_version").exists() || process::on_path("apt-get").is_none() {
        return Err("this is not a Debian-like system");
    }
    if !process::is_root() {
        return Err("only root may install Debian packages");
    }
    Ok(())
}

/// Installs packages; [`update`] first. All are downloaded before the first is unpacked, so a broken
/// network leaves the system as it was.
pub(crate) fn install(packages: &[String], why: &str) -> Result<()> {
    let list = packages.join(" ");
    console::step(&format!("apt-get install {list}"), why, || {
        process::quietly(apt_get().args(["install", "--download-only"]).args(packages))
            .with_context(|| format!("cannot download {list} from Debian's servers"))?;
        console::note("downloaded; unpacking");
        process::quietly(apt_get().arg("install").args(packages))
            .with_context(|| format!("cannot install {list}"))
    })
}

/// Fetches the lists of packages. That some other source of the machine is out of reach is its
/// owner's business: whether our packages can be had is seen when they are installed.
pub(crate) fn update() {
    console::note("apt-get update: fetching the lists of packages");
    if let Err(error) = process::quietly(apt_get().arg("update")) {
        console::note(&format!("apt-get update complained, going on: {error}"));
    }
}

/// `apt-get` that asks nothing, installs nothing merely recommended, and waits for others.
fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .args(["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}
