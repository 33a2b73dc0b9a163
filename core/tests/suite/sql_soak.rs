//! Applications that were good before something happened to their code, over values from the ends of their types and a clock that
//! jumps: whatever comes of it, nothing panics, and a restart changes nothing. Some thousand of them, or as many as there are in
//! `KINETOSCOPE_SOAK_SECONDS`; a failure tells the code.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use kinetoscope::analytics::input::{Decoder, Rows, discovery};
use kinetoscope::analytics::plan::{InputStream, Plan, plan};
use kinetoscope::analytics::row::Column;
use kinetoscope::analytics::run::Execution;
use kinetoscope::analytics::sql::{Parsed, format, parse, tokens};
use kinetoscope::analytics::sql_type::SqlType;
use kinetoscope::analytics::value::{Decimal, Value};
use kinetoscope::rng::Rng;

use super::sql_applications::{declaration, sections, texts};

/// How many applications a plain `cargo test` tries.
const ROUNDS: u64 = 3_000;
/// How many pieces of rows each of them gets.
const PIECES: u64 = 8;
/// What is put between the words of code.
const WORDS: &[&str] = &[
    "0",
    "-1",
    "9223372036854775807",
    "1e308",
    "0.000000000000000001",
    "NULL",
    "''",
    "'x'",
    "TRUE",
    "ROWTIME",
    "px",
    "sym",
    "ev",
    "INTERVAL '0' SECOND",
    "INTERVAL '9999999999' DAY(10)",
    "INTERVAL '1' YEAR",
    "TIMESTAMP '0001-01-01 00:00:00'",
    "(",
    ")",
    ",",
    "*",
    "/",
    "+",
    "-",
    "||",
    "=",
    "NOT",
    "IS NULL",
    "COUNT(*)",
    "SUM(px)",
    "AVG(px) OVER (ROWS 1 PRECEDING)",
    "STEP",
    "FLOOR",
    "DISTINCT",
    "ORDER BY",
    "GROUP BY",
    "UNION ALL",
    "OVER",
    "WITHIN",
    "CAST(px AS TINYINT)",
    "LAG(px, 100000)",
    "AS ROWTIME",
    "SELECT STREAM",
];

/// What is put between its characters.
const CHARACTERS: &[char] =
    &['(', ')', ',', ';', '.', '\'', '"', '-', '/', '*', '0', 'e', 'é', '–', '\u{1f600}', '\n', '\0', '{'];

#[test]
fn damaged_applications_over_odd_rows_do_no_harm() {
    let texts = texts();
    let sections = sections(&texts);
    let mut rng = Rng::from_seed(20_150_814);
    let until = std::env::var("KINETOSCOPE_SOAK_SECONDS").ok().map(|text| {
        let seconds = text.parse().expect("a number of seconds");
        Instant::now() + Duration::from_secs(seconds)
    });
    let (mut tried, mut ran) = (0, 0);
    while until.map_or(tried < ROUNDS, |until| Instant::now() < until) {
        let section = sections[rng.in_range(0, sections.len() as u64 - 1) as usize];
        let (inputs, code) = application(section);
        let code = (0..rng.in_range(0, 3)).fold(code, |code, _| damaged(&code, &mut rng));
        let seed = rng.draw();
        ran += u64::from(harmless(&code, &inputs, seed));
        tried += 1;
    }
    assert!(tried / 20 < ran, "{ran} of {tried} ran: this tests the parser alone");
}

/// The inputs and the code of a section.
fn application(section: &str) -> (Vec<InputStream>, String) {
    let head = &section[section.find('\n').unwrap() + 1..section.find("\nevents\n").unwrap()];
    let (mut inputs, mut code) = (Vec::new(), String::new());
    for line in head.lines() {
        match line.split_once(' ') {
            Some(("input" | "csv", declared)) => {
                let (name, columns) = declaration(declared);
                inputs.push(InputStream { name, columns, metadata: Vec::new() });
            }
            Some(("reference" | "row", _)) => {}
            _ => code += &std::format!("{line}\n"),
        }
    }
    (inputs, code)
}

/// Code with a word or a character more, less, or at another place.
fn damaged(code: &str, rng: &mut Rng) -> String {
    let mut words: Vec<&str> = tokens(code).iter().map(|token| token.span.of(code)).collect();
    let mut characters: Vec<char> = code.chars().collect();
    if words.is_empty() {
        return String::new();
    }
    let kind = rng.in_range(0, 5);
    let mut below = |count: usize| rng.in_range(0, count as u64 - 1) as usize;
    let (here, there) = (below(words.len()), below(words.len()));
    let (at, word) = (below(characters.len()), WORDS[below(WORDS.len())]);
    match kind {
        0 => _ = words.remove(here),
        1 => words.insert(here, word),
        2 => words[here] = word,
        3 => words[here] = words[there],
        4 => _ = characters.remove(at),
        _ => characters.insert(at, CHARACTERS[below(CHARACTERS.len())]),
    }
    if kind < 4 { words.join(" ") } else { characters.into_iter().collect() }
}

/// What is read prints as something that reads the same, and a text that was laid out stays as it is.
fn check_language(code: &str) -> Parsed {
    let pretty = format(code);
    assert_eq!(format(&pretty), pretty);
    let parsed = parse(code);
    for statement in &parsed.statements {
        let printed = statement.to_string();
        assert_eq!(parse(&printed).statements.first(), Some(statement), "{printed}");
    }
    parsed
}

/// Whether an application runs; panics with its code where it does.
fn harmless(code: &str, inputs: &[InputStream], seed: u64) -> bool {
    let look = AssertUnwindSafe(|| {
        let parsed = check_language(code);
        if !parsed.is_valid() {
            return false;
        }
        let Ok(plan) = plan(code, &parsed.statements, inputs, &[], 7) else { return false };
        plan.explain();
        let whole = run(&plan, inputs, seed, false);
        assert_eq!(run(&plan, inputs, seed, true), whole, "restarted");
        true
    });
    catch_unwind(look).unwrap_or_else(|panic| {
        eprintln!("with seed {seed}:\n{code}");
        resume_unwind(panic)
    })
}

/// All that an application gives, as text.
fn run(plan: &Plan, inputs: &[InputStream], seed: u64, restarts: bool) -> String {
    let mut rng = Rng::from_seed(seed);
    let mut execution = Execution::new(plan.clone(), Vec::new(), 0);
    let mut told = String::new();
    let mut now = 0;
    for _ in 0..PIECES {
        now = time(&mut rng, now);
        let given = match rng.in_range(0, inputs.len() as u64) as usize {
            place if place < inputs.len() => {
                let count = rng.in_range(0, 5) as usize;
                let times: Vec<i64> = (0..count).map(|_| time(&mut rng, now)).collect();
                execution.push(place, &times, columns(&inputs[place], count, &mut rng))
            }
            _ => execution.advance(now),
        };
        told += &std::format!("{given:?}\n");
        if restarts {
            let checkpoint = execution.checkpoint();
            execution = Execution::restore(plan.clone(), Vec::new(), &checkpoint).unwrap();
        }
    }
    told
}

/// A little later, much later, or before.
fn time(rng: &mut Rng, now: i64) -> i64 {
    match rng.in_range(0, 9) {
        0 => now.saturating_sub(100_000),
        1 => now.saturating_add(86_400_000 * 365),
        2 => [i64::MIN, i64::MIN + 1, 0, i64::MAX - 1][rng.in_range(0, 3) as usize],
        _ => now.saturating_add(rng.in_range(0, 30_000) as i64),
    }
}

fn columns(input: &InputStream, count: usize, rng: &mut Rng) -> Vec<Column> {
    let column = |sql_type: SqlType, rng: &mut Rng| {
        let mut column = Column::empty(sql_type);
        (0..count).for_each(|_| column.push(&value(sql_type, rng)));
        column
    };
    input.columns.iter().map(|named| column(named.sql_type, rng)).collect()
}

/// A value that a column of a type can hold: of a few ordinary ones, or from its ends.
fn value(sql_type: SqlType, rng: &mut Rng) -> Value<'static> {
    let odd = rng.in_range(0, 3) as usize;
    let few = rng.in_range(0, 3) as i64;
    match sql_type {
        _ if rng.in_range(0, 7) == 0 => Value::Null,
        SqlType::Double => Value::Double([0.0, -0.0, 1e308, few as f64][odd]),
        SqlType::Timestamp => Value::Timestamp([i64::MIN, i64::MAX, 0, few * 30_000][odd]),
        SqlType::Boolean => Value::Boolean(few == 0),
        SqlType::BigInt => Value::Integer([i64::MIN, i64::MAX, 0, few][odd]),
        SqlType::Integer => Value::Integer([i32::MIN.into(), i32::MAX.into(), 0, few][odd]),
        SqlType::Decimal { scale, .. } => Value::Decimal(Decimal { unscaled: few, scale }),
        sql_type if sql_type.is_integer() => Value::Integer(few),
        _ => Value::Text(["", "AMZN", "Order", "é"][odd].into()),
    }
}

#[test]
fn schemas_are_found_in_whatever_bytes_there_are() {
    let mut rng = Rng::from_seed(2_018);
    let alphabet: &[&[u8]] = &[
        b"{", b"}", b"[", b"]", b"\"a\"", b":", b",", b"1", b"-1e5", b"null", b"true", b"\n", b" ", b"\xff",
        b"\0", b"\"", b"\\",
    ];
    for _ in 0..ROUNDS {
        let record = |rng: &mut Rng| {
            let pieces = (0..rng.in_range(0, 12))
                .map(|_| alphabet[rng.in_range(0, alphabet.len() as u64 - 1) as usize]);
            pieces.collect::<Vec<_>>().concat()
        };
        let records: Vec<Vec<u8>> = (0..rng.in_range(1, 4)).map(|_| record(&mut rng)).collect();
        let Some(schema) = discovery::discover(&records) else { continue };
        let decoder = Decoder::new(&schema).expect("what is found can be followed");
        let mut rows = Rows::new(&schema.columns);
        for record in &records {
            decoder.decode(record, &mut rows, &mut Vec::new());
        }
    }
}
