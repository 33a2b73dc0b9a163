//! `--exclude` and `--include`: the last pattern that fits decides. Patterns are those of Python's `fnmatch`.

use super::place::split;

/// Patterns with the places that they count from.
#[derive(Debug, Default)]
pub(super) struct Filter {
    /// Whether what fits is taken, and the pattern.
    patterns: Vec<(bool, String)>,
}

impl Filter {
    /// The filter of these flags with their patterns, for a source and a destination.
    pub(super) fn of<'f>(
        flags: impl Iterator<Item = (&'f str, &'f str)>,
        places: [&str; 2],
        is_recursive: bool,
    ) -> Self {
        let roots = places.map(|place| root(place, is_recursive));
        let mut patterns = Vec::new();
        for (flag, pattern) in flags {
            patterns.extend(roots.iter().map(|root| (flag == "--include", joined(root, pattern))));
        }
        Self { patterns }
    }

    /// Whether `bucket/key` is taken.
    pub(super) fn takes(&self, path: &str) -> bool {
        let path: Vec<char> = path.chars().collect();
        let fits = |(_, pattern): &&(bool, String)| fits(&pattern.chars().collect::<Vec<_>>(), &path);
        self.patterns.iter().rev().find(fits).is_none_or(|(is_included, _)| *is_included)
    }
}

/// What patterns are put behind.
fn root(place: &str, is_recursive: bool) -> String {
    let (bucket, key) = split(place);
    let folder = if is_recursive || key.ends_with('/') {
        key
    } else {
        key.rsplit_once('/').map_or("", |(folder, _)| folder)
    };
    format!("{bucket}/{folder}")
}

fn joined(root: &str, pattern: &str) -> String {
    if pattern.starts_with('/') {
        pattern.into()
    } else if root.ends_with('/') {
        format!("{root}{pattern}")
    } else {
        format!("{root}/{pattern}")
    }
}

/// Whether a text fits a pattern of `*`, `?`, `[abc]` and `[!abc]`; `*` goes past slashes too.
fn fits(pattern: &[char], text: &[char]) -> bool {
    let (mut at, mut of_text) = (0, 0);
    // Where the last star stands, and up to where it reaches: that far can be gone back.
    let mut star = None;
    while of_text < text.len() {
        match one(&pattern[at..], text[of_text]) {
            _ if pattern.get(at) == Some(&'*') => {
                star = Some((at, of_text));
                at += 1;
            }
            Some(length) => {
                at += length;
                of_text += 1;
            }
            None => match star {
                Some((of_star, reached)) => {
                    star = Some((of_star, reached + 1));
                    (at, of_text) = (of_star + 1, reached + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

/// How long the part of a pattern is that a letter fits.
fn one(pattern: &[char], letter: char) -> Option<usize> {
    match pattern {
        ['?', ..] => Some(1),
        ['[', rest @ ..] => {
            let is_not = rest.first() == Some(&'!');
            let from = usize::from(is_not);
            // A bracket that comes first is one of the letters.
            let Some(length) = rest.iter().skip(from + 1).position(|letter| *letter == ']') else {
                return (letter == '[').then_some(1);
            };
            let set = &rest[from..from + 1 + length];
            (is_of(set, letter) != is_not).then_some(from + length + 3)
        }
        [same, ..] if *same == letter => Some(1),
        _ => None,
    }
}

fn is_of(set: &[char], letter: char) -> bool {
    let mut rest = set;
    loop {
        match rest {
            [first, '-', last, after @ ..] => {
                if (*first..=*last).contains(&letter) {
                    return true;
                }
                rest = after;
            }
            [one, after @ ..] => {
                if *one == letter {
                    return true;
                }
                rest = after;
            }
            [] => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(fits(&letters(pattern), &letters(text)), expected, "{pattern} {text}");
    }

    #[test]
    fn patterns_are_those_of_a_shell_but_for_slashes() {
        check("*", "", true);
        check("a/*.gz", "a/b/c.gz", true);
        check("a/*.gz", "a/b/c.gz2", false);
        check("a?c", "abc", true);
        check("a?c", "ac", false);
        check("[a-c]x[!0-9]", "bxy", true);
        check("[a-c]x[!0-9]", "bx1", false);
        check("[]]", "]", true);
        check("[x", "[x", true);
        check("*a*b*", "xxaxxbxx", true);
        check("*a*b*", "xxbxxaxx", false);
    }

    #[test]
    fn the_last_pattern_that_fits_decides() {
        let flags = [("--exclude", "*"), ("--include", "*.gz"), ("--exclude", "b/*")];
        let filter = Filter::of(flags.into_iter(), ["s3://lake/a", "s3://other"], true);
        assert!(filter.takes("lake/a/1.gz"));
        assert!(!filter.takes("lake/a/1.txt"));
        assert!(!filter.takes("lake/a/b/1.gz"));
    }
}
