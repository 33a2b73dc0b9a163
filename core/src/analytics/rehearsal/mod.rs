//! An application with a source of records and a clock of its own, as the page for SQL plays it.
//!
//! A [`Rehearsal`] is made of a [`Setup`], and goes on by [`Rehearsal::advance`]: records come when they are due, each is read at the
//! moment at which it comes, and once a second the clock is heard. It keeps the newest rows of each stream and the last windows for
//! [`Rehearsal::look`]. The same setup and the same steps show the same.

mod applications;
mod check;
mod picture;
mod propose;
mod sampled;
mod setup;
mod source;
mod table;
#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::vec::Vec;

pub use applications::{Application, applications};
pub use check::{Checked, ProblemView, check};
pub use picture::{
    ColumnView, Explained, LaneView, Look, MarkView, RowView, StreamKind, TableView, WindowView,
};
pub use propose::propose;
pub use sampled::{Sampled, SampledRow, sampled};
pub use setup::{ColumnSetup, FormatSetup, ReferenceSetup, SchemaSetup, Setup, Sources, Wrong};
pub use source::{sample, written};

use source::Source;
use table::Table;

use super::plan::Plan;
use super::windows::{Windows, times};
use super::workbench::{StreamRows, Workbench};

/// When rehearsals begin: a full hour, so that windows begin with it. Milliseconds since 1970.
pub const BEGIN: i64 = 1_767_225_600_000;
/// Records that discovery looks at.
const SAMPLE_MAX: usize = 200;
/// How often the clock is heard where no record comes.
const TICK_MS: i64 = 1_000;
/// How far one step goes at most.
pub const STEP_MAX_MS: i64 = 3_600_000;

/// An application that is being played.
#[derive(Debug)]
pub struct Rehearsal {
    workbench: Workbench,
    /// What the workbench does.
    plan: Plan,
    source: Source,
    windows: Windows,
    tables: Vec<Table>,
    /// How many in-application streams share the records.
    parallelism: usize,
    /// The names of the columns with a time.
    times: Vec<String>,
    now: i64,
    records: u64,
}

impl Rehearsal {
    /// Begins.
    ///
    /// # Errors
    /// Something of the setup is wrong.
    pub fn new(setup: &Setup) -> Result<Self, Wrong> {
        let inputs = setup.inputs()?;
        let references = setup.references()?;
        let workbench =
            Workbench::new(&setup.code, &inputs, &references, setup.seed, BEGIN).map_err(Wrong::of)?;
        let plan = workbench.plan().clone();
        let windows = Windows::of(&plan);
        let tables = Table::all(&workbench);
        let columns = inputs[0].schema.named_columns();
        let times = times(&columns).into_iter().map(|place| columns[place].name.clone()).collect();
        let source = Source::of(setup);
        let parallelism = inputs.len();
        Ok(Self { workbench, plan, source, windows, tables, parallelism, times, now: BEGIN, records: 0 })
    }

    /// Lets so many milliseconds pass.
    pub fn advance(&mut self, by_ms: i64) {
        let until = self.now.saturating_add(by_ms.clamp(0, STEP_MAX_MS));
        loop {
            let tick = (self.now.div_euclid(TICK_MS) + 1).saturating_mul(TICK_MS);
            let due = self.source.next_at();
            match due.filter(|due| *due <= until && *due < tick) {
                Some(due) => self.take_record(due),
                None if tick <= until => self.take_tick(tick),
                None => break,
            }
        }
        self.now = until;
    }

    /// The clock: milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.now
    }

    fn take_record(&mut self, due: i64) {
        let Some(record) = self.source.take() else { return };
        let input = (self.records % self.parallelism as u64) as usize;
        self.records += 1;
        self.now = due.max(self.now);
        let Self { workbench, plan, windows, tables, now, .. } = self;
        let told = workbench.push_watched(input, &[record.as_bytes()], *now, &mut |chunks, clock| {
            windows.see(plan, chunks, clock, *now);
            tables[..plan.inputs].iter_mut().zip(&plan.streams).for_each(|(table, stream)| {
                table.add(&chunks[stream.node].rows);
            });
        });
        self.keep(told);
    }

    fn take_tick(&mut self, tick: i64) {
        self.now = tick;
        let Self { workbench, plan, windows, .. } = self;
        let told =
            workbench.advance_watched(tick, &mut |chunks, clock| windows.see(plan, chunks, clock, tick));
        self.keep(told);
    }

    fn keep(&mut self, told: Vec<StreamRows>) {
        for StreamRows { stream, rows } in told {
            let table = self.tables.iter_mut().rfind(|table| table.name == stream);
            table.into_iter().for_each(|table| table.add(&rows));
        }
    }
}
