//! Facts as JavaScript likes them: one flat object a fact, its kind in `type`, names in camel case.
//!
//! Numbers that JavaScript cannot hold exactly (hash keys, sequence numbers, digests) are strings.

use kinetoscope::fact::Fact;
use kinetoscope::ids::ShardId;
use serde_json::{Map, Value};

/// The facts as a JSON list.
pub(crate) fn list<'a>(facts: impl Iterator<Item = &'a Fact>) -> String {
    Value::Array(facts.map(flat).collect()).to_string()
}

/// A comparison as JSON, its facts as those of a list.
#[cfg(feature = "lessons")]
pub(crate) fn comparison(comparison: &kinetoscope::world::session::Comparison) -> String {
    let mut value = serde_json::to_value(comparison).unwrap_or_default();
    if let Some(pair) = &comparison.first_event {
        value["first_event"] = pair.iter().map(|fact| fact.as_ref().map_or(Value::Null, flat)).collect();
    }
    value.to_string()
}

fn flat(fact: &Fact) -> Value {
    let Ok(Value::Object(mut members)) = serde_json::to_value(fact) else {
        unreachable!("facts are objects")
    };
    if let Some(Value::Object(event)) = members.remove("event") {
        for (kind, details) in event {
            members.insert("type".into(), kind.into());
            add(&mut members, details);
        }
    }
    Value::Object(members)
}

fn add(members: &mut Map<String, Value>, details: Value) {
    let Value::Object(details) = details else { return };
    members.extend(details.into_iter().map(|(name, value)| match name.as_str() {
        "digest" => (name, format!("{:016x}", value.as_u64().unwrap_or_default()).into()),
        "shard" => (name, shard_id(&value)),
        "event" => (name, inner(value)),
        "parents" => (name, value.as_array().into_iter().flatten().map(shard_id).collect()),
        _ => (camel_case(&name), value),
    }));
}

/// What happened to a delivery stream: an object of its own, flat too.
fn inner(event: Value) -> Value {
    let Value::Object(event) = event else { return event };
    let mut members = Map::new();
    for (kind, details) in event {
        members.insert("type".into(), kind.into());
        match details {
            Value::Object(_) => add(&mut members, details),
            // The one that has no more to say than the new state.
            status => _ = members.insert("status".into(), status),
        }
    }
    Value::Object(members)
}

/// A shard's number as the id that requests and answers have.
fn shard_id(number: &Value) -> Value {
    ShardId(number.as_u64().unwrap_or_default() as u32).to_string().into()
}

/// `millis_behind_latest` is `millisBehindLatest`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut joined = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(1.min(word.len()));
        joined.extend([first.to_ascii_uppercase().as_str(), rest]);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::world::scenario::Scenario;

    #[test]
    fn facts_are_flat_objects_with_exact_numbers() {
        let scenario = r#"{"version":1,"id":"s","streams":[{"name":"s"}],
            "producers":[{"name":"p","stream":"s","records_per_second":10}]}"#;
        let mut world = Scenario::from_json(scenario).unwrap().world(None).unwrap();
        world.advance(kinetoscope::time::Duration::from_secs(1));
        let text = list(world.facts_since(0));
        let facts: Vec<Value> = serde_json::from_str(&text).unwrap();
        let accepted = facts.iter().find(|fact| fact["type"] == "RecordsAccepted").unwrap();
        assert_eq!((&accepted["stream"], &accepted["shard"]), (&"s".into(), &"shardId-000000000000".into()));
        assert!(accepted["digest"].is_string() && accepted["first"].is_string(), "{accepted}");
    }

    #[test]
    fn names_are_in_camel_case() {
        assert_eq!([camel_case("millis_behind_latest"), camel_case("id")], ["millisBehindLatest", "id"]);
    }
}
