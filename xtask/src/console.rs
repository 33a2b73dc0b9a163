//! What the user sees: a line before each step, a line after it, and notes between.
//!
//! Colours only when standard output is a terminal and `NO_COLOR` is not set.

use std::io::{IsTerminal, stdout};
use std::time::{Duration, Instant};

use anyhow::Result;

/// Says what is being done and why, does it, and says how long it took.
pub(crate) fn step<T>(what: &str, why: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{} {} {}", blue("==>"), bold(what), dim(&format!("({why})")));
    let start = Instant::now();
    let result = work();
    let took = human(start.elapsed());
    match &result {
        Ok(_) => println!("    {} {what}: {took}", green("done")),
        Err(_) => println!("    {} {what}: after {took}", red("failed")),
    }
    result
}

/// A remark below the current step.
pub(crate) fn note(text: &str) {
    println!("    {}", dim(text));
}

/// Prints why a command failed, cause by cause, and how to repeat it.
pub(crate) fn failure(error: &anyhow::Error, repeat: &str) {
    println!("{} {error}", red("error:"));
    for cause in error.chain().skip(1) {
        println!("  because: {cause}");
    }
    println!("To repeat: {}", bold(repeat));
}

/// A duration as a person says it: `0.4 s`, `12.3 s`, `2 min 05 s`.
pub(crate) fn human(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", duration.as_secs_f64());
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

pub(crate) fn bold(text: &str) -> String {
    paint("1", text)
}

pub(crate) fn red(text: &str) -> String {
    paint("1;31", text)
}

pub(crate) fn green(text: &str) -> String {
    paint("32", text)
}

fn blue(text: &str) -> String {
    paint("1;34", text)
}

fn dim(text: &str) -> String {
    paint("2", text)
}

fn paint(code: &str, text: &str) -> String {
    let colourful = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if colourful { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(human(Duration::from_millis(440)), "0.4 s");
        assert_eq!(human(Duration::from_secs(59)), "59.0 s");
        assert_eq!(human(Duration::from_secs(125)), "2 min 05 s");
    }
}
