//! What the engine must not contain: clocks, chance, threads, the outside world. The shell asks a host for these too.

use super::tokens::{self, Token};
use super::{Finding, mask};

/// Something that must not occur in the code of some files.
struct Absence {
    /// The files, by path from the root.
    applies: fn(&str) -> bool,
    /// What must not occur.
    what: What,
    /// Why, after a colon.
    why: &'static str,
}

enum What {
    /// A module of `std`.
    Std(&'static str),
    /// Tokens in a row.
    Tokens(&'static [&'static str]),
    /// The floating-point types, as type or at the end of a number.
    Floats,
}

const ABSENCES: &[Absence] = &[
    absent(What::Std("time"), "time arrives as an argument"),
    from_all(What::Std("fs"), "the host reads and writes files"),
    from_all(What::Std("net"), "the host speaks to the network"),
    from_all(What::Std("io"), "the host reads and writes"),
    from_all(What::Std("env"), "settings arrive as arguments"),
    from_all(What::Std("thread"), "the engine is one deterministic state machine"),
    from_all(What::Tokens(&["HashMap"]), "its order differs from run to run, use `BTreeMap`"),
    from_all(What::Tokens(&["HashSet"]), "its order differs from run to run, use `BTreeSet`"),
    absent(What::Tokens(&["async"]), "the host drives the engine by `poll_*` and `handle_*`"),
    absent(What::Tokens(&[".", "await"]), "the host drives the engine by `poll_*` and `handle_*`"),
    from_all(What::Tokens(&["static", "mut"]), "two worlds in one process must not meet"),
    from_all(What::Tokens(&["thread_local"]), "two worlds in one process must not meet"),
    from_all(What::Tokens(&["println", "!"]), "what happened is a fact, not a line on a screen"),
    from_all(What::Tokens(&["eprintln", "!"]), "what happened is a fact, not a line on a screen"),
    from_all(What::Tokens(&["print", "!"]), "what happened is a fact, not a line on a screen"),
    from_all(What::Tokens(&["eprint", "!"]), "what happened is a fact, not a line on a screen"),
    Absence { applies: is_exact, what: What::Floats, why: "time and ids are whole numbers" },
];

const fn absent(what: What, why: &'static str) -> Absence {
    Absence { applies: is_core, what, why }
}

const fn from_all(what: What, why: &'static str) -> Absence {
    Absence { applies: is_sans_io, what, why }
}

/// What does no I/O.
fn is_sans_io(path: &str) -> bool {
    is_core(path) || (path.starts_with("shell/src/") && path.ends_with(".rs"))
}

fn is_core(path: &str) -> bool {
    path.starts_with("core/src/") && path.ends_with(".rs")
}

/// `time` and `ids`, whether one file or a folder.
fn is_exact(path: &str) -> bool {
    let exact = |module: &str| {
        path == format!("core/src/{module}.rs") || path.starts_with(&format!("core/src/{module}/"))
    };
    exact("time") || exact("ids")
}

/// Finds everything in a file that must be absent from it.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    if !is_sans_io(path) {
        return Vec::new();
    }
    let folder = path.split('/').next().unwrap_or_default();
    let code = mask::code(text);
    let tokens = tokens::split(&code);
    let mut findings = Vec::new();
    for absence in ABSENCES.iter().filter(|absence| (absence.applies)(path)) {
        for (line, what) in find(&tokens, &absence.what) {
            let message = format!("no `{what}` in {folder}: {}", absence.why);
            findings.push(Finding::new(path, line, message));
        }
    }
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// Line and spelling of each occurrence.
fn find(tokens: &[Token<'_>], what: &What) -> Vec<(usize, String)> {
    match what {
        What::Std(module) => tokens::children(tokens, "std")
            .iter()
            .filter(|token| token.text == *module)
            .map(|token| (token.line, format!("std::{module}")))
            .collect(),
        What::Tokens(texts) => {
            let between = if texts[0] == "static" { " " } else { "" };
            tokens::sequences(tokens, texts).map(|token| (token.line, texts.join(between))).collect()
        }
        What::Floats => tokens
            .iter()
            .filter(|token| is_float(token.text))
            .map(|token| (token.line, token.text.to_owned()))
            .collect(),
    }
}

/// `f64`, and `1_f64`, but not `my_f64`.
fn is_float(text: &str) -> bool {
    let number = text.starts_with(|first: char| first.is_ascii_digit());
    ["f32", "f64"].iter().any(|float| text == *float || number && text.ends_with(float))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a text and what must not be there.
    #[track_caller]
    fn check_text(path: &str, text: &str, expected: &[&str]) {
        let name = |finding: &Finding| {
            let what = finding.message.split('`').nth(1).unwrap_or_default().to_owned();
            format!("{} {what}", finding.line)
        };
        let found: Vec<String> = check(path, text).iter().map(name).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_reaches_outside_is_found() {
        let text = "use std::{fs::File, env};\nasync fn f() { g().await }\nstatic mut X: u8 = 0;";
        let expected = ["1 std::fs", "1 std::env", "2 async", "2 .await", "3 static mut"];
        check_text("core/src/streams/mod.rs", text, &expected);
    }

    #[test]
    fn words_in_comments_strings_and_longer_words_are_fine() {
        let text = "// HashMap, async\n/// std::time\nlet s = \"println!\";\nlet my_async = HashMapLike;\n\
                    fn f(x: &'static mut u8, d: core::time::Duration) {}";
        check_text("core/src/streams/mod.rs", text, &[]);
    }

    #[test]
    fn floats_are_absent_from_time_and_ids_only() {
        let text = "let x: f64 = 1_f64 + my_f64;";
        check_text("core/src/time.rs", text, &["1 f64", "1 1_f64"]);
        check_text("core/src/ids/hash_key.rs", text, &["1 f64", "1 1_f64"]);
        check_text("core/src/wire/number.rs", text, &[]);
    }

    #[test]
    fn the_shell_does_no_io_but_may_wait_for_its_host() {
        let text = "use std::{fs, time::Duration};\nasync fn f() {}";
        check_text("shell/src/host.rs", text, &["1 std::fs"]);
        check_text("shell/tests/catalog.rs", text, &[]);
    }

    #[test]
    fn other_crates_may_do_as_they_like() {
        check_text("cli/src/main.rs", "use std::fs;", &[]);
    }
}
