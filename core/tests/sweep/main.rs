//! Random scenarios, one a seed: puts and floods, reshards, changes of retention, waits, reads, calls of any operation with
//! any input, faults, subscriptions, a queue, and worlds that are put away and brought back. Each runs twice, once without being put away, and both
//! runs must end in the same world.
//!
//! What is checked: every accepted record is read exactly once, from the trim horizon on and along the lineage of shards;
//! numbers rise within a shard; records of one key keep their order, across shards too, because parents are read before
//! children; open ranges tile the hash keys; whoever reads along while things change misses and repeats nothing; no shard
//! takes or gives more than its limits; what is refused changes nothing, and is refused with a declared error.
//!
//! And: a subscription sends a run of its shard's records without a gap, ends with the shards that continue it, and is taken
//! over no sooner than after five seconds; what a fault refuses is not done, and what a fault loses the answer to is; a queue
//! gives each record at least once, to one receiver at a time, and none that was acknowledged.
//!
//! `KINETOSCOPE_SEEDS=20000 cargo test -p kinetoscope --test sweep` runs more scenarios, and with `KINETOSCOPE_SEED=17` it
//! runs one and tells its steps.

mod anything;
mod ledger;
mod quota;
mod reader;
mod receiver;
mod scenario;
mod subscriber;

use std::env::{self, VarError};
use std::thread;

use scenario::Run;

/// How many scenarios run unless somebody wants more, as `cargo xtask test` does: a few seconds of them.
const SEEDS_DEFAULT: u64 = 300;
const SEEDS: &str = "KINETOSCOPE_SEEDS";
const SEED: &str = "KINETOSCOPE_SEED";

#[test]
fn any_scenario_keeps_what_the_service_promises() {
    match number(SEED) {
        Some(seed) => check(seed, true),
        None => (0..number(SEEDS).unwrap_or(SEEDS_DEFAULT)).for_each(|seed| check(seed, false)),
    }
}

/// A number that the environment gives.
fn number(name: &str) -> Option<u64> {
    match env::var(name) {
        Ok(text) => Some(text.parse().unwrap_or_else(|_| panic!("{name} is a number"))),
        Err(VarError::NotPresent) => None,
        Err(error) => panic!("{name}: {error}"),
    }
}

fn check(seed: u64, tells: bool) {
    let _told = TellSeed(seed);
    let mut run = Run::new(seed, tells);
    run.play(true);
    let mut straight = Run::new(seed, false);
    straight.play(false);
    assert_eq!(run.world.hash(), straight.world.hash(), "putting a world away changes nothing");
    assert!(run.world.snapshot() == straight.world.snapshot(), "nor what it will do");
    run.finish();
}

/// Says how to run a scenario again if it fails.
struct TellSeed(u64);

impl Drop for TellSeed {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("to repeat: {SEED}={} cargo test -p kinetoscope --test sweep", self.0);
        }
    }
}
