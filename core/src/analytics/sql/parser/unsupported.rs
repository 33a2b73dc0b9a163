//! What SQL has elsewhere and Kinesis Data Analytics has not.

use alloc::format;

use super::{Failed, Parse, Parser};
use crate::analytics::sql::token::Kind;

/// First words of statements that others have, and what to do instead.
const STATEMENTS: &[(&str, &str)] = &[
    ("ALTER", "change the code: it is the whole application, and an update replaces it"),
    ("DELETE", "rows of a stream cannot be taken back; leave them out with WHERE where they are read"),
    ("DROP", "take the statement that creates it out of the code"),
    ("EXPLAIN", "validate the code to see what is wrong with it"),
    ("GRANT", "who may use an application is a matter of IAM"),
    ("MERGE", "insert into a stream from several pumps"),
    ("SET", "there are no settings in code"),
    ("TRUNCATE", "rows of a stream cannot be taken back"),
    ("UPDATE", "rows of a stream cannot be changed; insert changed ones into another stream"),
    ("USE", "an application has one schema"),
    ("WITH", "write the query in parentheses behind FROM"),
];

/// What others create, and what to do instead.
const OBJECTS: &[(&str, &str)] = &[
    ("TABLE", "reference tables are settings of the application; what code creates is a STREAM"),
    ("FOREIGN", "sources are inputs of the application"),
    ("INDEX", "joins with windows need none"),
    ("MATERIALIZED", "write CREATE STREAM and a pump that fills it"),
    ("PROCEDURE", "write CREATE FUNCTION with one expression"),
    ("SCHEMA", "an application has one schema"),
    ("TEMPORARY", "leave the word out: streams end with the application"),
];

impl Parser<'_> {
    /// Tells of a statement that only other systems have.
    pub(super) fn unsupported_statement(&mut self) -> Parse<()> {
        match STATEMENTS.iter().find(|(word, _)| self.is_word(0, word)) {
            Some((word, hint)) => self.not_supported(word, hint),
            None => Ok(()),
        }
    }

    /// Tells of something that only other systems create, and of a kind that was left out.
    pub(super) fn unsupported_object(&mut self) -> Parse<()> {
        if let Some((word, hint)) = OBJECTS.iter().find(|(word, _)| self.is_word(0, word)) {
            return self.not_supported(&format!("CREATE {word}"), hint);
        }
        let is_name = matches!(self.kind(0), Some(Kind::Name | Kind::QuotedName));
        let kind = match self.kind(1) {
            Some(Kind::Operator) if self.is_word(1, "(") => "STREAM",
            _ if self.is_word(1, "AS") => "PUMP",
            _ => return Ok(()),
        };
        if !is_name {
            return Ok(());
        }
        let message = format!("expected STREAM, PUMP, FUNCTION or VIEW, found {}", self.spelling());
        self.error(self.span(), message, Some(format!("write {kind} before the name")));
        Err(Failed)
    }

    /// Tells of ends of queries that only tables have.
    pub(super) fn unsupported_clause(&mut self) -> Parse<()> {
        let is_offset = self.is_word(0, "OFFSET") && self.kind(1) == Some(Kind::Number);
        if !is_offset && !["LIMIT", "FETCH"].iter().any(|word| self.is_word(0, word)) {
            return Ok(());
        }
        let message = format!("{} is not supported on streams, which have no end", self.spelling());
        let hint = "keep the first rows of each window by GROUP_RANK or TOP_K_ITEMS_TUMBLING";
        self.error(self.span(), message, Some(hint.into()));
        Err(Failed)
    }

    fn not_supported(&mut self, what: &str, hint: &str) -> Parse<()> {
        let message = format!("{what} is not supported in Kinesis Data Analytics");
        self.error(self.span(), message, Some(hint.into()));
        Err(Failed)
    }
}
