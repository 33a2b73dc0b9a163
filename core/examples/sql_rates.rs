//! How fast rows go through SQL applications, and what these keep in memory: for `cargo xtask bench`.
//!
//! `sql_rates rows COUNT FILE` writes rows of JSON; `sql_rates run CODE ROWS` runs an application over a file of them, and prints how
//! many there were, how many came out, and the seconds from the first byte to the last row; `sql_rates memory COUNT...` makes rows
//! without end for a window over keys that are bounded, and prints the bytes in memory after so many.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::time::Instant;

use kinetoscope::analytics::input::Schema;
use kinetoscope::analytics::workbench::{Input, StreamRows, Workbench};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const SCHEMA: &str = include_str!("../benches/sql/schema.json");
const KEYS: u64 = 1_000;
/// Records that are handed over at once.
const PIECE: usize = 4_096;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["rows", count, file] => fs::write(file, rows(0, count.parse()?))?,
        ["run", code, file] => measure(&fs::read_to_string(code)?, &fs::read(file)?)?,
        ["memory", ref counts @ ..] => memory(counts)?,
        _ => return Err("usage: sql_rates rows COUNT FILE | run CODE ROWS | memory COUNT...".into()),
    }
    Ok(())
}

/// Rows of a millisecond each, from a place on.
fn rows(from: u64, count: u64) -> String {
    let mut text = String::new();
    for id in from..from + count {
        let (ticker, price, cents) = (id * 7_919 % KEYS, 10 + id % 90, id % 100);
        let (millis, seconds) = (id % 1_000, id / 1_000);
        let (day, hour, minute, second) =
            (seconds / 86_400 + 1, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        let ts = format_args!("2026-01-{day:02} {hour:02}:{minute:02}:{second:02}.{millis:03}");
        writeln!(text, r#"{{"id":{id},"ticker":"T{ticker:03}","price":{price}.{cents:02},"ts":"{ts}"}}"#)
            .expect("a String takes everything");
    }
    text
}

fn workbench(code: &str) -> Outcome<Workbench> {
    let schema = Schema::described(SCHEMA).map_err(|wrong| wrong.0)?;
    let input = Input { name: "SOURCE_SQL_STREAM_001".into(), schema, rowtime: Some("TS".into()) };
    Workbench::new(code, &[input], &[], 1, 0).map_err(|wrong| format!("{wrong:?}").into())
}

fn count(given: &[StreamRows]) -> usize {
    given.iter().map(|given| given.rows.len()).sum()
}

/// Hands over the lines of a text, and counts what comes of them.
fn push(workbench: &mut Workbench, text: &[u8]) -> usize {
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    lines.chunks(PIECE).map(|piece| count(&workbench.push(0, piece, 0))).sum()
}

fn measure(code: &str, text: &[u8]) -> Outcome {
    let mut workbench = workbench(code)?;
    let records = text.iter().filter(|byte| **byte == b'\n').count();
    let start = Instant::now();
    let given = push(&mut workbench, text) + count(&workbench.finish());
    let seconds = start.elapsed().as_secs_f64();
    println!(r#"{{"records":{records},"given":{given},"seconds":{seconds}}}"#);
    Ok(())
}

/// The application whose keys and window are bounded, whatever comes.
fn memory(counts: &[&str]) -> Outcome {
    let mut workbench = workbench(include_str!("../benches/sql/sliding.sql"))?;
    let mut made = 0;
    for count in counts {
        let count: u64 = count.parse()?;
        while made < count {
            let piece = (PIECE as u64).min(count - made);
            push(&mut workbench, rows(made, piece).as_bytes());
            made += piece;
        }
        println!(r#"{{"records":{count},"resident_bytes":{}}}"#, resident()?);
    }
    Ok(())
}

/// Bytes of this process in memory, as Linux tells them.
fn resident() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1_024)
}
