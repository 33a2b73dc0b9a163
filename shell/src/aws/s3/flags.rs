//! The commands of `aws s3` and their flags.

use super::super::arguments::Known;
use super::super::failure::Failure;
use super::super::flags::Takes;

/// A command.
#[derive(Debug)]
pub(crate) struct Command {
    /// `cp`, for one.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// The places that it takes, as the AWS CLI writes them.
    pub(crate) usage: &'static str,
    /// What the AWS CLI calls these places where they are missing.
    pub(super) words_name: &'static str,
    pub(super) words_min: usize,
    pub(super) words_max: usize,
    /// Its flags.
    pub(crate) flags: &'static [Flag],
}

/// A flag of a command.
#[derive(Debug)]
pub(crate) struct Flag {
    /// With its hyphens.
    pub(crate) name: &'static str,
    takes: Takes,
    choices: &'static [&'static str],
    /// What it is for; empty where it does nothing here.
    pub(crate) about: &'static str,
}

impl Flag {
    const fn switch(name: &'static str, about: &'static str) -> Self {
        Self { name, takes: Takes::Nothing, choices: &[], about }
    }

    const fn option(name: &'static str, about: &'static str) -> Self {
        Self { name, takes: Takes::One, choices: &[], about }
    }

    const fn ignored(name: &'static str, takes: Takes) -> Self {
        Self { name, takes, choices: &[], about: "" }
    }

    /// Whether the next word belongs to it.
    pub(crate) fn takes_value(&self) -> bool {
        self.takes != Takes::Nothing
    }

    /// Refuses what it may not be.
    pub(super) fn check(&self, values: &[String]) -> Result<(), Failure> {
        let wrong =
            values.iter().find(|value| !self.choices.is_empty() && !self.choices.contains(&value.as_str()));
        let Some(given) = wrong else { return Ok(()) };
        let choices = self.choices.iter().map(|choice| (*choice).into()).collect();
        Err(Failure::Choice { argument: self.name.into(), given: given.clone(), choices })
    }
}

impl Known for Flag {
    fn name(&self) -> &str {
        self.name
    }

    fn takes(&self) -> Takes {
        self.takes
    }
}

const DRY_RUN: Flag = Flag::switch("--dryrun", "Say what would be done, and do nothing.");
const QUIET: Flag = Flag::switch("--quiet", "Print nothing.");
const ONLY_SHOW_ERRORS: Flag = Flag::switch("--only-show-errors", "Print only what went wrong.");
const EXCLUDE: Flag = Flag::option("--exclude", "Leave out what fits a pattern: \"*.gz\".");
const INCLUDE: Flag = Flag::option("--include", "Take what fits a pattern, though it was left out before.");
const PAGE_SIZE: Flag = Flag::option("--page-size", "How many objects each request for a list asks for.");
const REQUEST_PAYER: Flag = Flag::ignored("--request-payer", Takes::Maybe);

/// All commands, in the order in which they are told of.
pub(crate) const COMMANDS: &[Command] = &[
    Command {
        name: "ls",
        about: "List buckets, or what is in one.",
        usage: "<S3Uri> or NONE",
        words_name: "paths",
        words_min: 0,
        words_max: 1,
        flags: &[
            Flag::switch("--recursive", "List all objects below the prefix, with their keys."),
            PAGE_SIZE,
            Flag::switch("--human-readable", "Print sizes with their unit."),
            Flag::switch("--summarize", "Print how many objects there are and how large they are together."),
            REQUEST_PAYER,
            Flag::option("--bucket-name-prefix", "List only buckets whose names begin so."),
            Flag::ignored("--bucket-region", Takes::One),
        ],
    },
    Command {
        name: "cp",
        about: "Copy an object, print it, or make one of what comes through a pipe: - stands for both.",
        usage: "<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>",
        words_name: "paths",
        words_min: 2,
        words_max: 2,
        flags: TRANSFER,
    },
    Command {
        name: "mv",
        about: "Move objects from place to place in S3.",
        usage: "<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>",
        words_name: "paths",
        words_min: 2,
        words_max: 2,
        flags: TRANSFER,
    },
    Command {
        name: "rm",
        about: "Delete objects.",
        usage: "<S3Uri>",
        words_name: "paths",
        words_min: 1,
        words_max: 1,
        flags: &[
            DRY_RUN,
            QUIET,
            Flag::switch("--recursive", "Delete all objects below the prefix."),
            REQUEST_PAYER,
            INCLUDE,
            EXCLUDE,
            ONLY_SHOW_ERRORS,
            PAGE_SIZE,
        ],
    },
    Command {
        name: "mb",
        about: "Make a bucket.",
        usage: "<S3Uri>",
        words_name: "path",
        words_min: 1,
        words_max: 1,
        flags: &[],
    },
    Command {
        name: "rb",
        about: "Remove an empty bucket.",
        usage: "<S3Uri>",
        words_name: "path",
        words_min: 1,
        words_max: 1,
        flags: &[Flag::switch("--force", "Delete what is in the bucket first.")],
    },
];

/// The flags of what moves objects.
const TRANSFER: &[Flag] = &[
    Flag::switch("--recursive", "Do so with all objects below the prefix."),
    DRY_RUN,
    QUIET,
    INCLUDE,
    EXCLUDE,
    ONLY_SHOW_ERRORS,
    Flag::option("--content-type", "What kind of text or bytes the object is."),
    Flag::option("--content-encoding", "How the object is packed: gzip."),
    Flag {
        name: "--metadata-directive",
        takes: Takes::One,
        choices: &["COPY", "REPLACE"],
        about: "Whether a copy has the type of its source (COPY) or the one that is given (REPLACE).",
    },
    PAGE_SIZE,
    Flag {
        name: "--acl",
        takes: Takes::One,
        choices: &[
            "private",
            "public-read",
            "public-read-write",
            "authenticated-read",
            "aws-exec-read",
            "bucket-owner-read",
            "bucket-owner-full-control",
            "log-delivery-write",
        ],
        about: "",
    },
    REQUEST_PAYER,
    Flag::ignored("--follow-symlinks", Takes::Nothing),
    Flag::ignored("--no-follow-symlinks", Takes::Nothing),
    Flag::ignored("--no-guess-mime-type", Takes::Nothing),
    Flag::ignored("--sse", Takes::Maybe),
    Flag::ignored("--sse-kms-key-id", Takes::One),
    Flag::ignored("--storage-class", Takes::One),
    Flag::ignored("--grants", Takes::Many),
    Flag::ignored("--cache-control", Takes::One),
    Flag::ignored("--content-disposition", Takes::One),
    Flag::ignored("--content-language", Takes::One),
    Flag::ignored("--expires", Takes::One),
    Flag::ignored("--source-region", Takes::One),
    Flag::ignored("--no-progress", Takes::Nothing),
    Flag::ignored("--progress-frequency", Takes::One),
    Flag::ignored("--progress-multiline", Takes::Nothing),
    Flag::ignored("--ignore-glacier-warnings", Takes::Nothing),
    Flag::ignored("--force-glacier-transfer", Takes::Nothing),
    Flag::ignored("--checksum-mode", Takes::One),
    Flag::ignored("--checksum-algorithm", Takes::One),
    Flag::ignored("--copy-props", Takes::One),
    Flag::ignored("--expected-size", Takes::One),
];
