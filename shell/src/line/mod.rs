//! Lines: reading them, and running what they say.

mod document;
mod parse;
mod run;

use std::collections::BTreeMap;

use crate::aws::Version;
use crate::catalog::Catalog;
use crate::host::{Call, Host};
use crate::tools;

/// A terminal's state between lines.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// Which release of the AWS CLI to behave like.
    pub version: Version,
    /// What there is to call.
    pub catalog: Catalog,
    variables: BTreeMap<String, String>,
    history: Vec<String>,
    status: i32,
}

/// What a line came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The line.
    pub line: String,
    /// What was printed.
    pub text: String,
    /// What was said about what went wrong.
    pub errors: String,
    /// 0 where it went well.
    pub status: i32,
    /// The calls that were made, in order.
    pub calls: Vec<Call>,
    /// Something worth knowing that the commands themselves do not say.
    pub hint: Option<String>,
    /// Whether everything printed before is to be taken away.
    pub clears: bool,
}

/// What a command came to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    /// Bytes, because what goes through a pipe need not be text.
    pub(crate) text: Vec<u8>,
    pub(crate) errors: String,
    pub(crate) status: i32,
    pub(crate) calls: Vec<Call>,
    pub(crate) hint: Option<String>,
    pub(crate) clears: bool,
}

impl Output {
    /// Only this text.
    pub(crate) fn text(text: impl Into<Vec<u8>>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Only this complaint.
    pub(crate) fn error(message: impl std::fmt::Display, status: i32) -> Self {
        Self { errors: format!("{message}\n"), status, ..Self::default() }
    }

    /// Goes on with what another printed.
    fn add(&mut self, other: Self) {
        self.text.extend(other.text);
        self.errors.push_str(&other.errors);
        self.status = other.status;
        self.calls.extend(other.calls);
        self.hint = other.hint.or(self.hint.take());
        self.clears |= other.clears;
    }
}

impl Shell {
    /// A fresh one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a line: one command, or several. Dropping the future stops it.
    pub async fn run<H: Host>(&mut self, line: &str, host: &mut H) -> Block {
        if !line.trim().is_empty() {
            self.history.push(line.trim().into());
        }
        let output = match parse::script(line) {
            Ok(script) => run::script(self, &script, host).await,
            Err(reason) => Output::error(format_args!("shell: {reason}"), 2),
        };
        self.status = output.status;
        let Output { text, errors, status, calls, hint, clears } = output;
        let (text, remark) = shown(text);
        Block { line: line.into(), text, errors, status, calls, hint: hint.or(remark), clears }
    }

    /// The lines that were run, oldest first.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// The variables and what they hold.
    pub fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }
}

/// Bytes as text, and a remark where they are none; a terminal cannot show others.
fn shown(bytes: Vec<u8>) -> (String, Option<String>) {
    let none = match String::from_utf8(bytes) {
        Ok(text) => return (text, None),
        Err(none) => none.into_bytes(),
    };
    let packed = if tools::is_gzip(&none) { " They begin as gzip does: | gunzip unpacks it." } else { "" };
    let remark =
        format!("These {} bytes are no text. \u{fffd} stands for what cannot be shown.{packed}", none.len());
    (String::from_utf8_lossy(&none).into_owned(), Some(remark))
}

/// The lines of a script, to be run one after the other. What goes on over several lines stays together.
pub fn lines(script: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open = String::new();
    for line in script.lines() {
        open.push_str(line);
        if parse::goes_on(&open) {
            open.push('\n');
            continue;
        }
        let done = std::mem::take(&mut open);
        let is_comment = done.trim_start().starts_with('#');
        if !done.trim().is_empty() && !is_comment {
            lines.push(done);
        }
    }
    if !open.trim().is_empty() {
        lines.push(open);
    }
    lines
}
