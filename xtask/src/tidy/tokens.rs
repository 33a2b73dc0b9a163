//! Code as words and signs, and the paths in it.

/// A word, a lifetime, or one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// As written.
    pub(super) text: &'a str,
    /// From 1.
    pub(super) line: usize,
}

/// Splits code (see [`super::mask`]) into tokens.
pub(super) fn split(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (number, text) in code.lines().enumerate() {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let (token, tail) = rest.split_at(length(rest, first));
            tokens.push(Token { text: token, line: number + 1 });
            rest = tail.trim_start();
        }
    }
    tokens
}

/// How long the token is that begins with `first`.
fn length(rest: &str, first: char) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let end_of_word =
        |from: usize| rest[from..].find(|c: char| !is_word(c)).map_or(rest.len(), |length| from + length);
    match first {
        '\'' => end_of_word(1),
        _ if is_word(first) => end_of_word(0),
        _ => first.len_utf8(),
    }
}

/// Where these texts stand one after the other.
pub(super) fn sequences<'a>(tokens: &'a [Token<'a>], texts: &[&str]) -> impl Iterator<Item = Token<'a>> {
    let same = move |window: &&[Token<'a>]| window.iter().zip(texts).all(|(token, text)| token.text == *text);
    tokens.windows(texts.len()).filter(same).map(|window| window[0])
}

/// What follows `ROOT::` directly, in plain paths and in groups: for `crate`, both `ids` and `wire`
/// of `use crate::{ids::ShardId, wire};`.
pub(super) fn children<'a>(tokens: &'a [Token<'a>], root: &str) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.text == root {
            found.extend(heads(&tokens[at + 1..]));
        }
    }
    found
}

/// What follows so many `super::`, or more, directly.
pub(super) fn above<'a>(tokens: &'a [Token<'a>], depth: usize) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let steps =
            tokens[at..].chunks(3).take_while(|step| step.starts_with_texts(&["super", ":", ":"])).count();
        if 0 < steps && depth <= steps {
            found.extend(heads(&tokens[at + 3 * steps - 2..]));
        }
        at += (3 * steps).max(1);
    }
    found
}

/// The first token of each path that goes on after `::`.
fn heads<'a>(rest: &'a [Token<'a>]) -> Vec<Token<'a>> {
    if !rest.starts_with_texts(&[":", ":"]) {
        return Vec::new();
    }
    match rest.get(2) {
        Some(next) if next.text == "{" => group(&rest[3..]),
        next => next.copied().into_iter().collect(),
    }
}

/// The first token of each member of a group whose brace is already open.
fn group<'a>(tokens: &'a [Token<'a>]) -> Vec<Token<'a>> {
    let mut depth = 1;
    let mut at_start = true;
    let mut found = Vec::new();
    for token in tokens {
        match token.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if at_start && token.text != "," {
            found.push(*token);
        }
        at_start = depth == 1 && token.text == ",";
    }
    found
}

trait StartsWithTexts {
    fn starts_with_texts(&self, texts: &[&str]) -> bool;
}

impl StartsWithTexts for [Token<'_>] {
    fn starts_with_texts(&self, texts: &[&str]) -> bool {
        self.len() >= texts.len() && self.iter().zip(texts).all(|(token, text)| token.text == *text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lifetimes_and_signs_are_told_apart() {
        let texts: Vec<&str> = split("&'static mut x_1.await").iter().map(|token| token.text).collect();
        assert_eq!(texts, ["&", "'static", "mut", "x_1", ".", "await"]);
    }

    #[test]
    fn sequences_may_cross_lines() {
        let tokens = split("a\nstatic\nmut b");
        let lines: Vec<usize> = sequences(&tokens, &["static", "mut"]).map(|token| token.line).collect();
        assert_eq!(lines, [2]);
    }

    /// The children of `crate` in a text.
    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        let tokens = split(code);
        let found: Vec<&str> = children(&tokens, "crate").iter().map(|token| token.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn children_are_found_in_paths_and_groups() {
        check("use crate::ids::X; fn f() -> crate::wire::Y {}", &["ids", "wire"]);
        check("use crate::{ids::{A, B}, wire, api::*,};", &["ids", "wire", "api"]);
        check("use crate::*;", &["*"]);
        check("pub(crate) use super::crates::x;", &[]);
        check("crate::", &[]);
    }
}
