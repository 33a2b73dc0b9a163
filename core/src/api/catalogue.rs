//! Bounds to look up, as data: what a service bounds, by how much, and how it refuses who goes beyond.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

use serde::Serialize;

use super::{CallRate, Kind, Rules, Shape};
use crate::error::Code;

/// Something that a service bounds.
#[derive(Clone, Debug, Serialize)]
pub struct Limit {
    /// Who bounds it.
    pub service: &'static str,
    /// What is bounded.
    pub name: Cow<'static, str>,
    /// Of what it holds: a shard, a stream, an account, a call.
    pub of: &'static str,
    /// The least that there may be, where somebody chooses from there to the bound.
    pub least: Option<u64>,
    /// What it is then, unless it is said otherwise.
    pub usual: Option<u64>,
    /// The bound.
    pub value: u64,
    /// What the value counts.
    pub unit: &'static str,
    /// The error of whoever goes beyond it; nothing where that cannot be.
    pub refusal: Option<&'static str>,
    /// What there is to know about it.
    pub about: &'static str,
    /// The page of AWS's documents that tells of it; nothing where none does.
    pub source: Option<Cow<'static, str>>,
    /// What it was before.
    pub change: Option<Change>,
    /// How much of it is used, where that is known.
    pub now: Option<InUse>,
}

/// A bound that was another once, so that older notes have it wrong. `docs/changes.md` says where that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What notes may say.
    pub before: &'static str,
    /// What holds now.
    pub now: &'static str,
    /// Since when.
    pub since: &'static str,
}

/// How much of a bound is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InUse {
    /// The same as the bound counts.
    pub value: u64,
    /// Of what, where there are several of which this one uses most.
    pub of: Option<String>,
}

impl Limit {
    /// A bound, and how it is refused to go beyond it.
    pub(crate) fn new(
        service: &'static str,
        name: &'static str,
        of: &'static str,
        (value, unit): (u64, &'static str),
        refusal: Code,
        about: &'static str,
    ) -> Self {
        Self {
            service,
            name: name.into(),
            of,
            least: None,
            usual: None,
            value,
            unit,
            refusal: Some(refusal.name()),
            about,
            source: None,
            change: None,
            now: None,
        }
    }

    /// The row of an operation, where it has a rate of its own.
    pub(crate) fn of_calls(
        service: &'static str,
        operation: &'static str,
        rate: CallRate,
        refusal: Code,
    ) -> Option<Self> {
        let (of, per_second) = match rate {
            CallRate::Unlimited => return None,
            CallRate::PerAccount(per_second) => ("account and region", per_second),
            CallRate::PerStream(per_second) => ("stream", per_second),
        };
        let limit = Self::new(service, "", of, (per_second.into(), "calls/s"), refusal, "");
        Some(Self { name: format!("{operation} calls").into(), ..limit })
    }

    /// Of what is chosen from `least` on, and is `usual` where nobody says.
    pub(crate) fn chosen_from(self, least: u64, usual: Option<u64>) -> Self {
        Self { least: Some(least), usual, ..self }
    }

    pub(crate) fn changed(self, before: &'static str, now: &'static str, since: &'static str) -> Self {
        Self { change: Some(Change { before, now, since }), ..self }
    }

    /// Of what nobody can go beyond.
    pub(crate) fn unrefused(self) -> Self {
        Self { refusal: None, ..self }
    }

    /// Told of on this page.
    pub(crate) fn told_in(self, source: impl Into<Cow<'static, str>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }
}

/// The rules of a member of a shape, by the names that lead to it through structures and lists of them.
pub(crate) fn rules_of<'s>(shape: &'s Shape, path: &[&str]) -> Option<&'s Rules> {
    let (name, rest) = path.split_first()?;
    let member = shape.members.iter().find(|member| member.name == *name)?;
    match (rest, member.kind) {
        ([], _) => Some(&member.rules),
        (_, Kind::Structure(shape) | Kind::List(&Kind::Structure(shape))) => rules_of(shape, rest),
        _ => None,
    }
}
