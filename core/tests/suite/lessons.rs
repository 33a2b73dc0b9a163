//! Each lesson of the website: a solution passes, and what falls short of one does not.

use std::fs;
use std::path::Path;

use kinetoscope::api::dispatch::Target;
use kinetoscope::fact::{DeliveryStreamEvent, Event};
use kinetoscope::streams::TARGET;
use kinetoscope::time::Duration;
use kinetoscope::world::lesson::{Answers, Lesson, Progress, Truth};
use kinetoscope::world::scenario::{Action, Keys, ProducerAction, ReaderAction};
use kinetoscope::world::session::Player;
use serde_json::{Value, json};

use crate::presets;

/// Somebody who takes a lesson.
struct Learner {
    lesson: Lesson,
    player: Player,
    answers: Answers,
}

impl Learner {
    fn of(slug: &str) -> Self {
        let path = folder().join(format!("{slug}.json"));
        let lesson = Lesson::from_json(&fs::read_to_string(path).unwrap()).unwrap();
        let player = presets::open(&lesson.scenario);
        let mut learner = Self { lesson, player, answers: Answers::new() };
        assert!(!learner.progress().passed, "nobody passes by doing nothing");
        learner
    }

    fn wait(&mut self, secs: u64) {
        self.player.advance_to(self.player.now() + Duration::from_secs(secs));
    }

    fn call(&mut self, operation: &str, input: Value) -> Value {
        let answer = self.player.call(Target { service: TARGET, operation }, &input.to_string());
        let answer = answer.unwrap_or_else(|error| panic!("{operation}: {error}"));
        if answer.is_empty() { Value::Null } else { serde_json::from_str(&answer).unwrap() }
    }

    fn reader(&mut self, action: ReaderAction) {
        self.player.act(Action::Reader(action)).unwrap();
    }

    /// Does what a step of the lesson offers.
    fn take(&mut self, step: usize) {
        let offer = self.lesson.steps[step].offers[0].clone();
        self.player.act(offer.action).unwrap_or_else(|error| panic!("{}: {error}", offer.label));
    }

    fn say(&mut self, bet: &str, answer: &str) {
        assert!(self.lesson.bets.iter().any(|one| one.id == bet), "{bet}");
        self.answers.insert(bet.into(), answer.into());
    }

    fn progress(&mut self) -> Progress {
        self.player.world().check_lesson(&self.lesson, &self.answers)
    }

    #[track_caller]
    fn passes(&mut self) {
        let progress = self.progress();
        assert!(progress.passed, "{progress:#?}");
    }

    /// Which lines of the check list do not hold.
    #[track_caller]
    fn fails(&mut self, labels: &[&str]) {
        let progress = self.progress();
        let failing: Vec<_> = progress.checks.iter().filter(|check| !check.holds).collect();
        let found: Vec<_> = failing.iter().map(|check| check.label.as_str()).collect();
        assert_eq!(found, labels, "{progress:#?}");
        assert!(failing.iter().all(|check| !check.measured.is_empty()));
    }
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/static/lessons")
}

#[test]
fn every_file_is_a_lesson_of_a_scenario_and_the_course_has_no_gaps() {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let lesson = Lesson::from_json(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap(), lesson.slug.as_str());
        let mut player = presets::open(&lesson.scenario);
        for bet in &lesson.bets {
            let asks_key = matches!(&bet.truth, Truth::ShardOf { .. });
            assert!(!asks_key || bet.choices.len() == 4, "{}", bet.id);
        }
        assert!(!player.world().check_lesson(&lesson, &Answers::new()).checks.is_empty());
        numbers.push(lesson.number);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn first_record() {
    let mut learner = Learner::of("first-record");
    learner.call("CreateStream", json!({ "StreamName": "mine", "ShardCount": 1 }));
    learner.fails(&[
        "A stream of your own is ACTIVE",
        "A record was put into it",
        "GetRecords gave it back",
        "Every question answered",
        "At least 1 of 1 right",
    ]);
    learner.wait(3);
    let put = json!({ "StreamName": "mine", "PartitionKey": "me", "Data": "bXkgZmlyc3Qgd29yZHM=" });
    learner.call("PutRecord", put);
    let place = json!({ "StreamName": "mine", "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON" });
    let iterator = learner.call("GetShardIterator", place)["ShardIterator"].clone();
    learner.call("GetRecords", json!({ "ShardIterator": iterator }));
    learner.say("payload", "bXkgZmlyc3Qgd29yZHM=");
    learner.fails(&["At least 1 of 1 right"]);
    assert_eq!(learner.progress().bets[0].truth.as_deref(), Some("my first words"));
    learner.say("payload", "my first words");
    learner.passes();
}

#[test]
fn keys_choose_shards() {
    let mut learner = Learner::of("keys-choose-shards");
    let put = |key: &str, hash_key: Option<&str>| {
        let mut input = json!({ "StreamName": "parcels", "PartitionKey": key, "Data": "AAAA" });
        if let Some(hash_key) = hash_key {
            input["ExplicitHashKey"] = hash_key.into();
        }
        input
    };
    for (bet, shard) in [("key-1", "0"), ("key-2", "1"), ("key-3", "0"), ("key-4", "3")] {
        learner.say(bet, shard);
    }
    learner.call("PutRecord", put("celebrity", None));
    learner.call("PutRecord", put("123", None));
    learner.fails(&[
        "A record put into a shard of your choice by ExplicitHashKey",
        "Two different keys in one shard",
    ]);
    learner.call("PutRecord", put("user-1", None));
    learner.call("PutRecord", put("celebrity", Some("0")));
    learner.passes();
    let bets = learner.progress().bets;
    let right: Vec<_> = bets.iter().map(|bet| bet.right).collect();
    assert_eq!(right, [true, true, false, true], "a wrong bet is scored, and no reason to fail");
    assert_eq!(bets[2].truth.as_deref(), Some("2"));
}

#[test]
fn hot_shard() {
    let mut learner = Learner::of("hot-shard");
    learner.say("split", "no");
    learner.wait(5);
    let split = json!({ "StreamName": "clicks", "ShardToSplit": "shardId-000000000003",
        "NewStartingHashKey": "297747071055821155530452781502797185024" });
    learner.call("SplitShard", split);
    learner.wait(70);
    learner.fails(&["No record refused for 60 s", "At most 4 open shards"]);
    learner.player.seek(learner.player.start() + Duration::from_secs(4));
    let keys = Some(Keys::Random);
    learner.player.act(Action::Producer(ProducerAction { keys, ..ProducerAction::of("web") })).unwrap();
    learner.wait(65);
    learner.passes();
}

fn split_and_merge(learner: &mut Learner) {
    learner.wait(10);
    let split = json!({ "StreamName": "orders", "ShardToSplit": "shardId-000000000000",
        "NewStartingHashKey": "170141183460469231731687303715884105728" });
    learner.call("SplitShard", split);
    learner.wait(20);
    let merge = json!({ "StreamName": "orders", "ShardToMerge": "shardId-000000000001",
        "AdjacentShardToMerge": "shardId-000000000002" });
    learner.call("MergeShards", merge);
    learner.wait(20);
    learner.say("parent", "no");
}

#[test]
fn reshard() {
    let mut learner = Learner::of("reshard");
    split_and_merge(&mut learner);
    learner.fails(&["billing saw every key in order"]);
    let mut learner = Learner::of("reshard");
    learner.reader(ReaderAction { parents_first: Some(true), ..ReaderAction::of("billing") });
    split_and_merge(&mut learner);
    learner.passes();
}

#[test]
fn five_cursors() {
    let mut learner = Learner::of("five-cursors");
    let run = |name: &str, running| ReaderAction { running: Some(running), ..ReaderAction::of(name) };
    for name in ["oldest", "newest", "at-time", "at-number"] {
        learner.reader(run(name, true));
    }
    learner.wait(10);
    for (bet, answer) in [
        ("oldest", "record 0"),
        ("newest", "the next that comes"),
        ("at-time", "record 0"),
        ("at-number", "record 45"),
        ("after-number", "record 45"),
    ] {
        learner.say(bet, answer);
    }
    learner.fails(&[
        "At least 4 of 5 right",
        "Records read from 5 kinds of starting position",
        "An iterator expired, and reading went on",
    ]);
    learner.reader(run("after-number", true));
    learner.reader(run("oldest", false));
    learner.wait(310);
    learner.reader(run("oldest", true));
    learner.wait(5);
    learner.say("at-number", "record 44");
    learner.passes();
}

#[test]
fn retention_edge() {
    let mut learner = Learner::of("retention-edge");
    learner.say("hour", "26");
    learner.wait(14 * 3_600);
    learner.fails(&["No record expired before it was read"]);
    learner.player.seek(learner.player.start() + Duration::from_hours(20));
    learner.call(
        "IncreaseStreamRetentionPeriod",
        json!({ "StreamName": "sensors", "RetentionPeriodHours": 48 }),
    );
    learner.wait(10 * 3_600);
    learner.fails(&["archive runs again"]);
    learner.wait(4 * 3_600);
    learner.passes();
    assert!(learner.progress().bets[0].right);
}

#[test]
fn five_reads() {
    let mut learner = Learner::of("five-reads");
    learner.wait(5);
    let fan_out = |name: &str| ReaderAction { fan_out: Some(true), ..ReaderAction::of(name) };
    for name in ["billing", "fraud", "search", "alerts"] {
        learner.reader(fan_out(name));
    }
    learner.say("price", "0.02");
    learner.fails(&[
        "No read refused for 60 s",
        "Each less than 1 s behind for 60 s",
        "At least 1 of 1 right",
    ]);
    learner.wait(120);
    learner.say("price", "0.30");
    learner.passes();
}

/// Seconds after the start at which a delivery stream has delivered.
fn deliveries(player: &mut Player, name: &str) -> Vec<f64> {
    let start = player.start();
    let facts = player.world().facts_since(0).filter_map(|fact| match &fact.event {
        Event::DeliveryStream { delivery_stream, event }
            if **delivery_stream == *name && matches!(**event, DeliveryStreamEvent::Delivered { .. }) =>
        {
            Some(fact.at.since(start).total_millis() as f64 / 1_000.0)
        }
        _ => None,
    });
    facts.collect()
}

#[test]
fn the_bets_about_deliveries_are_what_the_engine_does() {
    let mut learner = Learner::of("size-or-time");
    learner.wait(70);
    let truth = |learner: &Learner, id: &str| -> f64 {
        let bet = learner.lesson.bets.iter().find(|bet| bet.id == id).unwrap();
        let Truth::Is(truth) = &bet.truth else { panic!("{id}") };
        truth.parse().unwrap()
    };
    let clicks = deliveries(&mut learner.player, "clicks-to-lake");
    assert!(6 < clicks.len());
    for pair in clicks.windows(2) {
        assert!((pair[1] - pair[0] - truth(&learner, "clicks")).abs() < 0.5, "{clicks:?}");
    }
    for (bet, name) in [("orders", "orders-to-lake"), ("alarms", "alarms-to-lake")] {
        let first = deliveries(&mut learner.player, name)[0];
        // The first record comes a little after the start.
        assert!((first - truth(&learner, bet)).abs() < 0.6, "{name} after {first} s");
    }
}

#[test]
fn size_or_time() {
    let mut learner = Learner::of("size-or-time");
    for (bet, answer) in [("clicks", "5"), ("orders", "42"), ("alarms", "60")] {
        learner.say(bet, answer);
    }
    let failed = "A record is below the prefix processing-failed";
    learner.fails(&[
        "At least 3 of 3 right",
        "An object closed by size",
        "An object closed by interval",
        failed,
    ]);
    learner.wait(70);
    learner.fails(&["At least 3 of 3 right", failed]);
    learner.say("clicks", "8.5");
    learner.take(3);
    learner.wait(30);
    learner.fails(&[failed]);
    learner.wait(60);
    learner.passes();
}

#[test]
fn redshift_by_way_of_s3() {
    let gap = "As many rows as records were accepted";
    let by_hand = ["A manifest of skipped objects was opened", "What it lists was loaded by hand"];
    let mut learner = Learner::of("redshift-by-way-of-s3");
    learner.say("returns", "yes");
    learner.take(0);
    learner.wait(130);
    learner.fails(&["orders-to-warehouse gave a COPY up", by_hand[0], by_hand[1]]);
    let before = learner.player.now();
    // Away for less long than COPY is tried: nothing is skipped.
    let short = r#"{"destination_fault":{"target":"redshift","for_ms":240000,"effect":"down"}}"#;
    learner.player.act(Action::from_json(short).unwrap()).unwrap();
    learner.wait(600);
    learner.fails(&["orders-to-warehouse gave a COPY up", by_hand[0], by_hand[1]]);
    learner.player.seek(before);
    learner.player.undo();
    learner.take(2);
    learner.wait(600);
    learner.fails(&[by_hand[0], by_hand[1], gap]);
    learner.take(3);
    learner.fails(&[by_hand[1], gap]);
    learner.take(4);
    learner.passes();
    learner.take(4);
    learner.fails(&[gap]);
    learner.player.undo();
    learner.wait(120);
    learner.passes();
}

#[test]
fn a_file_that_cannot_be_is_refused_with_the_reason() {
    let text = fs::read_to_string(folder().join("hot-shard.json")).unwrap();
    let change = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        Lesson::from_json(&changed).unwrap_err().to_string()
    };
    assert!(change("\"version\": 1", "\"version\": 2").contains("this program reads version 1"));
    assert!(change("\"slug\"", "\"slag\"").contains("unknown field `slag`"));
    assert!(change("\"is\": \"no\"", "\"is\": \"maybe\"").contains("must be among its choices"));
    assert!(change("\"bets\": [", "\"hints\": [], \"bets\": [").contains("duplicate field"));
    assert!(Lesson::from_json("{").unwrap_err().to_string().contains("not valid JSON"));
}
