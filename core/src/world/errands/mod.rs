//! What services want done that they cannot do themselves: other services of the world do it, functions and servers that are
//! simulated here, or the host.

pub mod catalog;
mod fate;
pub mod functions;
mod hive_type;
mod kept;
mod kinesis;
mod outside;
mod rejected;
#[cfg(feature = "applications")]
pub(in crate::world) mod sample;
pub mod servers;
mod task;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use outside::Outside;
pub(super) use task::Awaited;
pub use task::{Task, TaskId};

use super::tenant::Tenant;
use crate::errand::{Asker, Copy, Errand, Object, Outcome, Refused, Wish};
use crate::fault::destination::{DestinationFault, DestinationFaults};
use crate::firehose::Firehose;
use crate::firehose::formats::Formats;
use crate::rng::Rng;
use crate::s3::{NewObject, S3};
use crate::streams::Streams;
use crate::time::Instant;
use catalog::Catalog;
use fate::Fate;
use functions::{Blueprint, Functions};
pub(in crate::world) use kept::Holder;
use kept::Kept;
use kinesis::{Call, Kinesis};
use servers::Servers;
use servers::redshift::Options;

/// Objects of deliveries say nothing of what is in them.
const CONTENT_TYPE: &str = "application/octet-stream";

/// Where errands are run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Desk {
    /// S3, which is one for all.
    pub s3: S3,
    /// Servers and tables that are simulated here.
    pub servers: Servers,
    /// The data catalog.
    pub catalog: Catalog,
    /// Functions.
    pub functions: Functions,
    /// What the host does.
    outside: Outside,
    faults: DestinationFaults,
    /// How much of what was delivered stays.
    kept: Kept,
    /// What is known already, and told later.
    late: BTreeMap<(Instant, u64), (Awaited, Outcome)>,
    /// What the host was asked to do.
    tasks: BTreeMap<u64, Task>,
    next: u64,
    /// What the host has libraries for.
    #[serde(skip)]
    formats: Option<&'static dyn Formats>,
}

/// What has come of an errand.
#[derive(Debug)]
pub(super) struct Ran {
    /// What the service is told now; nothing where it must wait.
    pub(super) outcome: Option<Outcome>,
    /// The operations of streams that were called.
    pub(super) calls: Vec<Call>,
}

impl Desk {
    /// One at which what was delivered may have so many bytes together.
    pub(super) fn with_memory(bytes_max: Option<u64>) -> Self {
        Self { kept: Kept::with_bound(bytes_max), ..Self::default() }
    }

    /// Runs an errand of a tenant's service.
    pub(super) fn run(
        &mut self,
        tenant: &Tenant,
        errand: Errand,
        streams: &mut Streams,
        firehose: &mut Firehose,
        now: Instant,
    ) -> Ran {
        let Errand { asker, purpose, wish } = errand;
        let mut kinesis = Kinesis { streams, firehose, now, calls: Vec::new() };
        let outcome = match &wish {
            Wish::ListShards { stream_arn, since } => Some(kinesis.list_shards(stream_arn, *since)),
            Wish::ReadShard { stream_arn, shard, place, iterator } => {
                Some(kinesis.read_shard(stream_arn, *shard, *place, iterator.as_deref()))
            }
            Wish::PutRecords { stream_arn, records } => Some(kinesis.put_records(stream_arn, records)),
            Wish::PutRecordBatch { delivery_stream_arn, records } => {
                Some(kinesis.put_record_batch(delivery_stream_arn, records))
            }
            Wish::ReadTap { delivery_stream_arn, from } => Some(kinesis.read_tap(delivery_stream_arn, *from)),
            _ => None,
        };
        let calls = kinesis.calls;
        if outcome.is_some() {
            return Ran { outcome, calls };
        }
        let awaited = Awaited { tenant: tenant.clone(), asker, purpose };
        let fate = Fate::draw(&mut self.faults, &awaited.asker, &wish, now);
        Ran { outcome: self.run_elsewhere(awaited, wish, fate, now), calls }
    }

    fn run_elsewhere(
        &mut self,
        awaited: Awaited,
        mut wish: Wish,
        fate: Fate,
        now: Instant,
    ) -> Option<Outcome> {
        let does_host = fate.refusal.is_none() && (self.outside.does(&wish) || self.is_for_host(&wish));
        if does_host && rejected::take_out(&mut wish, &fate.rejected) {
            self.give_to_host(awaited, wish, fate, now);
            return None;
        }
        let outcome =
            if does_host { rejected::all(&fate.rejected) } else { self.meet(&mut wish, &fate, now) };
        match fate.told(&wish, outcome, now, now) {
            (due, outcome) if due <= now => Some(outcome),
            (due, outcome) => {
                self.tell_at(due, awaited, outcome);
                None
            }
        }
    }

    /// Has somebody told then what came of an errand; what is told now is told as soon as the world is looked at.
    fn tell_at(&mut self, due: Instant, awaited: Awaited, outcome: Outcome) {
        self.late.insert((due, self.next), (awaited, outcome));
        self.next += 1;
    }

    /// Does what is asked for, unless a fault refuses it; a command that is refused is noted as one that was run is.
    fn meet(&mut self, wish: &mut Wish, fate: &Fate, now: Instant) -> Outcome {
        let Some(refusal) = &fate.refusal else { return self.do_here(wish, &fate.rejected, now) };
        if let (Wish::Copy(copy), Outcome::Failed(why)) = (wish, refusal) {
            self.servers.redshift.note(copy, format!("{}: {}", why.code, why.message), now);
        }
        refusal.clone()
    }

    /// Whether a function is meant that the host runs from its text.
    fn is_for_host(&self, wish: &Wish) -> bool {
        let Wish::Invoke { function_arn, .. } = wish else { return false };
        self.outside.javascript && self.functions.javascript(function_arn).is_some()
    }

    /// Does what is asked for; the body of an object is taken out of the wish.
    fn do_here(&mut self, wish: &mut Wish, rejected: &[usize], now: Instant) -> Outcome {
        let arrivals = &mut self.kept.arrivals;
        let outcome = match wish {
            Wish::PutObject(object) => return self.put_object(object, now),
            Wish::Invoke { function_arn, event } => self.functions.call(function_arn, event, self.formats),
            Wish::Request(request) => {
                Outcome::Responded(self.servers.answer(request, rejected, arrivals, now))
            }
            Wish::Copy(copy) => {
                let bodies = self.bodies(copy);
                self.servers.redshift.copy(copy, bodies, &mut self.kept.arrivals, now)
            }
            Wish::Append(append) => self.servers.warehouses.append(append, rejected, arrivals),
            Wish::DescribeTable(table) => self.catalog.describe(table),
            Wish::GetObject { bucket, key } => self.read_object(bucket, key),
            Wish::ListShards { .. }
            | Wish::ReadShard { .. }
            | Wish::PutRecords { .. }
            | Wish::PutRecordBatch { .. }
            | Wish::ReadTap { .. } => unreachable!("what streams do was done before"),
        };
        self.make_room();
        outcome
    }

    /// Puts an object, whose body is taken out of it.
    fn put_object(&mut self, object: &mut Object, now: Instant) -> Outcome {
        let Object { bucket, key, body, content_encoding, kms_key } = object;
        let (bytes, body) = (body.len(), core::mem::take(body));
        let (content_encoding, kms_key) = (content_encoding.take(), kms_key.take());
        let content_type = Some(CONTENT_TYPE.into());
        let new = NewObject { body, content_type, content_encoding, kms_key, ..NewObject::default() };
        match self.s3.put_object(bucket, key, new, now) {
            Ok(_) => {
                self.kept.add(bucket, key, bytes, now);
                self.make_room();
                Outcome::Done
            }
            Err(refusal) => {
                let code = format!("S3.{}", refusal.code.name());
                Outcome::Failed(Refused::new(code, refusal.message))
            }
        }
    }

    /// What is in an object.
    fn read_object(&self, bucket: &str, key: &str) -> Outcome {
        match self.s3.bucket(bucket).and_then(|bucket| bucket.object(key)) {
            Ok(object) => Outcome::Object(object.body.to_vec()),
            Err(refusal) => {
                let code = format!("S3.{}", refusal.code.name());
                Outcome::Failed(Refused::new(code, refusal.message))
            }
        }
    }

    /// Lets the oldest of what was delivered go where that is too much.
    fn make_room(&mut self) {
        self.kept.make_room(&mut self.s3, &mut self.servers);
    }

    /// Bytes of the objects of deliveries, and of what servers were sent.
    pub(super) fn held_bytes(&self) -> u64 {
        self.kept.bytes() + self.servers.bytes()
    }

    /// Somebody of whose things some went for want of memory, and how many, once.
    pub(super) fn take_evicted(&mut self) -> Option<(Holder, u64)> {
        self.kept.take_evicted()
    }

    /// The bodies of the objects that a command copies, not compressed any more.
    ///
    /// # Errors
    /// Where one is not there, or is not what the command says.
    pub fn bodies(&self, copy: &Copy) -> Result<Vec<Vec<u8>>, Refused> {
        let gzip = Options::parse(copy.options.as_deref().unwrap_or_default())?.gzip;
        let body = |key: &String| {
            let bucket = self.s3.bucket(&copy.bucket).ok();
            let object = bucket.and_then(|bucket| bucket.object(key).ok()).ok_or_else(|| {
                Refused::new(
                    "Redshift.MissingS3File",
                    format!("There is no object {key} in {}.", copy.bucket),
                )
            })?;
            if !gzip {
                return Ok(object.body.to_vec());
            }
            self.formats.and_then(|formats| formats.gunzip(&object.body)).ok_or_else(|| {
                Refused::new("Redshift.DataLoadFailed", format!("The object {key} is no GZIP file."))
            })
        };
        copy.objects.iter().map(body).collect()
    }

    /// Runs a COPY that somebody has asked for by hand, and says how many rows came.
    ///
    /// # Errors
    /// As the cluster refuses it, or because it is none of those that are simulated.
    pub(super) fn copy_by_hand(
        &mut self,
        delivery_stream: &str,
        copy: Copy,
        now: Instant,
    ) -> Result<u64, Refused> {
        let (mut wish, asker) = (Wish::Copy(copy.clone()), Asker::DeliveryStream(delivery_stream.into()));
        if self.outside.does(&wish) {
            return Err(Refused::new(
                "Redshift.ConnectionFailed",
                "This cluster is not simulated: run COPY there.",
            ));
        }
        let fate = Fate::draw(&mut self.faults, &asker, &wish, now);
        match self.meet(&mut wish, &fate, now) {
            Outcome::Failed(why) => Err(why),
            _ => Ok(self.servers.redshift.last_loaded(&copy.cluster_jdbc_url)),
        }
    }

    /// Begins a fault.
    pub(super) fn begin_fault(&mut self, plan: DestinationFault, now: Instant, rng: Rng) {
        self.faults.begin(plan, now, rng);
    }

    /// Ends all faults.
    pub(super) fn clear_faults(&mut self) {
        self.faults.clear();
    }

    /// The faults that go on, and when each ends.
    pub fn faults(&self, now: Instant) -> impl Iterator<Item = (&DestinationFault, Option<Instant>)> {
        self.faults.active(now)
    }

    /// Says what the host does from now on.
    pub(super) fn set_outside(&mut self, outside: Outside) {
        self.outside = outside;
    }

    /// What a blueprint answers to an event.
    pub(super) fn try_blueprint(&self, blueprint: Blueprint, event: &[u8]) -> Result<Vec<u8>, Refused> {
        blueprint.run(event, self.formats)
    }

    /// What the host does.
    pub(super) fn outside(&self) -> &Outside {
        &self.outside
    }

    /// Takes what the host has libraries for.
    pub(super) fn set_formats(&mut self, formats: &'static dyn Formats) {
        self.formats = Some(formats);
    }

    /// When something is told next.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        self.late.first_key_value().map(|((due, _), _)| *due)
    }

    /// What is to be told now.
    pub(super) fn take_late(&mut self, now: Instant) -> Option<(Awaited, Outcome)> {
        let first = self.late.first_entry().filter(|entry| entry.key().0 <= now)?;
        Some(first.remove())
    }
}
