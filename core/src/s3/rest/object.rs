//! Requests for objects.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::S3;
use super::super::object::{NewObject, StoredObject, hex, md5};
use super::super::refusal::Refusal;
use super::request::{Asked, decode};
use super::xml::Xml;
use super::{Answer, Context, http_time, range, upload, xml_time};
use crate::wire::base64;

/// What headers with a user's own words begin with.
const META: &str = "x-amz-meta-";
/// An object of which nothing is said.
const CONTENT_TYPE_DEFAULT: &str = "binary/octet-stream";

pub(super) fn route(
    s3: &mut S3,
    asked: &Asked<'_>,
    (bucket, key): (&str, &str),
    body: Vec<u8>,
    context: &Context,
) -> Result<Answer, Refusal> {
    let upload = asked.parameter("uploadId").is_some() || asked.parameter("uploads").is_some();
    match asked.method {
        _ if upload => upload::route(s3, asked, (bucket, key), body, context),
        "GET" | "HEAD" => get(s3, asked, bucket, key),
        "PUT" if asked.header("x-amz-copy-source").is_some() => {
            copy(s3, asked, (bucket, key), context).map(|answer| answer.by("CopyObject", bucket, key))
        }
        "PUT" => {
            put(s3, asked, (bucket, key), body, context).map(|answer| answer.by("PutObject", bucket, key))
        }
        "DELETE" => {
            s3.delete_object(bucket, key).map(|()| Answer::empty(204).by("DeleteObject", bucket, key))
        }
        method => Err(Refusal::not_implemented(&format!("{method} of an object"))),
    }
}

fn get(s3: &S3, asked: &Asked<'_>, bucket: &str, key: &str) -> Result<Answer, Refusal> {
    let object = s3.bucket(bucket)?.object(key)?;
    let names = |header: &str| header == "*" || header.trim_matches('"') == object.etag;
    if asked.header("if-match").is_some_and(|header| !names(header)) {
        return Err(Refusal::precondition_failed());
    }
    if asked.header("if-none-match").is_some_and(names) {
        return Ok(described(Answer::empty(304), object));
    }
    let length = object.body.len();
    let answer = match range::of(asked.header("range"), length)? {
        None => Answer { body: object.body.to_vec(), ..Answer::empty(200) },
        Some(range) => {
            let told = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            Answer { body: object.body[range].to_vec(), ..Answer::empty(206) }.with("Content-Range", told)
        }
    };
    let answer = described(answer, object).with("Accept-Ranges", "bytes");
    let content_type = object.content_type.as_deref().unwrap_or(CONTENT_TYPE_DEFAULT);
    let mut answer = answer.with("Content-Type", content_type);
    if let Some(encoding) = &object.content_encoding {
        answer = answer.with("Content-Encoding", encoding.clone());
    }
    let metadata =
        object.metadata.iter().map(|(name, value)| (Cow::Owned(format!("{META}{name}")), value.clone()));
    answer.headers.extend(metadata);
    answer.read = (asked.method == "GET").then(|| (bucket.into(), key.into()));
    Ok(answer)
}

/// What is told of an object with whatever is done with it.
fn described(answer: Answer, object: &StoredObject) -> Answer {
    let answer = answer.with("ETag", format!("\"{}\"", object.etag));
    let answer = answer.with("Last-Modified", http_time(object.modified));
    encrypted(answer, object.kms_key.as_deref())
}

fn encrypted(answer: Answer, kms_key: Option<&str>) -> Answer {
    match kms_key {
        None => answer.with("x-amz-server-side-encryption", "AES256"),
        Some(key) => answer
            .with("x-amz-server-side-encryption", "aws:kms")
            .with("x-amz-server-side-encryption-aws-kms-key-id", key),
    }
}

fn put(
    s3: &mut S3,
    asked: &Asked<'_>,
    (bucket, key): (&str, &str),
    body: Vec<u8>,
    context: &Context,
) -> Result<Answer, Refusal> {
    check_md5(asked, &body)?;
    if asked.header("if-none-match") == Some("*") && s3.bucket(bucket)?.object(key).is_ok() {
        return Err(Refusal::precondition_failed());
    }
    let new = NewObject { body, ..said(asked) };
    let stored = s3.put_object(bucket, key, new, context.now)?;
    let answer = Answer::empty(200).with("ETag", format!("\"{}\"", stored.etag));
    Ok(encrypted(answer, stored.kms_key.as_deref()))
}

/// Refuses a body that is not what its MD5 says.
pub(super) fn check_md5(asked: &Asked<'_>, body: &[u8]) -> Result<(), Refusal> {
    let told = asked.header("content-md5").and_then(base64::decode);
    if told.is_some_and(|told| hex(&told) != hex(&md5(body))) { Err(Refusal::bad_digest()) } else { Ok(()) }
}

/// What the headers say of an object that is to be.
pub(super) fn said(asked: &Asked<'_>) -> NewObject {
    let text = |name: &str| asked.header(name).map(ToString::to_string);
    let metadata = asked.headers().iter().filter_map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        Some((name.strip_prefix(META)?.to_string(), (*value).to_string()))
    });
    // `aws-chunked` is about the request.
    let encoding = text("content-encoding").map(|encoding| {
        let parts = encoding.split(',').map(str::trim).filter(|part| *part != "aws-chunked");
        parts.collect::<Vec<_>>().join(",")
    });
    NewObject {
        body: Vec::new(),
        content_type: text("content-type"),
        content_encoding: encoding.filter(|encoding| !encoding.is_empty()),
        kms_key: text("x-amz-server-side-encryption-aws-kms-key-id"),
        metadata: metadata.collect(),
    }
}

fn copy(
    s3: &mut S3,
    asked: &Asked<'_>,
    (bucket, key): (&str, &str),
    context: &Context,
) -> Result<Answer, Refusal> {
    let source: String = decode(asked.header("x-amz-copy-source").unwrap_or_default());
    let source = source.strip_prefix('/').unwrap_or(&source);
    let Some((from, of)) = source.split_once('/') else {
        return Err(Refusal::invalid_argument(
            "x-amz-copy-source",
            "Copy Source must mention the source bucket and key",
        ));
    };
    let found = s3.bucket(from)?.object(of)?.to_new();
    let new = match asked.header("x-amz-metadata-directive") {
        Some("REPLACE") => NewObject { body: found.body, ..said(asked) },
        _ => found,
    };
    let stored = s3.put_object(bucket, key, new, context.now)?;
    let (etag, modified) = (format!("\"{}\"", stored.etag), xml_time(stored.modified));
    Ok(Answer::xml(Xml::answer("CopyObjectResult", |xml| {
        xml.leaf("LastModified", &modified);
        xml.leaf("ETag", &etag);
    })))
}
