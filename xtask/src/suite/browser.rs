//! The website in real browsers.

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use super::{Suite, Tests, files, node_test, node_tests};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const SUITE: Suite = Suite {
    name: "browser",
    what: "the website works in Chromium, and its first checks hold in Firefox",
    tests: Tests::Files { folder: "tests/browser", ending: ".test.mjs" },
    run,
};

/// The acceptance checks that run in Firefox too, by the number that begins the name of a test: what
/// every visitor meets. More would cost minutes, and some ask for what only Chromium tells.
const IN_FIREFOX: RangeInclusive<u32> = 1..=12;

fn run(project: &Project) -> Result<()> {
    let mut all = node_tests(project, SUITE.tests)?;
    all.env("CHROMIUM", project.chromium()?);
    step(project, "chromium", "the built site, driven by playwright-core", &mut all)?;
    let mut first = first_checks(project)?;
    first.env("FIREFOX", project.firefox()?);
    step(project, "firefox", "the first checks again, by WebDriver BiDi", &mut first)
}

/// The tests find the browser in `CHROMIUM` or `FIREFOX`, which of the two in `KINETOSCOPE_BROWSER`, the
/// site in `KINETOSCOPE_SITE`, the command that serves it in `KINETOSCOPE_BIN`, and the npm package, which
/// exported tests use, in `KINETOSCOPE_PACKAGE`.
fn step(project: &Project, browser: &str, what: &str, tests: &mut Command) -> Result<()> {
    tests.env("KINETOSCOPE_BROWSER", browser);
    tests.env("KINETOSCOPE_SITE", project.site()?).env("KINETOSCOPE_BIN", project.command()?);
    project.package()?;
    tests.env("KINETOSCOPE_PACKAGE", project.path("pkg"));
    console::step(&format!("node --test tests/browser ({browser})"), what, || process::run(tests))
}

/// The tests of [`IN_FIREFOX`], without the files that have none of them: each file starts a browser.
fn first_checks(project: &Project) -> Result<Command> {
    let mut with_checks = files(project, SUITE.tests);
    with_checks.retain(|file| has_checks(file));
    ensure!(!with_checks.is_empty(), "no test in tests/browser has the number of a check for Firefox");
    let numbers: Vec<String> = IN_FIREFOX.map(|number| number.to_string()).collect();
    let mut node = node_test(project)?;
    node.arg(format!("--test-name-pattern=^({}): ", numbers.join("|"))).args(with_checks);
    Ok(node)
}

fn has_checks(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| text.lines().any(is_check))
}

/// Whether a line begins a test of [`IN_FIREFOX`].
fn is_check(line: &str) -> bool {
    let number = line.strip_prefix("test('").and_then(|name| name.split_once(": "));
    number.and_then(|(number, _)| number.parse().ok()).is_some_and(|number| IN_FIREFOX.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_told_by_their_number() {
        assert!(is_check("test('1: home has a title', async () => {"));
        assert!(is_check("test('12: create, describe, put and read back', async () => {"));
        assert!(!is_check("test('13: a list of what could stand there', async () => {"));
        assert!(!is_check("test('earlier lines come back by the arrows', async () => {"));
        assert!(!is_check("  await hook(page, 'advance', 10_000);"));
    }
}
