//! Receipt handles, new at each receive, and record ids, which stay.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::super::token;
use super::ledger::Place;
use crate::error::Error;

/// Decoded length of a handle. Assumed: the model only says that it has at most 1,024 characters.
const RECEIPT_BYTES: usize = 96;

/// What a receipt handle says: one delivery of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Receipt {
    queue: Arc<str>,
    pub(super) place: Place,
    /// Which delivery of the queue it was.
    pub(super) serial: u64,
}

impl Receipt {
    pub(super) fn seal(queue: Arc<str>, place: Place, serial: u64) -> String {
        token::seal(&Self { queue, place, serial }, RECEIPT_BYTES)
    }

    /// Reads a handle of this queue.
    ///
    /// # Errors
    /// InvalidArgument for what is none.
    pub(super) fn open(text: &str, queue: &str) -> Result<Self, Error> {
        let opened: Option<Self> = token::open(text);
        opened.filter(|receipt| &*receipt.queue == queue).ok_or_else(Error::invalid_receipt)
    }
}

/// The id of a record, the same in every queue of its stream.
pub(super) fn record_id(place: Place) -> String {
    format!("{:08x}{:016x}", place.shard.0, place.counter)
}
