use super::super::Streams;
use super::super::shapes::CommitmentRequest;
use super::describe_account_settings::AccountSettingsOutput;
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::time::Instant;

crate::input! {
    /// What to change.
    pub struct UpdateAccountSettingsInput<'a> {
        /// Whether to be committed to a minimum of throughput.
        minimum_throughput_billing_commitment: CommitmentInput<'a> = "MinimumThroughputBillingCommitment", Rules::NONE;
    }
}

crate::input! {
    /// A commitment to a minimum of throughput.
    pub struct CommitmentInput<'a> as "MinimumThroughputBillingCommitmentInput" {
        /// Whether to have it.
        status: CommitmentRequest = "Status", Rules::NONE;
    }
}

/// Begins or ends the account's commitment to a minimum of throughput. It lasts 24 hours at least.
pub struct UpdateAccountSettings;

impl Operation for UpdateAccountSettings {
    const NAME: &'static str = "UpdateAccountSettings";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[Code::InvalidArgument, Code::LimitExceeded, Code::Validation];
    type State = Streams;
    type Input<'a> = UpdateAccountSettingsInput<'a>;
    type Output<'s> = AccountSettingsOutput;

    fn run(
        streams: &mut Streams,
        input: UpdateAccountSettingsInput<'_>,
        now: Instant,
    ) -> Result<AccountSettingsOutput, Error> {
        match input.minimum_throughput_billing_commitment.status {
            CommitmentRequest::Enabled => streams.commitment.enable(now),
            CommitmentRequest::Disabled => {
                if let Some(warm) =
                    streams.streams().find(|stream| stream.warm_mibps.is_some_and(|mibps| 0 < mibps))
                {
                    return Err(Error::commitment_in_use(&warm.name));
                }
                streams.commitment.disable(now);
            }
        }
        if streams.commitment.holds(now) {
            streams.facts.push_back(Event::Committed { until: streams.commitment.ends_at() });
        }
        let minimum_throughput_billing_commitment = streams.commitment.describe(now);
        Ok(AccountSettingsOutput { minimum_throughput_billing_commitment })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::streams::tests::check;

    #[test]
    fn a_commitment_lasts_a_day_at_least() {
        check(
            r#"DescribeAccountSettings {}
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"SOMETIMES"}}
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}
               +3600000
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"DISABLED"}}
               +82799999
               DescribeAccountSettings {}
               +1
               DescribeAccountSettings {}
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"ENABLED"}}
               +90000000
               UpdateAccountSettings {"MinimumThroughputBillingCommitment":{"Status":"DISABLED"}}"#,
            expect![[r#"
                DescribeAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"DISABLED"}}
                UpdateAccountSettings: ValidationException: 1 validation error detected: Value 'SOMETIMES' at 'minimumThroughputBillingCommitment.status' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]
                UpdateAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"ENABLED","StartedAt":1767225600,"EarliestAllowedEndAt":1767312000}}
                UpdateAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"ENABLED_UNTIL_EARLIEST_ALLOWED_END","StartedAt":1767225600,"EarliestAllowedEndAt":1767312000}}
                DescribeAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"ENABLED_UNTIL_EARLIEST_ALLOWED_END","StartedAt":1767225600,"EarliestAllowedEndAt":1767312000}}
                DescribeAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"DISABLED","StartedAt":1767225600,"EndedAt":1767312000}}
                UpdateAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"ENABLED","StartedAt":1767312000,"EarliestAllowedEndAt":1767398400}}
                UpdateAccountSettings: {"MinimumThroughputBillingCommitment":{"Status":"DISABLED","StartedAt":1767312000,"EndedAt":1767402000}}
            "#]],
        );
    }
}
