//! Objects: bytes and what is said of them.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// What an object is put with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewObject {
    /// Its bytes.
    pub body: Vec<u8>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Content-Encoding`, without what was only of the request.
    pub content_encoding: Option<String>,
    /// The key that it is encrypted with.
    pub kms_key: Option<String>,
    /// What was said in headers that begin with `x-amz-meta-`, without that.
    pub metadata: Vec<(String, String)>,
}

/// An object in a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredObject {
    /// Its bytes.
    pub body: Arc<[u8]>,
    /// The MD5 of its bytes; of one that came in parts, the MD5 of theirs and how many they were.
    pub etag: String,
    /// As of [`NewObject`].
    pub content_type: Option<String>,
    /// The same.
    pub content_encoding: Option<String>,
    /// The same.
    pub kms_key: Option<String>,
    /// The same.
    pub metadata: Vec<(String, String)>,
    /// When it was put.
    pub modified: Instant,
}

impl StoredObject {
    pub(super) fn of(new: NewObject, now: Instant) -> Self {
        let etag = hex(&md5(&new.body));
        Self::with_etag(new, etag, now)
    }

    pub(super) fn with_etag(new: NewObject, etag: String, now: Instant) -> Self {
        let NewObject { body, content_type, content_encoding, kms_key, metadata } = new;
        Self { body: body.into(), etag, content_type, content_encoding, kms_key, metadata, modified: now }
    }

    /// Itself as something to put.
    pub(super) fn to_new(&self) -> NewObject {
        let Self { content_type, content_encoding, kms_key, metadata, .. } = self.clone();
        NewObject { body: self.body.to_vec(), content_type, content_encoding, kms_key, metadata }
    }
}

pub(super) fn md5(bytes: &[u8]) -> [u8; 16] {
    Md5::digest(bytes).into()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
