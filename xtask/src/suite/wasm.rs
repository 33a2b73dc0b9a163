//! The Rust tests that need JavaScript around them, in Node and in a browser.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

use super::{Suite, Tests};
use crate::console;
use crate::process;
use crate::project::Project;
use crate::stamp;

pub(crate) const SUITE: Suite = Suite {
    name: "wasm",
    what: "the tests that run as wasm pass in Node and in a browser",
    tests: Tests::Wasm,
    run,
};

/// Cargo compiles the tests and hands each to our runner, which starts Node or, for a test file
/// that says `run_in_browser` or `run_in_dedicated_worker`, the browser.
fn run(project: &Project) -> Result<()> {
    let wasm = project.wasm()?;
    let driver = project.driver()?;
    let runner = build_runner(project)?;
    let settings = write_settings(project)?;
    for package in crates(project) {
        let what = format!("cargo test {package} as wasm");
        console::step(&what, "each test file says where it runs", || {
            let mut cargo = wasm.cargo(project, "test", &[])?;
            cargo
                .args(["--tests", "--package", &package])
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
                .env("CHROMEDRIVER", driver)
                .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings)
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
            process::run(&mut cargo)
        })?;
    }
    Ok(())
}

/// The workspace's crates that use `wasm-bindgen-test`, by name.
pub(super) fn crates(project: &Project) -> Vec<String> {
    let manifests = ["pkg", "web"].map(|folder| project.path(folder).join("Cargo.toml"));
    manifests.iter().filter_map(|manifest| uses_wasm_tests(manifest)).collect()
}

/// The name of a package in whose folder a wasm test is written.
fn uses_wasm_tests(manifest: &Path) -> Option<String> {
    let folder = manifest.parent()?;
    let sources = ["src", "tests"].map(|below| stamp::files_below(&folder.join(below))).concat();
    let is_test =
        |file: &PathBuf| fs::read_to_string(file).is_ok_and(|text| text.contains("#[wasm_bindgen_test"));
    if !sources.iter().any(is_test) {
        return None;
    }
    let text = fs::read_to_string(manifest).ok()?;
    let name = text.lines().find_map(|line| line.strip_prefix("name = \""))?;
    Some(name.trim_end_matches('"').to_owned())
}

/// The runner is a workspace of its own, because it needs two hundred crates that nothing else
/// needs; it is built when this suite runs and not before.
fn build_runner(project: &Project) -> Result<PathBuf> {
    let manifest = project.path("xtask/wasm-test-runner/Cargo.toml");
    console::step("compile the wasm test runner", "it starts Node or the browser", || {
        let mut cargo = process::cargo();
        cargo.args(["build", "--locked", "--manifest-path"]).arg(manifest);
        cargo.env("CARGO_TARGET_DIR", project.target_dir()?);
        process::run(&mut cargo)
    })?;
    let name = format!("wasm-test-runner{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target_dir()?.join("debug").join(name))
}

/// Writes down how the driver shall start the browser.
fn write_settings(project: &Project) -> Result<PathBuf> {
    let file = project.tools_dir().join("webdriver.json");
    let text = serde_json::to_string_pretty(&settings(project.chromium()?)).context("settings are JSON")?;
    stamp::write(&file, text.as_bytes())?;
    Ok(file)
}

/// Without a window; and without a sandbox and shared memory, which containers lack.
fn settings(chromium: &Path) -> Value {
    json!({
        "goog:chromeOptions": {
            "binary": chromium,
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1280,900",
            ],
        },
    })
}
