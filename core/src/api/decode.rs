//! Body to typed input: types first, and the first fault wins; constraints after, and all of them are told.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;

use super::call::Subject;
use super::faults::{Faults, Step};
use super::shape::{Kind, Rules};
use crate::time::Instant;
use crate::wire::{Reader, SyntaxError, Token, base64};

/// Room that a list gets at once, whatever its first item lets expect: the records of a PutRecords call.
const ITEMS_RESERVED_MAX: usize = 500;
/// Items of a list or map that are looked at. More than any operation takes, so one is refused that has more: the rest is
/// only read over, or a request of many small items would take many times its size in memory.
const ITEMS_MAX: usize = 1_000;

/// A type that an input's members may have. `Default` stands in for a faulty value of an input that will be refused.
pub trait Decode<'a>: Sized + Default {
    /// What it is, as data.
    const KIND: Kind;
    /// Whether the member may be left out.
    const REQUIRED: bool = true;

    /// Reads the value that begins with `token`, which is not null, to its end. Wrong types go to `faults`.
    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError>;

    /// Checks the constraints, which go to `faults`.
    fn check(&self, rules: &Rules, faults: &mut Faults);

    /// What an absent member is.
    fn absent(faults: &mut Faults) -> Self {
        faults.missing();
        Self::default()
    }

    /// The value as violations of a call of this operation print it.
    fn print(&self, operation: &str) -> String;

    /// The value, if it is a text that is there.
    fn as_text(&self) -> Option<&str> {
        None
    }

    /// What it says that the call is about.
    fn subject(&self) -> Option<Subject<'_>> {
        None
    }
}

/// Tells of a wrong type and passes over the value.
pub(crate) fn refuse<'a, T: Decode<'a>>(
    token: Token<'a>,
    reader: &mut Reader<'a>,
    faults: &mut Faults,
) -> Result<T, SyntaxError> {
    faults.wrong_type(T::KIND, &token);
    reader.skip(token)?;
    Ok(T::default())
}

impl<'a, T: Decode<'a>> Decode<'a> for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
        T::decode(token, reader, faults).map(Some)
    }

    fn check(&self, rules: &Rules, faults: &mut Faults) {
        if let Some(value) = self {
            value.check(rules, faults);
        }
    }

    fn absent(_: &mut Faults) -> Self {
        None
    }

    fn print(&self, operation: &str) -> String {
        self.as_ref().map_or_else(|| "null".into(), |value| value.print(operation))
    }

    fn as_text(&self) -> Option<&str> {
        self.as_ref().and_then(T::as_text)
    }
}

impl<'a> Decode<'a> for &'a str {
    const KIND: Kind = Kind::String;

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
        match token {
            Token::Text(text) => text.into_str(),
            other => refuse(other, reader, faults),
        }
    }

    fn check(&self, rules: &Rules, faults: &mut Faults) {
        faults.check_text(self, rules);
    }

    fn print(&self, _: &str) -> String {
        (*self).into()
    }

    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<'a> Decode<'a> for &'a [u8] {
    const KIND: Kind = Kind::Blob;

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
        match token {
            Token::Bytes(bytes) => Ok(bytes),
            Token::Text(text) if reader.protocol() == crate::wire::Protocol::Json => {
                match base64::decode_in_place(text.into_bytes()?) {
                    Ok(bytes) => Ok(bytes),
                    Err(error) => {
                        let text =
                            format!("'{}' can not be converted to a Blob: {}", error.text, error.reason);
                        faults.type_fault(text);
                        Ok(&[])
                    }
                }
            }
            other => refuse(other, reader, faults),
        }
    }

    fn check(&self, rules: &Rules, faults: &mut Faults) {
        if let Some(bounds) = rules.length {
            let operation = faults.operation();
            faults.check_length(self.len(), bounds, || format!("'{}'", self.print(operation)));
        }
    }

    fn print(&self, _: &str) -> String {
        format!("java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]", self.len())
    }
}

macro_rules! integers {
    ($($type:ty = $kind:ident),*) => {$(
        impl<'a> Decode<'a> for $type {
            const KIND: Kind = Kind::$kind;

            fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
                match token {
                    // Fractions are floored and what is too large is clamped. Observed: kinesalite's tests, 2020.
                    Token::Number(number) => {
                        Ok(number.floor().clamp(Self::MIN.into(), Self::MAX.into()) as Self)
                    }
                    other => refuse(other, reader, faults),
                }
            }

            fn check(&self, rules: &Rules, faults: &mut Faults) {
                faults.check_number((*self).into(), rules);
            }

            fn print(&self, _: &str) -> String {
                format!("{self}")
            }
        }
    )*};
}

integers!(i32 = Integer, i64 = Long);

impl<'a> Decode<'a> for bool {
    const KIND: Kind = Kind::Boolean;

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
        match token {
            Token::Boolean(value) => Ok(value),
            Token::Text(text) => {
                let upper = text.into_str()?.to_uppercase();
                match upper.as_str() {
                    "TRUE" | "1" | "YES" => return Ok(true),
                    "FALSE" | "0" | "NO" => {}
                    _ => faults.type_fault(format!("'{upper}' can not be converted to an Boolean")),
                }
                Ok(false)
            }
            other => refuse(other, reader, faults),
        }
    }

    fn check(&self, _: &Rules, _: &mut Faults) {}

    fn print(&self, _: &str) -> String {
        format!("{self}")
    }
}

impl<'a> Decode<'a> for Instant {
    const KIND: Kind = Kind::Timestamp;

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
        match token {
            Token::Number(number) => Ok(Self::from_millis(reader.epoch_millis(number))),
            other => refuse(other, reader, faults),
        }
    }

    fn check(&self, _: &Rules, _: &mut Faults) {}

    fn print(&self, _: &str) -> String {
        format!("{self}")
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
        let Token::List(mut list) = token else { return refuse(token, reader, faults) };
        let mut items = Self::new();
        while reader.next_item(&mut list)? {
            let before = reader.rest_bytes();
            let token = reader.next_token()?;
            if items.len() == ITEMS_MAX {
                reader.skip(token)?;
                continue;
            }
            let step = Step::Item(items.len() as u32);
            let item = faults.within(step, |faults| match token {
                Token::Null => Ok(T::absent(faults)),
                token => T::decode(token, reader, faults),
            })?;
            if items.is_empty() {
                // Items of one list tend to be of one length: the first says how many there may be.
                let length = before - reader.rest_bytes();
                items.reserve((1 + reader.rest_bytes() / length.max(1)).min(ITEMS_RESERVED_MAX));
            }
            items.push(item);
        }
        Ok(items)
    }

    fn check(&self, rules: &Rules, faults: &mut Faults) {
        let operation = faults.operation();
        let printed = || format!("'{}'", self.print(operation));
        if let Some(bounds) = rules.length {
            faults.check_length(self.len(), bounds, printed);
        }
        if let Some((least, greatest)) = rules.item_length {
            let fits = |item: &T| {
                (least as usize..=greatest as usize).contains(&item.print(operation).chars().count())
            };
            if !self.iter().all(fits) {
                faults.violation(printed, || lengths_rule("Member must", least, greatest));
            }
        }
        for (index, item) in self.iter().enumerate() {
            faults.within(Step::Item(index as u32), |faults| item.check(&Rules::NONE, faults));
        }
    }

    fn print(&self, operation: &str) -> String {
        let items: Vec<_> = self.iter().map(|item| item.print(operation)).collect();
        format!("[{}]", items.join(", "))
    }
}

impl<'a> Decode<'a> for LiteMap<&'a str, &'a str> {
    const KIND: Kind = Kind::Map(&Kind::String);

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, faults: &mut Faults) -> Result<Self, SyntaxError> {
        let Token::Map(mut map) = token else { return refuse(token, reader, faults) };
        let mut entries = Self::new();
        while let Some(key) = reader.next_key(&mut map)? {
            match reader.next_token()? {
                Token::Null => {}
                token if entries.len() == ITEMS_MAX => reader.skip(token)?,
                token => _ = entries.insert(key, <&str>::decode(token, reader, faults)?),
            }
        }
        Ok(entries)
    }

    fn check(&self, rules: &Rules, faults: &mut Faults) {
        let operation = faults.operation();
        let printed = || format!("'{}'", self.print(operation));
        if let Some(bounds) = rules.length {
            faults.check_length(self.len(), bounds, printed);
        }
        check_entries(|| self.iter().map(|(key, value)| (*key, *value)), rules, printed, faults);
    }

    fn print(&self, _: &str) -> String {
        let entries: Vec<_> = self.iter().map(|(key, value)| format!("{key}={value}")).collect();
        format!("{{{}}}", entries.join(", "))
    }
}

/// Checks how long the keys and the values of a map are.
pub(crate) fn check_entries<'m, I: Iterator<Item = (&'m str, &'m str)>>(
    entries: impl Fn() -> I,
    rules: &Rules,
    printed: impl Fn() -> String + Copy,
    faults: &mut Faults,
) {
    let fits = |text: &str, (least, greatest): (u32, u32)| {
        (least as usize..=greatest as usize).contains(&text.chars().count())
    };
    if let Some(bounds) = rules.item_length.filter(|&bounds| !entries().all(|(key, _)| fits(key, bounds))) {
        faults.violation(printed, || lengths_rule("Map keys must", bounds.0, bounds.1));
    }
    if let Some(bounds) =
        rules.value_length.filter(|&bounds| !entries().all(|(_, value)| fits(value, bounds)))
    {
        faults.violation(printed, || lengths_rule("Map value must", bounds.0, bounds.1));
    }
}

fn lengths_rule(who: &str, least: u32, greatest: u32) -> String {
    format!(
        "{who} satisfy constraint: [Member must have length less than or equal to {greatest}, \
         Member must have length greater than or equal to {least}]"
    )
}
