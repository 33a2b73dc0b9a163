//! Every member of every operation refuses every value of another type, in JSON and in CBOR.

use crate::support::{Answer, Twin};
use kinetoscope::api::Kind;
use kinetoscope::streams::op::OPERATIONS;
use kinetoscope::world::Settings;
use serde_json::{Value, json};

const LIST: &str = "Start of list found where not expected";
const MAP: &str = "Start of structure or map found where not expected.";
/// A broken walk through the shapes must not look like success.
const CASES_MIN: usize = 1_000;

/// Values that a kind does not take, and what is said to them. Observed: kinesalite's tests, 2020.
fn wrong(kind: Kind) -> Vec<(Value, String)> {
    let numbers = [json!(23), json!(-2_147_483_648_i64), json!(2_147_483_648_i64), json!(34.56)];
    let boolean =
        |what: &str| (json!(true), format!("class java.lang.Boolean can not be converted to {what}"));
    let text = |what: &str| (json!("23"), format!("class java.lang.String can not be converted to {what}"));
    let number = |value: &Value, what: &str| {
        let class = "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";
        (value.clone(), format!("{class} can not be converted to {what}"))
    };
    let numbers_not = |what: &str| numbers.iter().map(|value| number(value, what)).collect::<Vec<_>>();
    let neither = || vec![(json!([]), LIST.into()), (json!({}), MAP.into())];
    let scalars = |said: &str| {
        let scalars = [json!("23"), json!(true)].into_iter().chain(numbers.clone());
        scalars.map(|value| (value, said.into())).collect::<Vec<_>>()
    };
    match kind {
        Kind::String | Kind::Enum(_) => {
            [vec![boolean("an String")], numbers_not("an String"), neither()].concat()
        }
        Kind::Integer => [vec![text("an Integer"), boolean("an Integer")], neither()].concat(),
        Kind::Long => [vec![text("an Long"), boolean("an Long")], neither()].concat(),
        Kind::Double => [vec![text("a Double"), boolean("a Double")], neither()].concat(),
        Kind::Boolean => {
            let word = (json!("23x"), "'23X' can not be converted to an Boolean".into());
            [vec![word], numbers_not("an Boolean"), neither()].concat()
        }
        Kind::Blob => {
            let base64 = [
                ("23456", "Base64 encoded length is expected a multiple of 4 bytes but found: 5"),
                ("=+/=", "Invalid Base64 character: '='"),
                ("+/+=", "Invalid last non-pad Base64 character dectected"),
            ];
            let base64 = base64
                .map(|(text, why)| (json!(text), format!("'{text}' can not be converted to a Blob: {why}")));
            [base64.to_vec(), vec![boolean("a Blob")], numbers_not("a Blob"), neither()].concat()
        }
        Kind::Timestamp => {
            let what = "milliseconds since epoch";
            [vec![text(what), boolean(what)], neither()].concat()
        }
        Kind::List(_) => [scalars("Expected list or null"), vec![(json!({}), MAP.into())]].concat(),
        Kind::Map(_) => [scalars("Expected map or null"), vec![(json!([]), LIST.into())]].concat(),
        Kind::Structure(_) => [scalars("Expected null"), vec![(json!([]), LIST.into())]].concat(),
    }
}

/// The same for all that lies within a kind.
fn wrong_within(kind: Kind) -> Vec<(Value, String)> {
    let inside: Vec<_> = match kind {
        Kind::List(item) => within(*item, |value| json!([value])),
        Kind::Map(value) => within(*value, |value| json!({ "a": value })),
        Kind::Structure(shape) => {
            let members = shape.members.iter();
            members.flat_map(|member| within(member.kind, |value| json!({ member.name: value }))).collect()
        }
        _ => Vec::new(),
    };
    [wrong(kind), inside].concat()
}

fn within(kind: Kind, place: impl Fn(Value) -> Value) -> Vec<(Value, String)> {
    wrong_within(kind).into_iter().map(|(value, said)| (place(value), said)).collect()
}

#[test]
fn every_member_refuses_every_other_type() {
    let mut twin = Twin::new(Settings::default());
    let mut cases = 0;
    for operation in OPERATIONS {
        for member in operation.input.members {
            for (value, said) in within(member.kind, |value| json!({ member.name: value })) {
                let answer = twin.call(operation.name, &value.to_string());
                let body = json!({ "__type": "SerializationException", "Message": said });
                assert_eq!(answer, Answer { status: 400, body }, "{} {value}", operation.name);
                cases += 1;
            }
        }
    }
    assert!(CASES_MIN < cases, "only {cases} cases");
}
