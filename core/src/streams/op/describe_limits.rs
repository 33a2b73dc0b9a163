use super::super::{ON_DEMAND_STREAMS_MAX, Streams};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Nothing.
    pub struct DescribeLimitsInput<'a> {}
}

crate::output! {
    /// The limits of the account, and how far they are used.
    pub struct DescribeLimitsOutput {
        /// Open shards that it may have.
        shard_limit: u32 = "ShardLimit";
        /// Open shards that it has.
        open_shard_count: u32 = "OpenShardCount";
        /// On-demand streams that it has.
        on_demand_stream_count: u32 = "OnDemandStreamCount";
        /// On-demand streams that it may have.
        on_demand_stream_count_limit: u32 = "OnDemandStreamCountLimit";
    }
}

/// Tells the limits of the account.
pub struct DescribeLimits;

impl Operation for DescribeLimits {
    const NAME: &'static str = "DescribeLimits";
    const RATE: CallRate = CallRate::PerAccount(1);
    const ERRORS: &'static [Code] = &[Code::LimitExceeded];
    type State = Streams;
    type Input<'a> = DescribeLimitsInput<'a>;
    type Output<'s> = DescribeLimitsOutput;

    fn run(
        streams: &mut Streams,
        _: DescribeLimitsInput<'_>,
        _: Instant,
    ) -> Result<DescribeLimitsOutput, Error> {
        Ok(DescribeLimitsOutput {
            shard_limit: streams.settings.shard_limit,
            open_shard_count: streams.open_shard_count() as u32,
            on_demand_stream_count: streams.on_demand_count() as u32,
            on_demand_stream_count_limit: ON_DEMAND_STREAMS_MAX as u32,
        })
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use expect_test::expect;

    use crate::streams::tests::{Bench, check};

    #[test]
    fn counts_what_is_there() {
        check(
            r#"CreateStream {"StreamName":"a"}
               CreateStream {"StreamName":"b","ShardCount":3}
               DescribeLimits {}"#,
            expect![[r#"
                CreateStream: done
                CreateStream: done
                DescribeLimits: {"ShardLimit":20000,"OpenShardCount":7,"OnDemandStreamCount":1,"OnDemandStreamCountLimit":50}
            "#]],
        );
    }

    #[test]
    fn an_account_has_at_most_fifty_on_demand_streams() {
        let mut bench = Bench::new(Default::default());
        let answers: String = (0..=50)
            .map(|number| bench.run(&format!("CreateStream {{\"StreamName\":\"s{number}\"}}")))
            .collect();
        expect![
            "LimitExceededException: Account 000000000000 cannot have more than 50 streams in On-Demand mode."
        ]
        .assert_eq(&answers);
    }
}
