//! What patterns match, as a table.

use alloc::string::String;
use alloc::vec::Vec;
use std::format;

use super::Pattern;

/// Rows of pattern, text and what is found: the whole and the groups, or `-` where nothing is.
fn check(rows: &[(&str, &str, &str)]) {
    for (pattern, text, expected) in rows {
        let found = match Pattern::java(pattern) {
            Err(error) => String::from(error.0),
            Ok(pattern) => match pattern.find(text, 0).unwrap() {
                None => String::from("-"),
                Some(found) => {
                    let group = |number| found.group(number).map_or("null", |range| &text[range]);
                    let groups: Vec<&str> = (0..=found.count()).map(group).collect();
                    groups.join(",")
                }
            },
        };
        assert_eq!(found, *expected, "{pattern} in {text}");
    }
}

#[test]
fn repetitions_try_the_most_the_least_or_only_one() {
    check(&[
        ("a.*c", "abcabc", "abcabc"),
        ("a.*?c", "abcabc", "abc"),
        ("a.*+c", "abcabc", "-"),
        ("a{2,3}", "aaaa", "aaa"),
        ("a{2,3}?", "aaaa", "aa"),
        ("(ab){2}", "ababab", "abab,ab"),
        ("(a|ab)(c|bcd)(d*)", "abcd", "abcd,a,bcd,"),
        ("(a*)*", "b", ","),
        ("(a*)+", "aa", "aa,"),
        ("(?:ab)++c", "ababc", "ababc"),
        ("(a+|b)*", "aab", "aab,b"),
        ("x*", "", ""),
        ("a{0}", "a", ""),
    ]);
}

#[test]
fn groups_look_ahead_and_behind_catch_and_hold_on() {
    check(&[
        (r"(\w+) (\d+)", "tea 12", "tea 12,tea,12"),
        (r"(?<key>\w)=\k<key>", "a=b c=c", "c=c,c"),
        (r"(.)\1", "abccd", "cc,c"),
        (r"(?i)(a)\1", "aA", "aA,a"),
        (r"\w+(?=;)", "ab cd;", "cd"),
        (r"q(?!u)", "qu qa", "q"),
        (r"(?<=\$)\d+", "cost $42", "42"),
        (r"(?<!-)\b\d+", "-1 2", "2"),
        (r"(?<=a{1,3})b", "xaab", "b"),
        (r"(?>a|ab)c", "abc", "-"),
        (r"(?=(a+))a*b\1", "baaabac", "aba,a"),
        (r"(a)|(b)", "b", "b,null,b"),
        (r"((a)|b)*", "ab", "ab,b,a"),
        (r"(?:(x)|y)(?!\1)z", "yz", "yz,null"),
    ]);
}

#[test]
fn classes_join_meet_and_turn_over() {
    check(&[
        ("[^abc]+", "abcxyz", "xyz"),
        ("[a-d[m-p]]+", "zmapq", "map"),
        ("[a-z&&[^bc]]+", "bcad", "ad"),
        ("[a-z&&[def]]+", "abcdef", "def"),
        ("[]a]+", "a]b", "a]"),
        (r"[\w&&[^\d]]+", "12ab", "ab"),
        (r"\p{Alpha}+\P{Alpha}", "12ab3", "ab3"),
        (r"\p{Lu}\p{javaLowerCase}+", "aBcd", "Bcd"),
        (r"\p{Punct}+", "a!?b", "!?"),
        (r"[\Q[]\E]+", "a[]b", "[]"),
        ("[a-]+", "-a-b", "-a-"),
        (r"\h+\S", "a\u{a0}\tb", "\u{a0}\tb"),
        ("é+", "caféé", "éé"),
    ]);
}

#[test]
fn places_are_lines_words_and_ends() {
    check(&[
        ("^b", "a\nb", "-"),
        ("(?m)^b$", "a\nb\nc", "b"),
        ("b$", "ab\n", "b"),
        (r"b\z", "ab\n", "-"),
        (r"b\Z", "ab\r\n", "b"),
        (".+", "ab\ncd", "ab"),
        ("(?s).+", "ab\ncd", "ab\ncd"),
        (r"\bcat\b", "concat cat", "cat"),
        (r"\Bcat", "cat concat", "cat"),
        (r"a\Rb", "a\r\nb", "a\r\nb"),
    ]);
}

#[test]
fn flags_quotes_and_escapes() {
    check(&[
        ("(?i)AbC", "xabc", "abc"),
        ("a(?i:b)c", "aBc", "aBc"),
        ("a(?i:b)c", "aBC", "-"),
        ("(?i)[a-c]+", "xABCd", "ABC"),
        ("(?x) a b # both\n c", "abc", "abc"),
        (r"\Qa.b\E+", "xa.bb", "a.bb"),
        (r"\x41\u0042\t\0103", "AB\tC", "AB\tC"),
        (r"\x{1F375}", "🍵", "🍵"),
        (r"\cA", "\u{1}", "\u{1}"),
        (r"\Ga", "ba", "-"),
    ]);
}

#[test]
fn what_is_no_pattern_says_so() {
    check(&[
        ("(a", "", "Unclosed group near index 2 of the pattern '(a'"),
        ("a)", "", "Unmatched closing ')' near index 1 of the pattern 'a)'"),
        ("[a", "", "Unclosed character class near index 2 of the pattern '[a'"),
        ("*a", "", "Dangling meta character near index 1 of the pattern '*a'"),
        ("a{2,1}", "", "Illegal repetition range near index 5 of the pattern 'a{2,1}'"),
        (r"\y", "", r"Illegal/unsupported escape sequence near index 2 of the pattern '\y'"),
        (r"\p{Nope}", "", r"Unknown character property name near index 8 of the pattern '\p{Nope}'"),
        (r"\k<n>", "", r"Named capturing group does not exist near index 5 of the pattern '\k<n>'"),
        ("[z-a]", "", "Illegal character range near index 4 of the pattern '[z-a]'"),
        (
            "(?<=a+)b",
            "",
            "Look-behind group does not have an obvious maximum length near index 0 of the pattern '(?<=a+)b'",
        ),
        (
            "((a{999}){999}){999}",
            "",
            "Too large a pattern near index 0 of the pattern '((a{999}){999}){999}'",
        ),
    ]);
}

#[test]
fn nesting_has_an_end() {
    let deep = [
        "(".repeat(100_000),
        "[".repeat(100_000),
        format!("x{}", "{1}".repeat(100_000)),
        format!("[a{}]", "&&b".repeat(100_000)),
    ];
    for pattern in deep {
        let error = Pattern::java(&pattern).unwrap_err();
        assert!(error.0.starts_with("Too deeply nested"), "{error}");
    }
    for pattern in ["(".repeat(100_000), format!("x{}", "*".repeat(100_000))] {
        let error = Pattern::similar(&pattern, None).unwrap_err();
        assert!(error.0.starts_with("Too deeply nested"), "{error}");
    }
}

#[test]
fn a_pattern_with_too_many_ways_stops() {
    let pattern = Pattern::java("(a|aa)+$").unwrap();
    let text = "a".repeat(60) + "b";
    let fault = pattern.match_whole(&text).unwrap_err();
    assert_eq!(fault.0, "the regular expression needs too many steps for this text");
}

#[test]
fn any_pattern_and_any_text_end_without_a_crash() {
    let alphabet: Vec<char> = r"ab1 .*+?{}()[]|^$\-&=!<>:ikQEdDpwsbBzZ,2_%é#\n".chars().collect();
    let mut state = 0x2545_f491_u32;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let mut accepted = 0;
    for _ in 0..20_000 {
        let length = draw(12) + 1;
        let pattern: String = (0..length).map(|_| alphabet[draw(alphabet.len())]).collect();
        let length = draw(10);
        let text: String = (0..length).map(|_| alphabet[draw(alphabet.len())]).collect();
        let dialects = [Pattern::java(&pattern), Pattern::similar(&pattern, Some('\\'))];
        for pattern in dialects.into_iter().flatten() {
            accepted += 1;
            let _ = (pattern.find(&text, 0), pattern.match_whole(&text));
            let _ = format!("{pattern:?}");
        }
    }
    assert!(accepted > 1_000, "{accepted} patterns were tried");
}
