//! What could stand at a place of a text: names of streams and columns, functions, and words of the language.

#[cfg(test)]
mod tests;
mod vocabulary;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::plan::NamedColumn;
use super::sql::ast::{ColumnDefinition, Name, Statement};
use super::sql::{self, Fault, Kind, Span, Token};

/// Proposals that are made at most.
const ITEMS_MAX: usize = 40;

/// Something that rows can be selected from.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its name, as it is stored.
    pub name: String,
    /// Its columns.
    pub columns: Vec<NamedColumn>,
}

/// What could stand at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// Where what is there already begins, in bytes: it is replaced.
    pub from: usize,
    /// The proposals, the likeliest first.
    pub items: Vec<Item>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What is written.
    pub text: String,
    /// What it is.
    pub kind: ItemKind,
    /// More of it: the type of a column, how a function is called.
    pub detail: String,
}

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A column of what is selected from.
    Column,
    /// A stream or a table.
    Relation,
    /// A function.
    Function,
    /// A word of the language.
    Keyword,
}

/// What could stand behind so many bytes of a text; `outside` are the streams and tables that the text does not make.
pub fn complete(text: &str, at: usize, outside: &[Relation]) -> Completion {
    let tokens = sql::tokens(text);
    let written =
        tokens.iter().rposition(|token| (token.span.start as usize) < at && at <= token.span.end as usize);
    let (from, before) = match written.map(|place| (place, tokens[place].kind)) {
        Some((_, Kind::Comment | Kind::String | Kind::Number)) => return Completion::default(),
        Some((_, Kind::Wrong(fault))) if fault != Fault::UnclosedName => return Completion::default(),
        Some((place, Kind::Operator)) => (at, place + 1),
        Some((place, _)) => (tokens[place].span.start as usize, place),
        None => (at, tokens.iter().take_while(|token| token.span.end as usize <= at).count()),
    };
    let Some(typed) = text.get(from..at) else { return Completion::default() };
    let relations = all_relations(text, outside);
    let mut items = match Place::of(text, &tokens, before) {
        Place::Source => relations.iter().map(Relation::item).collect(),
        Place::Of(name) => {
            let named = statement(text, &tokens, before).into_iter().find(|it| it.alias == name);
            let source = named.map_or(name, |it| it.source);
            let found = relations.iter().filter(|relation| relation.name == source);
            found.flat_map(Relation::columns_and_rowtime).collect()
        }
        Place::Any => anywhere(&relations, &statement(text, &tokens, before)),
    };
    let wanted = typed.trim_start_matches('"').to_uppercase();
    items.retain(|item| item.text.trim_start_matches('"').to_uppercase().starts_with(&wanted));
    items.truncate(ITEMS_MAX);
    Completion { from, items }
}

/// What is expected at a place.
enum Place {
    /// A stream or a table.
    Source,
    /// A column of what has this name.
    Of(String),
    Any,
}

impl Place {
    /// By the tokens before the place.
    fn of(text: &str, tokens: &[Token], before: usize) -> Self {
        let word = |back: usize| before.checked_sub(back).map(|place| tokens[place].span.of(text));
        match (word(1), before.checked_sub(2)) {
            (Some("."), Some(place)) => Self::Of(name(&tokens[place], text)),
            (Some(last), _) if ["FROM", "JOIN", "INTO"].contains(&last.to_uppercase().as_str()) => {
                Self::Source
            }
            _ => Self::Any,
        }
    }
}

/// A relation of a statement, and what it is called there.
struct Named {
    source: String,
    alias: String,
}

/// What the statement around a place selects from, so far as it is written.
fn statement(text: &str, tokens: &[Token], around: usize) -> Vec<Named> {
    let is_end = |token: &Token| token.span.of(text) == ";";
    let from = tokens[..around.min(tokens.len())].iter().rposition(is_end).map_or(0, |place| place + 1);
    let to = tokens[from..].iter().position(is_end).map_or(tokens.len(), |length| from + length);
    let tokens = &tokens[from..to];
    let is_word = |token: &Token, word: &str| token.span.of(text).eq_ignore_ascii_case(word);
    let mut named = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        if !(is_word(token, "FROM") || is_word(token, "JOIN")) {
            continue;
        }
        let Some(source) = tokens.get(place + 1).filter(|token| is_name(token)) else { continue };
        let source = name(source, text);
        let mut next = place + 2;
        if tokens.get(next).is_some_and(|token| is_word(token, "OVER")) {
            next = behind_brackets(tokens, next + 1, text);
        }
        next += usize::from(tokens.get(next).is_some_and(|token| is_word(token, "AS")));
        let alias = tokens.get(next).filter(|token| is_name(token)).map(|token| name(token, text));
        named.push(Named { alias: alias.unwrap_or_else(|| source.clone()), source });
    }
    named
}

fn behind_brackets(tokens: &[Token], from: usize, text: &str) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(from) {
        match token.span.of(text) {
            "(" => depth += 1,
            ")" if depth <= 1 => return place + 1,
            ")" => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}

fn is_name(token: &Token) -> bool {
    matches!(token.kind, Kind::Name | Kind::QuotedName)
}

/// A name as it is stored.
fn name(token: &Token, text: &str) -> String {
    let written = token.span.of(text);
    match written.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').unwrap_or(quoted).replace("\"\"", "\""),
        None => written.to_uppercase(),
    }
}

/// A name as it is written: in quotes where it needs them.
fn written(name: &str) -> String {
    Name { text: name.to_string(), span: Span::default() }.to_string()
}

/// What comes from outside, and what the statements that can be read make.
fn all_relations(text: &str, outside: &[Relation]) -> Vec<Relation> {
    let mut relations = outside.to_vec();
    for statement in sql::parse(text).statements {
        let Statement::CreateStream(stream) = statement else { continue };
        let column =
            |it: &ColumnDefinition| NamedColumn { name: it.name.text.clone(), sql_type: it.sql_type };
        let columns = stream.columns.iter().map(column).collect();
        if let Some(last) = stream.name.names.last() {
            relations.push(Relation { name: last.text.clone(), columns });
        }
    }
    relations
}

/// Columns of what the statement selects from, or of everything where it does not say that yet; then what can stand anywhere.
fn anywhere(relations: &[Relation], named: &[Named]) -> Vec<Item> {
    let is_used =
        |relation: &&Relation| named.is_empty() || named.iter().any(|named| named.source == relation.name);
    let mut items: Vec<Item> = Vec::new();
    for column in relations.iter().filter(is_used).flat_map(Relation::columns) {
        if !items.contains(&column) {
            items.push(column);
        }
    }
    items.extend(relations.iter().map(Relation::item));
    items.extend(vocabulary::functions());
    items.extend(vocabulary::keywords());
    items
}

impl Relation {
    fn item(&self) -> Item {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        Item { text: written(&self.name), kind: ItemKind::Relation, detail: names.join(", ") }
    }

    fn columns(&self) -> impl Iterator<Item = Item> {
        self.columns.iter().map(|column| Item {
            text: written(&column.name),
            kind: ItemKind::Column,
            detail: column.sql_type.to_string(),
        })
    }

    fn columns_and_rowtime(&self) -> Vec<Item> {
        let rowtime = Item { text: "ROWTIME".into(), kind: ItemKind::Column, detail: "TIMESTAMP".into() };
        self.columns().chain([rowtime]).collect()
    }
}
