//! Which of several streams a page is about. The address remembers it.

use kinetoscope::world::view::View;
use leptos::prelude::*;

use crate::store::use_store;
use crate::ui::dom;

/// A choice among names that the picture has.
#[derive(Clone, Copy)]
pub(crate) struct Chosen {
    /// All there are.
    pub(crate) names: Memo<Vec<String>>,
    /// The one chosen, or the first; empty where there is none.
    pub(crate) name: Memo<String>,
    asked_for: RwSignal<String>,
}

/// What the address calls it.
const MEMBER: &str = "stream";

impl Chosen {
    /// Reads the choice from the address.
    pub(crate) fn among(names: impl Fn(&View) -> Vec<String> + Send + Sync + 'static) -> Self {
        let store = use_store();
        let asked_for = RwSignal::new(dom::query(MEMBER).unwrap_or_default());
        let names = Memo::new(move |_| {
            store
                .picture
                .with(|picture| picture.as_ref().map(|picture| names(&picture.view)).unwrap_or_default())
        });
        let name = Memo::new(move |_| {
            names.with(|names| {
                let found = asked_for.with(|asked_for| names.iter().find(|name| *name == asked_for).cloned());
                found.or_else(|| names.first().cloned()).unwrap_or_default()
            })
        });
        Self { names, name, asked_for }
    }

    /// Chooses another.
    pub(crate) fn choose(self, name: String) {
        dom::set_query(MEMBER, &name);
        self.asked_for.set(name);
    }
}
