//! Evaluating an expression.

use std::cmp::Ordering;

use jmespath::ast::{Ast, Comparator};

use super::functions;
use super::literal;
use crate::value::Value;

/// What an expression finds in a value.
pub(super) fn evaluate(ast: &Ast, value: &Value) -> Result<Value, String> {
    Ok(match ast {
        Ast::Identity { .. } | Ast::Expref { .. } => value.clone(),
        Ast::Field { name, .. } => value.get(name).cloned().unwrap_or_default(),
        Ast::Literal { value, .. } => literal(value),
        Ast::Subexpr { lhs, rhs, .. } => evaluate(rhs, &evaluate(lhs, value)?)?,
        Ast::Index { idx, .. } => {
            value.as_list().and_then(|items| at(items, *idx)).cloned().unwrap_or_default()
        }
        Ast::Slice { start, stop, step, .. } => slice(value, *start, *stop, *step)?,
        Ast::Projection { lhs, rhs, .. } => projection(&evaluate(lhs, value)?, rhs)?,
        Ast::Flatten { node, .. } => flatten(evaluate(node, value)?),
        Ast::ObjectValues { node, .. } => match evaluate(node, value)? {
            Value::Object(members) => Value::List(members.into_iter().map(|(_, value)| value).collect()),
            _ => Value::Null,
        },
        Ast::MultiList { elements, .. } => {
            if *value == Value::Null {
                return Ok(Value::Null);
            }
            Value::List(elements.iter().map(|element| evaluate(element, value)).collect::<Result<_, _>>()?)
        }
        Ast::MultiHash { elements, .. } => {
            if *value == Value::Null {
                return Ok(Value::Null);
            }
            let mut object = Value::Object(Vec::new());
            for pair in elements {
                object.set(&pair.key, evaluate(&pair.value, value)?);
            }
            object
        }
        Ast::Not { node, .. } => Value::Bool(!is_true(&evaluate(node, value)?)),
        Ast::And { lhs, rhs, .. } => {
            let left = evaluate(lhs, value)?;
            if is_true(&left) { evaluate(rhs, value)? } else { left }
        }
        Ast::Or { lhs, rhs, .. } => {
            let left = evaluate(lhs, value)?;
            if is_true(&left) { left } else { evaluate(rhs, value)? }
        }
        Ast::Condition { predicate, then, .. } => {
            if is_true(&evaluate(predicate, value)?) {
                evaluate(then, value)?
            } else {
                Value::Null
            }
        }
        Ast::Comparison { comparator, lhs, rhs, .. } => {
            compare(comparator, &evaluate(lhs, value)?, &evaluate(rhs, value)?)
        }
        Ast::Function { name, args, .. } => functions::call(name, args, value)?,
    })
}

/// JMESPath's truth: numbers are true, zero too.
fn is_true(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Float(_)) || !value.is_empty()
}

fn at(items: &[Value], index: i32) -> Option<&Value> {
    let index = i64::from(index);
    let index = if index < 0 { items.len() as i64 + index } else { index };
    items.get(usize::try_from(index).ok()?)
}

fn slice(value: &Value, start: Option<i32>, stop: Option<i32>, step: i32) -> Result<Value, String> {
    let Some(items) = value.as_list() else { return Ok(Value::Null) };
    if step == 0 {
        return Err("slice step cannot be zero".into());
    }
    let (length, step) = (items.len() as i64, i64::from(step));
    let (least, most) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let place = |index: Option<i32>, absent: i64| {
        index.map_or(absent, |index| {
            let index = i64::from(index);
            (if index < 0 { index + length } else { index }).clamp(least, most)
        })
    };
    let (mut index, end) = if step > 0 {
        (place(start, 0), place(stop, length))
    } else {
        (place(start, length - 1), place(stop, -1))
    };
    let mut taken = Vec::new();
    while if step > 0 { index < end } else { index > end } {
        taken.push(items[index as usize].clone());
        index += step;
    }
    Ok(Value::List(taken))
}

fn projection(value: &Value, each: &Ast) -> Result<Value, String> {
    let Some(items) = value.as_list() else { return Ok(Value::Null) };
    let mut found = Vec::new();
    for item in items {
        let value = evaluate(each, item)?;
        if value != Value::Null {
            found.push(value);
        }
    }
    Ok(Value::List(found))
}

fn flatten(value: Value) -> Value {
    let Value::List(items) = value else { return Value::Null };
    let mut flat = Vec::new();
    for item in items {
        match item {
            Value::List(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    Value::List(flat)
}

fn compare(comparator: &Comparator, left: &Value, right: &Value) -> Value {
    match comparator {
        Comparator::Equal => return Value::Bool(equal(left, right)),
        Comparator::NotEqual => return Value::Bool(!equal(left, right)),
        _ => {}
    }
    // Texts are compared too, which the AWS CLI's library does for the sake of dates.
    let order = match (left, right) {
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        _ => order(left, right),
    };
    order.map_or(Value::Null, |order| {
        Value::Bool(match comparator {
            Comparator::LessThan => order == Ordering::Less,
            Comparator::LessThanEqual => order != Ordering::Greater,
            Comparator::GreaterThan => order == Ordering::Greater,
            _ => order != Ordering::Less,
        })
    })
}

fn equal(left: &Value, right: &Value) -> bool {
    left == right || order(left, right) == Some(Ordering::Equal)
}

/// How two numbers, or two texts inside of functions, stand to each other.
pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    number(left)?.partial_cmp(&number(right)?)
}

pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}
