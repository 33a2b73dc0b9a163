//! What is said of what was not expected.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::suggestion::nearest;
use super::{Failed, Parse, Parser};
use crate::analytics::sql::problem::{Problem, Severity};
use crate::analytics::sql::span::{Span, position};
use crate::analytics::sql::token::Kind;
use crate::analytics::sql::{PROBLEMS_MAX, reserved};

/// How many of the things that could have stood there are told.
const EXPECTED_MAX: usize = 8;
/// How an operator is told that could stand there.
pub(super) const OPERATOR: &str = "an operator";
/// How an expression is told.
pub(super) const EXPRESSION: &str = "an expression";
/// How a name is told.
pub(super) const NAME: &str = "a name";
/// How a string is told.
pub(super) const STRING: &str = "a string";
/// Reserved words that hold a statement together, so that nobody means them as names.
#[rustfmt::skip]
const STRUCTURE: &[&str] = &[
    "AND", "AS", "BETWEEN", "BY", "CASE", "CAST", "CREATE", "CURSOR", "ELSE", "END", "EXCEPT", "EXISTS",
    "FROM", "FULL", "GROUP", "HAVING", "IN", "INNER", "INSERT", "INTERSECT", "INTERVAL", "INTO", "IS",
    "JOIN", "LEFT", "LIKE", "NOT", "ON", "OR", "ORDER", "OVER", "PARTITION", "RANGE", "RETURN", "RETURNS",
    "RIGHT", "ROW", "ROWS", "SELECT", "SIMILAR", "STREAM", "TABLE", "THEN", "UNION", "USING", "VALUES",
    "WHEN", "WHERE", "WINDOW",
];
/// How much of an unexpected token is told.
const FOUND_CHARACTERS_MAX: usize = 32;

impl Parser<'_> {
    /// Tells of an error at a place.
    pub(super) fn error(&mut self, span: Span, message: String, hint: Option<String>) {
        self.problem(Severity::Error, span, message, hint);
    }

    /// Tells of something that is accepted against the letter.
    pub(super) fn warn(&mut self, span: Span, message: &str, hint: &str) {
        self.problem(Severity::Warning, span, message.into(), Some(hint.into()));
    }

    /// Tells of an error, after which the statement cannot be read on.
    pub(super) fn fail<T>(&mut self, span: Span, message: &str, hint: &str) -> Parse<T> {
        self.error(span, message.into(), Some(hint.into()));
        Err(Failed)
    }

    /// Remembers something without a spelling that could stand here.
    pub(super) fn note(&mut self, what: &'static str) {
        self.expected.push(what);
    }

    /// Tells that the next token is none of those that could stand here.
    pub(super) fn unexpected<T>(&mut self) -> Parse<T> {
        if let Some((word, meant)) = self.slip() {
            let message = format!("expected {meant}, found {}", word.of(self.text));
            self.error(word, message, Some(format!("did you mean {meant}?")));
        } else {
            let hint = self.hint();
            self.error(self.span(), self.expectation(), hint);
        }
        Err(Failed)
    }

    /// Tells that something is not closed where it could be.
    pub(super) fn unclosed<T>(&mut self, open: Span, by: &'static str) -> Parse<T> {
        let is_over = self.is_at_end() || self.is_word(0, ";");
        let begins_other = is_structural(&self.spelling().to_ascii_uppercase());
        if !is_over && !begins_other || self.slip().is_some() {
            return self.unexpected();
        }
        if is_over {
            self.expected = Vec::from([by]);
        }
        let (line, column) = position(self.text, open.start);
        let hint = format!("the {} at line {line}, column {column} has no end", open.of(self.text));
        self.error(self.span(), self.expectation(), Some(hint));
        Err(Failed)
    }

    fn problem(&mut self, severity: Severity, span: Span, message: String, hint: Option<String>) {
        // What follows a token that is wrong by itself is mostly wrong for its sake.
        let is_consequence = self.is_wrong_within(self.statement_start..span.start + 1);
        let is_told = severity == Severity::Warning || !is_consequence;
        if is_told && has_room(&self.problems, severity) {
            self.problems.push(Problem::new(self.text, severity, span, message, hint));
        }
    }

    /// `expected FROM or ',', found x`.
    fn expectation(&self) -> String {
        let mut expected: Vec<String> = Vec::new();
        let has_operator = self.expected.contains(&OPERATOR);
        for what in &self.expected {
            if has_operator && ["AND", "OR"].contains(what) {
                continue;
            }
            let shown = if is_sign(what) { format!("'{what}'") } else { (*what).to_owned() };
            if !expected.contains(&shown) {
                expected.push(shown);
            }
        }
        let found = self.found();
        if expected.len() > EXPECTED_MAX {
            expected.truncate(EXPECTED_MAX);
            return format!("expected {} or the like, found {found}", expected.join(", "));
        }
        match expected.split_last() {
            None => format!("{found} is not expected here"),
            Some((last, [])) => format!("expected {last}, found {found}"),
            Some((last, others)) => format!("expected {} or {last}, found {found}", others.join(", ")),
        }
    }

    /// The next token as it is told.
    fn found(&self) -> String {
        match self.kind(0) {
            None => "the end of the code".into(),
            Some(Kind::Operator) => format!("'{}'", self.spelling()),
            Some(_) => {
                let spelling = self.spelling();
                let shown: String = spelling.chars().take(FOUND_CHARACTERS_MAX).collect();
                let end = if shown.len() < spelling.len() { "..." } else { "" };
                shown.replace(char::is_control, " ") + end
            }
        }
    }

    /// A word that is nearly one of those that could stand in its place: the next one, or an alias before it.
    fn slip(&self) -> Option<(Span, &'static str)> {
        // What can stand behind an alias can stand in its place too.
        let alias = self.guessed_alias.filter(|alias| alias + 1 == self.at);
        [alias, Some(self.at)].into_iter().flatten().find_map(|at| {
            let token = self.tokens.get(at)?;
            let is_word = matches!(token.kind, Kind::Name | Kind::Keyword);
            let word = token.span.of(self.text).to_ascii_uppercase();
            let meant = nearest(&word, self.expected.iter().copied()).filter(|_| is_word)?;
            Some((token.span, meant))
        })
    }

    /// What could help with the next token.
    fn hint(&self) -> Option<String> {
        let upper = self.spelling().to_ascii_uppercase();
        let wants_string = self.expected.contains(&STRING);
        let wants_name = self.expected.contains(&NAME) || self.expected.contains(&EXPRESSION);
        match self.kind(0)? {
            Kind::QuotedName if wants_string => Some("a string takes single quotes: 'text'".into()),
            Kind::Keyword if wants_name && reserved::is_reserved(&upper) && !is_structural(&upper) => {
                Some(format!("{upper} is a reserved word; as a name it needs quotes: \"{upper}\""))
            }
            Kind::Keyword if upper == "CREATE" && self.expected.contains(&";") => {
                Some("the statement before this one lacks its semicolon".into())
            }
            Kind::Operator if upper == "[" => {
                Some("there are no arrays; a name with odd characters takes double quotes".into())
            }
            Kind::Operator if upper == "?" => Some("there are no parameters; write the value".into()),
            _ => None,
        }
    }
}

/// Whether one more can be told. Many warnings must not hide an error, so each severity counts for itself.
pub(super) fn has_room(problems: &[Problem], severity: Severity) -> bool {
    problems.iter().filter(|problem| problem.severity == severity).count() < PROBLEMS_MAX
}

fn is_structural(upper: &str) -> bool {
    STRUCTURE.contains(&upper)
}

/// Whether something that is expected is a sign.
fn is_sign(expected: &str) -> bool {
    !expected.starts_with(|first: char| first.is_ascii_alphabetic())
}
