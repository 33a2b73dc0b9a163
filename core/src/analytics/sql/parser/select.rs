//! `SELECT`.

use alloc::vec::Vec;

use super::{Parse, Parser};
use crate::analytics::sql::ast::{
    Expression, GroupItem, Grouping, Item, Name, NamedWindow, Path, Quantifier, Select,
};
use crate::analytics::sql::token::Kind;

impl Parser<'_> {
    pub(super) fn select(&mut self) -> Parse<Select> {
        let start = self.span();
        self.expect("SELECT")?;
        let stream = self.eat("STREAM");
        let quantifier = self.quantifier();
        let items = self.list(Self::item)?;
        self.expect("FROM")?;
        let from = self.list(Self::table_reference)?;
        let filter = self.condition("WHERE")?;
        let grouping = self.grouping()?;
        let having = self.condition("HAVING")?;
        let windows = if self.eat("WINDOW") { self.list(Self::named_window)? } else { Vec::new() };
        let span = self.since(start);
        Ok(Select { stream, quantifier, items, from, filter, grouping, having, windows, span })
    }

    pub(super) fn quantifier(&mut self) -> Option<Quantifier> {
        if self.eat("DISTINCT") {
            Some(Quantifier::Distinct)
        } else if self.eat("ALL") {
            Some(Quantifier::All)
        } else {
            None
        }
    }

    fn item(&mut self) -> Parse<Item> {
        if self.eat("*") {
            return Ok(Item::All(self.previous_span()));
        }
        if let Some(path) = self.all_of_table()? {
            return Ok(Item::AllOf(path));
        }
        let expression = self.expression()?;
        let alias = if self.eat("AS") {
            Some(self.column_name()?)
        } else if self.is_guessed_alias() {
            Some(self.guessed_alias()?)
        } else {
            None
        };
        Ok(Item::Expression { expression, alias })
    }

    /// Reads `table.*` if it comes next.
    fn all_of_table(&mut self) -> Parse<Option<Path>> {
        let mut ahead = 0;
        while self.is_name(ahead) && self.is_word(ahead + 1, ".") {
            ahead += 2;
        }
        if ahead == 0 || !self.is_word(ahead, "*") {
            return Ok(None);
        }
        let first = self.name()?;
        let path = self.column_path(first)?;
        self.expect(".")?;
        self.expect("*")?;
        Ok(Some(path))
    }

    /// Whether a name comes next that can only be an alias, although no `AS` says so.
    pub(super) fn is_guessed_alias(&self) -> bool {
        self.is_name(0) && !self.begins_clause()
    }

    /// Reads an alias that no `AS` stands before.
    pub(super) fn guessed_alias(&mut self) -> Parse<Name> {
        self.guessed_alias = Some(self.at);
        self.name()
    }

    /// Whether words come next that are not reserved and nevertheless no alias.
    fn begins_clause(&self) -> bool {
        self.are_words(&["WINDOWED", "BY"]) || self.is_word(0, "OFFSET") && self.kind(1) == Some(Kind::Number)
    }

    fn condition(&mut self, word: &'static str) -> Parse<Option<Expression>> {
        if self.eat(word) { self.expression().map(Some) } else { Ok(None) }
    }

    fn grouping(&mut self) -> Parse<Option<Grouping>> {
        if self.eat("GROUP") {
            self.expect("BY")?;
            self.list(Self::group_item).map(|items| Some(Grouping::By(items)))
        } else if self.eat("WINDOWED") {
            self.stagger().map(Some)
        } else {
            Ok(None)
        }
    }

    fn group_item(&mut self) -> Parse<GroupItem> {
        if self.are_words(&["(", ")"]) {
            let start = self.span();
            self.expect_all(&["(", ")"])?;
            return Ok(GroupItem::Total(self.since(start)));
        }
        self.expression().map(GroupItem::Expression)
    }

    fn stagger(&mut self) -> Parse<Grouping> {
        self.expect_all(&["BY", "STAGGER"])?;
        self.parenthesised(|parser| {
            parser.expect_all(&["PARTITION", "BY"])?;
            let partition_by = parser.list(Self::expression)?;
            parser.expect("RANGE")?;
            let range = parser.expression()?;
            Ok(Grouping::Stagger { partition_by, range })
        })
    }

    fn named_window(&mut self) -> Parse<NamedWindow> {
        let name = self.name()?;
        self.expect("AS")?;
        Ok(NamedWindow { name, window: self.window()? })
    }
}
