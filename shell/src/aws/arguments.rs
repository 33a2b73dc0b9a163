//! Sorting arguments into flags and what stands behind them. Source: Python's `argparse`, as the AWS CLI uses it.

use super::Version;
use super::failure::Failure;
use super::flags::{Flag, Of, Takes, flags as flags_of};
use crate::catalog::{Member, Operation, Service};

/// The flags that were given.
#[derive(Debug, Default)]
pub(super) struct Given<'o> {
    /// Members of the input, each with its texts.
    pub(super) members: Vec<(&'o Member, Vec<String>)>,
    /// Members that are true or false.
    pub(super) switches: Vec<(&'o Member, bool)>,
    pub(super) cli_input_json: Option<String>,
    pub(super) starting_token: Option<String>,
    pub(super) page_size: Option<i64>,
    pub(super) max_items: Option<i64>,
    /// Which skeleton to print.
    pub(super) skeleton: Option<String>,
}

/// One flag as a parser knows it.
pub(super) trait Known {
    fn name(&self) -> &str;
    fn takes(&self) -> Takes;
}

impl Known for Flag<'_> {
    fn name(&self) -> &str {
        &self.name
    }
    fn takes(&self) -> Takes {
        self.takes
    }
}

/// What a walk over arguments comes to.
pub(super) enum Step<'k, K> {
    Flag(&'k K, Vec<String>),
    /// A word that belongs to no flag.
    Word(String),
    /// A flag that the parser does not know.
    Unknown(String),
}

/// Walks over arguments, left to right.
pub(super) fn walk<'k, K: Known>(known: &'k [K], arguments: &[String]) -> Result<Vec<Step<'k, K>>, Failure> {
    let mut steps = Vec::new();
    let mut at = 0;
    while let Some(argument) = arguments.get(at) {
        at += 1;
        match classify(known, argument)? {
            Class::Word => steps.push(Step::Word(argument.clone())),
            Class::Unknown => steps.push(Step::Unknown(argument.clone())),
            Class::Flag(flag, Some(value)) => {
                if flag.takes() == Takes::Nothing {
                    return Err(usage(flag.name(), &format!("ignored explicit argument '{value}'")));
                }
                steps.push(Step::Flag(flag, vec![value]));
            }
            Class::Flag(flag, None) => {
                let most = match flag.takes() {
                    Takes::Nothing => 0,
                    Takes::One | Takes::Maybe => 1,
                    Takes::Many => usize::MAX,
                };
                let mut values = Vec::new();
                while values.len() < most
                    && let Some(next) = arguments.get(at)
                    && matches!(classify(known, next)?, Class::Word)
                {
                    values.push(next.clone());
                    at += 1;
                }
                if flag.takes() == Takes::One && values.is_empty() {
                    return Err(usage(flag.name(), "expected one argument"));
                }
                steps.push(Step::Flag(flag, values));
            }
        }
    }
    Ok(steps)
}

fn usage(flag: &str, reason: &str) -> Failure {
    Failure::Usage(format!("argument {flag}: {reason}"))
}

enum Class<'k, K> {
    Word,
    Flag(&'k K, Option<String>),
    Unknown,
}

fn classify<'k, K: Known>(known: &'k [K], argument: &str) -> Result<Class<'k, K>, Failure> {
    let exact = |name: &str| known.iter().find(|flag| flag.name() == name);
    if !argument.starts_with('-') || argument == "-" {
        return Ok(Class::Word);
    }
    if let Some(flag) = exact(argument) {
        return Ok(Class::Flag(flag, None));
    }
    let (name, value) =
        argument.split_once('=').map_or((argument, None), |(name, value)| (name, Some(value)));
    if let Some(flag) = exact(name) {
        return Ok(Class::Flag(flag, value.map(String::from)));
    }
    if name.starts_with("--") && name.len() > 2 {
        let like: Vec<_> = known.iter().filter(|flag| flag.name().starts_with(name)).collect();
        match like[..] {
            [] => {}
            [flag] => return Ok(Class::Flag(flag, value.map(String::from))),
            _ => {
                let names: Vec<_> = like.iter().map(|flag| flag.name()).collect();
                let message = format!("ambiguous option: {argument} could match {}", names.join(", "));
                return Err(Failure::Usage(message));
            }
        }
    }
    let is_number = argument[1..].parse::<f64>().is_ok() && !argument.contains(['e', 'E', 'n', 'i', '+']);
    Ok(if is_number || argument.contains(' ') { Class::Word } else { Class::Unknown })
}

/// The operation's name, and the arguments without it.
pub(super) fn operation(service: &Service, arguments: &[String]) -> Result<(String, Vec<String>), Failure> {
    let is_word = |argument: &&String| !argument.starts_with('-') || argument.contains(' ');
    let Some(name) = arguments.iter().find(is_word) else {
        return Err(Failure::Usage("the following arguments are required: operation".into()));
    };
    if name != "help" && service.operation(name).is_none() {
        return Err(Failure::no_such_operation(service, name));
    }
    let mut rest = arguments.to_vec();
    rest.remove(arguments.iter().position(|argument| argument == name).unwrap_or_default());
    Ok((name.clone(), rest))
}

/// Sorts the arguments of an operation.
pub(super) fn flags<'o>(
    operation: &'o Operation,
    version: Version,
    arguments: &[String],
) -> Result<Given<'o>, Failure> {
    let known = flags_of(operation, version);
    let mut given = Given::default();
    let mut extra = Vec::new();
    let mut first_word = None;
    let mut seen = Vec::new();
    for step in walk(&known, arguments)? {
        match step {
            Step::Unknown(flag) => extra.push(flag),
            // The first word is taken for a `help`, and told last when it is none.
            Step::Word(word) if first_word.is_none() => first_word = Some(word),
            Step::Word(word) => extra.push(word),
            Step::Flag(flag, values) => {
                seen.push(flag.name.as_str());
                take(&mut given, flag, values)?;
            }
        }
    }
    check_required(&known, &seen, &given)?;
    extra.extend(first_word);
    if extra.is_empty() { Ok(given) } else { Err(Failure::Unknown(extra)) }
}

fn take<'o>(given: &mut Given<'o>, flag: &Flag<'o>, values: Vec<String>) -> Result<(), Failure> {
    let first = values.first().cloned();
    match flag.of {
        Of::Member(member) => {
            given.members.retain(|(other, _)| other.name != member.name);
            given.members.push((member, values));
        }
        Of::Switch(member, value) => {
            given.switches.retain(|(other, _)| other.name != member.name);
            given.switches.push((member, value));
        }
        Of::CliInputJson => given.cli_input_json = first,
        Of::CliInputYaml => {
            return Err(Failure::General("There is no YAML input here. Use --cli-input-json.".into()));
        }
        Of::StartingToken => given.starting_token = first,
        Of::PageSize => given.page_size = whole(&flag.name, first)?,
        Of::MaxItems => given.max_items = whole(&flag.name, first)?,
        Of::Skeleton => given.skeleton = Some(skeleton(&flag.name, first)?),
    }
    Ok(())
}

fn whole(flag: &str, text: Option<String>) -> Result<Option<i64>, Failure> {
    let text = text.unwrap_or_default();
    text.trim().parse().map(Some).map_err(|_| usage(flag, &format!("invalid int value: '{text}'")))
}

fn skeleton(flag: &str, kind: Option<String>) -> Result<String, Failure> {
    match kind.as_deref() {
        None | Some("input") => Ok("input".into()),
        Some("output") => Ok("output".into()),
        Some(other) => {
            let choices = vec!["input".into(), "output".into()];
            Err(Failure::Choice { argument: flag.into(), given: other.into(), choices })
        }
    }
}

fn check_required(known: &[Flag<'_>], seen: &[&str], given: &Given<'_>) -> Result<(), Failure> {
    let may_be_elsewhere = given.cli_input_json.is_some() || given.skeleton.as_deref() == Some("input");
    let is_missing = |flag: &&Flag<'_>| flag.required && !seen.contains(&flag.name.as_str());
    let missing: Vec<_> = known.iter().filter(is_missing).map(|flag| flag.name.as_str()).collect();
    if may_be_elsewhere || missing.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage(format!("the following arguments are required: {}", missing.join(", "))))
}
