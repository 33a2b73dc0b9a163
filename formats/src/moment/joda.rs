//! Patterns of time as the library Joda-Time has them, for reading only.
//!
//! # Source
//! Joda-Time 2.12, documentation of `DateTimeFormat`.

use super::{DAY, day, text};
use crate::store::Moment;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A pattern that was understood.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Vec<Item>);

#[derive(Clone, Debug, PartialEq)]
enum Item {
    /// A letter, and how often it stands there.
    Field(char, usize),
    Literal(String),
}

/// What was read so far; what a pattern does not say is as on the first of January 1970.
struct Parts {
    year: i64,
    month: u32,
    day: u32,
    day_of_year: Option<u32>,
    hour: u32,
    /// Hours from noon on count on from 12; `None` where the clock has 24.
    half_day: Option<bool>,
    minute: u32,
    second: u32,
    nanos: u32,
    offset_s: i64,
}

impl Pattern {
    /// Understands a pattern.
    ///
    /// # Errors
    /// Names the letter that means nothing.
    pub(crate) fn parse(pattern: &str) -> Result<Self, String> {
        let mut items = Vec::new();
        let mut rest = pattern;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '\'' => quoted(rest, &mut items),
                'a'..='z' | 'A'..='Z' => {
                    let count = rest.chars().take_while(|c| *c == first).count();
                    if !"yYuMdDEeaHkKhmsSzZG".contains(first) {
                        return Err(format!("Illegal pattern component: {}", &rest[..count]));
                    }
                    items.push(Item::Field(first, count));
                    count
                }
                other => {
                    items.push(Item::Literal(other.to_string()));
                    other.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        Ok(Self(items))
    }

    /// The moment that a text says, in UTC; `None` where it is not of this form.
    pub(crate) fn read(&self, text: &str) -> Option<Moment> {
        let mut parts = Parts {
            year: 1970,
            month: 1,
            day: 1,
            day_of_year: None,
            hour: 0,
            half_day: None,
            minute: 0,
            second: 0,
            nanos: 0,
            offset_s: 0,
        };
        let mut rest = text;
        for (index, item) in self.0.iter().enumerate() {
            rest = match item {
                Item::Literal(literal) => strip_ignoring_case(rest, literal)?,
                Item::Field(letter, count) => {
                    let is_fixed = self.0.get(index + 1).is_some_and(Item::is_number);
                    parts.read(rest, *letter, *count, is_fixed)?
                }
            };
        }
        if rest.is_empty() { parts.moment() } else { None }
    }
}

/// Text in quotes, of which two are one; how long it is.
fn quoted(text: &str, items: &mut Vec<Item>) -> usize {
    if text.starts_with("''") {
        items.push(Item::Literal("'".to_owned()));
        return 2;
    }
    let mut literal = String::new();
    let mut at = 1;
    while let Some(c) = text[at..].chars().next() {
        at += c.len_utf8();
        match c {
            '\'' if text[at..].starts_with('\'') => {
                literal.push('\'');
                at += 1;
            }
            '\'' => break,
            c => literal.push(c),
        }
    }
    items.push(Item::Literal(literal));
    at
}

impl Item {
    fn is_number(&self) -> bool {
        match self {
            Self::Field('M', count) => *count <= 2,
            Self::Field(letter, _) => !"EazZG".contains(*letter),
            Self::Literal(_) => false,
        }
    }
}

impl Parts {
    /// Reads a field; what stands behind it. Where the next field is a number too, this one has its digits exactly.
    fn read<'a>(&mut self, text: &'a str, letter: char, count: usize, is_fixed: bool) -> Option<&'a str> {
        let number = |max: usize| take_number(text, if is_fixed { count } else { max.max(count) }, is_fixed);
        match letter {
            'y' | 'Y' | 'u' if count == 2 => {
                let (value, rest) = number(2)?;
                // Two digits are of the century that lies half before and half after 2000.
                self.year = if value >= 50 { 1900 + i64::from(value) } else { 2000 + i64::from(value) };
                Some(rest)
            }
            'y' | 'Y' | 'u' => number(9).map(|(value, rest)| (self.year = value.into(), rest).1),
            'M' if count > 2 => {
                take_name(text, &MONTHS).map(|(index, rest)| (self.month = index + 1, rest).1)
            }
            'M' => number(2).map(|(value, rest)| (self.month = value, rest).1),
            'd' => number(2).map(|(value, rest)| (self.day = value, rest).1),
            'D' => number(3).map(|(value, rest)| (self.day_of_year = Some(value), rest).1),
            'E' => take_name(text, &WEEKDAYS).map(|(_, rest)| rest),
            'e' => number(1).map(|(_, rest)| rest),
            'G' => strip_ignoring_case(text, "AD"),
            'H' => number(2).map(|(value, rest)| (self.hour = value, rest).1),
            'k' => number(2).map(|(value, rest)| (self.hour = value % 24, rest).1),
            'K' | 'h' => number(2).map(|(value, rest)| (self.hour = value % 12, rest).1),
            'a' => self.read_half_day(text),
            'm' => number(2).map(|(value, rest)| (self.minute = value, rest).1),
            's' => number(2).map(|(value, rest)| (self.second = value, rest).1),
            'S' => self.read_fraction(text, count),
            _ => self.read_zone(text),
        }
    }

    fn read_half_day<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let (index, rest) = take_name(text, &["am", "pm"])?;
        self.half_day = Some(index == 1);
        Some(rest)
    }

    fn read_fraction<'a>(&mut self, text: &'a str, count: usize) -> Option<&'a str> {
        let length = text.bytes().take(count).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = text.split_at(length);
        self.nanos = text::nanos(&digits[..length.min(9)])?;
        Some(rest)
    }

    /// `Z`, `+01:00`, `+0100`, `+01`, `UTC` or `GMT`; names of regions have rules that this crate does not know.
    fn read_zone<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        for name in ["UTC", "GMT", "Z"] {
            if let Some(rest) = text.strip_prefix(name) {
                return Some(rest);
            }
        }
        let (sign, rest) = text.split_at_checked(1)?;
        let sign = match sign {
            "+" => 1,
            "-" => -1,
            _ => return None,
        };
        let (hours, rest) = take_number(rest, 2, true)?;
        let (minutes, rest) = match take_number(rest.strip_prefix(':').unwrap_or(rest), 2, true) {
            Some((minutes, rest)) => (minutes, rest),
            None => (0, rest),
        };
        self.offset_s = sign * i64::from(hours * 3600 + minutes * 60);
        Some(rest)
    }

    fn moment(&self) -> Option<Moment> {
        let date = match self.day_of_year {
            Some(of_year) => {
                let date = day(self.year, 1, 1)?.checked_add(i32::try_from(of_year).ok()? - 1)?;
                (1..=366).contains(&of_year).then_some(date)?
            }
            None => day(self.year, self.month, self.day)?,
        };
        let hour = self.hour + if self.half_day == Some(true) { 12 } else { 0 };
        if hour > 23 || self.minute > 59 || self.second > 59 || self.offset_s.abs() > DAY || self.year > 9999
        {
            return None;
        }
        let seconds = i64::from(hour * 3600 + self.minute * 60 + self.second);
        Some(Moment::new(date, seconds - self.offset_s, self.nanos))
    }
}

fn take_number(text: &str, max: usize, is_exact: bool) -> Option<(u32, &str)> {
    let length = text.bytes().take(max).take_while(u8::is_ascii_digit).count();
    if length == 0 || (is_exact && length != max) {
        return None;
    }
    Some((text::digits(&text[..length], 1, 9)?, &text[length..]))
}

/// A name, or its first three letters; which of the names it is.
fn take_name<'a>(text: &'a str, names: &[&str]) -> Option<(u32, &'a str)> {
    let take = |name: &str| strip_ignoring_case(text, name);
    names.iter().enumerate().find_map(|(index, name)| {
        let rest = take(name).or_else(|| take(name.get(..3)?))?;
        Some((index as u32, rest))
    })
}

fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: &str) {
        let shown = match Pattern::parse(pattern) {
            Ok(pattern) => pattern.read(text).map_or("none".to_owned(), text::show),
            Err(error) => error,
        };
        assert_eq!(shown, expected, "{pattern} of {text}");
    }

    #[test]
    fn patterns_read_what_they_say() {
        check("yyyy-MM-dd'T'HH:mm:ss.SSSZZ", "2019-08-09T20:20:27.123+02:00", "2019-08-09 18:20:27.123");
        check("yyyy-MM-dd HH:mm:ss", "2019-08-09 20:20:27", "2019-08-09 20:20:27");
        check("yyyyMMddHHmmss", "20190809202027", "2019-08-09 20:20:27");
        check("d/M/yy h:mm a", "9/8/19 8:05 PM", "2019-08-09 20:05:00");
        check("EEE, dd MMM yyyy HH:mm:ss z", "Fri, 09 Aug 2019 20:20:27 GMT", "2019-08-09 20:20:27");
        check("yyyy-DDD", "2019-221", "2019-08-09 00:00:00");
        check("HH 'o''clock'", "08 o'clock", "1970-01-01 08:00:00");
        check("dd MMMM yyyy", "01 March 2020", "2020-03-01 00:00:00");
        check("yyyy-MM-dd", "2019-08-09T", "none");
        check("yyyy-MM-dd", "2019-02-29", "none");
        check("yyyy-bb", "", "Illegal pattern component: bb");
    }

    proptest::proptest! {
        #[test]
        fn any_pattern_and_text_are_safe(pattern in "[yMdDEaHkhmsSzZ' :/.é-]{0,12}", text in "\\PC{0,20}", digits in "[0-9+: -]{0,20}") {
            if let Ok(pattern) = Pattern::parse(&pattern) {
                pattern.read(&text);
                pattern.read(&digits);
            }
        }
    }
}
