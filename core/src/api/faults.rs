//! What is wrong with an input: one type fault, or all constraint violations in one message.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use super::call::Gate;
use super::operation::Operation;
use super::shape::{Kind, Rules};
use crate::error::{Code, Error};
use crate::wire::Token;

/// One step from an input down to a value.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A member by its wire name and its place in the declared order.
    Member(&'static str, u16),
    /// An item of a list, counted from 0.
    Item(u32),
}

impl Step {
    fn rank(self) -> u32 {
        match self {
            Self::Member(_, place) => u32::from(place) + 1,
            Self::Item(index) => index + 1,
        }
    }
}

/// No operation nests deeper.
const DEPTH_MAX: usize = 10;

/// Places in the declared order from the input down; sorts a list before its items.
type Rank = [u32; DEPTH_MAX];

#[derive(Debug)]
struct Violation {
    rank: Rank,
    /// How deep the member is that is not there, where that is the violation.
    missing: Option<usize>,
    text: String,
}

impl Violation {
    /// Whether a value belongs to a member that is not there: what stands in for it breaks no further rule.
    fn explains(&self, rank: &Rank) -> bool {
        self.missing.is_some_and(|depth| self.rank[..depth] == rank[..depth])
    }
}

/// Collects faults while an input is decoded and checked. Costs nothing while there are none, and keeps no more than can
/// be told.
#[derive(Debug)]
pub struct Faults {
    operation: &'static str,
    tells_values: bool,
    path: [Step; DEPTH_MAX],
    depth: usize,
    type_fault: Option<(Rank, String)>,
    /// The first in the declared order; one value's in the order of its rules.
    violations: Vec<Violation>,
}

impl Faults {
    /// Violations printed in one message; the service stops there.
    const VIOLATIONS_MAX: usize = 10;

    /// No faults of a call of this operation yet.
    pub fn of<O: Operation>() -> Self {
        Self::new(O::NAME, O::State::TELLS_VALUES)
    }

    fn new(operation: &'static str, tells_values: bool) -> Self {
        let path = [Step::Item(0); DEPTH_MAX];
        Self { operation, tells_values, path, depth: 0, type_fault: None, violations: Vec::new() }
    }

    /// What is called.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Does something one step further down.
    pub fn within<T>(&mut self, step: Step, work: impl FnOnce(&mut Self) -> T) -> T {
        self.path[self.depth] = step;
        self.depth += 1;
        let done = work(self);
        self.depth -= 1;
        done
    }

    /// The value here is of another type.
    pub fn wrong_type(&mut self, expected: Kind, found: &Token<'_>) {
        self.type_fault(type_fault_text(expected, found));
    }

    /// The value here cannot be converted; the first in the declared order is the one reported.
    pub fn type_fault(&mut self, text: String) {
        let rank = self.rank();
        if self.type_fault.as_ref().is_none_or(|(first, _)| rank < *first) {
            self.type_fault = Some((rank, text));
        }
    }

    /// The value here is missing.
    pub fn missing(&mut self) {
        let depth = self.depth;
        self.keep(Some(depth), || "null".into(), || "Member must not be null".into());
    }

    /// Checks a number against its rules.
    pub fn check_number(&mut self, value: i64, rules: &Rules) {
        let Some((least, greatest)) = rules.range else { return };
        let printed = || format!("'{value}'");
        if value < least {
            self.violation(printed, || format!("Member must have value greater than or equal to {least}"));
        }
        if greatest < value {
            self.violation(printed, || format!("Member must have value less than or equal to {greatest}"));
        }
    }

    /// Checks a text against its rules.
    pub fn check_text(&mut self, text: &str, rules: &Rules) {
        if let Some(pattern) = rules.pattern.filter(|pattern| !(pattern.matches)(text)) {
            let rule = || format!("Member must satisfy regular expression pattern: {}", pattern.text);
            self.violation(|| format!("'{text}'"), rule);
        }
        let Some((least, greatest)) = rules.length else { return };
        // Bytes bound characters from above, so most texts need no count.
        if text.len() <= greatest as usize && (least <= 1 && !text.is_empty() || least == 0) {
            return;
        }
        self.check_length(text.chars().count(), (least, greatest), || format!("'{text}'"));
    }

    /// Checks a length; `print` is called only to report.
    pub fn check_length(&mut self, length: usize, bounds: (u32, u32), print: impl Fn() -> String) {
        let (least, greatest) = bounds;
        if length < least as usize {
            self.violation(&print, || format!("Member must have length greater than or equal to {least}"));
        }
        if (greatest as usize) < length {
            self.violation(&print, || format!("Member must have length less than or equal to {greatest}"));
        }
    }

    /// Reports a text that is none of the values of an enumeration.
    pub fn not_in_enumeration(&mut self, text: &str, values: &[&str]) {
        let rule = || format!("Member must satisfy enum value set: [{}]", values.join(", "));
        self.violation(|| format!("'{text}'"), rule);
    }

    /// Reports a value that breaks a rule: how the value is printed, and how the service words the rule.
    pub fn violation(&mut self, print: impl Fn() -> String, rule: impl Fn() -> String) {
        self.keep(None, print, rule);
    }

    /// Words are made only for what will be told: a request may break more rules than memory holds words for.
    fn keep(&mut self, missing: Option<usize>, print: impl Fn() -> String, rule: impl Fn() -> String) {
        let rank = self.rank();
        let place = self.violations.partition_point(|kept| kept.rank <= rank);
        if place == Self::VIOLATIONS_MAX || self.violations.iter().any(|kept| kept.explains(&rank)) {
            return;
        }
        let value = if self.tells_values { print() + " " } else { String::new() };
        let text = format!("Value {value}at '{}' failed to satisfy constraint: {}", self.path_text(), rule());
        self.violations.truncate(Self::VIOLATIONS_MAX - 1);
        self.violations.insert(place, Violation { rank, missing, text });
    }

    /// The type fault, as the refusal that it is.
    pub fn type_error(&mut self) -> Result<(), Error> {
        self.type_fault.take().map_or(Ok(()), |(_, text)| Err(Error::new(Code::Serialization, text)))
    }

    /// All violations, as the one refusal that they are.
    pub fn into_result(mut self) -> Result<(), Error> {
        self.type_error()?;
        if self.violations.is_empty() {
            return Ok(());
        }
        let count = self.violations.len();
        let texts: Vec<_> = self.violations.into_iter().map(|violation| violation.text).collect();
        let plural = if count == 1 { "" } else { "s" };
        let message = format!("{count} validation error{plural} detected: {}", texts.join("; "));
        Err(Error::new(Code::Validation, message))
    }

    fn rank(&self) -> Rank {
        let mut rank = [0; DEPTH_MAX];
        for (place, step) in rank.iter_mut().zip(&self.path[..self.depth]) {
            *place = step.rank();
        }
        rank
    }

    /// `records.3.member.partitionKey`: names start small, items count from 1.
    fn path_text(&self) -> String {
        let mut text = String::new();
        for (at, step) in self.path[..self.depth].iter().enumerate() {
            if at > 0 {
                text.push('.');
            }
            match step {
                Step::Member(name, _) => text += &lower_first(name),
                Step::Item(index) => _ = write!(text, "{}.member", index + 1),
            }
        }
        text
    }
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(characters).collect()
}

/// The complaint about a value of another type, in the words of the service's Java.
/// Observed: kinesalite `validations/index.js` and its tests, 2020.
fn type_fault_text(expected: Kind, found: &Token<'_>) -> String {
    let class = match found {
        Token::Boolean(_) => "class java.lang.Boolean",
        Token::Number(_) => "class com.amazon.coral.value.json.numbers.TruncatingBigNumber",
        Token::Text(_) => "class java.lang.String",
        // Assumed: only CBOR can hold bytes where none belong, and nobody has seen the answer.
        Token::Bytes(_) => "class java.nio.HeapByteBuffer",
        Token::Null | Token::List(_) | Token::Map(_) => "",
    };
    match (expected, found) {
        (Kind::List(_), Token::Map(_)) => "Start of structure or map found where not expected.".into(),
        (_, Token::List(_)) => "Start of list found where not expected".into(),
        (_, Token::Map(_)) => "Start of structure or map found where not expected.".into(),
        (Kind::List(_), _) => "Expected list or null".into(),
        (Kind::Map(_), _) => "Expected map or null".into(),
        (Kind::Structure(_), _) => "Expected null".into(),
        (Kind::Blob, _) => format!("{class} can not be converted to a Blob"),
        (Kind::Timestamp, _) => format!("{class} can not be converted to milliseconds since epoch"),
        (Kind::Integer, _) => format!("{class} can not be converted to an Integer"),
        (Kind::Double, _) => format!("{class} can not be converted to a Double"),
        (Kind::Long, _) => format!("{class} can not be converted to an Long"),
        (Kind::Boolean, _) => format!("{class} can not be converted to an Boolean"),
        (Kind::String | Kind::Enum(_), _) => format!("{class} can not be converted to an String"),
    }
}

/// How the service prints a structure of its model, declared in this module: as a Java object, whose hash is any eight
/// digits. Observed of Data Streams: kinesalite's tests, 2020. The packages of the others are Assumed.
pub(crate) fn print_structure(module: &str, name: &str, operation: &str) -> String {
    let package = match module.split("::").nth(1) {
        #[cfg(feature = "applications")]
        Some("analytics") => "kinesisanalytics.v20150814",
        Some("cloudtrail") => "cloudtrail.v20131101",
        Some("cloudwatch") => "cloudwatch.v20100801",
        #[cfg(feature = "books")]
        Some("logs") => "logs.v20140328",
        _ => "kinesis.v20131202",
    };
    format!("com.amazonaws.{package}.{}@c965e310", name.replace("$Operation", operation))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a broken body of many parts is told.
    fn told(items: u32) -> String {
        let mut faults = Faults::new("PutRecord", true);
        for index in (0..items).rev() {
            faults.within(Step::Item(index), |faults| {
                faults.within(Step::Member("Key", 1), Faults::missing);
                faults.within(Step::Member("Key", 1), |faults| {
                    faults.check_text("", &Rules::NONE.length(1, 9))
                });
                faults
                    .within(Step::Member("Id", 0), |faults| faults.check_number(7, &Rules::NONE.range(1, 5)));
            });
            assert!(faults.violations.len() <= Faults::VIOLATIONS_MAX);
        }
        faults.into_result().expect_err("it is broken").message().into()
    }

    #[test]
    fn the_first_ten_in_the_declared_order_are_told_whatever_comes_first_and_however_many_there_are() {
        let few = told(1);
        assert_eq!(
            few,
            "2 validation errors detected: Value '7' at '1.member.id' failed to satisfy constraint: \
             Member must have value less than or equal to 5; Value null at '1.member.key' failed to satisfy \
             constraint: Member must not be null"
        );
        let many = told(100_000);
        assert!(many.starts_with("10 validation errors detected: Value '7' at '1.member.id'"), "{many}");
        assert!(many.contains("'5.member.key'") && !many.contains("'6.member"), "{many}");
    }
}
