//! What a query selects from.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{
    Alias, Call, ExpressionKind, Join, JoinCondition, JoinKind, Query, Relation, Source, TableReference,
};
use crate::analytics::sql::span::Span;

/// What stands between parentheses behind FROM.
enum Inner {
    Query(Query),
    Tables(TableReference),
}

impl Parser<'_> {
    pub(super) fn table_reference(&mut self) -> Parse<TableReference> {
        self.apart(|parser| {
            let first = parser.table_primary()?;
            parser.joins(first)
        })
    }

    fn joins(&mut self, mut left: TableReference) -> Parse<TableReference> {
        loop {
            let is_natural = self.eat("NATURAL");
            let Some(kind) = self.join_kind()? else {
                return if is_natural { self.unexpected() } else { Ok(left) };
            };
            if is_natural && kind == JoinKind::Cross {
                let hint = "write NATURAL JOIN, or CROSS JOIN";
                return self.fail(self.previous_span(), "a join is either NATURAL or CROSS", hint);
            }
            let right = self.table_primary()?;
            let condition = if is_natural { JoinCondition::Natural } else { self.join_condition(kind)? };
            self.grow()?;
            let span = self.since(left.span());
            left = TableReference::Join(Box::new(Join { kind, left, right, condition, span }));
        }
    }

    /// Reads `LEFT OUTER JOIN` and the like, if it comes next.
    fn join_kind(&mut self) -> Parse<Option<JoinKind>> {
        if self.eat("JOIN") {
            return Ok(Some(JoinKind::Inner));
        }
        let kind = if self.eat("CROSS") {
            JoinKind::Cross
        } else if self.eat("INNER") {
            JoinKind::Inner
        } else {
            let outer = [("LEFT", JoinKind::Left), ("RIGHT", JoinKind::Right), ("FULL", JoinKind::Full)];
            let Some((_, kind)) = outer.into_iter().find(|(word, _)| self.eat(word)) else { return Ok(None) };
            self.eat("OUTER");
            kind
        };
        self.expect("JOIN")?;
        Ok(Some(kind))
    }

    fn join_condition(&mut self, kind: JoinKind) -> Parse<JoinCondition> {
        if kind == JoinKind::Cross {
            Ok(JoinCondition::None)
        } else if self.eat("ON") {
            self.expression().map(JoinCondition::On)
        } else if self.eat("USING") {
            self.names_in_parentheses().map(JoinCondition::Using)
        } else {
            Ok(JoinCondition::None)
        }
    }

    fn table_primary(&mut self) -> Parse<TableReference> {
        let start = self.span();
        let source = if self.at("(") {
            match self.parenthesised(Self::inner)? {
                Inner::Tables(tables) => return Ok(tables),
                Inner::Query(query) => Source::Query(query),
            }
        } else if self.eat("TABLE") || self.is_word(1, "(") && self.eat("STREAM") {
            Source::Function(self.parenthesised(Self::table_function)?)
        } else {
            Source::Named(self.path()?)
        };
        self.relation(start, source)
    }

    fn relation(&mut self, start: Span, source: Source) -> Parse<TableReference> {
        let over = if self.eat("OVER") { Some(self.over()?) } else { None };
        let alias = self.table_alias()?;
        let span = self.since(start);
        Ok(TableReference::Relation(Box::new(Relation { source, over, alias, span })))
    }

    /// Reads a query or joined tables. Which of both parentheses hold shows only behind them: `((SELECT ...) UNION ...)` is a query,
    /// `((SELECT ...) AS t JOIN ...)` is not.
    fn inner(&mut self) -> Parse<Inner> {
        if self.begins_query() {
            return self.query().map(Inner::Query);
        }
        if !self.is_word(0, "(") {
            return self.table_reference().map(Inner::Tables);
        }
        let start = self.span();
        match self.parenthesised(Self::inner)? {
            Inner::Query(query) if self.goes_on_as_query() => self.query_after(query).map(Inner::Query),
            Inner::Query(query) if self.is_word(0, ")") => Ok(Inner::Query(query)),
            Inner::Query(query) => {
                let first = self.relation(start, Source::Query(query))?;
                self.joins(first).map(Inner::Tables)
            }
            Inner::Tables(tables) => self.joins(tables).map(Inner::Tables),
        }
    }

    fn table_function(&mut self) -> Parse<Call> {
        let expression = self.expression()?;
        match expression.kind {
            ExpressionKind::Call(call) => Ok(*call),
            _ => self.fail(
                expression.span,
                "TABLE takes the call of a function",
                "write TABLE(FUNCTION(CURSOR(query), ...))",
            ),
        }
    }

    fn table_alias(&mut self) -> Parse<Option<Alias>> {
        let name = if self.eat("AS") {
            self.name()?
        } else if self.is_guessed_alias() {
            self.guessed_alias()?
        } else {
            return Ok(None);
        };
        let columns = if self.at("(") { self.names_in_parentheses()? } else { Vec::new() };
        Ok(Some(Alias { name, columns }))
    }
}
