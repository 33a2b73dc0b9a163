//! Stands in for `books.rs` where the feature `books` is off: nothing is kept, and no service answers from it.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::operations::OperationStatus;
use super::tenant::Tenant;
use crate::api::dispatch::Target;
use crate::api::{Failure, Terms};
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::fault::Answer;
use crate::time::Instant;
use crate::wire::http::Form;
use crate::wire::{Reader, Writer};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Books;

pub(super) fn has(_: Target<'_>) -> bool {
    false
}

pub(super) fn forms(_: &str) -> Option<&'static [Form]> {
    None
}

pub(super) fn operations() -> impl Iterator<Item = (&'static str, Vec<OperationStatus>)> {
    core::iter::empty()
}

impl Books {
    pub(super) fn read(&mut self, _: &Tenant, _: &Event, _: Instant) {}

    pub(super) fn run(
        &mut self,
        _: &Tenant,
        _: Target<'_>,
        _: Reader<'_>,
        _: Terms,
        _: &mut Writer,
    ) -> Answer<(), Failure> {
        Err(Failure::Refused(Error::bare(Code::UnknownOperation))).into()
    }
}
