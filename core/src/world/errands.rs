//! What services want done elsewhere, done by other services of the world.

use alloc::format;

use crate::firehose::errand::{Outcome, Wish};
use crate::firehose::flow::object::Object;
use crate::s3::{NewObject, S3};
use crate::time::Instant;

/// Objects of deliveries say nothing of what is in them.
const CONTENT_TYPE: &str = "application/octet-stream";

/// Does what a delivery stream wants, and says what came of it.
pub(super) fn run(s3: &mut S3, wish: Wish, now: Instant) -> Outcome {
    match wish {
        Wish::PutObject(object) => put_object(s3, object, now),
    }
}

fn put_object(s3: &mut S3, object: Object, now: Instant) -> Outcome {
    let Object { bucket, key, body, content_encoding, kms_key } = object;
    let content_type = Some(CONTENT_TYPE.into());
    let new = NewObject { body, content_type, content_encoding, kms_key, ..NewObject::default() };
    match s3.put_object(&bucket, &key, new, now) {
        Ok(_) => Outcome::Done,
        Err(refusal) => {
            Outcome::Failed { code: format!("S3.{}", refusal.code.name()).into(), message: refusal.message }
        }
    }
}
