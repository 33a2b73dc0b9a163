//! From flags to the input of an operation.

use super::arguments::Given;
use super::failure::Failure;
use super::{Command, Version, shorthand, timestamps, validate};
use crate::base64;
use crate::catalog::{Kind, Member, Shape};
use crate::value::{self, Value};

/// A call that is ready.
pub(super) struct Ready {
    pub(super) input: Value,
    pub(super) paging: Paging,
    /// Whether to print an example of the answer and not to call.
    pub(super) skeleton_of_output: bool,
    pub(super) hint: Option<String>,
}

/// What was said about pages.
#[derive(Debug, Default)]
pub(super) struct Paging {
    pub(super) starting_token: Option<String>,
    pub(super) page_size: Option<i64>,
    pub(super) max_items: Option<i64>,
}

/// Reads the flags of a command, in the order in which the AWS CLI finds faults.
pub(super) fn read(command: &Command<'_>, given: Given<'_>) -> Result<Ready, Failure> {
    check_paging(command, &given)?;
    let mut input = Value::Object(Vec::new());
    for member in &command.operation.input {
        let texts = given.members.iter().find(|(other, _)| other.name == member.name);
        if let Some((_, texts)) = texts {
            input.set(&member.name, unpack(member, texts)?);
        }
        if let Some((_, value)) = given.switches.iter().find(|(other, _)| other.name == member.name) {
            input.set(&member.name, Value::Bool(*value));
        }
    }
    if let Some(text) = &given.cli_input_json {
        add_json(command.version, text, &mut input)?;
    }
    let mut hint = None;
    if command.globals.raw_blobs {
        each_blob(&mut input, &command.operation.input, &mut |text| Ok(base64::encode(text.as_bytes())))?;
    } else {
        each_blob(&mut input, &command.operation.input, &mut |text| decode_blob(text, &mut hint))?;
    }
    validate::check(&command.operation.input, &input)?;
    timestamps::to_numbers(&command.operation.input, &mut input);
    let paging = Paging {
        starting_token: given.starting_token,
        page_size: given.page_size,
        max_items: given.max_items,
    };
    let skeleton_of_output = given.skeleton.is_some();
    Ok(Ready { input, paging, skeleton_of_output, hint })
}

fn check_paging(command: &Command<'_>, given: &Given<'_>) -> Result<(), Failure> {
    let pages = command.operation.pages.as_ref();
    let by_hand = |member: &str| {
        pages.is_some_and(|pages| pages.input == member || pages.limit.as_deref() == Some(member))
    };
    let paginate = command.globals.paginate && !given.members.iter().any(|(member, _)| by_hand(&member.name));
    let used: Vec<_> = [
        ("--starting-token", given.starting_token.is_some()),
        ("--page-size", given.page_size.is_some_and(|size| size != 0)),
        ("--max-items", given.max_items.is_some_and(|items| items != 0)),
    ]
    .into_iter()
    .filter_map(|(flag, used)| used.then_some(flag))
    .collect();
    if paginate || used.is_empty() {
        return Ok(());
    }
    let reason = format!("Cannot specify --no-paginate along with pagination arguments: {}", used.join(", "));
    Err(Failure::Param(match command.version {
        Version::V1 => format!("Error during pagination: {reason}"),
        Version::V2 => reason,
    }))
}

fn add_json(version: Version, text: &str, input: &mut Value) -> Result<(), Failure> {
    refuse_file("--cli-input-json", text)?;
    let read = value::parse(text).map_err(|fault| {
        let reason = match version {
            Version::V1 => format!("Invalid JSON: {fault}\nJSON received: {text}"),
            Version::V2 => "Invalid JSON received.".into(),
        };
        Failure::parsing("cli-input-json", reason)
    })?;
    let Value::Object(members) = read else {
        let class = value::class(&read);
        return Err(match version {
            Version::V1 => Failure::General(format!("'{class}' object has no attribute 'keys'")),
            Version::V2 => {
                let reason = format!("Invalid type: expecting map, received <class '{class}'>");
                Failure::parsing("--cli-input-json", reason)
            }
        });
    };
    for (name, value) in members {
        if input.get(&name).is_none() {
            input.set(&name, value);
        }
    }
    Ok(())
}

fn refuse_file(flag: &str, text: &str) -> Result<(), Failure> {
    if text.starts_with("file://") || text.starts_with("fileb://") {
        return Err(Failure::File { argument: flag.into(), path: text.into() });
    }
    Ok(())
}

/// The value of a member from the texts behind its flag.
fn unpack(member: &Member, texts: &[String]) -> Result<Value, Failure> {
    let flag = member.flag();
    for text in texts {
        refuse_file(&flag, text)?;
    }
    let is_json = texts.first().is_some_and(|text| text.trim_start().starts_with(['[', '{']));
    match &member.shape.kind {
        Kind::List(item) if item.is_complex() && !is_json => {
            let items =
                texts.iter().map(|text| shorthand::parse(&flag, text, item)).collect::<Result<_, _>>()?;
            Ok(Value::List(items))
        }
        Kind::List(item) => list(&flag, item, texts),
        _ => scalar_or_json(&flag, &member.shape, &texts[0], !is_json),
    }
}

fn list(flag: &str, item: &Shape, texts: &[String]) -> Result<Value, Failure> {
    if let [text] = texts
        && text.trim().starts_with('[')
    {
        return json(flag, text);
    }
    let unpack = |text: &String| match item.kind {
        Kind::Integer | Kind::Long | Kind::Double => {
            number(&item.kind, text).map_err(|_| Failure::parsing(flag, &texts[0]))
        }
        _ => scalar_or_json(flag, item, text, false),
    };
    Ok(Value::List(texts.iter().map(unpack).collect::<Result<_, _>>()?))
}

fn scalar_or_json(flag: &str, shape: &Shape, text: &str, may_be_short: bool) -> Result<Value, Failure> {
    match &shape.kind {
        Kind::Map(_) | Kind::Structure(_) if may_be_short => shorthand::parse(flag, text, shape),
        Kind::Map(_) | Kind::Structure(_) if text.trim_start().starts_with('{') => json(flag, text),
        Kind::Map(_) | Kind::Structure(_) => Err(Failure::parsing(flag, format!("Invalid JSON:\n{text}"))),
        Kind::List(_) => json(flag, text),
        Kind::Integer => number(&shape.kind, text).map_err(Failure::General),
        Kind::Long => number(&shape.kind, text)
            .map_err(|_| Failure::Usage(format!("argument {flag}: invalid int value: '{text}'"))),
        Kind::Double => number(&shape.kind, text)
            .map_err(|_| Failure::Usage(format!("argument {flag}: invalid float value: '{text}'"))),
        Kind::Boolean => Ok(Value::Bool(!text.eq_ignore_ascii_case("false"))),
        Kind::Text | Kind::Blob | Kind::Timestamp => Ok(Value::text(text)),
    }
}

/// A number as Python reads it; what Python says where it is none.
pub(super) fn number(kind: &Kind, text: &str) -> Result<Value, String> {
    let plain = text.trim();
    if matches!(kind, Kind::Double) {
        let read = plain.parse().map(Value::Float);
        return read
            .map_err(|_| format!("could not convert string to float: {}", value::repr(&Value::text(text))));
    }
    let whole = plain.parse().map(Value::Integer);
    whole.map_err(|_| format!("invalid literal for int() with base 10: {}", value::repr(&Value::text(text))))
}

fn json(flag: &str, text: &str) -> Result<Value, Failure> {
    value::parse(text)
        .map_err(|fault| Failure::parsing(flag, format!("Invalid JSON: {fault}\nJSON received: {text}")))
}

type Change<'c> = &'c mut dyn FnMut(&str) -> Result<String, Failure>;

/// Changes every blob that is a text.
fn each_blob(value: &mut Value, members: &[Member], change: Change<'_>) -> Result<(), Failure> {
    for member in members {
        if let Some(inner) = value.get_mut(&member.name) {
            blobs_within(inner, &member.shape, change)?;
        }
    }
    Ok(())
}

fn blobs_within(value: &mut Value, shape: &Shape, change: Change<'_>) -> Result<(), Failure> {
    match (&shape.kind, value) {
        (Kind::Blob, Value::Text(text)) => *text = change(text)?,
        (Kind::List(item), Value::List(items)) => {
            for value in items {
                blobs_within(value, item, change)?;
            }
        }
        (Kind::Structure(members), value) => each_blob(value, members, change)?,
        _ => {}
    }
    Ok(())
}

fn decode_blob(text: &str, hint: &mut Option<String>) -> Result<String, Failure> {
    let Some(bytes) = base64::decode(text) else {
        return Err(Failure::General(format!("Invalid base64: \"{text}\"")));
    };
    let is_readable = str::from_utf8(&bytes)
        .is_ok_and(|text| !text.chars().any(|letter| letter.is_control() && !letter.is_whitespace()));
    if !is_readable {
        *hint = Some(format!(
            "{text:?} happens to be valid base64, so these {} bytes were sent and not the text: version 2 of the AWS CLI \
             decodes what it is given. Add --cli-binary-format raw-in-base64-out to send the text.",
            bytes.len()
        ));
    }
    Ok(base64::encode(&bytes))
}
