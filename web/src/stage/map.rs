//! A map of many shards, and how tall their strips are.

use kinetoscope::world::view::{ShardState, ShardView};
use leptos::prelude::*;

use super::shards::in_order;
use crate::store::{Selection, Store, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{List, holds, words};
use crate::ui::{glyph, text};

/// Heights of film to choose from, in CSS pixels.
const HEIGHTS: [u32; 6] = [8, 16, 28, 44, 64, 96];

impl Store {
    /// Taller or lower strips.
    pub(crate) fn zoom(self, taller: bool) {
        let many = untrack(|| self.with_stream(super::is_many)).unwrap_or(false);
        let now = self.film_px.get_untracked().unwrap_or(if many { 16 } else { 44 });
        let next = if taller {
            HEIGHTS.into_iter().find(|&height| now < height)
        } else {
            HEIGHTS.into_iter().rev().find(|&height| height < now)
        };
        if next.is_some() {
            self.film_px.set(next);
        }
    }
}

/// The buttons that zoom.
#[component]
pub(super) fn Zoom() -> impl IntoView {
    let store = use_store();
    view! {
        <span class="zoom" role="group" aria-label="Height of the strips">
            <button type="button" class="button quiet small" aria-label="Lower strips" title="Lower strips (-)" data-testid="zoom-out" on:click=move |_| store.zoom(false)>
                <Icon name="minus"/>
            </button>
            <button type="button" class="button quiet small" aria-label="Taller strips" title="Taller strips (+)" data-testid="zoom-in" on:click=move |_| store.zoom(true)>
                <Icon name="plus"/>
            </button>
        </span>
    }
}

/// All shards at once, each with its load; a click goes to its strip.
#[component]
pub(super) fn Map() -> impl IntoView {
    let store = use_store();
    super::page::follow(store);
    let keys = Memo::new(move |_| {
        let numbers = store.with_stream(in_order).unwrap_or_default();
        numbers.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    let row = Callback::new(move |key: String| {
        key.parse().ok().map(|number| view! { <Cell number=number/> }).into_any()
    });
    view! {
        <div class="map" role="group" aria-label="Map of all shards" data-testid="stage-map">
            <List keys=keys.into() row=row/>
        </div>
    }
}

#[component]
fn Cell(number: u32) -> impl IntoView {
    let store = use_store();
    let selected = move || store.selection.with(|selected| *selected == Selection::Shard(number));
    let colour = words(move || {
        store.with_shard(number, |shard| format!("var(--load-{})", glyph::load_step(shard.utilisation)))
    });
    let go = move |_| {
        store.selection.set(Selection::Shard(number));
        dom::nearest(&format!("strip-{number}"));
    };
    view! {
        <button
            type="button"
            class="map-cell"
            class:selected=holds(selected)
            class:throttled=holds(move || store.with_shard(number, |shard| shard.state == ShardState::Throttled).unwrap_or(false))
            aria-label=words(move || store.with_shard(number, load_in_words))
            title=words(move || store.with_shard(number, load_in_words))
            data-testid=format!("map-{number}")
            on:click=go
        >
            <span>{number}</span>
            <span class="map-load" style:background-color=colour></span>
        </button>
    }
}

fn load_in_words(shard: &ShardView) -> String {
    let state = match shard.state {
        ShardState::Open => String::new(),
        ShardState::Throttled => ", throttled".into(),
        ShardState::Closed => ", closed".into(),
    };
    format!(
        "Shard {}: {} of its limit{state}",
        shard.number,
        text::percent((shard.utilisation * 100.0).round() / 100.0)
    )
}
