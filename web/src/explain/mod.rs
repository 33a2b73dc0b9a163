//! Why things happened, and what happened.

mod checks;
mod events;
mod notes;

pub(crate) use checks::Checks;
pub(crate) use events::{PAGE as EVENTS, told};
pub(crate) use notes::Notes;
