//! Tags of applications, as both versions of the API give, take and list them.

use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;

use super::shapes::{TAGS_MAX, Tag, TagInput};
use crate::analytics::Analytics;
use crate::error::Error;

/// The tags by key; one without a value has an empty one. Source for what is refused: developer guide, "Using Tagging", 2023-02.
pub(super) fn to_map(tags: &[TagInput<'_>]) -> Result<LiteMap<String, String>, Error> {
    let mut map = LiteMap::new();
    for tag in tags {
        if map.insert(tag.key.into(), tag.value.unwrap_or_default().into()).is_some() {
            return Err(Error::tag_key_twice());
        }
    }
    if TAGS_MAX < map.len() {
        return Err(Error::too_many_tags_of_application(TAGS_MAX));
    }
    Ok(map)
}

/// Gives an application tags.
pub(super) fn add(analytics: &mut Analytics, arn: &str, tags: &[TagInput<'_>]) -> Result<(), Error> {
    let name = analytics.named_by(arn)?;
    let new = to_map(tags)?;
    let known = analytics.tags_mut(name);
    let added = new.keys().filter(|key| !known.contains_key(*key)).count();
    if TAGS_MAX < known.len() + added {
        return Err(Error::too_many_tags_of_application(TAGS_MAX));
    }
    known.extend(new);
    Ok(())
}

/// Takes tags from an application; there need not be such tags.
pub(super) fn remove(analytics: &mut Analytics, arn: &str, keys: &[&str]) -> Result<(), Error> {
    let name = analytics.named_by(arn)?;
    let known = analytics.tags_mut(name);
    for key in keys {
        known.remove(*key);
    }
    Ok(())
}

/// The tags of an application, by key.
pub(super) fn list(analytics: &Analytics, arn: &str) -> Result<Vec<Tag>, Error> {
    let application = analytics.find(analytics.named_by(arn)?)?;
    let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: Some(value.clone()) };
    Ok(application.tags.iter().map(tag).collect())
}
