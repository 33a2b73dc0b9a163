//! Keywords with a slip in them.

use alloc::vec::Vec;

/// A word shorter than this is like too many others.
const LENGTH_MIN: usize = 3;

/// The keyword that a word nearly is, if there is one: with a letter more, less or different, or two of them exchanged; with two
/// such slips in a longer word. Both are in upper case.
pub(super) fn nearest(word: &str, keywords: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let slips_max = if word.len() < LENGTH_MIN { 0 } else { 1 + usize::from(word.len() > 5) };
    keywords
        // What is told in lower case is no keyword but a description.
        .filter(|keyword| keyword.starts_with(|first: char| first.is_ascii_uppercase()) && *keyword != word)
        .filter(|keyword| keyword.len().abs_diff(word.len()) <= slips_max)
        .map(|keyword| (distance(word.as_bytes(), keyword.as_bytes()), keyword))
        .filter(|(slips, _)| *slips <= slips_max)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, keyword)| keyword)
}

/// How many slips lead from one word to another.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..=b.len()).collect(), Vec::new()];
    for i in 1..=a.len() {
        let [before, above, row] = &mut rows;
        row.clear();
        row.push(i);
        for j in 1..=b.len() {
            let changed = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let keywords = ["FROM", "FOR", "WHERE", "GROUP", "SELECT", "a name", "CREATE", "INTO"];
        assert_eq!(nearest(word, keywords.into_iter()), expected, "{word}");
    }

    #[test]
    fn a_word_with_a_slip_is_recognised() {
        for (word, keyword) in [
            ("FORM", "FROM"),
            ("WHRE", "WHERE"),
            ("GRUOP", "GROUP"),
            ("SELCT", "SELECT"),
            ("CRATE", "CREATE"),
        ] {
            check(word, Some(keyword));
        }
    }

    #[test]
    fn a_word_of_its_own_is_left_alone() {
        for word in ["", "X", "FO", "TICKER", "PRICE", "NAME", "SECTOR"] {
            check(word, None);
        }
    }

    #[test]
    fn the_nearest_of_several_is_meant() {
        check("FROR", Some("FROM"));
        check("SELECTT", Some("SELECT"));
    }

    #[test]
    fn slips_are_counted() {
        let cases: [(&str, &str, usize); 6] = [
            ("", "", 0),
            ("", "AB", 2),
            ("AB", "BA", 1),
            ("ABC", "AC", 1),
            ("KITTEN", "SITTING", 3),
            ("A", "B", 1),
        ];
        for (a, b, slips) in cases {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), slips, "{a} {b}");
            assert_eq!(distance(b.as_bytes(), a.as_bytes()), slips, "{b} {a}");
        }
    }
}
