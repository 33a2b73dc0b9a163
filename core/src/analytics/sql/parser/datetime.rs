//! `DATE '...'`, `TIME '...'` and `TIMESTAMP '...'`.

use alloc::format;

use super::{Failed, Parse, Parser};
use crate::analytics::sql::ast::{Clock, Day, Literal};

#[derive(Clone, Copy)]
enum Form {
    Date,
    Time,
    Timestamp,
}

impl Form {
    fn word(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Timestamp => "TIMESTAMP",
        }
    }

    fn pattern(self) -> &'static str {
        match self {
            Self::Date => "yyyy-MM-dd",
            Self::Time => "HH:mm:ss[.SSS]",
            Self::Timestamp => "yyyy-MM-dd HH:mm:ss[.SSS]",
        }
    }

    fn read(self, text: &str) -> Option<Literal> {
        match self {
            Self::Date => day(text).map(Literal::Date),
            Self::Time => clock(text).map(Literal::Time),
            Self::Timestamp => {
                let (date, time) = text.split_once(' ')?;
                Some(Literal::Timestamp(day(date)?, clock(time)?))
            }
        }
    }
}

impl Parser<'_> {
    /// Reads `DATE` and the like with the text behind it.
    pub(super) fn datetime_literal(&mut self) -> Parse<Literal> {
        let forms = [Form::Date, Form::Time, Form::Timestamp];
        match forms.into_iter().find(|form| self.eat(form.word())) {
            Some(form) => self.datetime(form),
            None => self.unexpected(),
        }
    }

    /// Reads `{d '...'}`, `{t '...'}` and `{ts '...'}`, as JDBC writes them.
    pub(super) fn datetime_in_braces(&mut self) -> Parse<Literal> {
        self.expect("{")?;
        let form = if self.eat("D") {
            Form::Date
        } else if self.eat("T") {
            Form::Time
        } else {
            self.expect("TS")?;
            Form::Timestamp
        };
        let literal = self.datetime(form)?;
        self.expect("}")?;
        Ok(literal)
    }

    fn datetime(&mut self, form: Form) -> Parse<Literal> {
        let span = self.span();
        let text = self.string()?;
        match form.read(&text) {
            Some(literal) => Ok(literal),
            None => {
                let (word, pattern) = (form.word(), form.pattern());
                let message = format!("'{}' is no {word}", text.escape_debug());
                self.error(span, message, Some(format!("the format is {pattern}, without blanks around it")));
                Err(Failed)
            }
        }
    }
}

/// `yyyy-MM-dd`, a day that the calendar has.
fn day(text: &str) -> Option<Day> {
    let mut fields = text.split('-');
    let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() || year.len() != 4 {
        return None;
    }
    let (year, month) = (number(year, 4, 1, 9_999)?, number(month, 2, 1, 12)? as u8);
    let day = number(day, 2, 1, Day::days_of(year, month).into())? as u8;
    Some(Day { year, month, day })
}

/// `HH:mm:ss`, with up to three digits behind a point.
fn clock(text: &str) -> Option<Clock> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut fields = whole.split(':');
    let (hour, minute, second) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() {
        return None;
    }
    let scale = [100, 10, 1].get(fraction.len().checked_sub(1)?)?;
    Some(Clock {
        hour: number(hour, 2, 0, 23)? as u8,
        minute: number(minute, 2, 0, 59)? as u8,
        second: number(second, 2, 0, 59)? as u8,
        millisecond: number(fraction, 3, 0, 999)? * scale,
    })
}

/// A number of so many digits at most, within its bounds.
fn number(digits: &str, digits_max: usize, min: u16, max: u16) -> Option<u16> {
    let is_number = (1..=digits_max).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| is_number)?;
    (min..=max).contains(&number).then_some(number)
}
