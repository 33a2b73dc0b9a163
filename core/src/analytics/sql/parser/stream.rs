//! `CREATE STREAM` and `CREATE VIEW`.

use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{ColumnDefinition, CreateStream, CreateView, StreamOption};
use crate::analytics::sql::span::Span;

impl Parser<'_> {
    pub(super) fn create_stream(&mut self, start: Span, replace: bool) -> Parse<CreateStream> {
        let name = self.path()?;
        let columns = self.parenthesised(|parser| parser.list(Self::column_definition))?;
        let options = self.options()?;
        let description = self.description()?;
        Ok(CreateStream { replace, name, columns, options, description, span: self.since(start) })
    }

    fn column_definition(&mut self) -> Parse<ColumnDefinition> {
        let start = self.span();
        let name = self.name()?;
        let sql_type = self.column_type()?;
        let not_null = self.eat_phrase(&["NOT", "NULL"])?;
        let options = self.options()?;
        let description = self.description()?;
        Ok(ColumnDefinition { name, sql_type, not_null, options, description, span: self.since(start) })
    }

    fn options(&mut self) -> Parse<Vec<StreamOption>> {
        if !self.eat("OPTIONS") {
            return Ok(Vec::new());
        }
        self.parenthesised(|parser| {
            parser.list(|parser| Ok(StreamOption { name: parser.name()?, value: parser.string()? }))
        })
    }

    pub(super) fn create_view(&mut self, start: Span, replace: bool) -> Parse<CreateView> {
        let name = self.path()?;
        let columns = if self.at("(") { self.names_in_parentheses()? } else { Vec::new() };
        let description = self.description()?;
        self.expect("AS")?;
        let query = self.query()?;
        Ok(CreateView { replace, name, columns, description, query, span: self.since(start) })
    }
}
