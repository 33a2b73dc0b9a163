//! Windows over rows.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{
    Bound, Expression, ExpressionKind, Frame, FrameUnit, Literal, Over, Window,
};
use crate::analytics::sql::precedence::Precedence;

impl Parser<'_> {
    /// Reads what stands behind `OVER`.
    pub(super) fn over(&mut self) -> Parse<Over> {
        if self.at("(") {
            self.window().map(|window| Over::Window(Box::new(window)))
        } else {
            self.name().map(Over::Named)
        }
    }

    pub(super) fn window(&mut self) -> Parse<Window> {
        let start = self.span();
        let mut window = self.parenthesised(Self::window_inside)?;
        window.span = self.since(start);
        Ok(window)
    }

    fn window_inside(&mut self) -> Parse<Window> {
        let start = self.span();
        let begins = ["PARTITION", "ORDER", "ROWS", "RANGE", ")"].into_iter().any(|word| self.at(word));
        let base = if begins { None } else { Some(self.name()?) };
        let partition_by = if self.eat("PARTITION") {
            self.expect("BY")?;
            self.list(Self::expression)?
        } else {
            Vec::new()
        };
        let order_by = if self.at("ORDER") { self.sorts()? } else { Vec::new() };
        let frame = self.frame()?;
        Ok(Window { base, partition_by, order_by, frame, span: self.since(start) })
    }

    fn frame(&mut self) -> Parse<Option<Frame>> {
        let start = self.span();
        let unit = if self.eat("ROWS") {
            FrameUnit::Rows
        } else if self.eat("RANGE") {
            FrameUnit::Range
        } else {
            return Ok(None);
        };
        let (from, to) = if self.eat("BETWEEN") {
            let from = self.bound()?;
            self.expect("AND")?;
            (from, Some(self.bound()?))
        } else {
            (self.bound()?, None)
        };
        Ok(Some(Frame { unit, from, to, span: self.since(start) }))
    }

    fn bound(&mut self) -> Parse<Bound> {
        if self.eat("CURRENT") {
            self.expect("ROW")?;
            return Ok(Bound::CurrentRow);
        }
        if self.eat("UNBOUNDED") {
            return if self.eat("PRECEDING") {
                Ok(Bound::UnboundedPreceding)
            } else {
                self.expect("FOLLOWING")?;
                Ok(Bound::UnboundedFollowing)
            };
        }
        let distance = self.operand(Precedence::Additive)?;
        let is_preceding = self.eat("PRECEDING");
        if !is_preceding {
            self.expect("FOLLOWING")?;
        }
        if is_nought(&distance) {
            let span = self.since(distance.span);
            self.warn(
                span,
                "a window ends no rows away from the current row; it is taken for CURRENT ROW",
                "write CURRENT ROW",
            );
            return Ok(Bound::CurrentRow);
        }
        Ok(if is_preceding { Bound::Preceding(distance) } else { Bound::Following(distance) })
    }
}

fn is_nought(distance: &Expression) -> bool {
    matches!(distance.kind, ExpressionKind::Literal(Literal::Integer(0)))
}
