//! How a service refuses: a type that clients match on and a text that people read.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Declares every error type once: name on the wire and HTTP status. What only some features give is not there without.
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $(#[cfg($has:meta)])? $variant:ident = $name:literal, $status:literal;)*) => {
        /// The type of an [`Error`], as the services name it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])* $(#[cfg($has)])? $variant,)* }

        impl Code {
            /// Every type there is.
            pub const ALL: &[Self] = &[$($(#[cfg($has)])? Self::$variant,)*];

            /// The name that stands in `__type`.
            pub const fn name(self) -> &'static str {
                match self { $($(#[cfg($has)])? Self::$variant => $name,)* }
            }

            /// The HTTP status of an answer of this type.
            pub const fn status(self) -> u16 {
                match self { $($(#[cfg($has)])? Self::$variant => $status,)* }
            }
        }
    };
}

codes! {
    /// The caller may not do this.
    AccessDenied = "AccessDeniedException", 400;
    /// The code of an application cannot run.
    #[cfg(feature = "applications")]
    CodeValidation = "CodeValidationException", 400;
    /// The version that a change was made for is not the current one.
    ConcurrentModification = "ConcurrentModificationException", 400;
    /// A dry run that would have gone well.
    DryRunOperation = "DryRunOperationException", 400;
    /// A shard iterator older than five minutes.
    ExpiredIterator = "ExpiredIteratorException", 400;
    /// A page token older than five minutes.
    ExpiredNextToken = "ExpiredNextTokenException", 400;
    /// The Authorization header or query lacks parts.
    IncompleteSignature = "IncompleteSignatureException", 400;
    /// The service's own fault.
    InternalFailure = "InternalFailure", 500;
    /// An application that cannot run as it is configured.
    #[cfg(feature = "applications")]
    InvalidApplicationConfiguration = "InvalidApplicationConfigurationException", 400;
    /// A value that this operation cannot use here.
    InvalidArgument = "InvalidArgumentException", 400;
    /// Lookup attributes that do not go together.
    InvalidLookupAttributes = "InvalidLookupAttributesException", 400;
    /// A page size that the service does not give.
    InvalidMaxResults = "InvalidMaxResultsException", 400;
    /// A page token that this service has not given, as CloudWatch calls it.
    InvalidNextToken = "InvalidNextToken", 400;
    /// A page token that this service has not given, as CloudTrail calls it.
    InvalidNextTokenException = "InvalidNextTokenException", 400;
    /// A KMS key that Firehose cannot use.
    InvalidKmsResource = "InvalidKMSResourceException", 400;
    /// Records that come from where they may not.
    InvalidSource = "InvalidSourceException", 400;
    /// A value that CloudWatch Logs cannot use.
    #[cfg(feature = "books")]
    InvalidParameter = "InvalidParameterException", 400;
    /// Values that cannot go together.
    InvalidParameterCombination = "InvalidParameterCombinationException", 400;
    /// A value that a parameter cannot have.
    InvalidParameterValue = "InvalidParameterValueException", 400;
    /// A time range that ends before it starts.
    InvalidTimeRange = "InvalidTimeRangeException", 400;
    /// Header and query authentication at once.
    InvalidSignature = "InvalidSignatureException", 400;
    /// The caller may not use the KMS key.
    KmsAccessDenied = "KMSAccessDeniedException", 400;
    /// The KMS key is disabled.
    KmsDisabled = "KMSDisabledException", 400;
    /// The KMS key is in a state in which it cannot be used.
    KmsInvalidState = "KMSInvalidStateException", 400;
    /// There is no such KMS key.
    KmsNotFound = "KMSNotFoundException", 400;
    /// The account has not signed up for KMS.
    KmsOptInRequired = "KMSOptInRequired", 400;
    /// Too many calls of KMS.
    KmsThrottling = "KMSThrottlingException", 400;
    /// Too many of something, or calls too fast.
    LimitExceeded = "LimitExceededException", 400;
    /// No authentication at all.
    MissingAuthenticationToken = "MissingAuthenticationTokenException", 400;
    /// A parameter that this call cannot be without.
    MissingRequiredParameter = "MissingRequiredParameterException", 400;
    /// A shard's rate of records, bytes or calls is used up.
    ProvisionedThroughputExceeded = "ProvisionedThroughputExceededException", 400;
    /// More of a stream than it may be read now, as Data Analytics calls it.
    #[cfg(feature = "applications")]
    ResourceProvisionedThroughputExceeded = "ResourceProvisionedThroughputExceededException", 400;
    /// The resource exists already.
    #[cfg(feature = "books")]
    ResourceAlreadyExists = "ResourceAlreadyExistsException", 400;
    /// The resource exists already or is not in a state for this.
    ResourceInUse = "ResourceInUseException", 400;
    /// No such resource.
    ResourceNotFound = "ResourceNotFoundException", 400;
    /// The body cannot be read as the operation's input.
    Serialization = "SerializationException", 400;
    /// The service is not there for the moment.
    ServiceUnavailable = "ServiceUnavailable", 503;
    /// The same, as Firehose calls it: more than a delivery stream takes.
    ServiceUnavailableException = "ServiceUnavailableException", 503;
    /// Too much at once for the service to do more now.
    Throttling = "ThrottlingException", 400;
    /// More tags than a resource may have, as Data Analytics calls it.
    #[cfg(feature = "applications")]
    TooManyTags = "TooManyTagsException", 400;
    /// Records in which no schema can be found.
    #[cfg(feature = "applications")]
    UnableToDetectSchema = "UnableToDetectSchemaException", 400;
    /// No such operation.
    UnknownOperation = "UnknownOperationException", 400;
    /// What an operation does not do for a resource of this kind.
    #[cfg(feature = "applications")]
    UnsupportedOperation = "UnsupportedOperationException", 400;
    /// Values outside the constraints of the operation's input.
    Validation = "ValidationException", 400;
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Self::ALL.iter().find(|code| code.name() == name);
        found.copied().ok_or_else(|| de::Error::custom(format!("there is no error {name:?}")))
    }
}

impl Code {
    /// The type as the query protocol had it, and whose fault it is. Source: botocore 1.44.5, `cloudwatch/2010-08-01`;
    /// Assumed for the types that are in no model.
    pub(crate) fn query_error(self) -> String {
        let name = match self {
            Self::Validation => "ValidationError",
            Self::MissingRequiredParameter => "MissingParameter",
            _ => self.name().trim_end_matches("Exception"),
        };
        let fault = if self.status() < 500 { "Sender" } else { "Receiver" };
        [name, ";", fault].concat()
    }
}

/// A refusal. One type for all services, because the wire has one form for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What kind of refusal this is.
    pub code: Code,
    /// Why, in the service's words; some refusals say nothing.
    pub message: Option<Cow<'static, str>>,
    /// What else it tells: texts, by the name of the member that lists them.
    pub lists: Vec<(&'static str, Vec<String>)>,
}

impl Error {
    /// A refusal with a text.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: Some(message.into()), lists: Vec::new() }
    }

    /// A refusal that says nothing beside its type.
    pub const fn bare(code: Code) -> Self {
        Self { code, message: None, lists: Vec::new() }
    }

    /// The refusal, which tells these texts too, under the name of a member.
    #[cfg(feature = "applications")]
    pub(crate) fn listing(mut self, member: &'static str, texts: Vec<String>) -> Self {
        self.lists.push((member, texts));
        self
    }

    /// The text, empty where there is none.
    pub fn message(&self) -> &str {
        self.message.as_deref().unwrap_or_default()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.message {
            Some(message) => write!(f, "{}: {message}", self.code.name()),
            None => f.write_str(self.code.name()),
        }
    }
}

impl core::error::Error for Error {}

/// The reason why a snapshot, session or scenario file cannot be used; nothing was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(pub String);

impl LoadError {
    /// A refusal with its reason, a whole sentence.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for LoadError {}
