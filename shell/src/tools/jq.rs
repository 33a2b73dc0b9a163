//! A little of `jq`: paths, `.[]`, `length` and `keys`, between pipes.

use crate::line::Output;
use crate::value::{self, Value};

/// Runs a filter on the JSON that comes through the pipe.
pub(super) fn run(arguments: &[String], piped: &str) -> Output {
    let (flags, words): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| argument.starts_with('-'));
    let letters: String = flags.iter().map(|flag| &flag[1..]).collect();
    if let Some(letter) = letters.chars().find(|letter| !"rc".contains(*letter)) {
        return Output::error(format_args!("jq: only -r and -c are known here, not -{letter}"), 2);
    }
    let filter = match words[..] {
        [] => ".",
        [filter] => filter,
        _ => return Output::error("jq: one filter, please, in '...'", 2),
    };
    if piped.trim().is_empty() {
        return Output::default();
    }
    let value = match value::parse(piped) {
        Ok(value) => value,
        Err(fault) => return Output::error(format_args!("jq: parse error: {fault}"), 2),
    };
    let steps = match steps(filter) {
        Ok(steps) => steps,
        Err(reason) => return Output::error(format_args!("jq: error: {reason}\njq: 1 compile error"), 3),
    };
    let mut values = vec![value];
    for step in steps {
        let mut next = Vec::new();
        for value in values {
            match step.apply(&value) {
                Ok(found) => next.extend(found),
                Err(reason) => return Output::error(format_args!("jq: error (at <stdin>:0): {reason}"), 5),
            }
        }
        values = next;
    }
    let print = |value: Value| match value {
        Value::Text(text) if letters.contains('r') => text + "\n",
        value if letters.contains('c') => value.to_json_dense() + "\n",
        value => value.to_json_by_two() + "\n",
    };
    Output::text(values.into_iter().map(print).collect::<String>())
}

/// One step of a filter.
enum Step {
    Member(String),
    Item(i64),
    Each,
    Length,
    Keys,
}

impl Step {
    fn apply(&self, value: &Value) -> Result<Vec<Value>, String> {
        Ok(match (self, value) {
            (Self::Member(_) | Self::Item(_), Value::Null) => vec![Value::Null],
            (Self::Member(name), Value::Object(_)) => vec![value.get(name).cloned().unwrap_or_default()],
            (Self::Member(name), other) => {
                return Err(format!("Cannot index {} with \"{name}\"", other.kind()));
            }
            (Self::Item(at), Value::List(items)) => {
                let at = if *at < 0 { *at + items.len() as i64 } else { *at };
                vec![usize::try_from(at).ok().and_then(|at| items.get(at)).cloned().unwrap_or_default()]
            }
            (Self::Item(_), other) => return Err(format!("Cannot index {} with number", other.kind())),
            (Self::Each, Value::List(items)) => items.clone(),
            (Self::Each, Value::Object(members)) => members.iter().map(|(_, value)| value.clone()).collect(),
            (Self::Each, other) => return Err(format!("Cannot iterate over {}", other.kind())),
            (Self::Length, other) => vec![length(other)?],
            (Self::Keys, Value::Object(members)) => {
                let mut names: Vec<_> = members.iter().map(|(name, _)| name.clone()).collect();
                names.sort();
                vec![Value::List(names.into_iter().map(Value::Text).collect())]
            }
            (Self::Keys, Value::List(items)) => {
                vec![Value::List((0..items.len() as i64).map(Value::Integer).collect())]
            }
            (Self::Keys, other) => return Err(format!("{} has no keys", other.kind())),
        })
    }
}

fn length(value: &Value) -> Result<Value, String> {
    Ok(Value::Integer(match value {
        Value::Null => 0,
        Value::Text(text) => text.chars().count() as i64,
        Value::List(items) => items.len() as i64,
        Value::Object(members) => members.len() as i64,
        Value::Integer(number) => number.wrapping_abs(),
        Value::Float(number) => return Ok(Value::Float(number.abs())),
        Value::Bool(_) => return Err("boolean has no length".into()),
    }))
}

/// Reads a filter.
fn steps(filter: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for part in filter.split('|').map(str::trim) {
        match part {
            "length" => steps.push(Step::Length),
            "keys" => steps.push(Step::Keys),
            _ => path(part, &mut steps).ok_or_else(|| {
                format!("{part:?} is not read here: paths such as .a.b[0] and .[], length and keys are")
            })?,
        }
    }
    Ok(steps)
}

fn path(text: &str, steps: &mut Vec<Step>) -> Option<()> {
    let mut rest = text.strip_prefix('.')?;
    let mut is_first = true;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            steps.push(match index.trim() {
                "" => Step::Each,
                name if name.starts_with('"') => Step::Member(name.trim_matches('"').into()),
                number => Step::Item(number.parse().ok()?),
            });
            rest = after;
        } else {
            rest = if is_first { rest } else { rest.strip_prefix('.')? };
            if rest.starts_with('[') && !is_first {
                continue;
            }
            let quoted = rest.strip_prefix('"').and_then(|inner| inner.split_once('"'));
            let (name, after) = match quoted {
                Some(found) => found,
                None => {
                    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
                    rest.split_at(rest.find(|letter| !is_of_name(letter)).unwrap_or(rest.len()))
                }
            };
            if name.is_empty() {
                return None;
            }
            steps.push(Step::Member(name.into()));
            rest = after;
        }
        rest = rest.strip_prefix('?').unwrap_or(rest);
        is_first = false;
    }
    Some(())
}
