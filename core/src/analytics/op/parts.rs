//! The parts of a configuration, by their ids.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::analytics::application::configuration::{Input, LoggingOption, Output, ReferenceDataSource};
use crate::error::Error;

/// Something of which an application has several.
pub(super) trait Part {
    /// In words.
    const NAME: &'static str;

    /// What names it within its application.
    fn id(&self) -> &str;
}

macro_rules! parts {
    ($($type:ty = $name:literal;)*) => {$(
        impl Part for $type {
            const NAME: &'static str = $name;

            fn id(&self) -> &str {
                &self.id
            }
        }
    )*};
}

parts! {
    Input = "input";
    Output = "output";
    ReferenceDataSource = "reference data source";
    LoggingOption = "CloudWatch logging option";
}

/// The id of a part that comes with a version, by its place among those that come with it. Observed of the form alone, `1.1`: the
/// answers that the developer guide prints.
pub(super) fn id(version: u64, place: usize) -> String {
    format!("{version}.{}", place + 1)
}

/// The place of the part with this id.
pub(super) fn place<P: Part>(parts: &[P], id: &str) -> Result<usize, Error> {
    parts.iter().position(|part| part.id() == id).ok_or_else(|| Error::no_such_part(P::NAME, id))
}

/// Takes a part away.
pub(super) fn remove<P: Part>(parts: &mut Vec<P>, id: &str) -> Result<(), Error> {
    let place = place(parts, id)?;
    parts.remove(place);
    Ok(())
}

/// Makes parts of all that is asked for, each with an id of its own.
pub(super) fn make<T, P>(
    asked: Option<Vec<T>>,
    version: u64,
    make: impl Fn(T, String) -> Result<P, Error>,
) -> Result<Vec<P>, Error> {
    let asked = asked.unwrap_or_default().into_iter().enumerate();
    asked.map(|(place, one)| make(one, id(version, place))).collect()
}

/// Changes parts as updates say that name them by their ids, each once.
pub(super) fn update<T, P: Part>(
    parts: &mut [P],
    updates: Option<Vec<T>>,
    id: impl Fn(&T) -> Option<&String>,
    update: impl Fn(T, &P) -> Result<P, Error>,
) -> Result<(), Error> {
    let mut seen: Vec<String> = Vec::new();
    for one in updates.unwrap_or_default() {
        let id = id(&one).cloned().unwrap_or_default();
        let place = place(parts, &id)?;
        if seen.contains(&id) {
            return Err(Error::part_twice(P::NAME, &id));
        }
        parts[place] = update(one, &parts[place])?;
        seen.push(id);
    }
    Ok(())
}
