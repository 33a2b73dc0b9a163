//! The operations of S3 that run, by AWS's names. A request says which it means by its method, its path and its parameters.

use alloc::borrow::Cow;
use alloc::format;

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

/// Parameters that make a request one for a part of a bucket or an object that is not here, and what AWS calls that part.
const PARTS: [(&str, Part); 26] = [
    ("accelerate", Part::Of("BucketAccelerateConfiguration")),
    ("acl", Part::Either("Acl")),
    ("analytics", Part::Of("BucketAnalyticsConfiguration")),
    ("attributes", Part::Of("ObjectAttributes")),
    ("cors", Part::Of("BucketCors")),
    ("encryption", Part::Of("BucketEncryption")),
    ("inventory", Part::Of("BucketInventoryConfiguration")),
    ("legal-hold", Part::Of("ObjectLegalHold")),
    ("lifecycle", Part::Of("BucketLifecycleConfiguration")),
    ("logging", Part::Of("BucketLogging")),
    ("metadataTable", Part::Of("BucketMetadataTableConfiguration")),
    ("metrics", Part::Of("BucketMetricsConfiguration")),
    ("notification", Part::Of("BucketNotificationConfiguration")),
    ("object-lock", Part::Of("ObjectLockConfiguration")),
    ("ownershipControls", Part::Of("BucketOwnershipControls")),
    ("policy", Part::Of("BucketPolicy")),
    ("policyStatus", Part::Of("BucketPolicyStatus")),
    ("publicAccessBlock", Part::Of("PublicAccessBlock")),
    ("replication", Part::Of("BucketReplication")),
    ("requestPayment", Part::Of("BucketRequestPayment")),
    ("restore", Part::Whole("RestoreObject")),
    ("retention", Part::Of("ObjectRetention")),
    ("select", Part::Whole("SelectObjectContent")),
    ("tagging", Part::Either("Tagging")),
    ("versioning", Part::Of("BucketVersioning")),
    ("website", Part::Of("BucketWebsite")),
];

/// What a parameter says of the name of an operation.
#[derive(Clone, Copy)]
enum Part {
    /// All of it.
    Whole(&'static str),
    /// What stands behind the verb.
    Of(&'static str),
    /// The same, of a bucket or of an object.
    Either(&'static str),
}

/// The operation that a request asks for, if it is for a part that is not here.
pub(super) fn not_here(asked: &Asked<'_>) -> Option<Cow<'static, str>> {
    let find = |name: &str| PARTS.iter().find(|(known, _)| *known == name);
    let (_, part) = asked.parameters().find_map(find)?;
    let verb = match asked.method {
        "PUT" => "Put",
        "POST" => "Create",
        "DELETE" => "Delete",
        _ => "Get",
    };
    Some(match part {
        Part::Whole(name) => Cow::Borrowed(name),
        // The one verb that has a noun of its own.
        Part::Of("BucketLifecycleConfiguration") if verb == "Delete" => {
            Cow::Borrowed("DeleteBucketLifecycle")
        }
        Part::Of(noun) => Cow::Owned(format!("{verb}{noun}")),
        Part::Either(noun) => {
            let whose = if asked.key.is_empty() { "Bucket" } else { "Object" };
            Cow::Owned(format!("{verb}{whose}{noun}"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::http::Request;

    #[track_caller]
    fn check(method: &str, uri: &str, expected: Option<&str>) {
        let request = Request { method, uri, headers: &[], body: &mut [], may_wait: false };
        assert_eq!(not_here(&Asked::of(&request)).as_deref(), expected, "{method} {uri}");
    }

    #[test]
    fn a_request_for_what_is_not_here_has_the_name_of_its_operation() {
        check("GET", "/lake?versioning", Some("GetBucketVersioning"));
        check("PUT", "/lake?tagging", Some("PutBucketTagging"));
        check("DELETE", "/lake/a?tagging", Some("DeleteObjectTagging"));
        check("DELETE", "/lake?lifecycle", Some("DeleteBucketLifecycle"));
        check("PUT", "/lake?lifecycle", Some("PutBucketLifecycleConfiguration"));
        check("POST", "/lake/a?select&select-type=2", Some("SelectObjectContent"));
        check("GET", "/lake?list-type=2", None);
    }
}
