//! Buckets as somebody sees them who looks into them: a folder at a time, and of each object how it came there.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::World;
use super::delivery_log::LoggedDelivery;
use crate::firehose::flow::failure::ErrorOutputType;
use crate::s3::{Bucket, ListingQuery, StoredObject};
use crate::time::Instant;

/// Entries of a folder that are shown.
const ENTRIES_MAX: usize = 1_000;

/// A bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BucketView {
    /// Its name.
    pub name: String,
    /// How many objects are in it.
    pub objects: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// What lies in a folder of a bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderView {
    /// The folders in it.
    pub folders: Vec<SubfolderView>,
    /// The objects in it, by key.
    pub objects: Vec<ObjectView>,
    /// Whether there are more than are shown.
    pub is_cut: bool,
}

/// A folder in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubfolderView {
    /// What the keys in it begin with.
    pub prefix: String,
    /// Whether all that is in it tells of errors.
    pub is_of_errors: bool,
}

/// An object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectView {
    /// Its key.
    pub key: String,
    /// Its bytes.
    pub bytes: usize,
    /// How it is compressed, as it says itself.
    pub encoding: Option<String>,
    /// When it was put.
    pub at: Instant,
    /// Whether it tells of errors.
    pub is_of_errors: bool,
    /// The delivery that has put it, as long as that is remembered.
    pub delivery: Option<LoggedDelivery>,
}

impl World {
    /// The buckets of the default account.
    pub fn bucket_views(&mut self) -> Vec<BucketView> {
        let account = self.settings().tenant.account;
        let view = |bucket: &Bucket| BucketView {
            name: (*bucket.name).into(),
            objects: bucket.objects().count(),
            bytes: bucket.objects().map(|(_, object)| object.body.len() as u64).sum(),
        };
        self.s3().buckets_of(account).map(view).collect()
    }

    /// A folder of a bucket: what its keys begin with, up to a slash or empty. Nothing where there is no such bucket.
    pub fn folder_view(&mut self, bucket: &str, prefix: &str) -> Option<FolderView> {
        let log: Vec<LoggedDelivery> =
            self.delivery_log().filter(|delivery| delivery.place.starts_with(prefix)).cloned().collect();
        let query = ListingQuery { prefix, delimiter: "/", max: ENTRIES_MAX, ..ListingQuery::default() };
        let listing = self.s3().bucket(bucket).ok()?.list(query);
        let folder = |prefix: String| {
            let is_of_errors = is_folder_of_errors(&prefix, &log);
            SubfolderView { prefix, is_of_errors }
        };
        Some(FolderView {
            folders: listing.common_prefixes.into_iter().map(folder).collect(),
            objects: listing.objects.into_iter().map(|(key, object)| view(key, object, &log)).collect(),
            is_cut: listing.next_after.is_some(),
        })
    }
}

fn view(key: &str, object: &StoredObject, log: &[LoggedDelivery]) -> ObjectView {
    let delivery = log.iter().rfind(|delivery| delivery.place == key && delivery.refused.is_none());
    ObjectView {
        key: key.into(),
        bytes: object.body.len(),
        encoding: object.content_encoding.clone(),
        at: object.modified,
        is_of_errors: delivery.map_or_else(|| is_named_for_errors(key), LoggedDelivery::is_of_errors),
        delivery: delivery.cloned(),
    }
}

/// Whether nothing but errors was delivered there; where nothing is remembered, its name says.
fn is_folder_of_errors(prefix: &str, log: &[LoggedDelivery]) -> bool {
    let mut known = log.iter().filter(|delivery| delivery.place.starts_with(prefix)).peekable();
    if known.peek().is_none() { is_named_for_errors(prefix) } else { known.all(LoggedDelivery::is_of_errors) }
}

fn is_named_for_errors(key: &str) -> bool {
    key.split('/').any(|part| ErrorOutputType::ALL.iter().any(|kind| kind.as_str() == part))
}
