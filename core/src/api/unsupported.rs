//! What this engine does not run of a service: every operation of the service model is either declared or listed.

use alloc::format;

use crate::error::{Code, Error};

/// An operation of the service model that does not run, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// AWS's name.
    pub name: &'static str,
    /// Why it does not run, a sentence without its stop.
    pub reason: &'static str,
}

impl Unsupported {
    /// What a call of it is answered with: the service's type for what it does not know, in this engine's own words.
    pub fn refusal(&self) -> Error {
        let Self { name, reason } = self;
        Error::new(Code::UnknownOperation, format!("Kinetoscope does not run {name}: {reason}."))
    }
}
