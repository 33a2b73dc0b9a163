//! Finding things of the site by some of their words: pages, lessons, scenarios, limits, errors, and what happened.

mod places;
mod wanted;

pub(crate) use places::{Place, bounds, lessons, notes, pages, scenarios, texts_of_lessons};
pub(crate) use wanted::Wanted;
