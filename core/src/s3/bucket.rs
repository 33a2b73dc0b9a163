//! A bucket: objects by their keys, and lists of them.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Bound;

use serde::{Deserialize, Serialize};

use super::object::StoredObject;
use super::refusal::Refusal;
use crate::ids::{AccountId, Region};
use crate::time::Instant;

/// A bucket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bucket {
    /// Its name.
    pub name: Arc<str>,
    /// Whose it is.
    pub owner: AccountId,
    /// Where it is.
    pub region: Region,
    /// When it was made.
    pub created: Instant,
    /// Shared with copies of the bucket until one of them changes.
    objects: Arc<BTreeMap<Arc<str>, StoredObject>>,
}

/// What is to be listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListingQuery<'q> {
    /// Only keys that begin so.
    pub prefix: &'q str,
    /// Keys that are alike up to this text, behind the prefix, are one entry; an empty one groups nothing.
    pub delimiter: &'q str,
    /// Only what comes after this.
    pub after: &'q str,
    /// So many entries at most.
    pub max: usize,
}

/// A part of a list.
#[derive(Clone, Debug, Default)]
pub struct Listing<'b> {
    /// Keys with their objects, in the order of their bytes.
    pub objects: Vec<(&'b str, &'b StoredObject)>,
    /// What groups of keys begin with.
    pub common_prefixes: Vec<String>,
    /// Where to go on, if there is more.
    pub next_after: Option<String>,
}

impl Bucket {
    pub(super) fn new(name: Arc<str>, owner: AccountId, region: Region, created: Instant) -> Self {
        Self { name, owner, region, created, objects: Arc::default() }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// An object by its key.
    ///
    /// # Errors
    /// Where there is none.
    pub fn object(&self, key: &str) -> Result<&StoredObject, Refusal> {
        self.objects.get(key).ok_or_else(|| Refusal::no_such_key(key))
    }

    /// All objects, by key.
    pub fn objects(&self) -> impl Iterator<Item = (&str, &StoredObject)> {
        self.objects.iter().map(|(key, object)| (&**key, object))
    }

    pub(super) fn put(&mut self, key: &str, object: StoredObject) -> &StoredObject {
        let objects = Arc::make_mut(&mut self.objects);
        objects.insert(key.into(), object);
        &objects[key]
    }

    pub(super) fn delete(&mut self, key: &str) {
        if self.objects.contains_key(key) {
            Arc::make_mut(&mut self.objects).remove(key);
        }
    }

    /// A part of the list of its objects. O(objects that lie in groups, and those that are listed).
    pub fn list(&self, query: ListingQuery<'_>) -> Listing<'_> {
        let ListingQuery { prefix, delimiter, after, max } = query;
        let mut listing = Listing::default();
        let mut group: Option<String> = None;
        // A group that was listed is passed over, though keys of it come after its name.
        let passed = (!delimiter.is_empty() && after.ends_with(delimiter)).then_some(after);
        let from = if prefix <= after { Bound::Excluded(after) } else { Bound::Included(prefix) };
        let keys = self.objects.range::<str, _>((from, Bound::Unbounded));
        let mut last: Option<&str> = None;
        for (key, object) in keys.take_while(|(key, _)| key.starts_with(prefix)) {
            if passed.is_some_and(|passed| key.starts_with(passed)) {
                continue;
            }
            let found = group_of(key, prefix, delimiter);
            if found.is_some() && found == group.as_deref() {
                continue;
            }
            if listing.objects.len() + listing.common_prefixes.len() == max {
                listing.next_after = group.take().filter(|_| last.is_none()).or(last.map(Into::into));
                break;
            }
            match found {
                Some(found) => {
                    listing.common_prefixes.push(found.into());
                    (group, last) = (Some(found.into()), None);
                }
                None => {
                    listing.objects.push((&**key, object));
                    last = Some(&**key);
                }
            }
        }
        listing
    }
}

/// What a key is listed as, where keys are grouped: all of it up to the first delimiter behind the prefix.
fn group_of<'k>(key: &'k str, prefix: &str, delimiter: &str) -> Option<&'k str> {
    if delimiter.is_empty() {
        return None;
    }
    let at = key[prefix.len()..].find(delimiter)?;
    Some(&key[..prefix.len() + at + delimiter.len()])
}

#[cfg(test)]
mod tests {
    use super::super::object::NewObject;
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    fn bucket(keys: &[&str]) -> Bucket {
        let now = Instant::DEFAULT_START;
        let mut bucket = Bucket::new("lake".into(), AccountId::DEFAULT, Region::default(), now);
        for key in keys {
            bucket.put(key, StoredObject::of(NewObject::default(), now));
        }
        bucket
    }

    /// All pages of so many entries each: keys, and prefixes in brackets.
    fn pages(bucket: &Bucket, prefix: &str, delimiter: &str, max: usize) -> Vec<String> {
        let (mut after, mut pages) = (String::new(), Vec::new());
        loop {
            let listing = bucket.list(ListingQuery { prefix, delimiter, after: &after, max });
            let keys = listing.objects.iter().map(|(key, _)| (*key).to_string());
            let groups = listing.common_prefixes.iter().map(|group| format!("[{group}]"));
            pages.push(keys.chain(groups).collect::<Vec<_>>().join(" "));
            match listing.next_after {
                Some(next) => after = next,
                None => return pages,
            }
        }
    }

    #[test]
    fn lists_go_by_pages_and_by_groups() {
        let bucket = bucket(&["a", "b/1", "b/2", "b/c/3", "d"]);
        assert_eq!(pages(&bucket, "", "", 1_000), ["a b/1 b/2 b/c/3 d"]);
        assert_eq!(pages(&bucket, "", "", 2), ["a b/1", "b/2 b/c/3", "d"]);
        assert_eq!(pages(&bucket, "", "/", 1_000), ["a d [b/]"]);
        assert_eq!(pages(&bucket, "", "/", 1), ["a", "[b/]", "d"]);
        assert_eq!(pages(&bucket, "b/", "/", 2), ["b/1 b/2", "[b/c/]"]);
        assert_eq!(pages(&bucket, "x", "/", 2), [""]);
    }
}
