//! Patterns of `!{timestamp:…}`: those of Java's `DateTimeFormatter`, in English as spoken in the United States.
//!
//! Source: the Java SE documentation of `DateTimeFormatterBuilder.appendPattern`. Which letters the service refuses when they
//! stand alone was measured on it in September 2026, and is what Java itself refuses. Weeks begin on Sunday and the first
//! holds January 1: Observed in captures of the service, 2026.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::local::Local;

/// A pattern, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Field(Field),
}

/// A run of one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Field {
    letter: char,
    count: usize,
    /// Letters that it fills at least, with blanks before it.
    width: usize,
}

/// Most digits of a number without an upper bound.
const DIGITS_MAX: usize = 19;

impl Pattern {
    /// Reads a pattern; `None` where Java would refuse it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut optional_depth = 0_usize;
        let mut width = 0;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if first.is_ascii_alphabetic() {
                let count = rest.chars().take_while(|&letter| letter == first).count();
                rest = &rest[count..];
                if first == 'p' {
                    if width != 0 || !rest.starts_with(|next: char| next.is_ascii_alphabetic()) {
                        return None;
                    }
                    width = count;
                    continue;
                }
                if !is_count_of(first, count) {
                    return None;
                }
                pieces.push(Piece::Field(Field { letter: first, count, width: core::mem::take(&mut width) }));
                continue;
            }
            rest = &rest[first.len_utf8()..];
            match first {
                '\'' => {
                    let (quoted, after) = unquote(rest)?;
                    pieces.push(Piece::Literal(quoted));
                    rest = after;
                }
                // All that these sections may hold is always there, so they are always printed.
                '[' => optional_depth += 1,
                ']' => optional_depth = optional_depth.checked_sub(1)?,
                '{' | '}' | '#' => return None,
                other => pieces.push(Piece::Literal(other.into())),
            }
        }
        Some(Self(pieces))
    }

    /// Prints a moment.
    pub(super) fn print(&self, at: &Local<'_>, out: &mut String) {
        for piece in &self.0 {
            match piece {
                Piece::Literal(text) => out.push_str(text),
                Piece::Field(field) => {
                    let text = print_field(field.letter, field.count, at);
                    out.extend(core::iter::repeat_n(' ', field.width.saturating_sub(text.chars().count())));
                    out.push_str(&text);
                }
            }
        }
    }
}

/// What stands before the closing quote, and what follows it; two quotes are one.
fn unquote(text: &str) -> Option<(String, &str)> {
    if let Some(after) = text.strip_prefix('\'') {
        return Some(("'".into(), after));
    }
    let mut quoted = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        quoted.push_str(before);
        let Some(more) = after.strip_prefix('\'') else { return Some((quoted, after)) };
        quoted.push('\'');
        rest = more;
    }
}

/// Whether a letter may stand so many times in a row.
fn is_count_of(letter: char, count: usize) -> bool {
    match letter {
        'G' | 'E' | 'e' | 'M' | 'L' | 'Q' | 'q' | 'X' | 'x' | 'Z' => count <= 5,
        'c' => count <= 5 && count != 2,
        'a' | 'F' | 'W' => count == 1,
        'B' => matches!(count, 1 | 4 | 5),
        'd' | 'h' | 'H' | 'k' | 'K' | 'm' | 's' | 'w' => count <= 2,
        'D' => count <= 3,
        'S' => count <= 9,
        'u' | 'y' | 'Y' | 'A' | 'n' | 'N' | 'g' => count <= DIGITS_MAX,
        'V' => count == 2,
        'z' => count <= 4,
        'v' | 'O' => matches!(count, 1 | 4),
        _ => false,
    }
}

fn print_field(letter: char, count: usize, at: &Local<'_>) -> String {
    let date = &at.civil;
    match letter {
        'u' | 'y' => year(date.year, count),
        'Y' => year(at.week_of_year().0, count),
        'M' | 'L' => number_or_name(date.month, &MONTHS[date.month as usize - 1], count),
        'Q' | 'q' => quarter((date.month - 1) / 3 + 1, count),
        'E' => name(&WEEKDAYS[date.weekday], count.max(3)),
        'e' | 'c' => number_or_name(date.weekday as i64 + 1, &WEEKDAYS[date.weekday], count),
        'G' => ["AD", "AD", "AD", "Anno Domini", "A"][count - 1].into(),
        'a' => if date.hour < 12 { "AM" } else { "PM" }.into(),
        'B' => period_of_day(date.hour, date.minute).into(),
        'd' => number(date.day, count),
        'D' => number(at.day_of_year(), count),
        'F' => number((date.day - 1) / 7 + 1, count),
        'w' => number(at.week_of_year().1, count),
        'W' => number(at.week_of_month(), count),
        'g' => number(at.modified_julian_day(), count),
        'H' => number(date.hour, count),
        'k' => number(if date.hour == 0 { 24 } else { date.hour }, count),
        'K' => number(date.hour % 12, count),
        'h' => number(if date.hour % 12 == 0 { 12 } else { date.hour % 12 }, count),
        'm' => number(date.minute, count),
        's' => number(date.second, count),
        'S' => format!("{:09}", at.nanos)[..count].into(),
        'n' => number(at.nanos, count),
        'A' => number(at.second_of_day() * 1_000 + at.nanos / 1_000_000, count),
        'N' => number(at.second_of_day() * 1_000_000_000 + at.nanos, count),
        'V' => at.zone.into(),
        // Assumed: four letters print what fewer do. Java prints the whole name there, as it is in the language of its machine.
        'z' | 'v' => at.abbreviation.into(),
        'O' => offset_of_gmt(at.offset_secs, count == 4),
        'X' if at.offset_secs == 0 => "Z".into(),
        'X' | 'x' => offset(at.offset_secs, OFFSETS[count - 1]),
        'Z' if count == 4 => offset_of_gmt(at.offset_secs, true),
        'Z' if count == 5 && at.offset_secs == 0 => "Z".into(),
        'Z' => offset(at.offset_secs, if count == 5 { OFFSETS[4] } else { OFFSETS[1] }),
        _ => unreachable!("the pattern was read"),
    }
}

fn number(value: i64, digits_min: usize) -> String {
    format!("{value:0digits_min$}")
}

/// Two letters ask for the last two digits, four and more for a sign before what they do not hold.
fn year(year: i64, count: usize) -> String {
    match count {
        2 => format!("{:02}", year.rem_euclid(100)),
        4.. if 10_i64.pow(count.min(18) as u32) <= year => format!("+{year}"),
        _ => number(year, count),
    }
}

const MONTHS: [[&str; 3]; 12] = [
    ["Jan", "January", "J"],
    ["Feb", "February", "F"],
    ["Mar", "March", "M"],
    ["Apr", "April", "A"],
    ["May", "May", "M"],
    ["Jun", "June", "J"],
    ["Jul", "July", "J"],
    ["Aug", "August", "A"],
    ["Sep", "September", "S"],
    ["Oct", "October", "O"],
    ["Nov", "November", "N"],
    ["Dec", "December", "D"],
];

const WEEKDAYS: [[&str; 3]; 7] = [
    ["Sun", "Sunday", "S"],
    ["Mon", "Monday", "M"],
    ["Tue", "Tuesday", "T"],
    ["Wed", "Wednesday", "W"],
    ["Thu", "Thursday", "T"],
    ["Fri", "Friday", "F"],
    ["Sat", "Saturday", "S"],
];

/// Three letters for a short name, four for the whole, five for its first letter.
fn name(names: &[&str; 3], count: usize) -> String {
    names[count - 3].into()
}

fn number_or_name(value: i64, names: &[&str; 3], count: usize) -> String {
    if count <= 2 { number(value, count) } else { name(names, count) }
}

fn quarter(quarter: i64, count: usize) -> String {
    match count {
        3 => format!("Q{quarter}"),
        4 => format!("{quarter}{} quarter", ["st", "nd", "rd", "th"][quarter as usize - 1]),
        5 => format!("{quarter}"),
        _ => number(quarter, count),
    }
}

/// Source: CLDR, day periods of English.
fn period_of_day(hour: i64, minute: i64) -> &'static str {
    match (hour, minute) {
        (0, 0) => "midnight",
        (12, 0) => "noon",
        (6..=11, _) => "in the morning",
        (12..=17, _) => "in the afternoon",
        (18..=20, _) => "in the evening",
        _ => "at night",
    }
}

/// How an offset is written: whether with colons, and whether minutes and seconds stand where they are zero.
#[derive(Clone, Copy)]
struct OffsetForm {
    colons: bool,
    minutes: bool,
    seconds: bool,
}

/// One to five letters.
const OFFSETS: [OffsetForm; 5] = [
    OffsetForm { colons: false, minutes: false, seconds: false },
    OffsetForm { colons: false, minutes: true, seconds: false },
    OffsetForm { colons: true, minutes: true, seconds: false },
    OffsetForm { colons: false, minutes: true, seconds: true },
    OffsetForm { colons: true, minutes: true, seconds: true },
];

fn offset(secs: i32, form: OffsetForm) -> String {
    let (sign, secs) = (if secs < 0 { '-' } else { '+' }, secs.unsigned_abs());
    let (hours, minutes, seconds) = (secs / 3_600, secs / 60 % 60, secs % 60);
    let colon = if form.colons { ":" } else { "" };
    let mut text = format!("{sign}{hours:02}");
    if form.minutes || minutes != 0 {
        text += &format!("{colon}{minutes:02}");
    }
    if form.seconds && seconds != 0 {
        text += &format!("{colon}{seconds:02}");
    }
    text
}

/// `GMT+8` or, in full, `GMT+08:00`.
fn offset_of_gmt(secs: i32, in_full: bool) -> String {
    let (sign, unsigned) = (if secs < 0 { '-' } else { '+' }, secs.unsigned_abs());
    let (hours, minutes) = (unsigned / 3_600, unsigned / 60 % 60);
    match (secs, in_full) {
        (0, _) => "GMT".into(),
        (_, true) => format!("GMT{sign}{hours:02}:{minutes:02}"),
        (_, false) if minutes == 0 => format!("GMT{sign}{hours}"),
        (_, false) => format!("GMT{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    fn print(pattern: &str, at: &str) -> String {
        let mut out = String::new();
        let pattern = Pattern::parse(pattern).unwrap_or_else(|| panic!("{pattern}"));
        pattern.print(&Local::utc(Instant::parse(at).unwrap()), &mut out);
        out
    }

    #[test]
    fn letters_print_as_in_java() {
        let at = "2026-07-13T14:05:09.123Z";
        for (pattern, expected) in [
            ("yyyy/MM/dd/HH/", "2026/07/13/14/"),
            ("uuuu yy y yyyyy", "2026 26 2026 02026"),
            ("YYYY-'W'ww", "2026-W29"),
            ("M MM MMM MMMM MMMMM L LLLL", "7 07 Jul July J 7 July"),
            ("d dd D DDD", "13 13 194 194"),
            ("H HH h hh k kk K KK a", "14 14 2 02 14 14 2 02 PM"),
            ("m mm s ss S SSS SSSSSSSSS", "5 05 9 09 1 123 123000000"),
            ("A n N", "50709123 123000000 50709123000000"),
            ("w W F g", "29 3 2 61234"),
            ("E EEEE EEEEE e ee eee c ccc", "Mon Monday M 2 02 Mon 2 Mon"),
            ("G GGGG GGGGG", "AD Anno Domini A"),
            ("Q QQ QQQ QQQQ q", "3 03 Q3 3rd quarter 3"),
            ("z VV X XXX x xxx Z ZZZZ ZZZZZ O OOOO", "UTC UTC Z Z +00 +00:00 +0000 GMT Z GMT GMT"),
            ("B", "in the afternoon"),
            ("ppH|ppppM", "14|   7"),
            ("yyyy['-'MM]", "2026-07"),
            ("'a''b' '' yy", "a'b ' 26"),
        ] {
            assert_eq!(print(pattern, at), expected, "{pattern}");
        }
    }

    #[test]
    fn hours_turn_over_at_midnight_and_noon() {
        assert_eq!(print("H h k K a B", "2026-07-13T00:00:00Z"), "0 12 24 0 AM midnight");
        assert_eq!(print("H h k K a B", "2026-07-13T12:00:00Z"), "12 12 12 0 PM noon");
        assert_eq!(print("B", "2026-07-13T23:00:00Z"), "at night");
    }

    #[test]
    fn weeks_begin_on_sunday_and_the_first_holds_the_first_of_january() {
        for (at, expected) in [
            ("2026-01-01T00:00:00Z", "2026 1 1"),
            ("2025-12-27T00:00:00Z", "2025 52 4"),
            ("2025-12-28T00:00:00Z", "2026 1 5"),
            ("2018-08-27T10:30:00Z", "2018 35 5"),
            ("2023-01-01T00:00:00Z", "2023 1 1"),
            ("2022-12-31T00:00:00Z", "2022 53 5"),
        ] {
            assert_eq!(print("Y w W", at), expected, "{at}");
        }
    }

    #[test]
    fn offsets_print_in_all_forms() {
        for (secs, expected) in [
            (8 * 3_600, "+08 +0800 +08:00 +0800 +08:00 +0800 GMT+8 GMT+08:00"),
            (-(3 * 3_600 + 1_800), "-0330 -0330 -03:30 -0330 -03:30 -0330 GMT-3:30 GMT-03:30"),
            (3_601, "+01 +0100 +01:00 +010001 +01:00:01 +0100 GMT+1 GMT+01:00"),
        ] {
            let at = Local::new(Instant::EPOCH, secs, "x", "x");
            let mut out = String::new();
            Pattern::parse("X XX XXX XXXX XXXXX Z O OOOO").unwrap().print(&at, &mut out);
            assert_eq!(out, expected);
        }
    }

    /// Measured on the service over all 52 letters, September 2026.
    #[test]
    fn lone_letters_are_refused_as_the_service_refuses_them() {
        let refused: String = ('A'..='Z')
            .chain('a'..='z')
            .filter(|letter| Pattern::parse(&String::from(*letter)).is_none())
            .collect();
        assert_eq!(refused, "CIJPRTUVbfijloprt");
    }

    #[test]
    fn what_java_refuses_is_refused() {
        for wrong in [
            "ddd", "HHH", "cc", "DDDD", "VVV", "aa", "OO", "'open", "yyyy]", "{", "#", "p", "pp-", "ppp'x'",
            "MMMMMM",
        ] {
            assert_eq!(Pattern::parse(wrong), None, "{wrong}");
        }
    }
}
