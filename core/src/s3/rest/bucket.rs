//! Requests for buckets.

use alloc::format;
use alloc::string::{String, ToString};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::S3;
use super::super::bucket::{Listing, ListingQuery};
use super::super::refusal::Refusal;
use super::request::Asked;
use super::xml::{self, Xml};
use super::{Answer, Context, xml_time};
use crate::ids::Region;
use crate::wire::base64;

/// Entries of a part of a list at most.
const ENTRIES_MAX: usize = 1_000;
/// What keys may have as it is, where a client wants them encoded.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b'/');

/// The buckets of whoever asks.
pub(super) fn list_all(s3: &S3, context: &Context) -> Answer {
    let owner = context.account.to_string();
    Answer::xml(Xml::answer("ListAllMyBucketsResult", |xml| {
        xml.element("Owner", |xml| xml.leaf("ID", &owner));
        xml.element("Buckets", |xml| {
            for bucket in s3.buckets_of(context.account) {
                xml.element("Bucket", |xml| {
                    xml.leaf("Name", &bucket.name);
                    xml.leaf("CreationDate", &xml_time(bucket.created));
                    xml.leaf("BucketRegion", bucket.region.as_str());
                });
            }
        });
    }))
}

pub(super) fn route(
    s3: &mut S3,
    asked: &Asked<'_>,
    bucket: &str,
    body: &[u8],
    context: &Context,
) -> Result<Answer, Refusal> {
    match asked.method {
        "PUT" => {
            let region = region_wanted(body)?.unwrap_or_else(|| context.region.clone());
            s3.create_bucket(bucket, context.account, &region, context.now)?;
            let answer = Answer::empty(200).with("Location", format!("/{bucket}"));
            Ok(answer.by("CreateBucket", bucket, ""))
        }
        "DELETE" => s3.delete_bucket(bucket).map(|()| Answer::empty(204).by("DeleteBucket", bucket, "")),
        "HEAD" => {
            let region = s3.bucket(bucket)?.region.as_str();
            Ok(Answer::empty(200).with("x-amz-bucket-region", region))
        }
        "GET" if asked.parameter("location").is_some() => location(s3, bucket),
        "GET" if asked.parameter("uploads").is_some() => {
            Err(Refusal::not_implemented("ListMultipartUploads"))
        }
        "GET" if asked.parameter("versions").is_some() => Err(Refusal::not_implemented("ListObjectVersions")),
        "GET" if asked.parameter("list-type") == Some("2") => list_2(s3, asked, bucket),
        "GET" => list_1(s3, asked, bucket),
        "POST" if asked.parameter("delete").is_some() => {
            delete_objects(s3, bucket, body).map(|answer| answer.by("DeleteObjects", bucket, ""))
        }
        method => Err(Refusal::not_implemented(&format!("{method} of a bucket"))),
    }
}

/// The region that a new bucket is wanted in, if the body says one.
fn region_wanted(body: &[u8]) -> Result<Option<Region>, Refusal> {
    if body.is_empty() {
        return Ok(None);
    }
    let constraint = xml::read(body, "CreateBucketConfiguration", "LocationConstraint", |node| {
        Some(node.text().unwrap_or("").to_string())
    })?;
    Ok(constraint.first().and_then(|region| Region::parse(region)))
}

/// The region of a bucket; nothing says us-east-1.
fn location(s3: &S3, bucket: &str) -> Result<Answer, Refusal> {
    let region = s3.bucket(bucket)?.region.as_str();
    let text = if region == Region::DEFAULT { "" } else { region };
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{text}</LocationConstraint>"
    );
    Ok(Answer::xml(body.into_bytes()))
}

fn list_2(s3: &S3, asked: &Asked<'_>, bucket: &str) -> Result<Answer, Refusal> {
    let token = asked.parameter("continuation-token");
    let told = token.map(|token| {
        base64::decode(token).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
            Refusal::invalid_argument("continuation-token", "The continuation token provided is incorrect")
        })
    });
    let told = told.transpose()?;
    let start_after = asked.parameter("start-after").unwrap_or_default();
    let (query, encoding) = query_of(asked, told.as_deref().unwrap_or(start_after))?;
    let found = s3.bucket(bucket)?;
    let listing = found.list(query);
    Ok(Answer::xml(Xml::answer("ListBucketResult", |xml| {
        head(xml, bucket, query, &listing, encoding);
        let count = listing.objects.len() + listing.common_prefixes.len();
        xml.leaf("KeyCount", &count.to_string());
        if !start_after.is_empty() {
            xml.leaf("StartAfter", &encoding.write(start_after));
        }
        if let Some(token) = token {
            xml.leaf("ContinuationToken", token);
        }
        if let Some(next) = &listing.next_after {
            xml.leaf("NextContinuationToken", &base64::encode(next.as_bytes()));
        }
        entries(xml, &listing, encoding);
    })))
}

fn list_1(s3: &S3, asked: &Asked<'_>, bucket: &str) -> Result<Answer, Refusal> {
    let marker = asked.parameter("marker").unwrap_or_default();
    let (query, encoding) = query_of(asked, marker)?;
    let listing = s3.bucket(bucket)?.list(query);
    Ok(Answer::xml(Xml::answer("ListBucketResult", |xml| {
        head(xml, bucket, query, &listing, encoding);
        xml.leaf("Marker", &encoding.write(marker));
        if let Some(next) = listing.next_after.as_ref().filter(|_| !query.delimiter.is_empty()) {
            xml.leaf("NextMarker", &encoding.write(next));
        }
        entries(xml, &listing, encoding);
    })))
}

/// How keys are written.
#[derive(Clone, Copy)]
enum Encoding {
    Plain,
    Url,
}

impl Encoding {
    fn of(asked: &Asked<'_>) -> Self {
        if asked.parameter("encoding-type") == Some("url") { Self::Url } else { Self::Plain }
    }

    fn write(self, key: &str) -> String {
        match self {
            Self::Plain => key.into(),
            Self::Url => utf8_percent_encode(key, KEPT).to_string(),
        }
    }
}

fn query_of<'a>(asked: &'a Asked<'_>, after: &'a str) -> Result<(ListingQuery<'a>, Encoding), Refusal> {
    let max = match asked.parameter("max-keys") {
        None => ENTRIES_MAX,
        Some(text) => text.parse::<usize>().map_err(|_| {
            Refusal::invalid_argument("maxKeys", "Provided max-keys not an integer or within integer range")
        })?,
    };
    let query = ListingQuery {
        prefix: asked.parameter("prefix").unwrap_or_default(),
        delimiter: asked.parameter("delimiter").unwrap_or_default(),
        after,
        max: max.min(ENTRIES_MAX),
    };
    Ok((query, Encoding::of(asked)))
}

fn head(xml: &mut Xml, bucket: &str, query: ListingQuery<'_>, listing: &Listing<'_>, encoding: Encoding) {
    xml.leaf("Name", bucket);
    xml.leaf("Prefix", &encoding.write(query.prefix));
    if !query.delimiter.is_empty() {
        xml.leaf("Delimiter", &encoding.write(query.delimiter));
    }
    if let Encoding::Url = encoding {
        xml.leaf("EncodingType", "url");
    }
    xml.leaf("MaxKeys", &query.max.to_string());
    xml.leaf("IsTruncated", if listing.next_after.is_some() { "true" } else { "false" });
}

fn entries(xml: &mut Xml, listing: &Listing<'_>, encoding: Encoding) {
    for (key, object) in &listing.objects {
        xml.element("Contents", |xml| {
            xml.leaf("Key", &encoding.write(key));
            xml.leaf("LastModified", &xml_time(object.modified));
            xml.leaf("ETag", &format!("\"{}\"", object.etag));
            xml.leaf("Size", &object.body.len().to_string());
            xml.leaf("StorageClass", "STANDARD");
        });
    }
    for group in &listing.common_prefixes {
        xml.element("CommonPrefixes", |xml| xml.leaf("Prefix", &encoding.write(group)));
    }
}

fn delete_objects(s3: &mut S3, bucket: &str, body: &[u8]) -> Result<Answer, Refusal> {
    let keys = xml::read(body, "Delete", "Object", |node| xml::text_of(node, "Key"))?;
    let is_quiet =
        xml::read(body, "Delete", "Quiet", |node| Some(node.text() == Some("true")))?.contains(&true);
    if keys.is_empty() || ENTRIES_MAX < keys.len() {
        return Err(Refusal::malformed_xml());
    }
    for key in &keys {
        s3.delete_object(bucket, key)?;
    }
    Ok(Answer::xml(Xml::answer("DeleteResult", |xml| {
        for key in keys.iter().filter(|_| !is_quiet) {
            xml.element("Deleted", |xml| xml.leaf("Key", key));
        }
    })))
}
