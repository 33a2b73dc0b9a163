//! Reads statements.
//!
//! The parser goes down the grammar: one function reads one kind of thing, and what may nest is bounded (see [`depth`]). What it
//! meets and did not expect becomes a [`Problem`], and it goes on behind the next semicolon.

mod call;
mod complaint;
mod condition;
mod cursor;
mod datetime;
mod depth;
mod expression;
mod function;
mod interval;
mod lexical;
mod literal;
mod name;
mod primary;
mod pump;
mod query;
mod select;
mod special;
mod sql_type;
mod statement;
mod stream;
mod suggestion;
mod table;
mod unsupported;
mod window;

use alloc::format;
use alloc::vec::Vec;
use core::ops::Range;

pub use depth::{HEIGHT_MAX, NESTING_MAX};

use super::CODE_CHARACTERS_MAX;
use super::ast::{Expression, ExpressionKind, Query, Statement};
use super::problem::{Problem, Severity};
use super::span::Span;
use super::token::Token;
use depth::Depth;

use crate::analytics::sql_type::SqlType;

/// What a text says, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The statements without errors, in order.
    pub statements: Vec<Statement>,
    /// Errors and warnings by their places.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// Whether nothing keeps the code from running, as far as its language goes.
    pub fn is_valid(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity == Severity::Warning)
    }
}

/// Reads the code of an application.
pub fn parse(text: &str) -> Parsed {
    let mut parser = match Parser::new(text) {
        Ok(parser) => parser,
        Err(problem) => return Parsed { statements: Vec::new(), problems: [problem].into() },
    };
    let statements = parser.statements();
    Parsed { statements, problems: parser.into_problems() }
}

/// Reads one query, which nothing may follow.
///
/// # Errors
/// All problems, if there is one at least that is not a warning.
pub fn parse_query(text: &str) -> Result<Query, Vec<Problem>> {
    parse_whole(text, |parser| parser.query())
}

/// Reads one expression, which nothing may follow.
///
/// # Errors
/// All problems, if there is one at least that is not a warning.
pub fn parse_expression(text: &str) -> Result<Expression, Vec<Problem>> {
    parse_whole(text, |parser| parser.expression())
}

/// Reads a type alone: `VARCHAR(8)`.
pub fn parse_type(text: &str) -> Option<SqlType> {
    match parse_expression(&format!("CAST(NULL AS {text})")).ok()?.kind {
        ExpressionKind::Cast(_, sql_type) => Some(sql_type),
        _ => None,
    }
}

fn parse_whole<'t, T>(
    text: &'t str,
    read: impl FnOnce(&mut Parser<'t>) -> Parse<T>,
) -> Result<T, Vec<Problem>> {
    let mut parser = Parser::new(text).map_err(|problem| Vec::from([problem]))?;
    let it = read(&mut parser).and_then(|it| if parser.is_at_end() { Ok(it) } else { parser.unexpected() });
    let problems = parser.into_problems();
    match it {
        Ok(it) if problems.iter().all(|problem| problem.severity == Severity::Warning) => Ok(it),
        _ => Err(problems),
    }
}

/// What was read, or that it could not be; why is among the problems by then.
type Parse<T> = Result<T, Failed>;

#[derive(Debug)]
struct Failed;

struct Parser<'t> {
    text: &'t str,
    /// Without comments and what means nothing.
    tokens: Vec<Token>,
    /// How many of them are read.
    at: usize,
    /// What could stand here, as far as somebody has looked.
    expected: Vec<&'static str>,
    problems: Vec<Problem>,
    /// Where tokens are wrong by themselves, in order.
    lexical: Vec<u32>,
    /// The first byte of the statement that is being read.
    statement_start: u32,
    depth: Depth,
    /// Which token was last taken for an alias although no `AS` says so: perhaps a keyword with a slip in it.
    guessed_alias: Option<usize>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Result<Self, Problem> {
        let count = text.chars().count();
        if count > CODE_CHARACTERS_MAX {
            let message =
                format!("the code has {count} characters, and {CODE_CHARACTERS_MAX} are allowed at most");
            return Err(Problem::new(text, Severity::Error, Span::default(), message, None));
        }
        let lexical::Read { tokens, problems, faults } = lexical::read(text);
        Ok(Self {
            text,
            tokens,
            at: 0,
            expected: Vec::new(),
            problems,
            lexical: faults,
            statement_start: 0,
            depth: Depth::default(),
            guessed_alias: None,
        })
    }

    fn statements(&mut self) -> Vec<Statement> {
        let mut statements = Vec::new();
        while !self.is_at_end() {
            if self.is_word(0, ";") {
                self.advance();
                continue;
            }
            self.begin_statement();
            let statement = self.statement().and_then(|statement| {
                if self.is_at_end() || self.at(";") { Ok(statement) } else { self.unexpected() }
            });
            match statement {
                Ok(statement) if self.is_without_error() => statements.push(statement),
                Ok(_) => {}
                Err(Failed) => self.skip_statement(),
            }
        }
        statements
    }

    fn begin_statement(&mut self) {
        self.statement_start = self.span().start;
        self.depth = Depth::default();
        self.guessed_alias = None;
    }

    /// Whether nothing is wrong with the statement that was just read, not even what did not keep it from being read.
    fn is_without_error(&self) -> bool {
        let end = self.token(0).map_or(self.text.len() as u32, |next| next.span.start);
        let within = self.statement_start..end;
        let is_error = |it: &Problem| it.severity == Severity::Error && within.contains(&it.span.start);
        !self.problems.iter().any(is_error) && !self.is_wrong_within(within.clone())
    }

    /// Whether a token is wrong by itself somewhere.
    fn is_wrong_within(&self, range: Range<u32>) -> bool {
        let first = self.lexical.partition_point(|fault| *fault < range.start);
        self.lexical.get(first).is_some_and(|fault| *fault < range.end)
    }

    fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.span.start);
        self.problems
    }
}
