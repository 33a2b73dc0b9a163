//! What a shard may take and give: within any stretch of time, what a full bucket holds and what flows in meanwhile.

use std::collections::BTreeMap;

use kinetoscope::time::Instant;

/// A limit, told for its message; both numbers are of the same unit.
struct Limit {
    what: &'static str,
    burst: u64,
    per_second: u64,
}

const RECORDS: Limit = Limit { what: "records", burst: 1_000, per_second: 1_000 };
const BYTES: Limit = Limit { what: "bytes", burst: 1 << 20, per_second: 1 << 20 };
const READS: Limit = Limit { what: "reads", burst: 5, per_second: 5 };

/// What was granted to each shard, and when. Knows of no bucket: it looks at every stretch of time by itself.
#[derive(Default)]
pub(crate) struct Granted {
    puts: BTreeMap<u32, Vec<(Instant, u64, u64)>>,
    reads: BTreeMap<u32, Vec<(Instant, u64, u64)>>,
}

impl Granted {
    /// A record was taken.
    pub(crate) fn put(&mut self, shard: u32, now: Instant, bytes: usize) {
        add(self.puts.entry(shard).or_default(), now, bytes as u64);
    }

    /// A page was given.
    pub(crate) fn read(&mut self, shard: u32, now: Instant) {
        add(self.reads.entry(shard).or_default(), now, 0);
    }

    /// Checks every limit over every stretch of time.
    pub(crate) fn check(&self) {
        for (shard, puts) in &self.puts {
            RECORDS.check(*shard, puts.iter().map(|&(at, count, _)| (at, count)).collect());
            BYTES.check(*shard, puts.iter().map(|&(at, _, bytes)| (at, bytes)).collect());
        }
        for (shard, reads) in &self.reads {
            READS.check(*shard, reads.iter().map(|&(at, count, _)| (at, count)).collect());
        }
    }
}

fn add(grants: &mut Vec<(Instant, u64, u64)>, now: Instant, bytes: u64) {
    match grants.last_mut().filter(|(at, ..)| *at == now) {
        Some((_, count, sum)) => (*count, *sum) = (*count + 1, *sum + bytes),
        None => grants.push((now, 1, bytes)),
    }
}

impl Limit {
    fn check(&self, shard: u32, granted: Vec<(Instant, u64)>) {
        for (first, &(from, _)) in granted.iter().enumerate() {
            let mut sum = 0;
            for &(to, amount) in &granted[first..] {
                sum += amount;
                let micros = to.since(from).total_micros();
                let most = self.burst
                    + (u128::from(micros) * u128::from(self.per_second)).div_ceil(1_000_000) as u64;
                assert!(sum <= most, "shard {shard} has {sum} {} from {from} to {to}, not {most}", self.what);
                if most > 100 * self.burst {
                    break; // Later stretches begin anew.
                }
            }
        }
    }
}
