//! Values as the AWS CLI has them: JSON whose objects keep the order of their members.

mod date;
mod json;
mod python;

pub use json::{Fault, parse};

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number that need not be whole.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object, its members in order.
    Object(Object),
}

/// The members of an object, each name once.
pub type Object = Vec<(String, Value)>;

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The name of its type in JSON.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Integer(_) | Self::Float(_) => "number",
            Self::Text(_) => "string",
            Self::List(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// The member of this name, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// The member of this name, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else { return None };
        members.iter_mut().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// Gives a member a value, in its old place if it has one. Anything but an object becomes one.
    pub fn set(&mut self, name: &str, value: Self) {
        if let Some(member) = self.get_mut(name) {
            *member = value;
            return;
        }
        match self {
            Self::Object(members) => members.push((name.into(), value)),
            _ => *self = Self::Object(vec![(name.into(), value)]),
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is a whole one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Whether it is neither a list nor an object.
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Object(_))
    }

    /// Whether it counts as false: nothing, false, zero, and all that is empty.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null | Self::Bool(false) | Self::Integer(0) => true,
            Self::Bool(true) | Self::Integer(_) => false,
            Self::Float(number) => *number == 0.0,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(members) => members.is_empty(),
        }
    }
}

pub(crate) use date::{iso, seconds};
pub(crate) use python::{class, repr, text};
