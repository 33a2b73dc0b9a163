//! What an update gives anew as a whole.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::api::{Faults, Kind, Role, Rules, Setting};
use crate::wire::{Reader, SyntaxError, Token, Writer};

/// A structure that inputs which change something give as those do that make it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole<T>(pub T);

/// As what it is read.
fn as_made(role: Role) -> Role {
    if role == Role::Update { Role::Create } else { role }
}

impl<T: Setting> Setting for Whole<T> {
    const KINDS: [Kind; 3] = [T::KINDS[0], T::KINDS[0], T::KINDS[2]];

    fn read<'a>(
        role: Role,
        token: Token<'a>,
        reader: &mut Reader<'a>,
        faults: &mut Faults,
    ) -> Result<Self, SyntaxError> {
        T::read(as_made(role), token, reader, faults).map(Self)
    }

    fn check(&self, role: Role, rules: &Rules, faults: &mut Faults) {
        self.0.check(as_made(role), rules, faults);
    }

    fn print(&self, operation: &str) -> String {
        self.0.print(operation)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}
