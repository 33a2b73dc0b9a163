//! Chromium for the browser tests, and ChromeDriver for the wasm tests that run in a browser.

use std::path::PathBuf;

use anyhow::{Result, anyhow};

use crate::console;
use crate::process;
use crate::project::Project;
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

/// A browser and its driver.
pub(crate) struct Browser {
    /// The program that browses.
    pub(crate) chromium: PathBuf,
    /// The program that speaks WebDriver for it; of the same version.
    pub(crate) driver: PathBuf,
}

/// Finds both: by environment variable, by name, or by installing Debian's packages.
pub(crate) fn find(_: &Project) -> Result<Browser> {
    if let Some(browser) = installed() {
        return Ok(browser);
    }
    apt::usable().map_err(nothing_found)?;
    let packages = ["chromium", "chromium-driver"].map(str::to_owned);
    apt::update();
    apt::install(&packages, "no Chromium with ChromeDriver was found for the browser tests")?;
    let browser = installed().ok_or_else(|| nothing_found("the packages brought no program"))?;
    console::note(&format!("browser: {}", browser.chromium.display()));
    Ok(browser)
}

fn installed() -> Option<Browser> {
    let chromium = named("CHROMIUM").or_else(|| CHROMIUM.iter().find_map(|name| program(name)))?;
    let driver = named("CHROMEDRIVER").or_else(|| program("chromedriver"))?;
    Some(Browser { chromium, driver })
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
        "there is no Chromium with ChromeDriver, and {reason}: install both (Debian: \
         `apt-get install chromium chromium-driver`), or name them in CHROMIUM and CHROMEDRIVER"
    )
}
