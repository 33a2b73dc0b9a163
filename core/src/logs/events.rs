//! The events of all streams in the order in which they came, and how they are given out in pages.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::time::Instant;

/// Events that are kept, of all streams of an account and region; beyond it the oldest go.
pub const EVENTS_KEPT: usize = 10_000;
/// Events of a page. Source: API reference of CloudWatch Logs, GetLogEvents.
const PAGE_EVENTS_MAX: usize = 10_000;
/// Their bytes. Source: the same.
pub const PAGE_BYTES_MAX: usize = 1024 * 1024;
/// What an event counts for beside its message. Source: API reference of CloudWatch Logs, PutLogEvents.
const EVENT_OVERHEAD_BYTES: usize = 26;
/// Events of one shared piece of the list.
const CHUNK: usize = 250;
/// Digits of the numbers in tokens and ids.
const DIGITS: usize = 56;

/// An event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Counts up from 0.
    pub(super) serial: u64,
    pub(super) at: Instant,
    /// The id of its stream.
    pub(super) stream: u64,
    pub(super) message: Arc<str>,
}

/// All events.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Events {
    /// In order; in pieces that copies of the world share.
    kept: VecDeque<Arc<Vec<Entry>>>,
    count: u64,
}

/// From where on, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cursor {
    /// From this event on.
    Forward(u64),
    /// Back from before this event.
    Backward(u64),
}

/// A page of events.
#[derive(Debug)]
pub(super) struct Page<'e> {
    /// In the order in which they were looked for.
    pub(super) events: Vec<&'e Entry>,
    /// Where it goes on, if it does.
    pub(super) next: Option<Cursor>,
}

impl Entry {
    /// What no other event has: its time and its number.
    pub(super) fn id(&self) -> String {
        format!("{:020}{:036}", self.at.total_millis(), self.serial)
    }
}

impl Events {
    /// Appends an event.
    pub(super) fn push(&mut self, stream: u64, message: Arc<str>, now: Instant) {
        if self.kept.back().is_none_or(|chunk| chunk.len() == CHUNK) {
            self.kept.push_back(Arc::new(Vec::with_capacity(CHUNK)));
        }
        let entry = Entry { serial: self.count, at: now, stream, message };
        Arc::make_mut(self.kept.back_mut().expect("one was pushed")).push(entry);
        self.count += 1;
        if EVENTS_KEPT / CHUNK < self.kept.len() {
            self.kept.pop_front();
        }
    }

    /// Where reading goes on by a token, or begins without one.
    pub(super) fn begin(&self, token: Option<&str>, from_head: bool) -> Result<Cursor, Error> {
        match token {
            Some(token) => Cursor::parse(token),
            None if from_head => Ok(Cursor::Forward(0)),
            None => Ok(Cursor::Backward(self.count)),
        }
    }

    /// Up to so many events that are wanted, from a place on; unless told, as many as a page may have. O(events).
    pub(super) fn page(
        &self,
        from: Cursor,
        limit: Option<i32>,
        is_wanted: impl Fn(&Entry) -> bool,
    ) -> Page<'_> {
        let limit = limit.map_or(PAGE_EVENTS_MAX, |limit| limit as usize);
        let all = self.kept.iter().flat_map(|chunk| chunk.iter());
        match from {
            Cursor::Forward(serial) => {
                let (events, next) =
                    cut(all.filter(|entry| serial <= entry.serial && is_wanted(entry)), limit);
                Page { events, next: next.map(|next| Cursor::Forward(next.serial)) }
            }
            Cursor::Backward(serial) => {
                let (events, next) =
                    cut(all.rev().filter(|entry| entry.serial < serial && is_wanted(entry)), limit);
                Page { events, next: next.map(|next| Cursor::Backward(next.serial + 1)) }
            }
        }
    }
}

/// As many events as a page may have, and the first of the next.
fn cut<'e>(events: impl Iterator<Item = &'e Entry>, limit: usize) -> (Vec<&'e Entry>, Option<&'e Entry>) {
    let (mut page, mut bytes) = (Vec::new(), 0);
    for entry in events {
        bytes += entry.message.len() + EVENT_OVERHEAD_BYTES;
        if page.len() == limit || (PAGE_BYTES_MAX < bytes && !page.is_empty()) {
            return (page, Some(entry));
        }
        page.push(entry);
    }
    (page, None)
}

impl Page<'_> {
    /// From its oldest event to behind its newest; where it is empty, nothing at the place that it was looked for.
    pub(super) fn extent(&self, from: Cursor) -> Range<u64> {
        let serials = || self.events.iter().map(|entry| entry.serial);
        let (Cursor::Forward(place) | Cursor::Backward(place)) = from;
        match (serials().min(), serials().max()) {
            (Some(oldest), Some(newest)) => oldest..newest + 1,
            _ => place..place,
        }
    }
}

impl Cursor {
    /// The token by which one comes here.
    pub(super) fn token(self) -> String {
        let (way, serial) = match self {
            Self::Forward(serial) => ('f', serial),
            Self::Backward(serial) => ('b', serial),
        };
        format!("{way}/{serial:0width$}/s", width = DIGITS)
    }

    /// The place of a token.
    fn parse(token: &str) -> Result<Self, Error> {
        let serial = |digits: &str| {
            let is_number = digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|_| is_number)
        };
        let place = token.strip_suffix("/s").and_then(|token| {
            let forward = token.strip_prefix("f/").and_then(serial).map(Self::Forward);
            forward.or_else(|| token.strip_prefix("b/").and_then(serial).map(Self::Backward))
        });
        place.ok_or_else(Error::logs_token_invalid)
    }
}
