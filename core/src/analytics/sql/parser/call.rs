//! Calls of functions.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{Arguments, Call, End, ExpressionKind, Nulls, Path, Quantifier, Special};
use crate::analytics::sql::reserved;
use crate::analytics::sql::token::Token;

/// What stands between the parentheses of a call.
pub(super) enum Inside {
    Plain(Option<Quantifier>, Arguments),
    Special(Special),
}

impl Parser<'_> {
    /// Whether a word before a parenthesis calls a function.
    pub(super) fn may_be_called(upper: &str) -> bool {
        !reserved::is_reserved(upper) || reserved::is_function(upper) || Self::is_special(upper)
    }

    /// Reads a call of a function that is named by one word without quotes.
    pub(super) fn call_of_word(&mut self, token: Token, upper: &str) -> Parse<ExpressionKind> {
        let name = self.take_name(token);
        let path = Path { names: Vec::from([name]), span: token.span };
        self.call(path, upper)
    }

    /// Reads what a function is called with. The word tells notations of their own; it is empty if the name was quoted.
    pub(super) fn call(&mut self, name: Path, word: &str) -> Parse<ExpressionKind> {
        let inside = self.parenthesised(|parser| parser.inside_call(word))?;
        self.grow()?;
        let (quantifier, arguments) = match inside {
            Inside::Special(special) => return Ok(ExpressionKind::Special(Box::new(special))),
            Inside::Plain(quantifier, arguments) => (quantifier, arguments),
        };
        let nulls = self.nulls()?;
        let from = self.counted_from(word)?;
        let over = if self.eat("OVER") { Some(self.over()?) } else { None };
        let span = self.since(name.span);
        Ok(ExpressionKind::Call(Box::new(Call { name, quantifier, arguments, nulls, from, over, span })))
    }

    pub(super) fn plain_arguments(&mut self) -> Parse<Inside> {
        if self.at(")") {
            return Ok(Inside::Plain(None, Arguments::List(Vec::new())));
        }
        if self.eat("*") {
            return Ok(Inside::Plain(None, Arguments::Star));
        }
        let quantifier = self.quantifier();
        let arguments = self.list(Self::expression)?;
        Ok(Inside::Plain(quantifier, Arguments::List(arguments)))
    }

    fn nulls(&mut self) -> Parse<Option<Nulls>> {
        let nulls = if self.eat("RESPECT") {
            Nulls::Respect
        } else if self.eat("IGNORE") {
            Nulls::Ignore
        } else {
            return Ok(None);
        };
        self.expect("NULLS")?;
        Ok(Some(nulls))
    }

    /// Reads `FROM FIRST`, which only NTH_VALUE has: behind any other call, FROM begins the next clause.
    fn counted_from(&mut self, word: &str) -> Parse<Option<End>> {
        let ends = [(["FROM", "FIRST"], End::First), (["FROM", "LAST"], End::Last)];
        match ends.into_iter().find(|(words, _)| word == "NTH_VALUE" && self.are_words(words)) {
            Some((words, end)) => self.expect_all(&words).map(|()| Some(end)),
            None => Ok(None),
        }
    }
}
