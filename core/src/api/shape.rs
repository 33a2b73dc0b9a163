//! Shapes as data: for checks, error texts, forms, bindings and comparison with the service model.

use super::pattern::Pattern;

/// A structure: its name in the service model and its members, in the order in which faults are reported.
#[derive(Debug)]
pub struct Shape {
    /// The model's name.
    pub name: &'static str,
    /// The members.
    pub members: &'static [Member],
}

/// One member of a structure.
#[derive(Debug)]
pub struct Member {
    /// Name on the wire.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be left out.
    pub required: bool,
    /// What its value must satisfy.
    pub rules: Rules,
}

/// What a member holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    String,
    /// Text of one of these values.
    Enum(&'static [&'static str]),
    /// A 32-bit integer.
    Integer,
    /// A 64-bit integer.
    Long,
    /// A number that need not be whole.
    Double,
    /// True or false.
    Boolean,
    /// Bytes.
    Blob,
    /// A point in time.
    Timestamp,
    /// A list of these.
    List(&'static Kind),
    /// A map from text to these.
    Map(&'static Kind),
    /// A structure.
    Structure(&'static Shape),
}

/// The constraints of the service model, each optional.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Least and greatest number.
    pub range: Option<(i64, i64)>,
    /// Form of the text.
    pub pattern: Option<&'static Pattern>,
    /// Least and greatest length: characters, bytes or items.
    pub length: Option<(u32, u32)>,
    /// Least and greatest length of each text in a list, or of each key in a map.
    pub item_length: Option<(u32, u32)>,
    /// Least and greatest length of each value in a map.
    pub value_length: Option<(u32, u32)>,
}

impl Rules {
    /// No constraint.
    pub const NONE: Self =
        Self { range: None, pattern: None, length: None, item_length: None, value_length: None };

    /// Numbers from `least` to `greatest`.
    pub const fn range(self, least: i64, greatest: i64) -> Self {
        Self { range: Some((least, greatest)), ..self }
    }

    /// Numbers from `least` up.
    pub const fn at_least(self, least: i64) -> Self {
        self.range(least, i64::MAX)
    }

    /// Texts of this form.
    pub const fn pattern(self, pattern: &'static Pattern) -> Self {
        Self { pattern: Some(pattern), ..self }
    }

    /// Lengths from `least` to `greatest`.
    pub const fn length(self, least: u32, greatest: u32) -> Self {
        Self { length: Some((least, greatest)), ..self }
    }

    /// Lengths of each text of a list, or each key of a map.
    pub const fn item_length(self, least: u32, greatest: u32) -> Self {
        Self { item_length: Some((least, greatest)), ..self }
    }

    /// Lengths of each value of a map.
    pub const fn value_length(self, least: u32, greatest: u32) -> Self {
        Self { value_length: Some((least, greatest)), ..self }
    }
}
