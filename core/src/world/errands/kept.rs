//! How much of what was delivered stays in memory: a scenario allows so much, objects in buckets and what servers were sent
//! together, and the oldest goes first.

use alloc::collections::BTreeMap;
use alloc::string::String;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::servers::{Arrivals, Servers};
use crate::s3::S3;
use crate::time::Instant;

/// An object that a delivery has put.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Delivered {
    bucket: String,
    key: String,
    bytes: u64,
    put: Instant,
}

/// Who had what went.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::world) enum Holder {
    /// A bucket, by name.
    Bucket(String),
    /// A server or an owner of tables, by its address.
    Server(String),
}

/// What deliveries have brought, as far as it takes memory.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Nothing where there is no bound.
    bytes_max: Option<u64>,
    /// Counts what comes, objects and all else.
    pub(super) arrivals: Arrivals,
    /// Bytes of the objects.
    bytes: u64,
    /// The objects, by when they came.
    objects: BTreeMap<u64, Delivered>,
    /// The numbers of the objects, by bucket and key.
    numbers: BTreeMap<(String, String), u64>,
    /// How many objects buckets had lost when it last looked for those that are gone.
    losses: u64,
    /// What went and was not told of yet.
    evicted: LiteMap<Holder, u64>,
}

impl Kept {
    pub(super) fn with_bound(bytes_max: Option<u64>) -> Self {
        Self { bytes_max, ..Self::default() }
    }

    /// Bytes of the objects that are kept.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Notes an object that was put, perhaps in place of one.
    pub(super) fn add(&mut self, bucket: &str, key: &str, bytes: usize, now: Instant) {
        let (number, bytes) = (self.arrivals.next(), bytes as u64);
        if let Some(before) = self.numbers.insert((bucket.into(), key.into()), number) {
            self.bytes -= self.objects.remove(&before).map_or(0, |object| object.bytes);
        }
        self.bytes += bytes;
        self.objects.insert(number, Delivered { bucket: bucket.into(), key: key.into(), bytes, put: now });
    }

    /// Lets the oldest go while all together is too much; never the newest.
    pub(super) fn make_room(&mut self, s3: &mut S3, servers: &mut Servers) {
        let Some(max) = self.bytes_max else { return };
        self.forget_gone(s3);
        let mut held = self.bytes + servers.bytes();
        while max < held {
            let object = self.objects.first_key_value().map(|(number, _)| *number);
            let of_server = servers.oldest();
            let Some(oldest) = object.into_iter().chain(of_server).min() else { return };
            if self.arrivals.is_newest(oldest) {
                return;
            }
            let (holder, bytes) =
                if object == Some(oldest) { self.drop_object(oldest, s3) } else { servers.drop_oldest() };
            held -= bytes;
            *self.evicted.entry(holder).or_default() += 1;
        }
    }

    fn drop_object(&mut self, number: u64, s3: &mut S3) -> (Holder, u64) {
        let Delivered { bucket, key, bytes, .. } = self.objects.remove(&number).expect("it is the oldest");
        _ = s3.delete_object(&bucket, &key);
        self.losses = s3.losses();
        self.bytes -= bytes;
        let name = (bucket, key);
        self.numbers.remove(&name);
        (Holder::Bucket(name.0), bytes)
    }

    /// Forgets the objects that somebody else has deleted or replaced. O(objects) where buckets have lost any since, or else O(1).
    fn forget_gone(&mut self, s3: &S3) {
        if self.losses == s3.losses() {
            return;
        }
        self.losses = s3.losses();
        let Self { bytes, objects, numbers, .. } = self;
        let is_there = |it: &Delivered| {
            let found = s3.bucket(&it.bucket).ok().and_then(|bucket| bucket.object(&it.key).ok());
            found.is_some_and(|found| found.modified == it.put && found.body.len() as u64 == it.bytes)
        };
        objects.retain(|_, object| {
            let stays = is_there(object);
            if !stays {
                *bytes -= object.bytes;
                numbers.remove(&(object.bucket.clone(), object.key.clone()));
            }
            stays
        });
    }

    /// Somebody of whose things some went, and how many, once.
    pub(super) fn take_evicted(&mut self) -> Option<(Holder, u64)> {
        let holder = self.evicted.first().map(|(holder, _)| holder.clone())?;
        self.evicted.remove(&holder).map(|count| (holder, count))
    }
}
