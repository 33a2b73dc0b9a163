//! The key rail: the line of hash keys from 0 to 2^128-1, cut into the ranges of the open shards.

use kinetoscope::world::view::{ShardState, StreamView};
use leptos::prelude::*;

use super::shards::is_open;
use crate::store::{Selection, use_store};
use crate::ui::live::{List, holds, words};
use crate::ui::text;

/// A stretch of the rail.
#[derive(Clone, PartialEq)]
struct Segment {
    shard: u32,
    from: f64,
    to: f64,
}

/// The rail, one button a shard; the canvas colours them.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let store = use_store();
    let segments = Memo::new(move |_| store.with_stream(segments).unwrap_or_default());
    let keys = Signal::derive(move || {
        segments.with(|segments| segments.iter().map(|segment| segment.shard.to_string()).collect())
    });
    let row = Callback::new(move |key: String| {
        let found = segments.with_untracked(|segments| {
            segments.iter().find(|segment| segment.shard.to_string() == key).cloned()
        });
        found.map(|segment| view! { <SegmentButton segment=segment/> }).into_any()
    });
    let tried = move || {
        store.tried.get().map(|tried| {
            let top = format!("top:{:.3}%", tried.place.at * 100.0);
            view! { <div class="rail-tried" style=top data-testid="rail-tried"><span>{tried.key}</span></div> }
        })
    };
    view! {
        <div class="stage-rail">
            <h3 class="eyebrow">"Key rail"</h3>
            <span class="rail-end" aria-hidden="true">"0"</span>
            <div class="rail-track" data-rail="">
                <List keys=keys row=row/>
                {tried}
            </div>
            <span class="rail-end" aria-hidden="true">"2\u{b9}\u{b2}\u{2078}\u{2212}1"</span>
        </div>
    }
}

fn segments(stream: &StreamView) -> Vec<Segment> {
    let open = stream.shards.iter().filter(|shard| is_open(shard));
    open.map(|shard| Segment { shard: shard.number, from: shard.from, to: shard.to }).collect()
}

#[component]
fn SegmentButton(segment: Segment) -> impl IntoView {
    let store = use_store();
    let Segment { shard, from, to } = segment;
    let place = format!("top:{:.4}%;height:{:.4}%", from * 100.0, (to - from) * 100.0);
    let share = move || store.with_stream(|stream| share_of(stream, shard)).unwrap_or(0.0);
    let name = move || {
        format!(
            "Shard {shard}: hash keys from {} to {}, {} of the records offered",
            text::percent(from),
            text::percent(to),
            text::percent((share() * 100.0).round() / 100.0)
        )
    };
    let throttled =
        move || store.with_shard(shard, |shard| shard.state == ShardState::Throttled).unwrap_or(false);
    let selected = move || store.selection.with(|selected| *selected == Selection::Shard(shard));
    let hit = move || {
        store.tried.with(|tried| tried.as_ref().is_some_and(|tried| tried.place.shard == Some(shard)))
    };
    view! {
        <button
            type="button"
            class="rail-segment"
            class:selected=holds(selected)
            class:hit=holds(hit)
            data-throttled=words(move || throttled().to_string())
            style=place
            tabindex="-1"
            aria-label=words(name)
            title=words(name)
            data-testid=format!("stage-segment-{shard}")
            on:click=move |_| store.toggle_selection(Selection::Shard(shard))
        ></button>
    }
}

/// Which part of the records offered in the last second a shard was offered.
fn share_of(stream: &StreamView, number: u32) -> f64 {
    let offered =
        |shard: &kinetoscope::world::view::ShardView| shard.last_second.accepted + shard.last_second.refused;
    let all: u64 = stream.shards.iter().map(offered).sum();
    let own = stream.shards.iter().find(|shard| shard.number == number).map_or(0, offered);
    if all == 0 { 0.0 } else { own as f64 / all as f64 }
}
