//! Which statement comes next.

use alloc::string::String;

use super::{Failed, Parse, Parser};
use crate::analytics::sql::ast::{Body, Query, Statement};

impl Parser<'_> {
    pub(super) fn statement(&mut self) -> Parse<Statement> {
        if self.at("CREATE") {
            return self.create();
        }
        if self.is_word(0, "INSERT") {
            return self.lonely_insert();
        }
        if self.begins_query() {
            return self.lonely_query();
        }
        self.unsupported_statement()?;
        self.unexpected()
    }

    fn create(&mut self) -> Parse<Statement> {
        let start = self.span();
        self.advance();
        let replace = self.eat_phrase(&["OR", "REPLACE"])?;
        if self.eat("STREAM") {
            self.create_stream(start, replace).map(Statement::CreateStream)
        } else if self.eat("PUMP") {
            self.create_pump(start, replace).map(Statement::CreatePump)
        } else if self.eat("FUNCTION") {
            self.create_function(start, replace).map(Statement::CreateFunction)
        } else if self.eat("VIEW") {
            self.create_view(start, replace).map(Statement::CreateView)
        } else {
            self.unsupported_object()?;
            self.unexpected()
        }
    }

    /// Reads an INSERT to its end for the errors in it, although it cannot stand by itself.
    fn lonely_insert(&mut self) -> Parse<Statement> {
        let start = self.span();
        let insert = self.insert()?;
        let hint = match insert.query.body {
            Body::Values(_) => "rows come from the streams of an application; code inserts what it selects",
            _ => "write CREATE OR REPLACE PUMP name AS before it",
        };
        self.fail(start, "INSERT runs in a pump only in Kinesis Data Analytics", hint)
    }

    /// Reads a query to its end for the errors in it, although it does nothing by itself.
    fn lonely_query(&mut self) -> Parse<Statement> {
        let start = self.span();
        let _: Query = self.query()?;
        if !self.is_at_end() && !self.at(";") {
            return self.unexpected();
        }
        let hint = "write CREATE OR REPLACE PUMP name AS INSERT INTO stream before it";
        self.fail(start, "a query by itself does nothing: its rows go nowhere", hint)
    }

    /// Reads `DESCRIPTION 'text'` if it comes next.
    pub(super) fn description(&mut self) -> Parse<Option<String>> {
        if self.eat("DESCRIPTION") { self.string().map(Some) } else { Ok(None) }
    }

    /// Tells that something stands twice.
    pub(super) fn twice<T>(&mut self, what: &str) -> Parse<T> {
        let message = alloc::format!("{what} stands here twice");
        self.error(self.previous_span(), message, None);
        Err(Failed)
    }
}
