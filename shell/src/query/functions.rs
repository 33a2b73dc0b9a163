//! JMESPath's functions.

use std::cmp::Ordering;

use jmespath::ast::Ast;

use super::evaluate::{evaluate, number, order};
use crate::value::{self, Value};

/// A function: its name, what each argument may be, whether the last may come again, and what it does.
type Function =
    (&'static str, &'static [&'static [&'static str]], bool, fn(&Arguments<'_>) -> Result<Value, String>);

const ANY: &[&str] = &[];
const NUMBER: &[&str] = &["number"];
const STRING: &[&str] = &["string"];
const ARRAY: &[&str] = &["array"];
const OBJECT: &[&str] = &["object"];
const EXPRESSION: &[&str] = &["expref"];
const NUMBERS: &[&str] = &["array-number"];
const STRINGS: &[&str] = &["array-string"];
const ORDERED: &[&str] = &["array-number", "array-string"];

const FUNCTIONS: &[Function] = &[
    ("abs", &[NUMBER], false, |a| Ok(whole_or(a.at(0), i64::wrapping_abs, f64::abs))),
    ("avg", &[NUMBERS], false, |a| {
        let sum: f64 = a.list(0).iter().filter_map(number).sum();
        Ok(if a.list(0).is_empty() { Value::Null } else { Value::Float(sum / a.list(0).len() as f64) })
    }),
    ("ceil", &[NUMBER], false, |a| Ok(whole_or(a.at(0), |whole| whole, f64::ceil))),
    ("contains", &[&["array", "string"], ANY], false, |a| {
        Ok(Value::Bool(match a.at(0) {
            Value::List(items) => items.contains(a.at(1)),
            text => a.at(1).as_text().is_some_and(|part| value::text(text).contains(part)),
        }))
    }),
    ("ends_with", &[STRING, STRING], false, |a| Ok(Value::Bool(a.text(0).ends_with(a.text(1))))),
    ("floor", &[NUMBER], false, |a| Ok(whole_or(a.at(0), |whole| whole, f64::floor))),
    ("join", &[STRING, STRINGS], false, |a| {
        Ok(Value::Text(a.list(1).iter().filter_map(Value::as_text).collect::<Vec<_>>().join(a.text(0))))
    }),
    ("keys", &[OBJECT], false, |a| {
        Ok(Value::List(a.members(0).iter().map(|(name, _)| Value::text(name)).collect()))
    }),
    ("length", &[&["string", "array", "object"]], false, |a| {
        Ok(Value::Integer(match a.at(0) {
            Value::List(items) => items.len(),
            Value::Object(members) => members.len(),
            text => value::text(text).chars().count(),
        } as i64))
    }),
    ("map", &[EXPRESSION, ARRAY], false, |a| {
        Ok(Value::List(a.list(1).iter().map(|item| a.apply(0, item)).collect::<Result<_, _>>()?))
    }),
    ("max", &[ORDERED], false, |a| Ok(extreme(a.list(0), Ordering::Greater))),
    ("max_by", &[ARRAY, EXPRESSION], false, |a| extreme_by(a, "max_by", Ordering::Greater)),
    ("merge", &[OBJECT], true, |a| {
        let mut merged = Value::Object(Vec::new());
        for at in 0..a.count() {
            a.members(at).iter().for_each(|(name, value)| merged.set(name, value.clone()));
        }
        Ok(merged)
    }),
    ("min", &[ORDERED], false, |a| Ok(extreme(a.list(0), Ordering::Less))),
    ("min_by", &[ARRAY, EXPRESSION], false, |a| extreme_by(a, "min_by", Ordering::Less)),
    ("not_null", &[ANY], true, |a| {
        Ok((0..a.count())
            .map(|at| a.at(at))
            .find(|value| **value != Value::Null)
            .cloned()
            .unwrap_or_default())
    }),
    ("reverse", &[&["array", "string"]], false, |a| {
        Ok(match a.at(0) {
            Value::List(items) => Value::List(items.iter().rev().cloned().collect()),
            text => Value::Text(value::text(text).chars().rev().collect()),
        })
    }),
    ("sort", &[&["array-string", "array-number"]], false, |a| {
        let mut items = a.list(0).to_vec();
        items.sort_by(rank);
        Ok(Value::List(items))
    }),
    ("sort_by", &[ARRAY, EXPRESSION], false, |a| {
        let mut keyed = keyed(a, "sort_by", "'string', 'number'")?;
        keyed.sort_by(|one, other| rank(&one.0, &other.0));
        Ok(Value::List(keyed.into_iter().map(|(_, item)| item).collect()))
    }),
    ("starts_with", &[STRING, STRING], false, |a| Ok(Value::Bool(a.text(0).starts_with(a.text(1))))),
    ("sum", &[NUMBERS], false, |a| {
        let items = a.list(0);
        let whole: Option<i64> = items.iter().map(Value::as_integer).sum();
        Ok(whole.map_or_else(|| Value::Float(items.iter().filter_map(number).sum()), Value::Integer))
    }),
    ("to_array", &[ANY], false, |a| {
        Ok(if a.at(0).as_list().is_some() { a.at(0).clone() } else { Value::List(vec![a.at(0).clone()]) })
    }),
    ("to_number", &[ANY], false, |a| {
        Ok(match a.at(0) {
            Value::Text(text) => {
                let whole = text.parse().map(Value::Integer);
                whole.or_else(|_| text.parse().map(Value::Float)).unwrap_or_default()
            }
            number @ (Value::Integer(_) | Value::Float(_)) => number.clone(),
            _ => Value::Null,
        })
    }),
    ("to_string", &[ANY], false, |a| {
        Ok(match a.at(0) {
            Value::Text(text) => Value::text(text),
            other => Value::Text(other.to_json_dense()),
        })
    }),
    ("type", &[ANY], false, |a| Ok(Value::text(a.at(0).kind()))),
    ("values", &[OBJECT], false, |a| {
        Ok(Value::List(a.members(0).iter().map(|(_, value)| value.clone()).collect()))
    }),
];

/// Evaluated arguments; an expression is kept as one.
struct Arguments<'a> {
    values: Vec<Value>,
    asts: &'a [Ast],
}

impl Arguments<'_> {
    fn count(&self) -> usize {
        self.values.len()
    }

    fn at(&self, at: usize) -> &Value {
        &self.values[at]
    }

    fn text(&self, at: usize) -> &str {
        self.values[at].as_text().unwrap_or_default()
    }

    fn list(&self, at: usize) -> &[Value] {
        self.values[at].as_list().unwrap_or_default()
    }

    fn members(&self, at: usize) -> &[(String, Value)] {
        self.values[at].as_object().map_or(&[], Vec::as_slice)
    }

    /// Evaluates an argument that is an expression.
    fn apply(&self, at: usize, value: &Value) -> Result<Value, String> {
        match &self.asts[at] {
            Ast::Expref { ast, .. } => evaluate(ast, value),
            other => evaluate(other, value),
        }
    }
}

/// Calls a function by name.
pub(super) fn call(name: &str, asts: &[Ast], value: &Value) -> Result<Value, String> {
    let values = asts.iter().map(|ast| evaluate(ast, value)).collect::<Result<Vec<_>, _>>()?;
    let Some((_, kinds, variadic, run)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
        return Err(format!("Unknown function: {name}()"));
    };
    let (given, wanted) = (asts.len(), kinds.len());
    if given < wanted || (given > wanted && !variadic) {
        let words = if *variadic { "at least " } else { "" };
        let noun = if wanted == 1 { "argument" } else { "arguments" };
        return Err(format!("Expected {words}{wanted} {noun} for function {name}(), received {given}"));
    }
    for (at, value) in values.iter().enumerate() {
        let kinds = kinds[at.min(wanted - 1)];
        let is_expression = matches!(asts[at], Ast::Expref { .. });
        check(name, kinds, value, is_expression)?;
    }
    run(&Arguments { values, asts })
}

fn check(function: &str, kinds: &[&str], value: &Value, is_expression: bool) -> Result<(), String> {
    let own = if is_expression { "expref" } else { value.kind() };
    if kinds.is_empty() || kinds.contains(&own) {
        return Ok(());
    }
    let refuse = |value: &Value, received: &str| {
        let kinds: Vec<_> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
        let said = value::text(value);
        Err(format!(
            "In function {function}(), invalid type for value: {said}, expected one of: [{}], received: \"{received}\"",
            kinds.join(", ")
        ))
    };
    let Some(items) = value.as_list() else { return refuse(value, own) };
    let fits = |of: &str| items.iter().all(|item| item.kind() == of);
    if kinds.iter().filter_map(|kind| kind.strip_prefix("array-")).any(fits) {
        return Ok(());
    }
    let wanted: Vec<_> = kinds.iter().filter_map(|kind| kind.strip_prefix("array-")).collect();
    match items.iter().find(|item| !wanted.contains(&item.kind())).or(items.last()) {
        Some(item) if !wanted.is_empty() => refuse(item, value::class(item)),
        _ => refuse(value, own),
    }
}

fn whole_or(value: &Value, whole: fn(i64) -> i64, float: fn(f64) -> f64) -> Value {
    match value {
        Value::Integer(number) => Value::Integer(whole(*number)),
        other => {
            let number = float(number(other).unwrap_or_default());
            // Rounded numbers are whole ones.
            let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
            if is_whole { Value::Integer(number as i64) } else { Value::Float(number) }
        }
    }
}

fn rank(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one.cmp(other),
        _ => order(one, other).unwrap_or(Ordering::Equal),
    }
}

fn extreme(items: &[Value], wanted: Ordering) -> Value {
    let mut best: Option<&Value> = None;
    for item in items {
        if best.is_none_or(|best| rank(item, best) == wanted) {
            best = Some(item);
        }
    }
    best.cloned().unwrap_or_default()
}

fn extreme_by(arguments: &Arguments<'_>, function: &str, wanted: Ordering) -> Result<Value, String> {
    let mut best: Option<(Value, Value)> = None;
    for (key, item) in keyed(arguments, function, "'number', 'string'")? {
        if best.as_ref().is_none_or(|(most, _)| rank(&key, most) == wanted) {
            best = Some((key, item));
        }
    }
    Ok(best.map(|(_, item)| item).unwrap_or_default())
}

/// Each item with what the expression finds in it; all must be texts, or all numbers.
fn keyed(arguments: &Arguments<'_>, function: &str, kinds: &str) -> Result<Vec<(Value, Value)>, String> {
    let mut keyed: Vec<(Value, Value)> = Vec::new();
    for item in arguments.list(0) {
        let key = arguments.apply(1, item)?;
        let is_like_first = keyed.first().is_none_or(|(first, _)| first.kind() == key.kind());
        if !matches!(key.kind(), "string" | "number") || !is_like_first {
            let said = value::text(item);
            return Err(format!(
                "In function {function}(), invalid type for value: {said}, expected one of: [{kinds}], received: \"{}\"",
                key.kind()
            ));
        }
        keyed.push((key, item.clone()));
    }
    Ok(keyed)
}
