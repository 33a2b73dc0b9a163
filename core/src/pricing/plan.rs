//! An estimate: a load that is the same all the time.

use super::usage::{Charge, Usage};
use crate::fact::PAYLOAD_UNIT_KIB;
use crate::time::Duration;
use crate::traffic::Rate;

const DAY_HOURS: u64 = 24;
const WEEK_HOURS: u64 = 168;
const SECONDS_PER_HOUR: u128 = 3_600;

/// How capacity is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By the shard.
    Provisioned,
    /// By use.
    OnDemand,
    /// By use, with a commitment to a minimum.
    Committed,
}

/// One stream under an even load that has gone on for as long as records are kept.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How capacity is bought.
    pub mode: Mode,
    /// Open shards of a provisioned stream.
    pub shards: u32,
    /// Records put.
    pub records_per_second: Rate,
    /// Key and data of each.
    pub record_bytes: u32,
    /// Applications that read all of it by GetRecords.
    pub readers: u32,
    /// Registered consumers that are sent all of it.
    pub consumers: u32,
    /// How long records are kept.
    pub retention_hours: u32,
    /// For how long to pay.
    pub length: Duration,
}

impl Plan {
    /// What it uses.
    pub fn usage(&self) -> Usage {
        let mut usage = Usage::default();
        let millis = u128::from(self.length.total_millis());
        let (size, kib) = (u128::from(self.record_bytes), u128::from(self.record_bytes.div_ceil(1_024)));
        let rate = u128::from(self.records_per_second.thousandths());
        let records = rate * millis / 1_000_000;
        let bytes = product([records, size]);
        let (readers, consumers) = (u128::from(self.readers), u128::from(self.consumers));
        let kept = |from: u64, to: u64| {
            let hours = u64::from(self.retention_hours).min(to).saturating_sub(from);
            let kept_records = rate * u128::from(hours) * SECONDS_PER_HOUR / 1_000;
            product([kept_records, size, millis])
        };
        usage.add(Charge::LongTermRetention, kept(WEEK_HOURS, u64::MAX));
        match self.mode {
            Mode::Provisioned => {
                let shards = u128::from(self.shards) * millis;
                usage.add(Charge::ShardHours, shards);
                usage.add(Charge::PayloadUnits, product([records, kib.div_ceil(PAYLOAD_UNIT_KIB.into())]));
                usage.add(Charge::FanOutHours, product([consumers, shards]));
                usage.add(Charge::FanOutData, product([consumers, bytes]));
                if DAY_HOURS < u64::from(self.retention_hours) {
                    usage.add(Charge::ExtendedRetentionHours, shards);
                }
                return usage;
            }
            Mode::OnDemand => {
                usage.add(Charge::StreamHours, millis);
                usage.add(Charge::IngestData, product([records, kib, 1_024]));
                usage.add(Charge::RetrievalData, product([readers, bytes]));
                usage.add(Charge::FanOutRetrievalData, product([consumers, bytes]));
            }
            Mode::Committed => {
                usage.committed_ms = self.length.total_millis();
                usage.add(Charge::CommittedIngestData, product([records, kib, 1_024]));
                usage.add(Charge::CommittedRetrievalData, product([readers + consumers, bytes]));
            }
        }
        usage.add(Charge::ExtendedRetention, kept(DAY_HOURS, WEEK_HOURS));
        usage
    }
}

/// What is too large is as large as can be.
fn product<const N: usize>(factors: [u128; N]) -> u128 {
    factors.into_iter().fold(1, u128::saturating_mul)
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::pricing::PriceTable;

    const PLAN: Plan = Plan {
        mode: Mode::Provisioned,
        shards: 4,
        records_per_second: Rate::per_second(1_000),
        record_bytes: 3 * 1_024,
        readers: 0,
        consumers: 0,
        retention_hours: 24,
        length: Duration::from_hours(730),
    };

    /// Quantity and cost of each line, and the sum.
    #[track_caller]
    fn check(plan: Plan, expected: Expect) {
        let bill = PriceTable::built_in().bill(&plan.usage());
        let lines =
            bill.lines.iter().map(|line| format!("{:?} {} = {}\n", line.charge, line.quantity, line.cost));
        expected.assert_eq(&format!("{}total {}\n", lines.collect::<String>(), bill.total));
    }

    /// The example of the price page: 4 shards, 1,000 records of 3 KB a second.
    #[test]
    fn four_shards_with_a_thousand_records_a_second() {
        check(
            PLAN,
            expect![[r#"
            ShardHours 2920.00 = 43.80
            PayloadUnits 2628000000.00 = 36.792
            total 80.592
        "#]],
        );
    }

    #[test]
    fn each_mode_charges_by_its_own_measures() {
        let busy = Plan { readers: 2, consumers: 1, retention_hours: 192, ..PLAN };
        check(
            busy,
            expect![[r#"
            ShardHours 2920.00 = 43.80
            PayloadUnits 2628000000.00 = 36.792
            ExtendedRetentionHours 2920.00 = 58.40
            FanOutHours 2920.00 = 43.80
            FanOutData 7518.768311 = 97.743988
            LongTermRetention 247.192383 = 5.685425
            total 286.221413
        "#]],
        );
        check(
            Plan { mode: Mode::OnDemand, ..busy },
            expect![[r#"
            StreamHours 730.00 = 29.20
            IngestData 7518.768311 = 601.501465
            RetrievalData 15037.536621 = 601.501465
            FanOutRetrievalData 7518.768311 = 375.938416
            ExtendedRetention 1483.154297 = 148.31543
            LongTermRetention 247.192383 = 5.685425
            total 1762.142201
        "#]],
        );
        check(
            Plan { mode: Mode::Committed, records_per_second: Rate::per_second(100_000), ..busy },
            expect![[r#"
            ExtendedRetention 148315.429688 = 14831.542969
            LongTermRetention 24719.238281 = 568.54248
            CommittedIngestData 751876.831055 = 24060.058594
            CommittedRetrievalData 2255630.493164 = 36090.087891
            total 75550.231934
        "#]],
        );
    }

    #[test]
    fn a_commitment_costs_at_least_its_minimum() {
        check(
            Plan { mode: Mode::Committed, records_per_second: Rate::per_second(0), ..PLAN },
            expect![[r#"
            CommittedIngestData 64160.15625 = 2053.125
            CommittedRetrievalData 64160.15625 = 1026.5625
            total 3079.6875
        "#]],
        );
    }

    #[test]
    fn a_record_is_rounded_up_to_payload_units_or_kilobytes() {
        for (record_bytes, units) in
            [(1, 1), (25 * 1_024, 1), (25 * 1_024 + 1, 2), (45 * 1_024, 2), (1 << 20, 41)]
        {
            let plan = Plan {
                records_per_second: Rate::per_second(1),
                record_bytes,
                length: Duration::from_secs(1),
                ..PLAN
            };
            assert_eq!(plan.usage().measured(Charge::PayloadUnits, 0), units, "{record_bytes}");
        }
        let plan = Plan { mode: Mode::OnDemand, record_bytes: 1_025, length: Duration::from_secs(1), ..PLAN };
        assert_eq!(plan.usage().measured(Charge::IngestData, 0), 1_000 * 2_048);
    }

    #[test]
    fn the_largest_plan_has_a_price() {
        for mode in [Mode::Provisioned, Mode::OnDemand, Mode::Committed] {
            let most = u32::MAX;
            let length = Duration::from_hours(24 * 366 * 100);
            let plan = Plan {
                mode,
                shards: most,
                records_per_second: Rate::per_second(most),
                record_bytes: most,
                readers: most,
                consumers: most,
                retention_hours: most,
                length,
            };
            assert!(20 < PriceTable::built_in().bill(&plan.usage()).total.len());
        }
    }
}
