//! OVER: each row with what the rows before it tell.

mod history;
mod slide;
#[cfg(test)]
mod tests;

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use self::slide::Slide;
use super::aggregate::{Aggregate, Nulls};
use super::context::Context;
use super::groups::Groups;
use super::key;
use crate::analytics::expression::Faults;
use crate::analytics::row::{Chunk, Column};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// Adds to each row what the window tells that ends with it: a column for each function, behind those that it has.
#[derive(Clone, Debug)]
pub struct Sliding {
    /// Columns that rows of a window have alike, with their types.
    pub partition: Vec<(usize, SqlType)>,
    /// How far back a window goes.
    pub frame: Frame,
    /// What is told.
    pub functions: Vec<Analytic>,
}

/// How far back a window goes from the row that ends it. Both ends are in it, and of rows with the rowtime of the last one those that
/// came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// So many milliseconds of rowtime.
    Range(i64),
    /// So many rows beside the last one.
    Rows(u64),
    /// To the first row of all.
    Unbounded,
}

/// A function of a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Analytic {
    /// Which.
    pub kind: Kind,
    /// The place of the column, which COUNT(*) needs none of.
    pub argument: Option<usize>,
    /// The type of the column.
    pub argument_type: SqlType,
}

/// Which function of a window.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// One that groups have too.
    Aggregate(Aggregate),
    /// NTH_VALUE: the value of the row so far from an end of the window; the first is 1.
    Nth {
        /// So far.
        n: u64,
        /// Whether the end is the last row.
        is_from_last: bool,
        /// Whether NULLs are rows.
        nulls: Nulls,
    },
    /// LAG: the value of the row so many before the last.
    Lag {
        /// So many.
        n: u64,
        /// The value where the window does not go back so far.
        default: Value<'static>,
        /// Whether NULLs are rows.
        nulls: Nulls,
    },
    /// EXP_AVG with so many milliseconds until a value weighs half.
    ExpAvg(i64),
}

/// The windows of all partitions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct State(Option<Partitions>);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Partitions {
    groups: Groups,
    windows: Vec<Window>,
    /// When windows were last forgotten that no row is in.
    swept: i64,
}

/// The rows of a partition that the next one can still have in its window.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Window {
    /// The rowtime of each, where the frame asks for it.
    rowtimes: VecDeque<i64>,
    /// How many there are, and how many have left.
    len: u64,
    gone: u64,
    slides: Vec<Slide>,
}

impl Analytic {
    /// The type of what it tells.
    pub fn result_type(&self) -> SqlType {
        match self.kind {
            Kind::Aggregate(Aggregate::CountRows | Aggregate::Count) => SqlType::BigInt,
            Kind::Aggregate(Aggregate::Spread(_)) | Kind::ExpAvg(_) => SqlType::Double,
            Kind::Aggregate(Aggregate::Any | Aggregate::Every) => SqlType::Boolean,
            Kind::Aggregate(_) | Kind::Nth { .. } | Kind::Lag { .. } => self.argument_type,
        }
    }
}

impl Sliding {
    /// The types of what is added.
    pub fn added_types(&self) -> impl Iterator<Item = SqlType> {
        self.functions.iter().map(Analytic::result_type)
    }

    /// Takes rows, and gives them with what their windows tell.
    pub fn take(&self, state: &mut State, chunk: Chunk, context: &mut Context) -> Chunk {
        let Chunk { mut rows, bound } = chunk;
        let keys: Vec<_> =
            self.partition.iter().map(|(column, _)| Arc::clone(&rows.columns[*column])).collect();
        let partitions = state.0.get_or_insert_with(|| self.partitions());
        let mut told: Vec<_> = self.added_types().map(Column::empty).collect();
        let mut faults = Faults::new();
        let mut key = Vec::new();
        for (row, order) in rows.order.iter().enumerate() {
            key::write(&keys, row, &mut key);
            let group = partitions.groups.find_one(&keys, row, &key) as usize;
            if group == partitions.windows.len() {
                partitions.windows.push(self.window());
            }
            let window = &mut partitions.windows[group];
            self.evict(window, order.rowtime);
            self.push(window, order.rowtime, &rows.columns, row);
            for ((function, slide), told) in self.functions.iter().zip(&window.slides).zip(&mut told) {
                match slide.tell(function, window, order.rowtime) {
                    Ok(value) => told.push(&value),
                    Err(fault) => {
                        told.push_null();
                        faults.entry(row as u32).or_insert(fault);
                    }
                }
            }
        }
        self.sweep(partitions, bound.next_rowtime());
        rows.columns.extend(told.into_iter().map(Arc::new));
        Chunk { rows: context.without(rows, faults), bound }
    }

    fn partitions(&self) -> Partitions {
        let types: Vec<_> = self.partition.iter().map(|(_, sql_type)| *sql_type).collect();
        Partitions { groups: Groups::new(&types), windows: Vec::new(), swept: i64::MIN }
    }

    fn window(&self) -> Window {
        let slides = self.functions.iter().map(Slide::of).collect();
        Window { rowtimes: VecDeque::new(), len: 0, gone: 0, slides }
    }

    /// Lets go of the rows that are not in the window which ends now.
    fn evict(&self, window: &mut Window, now: i64) {
        match self.frame {
            Frame::Unbounded => {}
            Frame::Rows(count) => {
                while count < window.len {
                    window.pop();
                }
            }
            Frame::Range(length) => {
                while window.rowtimes.front().is_some_and(|first| *first < now.saturating_sub(length)) {
                    window.rowtimes.pop_front();
                    window.pop();
                }
            }
        }
    }

    fn push(&self, window: &mut Window, rowtime: i64, columns: &[Arc<Column>], row: usize) {
        let place = window.gone + window.len;
        if matches!(self.frame, Frame::Range(_)) {
            window.rowtimes.push_back(rowtime);
        }
        window.len += 1;
        for (function, slide) in self.functions.iter().zip(&mut window.slides) {
            let column = function.argument.map(|column| &*columns[column]);
            slide.push(place, rowtime, column, row, function.argument_type);
        }
    }

    /// Forgets the partitions whose rows have all left their windows, once in the length of a window: whoever comes back begins anew.
    fn sweep(&self, partitions: &mut Partitions, now: i64) {
        let Frame::Range(length) = self.frame else { return };
        if now.saturating_sub(length) <= partitions.swept {
            return;
        }
        partitions.swept = now;
        let is_kept =
            |window: &Window| window.rowtimes.back().is_some_and(|last| now.saturating_sub(length) <= *last);
        let kept: Vec<u32> = (0..partitions.windows.len() as u32)
            .filter(|place| is_kept(&partitions.windows[*place as usize]))
            .collect();
        if kept.len() < partitions.windows.len() {
            partitions.groups.keep(&kept);
            partitions.windows.retain(is_kept);
        }
    }
}

impl Window {
    /// Lets go of the oldest row.
    fn pop(&mut self) {
        self.slides.iter_mut().for_each(|slide| slide.pop(self.gone));
        self.gone += 1;
        self.len -= 1;
    }
}
