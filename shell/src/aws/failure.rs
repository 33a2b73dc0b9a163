//! What the AWS CLI says when it does not do something, and with which status it ends.

use super::{Version, s3};
use crate::catalog::{Catalog, Service};
use crate::words;

const USAGE: &str = "\
usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
";

/// What version 1 puts before each usage.
const NOTE: &str = "usage: \rNote: AWS CLI version 2, the latest major version of the AWS CLI, is now stable and recommended \
    for general use. For more information, see the AWS CLI version 2 installation instructions at: \
    https://docs.aws.amazon.com/cli/latest/userguide/install-cliv2.html\n\n";

/// How like a text must be to be suggested.
const LIKENESS_MIN: f64 = 0.8;
/// How many texts are suggested at most.
const SUGGESTIONS_MAX: usize = 3;

/// Why a command failed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Failure {
    /// The flags do not fit the command.
    Usage(String),
    /// A text is none of those that it may be.
    Choice { argument: String, given: String, choices: Vec<String> },
    /// There are no such flags.
    Unknown(Vec<String>),
    /// What a flag says cannot be read, or is not what the operation takes.
    Param(String),
    /// Anything else before the call.
    General(String),
    /// A file was asked for.
    File { argument: String, path: String },
    /// Something that the AWS CLI has and this shell has not, with what helps.
    NotHere { message: String, hint: &'static str },
    /// The service refused.
    Service { operation: String, code: String, message: String },
}

impl Failure {
    /// A flag whose text cannot be read.
    pub(crate) fn parsing(argument: &str, reason: impl std::fmt::Display) -> Self {
        Self::Param(format!("Error parsing parameter '{argument}': {reason}"))
    }

    pub(super) fn no_such_service(catalog: &Catalog, given: &str) -> Self {
        let mut choices: Vec<_> = catalog.services.iter().map(|service| service.name.clone()).collect();
        choices.extend([s3::NAME.into(), "help".into()]);
        Self::Choice { argument: "command".into(), given: given.into(), choices }
    }

    pub(super) fn no_such_operation(service: &Service, given: &str) -> Self {
        let mut choices: Vec<_> =
            service.operations.iter().map(|operation| operation.command.clone()).collect();
        choices.push("help".into());
        Self::Choice { argument: "operation".into(), given: given.into(), choices }
    }

    /// The status of the command.
    pub(crate) fn status(&self, version: Version) -> i32 {
        match (self, version) {
            (Self::Usage(_) | Self::Choice { .. }, Version::V1) => 2,
            (Self::Service { .. }, Version::V2) => 254,
            (Self::General(_) | Self::NotHere { .. }, Version::V2) | (_, Version::V1) => 255,
            (_, Version::V2) => 252,
        }
    }

    /// What is printed.
    pub(crate) fn text(&self, version: Version) -> String {
        match version {
            Version::V1 => self.text_of_first(),
            Version::V2 => self.text_of_second(),
        }
    }

    fn text_of_first(&self) -> String {
        match self {
            Self::Usage(message) => format!("{NOTE}{USAGE}aws: error: {message}\n"),
            Self::Choice { argument, given, choices } => {
                let table: String = choices
                    .chunks(2)
                    .map(|pair| {
                        pair.iter().map(|word| format!("{word:40}")).collect::<Vec<_>>().join(" | ") + "\n"
                    })
                    .collect();
                let message = format!(
                    "argument {argument}: Invalid choice, valid choices are:\n\n{}",
                    table.trim_end_matches('\n')
                );
                // Only where the AWS CLI parses its own commands does version 1 say what may have been meant.
                let close = if argument == "subcommand" { closest(given, choices) } else { Vec::new() };
                let meant: String = close.iter().map(|word| format!("\n  * {word}")).collect();
                if meant.is_empty() {
                    return format!("{NOTE}{USAGE}aws: error: {message}\n");
                }
                format!(
                    "{NOTE}{USAGE}aws: error: {message}\n\n\nInvalid choice: '{given}', maybe you meant:\n{meant}\n"
                )
            }
            Self::Unknown(flags) => format!("{NOTE}{USAGE}\nUnknown options: {}\n", flags.join(", ")),
            // Version 2 moves what could not be read by a column, and forgets the mark below it.
            other => format!("\n{}\n", other.message().replace(" for input:\n ", " for input:\n")),
        }
    }

    fn text_of_second(&self) -> String {
        match self {
            Self::Usage(message) => {
                format!("\naws: [ERROR]: An error occurred (ParamValidation): {message}\n\n{USAGE}")
            }
            Self::Choice { argument, given, choices } => {
                let mut message = format!("argument {argument}: Found invalid choice '{given}'\n");
                let close = closest(given, choices);
                if !close.is_empty() {
                    message.push_str("\nMaybe you meant:\n");
                    message.extend(close.iter().map(|word| format!("\n  * {word}")));
                }
                Self::Usage(message).text_of_second()
            }
            Self::Unknown(flags) => {
                format!("\n{USAGE}\n\naws: [ERROR]: Unknown options: {}\n", flags.join(", "))
            }
            Self::Param(_) | Self::File { .. } => {
                format!("\naws: [ERROR]: An error occurred (ParamValidation): {}\n", self.message())
            }
            other => format!("\naws: [ERROR]: {}\n", other.message()),
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Usage(message)
            | Self::Param(message)
            | Self::General(message)
            | Self::NotHere { message, .. } => message.clone(),
            Self::File { argument, path } => {
                let place = path.split_once("://").map_or(path.as_str(), |(_, place)| place);
                let reason = format!(
                    "Unable to load paramfile {path}: [Errno 2] No such file or directory: '{place}'"
                );
                format!("Error parsing parameter '{argument}': {reason}")
            }
            Self::Service { operation, code, message } => {
                format!("An error occurred ({code}) when calling the {operation} operation: {message}")
            }
            Self::Choice { .. } | Self::Unknown(_) => String::new(),
        }
    }

    /// What helps where the text alone does not.
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Self::File { .. } => {
                Some("There are no files here. Write the value itself, or keep it in a variable: NAME='...'.".into())
            }
            Self::NotHere { hint, .. } => Some((*hint).into()),
            Self::General(message) if message.starts_with("Invalid base64") => Some(
                "Version 2 of the AWS CLI takes bytes as base64. Add --cli-binary-format raw-in-base64-out to give them \
                 as they are."
                    .into(),
            ),
            _ => None,
        }
    }
}

/// What may have been meant.
fn closest<'c>(given: &str, choices: &'c [String]) -> Vec<&'c str> {
    words::closest(given, choices, LIKENESS_MIN, SUGGESTIONS_MAX)
}
