//! `IS`, `BETWEEN`, `IN`, `LIKE` and `SIMILAR TO`.

use alloc::boxed::Box;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{Among, Expression, ExpressionKind, Truth};
use crate::analytics::sql::precedence::Precedence;

const TRUTHS: &[(&str, Truth)] =
    &[("NULL", Truth::Null), ("TRUE", Truth::True), ("FALSE", Truth::False), ("UNKNOWN", Truth::Unknown)];

impl Parser<'_> {
    /// Reads `IS` and what follows it.
    pub(super) fn is(&mut self, left: Expression) -> Parse<ExpressionKind> {
        self.expect("IS")?;
        let (left, negated) = (Box::new(left), self.eat("NOT"));
        if self.eat("DISTINCT") {
            self.expect("FROM")?;
            let right = self.compared()?;
            return Ok(ExpressionKind::IsDistinct { left, negated, right });
        }
        match TRUTHS.iter().find(|(word, _)| self.eat(word)) {
            Some((_, truth)) => Ok(ExpressionKind::Is { of: left, negated, truth: *truth }),
            None => self.unexpected(),
        }
    }

    /// Whether `BETWEEN` or the like comes next, perhaps behind `NOT`.
    pub(super) fn begins_predicate(&self) -> bool {
        let at = usize::from(self.is_word(0, "NOT"));
        // SIMILAR without TO is a part of SUBSTRING.
        ["BETWEEN", "IN", "LIKE"].iter().any(|word| self.is_word(at, word))
            || self.is_word(at, "SIMILAR") && self.is_word(at + 1, "TO")
    }

    /// Reads `BETWEEN` or the like.
    pub(super) fn predicate(&mut self, of: Expression) -> Parse<ExpressionKind> {
        let (of, negated) = (Box::new(of), self.eat("NOT"));
        if self.eat("BETWEEN") {
            let symmetric = self.eat("SYMMETRIC");
            if !symmetric {
                self.eat("ASYMMETRIC");
            }
            let low = self.compared()?;
            self.expect("AND")?;
            let high = self.compared()?;
            return Ok(ExpressionKind::Between { of, negated, symmetric, low, high });
        }
        if self.eat("IN") {
            let among = self.parenthesised(Self::among)?;
            return Ok(ExpressionKind::In { of, negated, among });
        }
        let similar = self.eat_phrase(&["SIMILAR", "TO"])?;
        if !similar {
            self.expect("LIKE")?;
        }
        let pattern = self.compared()?;
        let escape = if self.eat("ESCAPE") { Some(self.compared()?) } else { None };
        Ok(ExpressionKind::Like { of, negated, similar, pattern, escape })
    }

    /// Reads what stands beside a comparison.
    fn compared(&mut self) -> Parse<Box<Expression>> {
        self.operand(Precedence::Additive).map(Box::new)
    }

    fn among(&mut self) -> Parse<Among> {
        if self.begins_query() {
            return self.query().map(|query| Among::Query(Box::new(query)));
        }
        let first = self.expression()?;
        match first.kind {
            ExpressionKind::Subquery(query) if self.goes_on_as_query() => {
                self.query_after(*query).map(|query| Among::Query(Box::new(query)))
            }
            kind => self.list_after(Expression { kind, ..first }).map(Among::List),
        }
    }
}
