//! Structures that a user configures something with: one declaration for the input that makes it, the input that changes it
//! and the output that tells of it, which the service model has as three shapes.
//!
//! Their values are owned, because they stay. Every member may be absent: what an update leaves out stays as it was.

use alloc::string::String;
use alloc::vec::Vec;

use super::decode::Decode;
use super::faults::{Faults, Step};
use super::shape::{Kind, Rules};
use crate::wire::{Reader, SyntaxError, Token, Writer};

/// Items of a list that are looked at, as for every input.
const ITEMS_MAX: usize = 1_000;

/// Which of its three shapes a structure is read or written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// In the input that makes something: some members must be there.
    Create,
    /// In the input that changes it.
    Update,
    /// In the output that tells of it: secrets are left out.
    Describe,
}

/// A type that members of a configuration may have.
pub trait Setting: Sized + Default {
    /// What it is, as data, by role.
    const KINDS: [Kind; 3];

    /// Reads the value that begins with `token`, which is not null, to its end. Wrong types go to `faults`.
    fn read<'a>(
        role: Role,
        token: Token<'a>,
        reader: &mut Reader<'a>,
        faults: &mut Faults,
    ) -> Result<Self, SyntaxError>;

    /// Checks the constraints, which go to `faults`.
    fn check(&self, role: Role, rules: &Rules, faults: &mut Faults);

    /// The value as violations of a call of this operation print it.
    fn print(&self, operation: &str) -> String;

    /// Writes the value.
    fn write(&self, writer: &mut Writer);

    /// Takes over what an update says.
    fn merge(&mut self, update: Self) {
        *self = update;
    }
}

impl<T: Setting> Setting for Option<T> {
    const KINDS: [Kind; 3] = T::KINDS;

    fn read<'a>(
        role: Role,
        token: Token<'a>,
        reader: &mut Reader<'a>,
        faults: &mut Faults,
    ) -> Result<Self, SyntaxError> {
        T::read(role, token, reader, faults).map(Some)
    }

    fn check(&self, role: Role, rules: &Rules, faults: &mut Faults) {
        if let Some(value) = self {
            value.check(role, rules, faults);
        }
    }

    fn print(&self, operation: &str) -> String {
        self.as_ref().map_or_else(|| "null".into(), |value| value.print(operation))
    }

    fn write(&self, writer: &mut Writer) {
        if let Some(value) = self {
            value.write(writer);
        }
    }

    fn merge(&mut self, update: Self) {
        match (self, update) {
            (_, None) => {}
            (Some(value), Some(update)) => value.merge(update),
            (value @ None, update) => *value = update,
        }
    }
}

impl Setting for String {
    const KINDS: [Kind; 3] = [Kind::String; 3];

    fn read<'a>(
        _: Role,
        token: Token<'a>,
        reader: &mut Reader<'a>,
        faults: &mut Faults,
    ) -> Result<Self, SyntaxError> {
        <&str>::decode(token, reader, faults).map(Into::into)
    }

    fn check(&self, _: Role, rules: &Rules, faults: &mut Faults) {
        faults.check_text(self, rules);
    }

    fn print(&self, _: &str) -> String {
        self.clone()
    }

    fn write(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

/// Lets a type that is an input's and an output's be a setting too.
macro_rules! plain_settings {
    ($($type:ty),*) => {$(
        impl crate::api::Setting for $type {
            const KINDS: [crate::api::Kind; 3] = [<$type as crate::api::Decode<'static>>::KIND; 3];

            fn read<'a>(
                _: crate::api::Role,
                token: crate::wire::Token<'a>,
                reader: &mut crate::wire::Reader<'a>,
                faults: &mut crate::api::Faults,
            ) -> Result<Self, crate::wire::SyntaxError> {
                crate::api::Decode::decode(token, reader, faults)
            }

            fn check(&self, _: crate::api::Role, rules: &crate::api::Rules, faults: &mut crate::api::Faults) {
                crate::api::Decode::check(self, rules, faults);
            }

            fn print(&self, operation: &str) -> ::alloc::string::String {
                crate::api::Decode::print(self, operation)
            }

            fn write(&self, writer: &mut crate::wire::Writer) {
                crate::api::Encode::encode(self, writer);
            }
        }
    )*};
}

plain_settings!(bool, i32, crate::time::Instant);

impl<T: Setting> Setting for Vec<T> {
    const KINDS: [Kind; 3] = [Kind::List(&T::KINDS[0]), Kind::List(&T::KINDS[1]), Kind::List(&T::KINDS[2])];

    fn read<'a>(
        role: Role,
        token: Token<'a>,
        reader: &mut Reader<'a>,
        faults: &mut Faults,
    ) -> Result<Self, SyntaxError> {
        let Token::List(mut list) = token else {
            faults.wrong_type(Self::KINDS[role as usize], &token);
            reader.skip(token)?;
            return Ok(Self::new());
        };
        let mut items = Self::new();
        while reader.next_item(&mut list)? {
            let token = reader.next_token()?;
            if items.len() == ITEMS_MAX {
                reader.skip(token)?;
                continue;
            }
            let step = Step::Item(items.len() as u32);
            items.push(faults.within(step, |faults| match token {
                Token::Null => {
                    faults.missing();
                    Ok(T::default())
                }
                token => T::read(role, token, reader, faults),
            })?);
        }
        Ok(items)
    }

    fn check(&self, role: Role, rules: &Rules, faults: &mut Faults) {
        let operation = faults.operation();
        if let Some(bounds) = rules.length {
            faults.check_length(self.len(), bounds, || alloc::format!("'{}'", self.print(operation)));
        }
        for (index, item) in self.iter().enumerate() {
            faults.within(Step::Item(index as u32), |faults| item.check(role, &Rules::NONE, faults));
        }
    }

    fn print(&self, operation: &str) -> String {
        let items: Vec<_> = self.iter().map(|item| item.print(operation)).collect();
        alloc::format!("[{}]", items.join(", "))
    }

    fn write(&self, writer: &mut Writer) {
        writer.start_list(self.len());
        for item in self {
            writer.item();
            item.write(writer);
        }
        writer.end_list();
    }
}

/// An input that makes something, within the input of an operation.
#[derive(Clone, Debug, Default)]
pub struct Create<T>(pub T);

/// An input that changes something, within the input of an operation.
#[derive(Clone, Debug, Default)]
pub struct Update<T>(pub T);

macro_rules! roles {
    ($($role:ident),*) => {$(
        impl<'a, T: Setting> Decode<'a> for $role<T> {
            const KIND: Kind = T::KINDS[Role::$role as usize];

            fn decode(
                token: Token<'a>,
                reader: &mut Reader<'a>,
                faults: &mut Faults,
            ) -> Result<Self, SyntaxError> {
                T::read(Role::$role, token, reader, faults).map(Self)
            }

            fn check(&self, rules: &Rules, faults: &mut Faults) {
                self.0.check(Role::$role, rules, faults);
            }

            fn print(&self, operation: &str) -> String {
                self.0.print(operation)
            }
        }
    )*};
}

roles!(Create, Update);

/// When a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Never.
    Never,
    /// In inputs that make something.
    Required,
    /// In inputs that change something: it says what they change.
    Changing,
    /// In all inputs.
    Always,
}

impl Need {
    /// Whether it must be there in this role.
    pub const fn holds_in(self, role: Role) -> bool {
        match self {
            Self::Never => false,
            Self::Required => matches!(role, Role::Create),
            Self::Changing => matches!(role, Role::Update),
            Self::Always => !matches!(role, Role::Describe),
        }
    }
}

/// The name of a member by role: one for all, or one for each. Where it is empty, there is no such member.
pub const fn name_in(names: &'static [&'static str], role: Role) -> &'static str {
    if names.len() == 1 { names[0] } else { names[role as usize] }
}

/// Declares a structure that is configured. One line a member: field, type, wire name or, by role, wire names, rules, and
/// whether it is `Required` by inputs that make something or `Always`. A structure that is `Merged` takes over an update member
/// by member, one that is `Replaced` as a whole.
#[cfg(feature = "firehose")]
macro_rules! configuration {
    (
        $(#[$doc:meta])*
        pub struct $name:ident as $($shape_name:literal)|+, $merging:ident {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $($wire:literal)|+, $rules:expr $(, $need:ident)?;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: Option<$type>,)*
        }

        impl $name {
            const NAMES: &[&[&str]] = &[$(&[$($wire),+],)*];
            const NEEDS: &[crate::api::Need] =
                &[$(match &[$(crate::api::Need::$need,)? crate::api::Need::Never] { [need, ..] => *need },)*];
            const MEMBERS: [&[crate::api::Member]; 3] = [
                crate::api::configured_members!(Create, Self::NAMES, Self::NEEDS, $($type, $rules;)*),
                crate::api::configured_members!(Update, Self::NAMES, Self::NEEDS, $($type, $rules;)*),
                crate::api::configured_members!(Describe, Self::NAMES, Self::NEEDS, $($type, $rules;)*),
            ];
            const SHAPES: [crate::api::Shape; 3] = {
                const SHAPE_NAMES: &[&str] = &[$($shape_name),+];
                use crate::api::{Role, Shape, name_in};
                [
                    Shape { name: name_in(SHAPE_NAMES, Role::Create), members: Self::MEMBERS[0] },
                    Shape { name: name_in(SHAPE_NAMES, Role::Update), members: Self::MEMBERS[1] },
                    Shape { name: name_in(SHAPE_NAMES, Role::Describe), members: Self::MEMBERS[2] },
                ]
            };
        }

        impl crate::api::Setting for $name {
            const KINDS: [crate::api::Kind; 3] = [
                crate::api::Kind::Structure(&Self::SHAPES[0]),
                crate::api::Kind::Structure(&Self::SHAPES[1]),
                crate::api::Kind::Structure(&Self::SHAPES[2]),
            ];

            #[allow(non_camel_case_types, unused_variables)]
            fn read<'a>(
                role: crate::api::Role,
                token: crate::wire::Token<'a>,
                reader: &mut crate::wire::Reader<'a>,
                faults: &mut crate::api::Faults,
            ) -> Result<Self, crate::wire::SyntaxError> {
                use crate::api::{Setting, Step, name_in};
                use crate::wire::Token;
                enum Place { $($field,)* }
                let Token::Map(mut map) = token else {
                    faults.wrong_type(Self::KINDS[role as usize], &token);
                    reader.skip(token)?;
                    return Ok(Self::default());
                };
                let mut read = Self::default();
                while let Some(name) = reader.next_name(&mut map)? {
                    let token = reader.next_token()?;
                    let place = Self::NAMES.iter().position(|names| {
                        let expected = name_in(names, role);
                        !expected.is_empty() && expected.as_bytes() == name
                    });
                    match place {
                        $(Some(place) if place == Place::$field as usize && !matches!(token, Token::Null) => {
                            let step = Step::Member(name_in(Self::NAMES[place], role), place as u16);
                            read.$field = Some(faults.within(step, |faults| Setting::read(role, token, reader, faults))?);
                        })*
                        _ => reader.skip_member(name, token)?,
                    }
                }
                Ok(read)
            }

            #[allow(non_camel_case_types, unused_variables)]
            fn check(&self, role: crate::api::Role, _: &crate::api::Rules, faults: &mut crate::api::Faults) {
                use crate::api::{Faults, Step, name_in};
                enum Place { $($field,)* }
                $({
                    const RULES: crate::api::Rules = $rules;
                    let place = Place::$field as usize;
                    let step = Step::Member(name_in(Self::NAMES[place], role), place as u16);
                    faults.within(step, |faults| match &self.$field {
                        Some(value) => value.check(role, &RULES, faults),
                        None if Self::NEEDS[place].holds_in(role) => Faults::missing(faults),
                        None => {}
                    });
                })*
            }

            fn print(&self, operation: &str) -> ::alloc::string::String {
                crate::api::print_structure(module_path!(), Self::SHAPES[0].name, operation)
            }

            #[allow(non_camel_case_types)]
            fn write(&self, writer: &mut crate::wire::Writer) {
                use crate::api::{Role, name_in};
                enum Place { $($field,)* }
                let name = |place: Place| name_in(Self::NAMES[place as usize], Role::Describe);
                let is_told = |is_there: bool, place: Place| is_there && !name(place).is_empty();
                let told = [$(is_told(self.$field.is_some(), Place::$field),)*];
                writer.start_map(told.iter().filter(|told| **told).count());
                $(if let Some(value) = &self.$field && told[Place::$field as usize] {
                    writer.key(name(Place::$field));
                    value.write(writer);
                })*
                writer.end_map();
            }

            fn merge(&mut self, update: Self) {
                crate::api::merge_as!($merging, self, update, $($field),*);
            }
        }

        impl crate::api::Encode for $name {
            const KIND: crate::api::Kind = <Self as crate::api::Setting>::KINDS[2];

            fn encode(&self, writer: &mut crate::wire::Writer) {
                crate::api::Setting::write(self, writer);
            }
        }
    };
}

/// The members of a structure in one role.
#[cfg(feature = "firehose")]
macro_rules! configured_members {
    ($role:ident, $names:expr, $needs:expr, $($type:ty, $rules:expr;)*) => {{
        const ROLE: crate::api::Role = crate::api::Role::$role;
        &{
            let mut at = 0;
            [$({
                let place = at;
                at += 1;
                _ = at;
                crate::api::Member {
                    name: crate::api::name_in($names[place], ROLE),
                    kind: <$type as crate::api::Setting>::KINDS[ROLE as usize],
                    required: $needs[place].holds_in(ROLE),
                    rules: $rules,
                }
            },)*]
        }
    }};
}

/// How a structure takes over an update.
#[cfg(feature = "firehose")]
macro_rules! merge_as {
    (Merged, $self:ident, $update:ident, $($field:ident),*) => {
        $(crate::api::Setting::merge(&mut $self.$field, $update.$field);)*
    };
    (Replaced, $self:ident, $update:ident, $($field:ident),*) => {
        *$self = $update
    };
}

pub(crate) use plain_settings;
#[cfg(feature = "firehose")]
pub(crate) use {configuration, configured_members, merge_as};
