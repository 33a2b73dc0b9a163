//! Commands on lines.

use crate::line::Output;

/// Lines that `head` and `tail` keep, unless told.
const KEPT: usize = 10;

pub(super) fn grep(arguments: &[String], piped: &str) -> Output {
    let (flags, words): (Vec<_>, Vec<_>) =
        arguments.iter().partition(|argument| argument.starts_with('-') && argument.len() > 1);
    let letters: String = flags.iter().map(|flag| &flag[1..]).collect();
    if let Some(letter) = letters.chars().find(|letter| !"ivcEF".contains(*letter)) {
        return Output::error(format_args!("grep: only -i, -v and -c are known here, not -{letter}"), 2);
    }
    let [text] = words[..] else { return Output::error("grep: which text? For example: grep ACTIVE", 2) };
    let fold = |text: &str| if letters.contains('i') { text.to_lowercase() } else { text.into() };
    let wanted = fold(text);
    let keeps = |line: &&str| fold(line).contains(&wanted) != letters.contains('v');
    let kept: Vec<_> = piped.lines().filter(keeps).collect();
    let mut output = Output { status: i32::from(kept.is_empty()), ..Output::default() };
    output.text = if letters.contains('c') { format!("{}\n", kept.len()) } else { joined(&kept) }.into();
    // Texts are compared as they are, not as patterns.
    let is_pattern = text.contains(['*', '^', '$', '[', '\\']) || text.contains(".*");
    output.hint = (kept.is_empty() && is_pattern)
        .then(|| "grep looks for the text as it is here, not for a pattern.".into());
    output
}

pub(super) fn head(arguments: &[String], piped: &str) -> Output {
    match count("head", arguments) {
        Ok(count) => Output::text(joined(&piped.lines().take(count).collect::<Vec<_>>())),
        Err(output) => output,
    }
}

pub(super) fn tail(arguments: &[String], piped: &str) -> Output {
    let lines: Vec<_> = piped.lines().collect();
    match count("tail", arguments) {
        Ok(count) => Output::text(joined(&lines[lines.len().saturating_sub(count)..])),
        Err(output) => output,
    }
}

/// `-n 3`, `-n3` or `-3`.
fn count(name: &str, arguments: &[String]) -> Result<usize, Output> {
    let text = match arguments {
        [] => return Ok(KEPT),
        [flag, text] if flag == "-n" => text.as_str(),
        [text] => text.trim_start_matches("-n").trim_start_matches('-'),
        _ => "",
    };
    text.parse()
        .map_err(|_| Output::error(format_args!("{name}: how many lines? For example: {name} -n 3"), 1))
}

pub(super) fn wc(arguments: &[String], bytes: &[u8]) -> Output {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    let words = String::from_utf8_lossy(bytes).split_whitespace().count();
    let counts = [("-l", lines), ("-w", words), ("-c", bytes.len())];
    let text = match arguments {
        [] => counts.map(|(_, count)| format!("{count:7}")).join(" "),
        [flag] => match counts.iter().find(|(name, _)| name == flag) {
            Some((_, count)) => count.to_string(),
            None => {
                return Output::error(format_args!("wc: only -l, -w and -c are known here, not {flag}"), 1);
            }
        },
        _ => return Output::error("wc: one of -l, -w and -c, please", 1),
    };
    Output::text(text + "\n")
}

pub(super) fn sort(arguments: &[String], piped: &str) -> Output {
    let letters: String = arguments.iter().map(|flag| flag.trim_start_matches('-')).collect();
    if let Some(letter) = letters.chars().find(|letter| !"rnu".contains(*letter)) {
        return Output::error(format_args!("sort: only -r, -n and -u are known here, not -{letter}"), 2);
    }
    let mut lines: Vec<_> = piped.lines().collect();
    let number = |line: &str| {
        let end =
            line.trim_start().find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != '-');
        let line = line.trim_start();
        line[..end.unwrap_or(line.len())].parse::<f64>().unwrap_or_default()
    };
    if letters.contains('n') {
        lines.sort_by(|one, other| number(one).total_cmp(&number(other)).then(one.cmp(other)));
    } else {
        lines.sort_unstable();
    }
    if letters.contains('r') {
        lines.reverse();
    }
    if letters.contains('u') {
        lines.dedup();
    }
    Output::text(joined(&lines))
}

pub(super) fn uniq(arguments: &[String], piped: &str) -> Output {
    let counts = match arguments {
        [] => false,
        [flag] if flag == "-c" => true,
        _ => return Output::error("uniq: only -c is known here", 1),
    };
    let mut runs: Vec<(usize, &str)> = Vec::new();
    for line in piped.lines() {
        match runs.last_mut() {
            Some((count, last)) if *last == line => *count += 1,
            _ => runs.push((1, line)),
        }
    }
    let line = |(count, line): (usize, &str)| {
        if counts { format!("{count:7} {line}\n") } else { format!("{line}\n") }
    };
    Output::text(runs.into_iter().map(line).collect::<String>())
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The one program that is known: printing fields of each line.
pub(super) fn awk(arguments: &[String], piped: &str) -> Output {
    let program = match arguments {
        [program] => print_of(program),
        _ => None,
    };
    let Some(wanted) = program else {
        return Output::error("awk: only printing fields is known here: awk '{print $1, $4}'", 2);
    };
    let line = |line: &str| {
        let fields: Vec<_> = line.split_whitespace().collect();
        let field = |wanted: &Field| match *wanted {
            Field::Line => line,
            Field::Last => fields.last().copied().unwrap_or_default(),
            Field::Number(number) => fields.get(number - 1).copied().unwrap_or_default(),
        };
        wanted.iter().map(field).collect::<Vec<_>>().join(" ") + "\n"
    };
    Output::text(piped.lines().map(line).collect::<String>())
}

/// What `awk` prints of a line.
enum Field {
    Line,
    Last,
    Number(usize),
}

/// The fields of `{print $1, $NF}`.
fn print_of(program: &str) -> Option<Vec<Field>> {
    let within = program.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    let names = within.strip_prefix("print")?.trim();
    if names.is_empty() {
        return Some(vec![Field::Line]);
    }
    let field = |name: &str| match name.trim().strip_prefix('$')? {
        "0" => Some(Field::Line),
        "NF" => Some(Field::Last),
        number => number.parse().ok().filter(|number| 0 < *number).map(Field::Number),
    };
    names.split(',').map(field).collect()
}
