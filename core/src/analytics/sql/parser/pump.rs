//! `CREATE PUMP` and the INSERT in it.

use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{Body, CreatePump, Insert, PumpState, Query};
use crate::analytics::sql::span::Span;

impl Parser<'_> {
    pub(super) fn create_pump(&mut self, start: Span, replace: bool) -> Parse<CreatePump> {
        let name = self.path()?;
        let state = if self.eat("STARTED") {
            Some(PumpState::Started)
        } else if self.eat("STOPPED") {
            Some(PumpState::Stopped)
        } else {
            None
        };
        let description = self.description()?;
        self.expect("AS")?;
        let insert = self.insert()?;
        self.warn_without_stream(&insert.query);
        Ok(CreatePump { replace, name, state, description, insert, span: self.since(start) })
    }

    pub(super) fn insert(&mut self) -> Parse<Insert> {
        let start = self.span();
        self.expect("INSERT")?;
        let expedited = self.eat("EXPEDITED");
        self.expect("INTO")?;
        let into = self.path()?;
        // A query may begin with a parenthesis too.
        let is_query = self.is_word(0, "(") && self.begins_query_at(1);
        let columns = if !is_query && self.at("(") { self.names_in_parentheses()? } else { Vec::new() };
        let query = self.query()?;
        Ok(Insert { expedited, into, columns, query, span: self.since(start) })
    }

    /// The rows of a pump are a stream; code that does not say so runs nevertheless.
    fn warn_without_stream(&mut self, query: &Query) {
        match &query.body {
            Body::Select(select) if !select.stream => {
                let word = Span { end: select.span.start + "SELECT".len() as u32, ..select.span };
                self.warn(
                    word,
                    "a pump selects without STREAM; it is taken for SELECT STREAM",
                    "write SELECT STREAM",
                );
            }
            Body::Set { left, right, .. } => {
                self.warn_without_stream(left);
                self.warn_without_stream(right);
            }
            _ => {}
        }
    }
}
