//! A call as a line of the AWS CLI.

use kinetoscope_shell::catalog::{Member, Operation, Service};
use kinetoscope_shell::value::Value;

/// The line that makes a call, with this before each of its options. They stand as the operation declares them: an input
/// that was JSON before has its members in the order of the alphabet.
pub(crate) fn command(service: &Service, operation: &Operation, input: &Value, before: &str) -> String {
    let mut line = format!("aws {} {}", service.name, operation.command);
    for member in &operation.input {
        if let Some(value) = input.get(&member.name).filter(|value| **value != Value::Null) {
            line += before;
            line += &flag(member, value);
        }
    }
    line
}

/// A member as the CLI takes it; true and false are flags of their own.
fn flag(member: &Member, value: &Value) -> String {
    let name = member.flag();
    match value {
        Value::Bool(true) => name,
        Value::Bool(false) => name.replacen("--", "--no-", 1),
        Value::Text(text) => option(&name, text),
        other => option(&name, &other.to_json_dense()),
    }
}

/// An option with its value.
pub(super) fn option(name: &str, value: &str) -> String {
    // A value that begins with a dash would be taken for an option of its own.
    let joint = if value.starts_with('-') { '=' } else { ' ' };
    format!("{name}{joint}{}", shell_word(value))
}

/// A text as one word of a shell. Names come from links and so from anybody: nothing in them may be run.
pub(crate) fn shell_word(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@%+=,".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope_shell::catalog::{Catalog, Kind, Shape};

    /// A value that a shape takes.
    fn sample(shape: &Shape) -> Value {
        match &shape.kind {
            Kind::Boolean => Value::Bool(false),
            Kind::Integer | Kind::Long | Kind::Timestamp => Value::Integer(1),
            Kind::Double => Value::Float(1.5),
            Kind::Text | Kind::Blob => Value::text("YQ=="),
            Kind::List(inner) => Value::List(vec![sample(inner)]),
            Kind::Map(inner) => Value::Object(vec![("a".into(), sample(inner))]),
            Kind::Structure(members) => Value::Object(all(members)),
        }
    }

    fn all(members: &[Member]) -> Vec<(String, Value)> {
        members.iter().map(|member| (member.name.clone(), sample(&member.shape))).collect()
    }

    #[test]
    fn every_operation_is_written_with_the_flags_of_the_cli() {
        let catalog = Catalog::new();
        for service in &catalog.services {
            for operation in &service.operations {
                let line = command(service, operation, &Value::Object(all(&operation.input)), "\n");
                let mut written = line.lines();
                let start = format!("aws {} {}", service.name, operation.command);
                assert_eq!(written.next(), Some(start.as_str()));
                for member in &operation.input {
                    let flag = match member.shape.kind {
                        Kind::Boolean => member.flag().replace("--", "--no-"),
                        _ => member.flag(),
                    };
                    let found = written.next().and_then(|option| option.split(' ').next());
                    assert_eq!(found, Some(flag.as_str()), "{}", operation.name);
                }
                assert_eq!(written.next(), None);
            }
        }
    }

    #[test]
    fn a_value_is_one_word_and_never_an_option() {
        let values = ["plain-1", "", "a b", "it's", "$(rm x)", "--data"];
        let expected =
            ["--a plain-1", "--a ''", "--a 'a b'", r"--a 'it'\''s'", "--a '$(rm x)'", "--a=--data"];
        assert_eq!(values.map(|value| option("--a", value)), expected);
    }
}
