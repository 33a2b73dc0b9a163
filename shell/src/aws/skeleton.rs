//! Examples of inputs and outputs to fill in. Source: botocore `ArgumentGenerator`.

use crate::catalog::{Kind, Member, Shape};
use crate::value::Value;

/// An example of a structure; its texts are empty, or their members' names.
pub(super) fn of(members: &[Member], with_names: bool) -> Value {
    let example = |member: &Member| (member.name.clone(), value(&member.shape, &member.name, with_names));
    Value::Object(members.iter().map(example).collect())
}

fn value(shape: &Shape, name: &str, with_names: bool) -> Value {
    match &shape.kind {
        Kind::Text => match shape.values.first() {
            _ if with_names => Value::text(name),
            Some(first) => Value::text(first),
            None => Value::text(""),
        },
        Kind::Integer | Kind::Long => Value::Integer(0),
        Kind::Double => Value::Float(0.0),
        Kind::Boolean => Value::Bool(true),
        Kind::Blob => Value::Null,
        Kind::Timestamp => Value::text("1970-01-01T00:00:00"),
        Kind::List(item) => Value::List(vec![value(item, name.trim_end_matches('s'), with_names)]),
        Kind::Map(item) => Value::Object(vec![("KeyName".into(), value(item, "", with_names))]),
        Kind::Structure(members) => of(members, with_names),
    }
}
