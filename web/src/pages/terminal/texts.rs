//! A call as the command and as the script that do the same.

use kinetoscope_shell::catalog::{Catalog, Kind, Member, Operation, Service, Shape};
use kinetoscope_shell::value::{self, Value};

use crate::store::Done;

/// A longer input is no line that anybody reads.
const INPUT_MAX: usize = 4_000;

/// The line of the AWS CLI that makes a call; nothing where the CLI has no such operation.
pub(super) fn command(catalog: &Catalog, done: &Done) -> Option<String> {
    let (service, operation) = operation(catalog, &done.service, &done.operation)?;
    let start = format!("aws {} {}", service.name, operation.command);
    if INPUT_MAX < done.input.len() {
        return Some(format!("{start} --cli-input-json file://input.json"));
    }
    let input = value::parse(&done.input).ok()?;
    // As the operation declares them: an input that was JSON before has them in the order of the alphabet.
    let flags = operation.input.iter().filter_map(|member| {
        let value = input.get(&member.name)?;
        Some(format!(" {}", flag(member, value)))
    });
    Some(start.clone() + &flags.collect::<String>())
}

/// What makes the same call by the SDK for JavaScript, version 3.
pub(super) fn sdk(catalog: &Catalog, target: &str, name: &str, input: &str) -> Option<String> {
    let (service, operation) = operation(catalog, target, name)?;
    let client = match service.name.as_str() {
        "cloudwatch" => "CloudWatch",
        "cloudtrail" => "CloudTrail",
        _ => "Kinesis",
    };
    let input = value::parse(input).ok()?;
    let written = structure(&operation.input, &input, 0);
    Some(format!(
        "import {{ {client}Client, {name}Command }} from \"@aws-sdk/client-{}\";\n\nconst client = new {client}Client({{}});\nconst answer = await client.send(new {name}Command({written}));",
        service.name
    ))
}

fn operation<'c>(catalog: &'c Catalog, target: &str, name: &str) -> Option<(&'c Service, &'c Operation)> {
    let service = catalog.services.iter().find(|service| service.target == target)?;
    let operation = service.operations.iter().find(|operation| operation.name == name)?;
    Some((service, operation))
}

fn flag(member: &Member, value: &Value) -> String {
    let name = member.flag();
    match value {
        Value::Bool(true) => name,
        Value::Bool(false) => name.replacen("--", "--no-", 1),
        Value::Text(text) => format!("{name} {}", word(text)),
        other => format!("{name} {}", word(&other.to_json_dense())),
    }
}

/// A text as one word of a shell. Names come from links and so from anybody: nothing in them may be run.
fn word(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@%+=,".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn structure(members: &[Member], value: &Value, depth: usize) -> String {
    let given = value.as_object().map_or(&[][..], |given| given);
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

fn quoted(text: &str) -> String {
    Value::text(text).to_json_dense()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(operation: &str, input: &str) -> Done {
        let service = kinetoscope::streams::TARGET.to_owned();
        Done { id: 0, service, operation: operation.into(), input: input.into() }
    }

    #[test]
    fn a_call_of_the_page_is_a_line_of_the_cli() {
        let catalog = Catalog::new();
        let split = done(
            "SplitShard",
            r#"{"StreamName":"clicks","ShardToSplit":"shardId-000000000003","NewStartingHashKey":"7"}"#,
        );
        assert_eq!(
            command(&catalog, &split).unwrap(),
            "aws kinesis split-shard --stream-name clicks --shard-to-split shardId-000000000003 --new-starting-hash-key 7"
        );
        let put = done("PutRecord", r#"{"StreamName":"a b'c","Data":"YQ==","PartitionKey":"$(x)"}"#);
        assert_eq!(
            command(&catalog, &put).unwrap(),
            r"aws kinesis put-record --stream-name 'a b'\''c' --data YQ== --partition-key '$(x)'"
        );
        assert_eq!(command(&catalog, &done("NoSuch", "{}")), None);
    }

    #[test]
    fn bytes_are_no_text_in_a_script() {
        let catalog = Catalog::new();
        let written = sdk(
            &catalog,
            kinetoscope::streams::TARGET,
            "PutRecords",
            r#"{"StreamName":"s","Records":[{"Data":"YQ==","PartitionKey":"k"}]}"#,
        );
        let written = written.unwrap();
        assert!(written.contains(r#"from "@aws-sdk/client-kinesis""#), "{written}");
        assert!(written.contains(r#"Data: Buffer.from("YQ==", "base64")"#), "{written}");
    }
}
