//! What people do by hand with what was delivered: they read an object, and copy into a table what a manifest lists.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Deserialize;

use super::World;
use super::actor::no_such;
use crate::errand::Copy;
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::s3::{Bucket, Refusal};

/// A list of objects, as Redshift reads it.
#[derive(Deserialize)]
struct Manifest {
    entries: Vec<Entry>,
}

/// An object in such a list: `s3://lake/orders/1`.
#[derive(Deserialize)]
struct Entry {
    url: String,
}

impl World {
    /// Reads an object, as GetObject does.
    pub(super) fn open_object(&mut self, bucket: &str, key: &str) -> Result<Event, Error> {
        let found = self.s3().bucket(bucket).map_err(refused)?;
        let key = keys(found, key).pop().ok_or_else(|| no_such("object", key))?;
        Ok(Event::ObjectRead { bucket: bucket.into(), key })
    }

    /// Runs the COPY of a delivery stream on the objects of each manifest that is meant. What the cluster refuses is told, and
    /// the next manifest comes all the same.
    pub(super) fn copy_by_hand(&mut self, delivery_stream: &str, manifest: &str) -> Result<(), Error> {
        let bucket = self.bucket_of(delivery_stream)?;
        let manifests = keys(self.s3().bucket(&bucket).map_err(refused)?, manifest);
        if manifests.is_empty() {
            return Err(no_such("manifest", manifest));
        }
        for key in manifests {
            let copy = self.copy_of(delivery_stream, &bucket, &key)?;
            let now = self.now;
            let loaded = self.tenants.desk().copy_by_hand(delivery_stream, copy, now);
            let (rows, why) = loaded.map_or_else(|why| (0, Some(why)), |rows| (rows, None));
            let error = why.map(|why| format!("{}: {}", why.code, why.message).into());
            self.say(Event::CopyRun { delivery_stream: delivery_stream.into(), manifest: key, rows, error });
        }
        Ok(())
    }

    /// The bucket from which a delivery stream copies into a table.
    fn bucket_of(&mut self, delivery_stream: &str) -> Result<String, Error> {
        self.command(delivery_stream, "", Vec::new()).map(|copy| copy.bucket)
    }

    fn copy_of(&mut self, delivery_stream: &str, bucket: &str, manifest: &str) -> Result<Copy, Error> {
        let object = self.s3().bucket(bucket).and_then(|bucket| bucket.object(manifest)).map_err(refused)?;
        let wrong = |_| Error::new(Code::InvalidArgument, format!("The object {manifest} is no manifest."));
        let list: Manifest = serde_json::from_slice(&object.body).map_err(wrong)?;
        let start = format!("s3://{bucket}/");
        let keys = list.entries.iter().map(|entry| entry.url.strip_prefix(&start).unwrap_or(&entry.url));
        let objects = keys.map(ToString::to_string).collect();
        self.command(delivery_stream, manifest, objects)
    }

    fn command(&mut self, name: &str, manifest: &str, objects: Vec<String>) -> Result<Copy, Error> {
        let stream = self.look().firehose.and_then(|firehose| firehose.delivery_stream(name));
        let stream = stream.ok_or_else(|| no_such("delivery stream", name))?;
        let text = || format!("{name} does not copy into a table of Redshift.");
        stream.copy_of(manifest, objects).ok_or_else(|| Error::new(Code::InvalidArgument, text()))
    }
}

/// The keys that are meant, the oldest first: one, or with `*` at the end all that begin so.
fn keys(bucket: &Bucket, meant: &str) -> Vec<String> {
    let Some(start) = meant.strip_suffix('*') else {
        return bucket.object(meant).map(|_| meant.into()).into_iter().collect();
    };
    let mut found: Vec<_> = bucket.objects().filter(|(key, _)| key.starts_with(start)).collect();
    found.sort_by_key(|(_, object)| object.modified);
    found.into_iter().map(|(key, _)| key.into()).collect()
}

fn refused(why: Refusal) -> Error {
    Error::new(Code::InvalidArgument, why.message)
}
