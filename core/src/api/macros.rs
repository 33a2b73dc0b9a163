//! The macros that declare shapes. One line a member: field, type, wire name, rules.

/// Declares the input of an operation, or a structure inside one. `as "Name"` says how the service model calls it, where it
/// has another name; `$Operation` in that stands for the operation's, where each operation has its own of the same form.
macro_rules! input {
    (
        $(#[$doc:meta])*
        pub struct $name:ident<$lt:lifetime> $(as $model_name:literal)? {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $wire:literal, $rules:expr;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name<$lt> {
            $($(#[$field_doc])* pub $field: $type,)*
            #[doc(hidden)]
            pub _lifetime: ::core::marker::PhantomData<&$lt ()>,
        }

        impl<$lt> $name<$lt> {
            /// The declaration as data.
            pub const SHAPE: crate::api::Shape = crate::api::Shape {
                name: match [$($model_name,)? stringify!($name)] { [name, ..] => name },
                members: &[$(crate::api::Member {
                    name: $wire,
                    kind: <$type as crate::api::Decode<$lt>>::KIND,
                    required: <$type as crate::api::Decode<$lt>>::REQUIRED,
                    rules: $rules,
                },)*],
            };
        }

        impl<$lt> crate::api::Decode<$lt> for $name<$lt> {
            const KIND: crate::api::Kind = crate::api::Kind::Structure(&Self::SHAPE);

            #[allow(non_camel_case_types, unused_variables, unused_imports, dead_code)]
            fn decode(
                token: crate::wire::Token<$lt>,
                reader: &mut crate::wire::Reader<$lt>,
                faults: &mut crate::api::Faults,
            ) -> Result<Self, crate::wire::SyntaxError> {
                use crate::api::{Decode, Step};
                use crate::wire::Token;
                enum Place { $($field,)* }
                let Token::Map(mut map) = token else {
                    faults.wrong_type(Self::KIND, &token);
                    reader.skip(token)?;
                    return Ok(Self::default());
                };
                $(let mut $field: Option<$type> = None;)*
                while let Some(name) = reader.next_name(&mut map)? {
                    let token = reader.next_token()?;
                    match name {
                        $(name if name == $wire.as_bytes() && !matches!(token, Token::Null) => {
                            let step = Step::Member($wire, Place::$field as u16);
                            let value = faults.within(step, |faults| Decode::decode(token, reader, faults))?;
                            $field = Some(value);
                        })*
                        _ => reader.skip_member(name, token)?,
                    }
                }
                Ok(Self {
                    $($field: $field.unwrap_or_else(|| {
                        let step = Step::Member($wire, Place::$field as u16);
                        faults.within(step, <$type as Decode<'_>>::absent)
                    }),)*
                    _lifetime: ::core::marker::PhantomData,
                })
            }

            #[allow(non_camel_case_types, unused_variables, dead_code)]
            fn check(&self, _: &crate::api::Rules, faults: &mut crate::api::Faults) {
                enum Place { $($field,)* }
                $(faults.within(crate::api::Step::Member($wire, Place::$field as u16), |faults| {
                    const RULES: crate::api::Rules = $rules;
                    self.$field.check(&RULES, faults);
                });)*
            }

            fn print(&self, operation: &str) -> ::alloc::string::String {
                crate::api::print_structure(module_path!(), Self::SHAPE.name, operation)
            }

            fn subject(&self) -> Option<crate::api::Subject<'_>> {
                $(if const { crate::api::is_subject($wire) }
                    && let Some(text) = crate::api::Decode::as_text(&self.$field)
                {
                    return Some(crate::api::Subject { member: $wire, text });
                })*
                None
            }
        }
    };
}

/// Declares the output of an operation, or a structure inside one. Members that are `None` are left out.
macro_rules! output {
    (
        $(#[$doc:meta])*
        pub struct $name:ident $(<$lt:lifetime>)? {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $wire:literal;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name $(<$lt>)? {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $(<$lt>)? $name $(<$lt>)? {
            /// The declaration as data.
            pub const SHAPE: crate::api::Shape = crate::api::Shape {
                name: stringify!($name),
                members: &[$(crate::api::Member {
                    name: $wire,
                    kind: <$type as crate::api::Encode>::KIND,
                    required: false,
                    rules: crate::api::Rules::NONE,
                },)*],
            };
        }

        impl $(<$lt>)? crate::api::Encode for $name $(<$lt>)? {
            const KIND: crate::api::Kind = crate::api::Kind::Structure(&Self::SHAPE);

            fn encode(&self, writer: &mut crate::wire::Writer) {
                let absent = [$(self.$field.is_absent(),)*];
                writer.start_map(absent.iter().filter(|absent| !**absent).count());
                $(if !self.$field.is_absent() {
                    writer.ready_key(crate::wire::key!($wire));
                    self.$field.encode(writer);
                })*
                writer.end_map();
            }
        }
    };
}

/// Declares an enumeration of the service model. Its first value is the default; the order is the one in error texts.
macro_rules! enumeration {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $($(#[$value_doc:meta])* $variant:ident = $text:literal,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            #[default]
            $($(#[$value_doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every value, as the wire has it.
            pub const TEXTS: &[&str] = &[$($text,)*];

            /// The value as the wire has it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The value of this text.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl<'a> crate::api::Decode<'a> for $name {
            const KIND: crate::api::Kind = crate::api::Kind::Enum(Self::TEXTS);

            fn decode(
                token: crate::wire::Token<'a>,
                reader: &mut crate::wire::Reader<'a>,
                faults: &mut crate::api::Faults,
            ) -> Result<Self, crate::wire::SyntaxError> {
                let crate::wire::Token::Text(text) = token else {
                    faults.wrong_type(Self::KIND, &token);
                    reader.skip(token)?;
                    return Ok(Self::default());
                };
                let text = text.into_str()?;
                Ok(Self::parse(text).unwrap_or_else(|| {
                    faults.not_in_enumeration(text, Self::TEXTS);
                    Self::default()
                }))
            }

            fn check(&self, _: &crate::api::Rules, _: &mut crate::api::Faults) {}

            fn print(&self, _: &str) -> ::alloc::string::String {
                self.as_str().into()
            }
        }

        impl crate::api::Encode for $name {
            const KIND: crate::api::Kind = crate::api::Kind::Enum(Self::TEXTS);

            fn encode(&self, writer: &mut crate::wire::Writer) {
                writer.plain_text(self.as_str());
            }
        }

        crate::api::plain_settings!($name);
    };
}

pub(crate) use {enumeration, input, output};

#[cfg(test)]
#[expect(unreachable_pub, reason = "shapes are public wherever they are declared")]
mod tests {
    use crate::api::Rules;

    super::input! {
        /// What to greet.
        pub struct GreetInput<'a> {
            /// Whom.
            name: &'a str = "Name", Rules::NONE.length(1, 20);
            /// How often.
            times: Option<i32> = "Times", Rules::NONE.range(1, 3);
        }
    }

    #[test]
    fn a_declaration_is_data_too() {
        assert_eq!(GreetInput::SHAPE.members[1].name, "Times");
        assert!(GreetInput::SHAPE.members[0].required);
        assert!(!GreetInput::SHAPE.members[1].required);
    }
}
