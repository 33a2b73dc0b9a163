//! Regular expressions as the service models have them, matched as Java's `matches` does: the whole text or not at all.
//!
//! By trying what may come next, one possibility after another. The expressions are few and ours to choose and the texts are
//! short; a bound on the steps keeps a text that was made for it from taking long. An engine for any expression would be some
//! hundred times larger, and those without trying do not look ahead, as some models do.

/// Steps after which a text counts as one that does not match.
const STEPS_MAX: u32 = 100_000;

/// Whether a text is what an expression of a service model describes.
///
/// # Panics
/// If the expression has what none of the models has.
pub(crate) fn matches(expression: &str, text: &str) -> bool {
    Search { text, steps_left: STEPS_MAX }.alternatives(expression, 0, &mut |_, at| at == text.len())
}

struct Search<'t> {
    text: &'t str,
    steps_left: u32,
}

/// What is asked once an expression has matched up to a place: whether all that follows it matches too.
type Next<'n, 't> = &'n mut dyn FnMut(&mut Search<'t>, usize) -> bool;

/// One thing that an expression describes, before its quantifier.
#[derive(Clone, Copy)]
enum Atom<'e> {
    /// `.`
    Any,
    /// `^`
    Start,
    /// `$`
    End,
    One(char),
    /// What stands between the brackets.
    Class(&'e str),
    /// `\d`, `\p{L}` and the like.
    Kind(Kind),
    Group(&'e str),
    Ahead {
        inner: &'e str,
        negative: bool,
    },
    /// Of one character.
    Behind {
        inner: &'e str,
        negative: bool,
    },
}

/// A kind of character.
#[derive(Clone, Copy)]
enum Kind {
    Digit,
    Word,
    Space,
    NotSpace,
    Letter,
    Number,
    Separator,
}

/// An atom, how often it may stand, and what follows.
#[derive(Clone, Copy)]
struct Repeat<'e> {
    atom: Atom<'e>,
    least: u32,
    greatest: u32,
    rest: &'e str,
}

impl<'t> Search<'t> {
    /// Tries each part between bars.
    fn alternatives(&mut self, expression: &str, at: usize, next: Next<'_, 't>) -> bool {
        let mut rest = Some(expression);
        while let Some(some) = rest {
            let (part, after) = split_at_bar(some);
            if self.sequence(part, at, next) {
                return true;
            }
            rest = after;
        }
        false
    }

    fn sequence(&mut self, expression: &str, at: usize, next: Next<'_, 't>) -> bool {
        if expression.is_empty() {
            return next(self, at);
        }
        let (atom, rest) = take_atom(expression);
        let (least, greatest, rest) = take_quantifier(rest);
        let repeat = Repeat { atom, least, greatest, rest };
        if atom.is_one_character() { self.run(repeat, at, next) } else { self.repeat(repeat, 0, at, next) }
    }

    /// As many characters as may be of one kind, then fewer and fewer: without a call for each, because texts may be long.
    fn run(&mut self, repeat: Repeat<'_>, from: usize, next: Next<'_, 't>) -> bool {
        let text = self.text;
        let fitting = text[from..].chars().take_while(|&letter| repeat.atom.holds(letter));
        let (count, bytes) = fitting
            .take(repeat.greatest as usize)
            .fold((0, 0), |(count, bytes), letter| (count + 1, bytes + letter.len_utf8()));
        let mut at = from + bytes;
        for left in (repeat.least..=count).rev() {
            if !self.may_step() {
                return false;
            }
            if self.sequence(repeat.rest, at, next) {
                return true;
            }
            if left != 0 {
                at -= text[..at].chars().next_back().map_or(0, char::len_utf8);
            }
        }
        false
    }

    /// Tries one more of a group, and then to go on without.
    fn repeat(&mut self, repeat: Repeat<'_>, count: u32, at: usize, next: Next<'_, 't>) -> bool {
        if !self.may_step() {
            return false;
        }
        if count < repeat.greatest {
            let more = self.atom(repeat.atom, at, &mut |search, after| {
                // What matches nothing is not tried again.
                (after != at || count < repeat.least) && search.repeat(repeat, count + 1, after, next)
            });
            if more {
                return true;
            }
        }
        repeat.least <= count && self.sequence(repeat.rest, at, next)
    }

    fn atom(&mut self, atom: Atom<'_>, at: usize, next: Next<'_, 't>) -> bool {
        match atom {
            Atom::Start => at == 0 && next(self, at),
            Atom::End => at == self.text.len() && next(self, at),
            Atom::Group(inner) => self.alternatives(inner, at, next),
            Atom::Ahead { inner, negative } => {
                self.alternatives(inner, at, &mut |_, _| true) != negative && next(self, at)
            }
            Atom::Behind { inner, negative } => {
                let before = self.text[..at].char_indices().next_back().map(|(before, _)| before);
                let is_there = before
                    .is_some_and(|before| self.alternatives(inner, before, &mut |_, after| after == at));
                is_there != negative && next(self, at)
            }
            Atom::Any | Atom::One(_) | Atom::Class(_) | Atom::Kind(_) => {
                unreachable!("characters are matched in runs")
            }
        }
    }

    fn may_step(&mut self) -> bool {
        self.steps_left = self.steps_left.saturating_sub(1);
        self.steps_left != 0
    }
}

impl Atom<'_> {
    fn is_one_character(self) -> bool {
        matches!(self, Self::Any | Self::One(_) | Self::Class(_) | Self::Kind(_))
    }

    /// Whether a character is what this describes, which is one character.
    fn holds(self, letter: char) -> bool {
        match self {
            Self::Any => !matches!(letter, '\n' | '\r'),
            Self::One(one) => letter == one,
            Self::Class(class) => is_in_class(class, letter),
            Self::Kind(kind) => kind.holds(letter),
            _ => false,
        }
    }
}

impl Kind {
    fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'd' => Self::Digit,
            'w' => Self::Word,
            's' => Self::Space,
            'S' => Self::NotSpace,
            _ => return None,
        })
    }

    fn of_property(letter: char) -> Self {
        match letter {
            'L' => Self::Letter,
            'N' => Self::Number,
            'Z' => Self::Separator,
            _ => panic!("no model has \\p{{{letter}}}"),
        }
    }

    /// Java's `\s` and `\d` know ASCII alone.
    fn holds(self, letter: char) -> bool {
        let is_space = matches!(letter, ' ' | '\t' | '\n' | '\x0B' | '\x0C' | '\r');
        match self {
            Self::Digit => letter.is_ascii_digit(),
            Self::Word => letter.is_ascii_alphanumeric() || letter == '_',
            Self::Space => is_space,
            Self::NotSpace => !is_space,
            Self::Letter => letter.is_alphabetic(),
            Self::Number => letter.is_numeric(),
            Self::Separator => letter.is_whitespace() && !letter.is_control(),
        }
    }
}

/// What stands before the first bar that is in no group, and what follows it if there is one.
fn split_at_bar(expression: &str) -> (&str, Option<&str>) {
    let mut rest = expression;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('|') {
            return (&expression[..expression.len() - rest.len()], Some(after));
        }
        rest = take_atom(rest).1;
    }
    (expression, None)
}

/// The first atom of an expression that has one, and the rest. Quantifiers count as atoms here: who looks for bars passes over
/// them.
fn take_atom(expression: &str) -> (Atom<'_>, &str) {
    let mut letters = expression.chars();
    let first = letters.next().expect("there is something");
    let rest = letters.as_str();
    match first {
        '.' => (Atom::Any, rest),
        '^' => (Atom::Start, rest),
        '$' => (Atom::End, rest),
        '[' => {
            let end = class_end(rest);
            (Atom::Class(&rest[..end]), &rest[end + 1..])
        }
        '(' => {
            let end = group_end(rest);
            (group(&rest[..end]), &rest[end + 1..])
        }
        '\\' => take_escape(rest),
        other => (Atom::One(other), rest),
    }
}

fn group(inner: &str) -> Atom<'_> {
    let Some(marked) = inner.strip_prefix('?') else { return Atom::Group(inner) };
    for (mark, negative) in [("=", false), ("!", true)] {
        if let Some(inner) = marked.strip_prefix(mark) {
            return Atom::Ahead { inner, negative };
        }
        if let Some(inner) = marked.strip_prefix('<').and_then(|behind| behind.strip_prefix(mark)) {
            return Atom::Behind { inner, negative };
        }
    }
    Atom::Group(marked.strip_prefix(':').expect("no model has other marks of groups"))
}

/// What a backslash was before.
fn take_escape(rest: &str) -> (Atom<'_>, &str) {
    let mut letters = rest.chars();
    let escaped = letters.next().expect("a backslash stands before something");
    if escaped == 'p' {
        let (property, rest) = rest[2..].split_once('}').expect("a property is in braces");
        let letter = property.chars().next().expect("a property has a name");
        return (Atom::Kind(Kind::of_property(letter)), rest);
    }
    if escaped == 'u' {
        let code = u32::from_str_radix(&rest[1..5], 16).ok().and_then(char::from_u32);
        return (Atom::One(code.expect("a code is of a character")), &rest[5..]);
    }
    (Kind::of(escaped).map_or(Atom::One(escaped), Atom::Kind), letters.as_str())
}

/// How often an atom may stand, and the rest.
fn take_quantifier(rest: &str) -> (u32, u32, &str) {
    let (least, greatest, rest) = match rest.as_bytes().first() {
        Some(b'*') => (0, u32::MAX, &rest[1..]),
        Some(b'+') => (1, u32::MAX, &rest[1..]),
        Some(b'?') => (0, 1, &rest[1..]),
        Some(b'{') => {
            let (bounds, rest) = rest[1..].split_once('}').expect("bounds are in braces");
            let number = |text: &str| text.parse().expect("bounds are numbers");
            match bounds.split_once(',') {
                None => (number(bounds), number(bounds), rest),
                Some((least, "")) => (number(least), u32::MAX, rest),
                Some((least, greatest)) => (number(least), number(greatest), rest),
            }
        }
        _ => return (1, 1, rest),
    };
    // Reluctant or not: which is tried first changes no answer.
    (least, greatest, rest.strip_prefix('?').unwrap_or(rest))
}

/// Where the bracket closes.
fn class_end(text: &str) -> usize {
    let mut is_escaped = false;
    let closes = |(_, letter): &(usize, char)| {
        let closes = *letter == ']' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        closes
    };
    text.char_indices().find(closes).expect("a class ends").0
}

/// Where the parenthesis closes.
fn group_end(text: &str) -> usize {
    let mut rest = text;
    while !rest.starts_with(')') {
        rest = take_atom(rest).1;
    }
    text.len() - rest.len()
}

fn is_in_class(class: &str, letter: char) -> bool {
    let (mut rest, negative) = class.strip_prefix('^').map_or((class, false), |rest| (rest, true));
    let mut is_in = false;
    while !rest.is_empty() {
        let (from, after) = take_of_class(rest);
        rest = after;
        is_in |= match from {
            Atom::Kind(kind) => kind.holds(letter),
            Atom::One(from) => match rest.strip_prefix('-').filter(|rest| !rest.is_empty()) {
                Some(range) => {
                    let (Atom::One(to), after) = take_of_class(range) else {
                        panic!("a range ends in a letter")
                    };
                    rest = after;
                    (from..=to).contains(&letter)
                }
                None => from == letter,
            },
            _ => unreachable!("a class has letters and kinds of them"),
        };
    }
    is_in != negative
}

fn take_of_class(class: &str) -> (Atom<'_>, &str) {
    match class.strip_prefix('\\') {
        Some(rest) => take_escape(rest),
        None => {
            let mut letters = class.chars();
            (Atom::One(letters.next().expect("there is something")), letters.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn match_the_whole_text_or_not_at_all() {
        for (expression, yes, no) in [
            ("[a-zA-Z0-9_.-]+", &["a.b-c_9", "-"][..], &["", "a b", "\u{e4}"][..]),
            (".*", &["", "abc"], &["a\nb"]),
            (r"^$|\.[0-9a-z!\-_.*'()]+", &["", ".json.gz", "..", ".a!b"], &[".", "nodot", ".UP", ".a b"]),
            ("^$|[a-zA-Z/_]+", &["", "Europe/Berlin"], &["GMT+1"]),
            (r"arn:.*:s3:::[\w\.\-]{1,255}", &["arn:aws:s3:::a.b-c"], &["arn:aws:s3:::", "arn:aws:s3:::a/b"]),
            (r"^(?!\s*$).+", &["a", " a "], &["", "  "]),
            (r"^\S+$", &["a"], &["", "a b", " a"]),
            (r"[^:*]*", &["", "a b"], &["a:b", "*"]),
            (r"a(b|cd)?e{2,3}", &["aee", "abeee", "acdee"], &["ae", "abcdee", "aeeee"]),
            (r"x(?:(/[a-z]+){1,2})?", &["x", "x/a", "x/a/b"], &["x/", "x/a/b/c"]),
            (r".+?\.com", &["a.com", "a.com.com"], &[".com", "a.org"]),
            (
                r"jdbc:(redshift|postgresql)://((?!-)[A-Za-z0-9-]{1,63}(?<!-)\.)+(redshift(-serverless)?)\.([a-zA-Z0-9\.\-]+):\d{1,5}/[a-zA-Z0-9_$-]+",
                &["jdbc:redshift://c.a1.us-east-1.redshift.amazonaws.com:5439/dev"],
                &[
                    "jdbc:redshift://-c.a1.us-east-1.redshift.amazonaws.com:5439/dev",
                    "jdbc:redshift://c-.redshift.amazonaws.com:5439/dev",
                    "jdbc:mysql://c.redshift.amazonaws.com:1/dev",
                ],
            ),
            (
                r"^(?!aws:)[\p{L}\p{Z}\p{N}_.:\/=+\-@%]*$",
                &["", "team", "\u{e4} b", "\u{2164}", "a/b=c+d-e@f%", "xaws:"],
                &["aws:x", "a*b", "a\tb"],
            ),
            (r"[\u0001-\uFFFF]*", &["", "a\u{ffff}"], &["\0", "\u{1f600}"]),
            (
                r"^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{2}==|[A-Za-z0-9+\/]{3}=)?$",
                &["", "YWJj", "YQ==", "YWI="],
                &["Y", "YQ=", "YQ==YQ=="],
            ),
        ] {
            for text in yes {
                assert!(matches(expression, text), "{text:?} is {expression}");
            }
            for text in no {
                assert!(!matches(expression, text), "{text:?} is not {expression}");
            }
        }
    }

    #[test]
    fn long_texts_match_too() {
        let text = "a".repeat(10_240);
        assert!(matches(".*", &text) && matches("[a-z]*", &text) && !matches("[a-z]*b", &text));
    }

    #[test]
    fn a_text_that_would_take_for_ever_does_not_match() {
        assert!(!matches("(a*)*b", &"a".repeat(100)));
    }
}
