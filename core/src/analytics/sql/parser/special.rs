//! Calls in notations of their own: words between the arguments instead of commas.

use alloc::boxed::Box;

use super::call::Inside;
use super::{Parse, Parser};
use crate::analytics::sql::ast::{Arguments, Expression, Side, Special};
use crate::analytics::sql::precedence::Precedence;

impl Parser<'_> {
    /// Whether a reserved word can only be called in a notation of its own.
    pub(super) fn is_special(upper: &str) -> bool {
        matches!(upper, "EXTRACT" | "OVERLAY" | "POSITION" | "TRIM")
    }

    /// Reads what stands between the parentheses of a call.
    pub(super) fn inside_call(&mut self, word: &str) -> Parse<Inside> {
        match word {
            "EXTRACT" => self.extract().map(Inside::Special),
            "OVERLAY" => self.overlay().map(Inside::Special),
            "POSITION" => self.position_of().map(Inside::Special),
            "TRIM" => self.trim().map(Inside::Special),
            "FLOOR" | "CEIL" | "CEILING" | "STEP" | "SUBSTRING" if !self.begins_plain_arguments() => {
                self.maybe_special(word)
            }
            _ => self.plain_arguments(),
        }
    }

    /// Whether something comes next that no notation of its own begins with.
    fn begins_plain_arguments(&self) -> bool {
        [")", "*", "DISTINCT", "ALL"].into_iter().any(|word| self.is_word(0, word))
    }

    /// Reads a call of which the first argument alone does not tell the notation.
    fn maybe_special(&mut self, word: &str) -> Parse<Inside> {
        let first = self.expression()?;
        let special = match word {
            "FLOOR" if self.eat("TO") => Special::Floor(Box::new(first), self.unit()?),
            "CEIL" | "CEILING" if self.eat("TO") => Special::Ceil(Box::new(first), self.unit()?),
            "STEP" if self.eat("BY") => Special::Step(Box::new(first), self.argument()?),
            "SUBSTRING" if self.eat("FROM") => self.substring(first)?,
            "SUBSTRING" if self.eat("SIMILAR") => self.substring_similar(first)?,
            _ => return self.list_after(first).map(|list| Inside::Plain(None, Arguments::List(list))),
        };
        Ok(Inside::Special(special))
    }

    fn substring(&mut self, text: Expression) -> Parse<Special> {
        let from = self.argument()?;
        let length = self.optional_argument("FOR")?;
        Ok(Special::Substring { text: Box::new(text), from, length })
    }

    fn substring_similar(&mut self, text: Expression) -> Parse<Special> {
        let pattern = self.operand(Precedence::Additive).map(Box::new)?;
        self.expect("ESCAPE")?;
        Ok(Special::SubstringSimilar { text: Box::new(text), pattern, escape: self.argument()? })
    }

    fn extract(&mut self) -> Parse<Special> {
        let unit = self.unit()?;
        self.expect("FROM")?;
        Ok(Special::Extract(unit, self.argument()?))
    }

    fn overlay(&mut self) -> Parse<Special> {
        let text = self.argument()?;
        self.expect("PLACING")?;
        let replacement = self.argument()?;
        self.expect("FROM")?;
        let from = self.argument()?;
        let length = self.optional_argument("FOR")?;
        Ok(Special::Overlay { text, replacement, from, length })
    }

    fn position_of(&mut self) -> Parse<Special> {
        let what = self.operand(Precedence::Additive).map(Box::new)?;
        self.expect("IN")?;
        Ok(Special::Position { what, text: self.argument()? })
    }

    fn trim(&mut self) -> Parse<Special> {
        let sides = [("LEADING", Side::Leading), ("TRAILING", Side::Trailing), ("BOTH", Side::Both)];
        let said = sides.into_iter().find(|(word, _)| self.eat(word));
        let side = said.map_or(Side::Both, |(_, side)| side);
        if self.eat("FROM") {
            return Ok(Special::Trim { side, what: None, text: self.argument()? });
        }
        let first = self.argument()?;
        if self.eat("FROM") {
            return Ok(Special::Trim { side, what: Some(first), text: self.argument()? });
        }
        if said.is_some() {
            return self.unexpected();
        }
        Ok(Special::Trim { side, what: None, text: first })
    }

    fn argument(&mut self) -> Parse<Box<Expression>> {
        self.expression().map(Box::new)
    }

    fn optional_argument(&mut self, word: &'static str) -> Parse<Option<Box<Expression>>> {
        if self.eat(word) { self.argument().map(Some) } else { Ok(None) }
    }
}
