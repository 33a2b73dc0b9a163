//! What this engine does not run: every operation of the service model is either declared or in this list.

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

const CHANNELS: &str = "channels deliver to S3 and S3 Tables, which this engine does not have";

/// Those operations, by name.
pub static UNSUPPORTED: &[Unsupported] = &[
    Unsupported { name: "CreateChannel", reason: CHANNELS },
    Unsupported { name: "DeleteChannel", reason: CHANNELS },
    Unsupported { name: "DescribeChannel", reason: CHANNELS },
    Unsupported { name: "ListChannels", reason: CHANNELS },
    Unsupported { name: "UpdateChannel", reason: CHANNELS },
];

impl Unsupported {
    /// The one of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        UNSUPPORTED.iter().find(|operation| operation.name == name)
    }

    /// What a call of it is answered with: the service's type for what it does not know, in this engine's own words.
    pub fn refusal(&self) -> Error {
        let Self { name, reason } = self;
        Error::new(Code::UnknownOperation, format!("Kinetoscope does not run {name}: {reason}."))
    }
}
