//! What a reader who does not see the picture is told, and how they move in it.

mod outline;

pub(crate) use outline::Outline;

use crate::store::Store;

/// Says the picture in sentences: as a message, which is a polite live region.
pub(crate) fn say_scene(store: Store) {
    match store.live() {
        Some(live) => store.say(live.picture.view.summary.clone()),
        None => store.say("The stage is empty: the engine is still on its way."),
    }
}
