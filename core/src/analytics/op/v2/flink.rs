//! What only applications of Flink have. It is refused, so there is nothing in it to look at.

use alloc::string::String;

use crate::api::{Decode, Faults, Kind, Rules, Shape};
use crate::error::Error;
use crate::wire::{Reader, SyntaxError, Token};

/// A member of which it counts only whether it is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unread;

/// The name of [`Unread`] among shapes.
pub const UNREAD: &str = "Unread";

impl<'a> Decode<'a> for Unread {
    const KIND: Kind = Kind::Structure(&Shape { name: UNREAD, members: &[] });

    fn decode(token: Token<'a>, reader: &mut Reader<'a>, _: &mut Faults) -> Result<Self, SyntaxError> {
        reader.skip(token)?;
        Ok(Self)
    }

    fn check(&self, _: &Rules, _: &mut Faults) {}

    fn print(&self, _: &str) -> String {
        UNREAD.into()
    }
}

/// Refuses what is there of these members.
pub(super) fn refuse<const N: usize>(members: [(&str, Option<Unread>); N]) -> Result<(), Error> {
    match members.into_iter().find(|(_, value)| value.is_some()) {
        Some((member, _)) => Err(Error::not_of_sql(member)),
        None => Ok(()),
    }
}
