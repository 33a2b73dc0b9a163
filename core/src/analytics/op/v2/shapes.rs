//! Structures of the newer version. Source: botocore 1.44.5, `kinesisanalyticsv2/2018-05-23/service-2.json`.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::shapes::{ARN, COLUMNS, FILE_KEY, ID, PARALLELISM, TABLE_NAME};
use super::super::whole::Whole;
use crate::analytics::application::configuration::{
    self as meaning, Destination, InputSource, RecordFormatType, Resource, StartingPosition,
};
use crate::analytics::application::discovery::Discovered;
use crate::analytics::application::schema;
use crate::api::pattern::Pattern;
use crate::api::{Rules, Setting, expression};
use crate::error::Error;

const NAME: &str = r"[^-\s<>&]*";
const TOKEN: &str = "[a-zA-Z0-9-_+/=]+";
static NAME_FORM: Pattern = Pattern { text: NAME, matches: |text| expression::matches(NAME, text) };
/// A path from the root without blanks.
static ROW_PATH_FORM: Pattern = Pattern {
    text: r"^(?=^\$)(?=^\S+$).*$",
    matches: |text| text.starts_with('$') && !text.contains(char::is_whitespace),
};
static ENCODING_FORM: Pattern = Pattern { text: "UTF-8", matches: |text| text == "UTF-8" };
static TOKEN_FORM: Pattern = Pattern { text: TOKEN, matches: is_token };

pub(super) const TOKEN_RULES: Rules = Rules::NONE.pattern(&TOKEN_FORM).length(1, 512);
pub(super) const ROLE_ARN: Rules = ARN;
const IN_APP_NAME: Rules = Rules::NONE.pattern(&NAME_FORM).length(1, 32);
const ROW_PATH: Rules = Rules::NONE.pattern(&ROW_PATH_FORM).length(1, 65_535);
const DELIMITER: Rules = Rules::NONE.length(1, 1_024);
const COLUMN_NAME: Rules = Rules::NONE.pattern(&NAME_FORM).length(1, 256);
const COLUMN_MAPPING: Rules = Rules::NONE.length(0, 65_535);
const COLUMN_TYPE: Rules = Rules::NONE.length(1, 100);
const ENCODING: Rules = Rules::NONE.pattern(&ENCODING_FORM).length(5, 5);

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/=".contains(&byte))
}

super::super::structures::structures! {
    role: "" | "" | "RoleARN", Never;
    reference_role: "" | "" | "ReferenceRoleARN", Never;
    arn: Always;
    bucket: Never;
    count: Changing;
}
