//! Runs an operator over rows written as text, in one piece, row by row, and restarted at every row: with one answer.

use alloc::sync::Arc;
use std::fmt::Write;
use std::string::String;
use std::vec::Vec;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Context;
use crate::analytics::function::Moment;
use crate::analytics::row::{Batch, Chunk, Order};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

pub(super) const BIGINT: SqlType = SqlType::BigInt;
pub(super) const DOUBLE: SqlType = SqlType::Double;
pub(super) const TEXT: SqlType = SqlType::VarChar(16);

/// What happens to a stream: a row, or that the clock says so late it is.
#[derive(Clone, Debug)]
pub(super) enum Event {
    Row(i64, Vec<Value<'static>>),
    Clock(i64),
}

/// An event a line: `20 AMZN 3` is a row of the rowtime 20, with values of these types; `30` alone is the clock. `-` is NULL.
pub(super) fn events(types: &[SqlType], script: &str) -> Vec<Event> {
    let value = |(word, sql_type): (&str, &SqlType)| match sql_type {
        _ if word == "-" => Value::Null,
        SqlType::BigInt => Value::Integer(word.parse().unwrap()),
        SqlType::Double => Value::Double(word.parse().unwrap()),
        SqlType::Boolean => Value::Boolean(word.parse().unwrap()),
        SqlType::Timestamp => Value::Timestamp(word.parse().unwrap()),
        _ => Value::text(String::from(word)),
    };
    let event = |line: &str| {
        let mut words = line.split_whitespace();
        let time = words.next().unwrap().parse().unwrap();
        let values: Vec<_> = words.zip(types).map(value).collect();
        if values.is_empty() { Event::Clock(time) } else { Event::Row(time, values) }
    };
    script.lines().map(str::trim).filter(|line| !line.is_empty()).map(event).collect()
}

/// The chunks of events, of so many each.
pub(super) fn chunks(types: &[SqlType], events: &[Event], size: usize) -> Vec<Chunk> {
    let mut cause = 0;
    let mut last = Order::BEGIN;
    let mut chunks = Vec::new();
    for events in events.chunks(size) {
        let mut rows = Batch::empty(types);
        for event in events {
            match event {
                Event::Row(rowtime, values) => {
                    cause += 1;
                    last = Order { rowtime: *rowtime, cause };
                    rows.order.push(last);
                    let columns = rows.columns.iter_mut().zip(values);
                    columns.for_each(|(column, value)| Arc::make_mut(column).push(value));
                }
                Event::Clock(rowtime) => last = Order { rowtime: *rowtime, cause },
            }
        }
        chunks.push(Chunk { rows, bound: last });
    }
    chunks
}

/// Each row of what leaves: its rowtime, then its values.
pub(super) fn show(types: &[SqlType], rows: &Batch) -> String {
    let mut text = String::new();
    for row in 0..rows.len() {
        write!(text, "{}:", rows.order[row].rowtime).unwrap();
        for (column, sql_type) in rows.columns.iter().zip(types) {
            match column.value(row, *sql_type) {
                Value::Null => text += " -",
                Value::Text(value) => write!(text, " {value}").unwrap(),
                Value::Double(value) => write!(text, " {value}").unwrap(),
                Value::Boolean(value) => write!(text, " {value}").unwrap(),
                Value::Integer(value) | Value::Timestamp(value) => write!(text, " {value}").unwrap(),
                value => write!(text, " {value:?}").unwrap(),
            }
        }
        text.push('\n');
    }
    text
}

/// What leaves an operator with one input, however the events come and wherever it is restarted.
///
/// # Panics
/// Where that makes a difference, or where what leaves breaks a promise.
#[track_caller]
pub(super) fn run<S: Clone + Default + Serialize + DeserializeOwned>(
    types: &[SqlType],
    events: &[Event],
    out: &[SqlType],
    mut take: impl FnMut(&mut S, Chunk, &mut Context) -> Chunk,
) -> String {
    let mut run = |size: usize, restarts: bool| {
        let mut context = Context::new(Moment { now: 0, began: 0 });
        let (mut state, mut all, mut bound) = (S::default(), Batch::empty(out), Order::BEGIN);
        for chunk in chunks(types, events, size) {
            let given = take(&mut state, chunk, &mut context);
            assert!(given.rows.order.is_sorted(), "rows leave in order");
            assert!(given.rows.order.first().is_none_or(|first| bound < *first), "a bound is kept");
            assert!(bound <= given.bound, "a bound never goes back");
            bound = given.bound;
            all.append(&given.rows);
            if restarts {
                state = postcard::from_bytes(&postcard::to_allocvec(&state).unwrap()).unwrap();
            }
        }
        (show(out, &all), context.refused)
    };
    let whole = run(events.len().max(1), false);
    for (size, restarts) in [(1, false), (1, true), (2, true), (3, false)] {
        assert_eq!(run(size, restarts), whole, "{size} at a time, restarted: {restarts}");
    }
    whole.0
}
