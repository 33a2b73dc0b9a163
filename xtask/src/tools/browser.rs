//! Chromium and Firefox for the browser tests, and ChromeDriver for the wasm tests that run in a browser.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::process;
use crate::tools::apt;

/// Names a Chromium goes by, best first.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Debian's packages of both, always of the same version.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Names a Firefox goes by, Debian's first.
const FIREFOX: &[&str] = &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];

/// Debian's package of Firefox.
const FIREFOX_PACKAGE: &str = "firefox-esr";

/// Finds Chromium: by the variable `CHROMIUM`, by name, or by installing Debian's.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(chromium) = installed_chromium() {
        return Ok(chromium);
    }
    apt::usable().map_err(nothing_found)?;
    install(&PACKAGES, "no Chromium was found for the browser tests")?;
    installed_chromium().ok_or_else(|| nothing_found("the packages brought no program"))
}

/// Finds the ChromeDriver for a Chromium: by the variable `CHROMEDRIVER`, by name, or by installing
/// Debian's, which works with Debian's Chromium only.
pub(crate) fn driver(chromium: &Path) -> Result<PathBuf> {
    if let Some(driver) = installed_driver() {
        return Ok(driver);
    }
    if chromium != Path::new("/usr/bin/chromium") {
        return Err(nothing_found(&format!("none belongs to {}", chromium.display())));
    }
    apt::usable().map_err(nothing_found)?;
    install(&PACKAGES, "no ChromeDriver was found for the wasm tests in the browser")?;
    installed_driver().ok_or_else(|| nothing_found("the packages brought no program"))
}

/// Finds Firefox: by the variable `FIREFOX`, by name, or by installing Debian's.
pub(crate) fn firefox() -> Result<PathBuf> {
    if let Some(firefox) = installed_firefox() {
        return Ok(firefox);
    }
    apt::usable().map_err(no_firefox)?;
    install(&[FIREFOX_PACKAGE], "no Firefox was found for the browser tests")?;
    installed_firefox().ok_or_else(|| no_firefox("the package brought no program"))
}

fn install(packages: &[&str], why: &str) -> Result<()> {
    apt::update();
    apt::install(&packages.iter().map(|&package| package.to_owned()).collect::<Vec<_>>(), why)
}

fn installed_chromium() -> Option<PathBuf> {
    named("CHROMIUM").or_else(|| CHROMIUM.iter().find_map(|name| program(name)))
}

fn installed_driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| program("chromedriver"))
}

fn installed_firefox() -> Option<PathBuf> {
    named("FIREFOX").or_else(|| FIREFOX.iter().find_map(|name| program(name)))
}

/// The program an environment variable names.
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

/// A program by its name on `PATH` or by its full path.
fn program(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(name);
    if path.is_absolute() {
        return process::is_program(&path).then_some(path);
    }
    process::on_path(name)
}

fn nothing_found(reason: &str) -> anyhow::Error {
    anyhow!(
        "no Chromium with ChromeDriver was found, and {reason}: install both (Debian: \
         `apt-get install {}`), or name them in CHROMIUM and CHROMEDRIVER",
        PACKAGES.join(" ")
    )
}

fn no_firefox(reason: &str) -> anyhow::Error {
    anyhow!(
        "no Firefox was found, and {reason}: install it (Debian: `apt-get install {FIREFOX_PACKAGE}`), or \
         name it in FIREFOX"
    )
}
