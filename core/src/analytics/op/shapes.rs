//! What operations of both versions share.
//!
//! Source: botocore 1.44.5, `kinesisanalytics/2015-08-14` and `kinesisanalyticsv2/2018-05-23`, `service-2.json`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::analytics::application::Application;
use crate::api::pattern::{self, Pattern};
use crate::api::{Encode, Kind, Rules, Shape, expression};
use crate::wire::Writer;

static ARN_FORM: Pattern = Pattern { text: "arn:.*", matches: |text| expression::matches("arn:.*", text) };
static ENCODING_FORM: Pattern = Pattern { text: "UTF-8", matches: |text| text == "UTF-8" };

pub(super) const APPLICATION_NAME: Rules = Rules::NONE.pattern(&pattern::NAME).length(1, 128);
pub(super) const APPLICATION_VERSION_ID: Rules = Rules::NONE.range(1, 999_999_999);
pub(super) const DESCRIPTION: Rules = Rules::NONE.length(0, 1_024);
pub(super) const CODE: Rules = Rules::NONE.length(0, crate::analytics::sql::CODE_CHARACTERS_MAX as u32);
pub(super) const ID: Rules = Rules::NONE.pattern(&pattern::NAME).length(1, 50);
pub(super) const ARN: Rules = Rules::NONE.pattern(&ARN_FORM).length(1, 2_048);
pub(super) const FILE_KEY: Rules = Rules::NONE.length(1, 1_024);
pub(super) const COLUMNS: Rules = Rules::NONE.length(1, 1_000);
pub(super) const PARALLELISM: Rules = Rules::NONE.range(1, 64);
pub(super) const LIST_LIMIT: Rules = Rules::NONE.range(1, 50);
pub(super) const TAG_KEY: Rules = Rules::NONE.length(1, 128);
pub(super) const TAG_VALUE: Rules = Rules::NONE.length(0, 256);
pub(super) const TAGS: Rules = Rules::NONE.length(1, 200);
pub(super) const TAG_KEYS: Rules = TAGS.item_length(1, 128);
pub(super) const TABLE_NAME: Rules = Rules::NONE.length(1, 32);
pub(super) const ENCODING: Rules = Rules::NONE.pattern(&ENCODING_FORM);

/// Tags that an application may have. Source: developer guide, "Using Tagging", 2023-02.
pub(in crate::analytics) const TAGS_MAX: usize = 50;
/// Applications of one answer, unless it is said otherwise. Source: API reference, `ListApplications`.
pub(super) const LIST_LIMIT_DEFAULT: usize = 50;

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

/// An answer without members, whose body is an object all the same.
#[derive(Clone, Copy, Debug)]
pub struct Empty;

impl Encode for Empty {
    const KIND: Kind = Kind::Structure(&Shape { name: "Empty", members: &[] });

    fn encode(&self, writer: &mut Writer) {
        writer.start_map(0);
        writer.end_map();
    }
}

/// So many applications behind a name, and whether there are more.
pub(super) fn page<'n>(
    all: impl Iterator<Item = &'n Application>,
    after: Option<&str>,
    limit: Option<i32>,
) -> (Vec<&'n Application>, bool) {
    let limit = limit.map_or(LIST_LIMIT_DEFAULT, |limit| limit.unsigned_abs() as usize);
    let mut found: Vec<_> =
        all.filter(|one| after.is_none_or(|after| after < &*one.name)).take(limit + 1).collect();
    let has_more = limit < found.len();
    found.truncate(limit);
    (found, has_more)
}
