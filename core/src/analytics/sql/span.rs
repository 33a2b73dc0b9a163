//! Where in a text something stands.

/// A stretch of a text, in bytes.
///
/// All spans are equal, so that trees compare by what they say and not by how their text was laid out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        // A text that is read has 102,400 characters at most; of a longer one, only the beginning can be pointed at.
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: offset(start), end: offset(end) }
    }

    /// From the beginning of this one to the end of another.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end.max(self.start) }
    }

    /// What stands there; nothing if it is of another text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

/// Line and column of a byte, both counted from 1, the column in characters.
pub(super) fn position(text: &str, offset: u32) -> (u32, u32) {
    let before = text.get(..offset as usize).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    (line as u32, column as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_begin_after_their_ends() {
        let text = "a\r\näöx\n";
        let found: [_; 5] = [0, 3, 5, 7, 9].map(|offset| position(text, offset));
        assert_eq!(found, [(1, 1), (2, 1), (2, 2), (2, 3), (3, 1)]);
        assert_eq!(position("", 0), (1, 1));
        assert_eq!(position("ab", 9), (1, 3), "behind the end is at the end");
    }

    #[test]
    fn a_span_of_another_text_shows_nothing() {
        assert_eq!(Span::new(2, 3).of("aä"), "");
        assert_eq!(Span::new(1, 3).of("aä"), "ä");
    }
}
