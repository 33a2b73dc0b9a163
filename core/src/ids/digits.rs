//! The digits of many sequence numbers, as one answer holds them.

use alloc::vec::Vec;

use super::decimal::Decimal;
use super::{SequenceNumber, Version};

/// Gives the digits of one answer's sequence numbers.
///
/// The numbers of one call, or of one read, differ within a shard by one in the counter. So the digits of the next are
/// those of the last plus the digits of 2^80, and adding them costs a small part of dividing 185 bits by powers of ten.
#[derive(Debug, Default)]
pub struct SequenceDigits {
    /// The last number of each shard.
    last: Vec<(SequenceNumber, Decimal)>,
}

impl SequenceDigits {
    /// Shards that are remembered. Answers about more of them work out some digits anew.
    const SHARDS_MAX: usize = 16;

    /// The digits of a record's number; `None` for a number of an old version, which may have fewer of them.
    pub fn of_record(&mut self, number: SequenceNumber) -> Option<[u8; Decimal::DIGITS]> {
        if number.version != Version::V2 {
            return None;
        }
        let known = self.last.iter_mut().find(|(last, _)| last.shard == number.shard);
        if let Some((last, digits)) = known {
            *digits = if last.precedes(&number) {
                digits.plus(&Decimal::COUNTER_STEP)
            } else {
                worked_out(number)?
            };
            *last = number;
            return Some(digits.to_ascii());
        }
        let digits = worked_out(number)?;
        if self.last.len() < Self::SHARDS_MAX {
            self.last.push((number, digits));
        }
        Some(digits.to_ascii())
    }
}

fn worked_out(number: SequenceNumber) -> Option<Decimal> {
    let mut buffer = [0; SequenceNumber::DIGITS_MAX];
    number.write_ascii(&mut buffer).try_into().ok().map(Decimal::from_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn digits_do_not_depend_on_what_was_written_before(
            steps in proptest::collection::vec((0_u32..20, 0_u64..3, 0_u64..2), 1..200),
            first_counter in 0..i64::MAX as u64 - 1_000,
        ) {
            let mut digits = SequenceDigits::default();
            let (mut counter, mut time_secs) = (first_counter, 1_700_000_000);
            for (shard, step, later) in steps {
                (counter, time_secs) = (counter + step, time_secs + later);
                let number = SequenceNumber::of_record(1_700_000_000, shard % 3 * shard, counter, time_secs);
                let written = digits.of_record(number).map(Vec::from);
                prop_assert_eq!(written, Some(number.to_string().into_bytes()));
            }
        }
    }
}
