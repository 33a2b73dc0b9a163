use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::super::Logs;
use super::super::group::LogGroup;
use super::super::shapes::{DESCRIBED, GROUP_NAME, GROUP_PART, LogGroupClass, page_of};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which groups; all unless told.
    pub struct DescribeLogGroupsInput<'a> {
        /// No account is linked to another here.
        account_identifiers: Option<Vec<&'a str>> = "accountIdentifiers", Rules::NONE.length(0, 20).item_length(12, 12);
        /// What their names begin with.
        log_group_name_prefix: Option<&'a str> = "logGroupNamePrefix", GROUP_NAME;
        /// What their names have somewhere in them.
        log_group_name_pattern: Option<&'a str> = "logGroupNamePattern", GROUP_PART;
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "nextToken", Rules::NONE;
        /// Groups on the page.
        limit: Option<i32> = "limit", DESCRIBED;
        /// No account is linked to another here.
        include_linked_accounts: Option<bool> = "includeLinkedAccounts", Rules::NONE;
        /// What they are for.
        log_group_class: Option<LogGroupClass> = "logGroupClass", Rules::NONE;
        /// By name or by ARN.
        log_group_identifiers: Option<Vec<&'a str>> = "logGroupIdentifiers", Rules::NONE.length(1, 50).item_length(1, 2_048);
    }
}

crate::output! {
    /// The answer.
    pub struct DescribeLogGroupsOutput {
        /// A page of them.
        log_groups: Vec<LogGroupOutput> = "logGroups";
        /// Goes on after this page.
        next_token: Option<String> = "nextToken";
    }
}

crate::output! {
    /// A group.
    pub struct LogGroupOutput {
        /// Its name.
        log_group_name: Arc<str> = "logGroupName";
        /// When it was made, in milliseconds.
        creation_time: i64 = "creationTime";
        /// There are no such filters.
        metric_filter_count: i32 = "metricFilterCount";
        /// Its ARN, as that of all its streams.
        arn: String = "arn";
        /// What was ever written, in bytes.
        stored_bytes: i64 = "storedBytes";
        /// The key that it was to be encrypted with.
        kms_key_id: Option<String> = "kmsKeyId";
        /// What it is for.
        log_group_class: LogGroupClass = "logGroupClass";
        /// Its ARN.
        log_group_arn: String = "logGroupArn";
        /// Whether it cannot be deleted.
        deletion_protection_enabled: bool = "deletionProtectionEnabled";
    }
}

/// Lists log groups by name.
pub struct DescribeLogGroups;

impl Operation for DescribeLogGroups {
    const NAME: &'static str = "DescribeLogGroups";
    const ERRORS: &'static [Code] = &[Code::InvalidParameter];
    type State = Logs;
    type Input<'a> = DescribeLogGroupsInput<'a>;
    type Output<'s> = DescribeLogGroupsOutput;

    fn run(
        logs: &mut Logs,
        input: DescribeLogGroupsInput<'_>,
        _: Instant,
    ) -> Result<DescribeLogGroupsOutput, Error> {
        let is_narrowed = input.log_group_name_prefix.is_some() || input.log_group_name_pattern.is_some();
        if input.log_group_name_prefix.is_some() && input.log_group_name_pattern.is_some() {
            return Err(Error::log_groups_by_prefix_and_pattern());
        }
        if input.log_group_identifiers.is_some() && is_narrowed {
            return Err(Error::log_groups_by_identifier_and_more());
        }
        // A token is the last name of the page before.
        let last = input.next_token.unwrap_or_default();
        if input.next_token.is_some_and(|token| !GROUP_NAME.pattern.is_some_and(|name| (name.matches)(token)))
        {
            return Err(Error::logs_token_invalid());
        }
        let named: Option<Vec<_>> = input
            .log_group_identifiers
            .as_ref()
            .map(|names| names.iter().map(|name| logs.named_by(name)).collect());
        let is_wanted = |(name, group): &(&Arc<str>, &LogGroup)| {
            input.log_group_name_prefix.is_none_or(|prefix| name.starts_with(prefix))
                && input.log_group_name_pattern.is_none_or(|part| name.contains(part))
                && input.log_group_class.is_none_or(|class| class == group.class)
                && named.as_ref().is_none_or(|named| named.contains(&&***name))
        };
        let wanted = logs.groups.iter().filter(is_wanted);
        let (page, next_token) =
            page_of(wanted, |(name, _)| &***name <= last, input.limit, |(name, _)| name.to_string());
        let log_groups = page.into_iter().map(|(name, group)| logs.describe(name, group)).collect();
        Ok(DescribeLogGroupsOutput { log_groups, next_token })
    }
}

impl Logs {
    fn describe(&self, name: &Arc<str>, group: &LogGroup) -> LogGroupOutput {
        let log_group_arn = self.arn(name);
        LogGroupOutput {
            log_group_name: name.clone(),
            creation_time: group.created.total_millis(),
            metric_filter_count: 0,
            arn: log_group_arn.clone() + ":*",
            stored_bytes: group.stored_bytes as i64,
            kms_key_id: group.kms_key_id.clone(),
            log_group_class: group.class,
            log_group_arn,
            deletion_protection_enabled: false,
        }
    }
}
