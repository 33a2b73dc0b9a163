//! The windows of one clause, in the order in which they were opened.

use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::is_window;
use crate::analytics::function::Moment;
use crate::analytics::operator::Period;
use crate::analytics::operator::sliding::Frame;
use crate::analytics::operator::tumbling::Trigger;
use crate::analytics::output::text_of;
use crate::analytics::plan::{NodeId, Operator, Plan};
use crate::analytics::row::{Batch, Chunk};
use crate::analytics::sql_type::SqlType;

/// Windows that a lane remembers, and rows of each. Of a window that slides, the newest rows are remembered.
const WINDOWS_MAX: usize = 40;
const MARKS_MAX: usize = 400;

/// A clause that takes rows together, with its windows.
#[derive(Clone, Debug)]
pub struct Lane {
    /// The place of its operator in the plan.
    pub node: NodeId,
    /// What kind of windows it has.
    pub kind: Kind,
    /// Its windows, the oldest first. Those that slide are one for all rows.
    pub windows: VecDeque<Window>,
    /// By what rows are told apart inside a window.
    pub(super) keys: Vec<(usize, SqlType)>,
    made: u64,
}

/// What decides which window a row is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// GROUP BY a period of ROWTIME.
    Tumbling,
    /// GROUP BY a value that never goes back.
    Changing,
    /// WINDOWED BY STAGGER: the first row of a key, and so many milliseconds.
    Stagger(i64),
    /// OVER: each row, and what lies before it.
    Sliding(Frame),
    /// A function that counts values in windows of so many milliseconds.
    Counting(i64),
    /// ORDER BY inside a period of ROWTIME.
    Sorting,
}

/// A window with rows in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its number in its lane.
    pub number: u64,
    /// What its rows have alike, where that makes it a window of its own.
    pub key: String,
    /// The first moment that belongs to it; of those that slide, see [`Window::from_of`].
    pub from: i64,
    /// The first moment that does not belong to it any more, where that is known.
    pub until: Option<i64>,
    /// Whether rows can still come into it.
    pub is_open: bool,
    /// How many rows it took.
    pub rows: u64,
    /// The first of them; of those that slide, the newest.
    pub marks: VecDeque<Mark>,
    /// How many rows it told of at its end.
    pub told: u64,
    /// How far a window that slides goes back.
    range: Option<Frame>,
}

/// A row that a window took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The number of the row that came from outside and caused it; 0 where a clock made it.
    pub cause: u64,
    /// Its time as the window takes it.
    pub rowtime: i64,
    /// By what it is told apart inside its window.
    pub key: String,
}

impl Lane {
    /// The lane of an operator that has windows.
    pub(super) fn of(plan: &Plan, node: NodeId) -> Option<Self> {
        let operator = &plan.nodes[node].operator;
        let kind = match operator {
            Operator::Tumbling(it) if matches!(it.trigger, Trigger::Rowtime(_)) => Kind::Tumbling,
            Operator::Tumbling(_) => Kind::Changing,
            Operator::Stagger(it) => Kind::Stagger(it.length_ms),
            Operator::Sliding(it) => Kind::Sliding(it.frame),
            Operator::Tally(it) => Kind::Counting(it.length_ms),
            Operator::Sort(_) => Kind::Sorting,
            _ => return None,
        };
        let keys = match operator {
            Operator::Tumbling(it) => it.grouping.keys.clone(),
            Operator::Stagger(it) => it.grouping.keys.clone(),
            Operator::Sliding(it) => it.partition.clone(),
            Operator::Tally(it) => [it.column].into(),
            _ => Vec::new(),
        };
        is_window(operator).then(|| Self { node, kind, windows: VecDeque::new(), keys, made: 0 })
    }

    /// Takes what the operator was handed and what it gave of it.
    pub(super) fn see(&mut self, operator: &Operator, handed: &Chunk, given: &Chunk, clock: &Moment) {
        for (row, order) in handed.rows.order.iter().enumerate() {
            let mark = Mark {
                cause: order.cause,
                rowtime: order.rowtime,
                key: key_of(&handed.rows, row, &self.keys),
            };
            self.end(order.rowtime);
            let place = self.window(operator, &handed.rows, row, &mark, clock);
            self.windows[place].take(mark);
        }
        self.end(handed.bound.next_rowtime());
        self.tell(&given.rows);
    }

    /// The window that a row falls into, which it opens where there is none.
    fn window(
        &mut self,
        operator: &Operator,
        rows: &Batch,
        row: usize,
        mark: &Mark,
        clock: &Moment,
    ) -> usize {
        let (rowtime, no_key) = (mark.rowtime, String::new());
        match (operator, self.kind) {
            (Operator::Tumbling(it), _) => match &it.trigger {
                Trigger::Rowtime(period) => self.of_period(period, rowtime, clock),
                Trigger::Value(column, sql_type) => {
                    let value = text_of(&rows.columns[*column].value(row, *sql_type), *sql_type);
                    self.of_value(value.unwrap_or_else(|| "NULL".to_string()), rowtime)
                }
            },
            (Operator::Sort(it), _) => match &it.period {
                Some(period) => self.of_period(period, rowtime, clock),
                None => self.of_times(no_key, rowtime, Some(rowtime.saturating_add(1))),
            },
            (Operator::Tally(it), _) => {
                let until = it.end(rowtime);
                self.of_times(no_key, until.saturating_sub(it.length_ms), Some(until))
            }
            (Operator::Stagger(it), _) => {
                let is_its = |window: &Window| window.is_open && window.key == mark.key;
                match self.windows.iter().rposition(is_its) {
                    Some(place) => place,
                    None => {
                        let until = rowtime.saturating_add(it.length_ms);
                        self.open(mark.key.clone(), rowtime, Some(until), None)
                    }
                }
            }
            (_, Kind::Sliding(frame)) if self.windows.is_empty() => {
                self.open(no_key, rowtime, None, Some(frame))
            }
            _ => self.windows.len() - 1,
        }
    }

    fn of_period(&mut self, period: &Period, rowtime: i64, clock: &Moment) -> usize {
        let is_its =
            |window: &Window| window.from <= rowtime && window.until.is_some_and(|until| rowtime < until);
        match self.windows.iter().rposition(is_its) {
            Some(place) => place,
            None => {
                let until = period.end(rowtime, clock);
                self.open(String::new(), period.start(rowtime, clock), Some(until), None)
            }
        }
    }

    fn of_times(&mut self, key: String, from: i64, until: Option<i64>) -> usize {
        match self.windows.iter().rposition(|window| window.from == from && window.until == until) {
            Some(place) => place,
            None => self.open(key, from, until, None),
        }
    }

    /// The window of a value: another value ends the one that is open.
    fn of_value(&mut self, value: String, rowtime: i64) -> usize {
        if let Some(open) = self.windows.back_mut().filter(|window| window.is_open) {
            if open.key == value {
                return self.windows.len() - 1;
            }
            (open.is_open, open.until) = (false, Some(rowtime));
        }
        self.open(value, rowtime, None, None)
    }

    fn open(&mut self, key: String, from: i64, until: Option<i64>, range: Option<Frame>) -> usize {
        if self.windows.len() == WINDOWS_MAX {
            self.windows.pop_front();
        }
        self.made += 1;
        self.windows.push_back(Window {
            number: self.made,
            key,
            from,
            until,
            is_open: true,
            rows: 0,
            marks: VecDeque::new(),
            told: 0,
            range,
        });
        self.windows.len() - 1
    }

    /// Ends the windows that no row can come into any more.
    fn end(&mut self, next_rowtime: i64) {
        for window in &mut self.windows {
            window.is_open &= window.until.is_none_or(|until| next_rowtime < until);
        }
    }

    /// Counts the rows that windows told of.
    fn tell(&mut self, given: &Batch) {
        for (row, order) in given.order.iter().enumerate() {
            let is_its = |window: &&mut Window| {
                let is_of_key = || match self.kind {
                    Kind::Stagger(_) => key_of(given, row, &behind(1, &self.keys)) == window.key,
                    _ => true,
                };
                !window.is_open && window.until == Some(order.rowtime) && is_of_key()
            };
            if let Some(window) = self.windows.iter_mut().find(is_its) {
                window.told += 1;
            }
        }
    }
}

impl Window {
    fn take(&mut self, mark: Mark) {
        self.rows += 1;
        if self.range.is_some() && self.marks.len() == MARKS_MAX {
            self.marks.pop_front();
        }
        if self.marks.len() < MARKS_MAX {
            self.marks.push_back(mark);
        }
    }

    /// The rows that are remembered, each with its number among all that the window took, from 0.
    pub fn numbered(&self) -> impl Iterator<Item = (u64, &Mark)> {
        (self.first_number()..).zip(&self.marks)
    }

    /// The row with a number.
    pub fn mark(&self, number: u64) -> Option<&Mark> {
        let place = number.checked_sub(self.first_number())?;
        self.marks.get(usize::try_from(place).ok()?)
    }

    fn first_number(&self) -> u64 {
        if self.slides() { self.rows - self.marks.len() as u64 } else { 0 }
    }

    /// The first moment that belongs to the window of a row: those that slide are another for each.
    pub fn from_of(&self, mark: &Mark) -> i64 {
        match self.range {
            Some(Frame::Range(length)) => mark.rowtime.saturating_sub(length),
            Some(Frame::Rows(count)) => {
                let alike = self.before(mark).rev().nth(count as usize);
                alike.or(self.marks.front()).map_or(mark.rowtime, |first| first.rowtime)
            }
            Some(Frame::Unbounded) | None => self.from,
        }
    }

    /// Whether each of its rows has a window of its own.
    pub fn slides(&self) -> bool {
        self.range.is_some()
    }

    /// How many rows are in the window of a row as far as they are remembered: of those that slide, the ones of its key.
    pub fn count_of(&self, mark: &Mark) -> u64 {
        match self.range {
            None => self.rows,
            Some(Frame::Rows(count)) => (self.before(mark).count() as u64).min(count + 1),
            Some(_) => {
                let from = self.from_of(mark);
                self.before(mark).filter(|other| from <= other.rowtime).count() as u64
            }
        }
    }

    /// The rows of a row's key up to itself.
    fn before<'w>(&'w self, mark: &'w Mark) -> impl DoubleEndedIterator<Item = &'w Mark> {
        let last = self.marks.iter().rposition(|other| other == mark).map_or(0, |place| place + 1);
        self.marks.range(..last).filter(|other| other.key == mark.key)
    }
}

/// The same columns, so many places further on.
fn behind(places: usize, keys: &[(usize, SqlType)]) -> Vec<(usize, SqlType)> {
    keys.iter().enumerate().map(|(place, (_, sql_type))| (places + place, *sql_type)).collect()
}

/// What a row has in columns, with commas between.
fn key_of(rows: &Batch, row: usize, keys: &[(usize, SqlType)]) -> String {
    let mut text = String::new();
    for (place, (column, sql_type)) in keys.iter().enumerate() {
        if 0 < place {
            text.push_str(", ");
        }
        let value = text_of(&rows.columns[*column].value(row, *sql_type), *sql_type);
        text.push_str(value.as_deref().unwrap_or("NULL"));
    }
    text
}
