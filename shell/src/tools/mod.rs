//! The small commands that read what comes through a pipe.

mod gzip;
mod jq;
mod lines;

use crate::base64;
use crate::line::Output;
pub(crate) use gzip::is_gzip;

/// What `help` and completion say of each.
pub(crate) const TOOLS: &[(&str, &str)] = &[
    ("awk", "Print fields of lines: awk '{print $4}', $NF the last."),
    ("base64", "Write what comes through the pipe as base64; with -d, read it."),
    ("cat", "Print what comes through the pipe."),
    ("echo", "Print words; with -n, without a line end."),
    ("grep", "Keep the lines with a text: -i whatever the case, -v those without it, -c count them."),
    ("gunzip", "Unpack what is packed as gzip; zcat and gzip -d do the same."),
    ("head", "Keep the first lines: -n 10."),
    ("jq", "Take a part of JSON: .a.b[0], .[], length, keys; -r prints texts without quotes."),
    ("sort", "Sort lines: -r backwards, -n by number, -u each once."),
    ("tail", "Keep the last lines: -n 10."),
    ("uniq", "Drop lines like the one before: -c counts them."),
    ("wc", "Count: -l lines, -w words, -c bytes."),
    ("zcat", "Unpack what is packed as gzip."),
];

/// Runs a command, if there is one of this name.
pub(crate) fn run(name: &str, arguments: &[String], bytes: &[u8]) -> Option<Output> {
    let piped = &*String::from_utf8_lossy(bytes);
    Some(match name {
        "awk" => lines::awk(arguments, piped),
        "base64" => of_base64(arguments, bytes),
        "cat" if !arguments.is_empty() => {
            Output::error(format_args!("cat: {}: there are no files here", arguments[0]), 1)
        }
        "cat" => Output::text(bytes),
        "echo" => echo(arguments),
        "grep" => lines::grep(arguments, piped),
        "head" => lines::head(arguments, piped),
        "jq" => jq::run(arguments, piped),
        "sort" => lines::sort(arguments, piped),
        "tail" => lines::tail(arguments, piped),
        "uniq" => lines::uniq(arguments, piped),
        "wc" => lines::wc(arguments, bytes),
        "gunzip" | "gzip" | "zcat" => gzip::run(name, arguments, bytes),
        _ => return None,
    })
}

fn echo(arguments: &[String]) -> Output {
    match arguments {
        [flag, words @ ..] if flag == "-n" => Output::text(words.join(" ")),
        words => Output::text(words.join(" ") + "\n"),
    }
}

fn of_base64(arguments: &[String], bytes: &[u8]) -> Output {
    match arguments {
        [] => Output::text(base64::encode(bytes) + "\n"),
        [flag] if matches!(flag.as_str(), "-d" | "-D" | "--decode") => {
            let piped = String::from_utf8_lossy(bytes);
            let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "+/=\n".contains(letter);
            match base64::decode(&piped).filter(|_| piped.chars().all(is_letter)) {
                Some(bytes) => Output::text(bytes),
                None => Output::error("base64: invalid input", 1),
            }
        }
        _ => Output::error(format_args!("base64: only -d is known here, not {}", arguments.join(" ")), 1),
    }
}
