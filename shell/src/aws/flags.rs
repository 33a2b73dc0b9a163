//! The flags of one operation: those of its input, and those that the AWS CLI adds.

use super::Version;
use crate::catalog::{Kind, Operation};

/// A flag.
#[derive(Clone, Debug)]
pub(crate) struct Flag<'o> {
    /// With its hyphens.
    pub(crate) name: String,
    /// What stands behind it.
    pub(crate) takes: Takes,
    /// Whether it must be given.
    pub(crate) required: bool,
    /// What it is for.
    pub(crate) of: Of<'o>,
}

/// What stands behind a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    Nothing,
    One,
    Maybe,
    Many,
}

/// What a flag is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of<'o> {
    /// A member of the input.
    Member(&'o crate::catalog::Member),
    /// A member that is true or false.
    Switch(&'o crate::catalog::Member, bool),
    CliInputJson,
    CliInputYaml,
    StartingToken,
    PageSize,
    MaxItems,
    Skeleton,
}

/// All flags, in the order in which missing ones are told.
pub(crate) fn flags(operation: &Operation, version: Version) -> Vec<Flag<'_>> {
    let mut all = Vec::new();
    for member in &operation.input {
        let name = member.flag();
        if matches!(member.shape.kind, Kind::Boolean) {
            let no = format!("--no-{}", &name[2..]);
            all.push(Flag { name, takes: Takes::Nothing, required: false, of: Of::Switch(member, true) });
            all.push(Flag {
                name: no,
                takes: Takes::Nothing,
                required: false,
                of: Of::Switch(member, false),
            });
            continue;
        }
        let takes = if matches!(member.shape.kind, Kind::List(_)) { Takes::Many } else { Takes::One };
        all.push(Flag { name, takes, required: member.required, of: Of::Member(member) });
    }
    let mut add = |name: &str, takes, of| {
        all.push(Flag { name: name.into(), takes, required: false, of });
    };
    add("--cli-input-json", Takes::One, Of::CliInputJson);
    if version == Version::V2 {
        add("--cli-input-yaml", Takes::One, Of::CliInputYaml);
    }
    if let Some(pages) = &operation.pages {
        add("--starting-token", Takes::One, Of::StartingToken);
        if pages.limit.is_some() {
            add("--page-size", Takes::One, Of::PageSize);
        }
        add("--max-items", Takes::One, Of::MaxItems);
    }
    add("--generate-cli-skeleton", Takes::Maybe, Of::Skeleton);
    all
}
