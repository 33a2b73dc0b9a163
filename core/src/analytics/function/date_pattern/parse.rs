//! Reading a text by a pattern, from left to right. What stands behind the last item does not matter.

use super::fields::Fields;
use super::{DatePattern, Item, Letter, names, zone};
use crate::analytics::function::calendar::{self, YEARS_MAX};
use crate::analytics::function::refusal::{Fault, shortened};

impl DatePattern {
    /// Milliseconds since 1970-01-01 00:00:00 UTC of a text. `now` says which century a year of two digits is in.
    ///
    /// # Errors
    /// The text is not of this form, or names a day or a time that there is not.
    pub fn parse(&self, text: &str, now: i64) -> Result<i64, Fault> {
        let unparseable = || Fault::new(alloc::format!("Unparseable date: \"{}\"", shortened(text)));
        let mut reader = Reader { rest: text, now, fields: Fields::default() };
        for (at, item) in self.items.iter().enumerate() {
            match item {
                Item::Literal(literal) => {
                    reader.rest = reader.rest.strip_prefix(literal.as_str()).ok_or_else(unparseable)?;
                }
                Item::Letter(letter, count) => {
                    // A number that another one follows at once ends where its letters end.
                    let next = self.items.get(at + 1);
                    let is_followed =
                        matches!(next, Some(Item::Letter(next, count)) if is_number(*next, *count));
                    let digits_max = if is_followed { *count } else { usize::MAX };
                    reader.letter(*letter, *count, digits_max).ok_or_else(unparseable)?;
                }
            }
        }
        reader.fields.moment().ok_or_else(unparseable)
    }
}

fn is_number(letter: Letter, count: usize) -> bool {
    match letter {
        Letter::Month => count <= 2,
        Letter::Era | Letter::WeekdayName | Letter::HalfOfDay => false,
        Letter::ZoneName | Letter::ZoneOffset | Letter::ZoneIso => false,
        _ => true,
    }
}

struct Reader<'t> {
    rest: &'t str,
    now: i64,
    fields: Fields,
}

impl Reader<'_> {
    /// Reads what one letter stands for; `None` where it is not there or too large.
    fn letter(&mut self, letter: Letter, count: usize, digits_max: usize) -> Option<()> {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
        match letter {
            Letter::Year | Letter::WeekYear => self.fields.year = Some(self.year(count, digits_max)?),
            Letter::Month if count > 2 => self.fields.month = Some(self.name(&names::MONTHS)? + 1),
            Letter::Month => self.fields.month = Some(self.number(digits_max, 1, 12)?),
            Letter::WeekOfYear => self.fields.week_of_year = Some(self.number(digits_max, 1, 53)?),
            Letter::DayOfYear => self.fields.day_of_year = Some(self.number(digits_max, 1, 366)?),
            Letter::DayOfMonth => self.fields.day_of_month = Some(self.number(digits_max, 1, 31)?),
            // These two say nothing that the month's day does not say better; they must be right and no more.
            Letter::WeekOfMonth => drop(self.number(digits_max, 0, 6)?),
            Letter::WeekdayOfMonth => drop(self.number(digits_max, 1, 5)?),
            Letter::WeekdayName => self.fields.weekday = Some(self.name(&names::WEEKDAYS)?),
            Letter::WeekdayNumber => self.fields.weekday = Some(self.number(digits_max, 1, 7)? % 7),
            Letter::Era => self.fields.is_before_christ = self.name(&names::ERAS)? == 0,
            Letter::HalfOfDay => self.fields.is_afternoon = Some(self.name(&names::HALVES)? == 1),
            Letter::Hour0To23 => self.fields.hour = Some(self.number(digits_max, 0, 23)?),
            Letter::Hour1To24 => self.fields.hour = Some(self.number(digits_max, 1, 24)? % 24),
            // An hour of half a day that is above 12 is taken for one of the whole day, as 0 is.
            Letter::Hour0To11 | Letter::Hour1To12 => {
                let hour = self.number(digits_max, 0, 23)?;
                self.fields.hour_of_half = Some(if hour == 12 { 0 } else { hour });
            }
            Letter::Minute => self.fields.minute = self.number(digits_max, 0, 59)?,
            Letter::Second => self.fields.second = self.number(digits_max, 0, 59)?,
            Letter::Millisecond => self.fields.millisecond = self.number(digits_max, 0, 999)?,
            Letter::ZoneName | Letter::ZoneOffset | Letter::ZoneIso => {
                let (offset, length) = zone::parse(self.rest)?;
                self.fields.offset = offset;
                self.rest = &self.rest[length..];
            }
        }
        Some(())
    }

    /// A year. `yy` and exactly two digits is the year of those digits from 80 years ago to 19 years on.
    fn year(&mut self, count: usize, digits_max: usize) -> Option<i64> {
        let before = self.rest.len();
        let year = self.number(digits_max, 0, YEARS_MAX)?;
        if count != 2 || before - self.rest.len() != 2 {
            return Some(year);
        }
        let first = calendar::moment(self.now).year - 80;
        Some(first + (year - first).rem_euclid(100))
    }

    fn number(&mut self, digits_max: usize, min: i64, max: i64) -> Option<i64> {
        let count = self.rest.bytes().take(digits_max).take_while(u8::is_ascii_digit).count();
        let number = self.rest[..count].parse().ok().filter(|number| (min..=max).contains(number))?;
        self.rest = &self.rest[count..];
        Some(number)
    }

    fn name(&mut self, names: &[&'static str]) -> Option<i64> {
        let (at, length) = names::find(names, self.rest)?;
        self.rest = &self.rest[length..];
        Some(at as i64)
    }
}
