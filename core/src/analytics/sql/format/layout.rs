//! Where lines begin.

use alloc::string::String;
use alloc::vec::Vec;

use super::spacing::is_spaced;
use super::{INDENT, INDENT_MAX, Piece, WIDTH};

/// Words that begin a part of a statement, besides joins.
#[rustfmt::skip]
const CLAUSES: &[&str] = &[
    "EXCEPT", "FROM", "GROUP", "HAVING", "INSERT", "INTERSECT", "ORDER", "RETURN", "SELECT", "UNION",
    "VALUES", "WHERE", "WINDOW", "WINDOWED",
];
/// Words of joins; the first of them begins a line.
const JOINS: &[&str] = &["CROSS", "FULL", "INNER", "JOIN", "LEFT", "NATURAL", "OUTER", "RIGHT"];
/// Words between SELECT and what is selected.
const QUANTIFIERS: &[&str] = &["STREAM", "DISTINCT", "ALL"];

/// What is around a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// A statement, or a query in parentheses that one line is too short for: its clauses begin lines.
    Clauses,
    /// The parentheses around a stream's columns, if one line is too short for them: each begins a line.
    Columns,
    /// Parentheses that are broken only where a line would be too long.
    Inline,
}

struct Frame {
    around: Around,
    /// Where its lines begin.
    indent: usize,
    /// Where the line begins in which it was opened.
    indent_outside: usize,
    /// Whether each thing of its current clause has a line of its own.
    is_broken: bool,
    /// How many BETWEEN wait for their AND.
    betweens: usize,
}

pub(super) struct Layout<'p> {
    pieces: &'p [Piece],
    /// The statement and the parentheses around the current token.
    frames: Vec<Frame>,
    /// The parenthesis before the columns of the current statement.
    columns_at: Option<usize>,
    /// Where the line of the next token begins, if it begins one.
    next_line: Option<usize>,
    text: String,
    /// Characters of the current line.
    column: usize,
    /// Blanks that it begins with.
    indent: usize,
}

impl<'p> Layout<'p> {
    pub(super) fn new(pieces: &'p [Piece]) -> Self {
        Self {
            pieces,
            frames: Vec::new(),
            columns_at: None,
            next_line: None,
            text: String::new(),
            column: 0,
            indent: 0,
        }
    }

    /// The whole text.
    pub(super) fn text(mut self) -> String {
        for at in 0..self.pieces.len() {
            self.before(at);
            self.write(at);
            self.after(at);
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    /// Writes the blanks or the end of a line before a token.
    fn before(&mut self, at: usize) {
        let piece = &self.pieces[at];
        if piece.is_comment() {
            return self.before_comment(at);
        }
        let is_first = self.frames.is_empty();
        let line = if is_first { self.begin_statement(at) } else { self.line(at) };
        let forced = at > 0 && self.pieces[at - 1].ends_line();
        let line = line.or(self.next_line.take()).or(forced.then(|| self.item_indent()));
        match line {
            Some(indent) if at > 0 => self.begin_line(indent),
            _ => self.blank(at),
        }
        if is_first || self.frame_is(Around::Clauses) && is_clause(self.pieces, at) {
            self.measure_clause(at);
        }
    }

    /// Keeps a comment behind what it stands behind, or in lines of its own.
    fn before_comment(&mut self, at: usize) {
        let piece = &self.pieces[at];
        if at == 0 || piece.lines_before == 0 {
            self.blank(at);
        } else {
            let between_statements = self.frames.is_empty();
            let is_apart = piece.lines_before > 1 || !self.pieces[at - 1].is_comment();
            if between_statements && is_apart {
                self.text.push('\n');
            }
            let indent = self.next_line.unwrap_or_else(|| self.item_indent());
            self.begin_line(if between_statements { 0 } else { indent });
        }
    }

    /// Where the line of a token begins, if the token begins one for what it is.
    fn line(&mut self, at: usize) -> Option<usize> {
        let piece = &self.pieces[at];
        if piece.is(")") && self.frames.len() > 1 {
            let closed = self.frames.pop()?;
            self.next_line = None;
            return (closed.around != Around::Inline).then_some(closed.indent_outside);
        }
        let frame = self.frames.last()?;
        let is_condition = piece.is_any(&["AND", "OR"]);
        if frame.around == Around::Clauses && is_clause(self.pieces, at) {
            return Some(frame.indent);
        }
        let begins_item = frame.is_broken && is_condition && frame.betweens == 0;
        let can_break =
            is_condition || piece.is_any(&["WHEN", "ELSE"]) || self.pieces[at - 1].is_any(&[",", "||"]);
        let is_too_long = self.column + 1 + piece.width() > WIDTH;
        (begins_item || can_break && is_too_long).then(|| self.item_indent())
    }

    /// Parts statements by a blank line, unless a comment above belongs to the next one.
    fn begin_statement(&mut self, at: usize) -> Option<usize> {
        let frame =
            Frame { around: Around::Clauses, indent: 0, indent_outside: 0, is_broken: false, betweens: 0 };
        self.frames.push(frame);
        self.columns_at = columns_at(self.pieces, at);
        let before = &self.pieces[at.checked_sub(1)?];
        if self.pieces[at].is(";") {
            return None;
        }
        let has_line = at == 1 || before.lines_before > 0;
        let is_below_comment = before.is_comment() && has_line && self.pieces[at].lines_before < 2;
        if !is_below_comment {
            self.text.push('\n');
        }
        Some(0)
    }

    /// What a token means for those behind it.
    fn after(&mut self, at: usize) {
        let piece = &self.pieces[at];
        if piece.is("(") {
            return self.open(at);
        }
        if piece.is(";") {
            self.frames.clear();
            self.next_line = None;
            return;
        }
        let begins_items = piece.is(",") || self.ends_head_of_select(at);
        let Some(frame) = self.frames.last_mut() else { return };
        if piece.is("BETWEEN") {
            frame.betweens += 1;
        } else if piece.is("AND") {
            frame.betweens = frame.betweens.saturating_sub(1);
        }
        if frame.is_broken && begins_items {
            self.next_line = Some(self.item_indent());
        }
    }

    /// Queries and the columns of a stream have lines of their own, if one line is too short for them.
    fn open(&mut self, at: usize) {
        let next = self.pieces[at + 1..].iter().find(|piece| !piece.is_comment());
        let is_query = next.is_some_and(|next| next.is_any(&["SELECT", "VALUES"]));
        let is_columns = self.columns_at == Some(at);
        let around = match self.fits(at + 1, self.column, |_| false) {
            false if is_query => Around::Clauses,
            false if is_columns => Around::Columns,
            _ => Around::Inline,
        };
        let indent = (self.indent + INDENT).min(INDENT_MAX);
        let is_broken = around == Around::Columns;
        self.frames.push(Frame { around, indent, indent_outside: self.indent, is_broken, betweens: 0 });
        self.next_line = (around != Around::Inline).then_some(indent);
    }

    /// Whether a token is the last before what is selected.
    fn ends_head_of_select(&self, at: usize) -> bool {
        let is_head = |at: usize| {
            self.pieces[at].is("SELECT")
                || self.pieces[at].is_any(QUANTIFIERS)
                    && at.checked_sub(1).is_some_and(|at| self.pieces[at].is_any(&["SELECT", "STREAM"]))
        };
        is_head(at) && !self.pieces.get(at + 1).is_some_and(|next| next.is_any(QUANTIFIERS))
    }

    fn measure_clause(&mut self, at: usize) {
        let is_broken = !self.fits(at, self.indent, |next| next > at && is_clause(self.pieces, next));
        if let Some(frame) = self.frames.last_mut() {
            frame.is_broken = is_broken;
            frame.betweens = 0;
        }
    }

    /// Whether everything fits in the line from a column on: to the parenthesis that closes what is open, or to another end.
    fn fits(&self, from: usize, mut column: usize, is_end: impl Fn(usize) -> bool) -> bool {
        let mut depth = 0_usize;
        for (at, piece) in self.pieces.iter().enumerate().skip(from) {
            if depth == 0 && (piece.is_any(&[")", ";"]) || is_end(at)) {
                return true;
            }
            column += piece.width() + 1;
            if column > WIDTH || piece.is_comment() || piece.ends_line() || piece.text.contains('\n') {
                return false;
            }
            if piece.is("(") {
                depth += 1;
            } else if piece.is(")") {
                depth -= 1;
            }
        }
        true
    }

    /// Where a line begins that begins no clause.
    fn item_indent(&self) -> usize {
        match self.frames.last() {
            Some(Frame { around: Around::Clauses, indent, .. }) => (indent + INDENT).min(INDENT_MAX),
            Some(frame) => frame.indent,
            None => 0,
        }
    }

    fn frame_is(&self, around: Around) -> bool {
        self.frames.last().is_some_and(|frame| frame.around == around)
    }

    fn write(&mut self, at: usize) {
        let piece = &self.pieces[at];
        self.text += &piece.text;
        self.column = match piece.text.rsplit_once('\n') {
            Some((_, last)) => last.chars().count(),
            None => self.column + piece.width(),
        };
    }

    /// A blank between two tokens of a line, if there is one.
    fn blank(&mut self, at: usize) {
        let Some(left) = at.checked_sub(1) else { return };
        let before_left = left.checked_sub(1).map(|at| &self.pieces[at]);
        if is_spaced(before_left, &self.pieces[left], &self.pieces[at]) {
            self.text.push(' ');
            self.column += 1;
        }
    }

    fn begin_line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(core::iter::repeat_n(' ', indent));
        (self.column, self.indent) = (indent, indent);
    }
}

/// Whether a token begins a clause, if no parentheses are around it.
fn is_clause(pieces: &[Piece], at: usize) -> bool {
    let piece = &pieces[at];
    let follows = |words: &[&str]| at.checked_sub(1).is_some_and(|at| pieces[at].is_any(words));
    let is_before = |words: &[&str]| pieces.get(at + 1).is_some_and(|next| next.is_any(words));
    if piece.is("FROM") {
        // IS DISTINCT FROM and NTH_VALUE(...) FROM FIRST.
        !follows(&["DISTINCT"]) && !is_before(&["FIRST", "LAST"])
    } else if piece.is_any(JOINS) {
        !follows(JOINS)
    } else {
        piece.is_any(CLAUSES)
    }
}

/// The parenthesis before the columns, if a statement creates a stream.
fn columns_at(pieces: &[Piece], at: usize) -> Option<usize> {
    let is = |at: usize, word: &str| pieces.get(at).is_some_and(|piece| piece.is(word));
    let behind_create = if is(at + 1, "OR") { at + 3 } else { at + 1 };
    if !is(at, "CREATE") || !is(behind_create, "STREAM") {
        return None;
    }
    let open = pieces[behind_create..].iter().position(|piece| piece.is_any(&["(", ";"]))?;
    Some(behind_create + open)
}
