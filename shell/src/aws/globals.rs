//! The flags that every command has.

use super::Version;
use super::arguments::{Known, Step, walk};
use super::failure::Failure;
use super::flags::Takes;
use super::s3;
use crate::catalog::Catalog;
use crate::query::Query;

/// What the global flags say.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) output: Format,
    pub(super) query: Option<Query>,
    pub(super) paginate: bool,
    /// Whether blobs are given as they are.
    pub(super) raw_blobs: bool,
}

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Text,
    Table,
    Yaml,
    Off,
}

/// The command line without its global flags.
pub(super) struct Parsed {
    pub(super) globals: Globals,
    pub(super) wants_version: bool,
    /// The service, or `help`.
    pub(super) command: String,
    pub(super) rest: Vec<String>,
}

/// A global flag.
pub(crate) struct Global {
    /// With its hyphens.
    pub(crate) name: &'static str,
    takes: Takes,
    /// The texts that may stand behind it.
    pub(crate) choices: &'static [&'static str],
    /// What it says.
    pub(crate) about: &'static str,
}

/// All of them, in the AWS CLI's order.
pub(crate) const GLOBALS: &[Global] = &[
    switch("--debug", "Accepted and ignored here."),
    option("--endpoint-url", &[], "Accepted and ignored here: there is one endpoint, the simulator."),
    switch("--no-verify-ssl", "Accepted and ignored here."),
    switch("--no-paginate", "Call once, for the first page alone."),
    option("--output", OUTPUTS, "How to print the answer."),
    option("--query", &[], "A JMESPath expression: which part of the answer to print."),
    option("--profile", &[], "Accepted and ignored here."),
    option("--region", &[], "Accepted and ignored here: there is one region."),
    switch("--version", "Say which release of the AWS CLI this behaves like."),
    option("--color", &["on", "off", "auto"], "Accepted and ignored here."),
    switch("--no-sign-request", "Accepted and ignored here."),
    option("--ca-bundle", &[], "Accepted and ignored here."),
    option("--cli-read-timeout", &[], "Accepted and ignored here."),
    option("--cli-connect-timeout", &[], "Accepted and ignored here."),
    option("--cli-binary-format", BINARY_FORMATS, "Whether bytes are given as base64 or as they are."),
    switch("--no-cli-pager", "Accepted and ignored here."),
    switch("--cli-auto-prompt", "Accepted and ignored here."),
    switch("--no-cli-auto-prompt", "Accepted and ignored here."),
];

const OUTPUTS: &[&str] = &["json", "text", "table", "yaml", "yaml-stream", "off"];
const BINARY_FORMATS: &[&str] = &["base64", "raw-in-base64-out"];

const fn switch(name: &'static str, about: &'static str) -> Global {
    Global { name, takes: Takes::Nothing, choices: &[], about }
}

const fn option(name: &'static str, choices: &'static [&'static str], about: &'static str) -> Global {
    Global { name, takes: Takes::One, choices, about }
}

impl Global {
    /// Whether the next word belongs to it.
    pub(crate) fn takes_value(&self) -> bool {
        self.takes == Takes::One
    }
}

impl Known for Global {
    fn name(&self) -> &str {
        self.name
    }
    fn takes(&self) -> Takes {
        self.takes
    }
}

/// Takes the global flags out, wherever they stand, and the service.
pub(super) fn parse(catalog: &Catalog, version: Version, arguments: &[String]) -> Result<Parsed, Failure> {
    let globals =
        Globals { output: Format::Json, query: None, paginate: true, raw_blobs: version == Version::V1 };
    let mut parsed = Parsed { globals, wants_version: false, command: String::new(), rest: Vec::new() };
    let mut query = None;
    for step in walk(GLOBALS, arguments)? {
        match step {
            Step::Word(word) if parsed.command.is_empty() => {
                if word == "s3api" {
                    return Err(s3::not_here("aws s3api"));
                }
                let is_known = word == "help" || word == s3::NAME || catalog.service(&word).is_some();
                if !is_known {
                    return Err(Failure::no_such_service(catalog, &word));
                }
                parsed.command = word;
            }
            Step::Word(word) => parsed.rest.push(word),
            Step::Unknown(flag) => parsed.rest.push(flag),
            Step::Flag(flag, values) => {
                let value = values.into_iter().next().unwrap_or_default();
                check_choice(flag, version, &value)?;
                match flag.name {
                    "--output" => parsed.globals.output = format(&value),
                    "--query" => query = Some(value),
                    "--no-paginate" => parsed.globals.paginate = false,
                    "--cli-binary-format" => parsed.globals.raw_blobs = value == "raw-in-base64-out",
                    "--version" => parsed.wants_version = true,
                    _ => {}
                }
            }
        }
    }
    if parsed.command.is_empty() && !parsed.wants_version {
        return Err(Failure::Usage("the following arguments are required: command".into()));
    }
    if let Some(text) = query {
        let read = Query::parse(&text);
        parsed.globals.query =
            Some(read.map_err(|reason| Failure::Param(format!("Bad value for --query {text}: {reason}")))?);
    }
    Ok(parsed)
}

fn check_choice(flag: &Global, version: Version, value: &str) -> Result<(), Failure> {
    // Version 1 has the first three formats only.
    let choices =
        if flag.name == "--output" && version == Version::V1 { &flag.choices[..3] } else { flag.choices };
    if choices.is_empty() || choices.contains(&value) {
        return Ok(());
    }
    let choices = choices.iter().map(|choice| (*choice).into()).collect();
    Err(Failure::Choice { argument: flag.name.into(), given: value.into(), choices })
}

fn format(name: &str) -> Format {
    match name {
        "text" => Format::Text,
        "table" => Format::Table,
        "yaml" | "yaml-stream" => Format::Yaml,
        "off" => Format::Off,
        _ => Format::Json,
    }
}
