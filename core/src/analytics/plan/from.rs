//! FROM: what is selected from.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::node::Operator;
use super::relation::{Column, Relation, Rows};
use super::scope::{ROWTIME, Scope, single};
use super::translate::Translator;
use super::window;
use crate::analytics::expression::Expression;
use crate::analytics::operator::join::{Input, Join};
use crate::analytics::operator::lookup::Lookup;
use crate::analytics::operator::project::{Output, Project};
use crate::analytics::operator::sliding::Frame;
use crate::analytics::sql::Span;
use crate::analytics::sql::ast::{
    self, Comparison, ExpressionKind, JoinCondition, JoinKind, NamedWindow, Source, TableReference,
};

/// Something to select from, with the window that a join looks at.
struct Side {
    relation: Relation,
    window: Option<Frame>,
}

impl Builder {
    /// What a query selects from: several relations are joined, each row with each.
    pub(super) fn from(&mut self, from: &[TableReference], windows: &[NamedWindow]) -> Planned<Relation> {
        let Some((first, rest)) = from.split_first() else {
            return Err(Complaint::new(Span::default(), "A query must select FROM something"));
        };
        let mut side = self.side(first, windows)?;
        for other in rest {
            let right = self.side(other, windows)?;
            let relation = self.join(JoinKind::Cross, side, right, &JoinCondition::None, other.span())?;
            side = Side { relation, window: None };
        }
        Ok(side.relation)
    }

    fn side(&mut self, reference: &TableReference, windows: &[NamedWindow]) -> Planned<Side> {
        match reference {
            TableReference::Relation(relation) => {
                self.deeper(relation.span, |builder| builder.single(relation, windows))
            }
            TableReference::Join(join) => self.deeper(join.span, |builder| {
                let (left, right) = (builder.side(&join.left, windows)?, builder.side(&join.right, windows)?);
                let relation = builder.join(join.kind, left, right, &join.condition, join.span)?;
                Ok(Side { relation, window: None })
            }),
        }
    }

    fn single(&mut self, of: &ast::Relation, windows: &[NamedWindow]) -> Planned<Side> {
        let relation = match &of.source {
            Source::Named(path) => self.named(path)?,
            Source::Query(query) => self.query(query)?,
            Source::Function(call) => self.table_function(call)?,
        };
        let relation = match &of.alias {
            Some(alias) => renamed(relation, alias)?,
            None => relation,
        };
        let window = match &of.over {
            Some(over) => Some(window::resolve(over, windows)?.of_join(&self.catalog)?),
            None => None,
        };
        Ok(Side { relation, window })
    }

    /// A stream, a table or a view.
    fn named(&mut self, path: &ast::Path) -> Planned<Relation> {
        let name = single(path)?;
        if let Some(relation) = self.catalog.relation(name) {
            return Ok(relation);
        }
        let Some(view) = self.catalog.view(name).cloned() else {
            return Err(self.not_found(name, path.span));
        };
        let mut relation = self.query(&view.query)?.called(name);
        let visible = relation.columns.iter_mut().filter(|column| !column.is_hidden);
        visible.zip(&view.columns).for_each(|(column, name)| column.name.clone_from(name));
        Ok(relation)
    }

    /// That there is nothing of this name; with what may be meant.
    pub(super) fn not_found(&self, name: &str, span: Span) -> Complaint {
        let complaint = Complaint::new(span, format!("Object '{name}' not found"));
        let streams = self.catalog.streams.iter().map(|stream| &stream.name);
        let mut all = streams.chain(self.catalog.tables.iter().map(|table| &table.name));
        match all.find(|other| other.eq_ignore_ascii_case(name)) {
            Some(other) => complaint.hint(format!("there is \"{other}\": its letters ask for quotes")),
            None => complaint.hint("streams must be made before they are used"),
        }
    }

    fn join(
        &mut self,
        kind: JoinKind,
        left: Side,
        right: Side,
        condition: &JoinCondition,
        span: Span,
    ) -> Planned<Relation> {
        match (left.relation.rows, right.relation.rows) {
            (Rows::Stream(_), Rows::Table(_)) => {
                self.lookup(kind, left.relation, right.relation, condition, span)
            }
            (Rows::Table(_), Rows::Stream(_)) if matches!(kind, JoinKind::Cross | JoinKind::Inner) => {
                let joined = self.lookup(kind, right.relation, left.relation.clone(), condition, span)?;
                self.with_last_first(joined, left.relation.columns.len(), span)
            }
            (Rows::Table(_), _) => {
                Err(Complaint::new(span, "A table can be joined to a stream only, from the right"))
            }
            (Rows::Stream(_), Rows::Stream(_)) => self.join_streams(kind, left, right, condition, span),
        }
    }

    fn join_streams(
        &mut self,
        kind: JoinKind,
        left: Side,
        right: Side,
        condition: &JoinCondition,
        span: Span,
    ) -> Planned<Relation> {
        let (left_relation, right_relation) =
            (self.with_rowtime(left.relation, span)?, self.with_rowtime(right.relation, span)?);
        let matching = self.matching(&left_relation, &right_relation, condition, span)?;
        let (left_node, right_node) =
            (self.stream(&left_relation, span)?, self.stream(&right_relation, span)?);
        let input = |relation: &Relation, window, keys, is_preserved| Input {
            types: relation.types(),
            window,
            keys,
            is_preserved,
        };
        let keeps_left = matches!(kind, JoinKind::Left | JoinKind::Full);
        let keeps_right = matches!(kind, JoinKind::Right | JoinKind::Full);
        let (left_keys, right_keys) = matching.keys.into_iter().unzip();
        let join = Join {
            sides: [
                input(&left_relation, left.window, left_keys, keeps_left),
                input(&right_relation, right.window, right_keys, keeps_right),
            ],
            condition: matching.condition,
        };
        let rows = Rows::Stream(self.add(Operator::Join(join), vec![left_node, right_node]));
        Ok(both(left_relation, right_relation, rows))
    }

    fn lookup(
        &mut self,
        kind: JoinKind,
        stream: Relation,
        table: Relation,
        condition: &JoinCondition,
        span: Span,
    ) -> Planned<Relation> {
        if matches!(kind, JoinKind::Right | JoinKind::Full) {
            return Err(Complaint::new(
                span,
                "Rows of a table that no row of the stream matches cannot be told: the stream never ends",
            )
            .hint("join it by INNER or LEFT JOIN"));
        }
        let Rows::Table(place) = table.rows else {
            return Err(Complaint::new(span, "A table is wanted here"));
        };
        let matching = self.matching(&stream, &table, condition, span)?;
        let lookup = Lookup {
            table: place,
            table_types: table.types(),
            keys: matching.keys,
            condition: matching.condition,
            is_preserved: kind == JoinKind::Left,
        };
        let node = self.stream(&stream, span)?;
        let rows = Rows::Stream(self.add(Operator::Lookup(lookup), vec![node]));
        Ok(both(stream, table, rows))
    }

    /// The same rows, with the last so many of their columns before the others.
    fn with_last_first(&mut self, relation: Relation, count: usize, span: Span) -> Planned<Relation> {
        let node = self.stream(&relation, span)?;
        let mut columns: Vec<_> = relation.columns.into_iter().enumerate().collect();
        columns.rotate_right(count);
        let outputs =
            columns.iter().map(|(place, it)| Output::Value(Expression::column(*place, it.sql_type)));
        let project = Project { condition: None, columns: outputs.collect() };
        let rows = Rows::Stream(self.add(Operator::Project(project), vec![node]));
        Ok(Relation { rows, columns: columns.into_iter().map(|(_, column)| column).collect() })
    }

    /// Keeps the rowtime of a side as a column, because a joined row has one of its own.
    fn with_rowtime(&mut self, relation: Relation, span: Span) -> Planned<Relation> {
        let node = self.stream(&relation, span)?;
        let mut qualifiers: Vec<Option<String>> = Vec::new();
        for column in &relation.columns {
            if column.name != ROWTIME && !qualifiers.contains(&column.qualifier) {
                qualifiers.push(column.qualifier.clone());
            }
        }
        // Of a join, each relation in it has its own already.
        qualifiers.retain(|qualifier| {
            let has = |column: &Column| column.name == ROWTIME && column.qualifier == *qualifier;
            qualifier.is_some() && !relation.columns.iter().any(has)
        });
        let own = relation.columns.iter().enumerate();
        let own = own.map(|(place, column)| Expression::column(place, column.sql_type));
        let columns =
            own.chain(qualifiers.iter().map(|_| Expression::rowtime())).map(Output::Value).collect();
        let rows =
            Rows::Stream(self.add(Operator::Project(Project { condition: None, columns }), vec![node]));
        let mut wider = Relation { rows, ..relation };
        let rowtimes = qualifiers
            .into_iter()
            .map(|qualifier| Column { is_hidden: true, ..Column::rowtime(qualifier, ROWTIME) });
        wider.columns.extend(rowtimes);
        Ok(wider)
    }

    /// Which rows of two relations belong together.
    fn matching(
        &self,
        left: &Relation,
        right: &Relation,
        condition: &JoinCondition,
        span: Span,
    ) -> Planned<Matching> {
        let names = match condition {
            JoinCondition::None => return Ok(Matching::default()),
            JoinCondition::On(condition) => return self.on(left, right, condition),
            JoinCondition::Using(names) => names.iter().map(|name| (name.text.clone(), name.span)).collect(),
            JoinCondition::Natural => {
                let shared = |column: &&Column| {
                    !column.is_hidden
                        && right.columns.iter().any(|it| !it.is_hidden && it.name == column.name)
                };
                let shared = left.columns.iter().filter(shared);
                shared.map(|column| (column.name.clone(), span)).collect::<Vec<_>>()
            }
        };
        let mut matching = Matching::default();
        for (name, span) in names {
            let ([a], [b]) = (&left.find(&[&name])[..], &right.find(&[&name])[..]) else {
                return Err(Complaint::new(
                    span,
                    format!("Column '{name}' must be in both relations, once in each"),
                ));
            };
            matching.keys.push((*a, *b));
        }
        Ok(matching)
    }

    /// The columns that a condition says are equal, and what else it says.
    fn on(&self, left: &Relation, right: &Relation, condition: &ast::Expression) -> Planned<Matching> {
        let parts = match &condition.kind {
            ExpressionKind::And(parts) => parts.iter().collect(),
            _ => vec![condition],
        };
        let pair = both(left.clone(), right.clone(), left.rows);
        let scope = Scope::of(&pair);
        let translator = Translator::new(&scope, &self.catalog);
        let mut matching = Matching::default();
        let mut rest = Vec::new();
        for part in parts {
            match equal_columns(translator, part, left.columns.len())? {
                Some((a, b)) if left.columns[a].sql_type.is_equal_in_memory(right.columns[b].sql_type) => {
                    matching.keys.push((a, b));
                }
                _ => rest.push(translator.condition(part)?),
            }
        }
        matching.condition = match rest.len() {
            0 | 1 => rest.pop(),
            _ => Some(Expression::all(rest)),
        };
        Ok(matching)
    }
}

/// Which rows belong together: those whose columns are equal, and for which a condition over both holds.
#[derive(Default)]
struct Matching {
    keys: Vec<(usize, usize)>,
    condition: Option<Expression>,
}

/// The columns of both sides that a condition says are equal.
fn equal_columns(
    translator: Translator<'_>,
    condition: &ast::Expression,
    left_count: usize,
) -> Planned<Option<(usize, usize)>> {
    let ExpressionKind::Comparison(Comparison::Equal, a, b) = &condition.kind else { return Ok(None) };
    let column = |part| translator.expression(part).map(|it| it.as_column());
    Ok(match (column(a)?, column(b)?) {
        (Some(a), Some(b)) if a < left_count && left_count <= b => Some((a, b - left_count)),
        (Some(b), Some(a)) if a < left_count && left_count <= b => Some((a, b - left_count)),
        _ => None,
    })
}

/// The columns of two relations. A joined row has a rowtime of its own, so theirs say nothing of how it goes on.
fn both(left: Relation, right: Relation, rows: Rows) -> Relation {
    let columns = left.columns.into_iter().chain(right.columns).collect();
    Relation { rows, columns }.without_courses()
}

/// The relation by the names of its alias.
fn renamed(relation: Relation, alias: &ast::Alias) -> Planned<Relation> {
    let mut relation = relation.called(&alias.name.text);
    if alias.columns.is_empty() {
        return Ok(relation);
    }
    // The fields of a record are one column.
    let mut names = Vec::new();
    for column in relation.columns.iter().filter(|column| !column.is_hidden) {
        if names.last() != Some(&(column.name.clone(), column.field.is_some())) || column.field.is_none() {
            names.push((column.name.clone(), column.field.is_some()));
        }
    }
    if names.len() != alias.columns.len() {
        let message = format!("{} columns are named, and there are {}", alias.columns.len(), names.len());
        return Err(Complaint::new(alias.name.span, message));
    }
    if let Some(rowtime) = alias.columns.iter().find(|name| name.text == ROWTIME) {
        return Err(Complaint::new(rowtime.span, "No column can be called ROWTIME"));
    }
    let mut place = 0;
    let mut last = None;
    for column in relation.columns.iter_mut().filter(|column| !column.is_hidden) {
        let this = (column.name.clone(), column.field.is_some());
        let is_same = column.field.is_some() && last.as_ref() == Some(&this);
        if last.is_some() && !is_same {
            place += 1;
        }
        column.name.clone_from(&alias.columns[place].text);
        last = Some(this);
    }
    Ok(relation)
}
