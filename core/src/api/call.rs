//! A call before it runs: how often there may be one, what it is about, and who lets it through.

use crate::error::Code;
use crate::fault::{Answer, Fate};
use crate::time::Instant;

/// How often an operation may be called where limits are enforced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallRate {
    /// As often as what it works on allows.
    Unlimited,
    /// Calls a second of an account in a region.
    PerAccount(u32),
    /// Calls a second about one stream.
    PerStream(u32),
}

/// The member of an input by which it names what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// One of [`is_subject`].
    pub member: &'static str,
    /// What the request says there.
    pub text: &'a str,
}

/// Whether a member of this name says what an input is about.
pub const fn is_subject(member: &str) -> bool {
    matches!(
        member.as_bytes(),
        b"StreamName"
            | b"DeliveryStreamName"
            | b"StreamARN"
            | b"ResourceARN"
            | b"ConsumerARN"
            | b"QueueARN"
            | b"ShardIterator"
    )
}

/// A call whose input has passed all checks of its form.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The operation's name.
    pub operation: &'static str,
    /// How often there may be one.
    pub rate: CallRate,
    /// What it is about, where it says so.
    pub subject: Option<Subject<'a>>,
}

/// What lets a call through, or not, before its operation runs: every call, unless a service says otherwise.
pub trait Gate {
    /// Whether the service tells the values that break its rules.
    const TELLS_VALUES: bool = true;
    /// How the service calls a violation of its rules.
    const VIOLATION: Code = Code::Validation;

    /// Whether the call may be done, and what becomes of its answer, a refusal's too. Asked once for each call, also for
    /// one that waits.
    fn admit(&mut self, _call: Call<'_>, _now: Instant) -> Answer<()> {
        Ok(()).into()
    }

    /// Hears what becomes of the answer to a call, just before it is done.
    fn begin(&mut self, _call: Call<'_>, _fate: Fate) {}
}
