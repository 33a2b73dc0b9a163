//! How many shards a load takes, and which mode costs least.

use alloc::vec::Vec;

use crate::pricing::{Bill, Mode, Plan, PriceTable};
use crate::streams::{CONSUMERS_MAX, CONSUMERS_MAX_COMMITTED, EvenLoad};
use crate::time::Duration;
use crate::traffic::Rate;

const PERCENT: u64 = 100;

/// What an application needs of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Records put, on average.
    pub records_per_second: Rate,
    /// Key and data of each.
    pub record_bytes: u32,
    /// Applications that read all of it by GetRecords.
    pub readers: u32,
    /// Registered consumers that are sent all of it.
    pub consumers: u32,
    /// How long records are kept.
    pub retention_hours: u32,
    /// The busiest second in percent of the average, 100 at least.
    pub peak_percent: u32,
    /// What is to stay free at the peak in percent of it. Keys never spread evenly: without it, some shard refuses.
    pub spare_percent: u32,
}

/// What decides how many shards there must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// What is written.
    Writing,
    /// What is read by GetRecords.
    Reading,
}

/// What suits a demand.
#[derive(Clone, Debug)]
pub struct Sizing {
    /// Records a second at the peak.
    pub peak: Rate,
    /// Shards that take what is written.
    pub shards_to_write: u32,
    /// Shards whose readers keep up.
    pub shards_to_read: u32,
    /// The greater of both, one at least.
    pub shards: u32,
    /// Which of both it is.
    pub bound: Bound,
    /// What each mode costs, the cheapest first.
    pub offers: Vec<Offer>,
}

/// What a mode costs.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The mode.
    pub mode: Mode,
    /// Its costs.
    pub bill: Bill,
    /// The greatest number of consumers that it allows, where the demand has more.
    pub consumers_max: Option<usize>,
}

/// What both ways to buy capacity cost at some rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Records put, on average.
    pub records_per_second: Rate,
    /// By the shard, in millionths of the currency.
    pub provisioned_micros: u128,
    /// By use, in millionths of the currency.
    pub on_demand_micros: u128,
}

impl Demand {
    /// What it takes, and what `length` of it costs.
    pub fn size(&self, table: &PriceTable, length: Duration) -> Sizing {
        let (to_write, to_read) = self.shards();
        let shards = to_write.max(to_read).max(1);
        let offer = |mode, consumers_max| {
            let bill = table.bill(&self.plan(mode, shards, length).usage());
            let beyond = Some(consumers_max).filter(|&most| most < self.consumers as usize);
            Offer { mode, bill, consumers_max: beyond }
        };
        let mut offers = alloc::vec![
            offer(Mode::Provisioned, CONSUMERS_MAX),
            offer(Mode::OnDemand, CONSUMERS_MAX),
            offer(Mode::Committed, CONSUMERS_MAX_COMMITTED),
        ];
        offers.sort_by_key(|offer| (offer.consumers_max.is_some(), offer.bill.total_micros()));
        let bound = if to_write < to_read { Bound::Reading } else { Bound::Writing };
        Sizing {
            peak: self.peak(),
            shards_to_write: to_write,
            shards_to_read: to_read,
            shards,
            bound,
            offers,
        }
    }

    /// What it costs by the shard and by use at rates from nothing to `most`, in so many even steps.
    pub fn compare(&self, table: &PriceTable, length: Duration, most: Rate, steps: u32) -> Vec<Comparison> {
        let rate = |step: u32| most.thousandths() * u64::from(step) / u64::from(steps.max(1));
        let rates = (0..=steps).map(|step| Rate::of_thousandths(rate(step)));
        let compare = |records_per_second| {
            let demand = Self { records_per_second, ..*self };
            let (to_write, to_read) = demand.shards();
            let costs = |mode| {
                let plan = demand.plan(mode, to_write.max(to_read).max(1), length);
                table.bill(&plan.usage()).total_micros()
            };
            Comparison {
                records_per_second,
                provisioned_micros: costs(Mode::Provisioned),
                on_demand_micros: costs(Mode::OnDemand),
            }
        };
        rates.map(compare).collect()
    }

    fn peak(&self) -> Rate {
        Rate::of_thousandths(percent(self.records_per_second.thousandths(), self.peak_percent.max(100)))
    }

    /// Shards that take the peak with what is to stay free, and shards whose readers keep up with it.
    fn shards(&self) -> (u32, u32) {
        let peak = self.peak().thousandths();
        let with_spare = percent(peak, self.spare_percent.saturating_add(100));
        let load = EvenLoad {
            records_per_second: Rate::of_thousandths(with_spare),
            record_bytes: self.record_bytes,
            readers: self.readers,
        };
        let whole = |shards: u128| shards.try_into().unwrap_or(u32::MAX);
        (whole(load.shards_to_write()), whole(load.shards_to_read()))
    }

    fn plan(&self, mode: Mode, shards: u32, length: Duration) -> Plan {
        Plan {
            mode,
            shards,
            records_per_second: self.records_per_second,
            record_bytes: self.record_bytes,
            readers: self.readers,
            consumers: self.consumers,
            retention_hours: self.retention_hours,
            length,
        }
    }
}

/// So many percent of a number, rounded up.
fn percent(number: u64, percent: u32) -> u64 {
    number.saturating_mul(percent.into()).div_ceil(PERCENT)
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use expect_test::{Expect, expect};

    use super::*;

    const DEMAND: Demand = Demand {
        records_per_second: Rate::per_second(1_000),
        record_bytes: 1_024,
        readers: 1,
        consumers: 0,
        retention_hours: 24,
        peak_percent: 300,
        spare_percent: 20,
    };

    #[track_caller]
    fn check(demand: Demand, expected: Expect) {
        let Sizing { peak, shards_to_write, shards_to_read, shards, bound, offers } =
            demand.size(&PriceTable::built_in(), Duration::from_hours(730));
        let offers = offers.iter().map(|Offer { mode, bill, consumers_max }| {
            format!("{mode:?} {} {consumers_max:?}\n", bill.total)
        });
        expected.assert_eq(&format!(
            "{} thousandths a second: {shards_to_write} to write, {shards_to_read} to read, {shards} for {bound:?}\n{}",
            peak.thousandths(),
            offers.collect::<String>()
        ));
    }

    #[test]
    fn shards_carry_the_peak_and_are_paid_for_all_the_time() {
        check(
            DEMAND,
            expect![[r#"
            3000000 thousandths a second: 4 to write, 2 to read, 4 for Writing
            Provisioned 80.592 None
            OnDemand 329.950732 None
            Committed 3079.6875 None
        "#]],
        );
        check(
            Demand { readers: 4, ..DEMAND },
            expect![[r#"
            3000000 thousandths a second: 4 to write, 8 to read, 8 for Reading
            Provisioned 124.392 None
            OnDemand 630.701465 None
            Committed 3079.6875 None
        "#]],
        );
        check(
            Demand { records_per_second: Rate::per_second(0), ..DEMAND },
            expect![[r#"
            0 thousandths a second: 0 to write, 0 to read, 1 for Writing
            Provisioned 10.95 None
            OnDemand 29.20 None
            Committed 3079.6875 None
        "#]],
        );
    }

    #[test]
    fn a_mode_that_allows_fewer_consumers_comes_last() {
        check(
            Demand { consumers: 30, ..DEMAND },
            expect![[r#"
            3000000 thousandths a second: 4 to write, 2 to read, 4 for Writing
            Committed 3296.228027 None
            Provisioned 2372.03188 Some(20)
            OnDemand 4089.334887 Some(20)
        "#]],
        );
    }

    #[test]
    fn use_is_cheaper_for_little_and_shards_are_for_much() {
        let all =
            DEMAND.compare(&PriceTable::built_in(), Duration::from_hours(730), Rate::per_second(1_000), 4);
        let told = all.iter().map(|one| {
            let rate = one.records_per_second.thousandths();
            format!("{rate}: {} {}\n", one.provisioned_micros, one.on_demand_micros)
        });
        expect![[r#"
            0: 10950000 29200000
            250000: 20148000 104387683
            500000: 40296000 179575366
            750000: 60444000 254763049
            1000000: 80592000 329950732
        "#]]
        .assert_eq(&told.collect::<String>());
    }

    #[test]
    fn the_largest_demand_has_an_answer() {
        let most = u32::MAX;
        let demand = Demand {
            records_per_second: Rate::of_thousandths(u64::MAX),
            record_bytes: most,
            readers: most,
            consumers: most,
            retention_hours: most,
            peak_percent: most,
            spare_percent: most,
        };
        assert_eq!(demand.size(&PriceTable::built_in(), Duration::from_hours(730)).shards, most);
    }
}
