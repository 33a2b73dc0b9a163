//! Texts that were good before something happened to them: nothing panics, whatever they are.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::analytics::sql::format as laid_out;
use crate::analytics::sql::format::tests::essence;
use crate::analytics::sql::{Severity, Span, parse, parse_expression, tokens};
use crate::rng::Rng;

const FILES: [&str; 4] = [
    include_str!("accepted.sql"),
    include_str!("applications.sql"),
    include_str!("expressions.sql"),
    include_str!("problems.sql"),
];
/// Pieces that mean much to the parser.
const PIECES: &[&str] = &[
    "(",
    ")",
    ",",
    ";",
    ".",
    "'",
    "\"",
    "--",
    "/*",
    "*/",
    "//",
    "–",
    "u&'\\",
    "X'",
    "NOT",
    "SELECT",
    "FROM",
    "CASE",
    "END",
    "OVER",
    "INTERVAL",
    "BETWEEN",
    "AND",
    "TO",
    "IN",
    "UNION",
    "JOIN",
    "1e",
    "99999999999999999999",
    "é",
    "\u{1f600}",
    "\n",
    "\0",
    "{",
    "ROW",
];
/// How many texts; the whole suite of a plain `cargo test` should stay quick.
const ROUNDS: u32 = 4_000;

/// Everything that any text must hold.
fn check(text: &str) {
    check_tokens(text);
    let parsed = parse(text);
    for problem in &parsed.problems {
        assert!(text.is_char_boundary(problem.span.start as usize), "{text:?}");
        assert!(
            problem.span.start <= problem.span.end && problem.span.end as usize <= text.len(),
            "{text:?}"
        );
        assert!(problem.length >= 1 && problem.column >= 1, "{text:?}");
        assert!(problem.to_string().lines().count() >= 3);
    }
    for statement in &parsed.statements {
        let printed = statement.to_string();
        assert_eq!(parse(&printed).statements.first(), Some(statement), "{text:?}: {printed}");
    }
    if parsed.statements.is_empty() && parsed.is_valid() {
        let is_blank = |kind| tokens(text).iter().all(|it| it.kind == kind || it.span.of(text) == ";");
        assert!(is_blank(crate::analytics::sql::Kind::Comment), "nothing is lost without a word: {text:?}");
    }
    let _ = parse_expression(text);
    let pretty = laid_out(text);
    assert_eq!(essence(&pretty), essence(text), "{text:?}");
    assert_eq!(laid_out(&pretty), pretty, "{text:?}");
}

/// Tokens follow one another, and what is between them is blank.
fn check_tokens(text: &str) {
    let mut end = 0;
    for token in tokens(text) {
        let Span { start, end: behind } = token.span;
        let between = &text[end..start as usize];
        assert!(between.chars().all(|c| c.is_whitespace() || "\u{feff}\u{200b}".contains(c)), "{text:?}");
        assert!(start < behind, "{text:?}");
        end = behind as usize;
    }
}

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.in_range(0, from.len() as u64 - 1) as usize]
}

/// A place between two characters.
fn place(rng: &mut Rng, text: &str) -> usize {
    let mut at = rng.in_range(0, text.len() as u64) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Does one thing to a text.
fn mutate(rng: &mut Rng, text: &str) -> String {
    let (mut from, mut to) = (place(rng, text), place(rng, text));
    if from > to {
        (from, to) = (to, from);
    }
    match rng.in_range(0, 5) {
        0 => text[..from].to_string(),
        1 => [&text[..from], pick(rng, PIECES), &text[from..]].concat(),
        2 => {
            let to = text[from..].chars().next().map_or(from, |c| from + c.len_utf8());
            [&text[..from], &text[to..]].concat()
        }
        3 => [&text[..to], &text[from..to], &text[to..]].concat(),
        4 => swap_tokens(rng, text),
        _ => flip_byte(rng, text),
    }
}

fn swap_tokens(rng: &mut Rng, text: &str) -> String {
    let mut spans: Vec<&str> = tokens(text).iter().map(|token| token.span.of(text)).collect();
    if let Some(last) = spans.len().checked_sub(1) {
        let mut any = || rng.in_range(0, last as u64) as usize;
        let (a, b) = (any(), any());
        spans.swap(a, b);
    }
    spans.join(" ")
}

fn flip_byte(rng: &mut Rng, text: &str) -> String {
    let mut bytes = Vec::from(text);
    if let Some(last) = bytes.len().checked_sub(1) {
        bytes[rng.in_range(0, last as u64) as usize] ^= 1 << rng.in_range(0, 7);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn good_texts_that_were_damaged_do_no_harm() {
    let sections: Vec<&str> = FILES.iter().flat_map(|file| file.split("--- ")).collect();
    let mut rng = Rng::from_seed(20_180_523);
    for _ in 0..ROUNDS {
        let mut text = String::from(pick(&mut rng, &sections));
        for _ in 0..rng.in_range(1, 6) {
            text = mutate(&mut rng, &text);
        }
        check(&text);
    }
}

#[test]
fn texts_of_pieces_alone_do_no_harm() {
    let mut rng = Rng::from_seed(20_150_814);
    for _ in 0..ROUNDS {
        let count = rng.in_range(0, 40);
        let text: Vec<&str> = (0..count).map(|_| pick(&mut rng, PIECES)).collect();
        check(&text.join(pick(&mut rng, &["", " "])));
    }
}

#[test]
fn every_beginning_of_good_texts_does_no_harm() {
    for section in FILES[1].split("--- ").take(12) {
        for (end, _) in section.char_indices() {
            check(&section[..end]);
        }
    }
}

#[test]
fn errors_are_told_wherever_a_token_is_missing() {
    let text = "CREATE PUMP p AS INSERT INTO o SELECT STREAM a FROM s WHERE a BETWEEN 1 AND 2";
    for missing in tokens(text) {
        let without = [&text[..missing.span.start as usize], &text[missing.span.end as usize..]].concat();
        let has_error = parse(&without).problems.iter().any(|it| it.severity == Severity::Error);
        let may_go = missing.span.of(text) == "STREAM";
        assert_eq!(has_error, !may_go, "{without}");
    }
}
