//! What is wrong with a text, and where.

use alloc::string::String;
use core::fmt;

use super::span::{Span, position};

/// Characters of a line that are shown with a problem at most.
const EXCERPT_MAX: usize = 100;
/// How many of them stand before the place in question, where the line is longer.
const EXCERPT_BEFORE: usize = 60;

/// Whether the code can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, although the language does not allow this.
    Warning,
}

/// Something wrong at one place of a text. Displays as a terminal shows it, with the line and a mark below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether the code can run.
    pub severity: Severity,
    /// Where, in bytes.
    pub span: Span,
    /// Where, counted from 1.
    pub line: u32,
    /// Where in the line, in characters from 1.
    pub column: u32,
    /// How many characters long, 1 at least.
    pub length: u32,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What could help.
    pub hint: Option<String>,
    excerpt: Excerpt,
}

/// A line, or what is around the place if it is long.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    /// How many of its characters stand before the place.
    before: usize,
}

impl Problem {
    pub(super) fn new(
        text: &str,
        severity: Severity,
        span: Span,
        message: String,
        hint: Option<String>,
    ) -> Self {
        let (line, column) = position(text, span.start);
        let length = span.of(text).chars().count().max(1) as u32;
        let excerpt = Excerpt::around(text, line, column);
        Self { severity, span, line, column, length, message, hint, excerpt }
    }
}

impl Excerpt {
    fn around(text: &str, line: u32, column: u32) -> Self {
        let whole = text.split('\n').nth(line as usize - 1).unwrap_or_default().trim_end();
        let before = column as usize - 1;
        let skipped =
            if whole.chars().count() <= EXCERPT_MAX { 0 } else { before.saturating_sub(EXCERPT_BEFORE) };
        // A text may hold anything, a terminal's commands too.
        let shown = |c: char| if c.is_control() && c != '\t' { char::REPLACEMENT_CHARACTER } else { c };
        let text = whole.chars().skip(skipped).take(EXCERPT_MAX).map(shown).collect();
        Self { text, before: before - skipped }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { severity, line, column, message, excerpt, .. } = self;
        writeln!(f, "{severity} at line {line}, column {column}: {message}")?;
        write!(f, "  {}\n  ", excerpt.text)?;
        let count = excerpt.text.chars().count();
        for c in excerpt.text.chars().chain(core::iter::repeat(' ')).take(excerpt.before) {
            write!(f, "{}", if c == '\t' { '\t' } else { ' ' })?;
        }
        for _ in 0..(self.length as usize).min(count.saturating_sub(excerpt.before)).max(1) {
            f.write_str("^")?;
        }
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[track_caller]
    fn check(text: &str, span: Span, expected: &str) {
        let hint = Some("so it is".into());
        let problem = Problem::new(text, Severity::Error, span, "it is wrong".into(), hint);
        assert_eq!(problem.to_string(), expected);
    }

    #[test]
    fn the_mark_stands_below_the_place_also_behind_tabs_and_wide_letters() {
        check(
            "a\n\tä bcd e\n",
            Span::new(6, 9),
            "error at line 2, column 4: it is wrong\n  \tä bcd e\n  \t  ^^^\nhint: so it is",
        );
    }

    #[test]
    fn the_end_of_a_text_and_what_goes_on_in_the_next_line_are_marked_too() {
        check("ab", Span::new(2, 2), "error at line 1, column 3: it is wrong\n  ab\n    ^\nhint: so it is");
        check(
            "ab\ncd",
            Span::new(1, 5),
            "error at line 1, column 2: it is wrong\n  ab\n   ^\nhint: so it is",
        );
    }

    #[test]
    fn of_a_long_line_what_is_around_the_place_is_shown() {
        let text = "x".repeat(5_000) + "HERE" + &"y".repeat(5_000);
        let problem = Problem::new(&text, Severity::Warning, Span::new(5_000, 5_004), "odd".into(), None);
        let shown = problem.to_string();
        let lines: alloc::vec::Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], "warning at line 1, column 5001: odd");
        assert_eq!(lines[1].find("HERE"), lines[2].find("^^^^"));
        assert_eq!(lines[1].chars().count(), 2 + EXCERPT_MAX);
    }

    #[test]
    fn a_terminal_is_told_no_commands() {
        let problem = Problem::new("\u{1b}[2J", Severity::Error, Span::new(0, 1), "odd".into(), None);
        assert!(!problem.to_string().contains('\u{1b}'));
    }
}
