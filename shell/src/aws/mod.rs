//! `aws <service> <operation> [--flags]`: what the AWS CLI reads, calls and prints.
//!
//! Source of all texts and orders: aws-cli 2.36.7 and 1.46.2, whose outputs `tests/real.rs` compares where they are installed.

mod answer;
mod arguments;
mod call;
mod failure;
mod flags;
mod globals;
mod input;
mod pages;
pub(crate) mod s3;
mod shorthand;
mod skeleton;
mod timestamps;
mod validate;

use crate::catalog::{Catalog, Operation, Service};
use crate::host::Host;
use crate::line::Output;
use crate::manual;
pub(crate) use failure::Failure;
pub(crate) use flags::{Flag, Takes, flags};
use globals::Globals;
pub(crate) use globals::{GLOBALS, Global};

/// How a flag takes what comes through the pipe.
const STANDARD_INPUT: &str = "file:///dev/stdin";

const READ_TWICE: &str = "The AWS CLI reads the file of --cli-input-json twice, and what comes through a pipe can be read once. \
    Write --cli-input-json \"$(cat <<EOF\" and, behind the lines of JSON and EOF, )\".";

/// What `aws --version` says first.
pub(crate) const RELEASES: [&str; 2] = ["1.46.2", "2.36.7"];

/// Which release of the AWS CLI to behave like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 1: blobs are given as they are, times printed as the service sends them.
    V1,
    /// 2: blobs are given as base64, times printed as dates.
    #[default]
    V2,
}

/// Runs the command with these arguments, without the `aws` before them.
pub(crate) async fn run<H: Host>(
    catalog: &Catalog,
    version: Version,
    arguments: &[String],
    piped: &[u8],
    host: &mut H,
) -> Output {
    let mut output = Output::default();
    let filled = with_standard_input(arguments, piped);
    if let Err(failure) = try_run(catalog, version, &filled, piped, host, &mut output).await {
        // What was remarked on what would be sent is true of nothing that was refused.
        let remark = output.hint.take().filter(|_| !matches!(failure, Failure::Service { .. }));
        output.hint = remark.or_else(|| failure.hint());
        if (0..arguments.len()).any(|at| is_read_twice(arguments, at)) {
            output.hint = Some(READ_TWICE.into());
        }
        output.errors.push_str(&failure.text(version));
        output.status = failure.status(version);
    }
    output
}

/// The arguments, with what comes through the pipe in place of the one file that there is.
fn with_standard_input(arguments: &[String], piped: &[u8]) -> Vec<String> {
    let read = |(at, argument): (usize, &String)| match argument == STANDARD_INPUT {
        true if is_read_twice(arguments, at) => String::new(),
        true => String::from_utf8_lossy(piped).into_owned(),
        false => argument.clone(),
    };
    arguments.iter().enumerate().map(read).collect()
}

/// Whether the AWS CLI reads what stands here a second time, when the pipe has nothing left.
fn is_read_twice(arguments: &[String], at: usize) -> bool {
    arguments[at] == STANDARD_INPUT && 0 < at && arguments[at - 1] == "--cli-input-json"
}

async fn try_run<H: Host>(
    catalog: &Catalog,
    version: Version,
    arguments: &[String],
    piped: &[u8],
    host: &mut H,
    output: &mut Output,
) -> Result<(), Failure> {
    let parsed = globals::parse(catalog, version, arguments)?;
    if parsed.wants_version {
        let release = RELEASES[usize::from(version == Version::V2)];
        output.text = format!("aws-cli/{release} Kinetoscope\n").into();
        return Ok(());
    }
    if parsed.command == "help" {
        output.text = manual::services(catalog).into();
        return Ok(());
    }
    if parsed.command == s3::NAME {
        return s3::run(version, &parsed.rest, piped, host, output).await;
    }
    let service =
        catalog.service(&parsed.command).ok_or_else(|| Failure::no_such_service(catalog, &parsed.command))?;
    let (command, rest) = arguments::operation(service, &parsed.rest)?;
    if command == "help" {
        output.text = manual::service(service).into();
        return Ok(());
    }
    let operation =
        service.operation(&command).ok_or_else(|| Failure::no_such_operation(service, &command))?;
    if rest == ["help"] {
        output.text = manual::operation(service, operation).into();
        return Ok(());
    }
    Command { service, operation, version, globals: parsed.globals }.run(&rest, host, output).await
}

/// A command whose operation is known.
struct Command<'c> {
    service: &'c Service,
    operation: &'c Operation,
    version: Version,
    globals: Globals,
}

impl Command<'_> {
    async fn run<H: Host>(&self, rest: &[String], host: &mut H, output: &mut Output) -> Result<(), Failure> {
        let given = arguments::flags(self.operation, self.version, rest)?;
        if let Some("input") = given.skeleton.as_deref() {
            output.text = (skeleton::of(&self.operation.input, false).to_json() + "\n").into();
            return Ok(());
        }
        let call = input::read(self, given)?;
        output.hint = call.hint.clone();
        if call.skeleton_of_output {
            output.text = self.print(skeleton::of(&self.operation.output, true))?.into();
            return Ok(());
        }
        let answers = call::answers(self, call, host, output).await?;
        output.text = self.format(answers)?.into();
        Ok(())
    }
}
