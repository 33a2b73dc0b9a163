//! Points in time: numbers on the wire, texts for people.

use crate::catalog::{Kind, Member, Shape};
use crate::value::{self, Value};

/// Makes every point in time of an input whole seconds, which is what the AWS CLI sends.
pub(super) fn to_numbers(members: &[Member], input: &mut Value) {
    each(members, input, &mut |value| {
        let seconds = match &*value {
            Value::Text(text) => value::seconds(text),
            Value::Float(number) => Some(*number),
            _ => None,
        };
        if let Some(seconds) = seconds {
            *value = Value::Integer(seconds.floor() as i64);
        }
    });
}

/// Makes every point in time of an answer a text, as version 2 prints it.
pub(super) fn to_texts(members: &[Member], answer: &mut Value) {
    each(members, answer, &mut |value| {
        let seconds = match value {
            Value::Integer(number) => *number as f64,
            Value::Float(number) => *number,
            _ => return,
        };
        *value = Value::Text(value::iso(seconds));
    });
}

fn each(members: &[Member], value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    for member in members {
        if let Some(inner) = value.get_mut(&member.name) {
            within(&member.shape, inner, change);
        }
    }
}

fn within(shape: &Shape, value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    match (&shape.kind, &mut *value) {
        (Kind::Timestamp, _) => change(value),
        (Kind::Structure(members), _) => each(members, value, change),
        (Kind::List(item), Value::List(items)) => {
            for value in items {
                within(item, value, change);
            }
        }
        (Kind::Map(item), Value::Object(members)) => {
            for (_, value) in members {
                within(item, value, change);
            }
        }
        _ => {}
    }
}
