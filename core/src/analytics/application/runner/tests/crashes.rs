//! Applications that break off at random moments, held against those that do not.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::bench::{
    Bench, COUNT, PASS, configuration, output, over_delivery_stream, to_stream, with_function,
};
use crate::analytics::application::configuration::Configuration;
use crate::errand::{Outcome, Refused};
use crate::fact::ApplicationEvent;
use crate::rng::Rng;

const SEEDS: u64 = 60;
const END: u64 = 200_000;

/// Something that happens to the world at a moment.
#[derive(Clone, Copy)]
enum Deed {
    Put(u32, u64),
    Reshard(u32),
}

/// What happens, in the order of time.
fn deeds(rng: &mut Rng) -> Vec<(u64, Deed)> {
    let mut at = 0;
    let mut deeds = Vec::new();
    let (mut shards, mut open) = (2, [0, 1]);
    for number in 0..rng.in_range(40, 200) {
        at += rng.in_range(1, 2_000);
        let lane = rng.in_range(0, 1) as usize;
        if rng.chance_per_million(20_000) {
            deeds.push((at, Deed::Reshard(open[lane])));
            open[lane] = shards;
            shards += 1;
        }
        deeds.push((at, Deed::Put(open[lane], number)));
    }
    deeds
}

/// What the destination has in the end, each row once, and how many rows it was handed.
fn run(configuration: &Configuration, deeds: &[(u64, Deed)], crashes: &[u64]) -> (BTreeSet<String>, usize) {
    let mut bench = Bench::new(configuration, 2);
    bench.elsewhere.function = Some(now_and_then);
    let mut crashes = crashes.iter().copied().peekable();
    for (at, deed) in deeds.iter().copied().filter(|(at, _)| *at < END) {
        while let Some(crash) = crashes.next_if(|crash| *crash < at) {
            bench.until(crash);
            bench.crash();
            bench.write_down();
        }
        bench.until(at);
        match deed {
            Deed::Put(shard, number) => {
                let key = ["a", "b", "c"][number as usize % 3];
                bench.put(shard, &format!(r#"{{"k":"{key}","v":{number}}}"#));
            }
            Deed::Reshard(shard) => bench.continue_shard(shard),
        }
    }
    bench.until(END + 120_000);
    let taken = bench.taken();
    (taken.iter().map(|row| String::from(*row)).collect(), taken.len())
}

/// A function that passes records on as they are, whenever the id of its call happens to begin so.
fn now_and_then(event: &Value) -> Outcome {
    if event["invocationId"].as_str().unwrap() < "8" {
        return Outcome::Failed(Refused::new("Lambda.FunctionError", "It threw."));
    }
    let pass =
        |record: &Value| json!({"recordId": record["recordId"], "result": "Ok", "data": record["data"]});
    let records: Vec<_> = event["records"].as_array().unwrap().iter().map(pass).collect();
    Outcome::Returned(json!({ "records": records }).to_string().into_bytes())
}

/// Random moments, in order.
fn moments(rng: &mut Rng) -> Vec<u64> {
    let mut moments: Vec<_> = (0..rng.in_range(1, 12)).map(|_| rng.in_range(0, END)).collect();
    moments.sort_unstable();
    moments
}

/// Holds applications that break off against the same that do not; gives how many rows were handed on more than once.
fn hold(code: &str) -> usize {
    hold_application(&configuration(code))
}

fn hold_application(application: &Configuration) -> usize {
    let mut twice = 0;
    for seed in 0..SEEDS {
        let mut rng = Rng::from_seed(seed);
        let (deeds, crashes) = (deeds(&mut rng), moments(&mut rng));
        let (expected, count) = run(application, &deeds, &[]);
        assert_eq!(expected.len(), count, "seed {seed}: no row is like another");
        let (rows, handed) = run(application, &deeds, &crashes);
        assert_eq!(rows, expected, "seed {seed}, crashes {crashes:?}");
        twice += handed - count;
    }
    twice
}

#[test]
fn rows_that_pass_are_not_lost_and_may_come_twice() {
    assert_ne!(hold(PASS), 0);
}

#[test]
fn records_that_wait_for_a_function_are_not_lost() {
    assert_ne!(hold_application(&with_function(configuration(PASS))), 0);
}

#[test]
fn what_is_put_into_a_delivery_stream_is_not_lost() {
    for seed in 0..SEEDS {
        let mut rng = Rng::from_seed(seed);
        let mut bench = Bench::new(&over_delivery_stream(PASS), 0);
        for number in 0..200 {
            bench.put_into_tap(&format!(r#"{{"k":"a","v":{number}}}"#));
            if rng.chance_per_million(100_000) {
                bench.crash();
            }
            bench.until(number * 700 + rng.in_range(0, 699));
        }
        bench.until(400_000);
        let unique: BTreeSet<_> = bench.taken().into_iter().collect();
        assert_eq!(unique.len(), 200, "seed {seed}");
    }
}

#[test]
fn windows_tell_the_same() {
    let with_time = COUNT
        .replace("n BIGINT", "n BIGINT, t TIMESTAMP")
        .replace("COUNT(*) FROM", r#"COUNT(*), STEP("SRC_001".ROWTIME BY INTERVAL '1' MINUTE) FROM"#);
    assert_ne!(hold(&with_time), 0);
}

#[test]
fn sliding_windows_and_stagger_windows_tell_the_same() {
    hold(
        r#"CREATE STREAM "OUT" (k VARCHAR(16), v INTEGER, n BIGINT);
           CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM k, v, COUNT(*) OVER w FROM "SRC_001"
           WINDOW w AS (PARTITION BY k RANGE INTERVAL '10' SECOND PRECEDING);"#,
    );
    hold(
        r#"CREATE STREAM "OUT" (k VARCHAR(16), least INTEGER, n BIGINT);
           CREATE PUMP p AS INSERT INTO "OUT" SELECT STREAM k, MIN(v), COUNT(*) FROM "SRC_001"
           WINDOWED BY STAGGER (PARTITION BY k RANGE INTERVAL '15' SECOND);"#,
    );
}

#[test]
fn one_that_breaks_off_while_its_destination_is_stuck_writes_all_in_the_end() {
    for seed in 0..SEEDS {
        let mut rng = Rng::from_seed(seed);
        let mut application = configuration(PASS);
        application.outputs.push(output("2.2", "OUT", to_stream("other")));
        let mut bench = Bench::new(&application, 1);
        for number in 0..200 {
            bench.put(0, &format!(r#"{{"k":"a","v":{number}}}"#));
            bench.elsewhere.is_down = rng.chance_per_million(300_000);
            if rng.chance_per_million(100_000) {
                bench.crash();
            }
            bench.until(number * 700 + rng.in_range(0, 699));
        }
        bench.elsewhere.is_down = false;
        bench.until(400_000);
        let unique: BTreeSet<_> = bench.taken().into_iter().collect();
        assert_eq!(unique.len(), 200, "seed {seed}");
        let restarted = |event: &ApplicationEvent| matches!(event, ApplicationEvent::Restarted { .. });
        assert!(bench.events().iter().any(restarted), "seed {seed}");
    }
}
