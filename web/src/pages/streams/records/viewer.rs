//! The viewer: iterators, what was read through them, and which of it passes the filter.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use kinetoscope::streams::TARGET;
use kinetoscope::streams::shapes::ShardIteratorType as Position;
use kinetoscope::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::super::here::Here;
use super::filter::Filter;
use super::path::{self, Path};
use super::row::Record;
use crate::store::Refusal;
use crate::ui::dom;
use crate::ui::keep_up::keep_up;

/// Records of a page.
pub(super) const PAGE: usize = 50;
/// Records that the list holds.
pub(super) const HELD_MAX: usize = 100_000;
/// Records that are asked of each shard at a time while following.
const FOLLOW_LIMIT: usize = 1_000;
/// Between two looks while following.
const FOLLOW_REST_MS: u32 = 1_000;
/// Between two looks whether the last read has ended.
const WAIT_MS: u32 = 10;
/// Records that the filter judges before the page may do something else.
const JUDGED_AT_ONCE: usize = 500;
/// Stands for all shards.
pub(super) const ALL: &str = "";

/// The service's name of an iterator that is too old.
const EXPIRED: &str = "ExpiredIteratorException";

/// A place in a shard.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cursor {
    pub(super) shard: String,
    /// `None` once a closed shard was read to its end.
    iterator: Option<String>,
    /// The last record that was read.
    last: Option<String>,
    pub(super) millis_behind: u64,
    /// Records that were read.
    pub(super) count: usize,
    /// The shards that go on where a closed one ends.
    pub(super) children: Vec<String>,
}

impl Cursor {
    /// Whether a closed shard was read to its end.
    pub(super) fn is_over(&self) -> bool {
        self.iterator.is_none()
    }
}

/// What reading has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spent {
    /// Calls of GetRecords that were answered.
    pub(super) calls: u64,
    /// Calls of it that were refused.
    pub(super) refused: u64,
    pub(super) records: u64,
    pub(super) bytes: u64,
}

#[derive(Default)]
struct Held {
    records: Vec<Record>,
    /// Ids of those that pass the filter, as far as it has come.
    passing: Vec<u32>,
    judged: usize,
    filter: Filter,
    path: Option<Path>,
    /// Whether somebody is judging.
    judging: bool,
}

/// The viewer.
#[derive(Clone, Copy)]
pub(super) struct Viewer {
    pub(super) here: Here,
    /// Id of a shard, or [`ALL`].
    pub(super) shard: RwSignal<String>,
    pub(super) position: RwSignal<Position>,
    /// Sequence number or time, for positions that need one.
    pub(super) at: RwSignal<String>,
    pub(super) cursors: RwSignal<Vec<Cursor>>,
    pub(super) spent: RwSignal<Spent>,
    pub(super) busy: RwSignal<bool>,
    pub(super) following: RwSignal<bool>,
    /// What the last call was refused with, or why following has ended.
    pub(super) trouble: RwSignal<Option<Trouble>>,
    pub(super) filter: RwSignal<String>,
    pub(super) filter_wrong: RwSignal<Option<String>>,
    /// Records in the list, and those of them that pass the filter.
    pub(super) held_count: RwSignal<usize>,
    pub(super) passing_count: RwSignal<usize>,
    /// Counts filters, so that rows of an old one go.
    pub(super) filters: RwSignal<u32>,
    pub(super) chosen: RwSignal<Option<u32>>,
    /// A large value that was opened: whose it is, and itself.
    pub(super) opened: RwSignal<Option<(u32, Rc<str>)>, LocalStorage>,
    held: StoredValue<Held, LocalStorage>,
}

/// Why reading does not go on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trouble {
    pub(super) text: String,
    /// Whether a new iterator would help.
    pub(super) expired: bool,
}

impl Trouble {
    fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), expired: false }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self { text: refusal.in_words(), expired: refusal.code == EXPIRED }
    }
}

impl Viewer {
    pub(super) fn new(here: Here) -> Self {
        let first = here.with_stream(|stream| stream.shards.first().map(|shard| shard.id.clone())).flatten();
        let viewer = Self {
            here,
            shard: RwSignal::new(dom::query("shard").or(first).unwrap_or_default()),
            position: RwSignal::new(Position::TrimHorizon),
            at: RwSignal::new(String::new()),
            cursors: RwSignal::new(vec![]),
            spent: RwSignal::new(Spent::default()),
            busy: RwSignal::new(false),
            following: RwSignal::new(false),
            trouble: RwSignal::new(None),
            filter: RwSignal::new(dom::query("filter").unwrap_or_default()),
            filter_wrong: RwSignal::new(None),
            held_count: RwSignal::new(0),
            passing_count: RwSignal::new(0),
            filters: RwSignal::new(0),
            chosen: RwSignal::new(None),
            opened: RwSignal::new_local(None),
            held: StoredValue::new_local(Held::default()),
        };
        let moment = Memo::new(move |_| (viewer.following.get(), viewer.now()));
        let follow =
            move || -> std::pin::Pin<Box<dyn Future<Output = bool>>> { Box::pin(viewer.follow_once()) };
        keep_up(moment, FOLLOW_REST_MS, Rc::new(follow));
        viewer
    }

    /// A record of the list.
    pub(super) fn record(self, id: u32) -> Option<Record> {
        self.held.try_with_value(|held| held.records.get(id as usize).cloned()).flatten()
    }

    /// Ids of the records that pass the filter, at these places.
    pub(super) fn ids(self, range: std::ops::Range<usize>) -> Vec<u32> {
        self.filters.track();
        self.held.with_value(|held| {
            let to = range.end.min(held.passing.len());
            held.passing.get(range.start.min(to)..to).unwrap_or_default().to_vec()
        })
    }

    fn now(self) -> Option<Instant> {
        self.here.store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.now))
    }

    /// Whether what was to come after this moment is known already.
    fn is_past(self) -> bool {
        self.here.store.picture.with_untracked(|picture| {
            picture.as_ref().is_some_and(|picture| picture.view.now < picture.furthest)
        })
    }

    /// The input of GetShardIterator for a shard, from where the fields say.
    ///
    /// # Errors
    /// What is wrong with the fields.
    pub(super) fn start_input(self, shard: &str) -> Result<Value, String> {
        let position = self.position.get();
        let mut input = json!({ "StreamName": self.here.stream.get(), "ShardId": shard, "ShardIteratorType": position.as_str() });
        let at = self.at.with(|at| at.trim().to_owned());
        match position {
            Position::AtSequenceNumber | Position::AfterSequenceNumber => {
                if at.is_empty() {
                    return Err("Give a sequence number.".into());
                }
                if shard == ALL {
                    return Err("A sequence number belongs to one shard: choose it.".into());
                }
                input["StartingSequenceNumber"] = at.into();
            }
            Position::AtTimestamp => {
                let time = time_of_field(&at).ok_or("Give a date and a time.")?;
                input["Timestamp"] = (time.total_micros() as f64 / 1e6).into();
            }
            Position::TrimHorizon | Position::Latest => {}
        }
        Ok(input)
    }

    /// The shards that are to be read.
    fn shards(self) -> Vec<String> {
        let chosen = self.shard.get_untracked();
        if chosen != ALL {
            return vec![chosen];
        }
        let all = |stream: &kinetoscope::world::view::StreamView| {
            stream.shards.iter().map(|shard| shard.id.clone()).collect()
        };
        untrack(|| self.here.with_stream(all)).unwrap_or_default()
    }

    /// Empties the list.
    pub(super) fn clear(self) {
        self.held.update_value(|held| {
            held.records.clear();
            held.passing.clear();
            held.judged = 0;
        });
        self.chosen.set(None);
        self.opened.set(None);
        self.trouble.set(None);
        self.filters.update(|count| *count += 1);
        self.held_count.set(0);
        self.passing_count.set(0);
    }

    /// Begins anew: iterators from where the fields say, and the first page.
    pub(super) fn start(self) {
        self.following.set(false);
        self.work(async move {
            self.clear();
            let mut cursors = vec![];
            for shard in self.shards() {
                if self.is_gone() {
                    return Ok(());
                }
                let input = untrack(|| self.start_input(&shard)).map_err(Trouble::of)?;
                cursors.push(Cursor {
                    iterator: Some(self.iterator(&input).await?),
                    shard,
                    ..Cursor::default()
                });
            }
            _ = self.cursors.try_set(cursors);
            self.read_page().await
        });
    }

    /// Reads the next page.
    pub(super) fn next(self) {
        self.work(self.read_page());
    }

    /// Takes new iterators where the old ones would have gone on, and reads.
    pub(super) fn renew(self) {
        self.work(async move {
            self.renew_iterators().await?;
            self.read_page().await
        });
    }

    /// Reads one after the other; what a page that was left had begun is not gone on with.
    fn work(self, what: impl Future<Output = Result<(), Trouble>> + 'static) {
        let is_free = !self.busy.get_untracked();
        self.busy.set(true);
        spawn_local(async move {
            while !is_free && self.busy.try_get_untracked() == Some(true) {
                TimeoutFuture::new(WAIT_MS).await;
            }
            if self.is_gone() {
                return;
            }
            self.busy.set(true);
            self.trouble.set(None);
            let outcome = what.await;
            _ = self.busy.try_set(false);
            if let Err(trouble) = outcome {
                _ = self.trouble.try_set(Some(trouble));
            }
        });
    }

    /// Whether the page was left while something was under way.
    fn is_gone(self) -> bool {
        self.held.is_disposed()
    }

    /// What is done once a second while following: says whether the page is still there.
    async fn follow_once(self) -> bool {
        let wanted = self.following.try_get_untracked();
        if wanted == Some(true) && self.busy.try_get_untracked() == Some(false) {
            _ = self.busy.try_set(true);
            let outcome = self.follow_on().await;
            _ = self.busy.try_set(false);
            if let Err(trouble) = outcome {
                _ = self.trouble.try_set(Some(trouble));
                _ = self.following.try_set(false);
            }
        }
        wanted.is_some()
    }

    async fn follow_on(self) -> Result<(), Trouble> {
        if self.is_past() {
            let text = "Following has ended: the clock is in the past, and to read there would replace what came after.";
            return Err(Trouble::of(text));
        }
        for place in 0..self.cursors.with_untracked(Vec::len) {
            match self.read(place, FOLLOW_LIMIT).await {
                // A fast clock outruns an iterator between two reads.
                Err(trouble) if trouble.expired => self.renew_iterators().await?,
                // A refused read is made again later, as a reader would.
                Err(trouble) => _ = self.trouble.try_set(Some(trouble)),
                Ok(0) => {}
                Ok(_) => _ = self.trouble.try_set(None),
            }
        }
        Ok(())
    }

    async fn renew_iterators(self) -> Result<(), Trouble> {
        let cursors = self.cursors.try_get_untracked().unwrap_or_default();
        for (place, cursor) in cursors.into_iter().enumerate().filter(|(_, cursor)| cursor.iterator.is_some())
        {
            if self.is_gone() {
                return Ok(());
            }
            let input = match cursor.last {
                Some(last) => json!({
                    "StreamName": self.here.stream.get_untracked(), "ShardId": cursor.shard,
                    "ShardIteratorType": Position::AfterSequenceNumber.as_str(), "StartingSequenceNumber": last,
                }),
                None => untrack(|| self.start_input(&cursor.shard)).map_err(Trouble::of)?,
            };
            let iterator = self.iterator(&input).await?;
            _ = self.cursors.try_update(|cursors| {
                if let Some(cursor) = cursors.get_mut(place) {
                    cursor.iterator = Some(iterator);
                }
            });
        }
        Ok(())
    }

    async fn iterator(self, input: &Value) -> Result<String, Trouble> {
        let answer = self.here.store.call(TARGET, "GetShardIterator", input).await?;
        Ok(answer["ShardIterator"].as_str().unwrap_or_default().to_owned())
    }

    /// Reads shard after shard until a page is full.
    async fn read_page(self) -> Result<(), Trouble> {
        let mut left = PAGE;
        for place in 0..self.cursors.try_with_untracked(Vec::len).unwrap_or(0) {
            if left == 0 {
                break;
            }
            left -= self.read(place, left).await?.min(left);
        }
        Ok(())
    }

    /// Calls GetRecords for one shard, and says how many came.
    async fn read(self, place: usize, limit: usize) -> Result<usize, Trouble> {
        let room = HELD_MAX - self.held_count.try_get_untracked().unwrap_or(0);
        if room == 0 {
            let text = "The list is full. Empty it to go on reading.";
            return Err(Trouble::of(text));
        }
        let cursor = self.cursors.try_with_untracked(|cursors| cursors.get(place).cloned()).flatten();
        let Some(Cursor { shard, iterator: Some(iterator), .. }) = cursor else { return Ok(0) };
        let answer = self.get_records(&iterator, limit.min(room)).await?;
        let read_at = untrack(|| self.now()).unwrap_or(Instant::from_secs(0));
        let records = answer["Records"].as_array().into_iter().flatten();
        let records: Vec<_> =
            records.filter_map(|record| Record::of_answer(&shard, record, read_at)).collect();
        let children = answer["ChildShards"].as_array().into_iter().flatten();
        let children: Vec<_> =
            children.filter_map(|child| child["ShardId"].as_str().map(str::to_owned)).collect();
        let count = records.len();
        let last = records.last().map(|record| record.sequence_number.clone());
        _ = self.cursors.try_update(|cursors| {
            if let Some(cursor) = cursors.get_mut(place) {
                cursor.iterator = answer["NextShardIterator"].as_str().map(str::to_owned);
                cursor.millis_behind = answer["MillisBehindLatest"].as_u64().unwrap_or(0);
                cursor.last = last.or(cursor.last.take());
                cursor.children = children;
                cursor.count += count;
            }
        });
        self.keep(records);
        Ok(count)
    }

    async fn get_records(self, iterator: &str, limit: usize) -> Result<Value, Trouble> {
        let input = json!({ "ShardIterator": iterator, "Limit": limit });
        let outcome = self.here.store.call(TARGET, "GetRecords", &input).await;
        _ = self.spent.try_update(|spent| match &outcome {
            Ok(answer) => spent.add(answer),
            Err(_) => spent.refused += 1,
        });
        Ok(outcome?)
    }

    /// Reads a large value again, whole.
    pub(super) fn open_value(self, id: u32) {
        let Some(record) = self.record(id) else { return };
        self.work(async move {
            let input = json!({
                "StreamName": self.here.stream.get_untracked(), "ShardId": record.shard,
                "ShardIteratorType": Position::AtSequenceNumber.as_str(), "StartingSequenceNumber": record.sequence_number,
            });
            let iterator = self.iterator(&input).await?;
            let answer = self.get_records(&iterator, 1).await?;
            let found = &answer["Records"][0];
            if found["SequenceNumber"].as_str() != Some(&record.sequence_number) {
                return Err(Trouble::of("This record has expired since it was listed, so its value cannot be read again."));
            }
            _ = self.opened.try_set(Some((id, found["Data"].as_str().unwrap_or_default().into())));
            Ok(())
        });
    }

    /// Puts records into the list.
    fn keep(self, records: Vec<Record>) {
        _ = self.held.try_update_value(|held| held.records.extend(records));
        let count = self.held.try_with_value(|held| held.records.len()).unwrap_or(0);
        _ = self.held_count.try_set(count);
        self.judge();
    }

    /// Takes the filter of the field, and judges all records by it.
    pub(super) fn apply_filter(self) {
        let text = self.filter.get_untracked();
        dom::set_query("filter", text.trim());
        spawn_local(async move {
            match read_filter(&text).await {
                Ok((filter, path)) => {
                    _ = self.filter_wrong.try_set(None);
                    _ = self.held.try_update_value(|held| {
                        *held = Held {
                            filter,
                            path,
                            passing: vec![],
                            judged: 0,
                            judging: held.judging,
                            records: std::mem::take(&mut held.records),
                        };
                    });
                    _ = self.passing_count.try_set(0);
                    _ = self.filters.try_update(|count| *count += 1);
                    self.judge();
                }
                Err(why) => _ = self.filter_wrong.try_set(Some(why)),
            }
        });
    }

    /// Judges what has not been judged, a few at a time, so that the page stays alive.
    fn judge(self) {
        let begin = self.held.try_update_value(|held| !std::mem::replace(&mut held.judging, true));
        if begin != Some(true) {
            return;
        }
        spawn_local(async move {
            while let Some((passing, left)) = self.held.try_update_value(Held::judge_some) {
                _ = self.passing_count.try_set(passing);
                if left == 0 {
                    break;
                }
                TimeoutFuture::new(0).await;
            }
            _ = self.held.try_update_value(|held| held.judging = false);
        });
    }
}

impl Held {
    /// Judges some; gives how many pass and how many are left.
    fn judge_some(&mut self) -> (usize, usize) {
        let to = (self.judged + JUDGED_AT_ONCE).min(self.records.len());
        for id in self.judged..to {
            let finds = |text: &str| self.path.as_ref().is_some_and(|path| path.finds(text));
            if self.filter.takes(&self.records[id], finds) {
                self.passing.push(id as u32);
            }
        }
        self.judged = to;
        (self.passing.len(), self.records.len() - to)
    }
}

impl Spent {
    fn add(&mut self, answer: &Value) {
        let records = answer["Records"].as_array().map(Vec::as_slice).unwrap_or_default();
        let bytes = |record: &Value| record["Data"].as_str().map_or(0, super::row::decoded_bytes) as u64;
        self.calls += 1;
        self.records += records.len() as u64;
        self.bytes += records.iter().map(bytes).sum::<u64>();
    }
}

/// Reads a filter, and its JSONPath by the library.
async fn read_filter(text: &str) -> Result<(Filter, Option<Path>), String> {
    let filter = Filter::parse(text)?;
    let path = match &filter.path {
        Some(path) => Some(path::read(path).await?),
        None => None,
    };
    Ok((filter, path))
}

/// A field of date and time, which leaves out seconds that are zero, as a time in UTC.
fn time_of_field(text: &str) -> Option<Instant> {
    let seconds = if text.len() == 16 { ":00" } else { "" };
    Instant::parse(&format!("{text}{seconds}Z"))
}
