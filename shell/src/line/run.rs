//! Running commands.

use std::time::Duration;

use super::parse::{Command, Content, Join, Pipeline, Script, Word};
use super::{Output, Shell};
use crate::aws;
use crate::host::Host;
use crate::manual;
use crate::tools;

/// How often `watch` runs its command; it has no end elsewhere.
const WATCH_TIMES: u32 = 5;
/// How long it waits between, unless told.
const WATCH_INTERVAL: Duration = Duration::from_secs(2);
/// A longer sleep is taken for a slip.
const SLEEP_MAX: Duration = Duration::from_secs(366 * 24 * 3600);

/// Runs a script.
pub(super) async fn script<H: Host>(shell: &mut Shell, script: &Script, host: &mut H) -> Output {
    let mut output = Output::default();
    for (join, pipeline) in script {
        let runs = match join {
            Join::Always => true,
            Join::AfterSuccess => output.status == 0,
            Join::AfterFailure => output.status != 0,
        };
        if runs {
            let done = run_pipeline(shell, pipeline, host).await;
            shell.status = done.status;
            output.add(done);
        }
    }
    output
}

async fn run_pipeline<H: Host>(shell: &mut Shell, pipeline: &Pipeline, host: &mut H) -> Output {
    let mut output = Output::default();
    for command in pipeline {
        let piped = std::mem::take(&mut output.text);
        let done = run_command(shell, command, piped, host).await;
        output.add(done);
    }
    output
}

async fn run_command<H: Host>(
    shell: &mut Shell,
    command: &Command,
    mut piped: Vec<u8>,
    host: &mut H,
) -> Output {
    let mut output = Output::default();
    if let Some(word) = &command.input {
        piped = joined(shell, word, host, &mut output).await.into_bytes();
    }
    let mut words = Vec::new();
    for word in &command.words {
        words.extend(fields(shell, word, host, &mut output).await);
    }
    let mut assigned = Vec::new();
    for (name, word) in &command.assignments {
        assigned.push((name.clone(), joined(shell, word, host, &mut output).await));
    }
    if words.is_empty() {
        shell.variables.extend(assigned);
        // The status is that of the last substitution.
        return output;
    }
    // What stands before a command is for the command, and nothing here reads it.
    output.status = 0;
    let done = run_words(shell, &words, &piped, host).await;
    output.add(done);
    output
}

/// Runs a command whose words are known.
async fn run_words<H: Host>(shell: &mut Shell, words: &[String], piped: &[u8], host: &mut H) -> Output {
    let (name, arguments) = words.split_first().expect("there is a first word");
    match name.as_str() {
        "aws" => aws::run(&shell.catalog, shell.version, arguments, piped, host).await,
        "sleep" => sleep(arguments, host).await,
        "watch" => watch(shell, arguments, host).await,
        "history" => {
            let numbered = shell.history.iter().enumerate();
            Output::text(numbered.map(|(at, line)| format!("{:5}  {line}\n", at + 1)).collect::<String>())
        }
        "clear" => Output { clears: true, ..Output::default() },
        "help" => Output::text(manual::overview()),
        "man" => manual::page(&shell.catalog, arguments),
        "unset" => {
            arguments.iter().for_each(|name| _ = shell.variables.remove(name));
            Output::default()
        }
        "export" => export(shell, arguments),
        "true" => Output::default(),
        "false" => Output { status: 1, ..Output::default() },
        _ => tools::run(name, arguments, piped).unwrap_or_else(|| unknown(name)),
    }
}

fn unknown(name: &str) -> Output {
    let mut output = Output::error(format_args!("{name}: command not found"), 127);
    output.hint = Some("`help` lists the commands that there are.".into());
    output
}

fn export(shell: &mut Shell, arguments: &[String]) -> Output {
    for argument in arguments {
        if let Some((name, value)) = argument.split_once('=') {
            shell.variables.insert(name.into(), value.into());
        }
    }
    Output::default()
}

async fn sleep<H: Host>(arguments: &[String], host: &mut H) -> Output {
    let [text] = arguments else { return Output::error("sleep: how long? For example: sleep 5", 1) };
    match duration(text) {
        Some(length) => {
            host.advance(length).await;
            Output::default()
        }
        None => Output::error(format_args!("sleep: invalid time interval ‘{text}’"), 1),
    }
}

/// `5`, `0.5s`, `2m`, `1h`, `1d`.
fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = match text.find(['s', 'm', 'h', 'd']) {
        Some(at) => text.split_at(at),
        None => (text, "s"),
    };
    let seconds = match unit {
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0)?;
    Duration::try_from_secs_f64(number * seconds).ok().filter(|length| *length <= SLEEP_MAX)
}

/// Runs a command again and again, and lets time pass between.
async fn watch<H: Host>(shell: &mut Shell, arguments: &[String], host: &mut H) -> Output {
    let (interval, words) = match arguments {
        [flag, text, words @ ..] if flag == "-n" => match duration(text) {
            Some(interval) => (interval, words),
            None => return Output::error(format_args!("watch: failed to parse argument: '{text}'"), 1),
        },
        words => (WATCH_INTERVAL, words),
    };
    if words.is_empty() || words[0] == "watch" {
        return Output::error("watch: which command? For example: watch -n 5 aws kinesis list-streams", 1);
    }
    let mut output = Output::default();
    for time in 0..WATCH_TIMES {
        if time > 0 {
            host.advance(interval).await;
            output.text.push(b'\n');
        }
        let head = format!(
            "Every {:.1}s: {} ({} of {WATCH_TIMES})\n\n",
            interval.as_secs_f64(),
            words.join(" "),
            time + 1
        );
        output.text.extend(head.into_bytes());
        let done = Box::pin(run_words(shell, words, b"", host)).await;
        output.add(done);
    }
    output
}

/// The words that a word becomes: none, one or several.
async fn fields<H: Host>(shell: &mut Shell, word: &Word, host: &mut H, output: &mut Output) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    // Whether the last field goes on with the next part.
    let mut open = false;
    for part in word {
        let text = content(shell, &part.content, host, output).await;
        let splits = !part.quoted && !matches!(part.content, Content::Text(_));
        if !splits {
            if !open {
                fields.push(String::new());
            }
            fields.last_mut().expect("one is open").push_str(&text);
            open = true;
            continue;
        }
        open &= !text.starts_with(char::is_whitespace);
        for piece in text.split_whitespace() {
            if !open {
                fields.push(String::new());
            }
            fields.last_mut().expect("one is open").push_str(piece);
            open = false;
        }
        open = !text.is_empty() && !text.ends_with(char::is_whitespace) && !fields.is_empty();
    }
    fields
}

/// A word that stays one.
async fn joined<H: Host>(shell: &mut Shell, word: &Word, host: &mut H, output: &mut Output) -> String {
    let mut joined = String::new();
    for part in word {
        joined.push_str(&content(shell, &part.content, host, output).await);
    }
    joined
}

async fn content<H: Host>(shell: &mut Shell, content: &Content, host: &mut H, output: &mut Output) -> String {
    match content {
        Content::Text(text) => text.clone(),
        Content::Variable(name) if name == "?" => shell.status.to_string(),
        Content::Variable(name) => shell.variables.get(name).cloned().unwrap_or_default(),
        Content::Run(inner) => {
            let before = shell.variables.clone();
            let mut done = Box::pin(script(shell, inner, host)).await;
            shell.variables = before;
            let text = std::mem::take(&mut done.text);
            output.add(done);
            String::from_utf8_lossy(&text).trim_end_matches('\n').into()
        }
    }
}
