//! What `help` and `man` print.

use std::fmt::Write;

use crate::aws::{GLOBALS, Takes, Version, flags, s3};
use crate::catalog::{Catalog, Kind, Member, Operation, Service, Shape};
use crate::line::Output;
use crate::tools::TOOLS;

/// What the shell's own commands do.
pub(crate) const COMMANDS: &[(&str, &str)] = &[
    ("aws", "Call an operation of a service, as the AWS CLI does."),
    ("clear", "Take away what was printed."),
    ("help", "Print this list."),
    ("history", "Print the lines that were run."),
    ("man", "Explain an operation: man kinesis put-record."),
    ("sleep", "Let virtual time pass: sleep 5, sleep 2m, sleep 1h."),
    ("unset", "Forget a variable."),
    ("watch", "Run a command several times with virtual time between: watch -n 5 aws ..."),
];

/// What `aws s3` is, in a line.
pub(crate) const S3_ABOUT: &str = "commands for buckets and objects";
/// What is said of flags that do nothing.
const IGNORED: &str = "Accepted and ignored here.";

/// What `help` prints.
pub(crate) fn overview() -> String {
    let mut text = String::from(
        "Type commands as you would in a terminal that has the AWS CLI. Time is the simulator's: sleep 5 lets five \
         seconds of it pass.\n\nCommands\n",
    );
    list(COMMANDS.iter().map(|(name, about)| ((*name).into(), (*about).into())), &mut text);
    text.push_str("\nBehind a pipe\n");
    list(TOOLS.iter().map(|(name, about)| ((*name).into(), (*about).into())), &mut text);
    text.push_str("\nNAME=value keeps a value, $NAME uses it, $(...) stands for what a command prints. ; and && join commands.\n");
    text
}

/// What `man` prints.
pub(crate) fn page(catalog: &Catalog, arguments: &[String]) -> Output {
    let words = match arguments {
        [first, rest @ ..] if first == "aws" => rest,
        words => words,
    };
    let text = match words {
        [] => {
            return Output::error(
                "What manual page do you want?\nFor example, try 'man kinesis put-record'.",
                1,
            );
        }
        [name] if name == s3::NAME => s3(),
        [name, command] if name == s3::NAME => match s3::COMMANDS.iter().find(|of| of.name == *command) {
            Some(found) => s3_command(found),
            None => return Output::error(format_args!("No manual entry for {name} {command}"), 16),
        },
        [name] => match catalog.service(name) {
            Some(of) => service(of),
            None => match COMMANDS.iter().chain(TOOLS).find(|(command, _)| command == name) {
                Some((name, about)) => format!("{name}\n    {about}\n"),
                None => return Output::error(format_args!("No manual entry for {name}"), 16),
            },
        },
        [name, command, ..] => {
            let found = catalog.service(name).and_then(|of| Some((of, of.operation(command)?)));
            match found {
                Some((of, found)) => operation(of, found),
                None => return Output::error(format_args!("No manual entry for {name} {command}"), 16),
            }
        }
    };
    Output::text(text)
}

/// What `aws help` prints.
pub(crate) fn services(catalog: &Catalog) -> String {
    let mut text = String::from("aws [options] <service> <operation> [flags]\n\nServices\n");
    let s3 = (s3::NAME.into(), S3_ABOUT.into());
    list(catalog.services.iter().map(|service| (service.name.clone(), size(service))).chain([s3]), &mut text);
    text.push_str("\nOptions of every command\n");
    let shown = GLOBALS.iter().filter(|global| !global.about.starts_with("Accepted"));
    list(shown.map(|global| (global.name.into(), global_about(global.about, global.choices))), &mut text);
    text
}

/// How much a service has.
pub(crate) fn size(service: &Service) -> String {
    match service.operations.len() {
        1 => "1 operation".into(),
        count => format!("{count} operations"),
    }
}

/// What a global flag does, and what it may be.
pub(crate) fn global_about(about: &str, choices: &[&str]) -> String {
    if choices.is_empty() { about.into() } else { format!("{about} One of {}.", choices.join(", ")) }
}

/// What `aws s3 help` prints.
pub(crate) fn s3() -> String {
    let mut text = String::from("aws s3 <command> [places] [flags]\n\nCommands\n");
    list(s3::COMMANDS.iter().map(|command| (command.name.into(), command.about.into())), &mut text);
    text.push_str(
        "\ns3://bucket/key is a place in S3. - is what comes through a pipe, or what is printed.\n",
    );
    text
}

/// What `aws s3 cp help` prints.
pub(crate) fn s3_command(command: &s3::Command) -> String {
    let s3::Command { name, usage, about, flags, .. } = command;
    let mut text = format!("aws s3 {name} {usage}\n\n{about}\n\nFlags\n");
    list(flags.iter().map(|flag| (flag.name.into(), s3_flag(flag).into())), &mut text);
    text
}

/// What a flag of `aws s3` is for.
pub(crate) fn s3_flag(flag: &s3::Flag) -> &'static str {
    if flag.about.is_empty() { IGNORED } else { flag.about }
}

/// What `aws kinesis help` prints.
pub(crate) fn service(service: &Service) -> String {
    let mut text = format!("aws {} <operation> [flags]\n\nOperations\n", service.name);
    list(service.operations.iter().map(|operation| (operation.command.clone(), about(operation))), &mut text);
    text
}

/// What `aws kinesis put-record help` prints.
pub(crate) fn operation(service: &Service, operation: &Operation) -> String {
    let mut text = format!("aws {} {}\n\n{}\n\nFlags\n", service.name, operation.command, about(operation));
    list(operation.input.iter().map(|member| (member.flag(), explain(member))), &mut text);
    text.push_str("\nThe AWS CLI adds\n");
    let own = |flag: &&crate::aws::Flag<'_>| {
        flag.takes != Takes::Nothing && operation.input.iter().all(|member| member.flag() != flag.name)
    };
    let all = flags(operation, Version::V2);
    list(all.iter().filter(own).map(|flag| (flag.name.clone(), added(&flag.name).into())), &mut text);
    text.push_str("\nThe answer has\n");
    list(operation.output.iter().map(|member| (member.name.clone(), kind(&member.shape))), &mut text);
    text
}

/// What an operation does, in one sentence.
pub(crate) fn about(operation: &Operation) -> String {
    if operation.about.is_empty() {
        "The simulator does not run this one.".into()
    } else {
        operation.about.clone()
    }
}

/// What a flag that the AWS CLI adds is for.
pub(crate) fn added(flag: &str) -> &'static str {
    match flag {
        "--cli-input-json" => "The whole input as JSON.",
        "--cli-input-yaml" => "Not here: use --cli-input-json.",
        "--starting-token" => "Where to go on, from the NextToken of an earlier answer.",
        "--page-size" => "How many items each call asks for.",
        "--max-items" => "How many items to print in all.",
        _ => "Print an example of the input to fill in, and call nothing.",
    }
}

/// What a flag says and may be, in one line.
pub(crate) fn explain(member: &Member) -> String {
    let needed = if member.required { "Needed. " } else { "" };
    let about = if member.about.is_empty() { String::new() } else { format!("{} ", member.about) };
    format!("{needed}{about}{}.", kind(&member.shape))
}

/// A type and its limits.
fn kind(shape: &Shape) -> String {
    let inner = |shape: &Shape| plain(shape);
    let text = match &shape.kind {
        Kind::List(item) => format!("List of {}", inner(item)),
        Kind::Map(item) => format!("Map to {}", inner(item)),
        _ => {
            let name = plain(shape);
            name[..1].to_uppercase() + &name[1..]
        }
    };
    match (shape.min, shape.max) {
        _ if !shape.values.is_empty() => text,
        (Some(min), Some(max)) => format!("{text}, {min} to {max}"),
        (Some(min), None) => format!("{text}, at least {min}"),
        (None, Some(max)) => format!("{text}, at most {max}"),
        (None, None) => text,
    }
}

fn plain(shape: &Shape) -> String {
    if !shape.values.is_empty() {
        return format!("one of {}", shape.values.join(", "));
    }
    match &shape.kind {
        Kind::Text => "text".into(),
        Kind::Integer | Kind::Long => "whole number".into(),
        Kind::Double => "number".into(),
        Kind::Boolean => "true or false".into(),
        Kind::Blob => "bytes".into(),
        Kind::Timestamp => "point in time".into(),
        Kind::List(_) => "lists".into(),
        Kind::Map(_) => "maps".into(),
        Kind::Structure(members) => {
            let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
            format!("structure ({})", names.join(", "))
        }
    }
}

fn list(rows: impl Iterator<Item = (String, String)>, to: &mut String) {
    for (name, about) in rows {
        writeln!(to, "    {name:28}  {about}").expect("a text takes all");
    }
}
