//! The rules of the tree that no compiler checks: what must be absent, who may use whom, what may
//! not be committed. A rule is a pure function of a path and a text.

mod absence;
mod generated;
mod layers;
mod length;
mod mask;
mod tokens;
mod workplace;

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::console;
use crate::process;
use crate::project::Project;
use crate::stamp::files_below;

/// A broken rule, printed as `path:line: message`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    /// A finding in a line, counted from 1.
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// A rule about one file: its path from the root, with slashes, and its text.
type Rule = fn(&str, &str) -> Vec<Finding>;

/// All rules.
const RULES: &[Rule] = &[absence::check, generated::check, layers::check, length::check, workplace::check];

/// Folders that hold nothing of ours, for a tree that git does not know.
const NOT_OURS: &[&str] = &[".git/", ".tools/", "node_modules/", "target/", "dist/", "__pycache__/"];

/// Checks the tree and prints what is wrong; answers whether it keeps its rules.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let files = files(project.root());
    let why = format!("{} rules over {} files", RULES.len(), files.len());
    let findings = console::step("tidy", &why, || Ok(check(project.root(), &files)))?;
    for finding in &findings {
        println!("{finding}");
    }
    Ok(findings.is_empty())
}

/// All findings in the given files, in the order of the files.
fn check(root: &Path, files: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in files {
        // Not text: no rule about texts applies, but those about names still do.
        let text = fs::read_to_string(root.join(path)).unwrap_or_default();
        findings.extend(RULES.iter().flat_map(|rule| rule(path, &text)));
    }
    findings
}

/// The files that are committed or would be: what git tracks and what it does not ignore. Where
/// there is no git, all files outside [`NOT_OURS`].
fn files(root: &Path) -> Vec<String> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let mut files: Vec<String> = match process::text(&mut git) {
        Ok(list) => list.split_terminator('\0').map(str::to_owned).collect(),
        Err(_) => walk(root),
    };
    files.retain(|path| root.join(path).is_file());
    files.sort();
    files.dedup(); // git lists a file with a merge conflict more than once
    files
}

fn walk(root: &Path) -> Vec<String> {
    let below = |file: &Path| Some(file.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"));
    let ours = |path: &String| !NOT_OURS.iter().any(|folder| path.contains(folder));
    files_below(root).iter().filter_map(|file| below(file)).filter(ours).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::scratch;
    use crate::stamp;

    /// Plants a file in a copy of this very tree and expects exactly these findings in it.
    #[track_caller]
    fn check_planted(path: &str, text: &str, expected: &[&str]) {
        let project = Project::open().unwrap();
        let copy = scratch(&path.replace('/', "-"));
        let mut tree = files(project.root());
        tree.retain(|file| file != path && Path::new(file).extension().is_some_and(|ending| ending == "rs"));
        for file in &tree {
            stamp::write(&copy.join(file), &fs::read(project.path(file)).unwrap()).unwrap();
        }
        let planted = |findings: Vec<Finding>| -> Vec<String> {
            findings.iter().filter(|finding| finding.path == path).map(Finding::to_string).collect()
        };
        assert!(planted(check(&copy, &files(&copy))).is_empty());

        stamp::write(&copy.join(path), text.as_bytes()).unwrap();
        let found = planted(check(&copy, &files(&copy)));
        fs::remove_dir_all(copy).unwrap();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_planted_clock_is_found() {
        check_planted(
            "core/src/streams/planted.rs",
            "// std::time in a comment is fine\nfn now() -> std::time::Instant { todo!() }\n",
            &["core/src/streams/planted.rs:2: no `std::time` in core: time arrives as an argument"],
        );
    }

    #[test]
    fn a_planted_use_of_an_upper_layer_is_found() {
        check_planted(
            "core/src/wire/planted.rs",
            "use crate::{ids::ShardId, world::World};\n",
            &["core/src/wire/planted.rs:1: `wire` may not use `world`, which lies above it"],
        );
    }

    #[test]
    fn a_planted_module_of_built_code_is_found() {
        check_planted(
            "www/static/engine_bg.wasm",
            "\0asm",
            &["www/static/engine_bg.wasm:1: built by `cargo xtask build`, so not to be committed"],
        );
    }

    #[test]
    fn a_planted_giant_is_found() {
        check_planted(
            "cli/src/planted.rs",
            &"//\n".repeat(601),
            &[
                "cli/src/planted.rs:601: 601 lines are more than 600: split the file where its interface is narrow",
            ],
        );
    }
}
