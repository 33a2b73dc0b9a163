//! What could stand at the cursor.

use crate::aws::{GLOBALS, Takes, flags, s3};
use crate::catalog::{Kind, Operation, Shape};
use crate::host::Names;
use crate::line::Shell;
use crate::manual::{self, COMMANDS};
use crate::tools::TOOLS;

/// What completion found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where the word begins that a candidate replaces: bytes from the start of the line.
    pub start: usize,
    /// What could stand there, best first.
    pub candidates: Vec<Candidate>,
    /// What to show behind the cursor: the rest of the first candidate, or of an earlier line.
    pub ghost: String,
}

/// What could stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The text.
    pub text: String,
    /// What it is.
    pub sort: Sort,
    /// What it does, in one line; may be empty.
    pub help: String,
}

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A command.
    Command,
    /// A service of `aws`.
    Service,
    /// An operation of a service.
    Operation,
    /// A flag.
    Flag,
    /// Something that exists: a stream, a shard, a consumer.
    Name,
    /// One of the texts that a flag takes.
    Value,
    /// A variable.
    Variable,
}

impl Sort {
    /// Its name for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Service => "service",
            Self::Operation => "operation",
            Self::Flag => "flag",
            Self::Name => "name",
            Self::Value => "value",
            Self::Variable => "variable",
        }
    }
}

impl Shell {
    /// What could stand at the cursor, which is counted in bytes. `names` is what there is just now.
    pub fn complete(&self, line: &str, cursor: usize, names: &Names) -> Completion {
        let cursor =
            (0..=cursor.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or_default();
        let before = &line[..cursor];
        let (start, words) = words(before);
        let typed = &before[start..];
        let mut candidates = self.candidates(&words, typed, names);
        candidates.retain(|candidate| candidate.text.starts_with(typed) && candidate.text != typed);
        let ghost = self.ghost(line, cursor, typed, &candidates);
        Completion { start, candidates, ghost }
    }

    fn ghost(&self, line: &str, cursor: usize, typed: &str, candidates: &[Candidate]) -> String {
        if cursor < line.len() || line.trim().is_empty() {
            return String::new();
        }
        let earlier = self.history().iter().rev().find_map(|earlier| earlier.strip_prefix(line));
        let first = candidates.first().filter(|_| !typed.is_empty());
        let rest = earlier.or_else(|| first.map(|candidate| &candidate.text[typed.len()..]));
        rest.unwrap_or_default().into()
    }

    fn candidates(&self, words: &[&str], typed: &str, names: &Names) -> Vec<Candidate> {
        if typed.starts_with('$') {
            let variable =
                |(name, value): (&String, &String)| candidate(format!("${name}"), Sort::Variable, value);
            return self.variables().iter().map(variable).collect();
        }
        match words {
            [] => {
                let command = |(name, about): &(&str, &str)| candidate(*name, Sort::Command, about);
                COMMANDS.iter().chain(TOOLS).map(command).collect()
            }
            ["aws", rest @ ..] => self.of_aws(rest, typed, names),
            ["man"] => self.services(),
            ["man", service] | ["man", "aws", service] => self.operations(service),
            ["watch", "-n", _, rest @ ..] | ["watch", rest @ ..] => self.candidates(rest, typed, names),
            _ => Vec::new(),
        }
    }

    fn services(&self) -> Vec<Candidate> {
        let services = self.catalog.services.iter();
        let all = services.map(|service| candidate(&service.name, Sort::Service, &manual::size(service)));
        all.chain([candidate(s3::NAME, Sort::Service, manual::S3_ABOUT)]).collect()
    }

    fn operations(&self, service: &str) -> Vec<Candidate> {
        if service == s3::NAME {
            let commands = s3::COMMANDS.iter();
            return commands.map(|command| candidate(command.name, Sort::Operation, command.about)).collect();
        }
        let operations = self.catalog.service(service).map_or(&[][..], |service| &service.operations);
        // What the simulator runs comes first.
        let (runs, other): (Vec<_>, Vec<_>) =
            operations.iter().partition(|operation| !operation.about.is_empty());
        let all = runs.into_iter().chain(other);
        all.map(|operation| candidate(&operation.command, Sort::Operation, &manual::about(operation)))
            .collect()
    }

    fn of_aws(&self, words: &[&str], typed: &str, names: &Names) -> Vec<Candidate> {
        let last = words.last().copied().unwrap_or_default();
        if let Some(global) = GLOBALS.iter().find(|global| global.name == last && !global.choices.is_empty())
        {
            return global.choices.iter().map(|choice| candidate(*choice, Sort::Value, "")).collect();
        }
        let plain = plain(words);
        let Some(service) = plain.first() else { return self.services() };
        let Some(command) = plain.get(1) else { return self.operations(service) };
        if *service == s3::NAME {
            return of_s3(command, words, typed, names);
        }
        let operation = self.catalog.service(service).and_then(|service| service.operation(command));
        let Some(operation) = operation else { return Vec::new() };
        if typed.starts_with('-') || !last.starts_with("--") {
            return self.flags(operation, words, typed);
        }
        values(operation, last, names)
    }

    fn flags(&self, operation: &Operation, words: &[&str], typed: &str) -> Vec<Candidate> {
        let mut all = Vec::new();
        for flag in flags(operation, self.version) {
            let member = operation.input.iter().find(|member| member.flag() == flag.name);
            let help = match member {
                Some(member) => manual::explain(member),
                None if flag.takes == Takes::Nothing => "The opposite of the flag without no-.".into(),
                None => manual::added(&flag.name).into(),
            };
            all.push((flag.required, candidate(&flag.name, Sort::Flag, &help)));
        }
        // What must be given comes first; what every command has comes last, once something is typed.
        all.sort_by_key(|(required, _)| !required);
        let mut all: Vec<_> = all.into_iter().map(|(_, candidate)| candidate).collect();
        if typed.starts_with('-') {
            let global = |global: &crate::aws::Global| {
                candidate(global.name, Sort::Flag, &manual::global_about(global.about, global.choices))
            };
            all.extend(GLOBALS.iter().filter(|global| !global.about.starts_with("Accepted")).map(global));
        }
        all.retain(|candidate| !words.contains(&candidate.text.as_str()));
        all
    }
}

/// What could stand behind a command of `aws s3`: buckets, and flags that do something.
fn of_s3(command: &str, words: &[&str], typed: &str, names: &Names) -> Vec<Candidate> {
    let Some(command) = s3::COMMANDS.iter().find(|known| known.name == command) else { return Vec::new() };
    if typed.starts_with('-') {
        let works = command.flags.iter().filter(|flag| !flag.about.is_empty() && !words.contains(&flag.name));
        return works.map(|flag| candidate(flag.name, Sort::Flag, flag.about)).collect();
    }
    let last = words.last().copied().unwrap_or_default();
    if command.flags.iter().any(|flag| flag.name == last && flag.takes_value()) {
        return Vec::new();
    }
    names.buckets.iter().map(|bucket| candidate(format!("s3://{bucket}/"), Sort::Name, "")).collect()
}

/// The words that are neither flags nor what a global flag takes.
fn plain<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut plain = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        if !word.starts_with('-') {
            plain.push(*word);
        } else if GLOBALS.iter().any(|global| global.name == *word && global.takes_value()) {
            rest.next();
        }
    }
    plain
}

/// What may stand behind a flag.
fn values(operation: &Operation, flag: &str, names: &Names) -> Vec<Candidate> {
    let Some(member) = operation.input.iter().find(|member| member.flag() == flag) else { return Vec::new() };
    let texts = texts(&member.shape);
    if !texts.is_empty() {
        return texts.iter().map(|text| candidate(text, Sort::Value, "")).collect();
    }
    let existing = match member.name.as_str() {
        "StreamName" => &names.streams,
        "DeliveryStreamName" => &names.delivery_streams,
        "ConsumerARN" => &names.consumers,
        name if name.contains("Shard") && !name.contains("Iterator") && !name.contains("Count") => {
            &names.shards
        }
        _ => return Vec::new(),
    };
    existing.iter().map(|name| candidate(name, Sort::Name, "")).collect()
}

fn texts(shape: &Shape) -> &[String] {
    match &shape.kind {
        Kind::List(item) => &item.values,
        _ => &shape.values,
    }
}

fn candidate(text: impl Into<String>, sort: Sort, help: &str) -> Candidate {
    Candidate { text: text.into(), sort, help: help.into() }
}

/// Where the last word begins, and the words of its command before it. Commands begin behind `|`, `;`, `&&` and `$(`.
fn words(before: &str) -> (usize, Vec<&str>) {
    let mut words = Vec::new();
    let mut start = 0;
    let mut quote = None;
    let mut last = ' ';
    for (at, letter) in before.char_indices() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            // What stands in "$(...)" is a command too.
            (Some('"'), '(') if last == '$' => {
                quote = None;
                words.clear();
                start = at + 1;
            }
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '|' | ';' | '&' | '(' | ')' | '\n') => {
                words.clear();
                start = at + 1;
            }
            (None, ' ' | '\t') => {
                let word = &before[start..at];
                let is_assignment = words.is_empty() && word.contains('=') && !word.starts_with('-');
                if !word.is_empty() && !is_assignment {
                    words.push(word);
                }
                start = at + 1;
            }
            _ => {}
        }
        last = letter;
    }
    (start, words)
}
