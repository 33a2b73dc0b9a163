//! Why things happened, and what happened.

mod events;
mod notes;

pub(crate) use events::PAGE as EVENTS;
pub(crate) use notes::Notes;
