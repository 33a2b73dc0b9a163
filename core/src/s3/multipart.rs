//! Objects that come in parts.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::S3;
use super::object::{NewObject, StoredObject, hex, md5};
use super::refusal::Refusal;
use crate::time::Instant;

/// Bytes of every part at least, but for the last.
const PART_BYTES_MIN: usize = 5 << 20;
/// The numbers that parts may have.
const PART_NUMBERS: core::ops::RangeInclusive<u32> = 1..=10_000;

/// An object on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Upload {
    pub(super) bucket: Arc<str>,
    key: String,
    /// What the object will be, without its bytes.
    object: NewObject,
    parts: BTreeMap<u32, Part>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Part {
    md5: [u8; 16],
    body: Arc<[u8]>,
}

impl S3 {
    /// Begins an upload and gives its id.
    pub(super) fn begin_upload(
        &mut self,
        bucket: &str,
        key: &str,
        object: NewObject,
    ) -> Result<String, Refusal> {
        super::check_key(key)?;
        let bucket = self.bucket(bucket)?.name.clone();
        let mut id = [0; 32];
        self.rng.fill(&mut id);
        let id = hex(&id);
        self.uploads.insert(id.clone(), Upload { bucket, key: key.into(), object, parts: BTreeMap::new() });
        Ok(id)
    }

    /// Takes a part, in place of one with its number, and gives its tag.
    pub(super) fn upload_part(
        &mut self,
        (bucket, key, id): (&str, &str, &str),
        number: u32,
        body: Vec<u8>,
    ) -> Result<String, Refusal> {
        let upload = self.upload_mut(bucket, key, id)?;
        if !PART_NUMBERS.contains(&number) {
            const MESSAGE: &str = "Part number must be an integer between 1 and 10000, inclusive";
            return Err(Refusal::invalid_argument("partNumber", MESSAGE));
        }
        let md5 = md5(&body);
        upload.parts.insert(number, Part { md5, body: body.into() });
        Ok(hex(&md5))
    }

    /// Makes the object of the parts that are named with their tags.
    pub(super) fn complete_upload(
        &mut self,
        (bucket, key, id): (&str, &str, &str),
        named: &[(u32, String)],
        now: Instant,
    ) -> Result<String, Refusal> {
        let upload = self.upload_mut(bucket, key, id)?;
        if named.is_empty() {
            return Err(Refusal::malformed_xml());
        }
        if !named.is_sorted_by(|(one, _), (next, _)| one < next) {
            return Err(Refusal::invalid_part_order());
        }
        let parts = named.iter().map(|(number, etag)| {
            let part = upload.parts.get(number).filter(|part| hex(&part.md5) == etag.trim_matches('"'));
            part.ok_or_else(Refusal::invalid_part)
        });
        let parts: Vec<&Part> = parts.collect::<Result<_, _>>()?;
        let (_, all_but_last) = parts.split_last().expect("one is named");
        if all_but_last.iter().any(|part| part.body.len() < PART_BYTES_MIN) {
            return Err(Refusal::part_too_small());
        }
        let tags: Vec<u8> = parts.iter().flat_map(|part| part.md5).collect();
        let etag = format!("{}-{}", hex(&md5(&tags)), parts.len());
        let body = parts.iter().flat_map(|part| part.body.iter().copied()).collect();
        let object = StoredObject::with_etag(NewObject { body, ..upload.object.clone() }, etag.clone(), now);
        self.uploads.remove(id);
        self.put_stored(bucket, key, object)?;
        Ok(etag)
    }

    /// Forgets an upload.
    pub(super) fn abort_upload(&mut self, (bucket, key, id): (&str, &str, &str)) -> Result<(), Refusal> {
        self.upload_mut(bucket, key, id)?;
        self.uploads.remove(id);
        Ok(())
    }

    fn upload_mut(&mut self, bucket: &str, key: &str, id: &str) -> Result<&mut Upload, Refusal> {
        self.bucket(bucket)?;
        let upload = self.uploads.get_mut(id).filter(|upload| &*upload.bucket == bucket && upload.key == key);
        upload.ok_or_else(Refusal::no_such_upload)
    }
}
