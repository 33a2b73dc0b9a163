//! What S3 refuses, with its texts.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

/// The error codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The bucket is somebody else's.
    BucketAlreadyExists,
    /// The bucket is there already.
    BucketAlreadyOwnedByYou,
    /// Something is in the bucket.
    BucketNotEmpty,
    /// The body is not what its checksum says.
    BadDigest,
    /// A part is smaller than may be.
    EntityTooSmall,
    /// Something that is said cannot be.
    InvalidArgument,
    /// The name of a bucket cannot be.
    InvalidBucketName,
    /// A part is not there, or is another one.
    InvalidPart,
    /// Parts are out of order.
    InvalidPartOrder,
    /// The object is shorter.
    InvalidRange,
    /// The body is cut off, or not as it says it is.
    IncompleteBody,
    /// The key is too long.
    KeyTooLongError,
    /// The body is no XML of this kind.
    MalformedXML,
    /// There is no such bucket.
    NoSuchBucket,
    /// There is no such object.
    NoSuchKey,
    /// There is no such upload.
    NoSuchUpload,
    /// The operation is not here.
    NotImplemented,
    /// What was asked for to be so is not.
    PreconditionFailed,
}

impl Code {
    /// As answers have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BucketAlreadyExists => "BucketAlreadyExists",
            Self::BucketAlreadyOwnedByYou => "BucketAlreadyOwnedByYou",
            Self::BucketNotEmpty => "BucketNotEmpty",
            Self::BadDigest => "BadDigest",
            Self::EntityTooSmall => "EntityTooSmall",
            Self::InvalidArgument => "InvalidArgument",
            Self::InvalidBucketName => "InvalidBucketName",
            Self::InvalidPart => "InvalidPart",
            Self::InvalidPartOrder => "InvalidPartOrder",
            Self::InvalidRange => "InvalidRange",
            Self::IncompleteBody => "IncompleteBody",
            Self::KeyTooLongError => "KeyTooLongError",
            Self::MalformedXML => "MalformedXML",
            Self::NoSuchBucket => "NoSuchBucket",
            Self::NoSuchKey => "NoSuchKey",
            Self::NoSuchUpload => "NoSuchUpload",
            Self::NotImplemented => "NotImplemented",
            Self::PreconditionFailed => "PreconditionFailed",
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::BucketAlreadyExists | Self::BucketAlreadyOwnedByYou | Self::BucketNotEmpty => 409,
            Self::NoSuchBucket | Self::NoSuchKey | Self::NoSuchUpload => 404,
            Self::PreconditionFailed => 412,
            Self::InvalidRange => 416,
            Self::NotImplemented => 501,
            _ => 400,
        }
    }
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The error code.
    pub code: Code,
    /// In words.
    pub message: Cow<'static, str>,
    /// What else the body says: names of elements and their texts.
    pub details: Option<(&'static str, String)>,
}

impl Refusal {
    const fn new(code: Code, message: &'static str) -> Self {
        Self { code, message: Cow::Borrowed(message), details: None }
    }

    fn of(code: Code, message: &'static str, element: &'static str, text: &str) -> Self {
        Self { details: Some((element, text.into())), ..Self::new(code, message) }
    }

    pub(super) fn no_such_bucket(name: &str) -> Self {
        Self::of(Code::NoSuchBucket, "The specified bucket does not exist", "BucketName", name)
    }

    pub(super) fn no_such_key(key: &str) -> Self {
        Self::of(Code::NoSuchKey, "The specified key does not exist.", "Key", key)
    }

    pub(super) fn bucket_already_exists(name: &str) -> Self {
        const MESSAGE: &str = "The requested bucket name is not available. The bucket namespace is shared by all users of the \
                               system. Please select a different name and try again.";
        Self::of(Code::BucketAlreadyExists, MESSAGE, "BucketName", name)
    }

    pub(super) fn bucket_already_owned_by_you(name: &str) -> Self {
        const MESSAGE: &str =
            "Your previous request to create the named bucket succeeded and you already own it.";
        Self::of(Code::BucketAlreadyOwnedByYou, MESSAGE, "BucketName", name)
    }

    pub(super) fn bucket_not_empty(name: &str) -> Self {
        Self::of(Code::BucketNotEmpty, "The bucket you tried to delete is not empty", "BucketName", name)
    }

    pub(super) fn invalid_bucket_name(name: &str) -> Self {
        Self::of(Code::InvalidBucketName, "The specified bucket is not valid.", "BucketName", name)
    }

    pub(super) fn key_too_long(bytes: usize, max: usize) -> Self {
        let message = Cow::Owned(format!("Your key is too long: {bytes} bytes, at most {max}"));
        Self { message, ..Self::new(Code::KeyTooLongError, "") }
    }

    pub(super) const fn malformed_xml() -> Self {
        const MESSAGE: &str =
            "The XML you provided was not well-formed or did not validate against our published schema";
        Self::new(Code::MalformedXML, MESSAGE)
    }

    pub(super) const fn no_such_upload() -> Self {
        const MESSAGE: &str = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been \
                               aborted or completed.";
        Self::new(Code::NoSuchUpload, MESSAGE)
    }

    pub(super) const fn invalid_part() -> Self {
        const MESSAGE: &str = "One or more of the specified parts could not be found.  The part may not have been uploaded, \
                               or the specified entity tag may not match the part's entity tag.";
        Self::new(Code::InvalidPart, MESSAGE)
    }

    pub(super) const fn invalid_part_order() -> Self {
        const MESSAGE: &str =
            "The list of parts was not in ascending order. Parts must be ordered by part number.";
        Self::new(Code::InvalidPartOrder, MESSAGE)
    }

    pub(super) const fn part_too_small() -> Self {
        Self::new(Code::EntityTooSmall, "Your proposed upload is smaller than the minimum allowed size")
    }

    pub(super) fn invalid_argument(name: &str, message: &'static str) -> Self {
        Self::of(Code::InvalidArgument, message, "ArgumentName", name)
    }

    pub(super) const fn invalid_range() -> Self {
        Self::new(Code::InvalidRange, "The requested range is not satisfiable")
    }

    pub(super) const fn incomplete_body() -> Self {
        const MESSAGE: &str = "The request body terminated unexpectedly";
        Self::new(Code::IncompleteBody, MESSAGE)
    }

    pub(super) const fn bad_digest() -> Self {
        Self::new(Code::BadDigest, "The Content-MD5 you specified did not match what we received.")
    }

    pub(super) const fn precondition_failed() -> Self {
        const MESSAGE: &str = "At least one of the pre-conditions you specified did not hold";
        Self::new(Code::PreconditionFailed, MESSAGE)
    }

    /// Of an operation that is not here. The text is ours: the service has them all.
    pub(super) fn not_implemented(operation: &str) -> Self {
        let message =
            format!("Kinetoscope does not run {operation} of S3. `kinetoscope operations` lists what runs.");
        Self { message: Cow::Owned(message), ..Self::new(Code::NotImplemented, "") }
    }
}
