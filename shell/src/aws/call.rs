//! Calling the operation, as often as its pages ask for.

use super::failure::Failure;
use super::input::Ready;
use super::{Command, Version, pages, timestamps};
use crate::catalog::{Kind, Member, Shape};
use crate::host::{Call, Host};
use crate::line::Output;
use crate::value::{self, Value};

/// What the calls gave.
pub(super) enum Answers {
    /// One answer.
    One(Value),
    /// Pages that the AWS CLI puts together.
    Pages(pages::Collected),
}

/// Does the calls of a command.
pub(super) async fn answers<H: Host>(
    command: &Command<'_>,
    ready: Ready,
    host: &mut H,
    output: &mut Output,
) -> Result<Answers, Failure> {
    let pages = command.operation.pages.as_ref();
    // Who gives a page's own members turns pages by hand.
    let by_hand = |name: &str| ready.input.get(name).is_some();
    let paged = pages.filter(|pages| !by_hand(&pages.input) && !pages.limit.as_deref().is_some_and(by_hand));
    match paged.filter(|_| command.globals.paginate) {
        Some(pages) => Ok(Answers::Pages(pages::collect(command, pages, ready, host, output).await?)),
        None => Ok(Answers::One(one(command, &ready.input, host, output).await?)),
    }
}

/// Does one call.
pub(super) async fn one<H: Host>(
    command: &Command<'_>,
    input: &Value,
    host: &mut H,
    output: &mut Output,
) -> Result<Value, Failure> {
    let call = Call {
        service: command.service.target.clone(),
        operation: command.operation.name.clone(),
        input: input.to_json_line(),
    };
    output.calls.push(call.clone());
    let answer = host.call(&call).await.map_err(|refusal| Failure::Service {
        operation: call.operation,
        code: refusal.code,
        message: if refusal.message.is_empty() { "Unknown".into() } else { refusal.message },
    })?;
    let read = if answer.is_empty() { Ok(Value::Object(Vec::new())) } else { value::parse(&answer) };
    let answer = read.map_err(|fault| Failure::General(format!("Unable to parse response ({fault})")))?;
    let mut answer = in_order(&command.operation.output, &answer);
    if command.version == Version::V2 {
        timestamps::to_texts(&command.operation.output, &mut answer);
    }
    Ok(answer)
}

/// The members that the service model has, in its order, in which the AWS CLI prints them.
fn in_order(members: &[Member], answer: &Value) -> Value {
    let given = |member: &Member| {
        let value = answer.get(&member.name).filter(|value| **value != Value::Null)?;
        Some((member.name.clone(), ordered(&member.shape, value)))
    };
    Value::Object(members.iter().filter_map(given).collect())
}

fn ordered(shape: &Shape, value: &Value) -> Value {
    match (&shape.kind, value) {
        (Kind::Structure(members), _) => in_order(members, value),
        (Kind::List(item), Value::List(items)) => {
            Value::List(items.iter().map(|value| ordered(item, value)).collect())
        }
        (Kind::Map(item), Value::Object(members)) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), ordered(item, value))).collect())
        }
        _ => value.clone(),
    }
}
