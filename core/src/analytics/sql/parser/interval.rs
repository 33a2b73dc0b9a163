//! `INTERVAL '...' qualifier` and units of time.

use alloc::format;
use alloc::string::String;

use super::{Failed, Parse, Parser};
use crate::analytics::sql::ast::{IntervalLiteral, Literal};
use crate::analytics::sql_type::{Qualifier, Unit};

/// Digits of the first field at most. Source: SQL reference, "Rules for Specifying Intervals".
const DIGITS_MAX: u8 = 10;
/// Digits of the first field where no number is told. Source: the same.
const DIGITS: u8 = 2;
/// Digits behind the point of seconds, at most and where no number is told. Source: the same; the standard has six.
const FRACTION_DIGITS: u8 = 3;

/// Words of units, from the longest.
const UNITS: &[(&str, Unit)] = &[
    ("YEAR", Unit::Year),
    ("MONTH", Unit::Month),
    ("DAY", Unit::Day),
    ("HOUR", Unit::Hour),
    ("MINUTE", Unit::Minute),
    ("SECOND", Unit::Second),
];

/// Why a text is no interval.
struct Misfit {
    message: String,
    hint: String,
}

impl Parser<'_> {
    /// Whether the word of a unit comes next.
    pub(super) fn begins_unit(&self) -> bool {
        UNITS.iter().any(|(word, _)| self.is_word(0, word))
    }

    /// Reads the word of a unit.
    pub(super) fn unit(&mut self) -> Parse<Unit> {
        match UNITS.iter().find(|(word, _)| self.eat(word)) {
            Some((_, unit)) => Ok(*unit),
            None => self.unexpected(),
        }
    }

    /// Reads `DAY(2) TO SECOND(3)` and the like.
    pub(super) fn qualifier(&mut self) -> Parse<Qualifier> {
        let from = self.unit()?;
        let (digits, fraction) = self.leading_digits(from)?;
        let mut qualifier = Qualifier { from, digits, to: None, fraction };
        qualifier.to = self.shorter_unit(qualifier);
        if qualifier.to == Some(Unit::Second) && self.at("(") {
            qualifier.fraction = Some(self.parenthesised(|parser| parser.digits(0, FRACTION_DIGITS))?);
        }
        Ok(qualifier)
    }

    /// Reads the digits of the first field, and those behind the point if it is seconds.
    fn leading_digits(&mut self, unit: Unit) -> Parse<(Option<u8>, Option<u8>)> {
        if !self.at("(") {
            return Ok((None, None));
        }
        self.parenthesised(|parser| {
            let digits = parser.digits(1, DIGITS_MAX)?;
            let has_fraction = unit == Unit::Second && parser.eat(",");
            let fraction = if has_fraction { Some(parser.digits(0, FRACTION_DIGITS)?) } else { None };
            Ok((Some(digits), fraction))
        })
    }

    /// Reads `TO unit` if the unit is shorter. If not, TO belongs to what is around, as in `FLOOR((a - b) DAY TO DAY)`.
    fn shorter_unit(&mut self, qualifier: Qualifier) -> Option<Unit> {
        if !self.at("TO") {
            return None;
        }
        let (_, unit) = UNITS.iter().find(|(word, _)| self.is_word(1, word))?;
        if !qualifier.goes_on_to(*unit) {
            return None;
        }
        self.advance();
        self.advance();
        Some(*unit)
    }

    fn digits(&mut self, min: u8, max: u8) -> Parse<u8> {
        let number = self.whole_number("the number of digits", min.into(), max.into())?;
        Ok(number as u8)
    }

    pub(super) fn interval_literal(&mut self) -> Parse<Literal> {
        self.expect("INTERVAL")?;
        let is_minus = self.eat("-");
        if !is_minus {
            self.eat("+");
        }
        let span = self.span();
        let text = self.string()?;
        let qualifier = self.qualifier()?;
        match amount(&text, qualifier) {
            Ok(amount) => {
                let amount = if is_minus { -amount } else { amount };
                Ok(Literal::Interval(IntervalLiteral { amount, qualifier }))
            }
            Err(Misfit { message, hint }) => {
                self.error(span, message, Some(hint));
                Err(Failed)
            }
        }
    }
}

/// How much a text says by its fields, in milliseconds or months.
fn amount(text: &str, qualifier: Qualifier) -> Result<i64, Misfit> {
    let (is_minus, mut rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let mut amount = 0;
    for (index, unit) in qualifier.units().enumerate() {
        if let Some(separator) = separator(index, unit) {
            rest = rest.strip_prefix(separator).ok_or_else(|| misfit(text, qualifier))?;
        }
        let (number, behind) = leading_number(rest).ok_or_else(|| misfit(text, qualifier))?;
        if index == 0 {
            check_precision(number, qualifier)?;
        } else if number > last_of(unit) {
            return Err(out_of_range(number, unit));
        }
        amount += number * unit.size();
        rest = behind;
    }
    if qualifier.units().last() == Some(Unit::Second) {
        let (milliseconds, behind) = milliseconds(rest, qualifier).ok_or_else(|| misfit(text, qualifier))?;
        amount += milliseconds;
        rest = behind;
    }
    if rest.is_empty() { Ok(if is_minus { -amount } else { amount }) } else { Err(misfit(text, qualifier)) }
}

/// What stands before a field that is not the first.
fn separator(index: usize, unit: Unit) -> Option<char> {
    match unit {
        _ if index == 0 => None,
        Unit::Year | Unit::Month => Some('-'),
        Unit::Day | Unit::Hour => Some(' '),
        Unit::Minute | Unit::Second => Some(':'),
    }
}

/// The digits that a text begins with, and what is behind them.
fn leading_number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    // Longer ones are refused for their digits, as long as they are numbers at all.
    let number = text[..end]
        .bytes()
        .try_fold(0_i64, |number, digit| number.checked_mul(10)?.checked_add(i64::from(digit - b'0')));
    (end > 0).then(|| (number.unwrap_or(i64::MAX), &text[end..]))
}

/// What stands behind the point of seconds, in milliseconds.
fn milliseconds(text: &str, qualifier: Qualifier) -> Option<(i64, &str)> {
    let Some(fraction) = text.strip_prefix('.') else { return Some((0, text)) };
    let (number, behind) = leading_number(fraction)?;
    let digits = fraction.len() - behind.len();
    let digits_max = usize::from(qualifier.fraction.unwrap_or(FRACTION_DIGITS));
    let scale = [100, 10, 1].get(digits - 1)?;
    (digits <= digits_max).then_some((number * scale, behind))
}

/// The greatest value of a field that is not the first.
fn last_of(unit: Unit) -> i64 {
    match unit {
        Unit::Month => 11,
        Unit::Hour => 23,
        Unit::Minute | Unit::Second => 59,
        Unit::Year | Unit::Day => i64::MAX,
    }
}

fn check_precision(number: i64, Qualifier { from, digits, .. }: Qualifier) -> Result<(), Misfit> {
    let digits = digits.unwrap_or(DIGITS);
    if number < 10_i64.pow(digits.into()) {
        return Ok(());
    }
    let needed = number.ilog10() + 1;
    let hint = if needed <= u32::from(DIGITS_MAX) {
        format!("write {from}({needed}), or a longer unit")
    } else {
        "write a longer unit".into()
    };
    let shown = if number == i64::MAX { "this".into() } else { format!("{number}") };
    Err(Misfit { message: format!("{shown} has more digits than {from}({digits}) allows"), hint })
}

fn out_of_range(number: i64, unit: Unit) -> Misfit {
    let message = format!("{unit} is 0 to {} behind another field, not {number}", last_of(unit));
    Misfit { message, hint: "carry the rest over to the field before it".into() }
}

fn misfit(text: &str, qualifier: Qualifier) -> Misfit {
    let mut form = String::new();
    for (index, unit) in qualifier.units().enumerate() {
        form.extend(separator(index, unit));
        form += match unit {
            Unit::Year => "YY",
            Unit::Month | Unit::Minute => "MM",
            Unit::Day => "DD",
            Unit::Hour => "HH",
            Unit::Second => "SS",
        };
    }
    let fraction = qualifier.fraction.unwrap_or(FRACTION_DIGITS);
    if form.ends_with('S') && fraction > 0 {
        form += ".";
        form.extend(core::iter::repeat_n('S', fraction.into()));
    }
    let message = format!("'{}' is no INTERVAL of {qualifier}", text.escape_debug());
    Misfit { message, hint: format!("the format is '{form}'") }
}
