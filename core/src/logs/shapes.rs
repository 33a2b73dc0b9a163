//! Rules and structures that several operations share.
//!
//! Source: botocore 1.44.5, `logs/2014-03-28/service-2.json`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::api::{Pattern, Rules};

static GROUP_NAME_PATTERN: Pattern = Pattern {
    text: r"[\.\-_/#A-Za-z0-9]+",
    matches: |text| !text.is_empty() && text.bytes().all(is_of_group_name),
};
static GROUP_PART_PATTERN: Pattern =
    Pattern { text: r"[\.\-_/#A-Za-z0-9]*", matches: |text| text.bytes().all(is_of_group_name) };
static STREAM_NAME_PATTERN: Pattern = Pattern { text: "[^:*]*", matches: |text| !text.contains([':', '*']) };
static IDENTIFIER_PATTERN: Pattern = Pattern {
    text: r"[\w#+=/:,.@-]*",
    matches: |text| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_#+=/:,.@-".contains(&byte)),
};

fn is_of_group_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-_/#".contains(&byte)
}

pub(super) const GROUP_NAME: Rules = Rules::NONE.pattern(&GROUP_NAME_PATTERN).length(1, 512);
/// What the name of a group has somewhere in it.
pub(super) const GROUP_PART: Rules = Rules::NONE.pattern(&GROUP_PART_PATTERN).length(0, 512);
pub(super) const STREAM_NAME: Rules = Rules::NONE.pattern(&STREAM_NAME_PATTERN).length(1, 512);
pub(super) const IDENTIFIER: Rules = Rules::NONE.pattern(&IDENTIFIER_PATTERN).length(1, 2_048);
pub(super) const TIME: Rules = Rules::NONE.at_least(0);
pub(super) const DESCRIBED: Rules = Rules::NONE.range(1, 50);
pub(super) const EVENTS: Rules = Rules::NONE.range(1, 10_000);
/// Groups or streams of a page, unless told. Source: API reference, DescribeLogGroups and DescribeLogStreams.
pub(super) const DESCRIBED_MAX: usize = 50;

crate::enumeration! {
    /// What a group is for. All are the same here.
    pub enum LogGroupClass {
        /// All that there is.
        Standard = "STANDARD",
        /// What is hardly ever looked at.
        InfrequentAccess = "INFREQUENT_ACCESS",
        /// What goes elsewhere.
        Delivery = "DELIVERY",
        /// The least.
        Essentials = "ESSENTIALS",
    }
}

/// A page of what is in an order, from behind what was given out before; the token of its last item, if there are more.
pub(super) fn page_of<T>(
    items: impl Iterator<Item = T>,
    was_given: impl Fn(&T) -> bool,
    limit: Option<i32>,
    token_of: impl Fn(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let mut rest = items.skip_while(was_given).peekable();
    let limit = limit.map_or(DESCRIBED_MAX, |limit| limit as usize);
    let page: Vec<_> = rest.by_ref().take(limit).collect();
    let next = page.last().filter(|_| rest.peek().is_some()).map(token_of);
    (page, next)
}
