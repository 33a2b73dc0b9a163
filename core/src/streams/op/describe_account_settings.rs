use super::super::Streams;
use super::super::shapes::CommitmentOutput;
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Nothing.
    pub struct DescribeAccountSettingsInput<'a> {}
}

crate::output! {
    /// The settings of the account.
    pub struct AccountSettingsOutput {
        /// Whether it is committed to a minimum of throughput.
        minimum_throughput_billing_commitment: CommitmentOutput = "MinimumThroughputBillingCommitment";
    }
}

/// Tells the settings of the account.
pub struct DescribeAccountSettings;

impl Operation for DescribeAccountSettings {
    const NAME: &'static str = "DescribeAccountSettings";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[Code::LimitExceeded];
    type State = Streams;
    type Input<'a> = DescribeAccountSettingsInput<'a>;
    type Output<'s> = AccountSettingsOutput;

    fn run(
        streams: &mut Streams,
        _: DescribeAccountSettingsInput<'_>,
        now: Instant,
    ) -> Result<AccountSettingsOutput, Error> {
        let minimum_throughput_billing_commitment = streams.commitment.describe(now);
        Ok(AccountSettingsOutput { minimum_throughput_billing_commitment })
    }
}
