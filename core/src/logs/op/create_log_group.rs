use alloc::string::String;

use litemap::LiteMap;

use super::super::error::Unsupported;
use super::super::group::LogGroup;
use super::super::shapes::{GROUP_NAME, LogGroupClass};
use super::super::{GROUPS_MAX, Logs};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// A new group.
    pub struct CreateLogGroupInput<'a> {
        /// Its name.
        log_group_name: &'a str = "logGroupName", GROUP_NAME;
        /// The key that it is encrypted with.
        kms_key_id: Option<&'a str> = "kmsKeyId", Rules::NONE.length(0, 256);
        /// No operation here tells of them.
        tags: Option<LiteMap<&'a str, &'a str>> = "tags", Rules::NONE.length(1, 50).item_length(1, 128).value_length(0, 256);
        /// What it is for.
        log_group_class: Option<LogGroupClass> = "logGroupClass", Rules::NONE;
        /// Whether it can be deleted; it always can.
        deletion_protection_enabled: Option<bool> = "deletionProtectionEnabled", Rules::NONE;
    }
}

/// Makes a log group.
pub struct CreateLogGroup;

impl Operation for CreateLogGroup {
    const NAME: &'static str = "CreateLogGroup";
    const ERRORS: &'static [Code] =
        &[Code::InvalidParameter, Code::LimitExceeded, Code::ResourceAlreadyExists];
    type State = Logs;
    type Input<'a> = CreateLogGroupInput<'a>;
    type Output<'s> = ();

    fn run(logs: &mut Logs, input: CreateLogGroupInput<'_>, now: Instant) -> Result<(), Error> {
        let name = input.log_group_name;
        if name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws/")) {
            return Err(Error::log_group_name_reserved());
        }
        if input.deletion_protection_enabled == Some(true) {
            return Err(Error::logs_feature_not_supported(Unsupported::DeletionProtection));
        }
        if logs.groups.contains_key(name) {
            return Err(Error::log_group_exists());
        }
        if GROUPS_MAX <= logs.groups.len() {
            return Err(Error::too_many_log_groups());
        }
        let class = input.log_group_class.unwrap_or_default();
        logs.make_group(name, LogGroup::new(class, input.kms_key_id.map(String::from), now));
        Ok(())
    }
}
