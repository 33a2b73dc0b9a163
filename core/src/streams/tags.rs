//! Tags of streams, consumers and queues.

use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::shapes::Tag;
use crate::error::Error;

/// Tags that a resource may have.
pub(super) const TAGS_MAX: usize = 50;

/// The tags of one resource, by key.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Tags(LiteMap<String, String>);

impl Tags {
    /// Refuses what [`Self::add`] would have to. `resource` is how the refusal names the owner.
    pub(super) fn check_addition(&self, new: &LiteMap<&str, &str>, resource: &str) -> Result<(), Error> {
        check_characters(new.iter().flat_map(|(&key, &value)| [key, value]), "add tags to", resource)?;
        let added = new.keys().filter(|&&key| !self.0.contains_key(key)).count();
        if self.0.len() + added <= TAGS_MAX { Ok(()) } else { Err(Error::too_many_tags(resource)) }
    }

    /// Adds tags; those of a known key replace the old ones.
    pub(super) fn add(&mut self, new: &LiteMap<&str, &str>) {
        self.0.extend(new.iter().map(|(&key, &value)| (key.into(), value.into())));
    }

    /// Refuses keys that no tag can have.
    pub(super) fn check_removal(keys: &[&str], resource: &str) -> Result<(), Error> {
        check_characters(keys.iter().copied(), "remove tags from", resource)
    }

    /// Removes the tags of these keys, as far as there are any.
    pub(super) fn remove(&mut self, keys: &[&str]) {
        for &key in keys {
            self.0.remove(key);
        }
    }

    /// The tags after a key, by key.
    pub(super) fn after(&self, key: Option<&str>) -> impl Iterator<Item = Tag> {
        let shown = self.0.iter().filter(move |(found, _)| key.is_none_or(|key| key < found.as_str()));
        shown.map(|(key, value)| Tag { key: key.clone(), value: value.clone() })
    }

    /// All tags, by key.
    pub(super) fn list(&self) -> Vec<Tag> {
        self.after(None).collect()
    }
}

/// A percent sign passes the first of the two sieves, as it does on the service.
fn check_characters<'t>(
    texts: impl Iterator<Item = &'t str> + Clone,
    act: &str,
    resource: &str,
) -> Result<(), Error> {
    let valid = |letter: char| letter.is_alphanumeric() || " _./=+-%@".contains(letter);
    if !texts.clone().all(|text| text.chars().all(valid)) {
        return Err(Error::invalid_tag_characters());
    }
    if texts.clone().any(|text| text.contains('%')) {
        return Err(Error::illegal_tag_characters(act, resource));
    }
    Ok(())
}
