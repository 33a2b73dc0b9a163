//! What `docs/scenarios.md` shows and names, so that it stays true.

use std::collections::BTreeSet;

use kinetoscope::fact::Event;
use kinetoscope::fault::Effect;
use kinetoscope::streams::KeyState;
use kinetoscope::time::Duration;
use kinetoscope::world::action::FORMS;
use kinetoscope::world::goal::Goal;
use kinetoscope::world::scenario::{Action, Keys, Scenario, Start};
use kinetoscope::world::session::Session;
use serde::de::DeserializeOwned;
use serde_json::Value;

const PAGE: &str = include_str!("../../../docs/scenarios.md");

fn blocks() -> impl Iterator<Item = &'static str> {
    PAGE.split("```json\n").skip(1).map(|rest| rest.split("```").next().expect("a block"))
}

fn example() -> Scenario {
    Scenario::from_json(blocks().next().expect("the worked example")).expect("it is a scenario")
}

/// The names that a type with alternatives may have, as it tells them to who gives another.
fn alternatives<T: DeserializeOwned>() -> Vec<String> {
    let error =
        serde_json::from_str::<T>("\"nothing of the kind\"").err().expect("there is none").to_string();
    let names = error.split('`').skip(3).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    assert!(!names.is_empty(), "{error}");
    names
}

#[test]
fn every_block_is_a_scenario_a_session_or_an_action_and_every_action_has_one() {
    let mut kinds = BTreeSet::new();
    for block in blocks() {
        let value: Value = serde_json::from_str(block).expect(block);
        if value.get("version").is_some() {
            Session::from_json(block).unwrap_or_else(|error| panic!("{error}: {block}"));
        } else {
            Action::from_json(block).unwrap_or_else(|error| panic!("{error}: {block}"));
            kinds.extend(value.as_object().expect("an object").keys().cloned());
        }
    }
    assert!(kinds.iter().eq(BTreeSet::from(FORMS.map(|(name, _)| name))), "{kinds:?}");
}

#[test]
fn the_worked_example_goes_as_it_says() {
    let mut world = example().world(None).expect("it can be made");
    world.advance(Duration::from_secs(240));
    let of_records =
        |event: &Event| matches!(event, Event::Call { error: Some(error), .. } if error == "InternalFailure");
    let struck: Vec<_> =
        world.facts_since(0).filter(|fact| of_records(&fact.event)).map(|fact| fact.at).collect();
    let start = world.settings().start;
    let [first, last] =
        [struck.first(), struck.last()].map(|at| at.expect("calls fail").since(start).total_secs());
    assert!(60 <= first && last < 90, "{first} {last}");
    let opened = |event: &Event| matches!(event, Event::ShardOpened { .. });
    assert!(2 < world.facts_since(0).filter(|fact| opened(&fact.event)).count(), "somebody adds shards");
}

#[test]
fn every_member_and_alternative_is_explained() {
    let scenario = serde_json::to_value(example()).unwrap();
    let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut names = members(&scenario);
    for actors in ["streams", "producers", "readers"] {
        names.extend(members(&scenario[actors][0]));
    }
    for name in names {
        assert!(PAGE.contains(&format!("`{name}`")), "`{name}` is not explained");
    }
    let kinds = [
        alternatives::<Keys>(),
        alternatives::<Effect>(),
        alternatives::<KeyState>(),
        alternatives::<Goal>(),
        alternatives::<Start>(),
    ];
    for name in kinds.concat() {
        let is_told = PAGE.contains(&format!("\"{name}\"")) || PAGE.contains(&format!("`{name}`"));
        assert!(is_told, "{name} is not explained");
    }
}
