//! Tables of reference data: filled when the application starts or is changed. Until all are, nothing is read.

use alloc::string::ToString;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Means, Runner};
use crate::analytics::application::configuration::ReferenceDataSource;
use crate::errand::{Errand, Outcome, Purpose, Refused, Wish};
use crate::fact::ApplicationEvent;
use crate::pause::doubling;
use crate::time::{Duration, Instant};

/// How long an object is left alone that could not be read; after each more failure twice as long, up to the longest. Assumed.
const PAUSE_MIN: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Bytes of an object at most. Source: the developer guide, limits: an application with a larger one runs, and reads nothing.
pub(super) const OBJECT_BYTES_MAX: u64 = 1 << 30;

/// A table that is not filled yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Load {
    /// Its place among the tables.
    place: usize,
    /// The question whose answer is waited for.
    asked: Option<u64>,
    attempts: u32,
    due: Option<Instant>,
}

impl Load {
    /// All tables, to be filled now.
    pub(super) fn all(references: &[ReferenceDataSource], now: Instant) -> Vec<Self> {
        let load = |place| Self { place, asked: None, attempts: 0, due: Some(now) };
        (0..references.len()).map(load).collect()
    }

    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Asks anew: what was asked before is not waited for.
    pub(super) fn ask_again(&mut self, now: Instant) {
        (self.asked, self.due) = (None, Some(now));
    }
}

impl ReferenceDataSource {
    /// The name of its bucket: the end of `arn:aws:s3:::prices`.
    pub(in crate::analytics) fn bucket_name(&self) -> &str {
        self.bucket.arn.rsplit(':').next().unwrap_or(&self.bucket.arn)
    }
}

impl Runner {
    /// Asks for the objects that are due.
    pub(super) fn ask_references(&mut self, means: &mut Means<'_>, now: Instant) {
        for load in &mut self.loads {
            if load.due.take_if(|due| *due <= now).is_none() {
                continue;
            }
            let number = self.numbers.next();
            load.asked = Some(number);
            load.attempts += 1;
            let reference = &self.engine.references()[load.place];
            let (bucket, key) = (reference.bucket_name().to_string(), reference.file_key.clone());
            let (asker, purpose) = (self.identity.asker(), Purpose::Reference(number));
            means.errands.push_back(Errand { asker, purpose, wish: Wish::GetObject { bucket, key } });
        }
    }

    /// Takes what came of the question for an object.
    pub(super) fn take_reference(
        &mut self,
        number: u64,
        outcome: Outcome,
        means: &mut Means<'_>,
        now: Instant,
    ) {
        let Some(at) = self.loads.iter().position(|load| load.asked == Some(number)) else { return };
        let place = self.loads[at].place;
        let table = self.engine.references()[place].table_name.clone();
        let refused = match outcome {
            Outcome::Object(object) if object.len() as u64 <= OBJECT_BYTES_MAX => {
                self.loads.remove(at);
                let rows = self.engine.fill(place, &object);
                return self.say(ApplicationEvent::ReferenceLoaded { table, rows }, means);
            }
            Outcome::Object(_) => Refused::new("S3.ObjectTooLarge", "The object is larger than 1 GB"),
            Outcome::Failed(refused) => refused,
            _ => Refused::new("S3.InternalError", ""),
        };
        let load = &mut self.loads[at];
        load.asked = None;
        load.due = Some(now + doubling(PAUSE_MIN, PAUSE_MAX, load.attempts));
        let Refused { code, message } = refused;
        self.say(ApplicationEvent::ReferenceFailed { table, code, message }, means);
    }
}
