//! Formats of Apache's logs.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::analytics::function::log::columns::COLUMNS_MAX;
use crate::analytics::function::refusal::Fault;

/// Formats with names.
///
/// # Source
/// SQL reference, "W3C_LOG_PARSE"; that of IIS is only named there, and is what Microsoft documents for its log file format.
const NAMED: [(&str, &str); 6] = [
    ("COMMON", r#"%h %l %u %t "%r" %>s %b"#),
    ("COMMON WITH VHOST", r#"%v %h %l %u %t "%r" %>s %b"#),
    ("NCSA EXTENDED", r#"%h %l %u %t "%r" %>s %b "%[Referer]i" "%[User-agent]i""#),
    ("REFERER", "%[Referer]i ---> %U"),
    ("AGENT", "%[User-agent]i"),
    ("IIS", "%h, %u, %[date]t, %[time]t, %[service]n, %v, %A, %D, %I, %O, %>s, %[status]n, %m, %U, %q,"),
];

/// Letters that stand for columns.
const SPECIFIERS: &str = "aAbBCDefhHiIlmnoOpPqrstTuUvVX";

/// A format that is read.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) pieces: Vec<Piece>,
}

/// One part of a line.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// What is there in each line.
    Literal(String),
    /// A column, which ends where the next piece begins.
    Column,
    /// A time in brackets, which are no part of the column.
    Time,
}

impl Format {
    /// Reads a name or a format.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        let name = text.trim();
        let named = NAMED.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
        let mut reader = Reader { rest: named.map_or(text, |(_, format)| format), pieces: Vec::new() };
        while !reader.rest.is_empty() {
            reader.piece().ok_or_else(|| {
                let rest = crate::analytics::function::refusal::shortened(reader.rest);
                Fault::new(format!("there is no such specifier of a log format: '{rest}'"))
            })?;
        }
        let format = Self { pieces: reader.pieces };
        if format.columns() == 0 || format.columns() > COLUMNS_MAX {
            return Err(Fault::new("a log format must have from 1 to 1000 specifiers"));
        }
        if format.pieces.windows(2).any(|pair| matches!(pair, [Piece::Column, Piece::Column])) {
            return Err(Fault::new("there must be text between two specifiers of a log format"));
        }
        Ok(format)
    }

    pub(super) fn columns(&self) -> usize {
        self.pieces.iter().filter(|piece| !matches!(piece, Piece::Literal(_))).count()
    }
}

struct Reader<'t> {
    rest: &'t str,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    fn piece(&mut self) -> Option<()> {
        if let Some(rest) = self.rest.strip_prefix("%%") {
            self.literal('%');
            self.rest = rest;
        } else if self.rest.starts_with('%') {
            self.specifier()?;
        } else {
            // Formats are copied from configuration files, where quotes stand behind a backslash.
            let rest = self.rest.strip_prefix('\\').filter(|rest| rest.starts_with('"')).unwrap_or(self.rest);
            let character = rest.chars().next()?;
            self.literal(character);
            self.rest = &rest[character.len_utf8()..];
        }
        Some(())
    }

    fn literal(&mut self, character: char) {
        match self.pieces.last_mut() {
            Some(Piece::Literal(literal)) => literal.push(character),
            _ => self.pieces.push(Piece::Literal(character.into())),
        }
    }

    /// A percent sign, conditions on the status, which request is meant, a name, and the letter.
    fn specifier(&mut self) -> Option<()> {
        let conditions = |it: char| it.is_ascii_digit() || matches!(it, ',' | '!' | '<' | '>');
        let rest = self.rest[1..].trim_start_matches(conditions);
        let (has_name, rest) = match rest.chars().next()? {
            '[' => (true, &rest[rest.find(']')? + 1..]),
            '{' => (true, &rest[rest.find('}')? + 1..]),
            _ => (false, rest),
        };
        let rest = rest.trim_start_matches(['<', '>']);
        let letter = rest.chars().next().filter(|&letter| SPECIFIERS.contains(letter))?;
        self.pieces.push(if letter == 't' && !has_name { Piece::Time } else { Piece::Column });
        self.rest = &rest[1..];
        Some(())
    }
}
