//! The language of prefixes: where in a bucket an object goes.
//!
//! A prefix is text with expressions `!{namespace:value}` in it. What they may be, and when they are refused, was measured on
//! the service in 2026. A prefix without any expression has the UTC hour behind it, `yyyy/MM/dd/HH/`, with no slash between.

mod local;
mod pattern;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

pub(super) use local::Local;
use pattern::Pattern;

use crate::error::Error;
use crate::rng::Rng;

/// Letters of a prefix after evaluation, without the hour that goes behind it by itself.
pub(super) const LETTERS_MAX: usize = 512;
/// What stands behind a prefix that says nothing of time.
const HOUR: &str = "yyyy/MM/dd/HH/";
/// Observed as letters and digits, shown in the guide as the head of a UUID: hexadecimal digits are both.
const RANDOM_LETTERS: usize = 11;

/// Which of a destination's two prefixes one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Of what is delivered.
    Data,
    /// Of what could not be.
    Errors,
}

impl Role {
    /// The member that it comes in.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::Data => "Prefix",
            Self::Errors => "ErrorOutputPrefix",
        }
    }
}

/// A prefix, read and checked.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Prefix {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Timestamp(Pattern),
    RandomString,
    ErrorOutputType,
    FromQuery(String),
    FromLambda(String),
}

/// What the two kinds of partition keys of a record are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PartitionKeys<'k> {
    pub(super) from_query: &'k [(String, String)],
    pub(super) from_lambda: &'k [(String, String)],
}

/// What an evaluation takes from outside.
#[derive(Debug)]
pub(super) struct Scene<'s> {
    /// When the oldest record of the object came, by the destination's clock.
    pub(super) at: Local<'s>,
    /// Of objects with what could not be delivered: why not.
    pub(super) error_output_type: &'s str,
    pub(super) keys: PartitionKeys<'s>,
}

impl Prefix {
    /// Reads a prefix and checks what can be said without the rest of the destination.
    pub(super) fn parse(text: &str, role: Role) -> Result<Self, Error> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("!{") {
            if !before.is_empty() {
                parts.push(Part::Literal(before.into()));
            }
            let (expression, after) =
                after.split_once('}').ok_or_else(|| Error::prefix_unclosed(role.member()))?;
            parts.push(Part::parse(expression, role)?);
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.into()));
        }
        let prefix = Self { text: text.into(), parts };
        let literal: usize = prefix.parts.iter().map(Part::letters_min).sum();
        if LETTERS_MAX < literal {
            return Err(Error::prefix_too_long(role.member(), LETTERS_MAX));
        }
        if role == Role::Errors && prefix.has_expressions() && !prefix.parts.contains(&Part::ErrorOutputType)
        {
            return Err(Error::error_output_type_missing());
        }
        Ok(prefix)
    }

    /// Whether it is more than literal text.
    pub(super) fn has_expressions(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Literal(_)))
    }

    /// Whether it asks for keys of records.
    pub(super) fn has_partition_keys(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::FromQuery(_) | Part::FromLambda(_)))
    }

    /// The names of keys that it asks for from the inline query.
    pub(super) fn keys_from_query(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::FromQuery(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The names of keys that it asks for from the function.
    pub(super) fn keys_from_lambda(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::FromLambda(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Where an object of data goes. Each random string is drawn anew.
    pub(super) fn evaluate(&self, scene: &Scene<'_>, rng: &mut Rng) -> String {
        let mut key = String::new();
        self.parts.iter().for_each(|part| part.print(scene, rng, &mut key));
        if !self.has_expressions() {
            print_hour(scene, &mut key);
        }
        key
    }

    /// Where an object goes that tells of errors, by the prefix for errors if there is one, and else by that for data.
    ///
    /// Where the prefix for errors has no expression, the kind of error stands before the hour: Assumed.
    pub(super) fn evaluate_errors(
        errors: Option<&Self>,
        data: &Self,
        scene: &Scene<'_>,
        rng: &mut Rng,
    ) -> String {
        let prefix = errors.unwrap_or(data);
        let mut key = String::new();
        prefix.parts.iter().for_each(|part| part.print(scene, rng, &mut key));
        if !prefix.has_expressions() {
            key.push_str(scene.error_output_type);
            key.push('/');
            print_hour(scene, &mut key);
        }
        key
    }
}

/// A moment by a pattern of ours.
pub(super) fn print(pattern: &str, at: &Local<'_>) -> String {
    let mut text = String::new();
    Pattern::parse(pattern).expect("the pattern is one of Java's").print(at, &mut text);
    text
}

fn print_hour(scene: &Scene<'_>, key: &mut String) {
    key.push_str(&print(HOUR, &scene.at));
}

impl Part {
    /// Reads what stands between `!{` and `}`.
    fn parse(expression: &str, role: Role) -> Result<Self, Error> {
        let member = role.member();
        let (namespace, value) =
            expression.split_once(':').ok_or_else(|| Error::prefix_without_colon(member))?;
        match (namespace, value) {
            ("timestamp", pattern) => Pattern::parse(pattern)
                .map(Self::Timestamp)
                .ok_or_else(|| Error::bad_conversion_character(member)),
            ("firehose", "random-string") => Ok(Self::RandomString),
            ("firehose", "error-output-type") if role == Role::Errors => Ok(Self::ErrorOutputType),
            ("firehose", "error-output-type") => Err(Error::error_output_type_in_prefix()),
            ("firehose", _) => Err(Error::bad_firehose_value(value)),
            ("partitionKeyFromQuery" | "partitionKeyFromLambda", _) if role == Role::Errors => {
                Err(Error::partition_key_in_error_prefix())
            }
            ("partitionKeyFromQuery", key) => Ok(Self::FromQuery(key.into())),
            ("partitionKeyFromLambda", key) => Ok(Self::FromLambda(key.into())),
            _ => Err(Error::bad_namespace(namespace)),
        }
    }

    /// How many letters it will have at least.
    fn letters_min(&self) -> usize {
        match self {
            Self::Literal(text) => text.chars().count(),
            Self::RandomString => RANDOM_LETTERS,
            Self::Timestamp(_) | Self::ErrorOutputType | Self::FromQuery(_) | Self::FromLambda(_) => 0,
        }
    }

    fn print(&self, scene: &Scene<'_>, rng: &mut Rng, out: &mut String) {
        match self {
            Self::Literal(text) => out.push_str(text),
            Self::Timestamp(pattern) => pattern.print(&scene.at, out),
            Self::RandomString => {
                let digits = rng.draw() >> (64 - 4 * RANDOM_LETTERS);
                _ = write!(out, "{digits:0RANDOM_LETTERS$x}");
            }
            Self::ErrorOutputType => out.push_str(scene.error_output_type),
            Self::FromQuery(name) => out.push_str(value_of(scene.keys.from_query, name)),
            Self::FromLambda(name) => out.push_str(value_of(scene.keys.from_lambda, name)),
        }
    }
}

/// A record without a key that its prefix asks for went to the errors and never comes here.
fn value_of<'k>(keys: &'k [(String, String)], name: &str) -> &'k str {
    keys.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

#[cfg(test)]
mod tests;
