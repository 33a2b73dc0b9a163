//! Functions that change records: servers that answer a POST, as emulators of AWS Lambda do, and commands.

use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kinetoscope::errand::{Outcome, Refused, Unreachable};
use kinetoscope::world::errands::functions::name_of;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tracing::info;

use super::http;
use super::returned;
use super::routes::{Function, Routes};

/// How long a function may take. Source: the developer guide.
const TIME_MAX: Duration = Duration::from_secs(300);
const TOO_LONG: &str = "Firehose encountered timeout errors when calling AWS Lambda. The maximum supported function timeout is 5 minutes.";
/// What Lambda says of a function that threw.
const THROWN: &str = "The Lambda function was successfully invoked but it returned an error result.";
/// The header of an answer of Lambda that tells of an error.
const FUNCTION_ERROR: &str = "x-amz-function-error";

/// What came of a call, and what whoever wrote the function wants to know of it.
pub(super) struct Called {
    outcome: Outcome,
    /// What is wrong, beyond what the service says of it.
    trouble: Option<String>,
}

/// Calls a function with an event.
pub(super) async fn call(routes: &Arc<Routes>, arn: &str, event: Vec<u8>) -> Outcome {
    let name = name_of(arn);
    let called = match routes.function(name).cloned() {
        Some(Function::Url(url)) => {
            let called = spawn_blocking(move || by_url(&url, &event)).await;
            called.unwrap_or_else(|error| Called::refused("Lambda.InternalServerError", error.to_string()))
        }
        Some(Function::Command(command)) => by_command(name, &command, &event).await,
        None => Called::refused("Lambda.ResourceNotFound", format!("Function not found: {arn}")),
    };
    routes.troubles().tell(name, called.trouble.as_deref());
    called.outcome
}

fn by_url(url: &str, event: &[u8]) -> Called {
    match http::post(url, &[("content-type", "application/json")], event, TIME_MAX) {
        Ok(answer) if answer.status == 429 => Called::refused("Lambda.InvokeLimitExceeded", "Rate exceeded"),
        Ok(answer) if answer.status != 200 || answer.header(FUNCTION_ERROR).is_some() => {
            let said = returned::start_of(&answer.body);
            Called::thrown(format!("it answered with status {}: {said}", answer.status))
        }
        Ok(answer) => Called::returned(answer.body),
        Err(Unreachable::RequestTimeout) => Called::refused("Lambda.FunctionRequestTimedOut", TOO_LONG),
        Err(_) => Called::refused("Lambda.InternalServerError", format!("{url} does not answer.")),
    }
}

/// Runs a command by the shell. It ends with 0, or the function has thrown.
async fn by_command(name: &str, command: &str, event: &[u8]) -> Called {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut program = Command::new(shell);
    program.arg(option).arg(command).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program.kill_on_drop(true);
    let ran = async {
        let mut child = program.spawn()?;
        let mut stdin = child.stdin.take().expect("it is piped");
        // Who does not read its event may end before all of it is written.
        let write = async move { _ = stdin.write_all(event).await };
        let (_, output) = tokio::join!(write, child.wait_with_output());
        output
    };
    match timeout(TIME_MAX, ran).await {
        Err(_) => Called::refused("Lambda.FunctionRequestTimedOut", TOO_LONG),
        Ok(Ok(output)) if output.status.success() => {
            // What it writes for people, as the log of Lambda would have it.
            for line in String::from_utf8_lossy(&output.stderr).lines() {
                info!(function = name, "{line}");
            }
            Called::returned(output.stdout)
        }
        Ok(Ok(output)) => Called::thrown(last_words(&output)),
        Ok(Err(error)) => Called::refused("Lambda.InternalServerError", format!("{command}: {error}")),
    }
}

/// The program that a command begins with, where it is a plain word and the shell finds none.
pub(super) fn missing_program(command: &str) -> Option<&str> {
    let program = command.split_whitespace().next()?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_.+-/".contains(letter);
    if cfg!(windows) || !program.chars().all(is_plain) {
        return None;
    }
    let mut find = std::process::Command::new("sh");
    find.args(["-c", r#"command -v "$1""#, "sh", program]).stdin(Stdio::null()).stdout(Stdio::null());
    let found = find.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    (!found).then_some(program)
}

/// How a command ended, and the last that it said.
fn last_words(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it said nothing");
    format!("its command ended with {}: {last}", output.status)
}

impl Called {
    fn refused(code: &'static str, message: impl Into<std::borrow::Cow<'static, str>>) -> Self {
        Self { outcome: Outcome::Failed(Refused::new(code, message)), trouble: None }
    }

    fn thrown(trouble: String) -> Self {
        Self { trouble: Some(trouble), ..Self::refused("Lambda.FunctionError", THROWN) }
    }

    /// An answer, which may be that of a function that threw: Lambda's emulator says so in the body alone.
    fn returned(body: Vec<u8>) -> Self {
        match returned::trouble(&body) {
            Some(returned::Trouble::Thrown(what)) => Self::thrown(format!("it threw {what}")),
            Some(returned::Trouble::NotJson) => {
                let trouble = format!("its answer is no object of JSON: {}", returned::start_of(&body));
                Self { outcome: Outcome::Returned(body), trouble: Some(trouble) }
            }
            None => Self { outcome: Outcome::Returned(body), trouble: None },
        }
    }
}
