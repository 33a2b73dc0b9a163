//! Structures of the older version. Source: botocore 1.44.5, `kinesisanalytics/2015-08-14/service-2.json`.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::shapes::{ARN, COLUMNS, ENCODING, FILE_KEY, ID, PARALLELISM, TABLE_NAME};
use super::super::whole::Whole;
use crate::analytics::application::configuration::{
    self as meaning, Destination, InputSource, RecordFormatType, Resource, StartingPosition,
};
use crate::analytics::application::discovery::Discovered;
use crate::analytics::application::schema;
use crate::api::pattern::Pattern;
use crate::api::{Rules, Setting, expression};
use crate::error::Error;

const ROLE: &str = r"arn:aws:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+";
const APPLICATION: &str =
    r"arn:aws:kinesisanalytics:[a-z]{2}-[a-z]+-\d{1}:\d{12}:application/[a-zA-Z0-9_.-]{1,128}";
static ROLE_FORM: Pattern = Pattern { text: ROLE, matches: |text| expression::matches(ROLE, text) };
/// The model has possessive quantifiers, which mean here what the plain ones do.
static APPLICATION_FORM: Pattern = Pattern {
    text: r"arn:aws:kinesisanalytics:[a-z]{2}-[a-z]+-\d{1}+:\d{12}+:application/[a-zA-Z0-9_.-]{1,128}",
    matches: |text| expression::matches(APPLICATION, text),
};

pub(super) const ROLE_ARN: Rules = Rules::NONE.pattern(&ROLE_FORM).length(1, 2_048);
pub(super) const APPLICATION_ARN: Rules = Rules::NONE.pattern(&APPLICATION_FORM).length(1, 2_048);
const IN_APP_NAME: Rules = Rules::NONE.length(1, 32);
const ROW_PATH: Rules = Rules::NONE.length(1, u32::MAX);
const DELIMITER: Rules = Rules::NONE.length(1, u32::MAX);
const COLUMN_NAME: Rules = Rules::NONE;
const COLUMN_MAPPING: Rules = Rules::NONE;
const COLUMN_TYPE: Rules = Rules::NONE.length(1, u32::MAX);

super::super::structures::structures! {
    role: "RoleARN" | "RoleARNUpdate" | "RoleARN", Required;
    reference_role: "ReferenceRoleARN" | "ReferenceRoleARNUpdate" | "ReferenceRoleARN", Required;
    arn: Required;
    bucket: Required;
    count: Never;
}
