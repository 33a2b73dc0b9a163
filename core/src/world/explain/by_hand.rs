//! What people do with what was delivered, in words.

use alloc::format;
use alloc::string::String;
use alloc::vec;

use super::{Explained, Severity};
use crate::fact::Event;
use crate::world::look::Look;
use crate::world::words::count;

/// Letters of an object that a note shows.
const LETTERS_SHOWN: usize = 400;

impl Look<'_> {
    pub(super) fn explain_by_hand(self, event: &Event, number: u64) -> Explained {
        match event {
            Event::ObjectRead { bucket, key } => self.explain_read_object(bucket, key),
            Event::CopyRun { delivery_stream, manifest, rows, error } => {
                explain_copy(delivery_stream, manifest, *rows, error.as_deref())
            }
            Event::ObjectsEvicted { bucket, .. } => explain_evicted("objects of", bucket, number),
            Event::ReceivedEvicted { server, .. } => {
                explain_evicted("requests, documents or rows of", server, number)
            }
            _ => unreachable!("no other fact is the cause of such a note"),
        }
    }

    fn explain_read_object(self, bucket: &str, key: &str) -> Explained {
        let object = self.desk.s3.bucket(bucket).ok().and_then(|bucket| bucket.object(key).ok());
        let text = object.and_then(|object| core::str::from_utf8(&object.body).ok());
        let shown = text.map_or_else(String::new, |text| text.chars().take(LETTERS_SHOWN).collect());
        let cause = if shown.is_empty() { "It is no text.".into() } else { shown };
        (Severity::Info, format!("{key} was read from {bucket}"), cause, String::new(), vec![])
    }
}

fn explain_copy(name: &str, manifest: &str, rows: u64, error: Option<&str>) -> Explained {
    let rule = "COPY with a manifest loads what the manifest lists, whether or not it was loaded before: twice is twice the rows.";
    match error {
        None => (
            Severity::Info,
            format!("COPY by hand loaded {} rows", count(rows)),
            format!("The manifest {manifest} lists the objects that {name} could not load."),
            rule.into(),
            vec![],
        ),
        Some(error) => (
            Severity::Warning,
            format!("COPY by hand failed for {name}"),
            format!("{error} The manifest was {manifest}."),
            rule.into(),
            vec![],
        ),
    }
}

fn explain_evicted(what: &str, holder: &str, number: u64) -> Explained {
    (
        Severity::Info,
        format!("{} old {what} {holder} left memory", count(number)),
        "What was delivered reached the memory that this scenario allows.".into(),
        "This is a bound of the simulator, not of the service, which would keep them until somebody deletes them.".into(),
        vec![],
    )
}
