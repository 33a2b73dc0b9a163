//! The simulator: the stage, the challenge of its scenario, and the inspector.

pub(crate) mod challenge;
mod inspector;
mod tools;
mod try_key;

use leptos::prelude::*;

use crate::stage::{CONTROLS, Stage};
use crate::store::{Selection, use_store};
use crate::ui::dom;
use crate::ui::live::words;
use challenge::Challenge;
use inspector::{Hint, Inspector};
use tools::Tools;
use try_key::TryKey;

crate::part::page!(sim, Sim);

/// The page `/sim/`.
#[component]
pub(crate) fn Sim() -> impl IntoView {
    let store = use_store();
    select_from_address(store);
    if dom::width() >= 768.0 {
        store.dock_open.set(true);
    }
    let title = move || {
        store.picture.with(|picture| {
            picture.as_ref().map_or_else(|| "Simulator".into(), |picture| picture.title.clone())
        })
    };
    // What the scenario tells of itself holds until somebody changes it; then the stage speaks for itself.
    let summary = move || {
        let written = store.is_as_written();
        store.picture.with(|picture| {
            let picture = picture.as_ref()?;
            Some(if written { picture.summary.clone() } else { picture.view.summary.clone() })
        })
    };
    view! {
        <div class="sim">
            <Challenge/>
            <div class="sim-main">
                <header class="page-head">
                    <h1 id="page-title" tabindex="-1">{words(title)}</h1>
                    <Tools/>
                    <p class="lead">{words(summary)}</p>
                </header>
                <Stage controls=CONTROLS/>
            </div>
            <aside class="inspector" aria-label="Inspector" data-testid="inspector">
                <Inspector/>
                <Hint/>
                <TryKey/>
            </aside>
        </div>
    }
}

/// `sel=shard:3` in the query opens the inspector there.
fn select_from_address(store: crate::store::Store) {
    let Some(wanted) = dom::query("sel") else { return };
    let selection = match wanted.split_once(':') {
        Some(("shard", number)) => {
            number.rsplit('-').next().and_then(|digits| digits.parse().ok()).map(Selection::Shard)
        }
        Some(("producer", name)) => Some(Selection::Producer(name.into())),
        Some(("reader", name)) => Some(Selection::Reader(name.into())),
        _ => None,
    };
    if let Some(selection) = selection {
        store.selection.set(selection);
    }
}
