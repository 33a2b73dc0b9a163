//! The operations of S3 that run, by AWS's names. A request says which it means by its method, its path and its parameters.

use super::request::Asked;

/// All of them.
pub const OPERATIONS: [&str; 17] = [
    "AbortMultipartUpload",
    "CompleteMultipartUpload",
    "CopyObject",
    "CreateBucket",
    "CreateMultipartUpload",
    "DeleteBucket",
    "DeleteObject",
    "DeleteObjects",
    "GetBucketLocation",
    "GetObject",
    "HeadBucket",
    "HeadObject",
    "ListBuckets",
    "ListObjects",
    "ListObjectsV2",
    "PutObject",
    "UploadPart",
];

/// The operation that a request means, where it is one that changes something.
pub(super) fn changing(asked: &Asked<'_>) -> Option<&'static str> {
    let is_of_upload = asked.parameter("uploadId").is_some();
    Some(match (asked.method, asked.key.is_empty()) {
        ("PUT", true) => "CreateBucket",
        ("DELETE", true) => "DeleteBucket",
        ("POST", true) => "DeleteObjects",
        ("PUT", false) if is_of_upload => "UploadPart",
        ("PUT", false) if asked.header("x-amz-copy-source").is_some() => "CopyObject",
        ("PUT", false) => "PutObject",
        ("DELETE", false) if is_of_upload => "AbortMultipartUpload",
        ("DELETE", false) => "DeleteObject",
        ("POST", false) if is_of_upload => "CompleteMultipartUpload",
        ("POST", false) => "CreateMultipartUpload",
        _ => return None,
    })
}
