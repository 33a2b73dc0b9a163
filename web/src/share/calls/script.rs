//! A call as a command of the SDK for JavaScript, version 3.

use kinetoscope_shell::catalog::{Kind, Member, Operation, Shape};
use kinetoscope_shell::value::Value;

/// What the client sends: `new PutRecordCommand({ … })`.
pub(crate) fn request(operation: &Operation, input: &Value) -> String {
    format!("new {}Command({})", operation.name, structure(&operation.input, input, 0))
}

fn structure(members: &[Member], value: &Value, depth: usize) -> String {
    let given: Vec<_> =
        value.as_object().into_iter().flatten().filter(|(_, of)| *of != Value::Null).collect();
    if given.is_empty() {
        return "{}".into();
    }
    let inner = "  ".repeat(depth + 1);
    let lines = given.iter().map(|(name, value)| {
        let shape = members.iter().find(|member| member.name == *name).map(|member| &member.shape);
        format!("{inner}{name}: {},\n", script(shape, value, depth + 1))
    });
    format!("{{\n{}{}}}", lines.collect::<String>(), "  ".repeat(depth))
}

/// A value as JavaScript has it: bytes are no text there, and points in time are dates.
fn script(shape: Option<&Shape>, value: &Value, depth: usize) -> String {
    match (shape.map(|shape| &shape.kind), value) {
        (Some(Kind::Blob), Value::Text(text)) => format!("Buffer.from({}, \"base64\")", quoted(text)),
        (Some(Kind::Timestamp), Value::Integer(seconds)) => format!("new Date({seconds} * 1000)"),
        (Some(Kind::Timestamp), Value::Float(seconds)) => format!("new Date({seconds} * 1000)"),
        (Some(Kind::Timestamp), Value::Text(text)) => format!("new Date({})", quoted(text)),
        (Some(Kind::Structure(members)), value) => structure(members, value, depth),
        (Some(Kind::List(inner)), Value::List(values)) => {
            let values: Vec<_> = values.iter().map(|value| script(Some(inner), value, depth)).collect();
            format!("[{}]", values.join(", "))
        }
        (_, value) => value.to_json_dense(),
    }
}

/// A text as JavaScript has it.
pub(super) fn quoted(text: &str) -> String {
    Value::text(text).to_json_dense()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::calls::find;
    use kinetoscope::streams;
    use kinetoscope_shell::catalog::Catalog;
    use kinetoscope_shell::value::parse;

    fn of(name: &str, input: &str) -> String {
        let catalog = Catalog::new();
        let (_, operation) = find(&catalog, streams::TARGET, name).unwrap();
        request(operation, &parse(input).unwrap())
    }

    #[test]
    fn bytes_and_moments_are_no_text_and_no_number_in_a_script() {
        let put = of("PutRecords", r#"{"StreamName":"s","Records":[{"Data":"YQ==","PartitionKey":"k"}]}"#);
        assert!(put.contains(r#"Data: Buffer.from("YQ==", "base64")"#), "{put}");
        let iterator = of("GetShardIterator", r#"{"StreamName":"s","Timestamp":1767225600}"#);
        assert!(iterator.contains("Timestamp: new Date(1767225600 * 1000),"), "{iterator}");
    }

    #[test]
    fn what_is_not_given_is_left_out() {
        assert_eq!(of("ListStreams", "{}"), "new ListStreamsCommand({})");
        assert_eq!(of("ListStreams", r#"{"Limit":null}"#), "new ListStreamsCommand({})");
    }
}
