//! How many shards an even load takes.

use super::shard::{READ_BYTES_PER_SECOND, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND};
use crate::traffic::Rate;

/// A load that is the same all the time, with keys that spread over all shards.
#[derive(Clone, Copy, Debug)]
pub struct EvenLoad {
    /// Records put.
    pub records_per_second: Rate,
    /// Key and data of each.
    pub record_bytes: u32,
    /// Applications that read all of it by GetRecords.
    pub readers: u32,
}

impl EvenLoad {
    /// Shards that take all records.
    pub fn shards_to_write(&self) -> u128 {
        let records = u128::from(self.records_per_second.thousandths());
        let by_records = records.div_ceil(u128::from(WRITE_RECORDS_PER_SECOND) * 1_000);
        by_records.max(self.byte_thousandths().div_ceil(u128::from(WRITE_KIB_PER_SECOND) * 1_024_000))
    }

    /// Shards whose readers keep up.
    pub fn shards_to_read(&self) -> u128 {
        let read = self.byte_thousandths().saturating_mul(self.readers.into());
        read.div_ceil(u128::from(READ_BYTES_PER_SECOND) * 1_000)
    }

    fn byte_thousandths(&self) -> u128 {
        u128::from(self.records_per_second.thousandths()) * u128::from(self.record_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_bytes_and_readers_each_need_their_shards() {
        let shards = |records, record_bytes, readers| {
            let records_per_second = Rate::per_second(records);
            let load = EvenLoad { records_per_second, record_bytes, readers };
            (load.shards_to_write(), load.shards_to_read())
        };
        assert_eq!(shards(0, 1_024, 1), (0, 0));
        assert_eq!(shards(1_000, 1_024, 2), (1, 1));
        assert_eq!(shards(1_001, 1, 2), (2, 1));
        assert_eq!(shards(1_000, 1_049, 2), (2, 2));
        assert_eq!(shards(1_000, 1_024, 3), (1, 2));
        assert_eq!(shards(u32::MAX, u32::MAX, u32::MAX).0, 17_592_186_036_225);
    }
}
