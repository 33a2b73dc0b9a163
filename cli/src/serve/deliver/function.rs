//! Functions that change records: servers that answer a POST, as emulators of AWS Lambda do, and commands.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use kinetoscope::firehose::errand::{Outcome, Refused, Unreachable};
use kinetoscope::world::errands::functions::name_of;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::time::timeout;

use super::blocking;
use super::http;
use super::routes::{Function, Routes};

/// How long a function may take. Source: the developer guide.
const TIME_MAX: Duration = Duration::from_secs(300);
const TOO_LONG: &str = "Firehose encountered timeout errors when calling AWS Lambda. The maximum supported function timeout is 5 minutes.";
/// What Lambda says of a function that threw.
const THROWN: &str = "The Lambda function was successfully invoked but it returned an error result.";
/// The header of an answer of Lambda that tells of an error.
const FUNCTION_ERROR: &str = "x-amz-function-error";

/// Calls a function with an event.
pub(super) async fn call(routes: &Arc<Routes>, arn: &str, event: Vec<u8>) -> Outcome {
    match routes.function(name_of(arn)).cloned() {
        Some(Function::Url(url)) => blocking(move || by_url(&url, &event)).await,
        Some(Function::Command(command)) => by_command(&command, &event).await,
        None => refused("Lambda.ResourceNotFound", format!("Function not found: {arn}")),
    }
}

fn by_url(url: &str, event: &[u8]) -> Outcome {
    match http::post(url, &[("content-type", "application/json")], event, TIME_MAX) {
        Ok(answer) if answer.status == 429 => refused("Lambda.InvokeLimitExceeded", "Rate exceeded"),
        Ok(answer) if answer.status != 200 || answer.header(FUNCTION_ERROR).is_some() => {
            refused("Lambda.FunctionError", THROWN)
        }
        Ok(answer) => Outcome::Returned(answer.body),
        Err(Unreachable::RequestTimeout) => refused("Lambda.FunctionRequestTimedOut", TOO_LONG),
        Err(_) => refused("Lambda.InternalServerError", format!("{url} does not answer.")),
    }
}

/// Runs a command by the shell. It ends with 0, or the function has thrown.
async fn by_command(command: &str, event: &[u8]) -> Outcome {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut program = Command::new(shell);
    program.arg(option).arg(command).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
    let ran = async {
        let mut child = program.spawn()?;
        let mut stdin = child.stdin.take().expect("it is piped");
        // Who does not read its event may end before all of it is written.
        let write = async move { _ = stdin.write_all(event).await };
        let (_, output) = tokio::join!(write, child.wait_with_output());
        output
    };
    match timeout(TIME_MAX, ran).await {
        Err(_) => refused("Lambda.FunctionRequestTimedOut", TOO_LONG),
        Ok(Ok(output)) if output.status.success() => Outcome::Returned(output.stdout),
        Ok(Ok(_)) => refused("Lambda.FunctionError", THROWN),
        Ok(Err(error)) => refused("Lambda.InternalServerError", format!("{command}: {error}")),
    }
}

fn refused(code: &'static str, message: impl Into<std::borrow::Cow<'static, str>>) -> Outcome {
    Outcome::Failed(Refused::new(code, message))
}
