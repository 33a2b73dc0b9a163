//! Requests for objects that come in parts.

use alloc::format;
use alloc::vec::Vec;

use super::super::S3;
use super::super::refusal::Refusal;
use super::object::{check_md5, said};
use super::request::Asked;
use super::xml::{self, Xml};
use super::{Answer, Context};

pub(super) fn route(
    s3: &mut S3,
    asked: &Asked<'_>,
    (bucket, key): (&str, &str),
    body: Vec<u8>,
    context: &Context,
) -> Result<Answer, Refusal> {
    let id = asked.parameter("uploadId").unwrap_or_default();
    match asked.method {
        "POST" if id.is_empty() => {
            let id = s3.begin_upload(bucket, key, said(asked))?;
            let answer = Answer::xml(Xml::answer("InitiateMultipartUploadResult", |xml| {
                xml.leaf("Bucket", bucket);
                xml.leaf("Key", key);
                xml.leaf("UploadId", &id);
            }));
            Ok(answer.by("CreateMultipartUpload", bucket, key))
        }
        "PUT" => {
            check_md5(asked, &body)?;
            let number = asked.parameter("partNumber").and_then(|number| number.parse().ok()).unwrap_or(0);
            let etag = s3.upload_part((bucket, key, id), number, body)?;
            let answer = Answer::empty(200).with("ETag", format!("\"{etag}\""));
            Ok(answer.by("UploadPart", bucket, key))
        }
        "POST" => {
            let named = xml::read(&body, "CompleteMultipartUpload", "Part", |part| {
                Some((xml::text_of(part, "PartNumber")?.parse().ok()?, xml::text_of(part, "ETag")?))
            })?;
            let etag = s3.complete_upload((bucket, key, id), &named, context.now)?;
            let answer = Answer::xml(Xml::answer("CompleteMultipartUploadResult", |xml| {
                xml.leaf("Location", &format!("/{bucket}/{key}"));
                xml.leaf("Bucket", bucket);
                xml.leaf("Key", key);
                xml.leaf("ETag", &format!("\"{etag}\""));
            }));
            Ok(answer.by("CompleteMultipartUpload", bucket, key))
        }
        "DELETE" => s3
            .abort_upload((bucket, key, id))
            .map(|()| Answer::empty(204).by("AbortMultipartUpload", bucket, key)),
        "GET" => Err(Refusal::not_implemented("ListParts")),
        method => Err(Refusal::not_implemented(&format!("{method} of an upload"))),
    }
}
