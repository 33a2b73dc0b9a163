//! Structures and enumerations that several operations share.
//!
//! Source: botocore 1.43, `firehose/2015-08-04/service-2.json`.

use alloc::string::String;

use crate::api::pattern::{self, Pattern};
use crate::api::{Rules, expression};

static VERSION: Pattern = Pattern { text: "[0-9]+", matches: |text| expression::matches("[0-9]+", text) };
static DESTINATION: Pattern =
    Pattern { text: "[a-zA-Z0-9-]+", matches: |text| expression::matches("[a-zA-Z0-9-]+", text) };
const KEY: &str = r"^(?!aws:)[\p{L}\p{Z}\p{N}_.:\/=+\-@%]*$";
const VALUE: &str = r"^[\p{L}\p{Z}\p{N}_.:\/=+\-@%]*$";
static TAG_KEY_FORM: Pattern = Pattern { text: KEY, matches: |text| expression::matches(KEY, text) };
static TAG_VALUE_FORM: Pattern = Pattern { text: VALUE, matches: |text| expression::matches(VALUE, text) };

pub(super) const DELIVERY_STREAM_NAME: Rules = Rules::NONE.pattern(&pattern::NAME).length(1, 64);
pub(super) const VERSION_ID: Rules = Rules::NONE.pattern(&VERSION).length(1, 50);
pub(super) const DESTINATION_ID: Rules = Rules::NONE.pattern(&DESTINATION).length(1, 100);
pub(super) const TAG_KEY: Rules = Rules::NONE.pattern(&TAG_KEY_FORM).length(1, 128);
pub(super) const TAG_VALUE: Rules = Rules::NONE.pattern(&TAG_VALUE_FORM).length(0, 256);
pub(super) const TAGS: Rules = Rules::NONE.length(1, TAGS_MAX as u32);
pub(super) const LIMIT: Rules = Rules::NONE.range(1, 10_000);

/// Tags that a delivery stream may have.
pub(super) const TAGS_MAX: usize = 50;

crate::enumeration! {
    /// The state of a delivery stream.
    pub enum DeliveryStreamStatus {
        /// Being made.
        Creating = "CREATING",
        /// It could not be made.
        CreatingFailed = "CREATING_FAILED",
        /// Being removed.
        Deleting = "DELETING",
        /// It could not be removed.
        DeletingFailed = "DELETING_FAILED",
        /// In order.
        Active = "ACTIVE",
    }
}

crate::enumeration! {
    /// Where records come from.
    pub enum DeliveryStreamType {
        /// Producers put them.
        DirectPut = "DirectPut",
        /// A stream is read.
        KinesisStreamAsSource = "KinesisStreamAsSource",
        /// A topic of Kafka is read.
        MskAsSource = "MSKAsSource",
        /// A database is read.
        DatabaseAsSource = "DatabaseAsSource",
    }
}

crate::input! {
    /// A tag to give.
    pub struct TagInput<'a> as "Tag" {
        /// Its key.
        key: &'a str = "Key", TAG_KEY;
        /// Its value.
        value: Option<&'a str> = "Value", TAG_VALUE;
    }
}

crate::output! {
    /// A tag.
    pub struct Tag {
        /// Its key.
        key: String = "Key";
        /// Its value.
        value: Option<String> = "Value";
    }
}
