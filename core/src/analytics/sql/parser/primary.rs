//! What holds together without operators.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::complaint::EXPRESSION;
use super::{Parse, Parser};
use crate::analytics::sql::ast::{Arguments, Arithmetic, Branch, Call, Expression, ExpressionKind, Path};
use crate::analytics::sql::reserved;
use crate::analytics::sql::span::Span;
use crate::analytics::sql::token::{Kind, Token};

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Parse<Expression> {
        let start = self.span();
        let mut kind = self.primary_kind()?;
        while self.is_word(0, ".") {
            self.advance();
            let of = Expression { kind, span: self.since(start) };
            kind = ExpressionKind::Field(Box::new(of), self.column_name()?);
            self.grow()?;
        }
        Ok(Expression { kind, span: self.since(start) })
    }

    fn primary_kind(&mut self) -> Parse<ExpressionKind> {
        match self.token(0) {
            Some(token) if token.kind == Kind::String => self.string_literal().map(ExpressionKind::Literal),
            Some(token) if token.kind == Kind::Number => self.number().map(ExpressionKind::Literal),
            Some(token) if token.kind == Kind::QuotedName => self.named(token),
            Some(token) if token.kind != Kind::Operator => self.word(token),
            _ if self.is_word(0, "(") => self.in_parentheses(),
            _ if self.is_word(0, "{") => self.datetime_in_braces().map(ExpressionKind::Literal),
            _ => self.no_expression(),
        }
    }

    fn no_expression<T>(&mut self) -> Parse<T> {
        self.note(EXPRESSION);
        self.unexpected()
    }

    /// Reads what begins with a word.
    fn word(&mut self, token: Token) -> Parse<ExpressionKind> {
        let upper = self.spelling().to_ascii_uppercase();
        if let Some(literal) = self.constant(&upper) {
            return Ok(ExpressionKind::Literal(literal));
        }
        match &*upper {
            "INTERVAL" => self.interval_literal().map(ExpressionKind::Literal),
            "DATE" | "TIME" | "TIMESTAMP"
                if matches!(self.kind(1), Some(Kind::String | Kind::QuotedName)) =>
            {
                self.datetime_literal().map(ExpressionKind::Literal)
            }
            "CASE" => self.within(Self::case),
            "CAST" => self.cast(),
            "EXISTS" | "CURSOR" if self.is_word(1, "(") => self.query_operand(&upper),
            "ROW" if self.is_word(1, "(") => {
                self.advance();
                let cells = self.parenthesised(|parser| parser.list(Self::expression))?;
                self.grow()?;
                Ok(ExpressionKind::Row(cells))
            }
            _ if reserved::is_niladic(&upper) => Ok(self.niladic(token)),
            _ if self.is_word(1, "(") && Self::may_be_called(&upper) => self.call_of_word(token, &upper),
            _ if reserved::is_reserved(&upper) && !reserved::is_column(&upper) => self.no_expression(),
            _ => self.named(token),
        }
    }

    /// Reads a column, or a call of a function whose name is quoted or has a schema before it.
    fn named(&mut self, token: Token) -> Parse<ExpressionKind> {
        let first = self.take_name(token);
        let path = self.column_path(first)?;
        if self.is_word(0, "(") { self.call(path, "") } else { Ok(ExpressionKind::Column(path)) }
    }

    fn niladic(&mut self, token: Token) -> ExpressionKind {
        let name = self.take_name(token);
        let path = Path { names: Vec::from([name]), span: token.span };
        ExpressionKind::Call(Box::new(Call {
            name: path,
            quantifier: None,
            arguments: Arguments::Niladic,
            nulls: None,
            from: None,
            over: None,
            span: token.span,
        }))
    }

    fn in_parentheses(&mut self) -> Parse<ExpressionKind> {
        let inner = self.parenthesised(Self::inside_parentheses)?;
        if !self.begins_unit() {
            return Ok(inner);
        }
        match inner {
            ExpressionKind::Arithmetic(Arithmetic::Subtract, left, right) => {
                Ok(ExpressionKind::Difference(left, right, self.qualifier()?))
            }
            _ => {
                let hint = "write (datetime - datetime) and the unit behind it";
                self.fail(self.span(), "only a difference is given in units of time", hint)
            }
        }
    }

    /// Reads an expression, several, or a query.
    fn inside_parentheses(&mut self) -> Parse<ExpressionKind> {
        if self.begins_query() {
            return self.query().map(|query| ExpressionKind::Subquery(Box::new(query)));
        }
        let first = self.expression()?;
        match first.kind {
            ExpressionKind::Subquery(query) if self.goes_on_as_query() => {
                self.query_after(*query).map(|query| ExpressionKind::Subquery(Box::new(query)))
            }
            kind if self.at(",") => {
                let cells = self.list_after(Expression { kind, ..first })?;
                self.grow()?;
                Ok(ExpressionKind::Row(cells))
            }
            kind => Ok(kind),
        }
    }

    fn query_operand(&mut self, word: &str) -> Parse<ExpressionKind> {
        self.advance();
        let query = Box::new(self.parenthesised(Self::query)?);
        Ok(if word == "EXISTS" { ExpressionKind::Exists(query) } else { ExpressionKind::Cursor(query) })
    }

    fn cast(&mut self) -> Parse<ExpressionKind> {
        self.expect("CAST")?;
        let (of, sql_type) = self.parenthesised(|parser| {
            let of = parser.expression()?;
            parser.expect("AS")?;
            Ok((of, parser.any_type()?))
        })?;
        self.grow()?;
        Ok(ExpressionKind::Cast(Box::new(of), sql_type))
    }

    fn case(&mut self) -> Parse<ExpressionKind> {
        let start = self.span();
        self.expect("CASE")?;
        let of = if self.at("WHEN") { None } else { Some(Box::new(self.expression()?)) };
        let mut branches = Vec::new();
        while self.eat("WHEN") {
            branches.push(self.branch()?);
        }
        if branches.is_empty() {
            return self.unexpected();
        }
        let otherwise = if self.eat("ELSE") { Some(Box::new(self.expression()?)) } else { None };
        self.end_of_case(start)?;
        self.grow()?;
        Ok(ExpressionKind::Case { of, branches, otherwise })
    }

    fn branch(&mut self) -> Parse<Branch> {
        let when = self.list(Self::expression)?;
        self.expect("THEN")?;
        Ok(Branch { when, then: self.expression()? })
    }

    fn end_of_case(&mut self, start: Span) -> Parse<()> {
        let word = Span { end: start.start + "CASE".len() as u32, ..start };
        if self.eat("END") { Ok(()) } else { self.unclosed(word, "END") }
    }
}
