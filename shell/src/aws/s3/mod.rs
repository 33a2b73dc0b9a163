//! `aws s3`: the AWS CLI's own commands over S3, which are no operations.
//!
//! Source: the modules below `awscli/customizations/s3/` of aws-cli 2.36.7. Objects are transferred one after the other,
//! in the order of their keys, and no progress is printed, because the last of it is wiped away.

mod bucket;
mod client;
mod filter;
mod flags;
mod list;
mod place;
mod transfer;
mod xml;

use super::Version;
use super::arguments::{Step, walk};
use super::failure::Failure;
use crate::host::Host;
use crate::line::Output;
use crate::manual;
use client::Client;
pub(crate) use flags::{COMMANDS, Command, Flag};

/// What the AWS CLI calls it.
pub(crate) const NAME: &str = "s3";

/// Commands that are not here: they need files, websites or signatures, of which there are none.
const NOT_HERE: [&str; 3] = ["website", "sync", "presign"];

/// What a command was given.
#[derive(Debug)]
struct Given {
    command: &'static Command,
    words: Vec<String>,
    /// Flags with what stands behind them, in order.
    flags: Vec<(&'static str, Vec<String>)>,
}

impl Given {
    fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|(name, _)| *name == flag)
    }

    /// What stands behind a flag; the last one counts.
    fn value(&self, flag: &str) -> Option<&str> {
        let (_, values) = self.flags.iter().rev().find(|(name, _)| *name == flag)?;
        values.first().map(String::as_str)
    }

    fn page_size(&self) -> Result<Option<u32>, Failure> {
        let Some(text) = self.value("--page-size") else { return Ok(None) };
        let read = text.trim().parse();
        read.map(Some)
            .map_err(|_| Failure::General(format!("invalid literal for int() with base 10: '{text}'")))
    }
}

/// Runs what stands behind `aws s3`.
pub(super) async fn run<H: Host>(
    version: Version,
    arguments: &[String],
    piped: &[u8],
    host: &mut H,
    output: &mut Output,
) -> Result<(), Failure> {
    let (command, rest) = command(version, arguments)?;
    let Some(command) = command else {
        output.text = manual::s3().into();
        return Ok(());
    };
    if rest == ["help"] {
        output.text = manual::s3_command(command).into();
        return Ok(());
    }
    let given = read(command, &rest)?;
    let mut client = Client { host, output };
    match command.name {
        "ls" => list::run(&given, &mut client).await,
        "mb" => bucket::make(&given, &mut client).await,
        "rb" => bucket::remove(&given, &mut client).await,
        _ => transfer::run(&given, piped, &mut client).await,
    }
}

/// The command, none for `help`, and the arguments without it.
fn command(
    version: Version,
    arguments: &[String],
) -> Result<(Option<&'static Command>, Vec<String>), Failure> {
    let Some((name, rest)) = arguments.split_first() else {
        return Err(Failure::Param(match version {
            Version::V1 => {
                "usage: aws [options] <command> <subcommand> [parameters]\naws: error: too few arguments"
                    .into()
            }
            Version::V2 => {
                "usage: aws [options] s3 <subcommand> [parameters]\naws: [ERROR]: too few arguments".into()
            }
        }));
    };
    if name == "help" {
        return Ok((None, rest.to_vec()));
    }
    if let Some(command) = COMMANDS.iter().find(|command| command.name == *name) {
        return Ok((Some(command), rest.to_vec()));
    }
    if NOT_HERE.contains(&name.as_str()) {
        return Err(not_here(&format!("aws s3 {name}")));
    }
    if name.starts_with('-') {
        return Err(unknown(std::slice::from_ref(name)));
    }
    let choices = ["ls", "website", "cp", "mv", "rm", "sync", "mb", "rb", "presign"].map(String::from).into();
    Err(Failure::Choice { argument: "subcommand".into(), given: name.clone(), choices })
}

/// What is said of what is not here.
pub(super) fn not_here(what: &str) -> Failure {
    Failure::NotHere {
        message: format!("{what} is not here."),
        hint: "aws s3 has ls, cp, mv, rm, mb and rb here.",
    }
}

fn unknown(words: &[String]) -> Failure {
    Failure::Param(format!("Unknown options: {}", words.join(",")))
}

/// Sorts the arguments of a command.
fn read(command: &'static Command, arguments: &[String]) -> Result<Given, Failure> {
    let mut given = Given { command, words: Vec::new(), flags: Vec::new() };
    let mut surplus = Vec::new();
    for step in walk(command.flags, arguments)? {
        match step {
            Step::Word(word) if given.words.len() < command.words_max => given.words.push(word),
            Step::Word(word) | Step::Unknown(word) => surplus.push(word),
            Step::Flag(flag, values) => {
                flag.check(&values)?;
                given.flags.push((flag.name, values));
            }
        }
    }
    if given.words.len() < command.words_min {
        let name = command.words_name;
        return Err(Failure::Usage(format!("the following arguments are required: {name}")));
    }
    if surplus.is_empty() { Ok(given) } else { Err(unknown(&surplus)) }
}
