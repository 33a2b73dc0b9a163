//! What operations answer, as transcripts: the files below `transcripts/`, each request in JSON and in CBOR.
//!
//! A file is a list of sections, each a sentence after `===`, with a world of its own. Its lines are settings after `>`
//! (`transition` in milliseconds, `shard-limit`, `application-limit`, `limits`), times that pass (`+1500`, in milliseconds), and requests.
//! Below a request, indented, stands its answer, written by `UPDATE_EXPECT=1` and then read by a person: the status, and
//! the body or the type and words of a refusal. `-> a.b, c.0` after a request shows only these members of the answer.
//! `Events 1` asks the second answer of the section that goes on what it has to say, `Events 1 -> a.b` for these members.
//! `20 x` before it makes 20 of it, one a millisecond, `${n}` in them counting from 0, and shows how often each answer came.
//!
//! Operations of Data Analytics have the version of its API before their names, `v2 CreateApplication`, and speak JSON alone.
//!
//! In a request, `${a*129}` is 129 times `a`, `${0x1f}` the decimal 31, `${x.b.0}` a member of the answer to the request
//! labelled `x:`, and `${b.0}` of the last answer that has it. What was written so is shown so again; tokens that say nothing
//! to a reader are not shown.

use std::fmt::Write;

use crate::support::{Answer, Twin};
use expect_test::{ExpectFile, expect_file};
use kinetoscope::time::Duration;
use kinetoscope::world::Settings;
use serde_json::Value;

/// A test for each file.
macro_rules! transcripts {
    ($($(#[$about:meta])* $name:ident)*) => {$(
        $(#[$about])*
        #[test]
        fn $name() {
            let text = include_str!(concat!("transcripts/", stringify!($name), ".txt"));
            check(text, expect_file![concat!("transcripts/", stringify!($name), ".txt")]);
        }
    )*};
}

transcripts! {
    applications_of_both_versions
    applications_of_the_newer_version
    applications_of_the_older_version
    consumers
    creating_and_deleting
    describing
    dry_runs
    fan_out
    iterators
    listing
    putting
    queues
    quotas
    reading
    resharding
    retention
    settings
    tags
}

/// Members whose values are opaque, and say nothing to a reader.
const OPAQUE: [&str; 4] = ["ShardIterator", "NextShardIterator", "NextToken", "ReceiptHandle"];

#[track_caller]
fn check(text: &str, expected: ExpectFile) {
    let mut sections = text.split("=== ");
    let mut shown = sections.next().unwrap_or_default().to_owned();
    for section in sections {
        let (name, lines) = section.split_once('\n').unwrap_or((section, ""));
        writeln!(shown, "=== {name}").unwrap();
        shown += &Section::new(lines).run(lines);
    }
    expected.assert_eq(&shown);
}

/// A run of one section.
struct Section {
    twin: Twin,
    /// The answers so far, each with the label of its request.
    answers: Vec<(String, Value)>,
    /// What was written shorter, as it stands in the file and in full.
    shortened: Vec<(String, String)>,
}

impl Section {
    fn new(lines: &str) -> Self {
        let mut settings = Settings::default();
        for setting in lines.lines().filter_map(|line| line.strip_prefix("> ")) {
            let (name, value) = setting.split_once(' ').unwrap_or((setting, "0"));
            let value: u32 = value.parse().expect("settings are numbers");
            match name {
                "transition" => {
                    settings.streams.transition = Duration::from_millis(value.into());
                    settings.analytics.transition = Duration::from_millis(value.into());
                }
                "application-limit" => settings.analytics.application_limit = value,
                "shard-limit" => settings.streams.shard_limit = value,
                "limits" => settings.streams.enforce_limits = true,
                name => panic!("no setting is called {name}"),
            }
        }
        Self { twin: Twin::new(settings), answers: Vec::new(), shortened: Vec::new() }
    }

    /// The lines with the answers that they get now.
    fn run(&mut self, lines: &str) -> String {
        let mut shown = String::new();
        for line in lines.lines().filter(|line| !line.starts_with("    ")) {
            writeln!(shown, "{line}").unwrap();
            if let Some(millis) = line.strip_prefix('+') {
                self.twin.advance(Duration::from_millis(millis.parse().expect("a number of milliseconds")));
            } else if let Some((times, line)) = repeated(line) {
                for (count, answer) in self.ask_often(times, line) {
                    writeln!(shown, "    {count} x {answer}").unwrap();
                }
            } else if let Some(asked) = line.strip_prefix("Events ") {
                for event in self.events(asked) {
                    writeln!(shown, "    {event}").unwrap();
                }
            } else if !line.is_empty() && !line.starts_with("> ") {
                writeln!(shown, "    {}", self.ask(line)).unwrap();
            }
        }
        shown
    }

    /// The answers to a request made again and again, each with how often it came in a row.
    fn ask_often(&mut self, times: usize, line: &str) -> Vec<(usize, String)> {
        let mut runs: Vec<(usize, String)> = Vec::new();
        for n in 0..times {
            let answer = self.ask(&line.replace("${n}", &n.to_string()));
            self.twin.advance(Duration::from_millis(1));
            match runs.last_mut().filter(|(_, last)| *last == answer) {
                Some((count, _)) => *count += 1,
                None => runs.push((1, answer)),
            }
        }
        runs
    }

    /// What an answer that goes on has to say, an event each, and how it stands then.
    fn events(&mut self, asked: &str) -> Vec<String> {
        let (number, paths) =
            asked.split_once(" -> ").map_or((asked, None), |(number, paths)| (number, Some(paths)));
        let (events, is_over) = self.twin.events(number.parse().expect("the number of an answer"));
        let told = |(kind, payload): (String, Value)| match kind.strip_prefix("SubscribeToShard") {
            Some(kind) => format!("{kind} {}", members(&payload, paths)),
            None => format!("{kind}: {payload}"),
        };
        let end = if is_over { "ended" } else { "pending" };
        events.into_iter().map(told).chain([end.to_owned()]).collect()
    }

    fn ask(&mut self, line: &str) -> String {
        let (request, paths) =
            line.split_once(" -> ").map_or((line, None), |(request, paths)| (request, Some(paths)));
        let (operation, body) = request.split_once(" {").unwrap_or((request, "}"));
        let (label, operation) = operation.split_once(": ").unwrap_or(("", operation));
        let body = self.fill(&format!("{{{body}"));
        let answer = self.twin.call(operation, &body);
        self.answers.push((label.to_owned(), answer.body.clone()));
        let mut text = show(&answer, paths);
        for (short, long) in &self.shortened {
            text = text.replace(long, short);
        }
        text
    }

    /// The body with everything in it that `${...}` stands for.
    fn fill(&mut self, body: &str) -> String {
        let mut filled = String::new();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_at(closing_brace(after));
            filled += before;
            filled += &self.long(name);
            rest = &after[1..];
        }
        filled + rest
    }

    /// What a name between braces stands for.
    fn long(&mut self, name: &str) -> String {
        let long = match (name.strip_prefix("0x"), name.rsplit_once('*')) {
            (Some(digits), _) => decimal(digits),
            (_, Some((text, times))) => text.repeat(times.parse().expect("a number of times")),
            _ => return self.remembered(name),
        };
        self.shortened.push((format!("${{{name}}}"), long.clone()));
        long
    }

    fn remembered(&self, name: &str) -> String {
        let labelled = self.answers.iter().rev().find_map(|(label, answer)| {
            find(answer, name.strip_prefix(label)?.strip_prefix('.')?).filter(|_| !label.is_empty())
        });
        let found = labelled.or_else(|| self.answers.iter().rev().find_map(|(_, answer)| find(answer, name)));
        let found = found.unwrap_or_else(|| panic!("no answer has {name}"));
        found.as_str().map_or_else(|| found.to_string(), str::to_owned)
    }
}

/// How often a line wants to be asked, if it says so.
fn repeated(line: &str) -> Option<(usize, &str)> {
    let (times, line) = line.split_once(" x ")?;
    Some((times.parse().ok()?, line))
}

/// Where the brace closes that was opened before `text`.
fn closing_brace(text: &str) -> usize {
    let mut depth = 1;
    let closes = |(_, letter): &(usize, char)| {
        depth += i32::from(*letter == '{') - i32::from(*letter == '}');
        depth == 0
    };
    text.char_indices().find(closes).expect("a `}` for every `${`").0
}

/// A hexadecimal number of any length in decimal.
fn decimal(digits: &str) -> String {
    let mut decimal = vec![0];
    for digit in digits.chars() {
        let mut carry = digit.to_digit(16).expect("hexadecimal digits");
        for place in &mut decimal {
            carry += *place * 16;
            *place = carry % 10;
            carry /= 10;
        }
        while carry > 0 {
            decimal.push(carry % 10);
            carry /= 10;
        }
    }
    decimal.iter().rev().map(u32::to_string).collect()
}

/// `a.0.b` of a value.
fn find<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    })
}

fn show(answer: &Answer, paths: Option<&str>) -> String {
    let Answer { status, body } = answer;
    if let Some(kind) = find(body, "__type").and_then(Value::as_str) {
        let words = ["message", "Message"].iter().find_map(|name| find(body, name)?.as_str());
        return words.map_or_else(|| format!("{status} {kind}"), |words| format!("{status} {kind}: {words}"));
    }
    let mut body = body.clone();
    hide(&mut body);
    if body.is_null() { status.to_string() } else { format!("{status} {}", members(&body, paths)) }
}

/// These members of a value, or all.
fn members(value: &Value, paths: Option<&str>) -> String {
    let Some(paths) = paths else { return value.to_string() };
    let one = |path: &str| find(value, path).map_or_else(|| "nothing".into(), Value::to_string);
    let shown: Vec<_> = paths.split(", ").map(one).collect();
    shown.join(", ")
}

/// Leaves out what is opaque.
fn hide(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(hide),
        Value::Object(members) => {
            for (name, value) in members {
                if OPAQUE.contains(&name.as_str()) { *value = "..".into() } else { hide(value) }
            }
        }
        _ => {}
    }
}
