//! Queries: SELECT, VALUES and set operators between them.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{Body, Expression, ExpressionKind, OrderBy, Query, SetOperator, Sort};

impl Parser<'_> {
    /// Reads a query.
    pub(super) fn query(&mut self) -> Parse<Query> {
        self.apart(|parser| {
            let first = parser.query_primary()?;
            let query = parser.query_after(first)?;
            parser.grow()?;
            Ok(query)
        })
    }

    /// Whether a query begins here without parentheses.
    pub(super) fn begins_query(&self) -> bool {
        ["SELECT", "VALUES"].iter().any(|word| self.is_word(0, word))
    }

    /// Whether a query begins so many tokens further on, perhaps in parentheses.
    pub(super) fn begins_query_at(&self, mut ahead: usize) -> bool {
        while self.is_word(ahead, "(") {
            ahead += 1;
        }
        self.is_word(ahead, "SELECT") || self.is_word(ahead, "VALUES")
    }

    /// Whether something that can only stand behind a query comes next.
    pub(super) fn goes_on_as_query(&self) -> bool {
        ["UNION", "EXCEPT", "INTERSECT", "ORDER"].iter().any(|word| self.is_word(0, word))
    }

    /// Reads the rest of a query whose beginning stood in parentheses.
    pub(super) fn query_after(&mut self, first: Query) -> Parse<Query> {
        let start = first.span;
        let first = self.intersections(first)?;
        let mut query = self.unions(first)?;
        if self.at("ORDER") {
            if query.order_by.is_some() {
                return self.fail(self.span(), "a query in parentheses is ordered twice", "order it once");
            }
            query.order_by = Some(self.order_by()?);
            query.span = self.since(start);
        }
        self.unsupported_clause()?;
        Ok(query)
    }

    fn unions(&mut self, mut left: Query) -> Parse<Query> {
        loop {
            let operator = if self.eat("UNION") {
                SetOperator::Union
            } else if self.eat("EXCEPT") {
                SetOperator::Except
            } else {
                return Ok(left);
            };
            let all = self.all_of(operator)?;
            let right = self.query_primary()?;
            let right = self.intersections(right)?;
            left = self.set(operator, all, left, right)?;
        }
    }

    fn intersections(&mut self, mut left: Query) -> Parse<Query> {
        while self.eat("INTERSECT") {
            self.all_of(SetOperator::Intersect)?;
            let right = self.query_primary()?;
            left = self.set(SetOperator::Intersect, false, left, right)?;
        }
        Ok(left)
    }

    /// Reads `ALL` behind a set operator.
    fn all_of(&mut self, operator: SetOperator) -> Parse<bool> {
        let all = self.eat("ALL");
        if all && operator != SetOperator::Union {
            let message = "ALL is not supported with EXCEPT and INTERSECT";
            return self.fail(self.previous_span(), message, "leave it out: rows that are alike count once");
        }
        Ok(all)
    }

    fn set(&mut self, operator: SetOperator, all: bool, left: Query, right: Query) -> Parse<Query> {
        self.grow()?;
        let span = left.span.to(right.span);
        let (left, right) = (Box::new(left), Box::new(right));
        Ok(Query { body: Body::Set { operator, all, left, right }, order_by: None, span })
    }

    fn query_primary(&mut self) -> Parse<Query> {
        let start = self.span();
        let body = if self.at("SELECT") {
            Body::Select(Box::new(self.select()?))
        } else if self.eat("VALUES") {
            Body::Values(self.list(Self::row)?)
        } else if self.at("(") {
            return self.parenthesised(Self::query);
        } else {
            self.unsupported_statement()?;
            return self.unexpected();
        };
        Ok(Query { body, order_by: None, span: self.since(start) })
    }

    /// Reads a row of VALUES; a row of one column needs no parentheses.
    fn row(&mut self) -> Parse<Vec<Expression>> {
        let row = self.expression()?;
        Ok(match row.kind {
            ExpressionKind::Row(cells) => cells,
            _ => Vec::from([row]),
        })
    }

    fn order_by(&mut self) -> Parse<OrderBy> {
        let start = self.span();
        let sorts = self.sorts()?;
        let within = if self.eat("WITHIN") { Some(self.expression()?) } else { None };
        Ok(OrderBy { sorts, within, span: self.since(start) })
    }

    /// Reads `ORDER BY` and what it sorts by.
    pub(super) fn sorts(&mut self) -> Parse<Vec<Sort>> {
        self.expect_all(&["ORDER", "BY"])?;
        self.list(|parser| {
            let expression = parser.expression()?;
            let descending = parser.eat("DESC");
            if !descending {
                parser.eat("ASC");
            }
            Ok(Sort { expression, descending })
        })
    }
}
