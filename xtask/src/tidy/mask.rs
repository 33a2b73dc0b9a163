//! Rust source with everything blanked that is not code: comments, strings, characters.
//!
//! Every byte keeps its line, so a finding in the blanked text is at its place in the real one.

/// Replaces comments and literals by blanks.
pub(super) fn code(source: &str) -> String {
    let mut mask = Mask { source: source.as_bytes(), at: 0, code: Vec::with_capacity(source.len()) };
    while mask.at < mask.source.len() {
        mask.next();
    }
    String::from_utf8_lossy(&mask.code).into_owned()
}

struct Mask<'a> {
    source: &'a [u8],
    at: usize,
    code: Vec<u8>,
}

impl Mask<'_> {
    /// Consumes one piece: a comment, a literal, a word or one other byte.
    fn next(&mut self) {
        let rest = &self.source[self.at..];
        if rest.starts_with(b"//") {
            self.blank(rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len()));
        } else if rest.starts_with(b"/*") {
            self.blank(block_comment(rest));
        } else if let Some(length) = raw_string(rest) {
            self.blank(length);
        } else if rest[0] == b'"' {
            self.blank(string(rest));
        } else if let Some(length) = character(rest) {
            self.blank(length);
        } else if is_word(rest[0]) {
            self.word(rest);
        } else {
            self.keep(1);
        }
    }

    /// A word; whole, so that the `r` in `for"…"` is no raw string. Prefixes of strings are left for
    /// the string.
    fn word(&mut self, rest: &[u8]) {
        let length = rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len());
        self.keep(length);
    }

    fn keep(&mut self, length: usize) {
        self.code.extend_from_slice(&self.source[self.at..self.at + length]);
        self.at += length;
    }

    fn blank(&mut self, length: usize) {
        let piece = &self.source[self.at..self.at + length];
        self.code.extend(piece.iter().map(|&byte| if byte == b'\n' { b'\n' } else { b' ' }));
        self.at += length;
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The length of `/* … */`, which nests.
fn block_comment(rest: &[u8]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    at
}

/// The length of `"…"`, with escapes.
fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != b'"' {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// The length of `r"…"`, `br##"…"##` and the like; `None` for other words, `r#type` among them.
fn raw_string(rest: &[u8]) -> Option<usize> {
    let prefix = [&b"r"[..], b"br", b"cr"].into_iter().find(|&prefix| rest.starts_with(prefix))?.len();
    let hashes = rest[prefix..].iter().take_while(|&&byte| byte == b'#').count();
    let open = prefix + hashes;
    if rest.get(open) != Some(&b'"') {
        return None;
    }
    let mut end = vec![b'"'];
    end.resize(1 + hashes, b'#');
    let body = &rest[open + 1..];
    let close = body.windows(end.len()).position(|window| window == end);
    Some(close.map_or(rest.len(), |at| open + 1 + at + end.len()))
}

/// The length of `'x'` or `'\n'`; `None` for a lifetime.
fn character(rest: &[u8]) -> Option<usize> {
    if rest[0] != b'\'' {
        return None;
    }
    if rest.get(1) == Some(&b'\\') {
        let close = rest.iter().skip(3).position(|&byte| byte == b'\'')?;
        return Some(3 + close + 1);
    }
    // One character of one to four bytes, then the quote.
    let first = std::str::from_utf8(&rest[1..rest.len().min(5)])
        .or_else(|error| std::str::from_utf8(&rest[1..1 + error.valid_up_to()]));
    let length = first.ok()?.chars().next()?.len_utf8();
    (rest.get(1 + length) == Some(&b'\'')).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a source, with blanks put together.
    #[track_caller]
    fn check(source: &str, left: &str) {
        let code = code(source);
        assert_eq!(code.lines().count(), source.lines().count());
        assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), left);
    }

    #[test]
    fn comments_go() {
        check("a // b\nc", "a c");
        check("a /* b /* c */ d */ e", "a e");
        check("/// doc\nfn x() {}", "fn x() {}");
        check("a /* open", "a");
    }

    #[test]
    fn strings_go() {
        check(r#"f("std::time", b"x\"y", 1)"#, "f( , b , 1)");
        check("r#\"a \" b\"# c br\"\\\" d", "c d");
        check("\"open", "");
        check("\"// no comment\" x", "x");
    }

    #[test]
    fn characters_go_and_lifetimes_stay() {
        check(r"'a' '\'' '\u{1f600}' x", "x");
        check("'ä' '€' '😀' x", "x");
        check("&'a str, '\"' &'static mut T", "&'a str, &'static mut T");
    }

    #[test]
    fn words_stay_whole() {
        check("for r#type in br {}", "for r#type in br {}");
    }
}
