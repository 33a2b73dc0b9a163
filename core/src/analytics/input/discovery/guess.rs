//! The smallest type that holds values.

use crate::analytics::input::coerce::Told;
use crate::analytics::sql_type::{LENGTH_MAX, SqlType};

/// The least room for a text, which doubles until it is enough.
const LENGTH_MIN: u32 = 4;
/// The room where nothing but NULL was seen.
const LENGTH_UNKNOWN: u32 = 16;

/// What the values so far have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Guess {
    kind: Option<Kind>,
    /// The longest of them, in characters.
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Boolean,
    /// Between these two.
    Whole(i64, i64),
    Double,
    Text,
}

impl Guess {
    /// Looks at one more value.
    pub(super) fn see(&mut self, told: &Told<'_>) {
        let (kind, length) = match told {
            Told::Null => return,
            Told::Boolean(it) => (Kind::Boolean, if *it { 4 } else { 5 }),
            Told::Number(text) => (number(text), text.len()),
            Told::Text(text) => (Kind::Text, text.chars().count()),
            Told::Whole(text) => (Kind::Text, text.chars().count()),
        };
        self.length = self.length.max(length);
        self.kind = Some(match (self.kind, kind) {
            (None, kind) => kind,
            (Some(Kind::Whole(a, b)), Kind::Whole(c, d)) => Kind::Whole(a.min(c), b.max(d)),
            (Some(Kind::Whole(..) | Kind::Double), Kind::Whole(..) | Kind::Double) => Kind::Double,
            (Some(known), kind) if known == kind => known,
            _ => Kind::Text,
        });
    }

    pub(super) fn sql_type(self) -> SqlType {
        match self.kind {
            None => SqlType::VarChar(LENGTH_UNKNOWN),
            Some(Kind::Boolean) => SqlType::Boolean,
            Some(Kind::Double) => SqlType::Double,
            Some(Kind::Whole(least, greatest)) => {
                let holds = |min: i64, max: i64| min <= least && greatest <= max;
                if holds(i8::MIN.into(), i8::MAX.into()) {
                    SqlType::TinyInt
                } else if holds(i16::MIN.into(), i16::MAX.into()) {
                    SqlType::SmallInt
                } else if holds(i32::MIN.into(), i32::MAX.into()) {
                    SqlType::Integer
                } else {
                    SqlType::BigInt
                }
            }
            Some(Kind::Text) => {
                let length = u32::try_from(self.length).unwrap_or(LENGTH_MAX).max(LENGTH_MIN);
                SqlType::VarChar(length.next_power_of_two().min(LENGTH_MAX))
            }
        }
    }
}

fn number(text: &str) -> Kind {
    match text.parse() {
        Ok(whole) => Kind::Whole(whole, whole),
        Err(_) => Kind::Double,
    }
}

/// A field of a line as what it looks like.
pub(super) fn of_field(field: &str) -> Told<'_> {
    match field {
        "" => Told::Null,
        "true" | "TRUE" => Told::Boolean(true),
        "false" | "FALSE" => Told::Boolean(false),
        _ if is_number(field) => Told::Number(field),
        _ => Told::Text(field.into()),
    }
}

/// Whether a text is a number: words such as `inf`, which computers take for one, are none.
fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() && !text.contains(|c: char| c.is_ascii_alphabetic() && c != 'e' && c != 'E')
}
