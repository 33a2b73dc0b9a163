//! Several faults, one after another: each preset is a list of timed inputs for those who are on the stage.

use kinetoscope::error::Code;
use kinetoscope::fault::Effect;
use kinetoscope::world::scenario::{Action, ProducerAction, Rate, ReaderAction, Share, TimedAction};
use kinetoscope::world::view::View;

use super::faults::{plan, refuse};

/// A list of faults.
pub(super) struct Preset {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    /// What it does, in one line.
    pub(super) what: &'static str,
    /// What is about to happen.
    pub(super) said: &'static str,
    pub(super) plan: fn(&View) -> Vec<TimedAction>,
}

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        id: "afternoon",
        name: "Bad afternoon",
        what: "Failing puts, lost answers, a slow reader",
        said: "A bad afternoon begins: failing puts, a shard that refuses, lost answers, a slow reader, all within a minute.",
        plan: bad_afternoon,
    },
    Preset {
        id: "deploy",
        name: "Deploy day",
        what: "Restarts in turn, then twice the traffic",
        said: "A deployment begins: readers and producers restart in turn, and then twice as much comes for half a minute.",
        plan: deploy_day,
    },
    Preset {
        id: "zone",
        name: "AZ trouble (simulated)",
        what: "A third of calls fail, shards refuse writes",
        said: "One of three zones has trouble: a third of the calls fail, every third shard refuses, a reader is gone.",
        plan: zone_trouble,
    },
];

fn at(seconds: u64, action: Action) -> TimedAction {
    TimedAction { at_ms: seconds * 1_000, action }
}

fn stream(view: &View) -> Option<String> {
    view.streams.first().map(|stream| stream.name.clone())
}

fn percent(percent: u32) -> Share {
    Share { millionths: percent * 10_000 }
}

fn bad_afternoon(view: &View) -> Vec<TimedAction> {
    let failing =
        plan(&["PutRecords"], stream(view), percent(30), Some(20_000), refuse(Code::InternalFailure));
    let mut inputs = vec![at(0, Action::Fault(Box::new(failing)))];
    inputs.extend(refused_shards(view, 10, 10_000).into_iter().take(1));
    if let Some(producer) = view.producers.first() {
        inputs.push(at(25, Action::LoseAnswers { producer: producer.name.clone(), for_ms: 10_000 }));
    }
    if let Some(reader) = view.readers.first() {
        let polls = |poll_ms| {
            Action::Reader(ReaderAction { poll_ms: Some(poll_ms), ..ReaderAction::of(&reader.name) })
        };
        inputs.extend([at(30, polls(10_000)), at(60, polls(reader.poll_ms))]);
    }
    inputs
}

fn deploy_day(view: &View) -> Vec<TimedAction> {
    let mut inputs = vec![];
    let mut seconds = 0;
    for reader in &view.readers {
        inputs.push(at(seconds, Action::CrashReader { reader: reader.name.clone(), for_ms: Some(5_000) }));
        seconds += 10;
    }
    for producer in &view.producers {
        let change = || ProducerAction::of(&producer.name);
        let runs = |running| Action::Producer(ProducerAction { running: Some(running), ..change() });
        inputs.extend([at(seconds, runs(false)), at(seconds + 3, runs(true))]);
        seconds += 10;
    }
    for producer in &view.producers {
        let rate = |rate| {
            let change = ProducerAction::of(&producer.name);
            Action::Producer(ProducerAction { records_per_second: Some(rate), ..change })
        };
        let now = producer.records_per_second;
        let twice = Rate::per_second(u32::try_from(now.thousandths() / 500).unwrap_or(u32::MAX));
        inputs.extend([at(seconds, rate(twice)), at(seconds + 30, rate(now))]);
    }
    inputs
}

fn zone_trouble(view: &View) -> Vec<TimedAction> {
    let failing = plan(&[], stream(view), percent(33), Some(45_000), refuse(Code::ServiceUnavailable));
    let mut inputs = vec![at(0, Action::Fault(Box::new(failing)))];
    inputs.extend(refused_shards(view, 5, 20_000).into_iter().step_by(3));
    if let Some(reader) = view.readers.first() {
        let crash = Action::CrashReader { reader: reader.name.clone(), for_ms: Some(20_000) };
        inputs.push(at(10, crash));
    }
    let losing = plan(&["PutRecords"], stream(view), percent(20), Some(20_000), Effect::LoseAnswer);
    inputs.push(at(20, Action::Fault(Box::new(losing))));
    inputs
}

/// Each open shard refuses writes.
fn refused_shards(view: &View, seconds: u64, for_ms: u64) -> Vec<TimedAction> {
    let Some(stream) = view.streams.first() else { return vec![] };
    let open = stream.shards.iter().filter(|shard| shard.is_open());
    let refuse = |shard: &kinetoscope::world::view::ShardView| {
        let (stream, shard) = (stream.name.clone(), shard.number);
        at(seconds, Action::RefuseWrites { stream, shard, for_ms })
    };
    open.map(refuse).collect()
}
