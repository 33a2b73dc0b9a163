//! Writing a moment by a pattern.

use alloc::string::String;
use core::fmt::Write;

use super::{DatePattern, Item, Letter, names};
use crate::analytics::function::calendar::{self, DAY, Moment};

impl DatePattern {
    /// Writes a moment; unit: milliseconds since 1970-01-01 00:00:00 UTC.
    pub fn print(&self, milliseconds: i64) -> String {
        let mut text = String::new();
        for item in &self.items {
            match item {
                Item::Literal(literal) => text.push_str(literal),
                Item::Letter(letter, count) => print_letter(*letter, *count, milliseconds, &mut text),
            }
        }
        text
    }
}

fn print_letter(letter: Letter, count: usize, milliseconds: i64, text: &mut String) {
    let Moment { year, month, day, time } = calendar::moment(milliseconds);
    let days = milliseconds.div_euclid(DAY);
    let (hour, weekday) = (time / 3_600_000, calendar::weekday(days));
    let named = |name: &'static str| if count >= 4 { name } else { names::short(name) };
    let number = match letter {
        Letter::Year => return print_year(if year > 0 { year } else { 1 - year }, count, text),
        Letter::WeekYear => return print_year(calendar::week(days).0, count, text),
        Letter::Era => return text.push_str(names::ERAS[usize::from(year > 0)]),
        Letter::Month if count > 2 => return text.push_str(named(names::MONTHS[month as usize - 1])),
        Letter::WeekdayName => return text.push_str(named(names::WEEKDAYS[weekday as usize])),
        Letter::HalfOfDay => return text.push_str(names::HALVES[usize::from(hour >= 12)]),
        Letter::ZoneName => {
            return text.push_str(if count >= 4 { "Coordinated Universal Time" } else { "UTC" });
        }
        Letter::ZoneOffset => return text.push_str("+0000"),
        Letter::ZoneIso => return text.push('Z'),
        Letter::Month => month,
        Letter::WeekOfYear => calendar::week(days).1,
        // The week of the month's first day is the first, as far as it goes.
        Letter::WeekOfMonth => (day - 1 + calendar::weekday(days - day + 1)) / 7 + 1,
        Letter::DayOfYear => calendar::day_of_year(days),
        Letter::DayOfMonth => day,
        Letter::WeekdayOfMonth => (day - 1) / 7 + 1,
        Letter::WeekdayNumber => {
            if weekday == 0 {
                7
            } else {
                weekday
            }
        }
        Letter::Hour0To23 => hour,
        Letter::Hour1To24 => {
            if hour == 0 {
                24
            } else {
                hour
            }
        }
        Letter::Hour0To11 => hour % 12,
        Letter::Hour1To12 => (hour + 11) % 12 + 1,
        Letter::Minute => time / 60_000 % 60,
        Letter::Second => time / 1_000 % 60,
        Letter::Millisecond => time % 1_000,
    };
    print_number(number, count, text);
}

/// Two letters are the last two digits.
fn print_year(year: i64, count: usize, text: &mut String) {
    if count == 2 { print_number(year.rem_euclid(100), 2, text) } else { print_number(year, count, text) }
}

fn print_number(number: i64, digits: usize, text: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(text, "{number:0digits$}");
}
