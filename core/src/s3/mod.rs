//! Amazon S3, as far as deliveries need it: buckets in memory, which clients list, read and write over REST.
//!
//! Names of buckets are one for all accounts and regions, as in reality; who made one does not bind who reads it.

mod bucket;
mod multipart;
mod object;
mod refusal;
pub mod rest;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

pub use bucket::{Bucket, Listing, ListingQuery};
pub use object::{NewObject, StoredObject};
pub use refusal::{Code, Refusal};

use crate::ids::{AccountId, Region};
use crate::rng::Rng;
use crate::time::Instant;
use multipart::Upload;

/// Bytes of the largest object that is put at once. Ours: the service takes 5 GiB, which no request here may have.
pub const OBJECT_BYTES_MAX: usize = 5 << 30;
/// Letters of a bucket's name at least and at most.
const BUCKET_LETTERS: core::ops::RangeInclusive<usize> = 3..=63;
/// Bytes of a key at most.
const KEY_BYTES_MAX: usize = 1_024;

/// All buckets.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct S3 {
    buckets: BTreeMap<Arc<str>, Bucket>,
    /// Objects that come in parts, by the id of their upload.
    uploads: BTreeMap<String, Upload>,
    /// Draws ids of uploads.
    rng: Rng,
    /// How many objects were ever deleted or replaced.
    losses: u64,
}

impl Default for S3 {
    fn default() -> Self {
        Self::new(Rng::from_seed(0))
    }
}

impl S3 {
    /// Before any bucket was made.
    pub fn new(rng: Rng) -> Self {
        let (buckets, uploads) = Default::default();
        Self { buckets, uploads, rng, losses: 0 }
    }

    /// The buckets of an account, by name.
    pub fn buckets_of(&self, account: AccountId) -> impl Iterator<Item = &Bucket> {
        self.buckets.values().filter(move |bucket| bucket.owner == account)
    }

    /// A bucket by its name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn bucket(&self, name: &str) -> Result<&Bucket, Refusal> {
        self.buckets.get(name).ok_or_else(|| Refusal::no_such_bucket(name))
    }

    fn bucket_mut(&mut self, name: &str) -> Result<&mut Bucket, Refusal> {
        self.buckets.get_mut(name).ok_or_else(|| Refusal::no_such_bucket(name))
    }

    /// Makes a bucket. In us-east-1, making one's own again does nothing.
    ///
    /// # Errors
    /// Where the name cannot be, or is taken.
    pub fn create_bucket(
        &mut self,
        name: &str,
        owner: AccountId,
        region: &Region,
        now: Instant,
    ) -> Result<(), Refusal> {
        check_bucket_name(name)?;
        if let Some(bucket) = self.buckets.get(name) {
            return match (bucket.owner == owner, region.as_str() == Region::DEFAULT) {
                (true, true) => Ok(()),
                (true, false) => Err(Refusal::bucket_already_owned_by_you(name)),
                (false, _) => Err(Refusal::bucket_already_exists(name)),
            };
        }
        let bucket = Bucket::new(name.into(), owner, region.clone(), now);
        self.buckets.insert(bucket.name.clone(), bucket);
        Ok(())
    }

    /// Removes a bucket with nothing in it.
    ///
    /// # Errors
    /// Where there is none, or something is in it.
    pub fn delete_bucket(&mut self, name: &str) -> Result<(), Refusal> {
        if !self.bucket(name)?.is_empty() {
            return Err(Refusal::bucket_not_empty(name));
        }
        self.buckets.remove(name);
        self.uploads.retain(|_, upload| &*upload.bucket != name);
        Ok(())
    }

    /// Puts an object in place of one that was there.
    ///
    /// # Errors
    /// Where there is no such bucket, or the key cannot be.
    pub fn put_object(
        &mut self,
        bucket: &str,
        key: &str,
        new: NewObject,
        now: Instant,
    ) -> Result<&StoredObject, Refusal> {
        check_key(key)?;
        // Before its checksum is made, which takes long: whoever delivers to a bucket that is not there tries again and again.
        self.bucket(bucket)?;
        self.put_stored(bucket, key, StoredObject::of(new, now))
    }

    /// Puts an object whose key can be.
    fn put_stored(
        &mut self,
        bucket: &str,
        key: &str,
        object: StoredObject,
    ) -> Result<&StoredObject, Refusal> {
        self.count_loss(bucket, key);
        Ok(self.bucket_mut(bucket)?.put(key, object))
    }

    /// How many objects were ever deleted or replaced: whoever remembers objects knows by it when to look again.
    pub(crate) fn losses(&self) -> u64 {
        self.losses
    }

    fn count_loss(&mut self, bucket: &str, key: &str) {
        let is_there = self.bucket(bucket).is_ok_and(|bucket| bucket.object(key).is_ok());
        self.losses += u64::from(is_there);
    }

    /// Removes an object; where there is none, that is done already.
    ///
    /// # Errors
    /// Where there is no such bucket.
    pub fn delete_object(&mut self, bucket: &str, key: &str) -> Result<(), Refusal> {
        self.count_loss(bucket, key);
        self.bucket_mut(bucket)?.delete(key);
        Ok(())
    }
}

/// Judges the name of a bucket.
///
/// # Errors
/// Where no bucket can have it.
pub fn check_bucket_name(name: &str) -> Result<(), Refusal> {
    let is_end = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let ends = name.as_bytes().first().into_iter().chain(name.as_bytes().last());
    let fits = BUCKET_LETTERS.contains(&name.len())
        && name.bytes().all(|letter| is_end(letter) || matches!(letter, b'-' | b'.'))
        && ends.copied().all(is_end)
        && !name.contains("..");
    if fits { Ok(()) } else { Err(Refusal::invalid_bucket_name(name)) }
}

fn check_key(key: &str) -> Result<(), Refusal> {
    if KEY_BYTES_MAX < key.len() { Err(Refusal::key_too_long(key.len(), KEY_BYTES_MAX)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_buckets_are_those_of_hosts() {
        for name in ["abc", "a.b-c.9", "lake-000000000000"] {
            assert!(check_bucket_name(name).is_ok(), "{name}");
        }
        for name in ["ab", "Lake", "-lake", "lake.", "a..b", "a_b", ""] {
            assert!(check_bucket_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_bucket_is_made_once_and_goes_empty() {
        let (mut s3, now) = (S3::new(Rng::from_seed(0)), Instant::DEFAULT_START);
        let (mine, other) = (AccountId::DEFAULT, AccountId::parse("111111111111").unwrap());
        let east = Region::default();
        s3.create_bucket("lake", mine, &east, now).unwrap();
        s3.create_bucket("lake", mine, &east, now).unwrap();
        let code = |refused: Result<(), Refusal>| refused.unwrap_err().code;
        assert_eq!(code(s3.create_bucket("lake", other, &east, now)), Code::BucketAlreadyExists);
        let west = Region::parse("us-west-2").unwrap();
        assert_eq!(code(s3.create_bucket("lake", mine, &west, now)), Code::BucketAlreadyOwnedByYou);
        s3.put_object("lake", "a", NewObject::default(), now).unwrap();
        assert_eq!(code(s3.delete_bucket("lake")), Code::BucketNotEmpty);
        s3.delete_object("lake", "a").unwrap();
        s3.delete_bucket("lake").unwrap();
        assert_eq!(code(s3.delete_bucket("lake")), Code::NoSuchBucket);
    }
}
