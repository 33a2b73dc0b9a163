//! What was asked for, in words.

use alloc::format;
use alloc::string::String;
use alloc::vec;

use super::{Explained, Severity};
use crate::fact::{CastChange, Event, Origin};
use crate::time::Instant;
use crate::world::words::{self, count};

pub(super) fn explain_refused_input(action: &str, message: &str) -> Explained {
    (
        Severity::Warning,
        format!("An input could not be done: {}", action.replace('_', " ")),
        message.into(),
        "What a scenario or a plan has happen changes nothing where it cannot be done when its time comes."
            .into(),
        vec![],
    )
}

/// What was asked for, in words.
pub(super) fn explain_change(event: &Event, at: Instant) -> Explained {
    let length = |until: &Instant| words::length(until.since(at).total_millis());
    let (title, by) = match event {
        Event::ProducerChanged(change) => {
            (format!("{} {}", change.producer, words::producer_change(change)), change.by)
        }
        Event::AnswersLost { producer, by, until } => {
            (format!("{producer} hears no answers for {}", length(until)), *by)
        }
        Event::ReaderChanged(change) => {
            (format!("{} {}", change.reader, words::reader_change(change)), change.by)
        }
        Event::ReaderCrashed { reader, by, until } => {
            let back =
                until.as_ref().map_or_else(String::new, |at| format!(" and begins again in {}", length(at)));
            (format!("{reader} crashes{back}"), *by)
        }
        Event::KeyStateChanged { key, by, state } => {
            (format!("The KMS key {key} is {}", state.replace('_', " ")), *by)
        }
        Event::CastChanged { actor, change, other, by } => {
            let other = other.as_deref().unwrap_or_default();
            let words = match change {
                CastChange::Producer => format!("{actor} came and puts into {other}"),
                CastChange::Reader => format!("{actor} came and reads {other}"),
                CastChange::Duplicate => format!("{actor} came, another {other}"),
                CastChange::Removed => format!("{actor} went"),
                CastChange::Renamed => format!("{actor} is called {other} now"),
                CastChange::Connected => format!("{actor} is connected to {other} now"),
            };
            (words, *by)
        }
        Event::Planned { count: 1, by } => ("One thing is to happen later".into(), *by),
        Event::Planned { count: number, by } => {
            (format!("{} things are to happen later", count(u64::from(*number))), *by)
        }
        Event::FaultBegan { plan, by } => (words::fault(plan), *by),
        Event::FaultsCleared { by } => ("All faults are over".into(), *by),
        Event::WritesRefused { stream, shard, by, until } => {
            (format!("Shard {} of {stream} refuses all writes for {}", shard.0, length(until)), *by)
        }
        #[cfg(feature = "firehose")]
        Event::DestinationFaultBegan { plan, by } => (words::destination_fault(plan), *by),
        #[cfg(feature = "firehose")]
        Event::FlushAsked { delivery_stream, by } => {
            (format!("The buffers of {delivery_stream} close now"), *by)
        }
        #[cfg(feature = "firehose")]
        Event::Provided { kind, name, by } => (format!("The {kind} {name} is there now"), *by),
        _ => unreachable!("no other fact is the cause of such a note"),
    };
    let cause = match by {
        Origin::Scenario => "The scenario changed it.",
        Origin::Person => "You changed it.",
    };
    (Severity::Info, title, cause.into(), String::new(), vec![])
}
