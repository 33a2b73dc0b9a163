use alloc::string::{String, ToString};

use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME, ScalingType, StreamMode, StreamStatus};
use super::super::stream::Change;
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Open shards that a stream may be given in this way.
pub(in crate::streams) const TARGET_MAX: u32 = 10_000;
/// Calls on one stream in 24 hours.
pub(in crate::streams) const CALLS_A_DAY: usize = 10;

crate::input! {
    /// The stream, and its new number of shards.
    pub struct UpdateShardCountInput<'a> {
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// Open shards to have: half to double of what there are.
        target_shard_count: i32 = "TargetShardCount", Rules::NONE.at_least(1);
        /// How to come there.
        scaling_type: ScalingType = "ScalingType", Rules::NONE;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::output! {
    /// The answer.
    pub struct UpdateShardCountOutput {
        /// Name.
        stream_name: String = "StreamName";
        /// Open shards so far.
        current_shard_count: u32 = "CurrentShardCount";
        /// Open shards to have.
        target_shard_count: i32 = "TargetShardCount";
        /// ARN.
        stream_arn: String = "StreamARN";
    }
}

/// Splits and merges until a stream has so many open shards of equal ranges. The stream is UPDATING meanwhile.
pub struct UpdateShardCount;

impl Operation for UpdateShardCount {
    const NAME: &'static str = "UpdateShardCount";
    const RATE: CallRate = CallRate::PerAccount(10);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
        Code::Validation,
    ];
    type State = Streams;
    type Input<'a> = UpdateShardCountInput<'a>;
    type Output<'s> = UpdateShardCountOutput;

    fn run(
        streams: &mut Streams,
        input: UpdateShardCountInput<'_>,
        now: Instant,
    ) -> Result<UpdateShardCountOutput, Error> {
        let (name, account) = (streams.name_of(input.stream_name, input.stream_arn)?, streams.account);
        let (stream, target) = (streams.find(name)?, input.target_shard_count);
        if stream.mode == StreamMode::OnDemand {
            return Err(Error::on_demand_stream(name, account));
        }
        let current = stream.open_shard_count();
        check_target(current, target, streams.settings.shard_limit.min(TARGET_MAX))?;
        streams.find_active(name)?;
        if stream.resized_at.count(now) == CALLS_A_DAY {
            return Err(Error::resized_too_often(name, account, CALLS_A_DAY));
        }
        streams.check_shard_limit((target as u32).saturating_sub(current as u32))?;

        let output = UpdateShardCountOutput {
            stream_name: stream.name.to_string(),
            current_shard_count: current as u32,
            target_shard_count: target,
            stream_arn: stream.arn.clone(),
        };
        let stream = streams.streams.get_mut(name).expect("it was found above");
        stream.resized_at.note(now);
        let change = Change::Resize { target: target as u32 };
        streams.start_change(name, StreamStatus::Updating, change, now);
        Ok(output)
    }
}

fn check_target(current: usize, target: i32, limit: u32) -> Result<(), Error> {
    if limit < target as u32 {
        return Err(Error::too_many_target_shards(limit, current, target));
    }
    if current * 2 < target as usize {
        return Err(Error::cannot_scale_up(current, target));
    }
    // Half of an odd number is rounded up: from 5 shards 3 can be had and 2 cannot.
    if (target as usize) * 2 < current {
        return Err(Error::cannot_scale_down(current, target));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use expect_test::expect;

    use crate::ids::HashKeyRange;
    use crate::streams::tests::{Bench, check, check_with_limits};

    /// Number and parents of each shard that a stream has after these resizes, the open ones in order of their keys.
    fn resized(counts: &[u32]) -> (String, Vec<u32>) {
        let mut bench = Bench::new(Default::default());
        bench.run(&format!("CreateStream {{\"StreamName\":\"a\",\"ShardCount\":{}}}", counts[0]));
        for target in &counts[1..] {
            let answer = bench.run(&format!(
                "UpdateShardCount {{\"StreamName\":\"a\",\"TargetShardCount\":{target},\"ScalingType\":\"UNIFORM_SCALING\"}}"
            ));
            assert!(answer.contains("CurrentShardCount"), "{answer}");
        }
        let stream = bench.streams.stream("a").unwrap();
        let lineage = stream.shards().iter().filter(|shard| !shard.parents.is_empty()).map(|shard| {
            let parents: Vec<String> = shard.parents.iter().map(|parent| format!("{}", parent.0)).collect();
            format!("{} from {}", shard.id.0, parents.join("+"))
        });
        let open: Vec<u32> = stream.open_shards().map(|shard| shard.id.0).collect();
        let count = open.len() as u32;
        for (index, shard) in stream.open_shards().enumerate() {
            assert_eq!(shard.range, HashKeyRange::uniform(index as u32, count));
        }
        (lineage.collect::<Vec<_>>().join(", "), open)
    }

    #[test]
    fn open_shards_end_up_with_equal_ranges() {
        assert_eq!(resized(&[1, 2]), ("1 from 0, 2 from 0".into(), alloc::vec![1, 2]));
        assert_eq!(resized(&[2, 4]).0, "2 from 0, 3 from 0, 4 from 1, 5 from 1");
        assert_eq!(resized(&[4, 2]).0, "4 from 0+1, 5 from 2+3");
        assert_eq!(
            resized(&[2, 3]),
            ("2 from 0, 3 from 0, 4 from 1, 5 from 1, 6 from 3+4".into(), alloc::vec![2, 6, 5])
        );
        assert_eq!(resized(&[5, 3]).1.len(), 3);
        assert_eq!(resized(&[7, 7]), (String::new(), (0..7).collect()));
        assert_eq!(resized(&[3, 5, 9, 17, 9, 13, 8]).1.len(), 8);
    }

    #[test]
    fn refuses_in_this_order() {
        check(
            r#"UpdateShardCount {"StreamName":"a","TargetShardCount":0,"ScalingType":"MAGIC"}
               UpdateShardCount {"StreamName":"a","TargetShardCount":2,"ScalingType":"UNIFORM_SCALING"}
               CreateStream {"StreamName":"a","ShardCount":5}
               UpdateShardCount {"StreamName":"a","TargetShardCount":10001,"ScalingType":"UNIFORM_SCALING"}
               UpdateShardCount {"StreamName":"a","TargetShardCount":11,"ScalingType":"UNIFORM_SCALING"}
               UpdateShardCount {"StreamName":"a","TargetShardCount":2,"ScalingType":"UNIFORM_SCALING"}
               UpdateShardCount {"StreamName":"a","TargetShardCount":3,"ScalingType":"UNIFORM_SCALING"}
               CreateStream {"StreamName":"b"}
               UpdateShardCount {"StreamName":"b","TargetShardCount":3,"ScalingType":"UNIFORM_SCALING"}"#,
            expect![[r#"
                UpdateShardCount: ValidationException: 2 validation errors detected: Value '0' at 'targetShardCount' failed to satisfy constraint: Member must have value greater than or equal to 1; Value 'MAGIC' at 'scalingType' failed to satisfy constraint: Member must satisfy enum value set: [UNIFORM_SCALING]
                UpdateShardCount: ResourceNotFoundException: Stream a under account 000000000000 not found.
                CreateStream: done
                UpdateShardCount: LimitExceededException: Target shard count or number of open shards cannot be greater than 10000. Current open shard count: 5, Target shard count: 10001
                UpdateShardCount: LimitExceededException: UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 5, Target shard count: 11
                UpdateShardCount: LimitExceededException: UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: 5, Target shard count: 2
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":5,"TargetShardCount":3,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                CreateStream: done
                UpdateShardCount: ValidationException: Request is invalid. Stream b under account 000000000000 is in On-Demand mode.
            "#]],
        );
    }

    #[test]
    fn ten_calls_in_24_hours() {
        let call = |target| {
            format!(
                "UpdateShardCount {{\"StreamName\":\"a\",\"TargetShardCount\":{target},\"ScalingType\":\"UNIFORM_SCALING\"}}\n+2000\n"
            )
        };
        let calls: String = (0..11).map(|turn| call(1 + turn % 2)).collect();
        let script = format!(
            "CreateStream {{\"StreamName\":\"a\",\"ShardCount\":1}}\n+2000\n{calls}+86379000\n{}",
            call(2)
        );
        check_with_limits(
            &script,
            expect![[r#"
                CreateStream: done
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":1,"TargetShardCount":1,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":1,"TargetShardCount":2,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":2,"TargetShardCount":1,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":1,"TargetShardCount":2,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":2,"TargetShardCount":1,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":1,"TargetShardCount":2,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":2,"TargetShardCount":1,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":1,"TargetShardCount":2,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":2,"TargetShardCount":1,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":1,"TargetShardCount":2,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
                UpdateShardCount: LimitExceededException: UpdateShardCount was called 10 times on stream a under account 000000000000 in the last 24 hours.
                UpdateShardCount: {"StreamName":"a","CurrentShardCount":2,"TargetShardCount":2,"StreamARN":"arn:aws:kinesis:us-east-1:000000000000:stream/a"}
            "#]],
        );
    }
}
