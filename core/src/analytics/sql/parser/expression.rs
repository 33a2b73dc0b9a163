//! Operators, by precedence climbing: an operator takes what binds tighter than itself.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::complaint::OPERATOR;
use super::{Parse, Parser};
use crate::analytics::sql::ast::{Arithmetic, Comparison, Expression, ExpressionKind, Sign};
use crate::analytics::sql::precedence::Precedence;

/// An operator behind an operand.
#[derive(Clone, Copy)]
enum Operator {
    Or,
    And,
    Is,
    Comparison(Comparison),
    /// `BETWEEN`, `IN`, `LIKE` or `SIMILAR TO`.
    Predicate,
    Arithmetic(Arithmetic),
}

impl Operator {
    fn precedence(self) -> Precedence {
        match self {
            Self::Or => Precedence::Or,
            Self::And => Precedence::And,
            Self::Is => Precedence::Is,
            Self::Comparison(_) | Self::Predicate => Precedence::Comparison,
            Self::Arithmetic(arithmetic) => arithmetic.precedence(),
        }
    }
}

impl Parser<'_> {
    /// Reads an expression of any kind.
    pub(super) fn expression(&mut self) -> Parse<Expression> {
        self.operand(Precedence::Or)
    }

    /// Reads an expression whose operators bind as tight as this at least.
    pub(super) fn operand(&mut self, loosest: Precedence) -> Parse<Expression> {
        self.apart(|parser| {
            let first = parser.prefixed(loosest)?;
            parser.operators(first, loosest)
        })
    }

    /// Reads what an expression begins with, with `NOT` and signs before it.
    fn prefixed(&mut self, loosest: Precedence) -> Parse<Expression> {
        let start = self.span();
        let kind = if self.is_word(0, "NOT") {
            if loosest > Precedence::Not {
                let message = "NOT binds looser than the operator before it";
                return self.fail(start, message, "put NOT and what belongs to it in parentheses");
            }
            self.advance();
            let of = self.within(|parser| parser.operand(Precedence::Not))?;
            ExpressionKind::Not(Box::new(of))
        } else if let Some(sign) = self.sign() {
            self.advance();
            let of = self.within(|parser| parser.operand(Precedence::Sign))?;
            ExpressionKind::Signed(sign, Box::new(of))
        } else {
            return self.primary();
        };
        self.grow()?;
        Ok(Expression { kind, span: self.since(start) })
    }

    fn sign(&self) -> Option<Sign> {
        match self.spelling() {
            "+" => Some(Sign::Plus),
            "-" => Some(Sign::Minus),
            _ => None,
        }
    }

    /// Reads operators and their right sides.
    fn operators(&mut self, mut left: Expression, loosest: Precedence) -> Parse<Expression> {
        let mut tightest = Precedence::Primary;
        while let Some(operator) = self.operator() {
            let precedence = operator.precedence();
            if precedence < loosest {
                break;
            }
            if tightest < precedence {
                let message = "this operator does not go on from the one before it";
                let hint = "put what is before it in parentheses; comparisons are joined by AND";
                return self.fail(self.span(), message, hint);
            }
            let start = left.span;
            let kind = self.operation(left, operator)?;
            self.grow()?;
            left = Expression { kind, span: self.since(start) };
            // One comparison does not follow another.
            tightest = if precedence == Precedence::Comparison { Precedence::Is } else { precedence };
        }
        self.note(OPERATOR);
        if loosest == Precedence::Or {
            self.at("AND");
            self.at("OR");
        }
        Ok(left)
    }

    /// The operator that comes next.
    fn operator(&self) -> Option<Operator> {
        let arithmetic = |arithmetic| Some(Operator::Arithmetic(arithmetic));
        let comparison = |comparison| Some(Operator::Comparison(comparison));
        match self.spelling() {
            "+" => arithmetic(Arithmetic::Add),
            "-" => arithmetic(Arithmetic::Subtract),
            "||" => arithmetic(Arithmetic::Concatenate),
            "*" => arithmetic(Arithmetic::Multiply),
            "/" => arithmetic(Arithmetic::Divide),
            "=" | "==" => comparison(Comparison::Equal),
            "<>" | "!=" => comparison(Comparison::NotEqual),
            "<" => comparison(Comparison::Less),
            "<=" => comparison(Comparison::LessOrEqual),
            ">" => comparison(Comparison::Greater),
            ">=" => comparison(Comparison::GreaterOrEqual),
            _ if self.is_word(0, "OR") => Some(Operator::Or),
            _ if self.is_word(0, "AND") => Some(Operator::And),
            _ if self.is_word(0, "IS") => Some(Operator::Is),
            _ if self.begins_predicate() => Some(Operator::Predicate),
            _ => None,
        }
    }

    /// Reads an operator and its right side.
    fn operation(&mut self, left: Expression, operator: Operator) -> Parse<ExpressionKind> {
        match operator {
            Operator::Or => self.chain(left, "OR", Precedence::And).map(ExpressionKind::Or),
            Operator::And => self.chain(left, "AND", Precedence::Not).map(ExpressionKind::And),
            Operator::Is => self.is(left),
            Operator::Predicate => self.predicate(left),
            Operator::Comparison(comparison) => {
                self.complain_of_double_equals();
                self.advance();
                let right = self.operand(Precedence::Additive)?;
                Ok(ExpressionKind::Comparison(comparison, Box::new(left), Box::new(right)))
            }
            Operator::Arithmetic(arithmetic) => {
                self.advance();
                let right = self.operand(arithmetic.precedence().tighter())?;
                Ok(ExpressionKind::Arithmetic(arithmetic, Box::new(left), Box::new(right)))
            }
        }
    }

    fn chain(
        &mut self,
        first: Expression,
        word: &'static str,
        loosest: Precedence,
    ) -> Parse<Vec<Expression>> {
        let mut chain = Vec::from([first]);
        while self.eat(word) {
            chain.push(self.operand(loosest)?);
        }
        Ok(chain)
    }

    fn complain_of_double_equals(&mut self) {
        if self.spelling() == "==" {
            self.error(self.span(), "SQL has no operator ==".into(), Some("equality is written =".into()));
        }
    }
}
