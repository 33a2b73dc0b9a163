//! Going back and forth in a session must change nothing, and acting in the past must begin another course of events.

use kinetoscope::api::dispatch::Target;
use kinetoscope::pricing::PriceTable;
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::goal::Goal;
use kinetoscope::world::scenario::{Action, JsonText, Keys, ProducerAction, ReaderAction, Scenario};
use kinetoscope::world::session::{MarkKind, Player, Session};
use kinetoscope::world::view::{Frame, ShardState};
use kinetoscope::{cloudwatch, streams};
use proptest::prelude::*;

const HOT_KEY: &str = include_str!("../../../www/static/scenarios/hot-key.json");
pub(crate) const FRAME: Frame = Frame { window: Duration::from_secs(10), buckets: 100 };

pub(crate) fn hot_key() -> Player {
    Player::new(Session::from_json(HOT_KEY).unwrap()).unwrap()
}

pub(crate) fn at(player: &Player, secs: u64) -> Instant {
    player.start() + Duration::from_secs(secs)
}

pub(crate) fn marks(player: &Player) -> Vec<(Instant, MarkKind)> {
    player.marks().map(|mark| (mark.at, mark.kind)).collect()
}

pub(crate) fn random_keys() -> Action {
    Action::Producer(ProducerAction { keys: Some(Keys::Random), ..ProducerAction::of("web") })
}

fn call(operation: &str, input: &str) -> Action {
    Action::call(operation, JsonText(input.into()))
}

#[test]
fn the_hot_shard_refuses_what_is_above_its_limit() {
    let mut player = hot_key();
    player.advance_to(at(&player, 10));
    let picture = player.picture(FRAME);
    let shards = &picture.view.streams[0].shards;
    assert_eq!(shards[3].state, ShardState::Throttled);
    assert!((500..=600).contains(&shards[3].last_second.refused), "{:?}", shards[3].last_second);
    assert!(shards[..3].iter().all(|shard| shard.state == ShardState::Open));
    assert_eq!(picture.view.streams[0].skew.word, "hot");
    let note = &picture.view.notes[0];
    assert!(note.cause.contains("1,000 records/s"), "{note:?}");
    assert!(picture.view.summary.contains("Shard 3 is throttled"));
    assert_eq!(picture.marks[0].kind, MarkKind::Throttle);
    assert!(picture.goal.iter().any(|check| !check.holds));
}

#[test]
fn a_shard_that_passes_both_limits_says_so() {
    let large = HOT_KEY.replace("\"record_bytes\": 300", "\"record_bytes\": 1000");
    let mut player = Player::new(Session::from_json(&large).unwrap()).unwrap();
    player.advance_to(at(&player, 10));
    let view = player.picture(FRAME).view;
    let shards = &view.streams[0].shards;
    assert_eq!(
        (shards[3].refused_by.as_deref(), &shards[0].refused_by),
        (Some("records and data limits"), &None)
    );
    let note = view.notes.iter().find(|note| note.title.starts_with("Shard 3 refuses")).unwrap();
    assert!(note.cause.contains("1,000 records/s and 1,024 KiB/s"), "{note:?}");
}

#[test]
fn what_was_done_to_the_streams_is_told_in_money() {
    let (table, month) = (PriceTable::built_in(), Duration::from_hours(730));
    let mut player = hot_key();
    player.advance_to(at(&player, 5));
    assert!(player.standing(&table, month).is_none(), "nobody has done anything");
    let totals = |player: &mut Player| player.standing(&table, month).unwrap().map(|bill| bill.total);
    let split = r#"{"StreamName":"clicks","ShardToSplit":"shardId-000000000003",
        "NewStartingHashKey":"297747071055821155530452781502797185024"}"#;
    player.act(call("SplitShard", split)).unwrap();
    player.advance_to(at(&player, 120));
    let told = ["43.80".to_owned(), "54.75".to_owned()];
    assert_eq!(totals(&mut player), told, "four shards, and five");
    let hash = player.session().hash;
    assert_eq!(totals(&mut player), told);
    assert_eq!(player.session().hash, hash, "a look changes nothing");
    player.seek(at(&player, 2));
    assert!(player.standing(&table, month).is_none(), "before the first action");
}

#[test]
fn random_keys_reach_the_goal_in_a_minute() {
    let mut player = hot_key();
    player.advance_to(at(&player, 10));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 69));
    assert!(player.picture(FRAME).goal.iter().any(|check| !check.holds), "not after 59 seconds");
    player.advance_to(at(&player, 75));
    assert!(player.picture(FRAME).goal.iter().all(|check| check.holds));
}

#[test]
fn the_first_fix_of_the_note_reaches_the_goal_too() {
    let mut player = hot_key();
    player.advance_to(at(&player, 10));
    let fix = player.picture(FRAME).view.notes[0].fixes[0].clone();
    player.act(fix.action).unwrap();
    player.advance_to(at(&player, 75));
    assert!(player.picture(FRAME).goal.iter().all(|check| check.holds), "{}", fix.label);
}

#[test]
fn a_picture_says_whether_only_settings_of_producers_were_changed() {
    let mut player = hot_key();
    assert!(player.picture(FRAME).only_settings);
    player.act(random_keys()).unwrap();
    assert!(player.picture(FRAME).only_settings);
    player.act(Action::Duplicate { actor: "web".into(), name: "tablet".into() }).unwrap();
    assert!(!player.picture(FRAME).only_settings);
    player.undo();
    assert!(player.picture(FRAME).only_settings);
}

#[test]
fn splitting_the_hot_shard_alone_does_not_help() {
    let mut player = hot_key();
    player.advance_to(at(&player, 5));
    let fix = player.picture(FRAME).view.notes[0].fixes[1].clone();
    assert!(fix.label.starts_with("Split"), "{}", fix.label);
    player.act(fix.action).unwrap();
    player.advance_to(at(&player, 75));
    let picture = player.picture(FRAME);
    assert!(picture.view.streams[0].shards.iter().any(|shard| shard.state == ShardState::Throttled));
}

#[test]
fn going_back_and_forth_changes_nothing() {
    let mut player = hot_key();
    player.advance_to(at(&player, 60));
    let (hash, snapshot) = (player.world().hash(), player.world().snapshot());
    player.seek(at(&player, 20));
    assert_eq!(player.now(), at(&player, 20));
    assert_ne!(player.world().hash(), hash);
    player.seek(at(&player, 60));
    assert_eq!(player.world().hash(), hash);
    assert_eq!(player.world().snapshot(), snapshot);
}

#[test]
fn a_player_without_copies_goes_back_by_the_longer_way() {
    let mut player = hot_key();
    player.keep_no_copies();
    player.advance_to(at(&player, 10));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 30));
    let hash = player.world().hash();
    player.seek(at(&player, 20));
    assert_ne!(player.world().hash(), hash);
    player.seek(at(&player, 30));
    assert_eq!(player.world().hash(), hash);
    assert!(player.undo());
    let mut never = hot_key();
    never.advance_to(at(&never, 30));
    assert_eq!(player.world().hash(), never.world().hash());
}

#[test]
fn another_seed_is_another_story() {
    let run = |seed| {
        let mut player = Player::new(Session::of(Scenario::from_json(HOT_KEY).unwrap(), Some(seed))).unwrap();
        player.advance_to(at(&player, 5));
        player.world().hash()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn acting_in_the_past_begins_another_course_and_undo_ends_it() {
    let mut player = hot_key();
    player.advance_to(at(&player, 30));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 40));
    player.seek(at(&player, 20));
    assert_eq!(player.inputs().len(), 1, "looking back forgets nothing");
    let before = player.world().hash();
    player
        .act(call("SplitShard", r#"{"StreamName":"clicks","ShardToSplit":"0","NewStartingHashKey":"100"}"#))
        .unwrap();
    assert_eq!(player.inputs().len(), 1, "the old future is gone");
    assert_eq!(player.furthest(), at(&player, 20));
    assert!(player.undo());
    assert_eq!((player.inputs()[0].at_us, player.world().hash()), (30_000_000, before), "it is back");
    assert!(player.undo());
    assert_eq!((player.inputs().len(), player.world().hash()), (0, before));
    assert!(!player.undo());
}

#[test]
fn undo_stays_at_its_moment_before_the_thing_undone_too() {
    let mut player = hot_key();
    player.advance_to(at(&player, 50));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 55));
    player.seek(at(&player, 10));
    let before = player.world().hash();
    assert!(player.undo());
    assert_eq!((player.now(), player.world().hash()), (at(&player, 10), before));
    assert_eq!(player.furthest(), at(&player, 50), "what came before the thing undone was reached");
}

#[test]
fn undo_brings_back_the_future_that_the_action_replaced() {
    let mut player = hot_key();
    player.advance_to(at(&player, 30));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 40));
    let (hash, marks) = (player.world().hash(), marks(&player));
    player.seek(at(&player, 20));
    player.act(Action::LoseAnswers { producer: "web".into(), for_ms: 500 }).unwrap();
    assert_eq!(player.replaced(), Duration::from_secs(20));
    player.advance_to(at(&player, 25));
    player.act(random_keys()).unwrap();
    assert_eq!(player.replaced(), Duration::ZERO, "there was nothing to come");
    assert!(player.undo() && player.undo());
    assert_eq!((player.now(), player.furthest()), (at(&player, 25), at(&player, 40)));
    player.advance_to(at(&player, 40));
    assert_eq!((player.world().hash(), self::marks(&player)), (hash, marks));
}

#[test]
fn a_refused_change_leaves_the_future_as_it_was() {
    let mut player = hot_key();
    player.advance_to(at(&player, 30));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 40));
    player.seek(at(&player, 20));
    let marks = marks(&player);
    let nobody = Action::Reader(ReaderAction::of("nobody"));
    let nothing = call("NoSuchOperation", "{}");
    for action in [nobody, nothing] {
        assert!(player.act(action).is_err());
        assert_eq!((player.inputs().len(), player.furthest()), (1, at(&player, 40)));
        assert_eq!(self::marks(&player), marks);
    }
}

#[test]
fn throttling_is_marked_again_on_another_course() {
    let mut player = hot_key();
    player.advance_to(at(&player, 30));
    player.seek(at(&player, 0));
    player.act(Action::LoseAnswers { producer: "web".into(), for_ms: 1 }).unwrap();
    player.advance_to(at(&player, 10));
    assert!(marks(&player).iter().any(|(_, kind)| *kind == MarkKind::Throttle));
}

#[test]
fn the_next_mark_of_a_kind_is_found_among_those_reached() {
    let mut player = hot_key();
    player.advance_to(at(&player, 3));
    player.act(Action::LoseAnswers { producer: "web".into(), for_ms: 1 }).unwrap();
    let start = player.start();
    assert_eq!(player.next_mark(MarkKind::Fault, start), Some(at(&player, 3)));
    assert!(player.next_mark(MarkKind::Throttle, start).unwrap() < at(&player, 3));
    assert_eq!(player.next_mark(MarkKind::Fault, at(&player, 3)), None);
    assert_eq!(player.next_mark(MarkKind::Trim, start), None);
}

#[test]
fn accepted_records_are_counted_once_however_often_the_player_goes_back() {
    let mut player = hot_key();
    let until = player.start() + Duration::from_millis(9_900);
    player.advance_to(until);
    let density = player.picture(FRAME).density;
    assert_eq!((density.part, density.records.len()), (Duration::from_secs(1), 10));
    assert!(density.records[2..9].iter().all(|records| (1_400..=1_600).contains(records)), "{density:?}");
    player.seek(at(&player, 2));
    player.advance_to(until);
    assert_eq!(player.picture(FRAME).density, density);
    player.seek(at(&player, 4));
    player.act(random_keys()).unwrap();
    assert_eq!(player.picture(FRAME).density.records.len(), 5);
    player.undo();
    assert_eq!(player.picture(FRAME).density, density);
}

#[test]
fn an_opened_session_marks_what_was_done_in_it() {
    let mut player = hot_key();
    player.advance_to(at(&player, 2));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 4));
    let opened = Player::open(player.session()).unwrap();
    assert_eq!(marks(&opened), marks(&player));
}

#[test]
fn a_step_leads_to_the_next_input_also_when_nothing_else_is_due() {
    let empty = Scenario::from_json(r#"{"version":1,"id":"a","streams":[{"name":"s"}]}"#).unwrap();
    let mut player = Player::new(Session::of(empty, None)).unwrap();
    player.advance_to(at(&player, 5));
    player.act(call("DeleteStream", r#"{"StreamName":"s"}"#)).unwrap();
    player.seek(at(&player, 0));
    assert!(player.step(at(&player, 60)));
    assert_eq!(player.now(), at(&player, 5));
}

#[test]
fn a_refused_call_is_told_and_stays_in_the_session() {
    let mut player = hot_key();
    player.advance_to(at(&player, 1));
    let refused = player
        .act(call("SplitShard", r#"{"StreamName":"none","ShardToSplit":"0","NewStartingHashKey":"5"}"#));
    assert_eq!(refused.unwrap_err().code.name(), "ResourceNotFoundException");
    assert_eq!(player.inputs().len(), 1);
    assert!(player.act(Action::Reader(ReaderAction::of("nobody"))).is_err());
    assert_eq!(player.inputs().len(), 1, "there is nobody to act on");
}

pub(crate) fn streams(operation: &str) -> Target<'_> {
    Target { service: streams::TARGET, operation }
}

#[test]
fn a_call_answers_and_is_part_of_the_session() {
    let mut player = hot_key();
    player.advance_to(at(&player, 2));
    let iterator =
        r#"{"StreamName": "clicks", "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON"}"#;
    let asked = player.ask(streams("GetShardIterator"), iterator).unwrap();
    assert_eq!(player.inputs().len(), 0, "who asks does nothing");
    let called = player.call(streams("GetShardIterator"), iterator).unwrap();
    assert_eq!(asked, called);
    let records = called.replace("}", r#", "Limit": 1}"#);
    let answer = player.call(streams("GetRecords"), &records).unwrap();
    assert!(answer.contains(r#""SequenceNumber""#), "{answer}");
    player.advance_to(at(&player, 4));
    let (hash, file) = (player.world().hash(), player.session().to_json());
    assert_eq!(Player::open(Session::from_json(&file).unwrap()).unwrap().world().hash(), hash);

    player.seek(at(&player, 1));
    player.seek(at(&player, 4));
    assert_eq!(player.world().hash(), hash);
    let mut again = hot_key();
    again.advance_to(at(&again, 2));
    assert_eq!(again.call(streams("GetShardIterator"), iterator).unwrap(), called);
    assert_eq!(again.call(streams("GetRecords"), &records).unwrap(), answer);
}

#[test]
fn a_refused_call_is_recorded_where_a_fact_tells_of_it() {
    let mut player = hot_key();
    player.advance_to(at(&player, 30));
    player.seek(at(&player, 20));
    for (operation, body) in [("NoSuchOperation", "{}"), ("PutRecord", "{"), ("SubscribeToShard", "{}")] {
        assert!(player.call(streams(operation), body).is_err());
        assert_eq!((player.inputs().len(), player.furthest()), (0, at(&player, 30)), "{operation}");
    }
    for (operation, body, code) in [
        ("DescribeStream", r#"{"StreamName":"none"}"#, "ResourceNotFoundException"),
        ("PutRecord", r#"{"StreamName":5}"#, "SerializationException"),
        ("PutRecord", "[]", "SerializationException"),
    ] {
        let refused = player.call(streams(operation), body).unwrap_err();
        assert_eq!(refused.code.name(), code);
    }
    assert_eq!((player.inputs().len(), player.furthest()), (3, at(&player, 20)));
    let session = player.session();
    assert_eq!(Player::open(session.clone()).unwrap().session().hash, session.hash);
}

#[test]
fn a_look_at_metrics_replaces_no_future() {
    let mut player = hot_key();
    player.advance_to(at(&player, 30));
    player.seek(at(&player, 20));
    let metrics = Target { service: cloudwatch::TARGET, operation: "ListMetrics" };
    let answer = player.call(metrics, "{}").unwrap();
    assert!(answer.contains("IncomingRecords"), "{answer}");
    assert_eq!(player.ask(metrics, "{}").unwrap(), answer);
    assert_eq!((player.inputs().len(), player.furthest()), (0, at(&player, 30)));
}

#[test]
fn a_saved_session_opens_where_it_stood_and_a_changed_one_is_refused() {
    let mut player = hot_key();
    player.advance_to(at(&player, 12));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 15));
    let file = player.session().to_json();
    let mut opened = Player::open(Session::from_json(&file).unwrap()).unwrap();
    assert_eq!((opened.now(), opened.world().hash()), (player.now(), player.world().hash()));

    let changed = file.replace("\"record_bytes\": 300", "\"record_bytes\": 301");
    assert_ne!(changed, file);
    let error = Player::open(Session::from_json(&changed).unwrap()).unwrap_err().to_string();
    assert!(error.contains("does not replay"), "{error}");
}

#[test]
fn scenario_files_are_refused_with_the_place_of_the_mistake() {
    for (file, reason) in [
        ("", "EOF while parsing"),
        ("{", "line 1 column 1"),
        (r#"{"version":2,"id":"a"}"#, "this program reads version 1"),
        (r#"{"version":1,"id":"a","shards":3}"#, "unknown field `shards`"),
        (
            r#"{"version":1,"id":"a","producers":[{"name":"p","stream":"s","records_per_second":1}]}"#,
            "which is not in \"streams\"",
        ),
        (
            r#"{"version":1,"id":"a","streams":[{"name":"s"}],"producers":[{"name":"p","stream":"s","operation":"PutRecordBatch","records_per_second":1}]}"#,
            "\"p\" puts into delivery stream \"s\", which is not in \"delivery_streams\" of \"deliveries\"",
        ),
        (
            r#"{"version":1,"id":"a","deliveries":{"delivery_streams":[{"DeliveryStreamName":"s"}]},"producers":[{"name":"p","stream":"s","records_per_second":1}]}"#,
            "The delivery stream of this name takes \"operation\": \"PutRecordBatch\".",
        ),
        (
            r#"{"version":1,"id":"a","streams":[{"name":"s"}],"producers":[{"name":"p","stream":"s","records_per_second":-1}]}"#,
            "expected a rate",
        ),
        (
            r#"{"version":1,"id":"a","streams":[{"name":"s"}],"producers":[{"name":"p","stream":"s","records_per_second":1,"batch_ms":0}]}"#,
            "batch_ms must be from 1",
        ),
        (
            r#"{"version":1,"id":"a","streams":[{"name":"s"}],"readers":[{"name":"r","stream":"s","start":"AT_TIMESTAMP"}]}"#,
            "invalid type: unit variant, expected struct variant",
        ),
        (
            r#"{"version":1,"id":"a","streams":[{"name":"s"}],"readers":[{"name":"r","stream":"s"},{"name":"r","stream":"s"}]}"#,
            "names must differ",
        ),
    ] {
        let error = Scenario::from_json(file).unwrap_err().to_string();
        assert!(error.contains(reason), "{file}\n{error}");
    }
    let twice = r#"{"version":1,"id":"a","streams":[{"name":"s"},{"name":"s"}]}"#;
    let error = Scenario::from_json(twice).unwrap().world(None).unwrap_err().to_string();
    assert!(error.contains("already exists"), "{error}");
}

#[test]
fn memory_keeps_to_the_bound_of_the_scenario() {
    let mut scenario = Scenario::from_json(HOT_KEY).unwrap();
    scenario.memory_mib = 2;
    let mut world = scenario.world(None).unwrap();
    world.advance(Duration::from_secs(120));
    let tenant = kinetoscope::world::Tenant::default();
    let stream = world.services(&tenant).unwrap().streams.stream("clicks").unwrap();
    let held: usize = stream.shards().iter().map(|shard| shard.log.held_bytes()).sum();
    assert!(held <= 2 << 20, "{held} bytes held");
}

#[test]
fn a_reader_that_has_not_asked_yet_is_behind_by_all_records() {
    let mut player = hot_key();
    player.advance_to(at(&player, 4));
    let view = player.picture(FRAME).view;
    let archive = view.readers.iter().find(|reader| reader.name == "archive").unwrap();
    assert_eq!((archive.counts.read, archive.unread), (0, view.producers[0].counts.accepted));
    assert_eq!(archive.millis_behind, 3_900, "the first records came after 100 ms");
}

#[test]
fn a_goal_without_its_stream_is_not_reached() {
    let mut player = hot_key();
    let goal = Goal::NoThrottling {
        stream: "none".into(),
        for_ms: 0,
        offered_per_second_min: 0,
        open_shards_max: 9,
    };
    assert!(player.world().check_goal(&goal).iter().any(|check| !check.holds));
}

#[derive(Clone, Debug)]
enum Move {
    Seek(u64),
    Advance(u64),
    Step,
    Act(u8),
    Undo,
    Switch,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        3 => (0_u64..20_000).prop_map(Move::Seek),
        3 => (1_u64..4_000).prop_map(Move::Advance),
        1 => Just(Move::Step),
        2 => (0_u8..4).prop_map(Move::Act),
        1 => Just(Move::Undo),
        1 => Just(Move::Switch),
    ];
    prop::collection::vec(one, 1..12)
}

pub(crate) fn action(number: u8) -> Action {
    match number {
        0 => random_keys(),
        1 => call("SplitShard", r#"{"StreamName":"clicks","ShardToSplit":"0","NewStartingHashKey":"1000"}"#),
        2 => Action::RefuseWrites { stream: "clicks".into(), shard: 1, for_ms: 1_500 },
        _ => Action::LoseAnswers { producer: "web".into(), for_ms: 300 },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The oracle runs the session's inputs once, from the start, without ever going back. It must come to the same hash
    /// and mark the same moments.
    #[test]
    fn wherever_one_went_the_session_alone_decides(moves in moves()) {
        let mut player = hot_key();
        for one in moves {
            match one {
                Move::Seek(millis) => player.seek(player.start() + Duration::from_millis(millis)),
                Move::Advance(millis) => player.advance_to(player.now() + Duration::from_millis(millis)),
                Move::Step => _ = player.step(Instant::MAX),
                Move::Act(number) => _ = player.act(action(number)),
                Move::Switch => {
                    let now = player.now();
                    let newest = player.branches().pop().map_or(0, |branch| branch.number);
                    _ = player.switch_to(newest);
                    prop_assert_eq!(player.now(), now, "a switch stays at its moment");
                }
                Move::Undo => {
                    let now = player.now();
                    _ = player.undo();
                    prop_assert_eq!(player.now(), now, "undo stays at its moment");
                }
            }
        }
        let now = player.now();
        let mut session = player.session();
        let expected = session.hash.take();
        session.inputs.retain(|input| input.at_us <= session.at_us);
        let mut oracle = Player::open(session).unwrap();
        prop_assert_eq!(oracle.session().hash, expected);
        let mut reached = marks(&player);
        reached.retain(|(at, _)| *at <= now);
        prop_assert_eq!(marks(&oracle), reached);
    }
}

#[test]
fn a_session_opens_where_its_scenario_says() {
    let file = HOT_KEY.replacen("\"seed\": 1", "\"seed\": 1, \"opens_at_ms\": 12000", 1);
    let session = Session::from_json(&file).unwrap();
    let mut player = Player::at_opening(session.clone()).unwrap();
    assert_eq!((player.now(), player.furthest()), (at(&player, 12), at(&player, 12)));
    let hash = player.world().hash();
    player.seek(at(&player, 3));
    let saved = player.session();
    assert_eq!(Player::open(saved).unwrap().now(), at(&player, 3), "a saved session opens where it stood");
    player.seek(at(&player, 12));
    assert_eq!(player.world().hash(), hash);
}
