//! The website in a real browser.

use anyhow::Result;

use super::{Suite, Tests, node_tests};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const SUITE: Suite = Suite {
    name: "browser",
    what: "the website works in Chromium",
    tests: Tests::Files { folder: "tests/browser", ending: ".test.mjs" },
    run,
};

/// The tests find the browser in `CHROMIUM`, the site in `KINETOSCOPE_SITE`, and the command that
/// serves it in `KINETOSCOPE_BIN`.
fn run(project: &Project) -> Result<()> {
    let site = project.site()?;
    let command = project.command()?;
    let chromium = project.chromium()?;
    let mut tests = node_tests(project, SUITE.tests)?;
    console::step("node --test tests/browser", "the built site, driven by playwright-core", || {
        tests.env("CHROMIUM", chromium).env("KINETOSCOPE_SITE", site).env("KINETOSCOPE_BIN", command);
        process::run(&mut tests)
    })
}
