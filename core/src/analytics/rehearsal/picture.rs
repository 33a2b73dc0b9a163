//! What a rehearsal looks like now.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{BEGIN, Rehearsal};
use crate::analytics::windows::{Kind, Lane, Mark, Window};

/// Marks of a lane that are drawn at most: more are a grey band to any eye.
const MARKS_MAX: usize = 600;

/// All that a page draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// When it began: milliseconds since 1970.
    pub began: i64,
    /// Its clock.
    pub now: i64,
    /// Records that came.
    pub records: u64,
    /// Whether no more will come.
    pub is_over: bool,
    /// The columns that tell a time.
    pub times: Vec<String>,
    /// The streams.
    pub tables: Vec<TableView>,
    /// The windows.
    pub lanes: Vec<LaneView>,
}

/// What a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamKind {
    /// An input fills it.
    Input,
    /// The application makes it.
    Made,
    /// Rows without a result.
    Errors,
}

/// A stream with its newest rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: StreamKind,
    /// The pumps that write to it.
    pub pumps: Vec<String>,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// How many rows it ever had.
    pub total: u64,
    /// How many of them are remembered.
    pub kept: u64,
    /// The newest, the last first.
    pub rows: Vec<RowView>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// Its name.
    pub name: String,
    /// What it holds, as SQL writes it.
    pub sql_type: String,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// Its number in its stream, from 0.
    pub number: u64,
    /// Its rowtime.
    pub rowtime: i64,
    /// Its values; none where they are NULL.
    pub fields: Vec<Option<String>>,
}

/// The windows of a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneView {
    /// What kind of windows they are, in a word or two.
    pub kind: String,
    /// What the clause does, as the plan says it.
    pub about: String,
    /// The pump that it is a part of.
    pub pump: String,
    /// The stream that the pump writes to.
    pub into: String,
    /// Whether its windows overlap, so that each key has a line of its own.
    pub overlaps: bool,
    /// Whether each row has a window of its own.
    pub slides: bool,
    /// The windows, the oldest first.
    pub windows: Vec<WindowView>,
}

/// A window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowView {
    /// Its number in its lane.
    pub number: u64,
    /// What its rows have alike.
    pub key: String,
    /// The first moment in it; of windows that slide, that of the newest row's.
    pub from: i64,
    /// The first moment behind it, where that is known; of windows that slide, the newest row's.
    pub until: Option<i64>,
    /// Whether rows can still come into it.
    pub is_open: bool,
    /// How many rows it took.
    pub rows: u64,
    /// How many rows it told of at its end.
    pub told: u64,
    /// Its rows as far as they are drawn.
    pub marks: Vec<MarkView>,
}

/// A row that a window took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkView {
    /// Its number among the rows of its window, from 0.
    pub number: u64,
    /// By what it is told apart inside its window.
    pub key: String,
    /// Its time as the window takes it.
    pub rowtime: i64,
    /// When its record came, where it came of one.
    pub arrival: Option<i64>,
    /// The time that it tells.
    pub event: Option<i64>,
    /// Whether that time lies before the window.
    pub is_late: bool,
}

/// Why a row is in its window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// In a sentence or two.
    pub why: String,
    /// The first moment of the window that the row is in.
    pub from: i64,
    /// The first moment behind it.
    pub until: Option<i64>,
    /// The values of the row, by the names of the input's columns, where it came of a record.
    pub fields: Vec<(String, Option<String>)>,
}

impl Rehearsal {
    /// What is to be seen, with so many rows of each stream at most. `time` is the column whose time rows are judged by.
    pub fn look(&self, rows_max: usize, time: Option<&str>) -> Look {
        let time = self.time(time);
        Look {
            began: BEGIN,
            now: self.now,
            records: self.records,
            is_over: self.source.next_at().is_none(),
            times: self.times.clone(),
            tables: self.tables.iter().map(|table| table.view(rows_max)).collect(),
            lanes: self.windows.lanes.iter().map(|lane| self.lane(lane, time)).collect(),
        }
    }

    /// Why a row is in its window: by the lane, the number of the window and that of the row in it.
    pub fn explain(&self, lane: usize, window: u64, mark: u64, time: Option<&str>) -> Option<Explained> {
        let lane = self.windows.lanes.get(lane)?;
        let window = lane.windows.iter().find(|it| it.number == window)?;
        let mark = window.mark(mark)?;
        let time = self.time(time);
        let named = time.map(|place| (place, self.times[place].as_str()));
        let slides = matches!(lane.kind, Kind::Sliding(_));
        Some(Explained {
            why: self.windows.explain(lane, window, mark, named),
            from: window.from_of(mark),
            until: if slides { Some(mark.rowtime) } else { window.until },
            fields: self.fields_of(mark),
        })
    }

    /// All rows of a stream that are remembered, as fields with commas between.
    pub fn csv(&self, stream: &str) -> Option<String> {
        self.tables.iter().find(|table| table.name == stream).map(super::table::Table::csv)
    }

    fn time(&self, name: Option<&str>) -> Option<usize> {
        self.times.iter().position(|time| Some(time.as_str()) == name)
    }

    fn lane(&self, lane: &Lane, time: Option<usize>) -> LaneView {
        let plan = &self.plan;
        let pump = plan.nodes[lane.node].pump.map(|pump| &plan.pumps[pump]);
        let (pump, into) = pump.map_or(Default::default(), |pump| (pump.name.clone(), pump.into.clone()));
        let mut left = MARKS_MAX;
        // The newest windows are drawn first, should there be too much to draw.
        let mut windows: Vec<_> =
            lane.windows.iter().rev().map(|window| self.window(lane, window, time, &mut left)).collect();
        windows.reverse();
        LaneView {
            kind: kind(lane.kind).to_string(),
            about: plan.told_of(lane.node),
            pump,
            into,
            overlaps: matches!(lane.kind, Kind::Stagger(_)),
            slides: matches!(lane.kind, Kind::Sliding(_)),
            windows,
        }
    }

    fn window(&self, lane: &Lane, window: &Window, time: Option<usize>, left: &mut usize) -> WindowView {
        let skipped = window.marks.len().saturating_sub(*left);
        *left -= window.marks.len() - skipped;
        let marks = window.numbered().skip(skipped);
        let mark = |(number, mark): (u64, &Mark)| MarkView {
            number,
            key: mark.key.clone(),
            rowtime: mark.rowtime,
            arrival: self.windows.source_row(mark).map(|row| row.arrival),
            event: time.and_then(|time| self.windows.time(mark, time)),
            is_late: time.is_some_and(|time| self.windows.is_late(lane, window, mark, time)),
        };
        let newest = window.marks.back();
        let slides = window.slides();
        WindowView {
            number: window.number,
            key: window.key.clone(),
            from: newest.filter(|_| slides).map_or(window.from, |mark| window.from_of(mark)),
            until: newest.filter(|_| slides).map_or(window.until, |mark| Some(mark.rowtime)),
            is_open: window.is_open,
            rows: window.rows,
            told: window.told,
            marks: marks.map(mark).collect(),
        }
    }

    /// The values of the row of an input that a row came of.
    fn fields_of(&self, mark: &Mark) -> Vec<(String, Option<String>)> {
        if mark.cause == 0 {
            return Vec::new();
        }
        let inputs = &self.tables[..self.plan.inputs];
        inputs.iter().find_map(|table| table.of_cause(mark.cause)).unwrap_or_default()
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Tumbling => "Tumbling",
        Kind::Changing => "By value",
        Kind::Stagger(_) => "Stagger",
        Kind::Sliding(_) => "Sliding",
        Kind::Counting(_) => "Counting",
        Kind::Sorting => "Sorting",
    }
}
