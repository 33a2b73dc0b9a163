//! What lines print, as transcripts: the files below `transcripts/`.
//!
//! A line stands after `$`, what goes on with it after `>`. Below stands what it printed: text as it is, complaints after
//! `!`, the status in brackets where it is not 0, hints in parentheses. `UPDATE_EXPECT=1` writes that; a person reads it.
//! `--- name` begins a new terminal in a new world, `--- name (version 1)` one that behaves like version 1 of the AWS CLI.
//! `% calls` shows the calls of the line before.

use std::fmt::Write;

use crate::support::Terminal;
use expect_test::{ExpectFile, expect_file};
use kinetoscope_shell::{Block, Version};

/// A test for each file.
macro_rules! transcripts {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            let text = include_str!(concat!("transcripts/", stringify!($name), ".txt"));
            check(text, expect_file![concat!("transcripts/", stringify!($name), ".txt")]);
        }
    )*};
}

transcripts! {
    blobs
    faults
    firehose
    formats
    input
    language
    manual
    pages
    s3
    services
    tools
    walk
}

#[track_caller]
fn check(text: &str, expected: ExpectFile) {
    let mut terminal = Terminal::default();
    let mut last = Block::default();
    let mut shown = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("--- ") {
            terminal = Terminal::default();
            terminal.shell.version = if name.ends_with("(version 1)") { Version::V1 } else { Version::V2 };
            writeln!(shown, "{}--- {name}", if shown.is_empty() { "" } else { "\n" }).unwrap();
        } else if line == "% calls" {
            writeln!(shown, "{line}").unwrap();
            for call in &last.calls {
                writeln!(shown, "{}.{} {}", call.service, call.operation, call.input).unwrap();
            }
        } else if let Some(first) = line.strip_prefix("$ ") {
            let mut command = first.to_string();
            while let Some(more) = lines.next_if(|line| line.starts_with("> ")) {
                command.push('\n');
                command.push_str(&more[2..]);
            }
            last = terminal.run(&command);
            writeln!(shown, "$ {}", command.replace('\n', "\n> ")).unwrap();
            show(&last, &mut shown);
        }
    }
    expected.assert_eq(&shown);
}

/// A letter for a control character, so that transcripts stay text.
fn visible(letter: char) -> char {
    let is_kept = !letter.is_ascii_control() || matches!(letter, '\n' | '\t');
    if is_kept { letter } else { char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{2421}') }
}

fn show(block: &Block, to: &mut String) {
    to.extend(block.text.chars().map(visible));
    if !block.text.is_empty() && !block.text.ends_with('\n') {
        to.push_str("¬\n");
    }
    for line in block.errors.replace('\r', "␍").lines() {
        writeln!(to, "!{}{line}", if line.is_empty() { "" } else { " " }).unwrap();
    }
    if block.status != 0 {
        writeln!(to, "[{}]", block.status).unwrap();
    }
    if let Some(hint) = &block.hint {
        writeln!(to, "({hint})").unwrap();
    }
    if block.clears {
        writeln!(to, "[clears]").unwrap();
    }
}
