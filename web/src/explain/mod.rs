//! Why things happened, and what happened.

mod events;
mod notes;

pub(crate) use events::Events;
pub(crate) use notes::Notes;
