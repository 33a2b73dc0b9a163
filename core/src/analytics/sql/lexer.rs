//! Cuts a text into tokens.

use alloc::string::String;
use alloc::vec::Vec;

use super::reserved;
use super::span::Span;
use super::token::{Fault, Kind, Token};

/// Signs of more than one character; those that SQL does not know are kept together so that they can be pointed at.
const LONG_SIGNS: &[&str] = &["<>", "!=", "<=", ">=", "||", "=="];
const SIGNS: &str = "()[]{},;.+-*/=<>:?";
/// What word processors make of a hyphen.
const LONG_DASHES: &[char] = &['\u{2013}', '\u{2014}'];
/// Invisible marks that editors put at the beginning of a text and web pages between words.
const INVISIBLE: &[char] = &['\u{feff}', '\u{200b}'];

/// All tokens of any text, in order, with their kinds, as an editor colours them. What stands between them is blank.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip(is_blank);
        let start = lexer.at;
        let Some(first) = lexer.peek() else { return tokens };
        let kind = lexer.token(first);
        debug_assert!(start < lexer.at, "each token has a character");
        tokens.push(Token { kind, span: Span::new(start, lexer.at) });
    }
}

/// Whether a comment begins in a way that the language does not know: by slashes, or by dashes that are no hyphens.
pub(super) fn is_foreign_comment(comment: &str) -> bool {
    !comment.starts_with("--") && !comment.starts_with("/*")
}

/// Whether a character is what a word processor makes of a hyphen.
pub(super) fn is_long_dash(c: char) -> bool {
    LONG_DASHES.contains(&c)
}

/// Whether a name needs no quotes by its characters alone.
pub(super) fn is_plain_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_uppercase() || first == '_')
        && characters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || INVISIBLE.contains(&c)
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl Lexer<'_> {
    /// Reads what begins with this character.
    fn token(&mut self, first: char) -> Kind {
        if self.begins_comment() {
            self.skip(|c| c != '\n');
            return Kind::Comment;
        }
        if self.eat("/*") {
            return self.block_comment();
        }
        match first {
            '\'' => self.string(),
            '"' => self.quoted_name(),
            _ if self.begins_special_string() => {
                self.skip(|c| c != '\'');
                self.string()
            }
            _ if is_name_start(first) => self.word(),
            _ if self.begins_number() => self.number(),
            _ => self.sign(first),
        }
    }

    /// Two dashes of any length, or two slashes.
    fn begins_comment(&self) -> bool {
        let mut characters = self.rest().chars();
        let is_dash = |c: char| c == '-' || is_long_dash(c);
        match (characters.next(), characters.next()) {
            (Some(first), Some(second)) => first == '/' && second == '/' || is_dash(first) && is_dash(second),
            _ => false,
        }
    }

    fn block_comment(&mut self) -> Kind {
        match self.rest().find("*/") {
            Some(length) => {
                self.at += length + 2;
                Kind::Comment
            }
            None => {
                self.at = self.text.len();
                Kind::Wrong(Fault::UnclosedComment)
            }
        }
    }

    fn string(&mut self) -> Kind {
        if self.quoted('\'') { Kind::String } else { Kind::Wrong(Fault::UnclosedString) }
    }

    fn quoted_name(&mut self) -> Kind {
        if self.quoted('"') { Kind::QuotedName } else { Kind::Wrong(Fault::UnclosedName) }
    }

    /// Whether what begins with a quote has an end. Without one it goes to the end of the line, so that the lines below are
    /// still read while somebody types.
    fn quoted(&mut self, quote: char) -> bool {
        let inner = self.at + 1;
        let mut from = inner;
        while let Some(found) = self.text[from..].find(quote) {
            let behind = from + found + 1;
            if !self.text[behind..].starts_with(quote) {
                self.at = behind;
                return true;
            }
            from = behind + 1;
        }
        self.at = inner;
        self.skip(|c| c != '\n');
        false
    }

    /// `u&'...'` and `X'...'`.
    fn begins_special_string(&self) -> bool {
        let rest = self.rest().as_bytes();
        match rest.first() {
            Some(b'u' | b'U') => rest[1..].starts_with(b"&'"),
            Some(b'x' | b'X') => rest[1..].starts_with(b"'"),
            _ => false,
        }
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        self.skip(is_name_part);
        let upper: String = self.text[start..self.at].to_ascii_uppercase();
        if reserved::is_keyword(&upper) { Kind::Keyword } else { Kind::Name }
    }

    fn begins_number(&self) -> bool {
        let rest = self.rest().as_bytes();
        let is_digit = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
        is_digit(0) || rest[0] == b'.' && is_digit(1)
    }

    fn number(&mut self) -> Kind {
        let is_digit = |c: char| c.is_ascii_digit();
        self.skip(is_digit);
        if self.eat(".") {
            self.skip(is_digit);
        }
        let exponent = self.rest().as_bytes();
        if matches!(exponent, [b'e' | b'E', b'0'..=b'9', ..] | [b'e' | b'E', b'+' | b'-', b'0'..=b'9', ..]) {
            self.at += 2;
            self.skip(is_digit);
        }
        if self.peek().is_some_and(is_name_start) {
            self.skip(is_name_part);
            return Kind::Wrong(Fault::NumberBeforeName);
        }
        Kind::Number
    }

    fn sign(&mut self, first: char) -> Kind {
        if LONG_SIGNS.iter().any(|sign| self.eat(sign)) {
            return Kind::Operator;
        }
        self.at += first.len_utf8();
        if SIGNS.contains(first) { Kind::Operator } else { Kind::Wrong(Fault::StrayCharacter) }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        if is_next {
            self.at += text.len();
        }
        is_next
    }

    fn skip(&mut self, belongs: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    /// One line a token: its kind and its text.
    #[track_caller]
    fn check(text: &str, expected: &[(Kind, &str)]) {
        let found: Vec<_> = tokens(text).iter().map(|token| (token.kind, token.span.of(text))).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    const KEYWORD: Kind = Kind::Keyword;
    const NAME: Kind = Kind::Name;
    const SIGN: Kind = Kind::Operator;
    const STRING: Kind = Kind::String;
    const NUMBER: Kind = Kind::Number;
    const COMMENT: Kind = Kind::Comment;
    const STRAY: Kind = Kind::Wrong(Fault::StrayCharacter);

    #[test]
    fn words_are_keywords_or_names_whatever_their_case() {
        check("Select stream ticker", &[(KEYWORD, "Select"), (KEYWORD, "stream"), (NAME, "ticker")]);
        check("_a1 größe a$", &[(NAME, "_a1"), (NAME, "größe"), (NAME, "a"), (STRAY, "$")]);
    }

    #[test]
    fn quotes_inside_are_doubled() {
        check("'it''s'", &[(STRING, "'it''s'")]);
        check("\"a \"\" b\"", &[(Kind::QuotedName, "\"a \"\" b\"")]);
        check("'a' 'b'", &[(STRING, "'a'"), (STRING, "'b'")]);
        check("''", &[(STRING, "''")]);
    }

    #[test]
    fn strings_may_have_a_letter_before_them() {
        check("u&'\\0009' U&'x'", &[(STRING, "u&'\\0009'"), (STRING, "U&'x'")]);
        check("X'3F' x'00' xy'1'", &[(STRING, "X'3F'"), (STRING, "x'00'"), (NAME, "xy"), (STRING, "'1'")]);
    }

    #[test]
    fn numbers_are_exact_or_have_an_exponent() {
        check("12 1.5 .5 1. 1e2 1.5E-6", &["12", "1.5", ".5", "1.", "1e2", "1.5E-6"].map(|it| (NUMBER, it)));
        check("-1", &[(SIGN, "-"), (NUMBER, "1")]);
        let runs_in = Kind::Wrong(Fault::NumberBeforeName);
        check("12px 1e 3", &[(runs_in, "12px"), (runs_in, "1e"), (NUMBER, "3")]);
        check("a.1b", &[(NAME, "a"), (runs_in, ".1b")]);
    }

    #[test]
    fn comments_begin_by_dashes_of_any_length_slashes_or_a_star() {
        check("a -- b\nc", &[(NAME, "a"), (COMMENT, "-- b"), (NAME, "c")]);
        check("/* a\n * b */c", &[(COMMENT, "/* a\n * b */"), (NAME, "c")]);
        for comment in ["//x", "–-x", "-–x", "––x", "—-x"] {
            check(&format!("a{comment}\nb"), &[(NAME, "a"), (COMMENT, comment), (NAME, "b")]);
            assert!(is_foreign_comment(comment));
        }
    }

    #[test]
    fn signs_are_as_long_as_they_can_be() {
        check("a<>b", &[(NAME, "a"), (SIGN, "<>"), (NAME, "b")]);
        check("<=>=!=||==", &["<=", ">=", "!=", "||", "=="].map(|it| (SIGN, it)));
        check("a.*,(", &[(NAME, "a"), (SIGN, "."), (SIGN, "*"), (SIGN, ","), (SIGN, "(")]);
        check("a – b", &[(NAME, "a"), (STRAY, "–"), (NAME, "b")]);
    }

    #[test]
    fn what_is_not_closed_ends_with_its_line_and_a_comment_with_the_text() {
        let string = Kind::Wrong(Fault::UnclosedString);
        check("'a b\nc", &[(string, "'a b"), (NAME, "c")]);
        check("'a''\nc", &[(string, "'a''"), (NAME, "c")]);
        check("'", &[(string, "'")]);
        check("\"a\nc", &[(Kind::Wrong(Fault::UnclosedName), "\"a"), (NAME, "c")]);
        check("a /* b\nc", &[(NAME, "a"), (Kind::Wrong(Fault::UnclosedComment), "/* b\nc")]);
    }

    #[test]
    fn invisible_characters_are_blank() {
        check("\u{feff}a\u{a0}b\u{200b}", &[(NAME, "a"), (NAME, "b")]);
    }

    #[test]
    fn only_upper_case_names_without_signs_need_no_quotes() {
        for name in ["A", "_1", "TICKER_2"] {
            assert!(is_plain_name(name), "{name}");
        }
        for name in ["", "a", "1A", "A-B", "Ä", "A B"] {
            assert!(!is_plain_name(name), "{name}");
        }
    }
}
