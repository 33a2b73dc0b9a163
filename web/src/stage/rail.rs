//! The key rail: the line of hash keys from 0 to 2^128-1, cut into the ranges of the open shards.

use kinetoscope::world::scenario::Keys;
use kinetoscope::world::view::{Located, ShardState, ShardView, StreamView, View};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::shards::is_open;
use crate::store::{Selection, use_store};
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// A stretch of the rail.
#[derive(Clone, PartialEq)]
struct Segment {
    shard: u32,
    from: f64,
    to: f64,
}

impl Segment {
    /// Tells stretches apart: the shard of this number has another range in another scenario.
    fn key(&self) -> String {
        format!("{} {} {}", self.shard, self.from, self.to)
    }
}

/// The rail, one button a shard; the canvas colours them.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let store = use_store();
    let segments = Memo::new(move |_| store.with_stream(segments).unwrap_or_default());
    let keys = Signal::derive(move || segments.with(|segments| segments.iter().map(Segment::key).collect()));
    let row = Callback::new(move |key: String| {
        let found =
            segments.with_untracked(|segments| segments.iter().find(|segment| segment.key() == key).cloned());
        found.map(|segment| view! { <SegmentButton segment=segment/> }).into_any()
    });
    // Where shards open and close, or time goes elsewhere, the key that is being tried may fall on another shard.
    Effect::new(move |_| {
        segments.with(|_| ());
        if let Some(tried) = store.tried.get_untracked() {
            store.try_key(tried.key);
        }
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
                <Culprit/>
                {tried}
            </div>
            <span class="rail-end" aria-hidden="true">"2"<sup>"128"</sup>"\u{2212}1"</span>
        </div>
    }
}

/// A key that many records carry: its stream, itself, and how often, in words.
#[derive(Clone, PartialEq)]
struct HotKey {
    stream: String,
    key: String,
    share: String,
}

/// The key that the first producer of the shown stream with a favourite sends most.
fn hot_key(view: &View) -> Option<HotKey> {
    let shown = &view.streams.first()?.name;
    let mut here = view.producers.iter().filter(|producer| producer.running && producer.stream == *shown);
    here.find_map(|producer| {
        let (key, share) = match &producer.keys {
            Keys::Hot { key, share } => (key, f64::from(share.millionths) / 1e6),
            Keys::Fixed { key } => (key, 1.0),
            _ => return None,
        };
        Some(HotKey { stream: producer.stream.clone(), key: key.clone(), share: text::percent(share) })
    })
}

/// The name of the longest bar of the histogram: which key it is, and how many records carry it.
#[component]
fn Culprit() -> impl IntoView {
    let store = use_store();
    let hot = Memo::new(move |_| store.picture.with(|picture| hot_key(&picture.as_ref()?.view)));
    let place = RwSignal::new(None::<(HotKey, f64)>);
    Effect::new(move |_| {
        let Some(hot) = hot.get() else { return };
        spawn_local(async move {
            let args = json!({ "stream": hot.stream, "key": hot.key });
            if let Ok(found) = store.ask::<Located>("locate", args).await {
                // The rail may be gone by the time the answer comes.
                _ = place.try_set(Some((hot, found.at)));
            }
        });
    });
    // A place that was asked for another key is an old one.
    let known = move || place.get().filter(|(of, _)| hot.with(|hot| hot.as_ref() == Some(of)));
    move || {
        known().map(|(hot, at)| {
            let top = format!("top:{:.3}%", at * 100.0);
            let words = format!("{} {}", hot.key, hot.share.replace(' ', "\u{a0}"));
            view! { <div class="rail-culprit" style=top><span class="rail-hot" data-testid="rail-hot">{words}</span></div> }
        })
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
    let share = move |of: fn(&ShardView) -> u64| {
        let share = store.with_stream(|stream| share_of(stream, shard, of)).unwrap_or(0.0);
        text::percent((share * 100.0).round() / 100.0)
    };
    let range = format!("hash keys from {} to {}", text::percent(from), text::percent(to));
    let shares =
        words(move || format!("{} of the records offered, {} of the bytes", share(records), share(bytes)));
    let name = {
        let range = range.clone();
        words(move || format!("Shard {shard}: {range}, {}", shares.get()))
    };
    let ends = store.with_shard(shard, |shard| format!("{} to {}", shard.range_start, shard.range_end));
    let throttled =
        move || store.with_shard(shard, |shard| shard.state == ShardState::Throttled).unwrap_or(false);
    let selected = move || store.selection.with(|selected| *selected == Selection::Shard(shard));
    let hit = move || {
        store.tried.with(|tried| tried.as_ref().is_some_and(|tried| tried.place.shard == Some(shard)))
    };
    let told = RwSignal::new(false);
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && told.get_untracked() {
            event.prevent_default();
            told.set(false);
        }
    };
    view! {
        <button
            type="button"
            class="rail-segment"
            class:selected=holds(selected)
            class:hit=holds(hit)
            data-throttled=words(move || throttled().to_string())
            style=place
            aria-label=name
            data-testid=format!("stage-segment-{shard}")
            on:click=move |_| store.toggle_selection(Selection::Shard(shard))
            on:keydown=key
            on:focus=move |_| told.set(true)
            on:blur=move |_| told.set(false)
            on:pointerenter=move |_| told.set(true)
            on:pointerleave=move |_| told.set(false)
        >
            <If when=told.into()>
                <span class="rail-tip" role="tooltip" data-testid="rail-tip">
                    <strong>{format!("Shard {shard}")}</strong>
                    <span>{shares}</span>
                    <span>{range.clone()}</span>
                    <span class="mono muted">{ends.clone()}</span>
                </span>
            </If>
        </button>
    }
}

fn records(shard: &ShardView) -> u64 {
    shard.last_second.accepted + shard.last_second.refused
}

fn bytes(shard: &ShardView) -> u64 {
    shard.last_second.accepted_bytes + shard.last_second.refused_bytes
}

/// Which part of all that was offered in the last second a shard was offered.
fn share_of(stream: &StreamView, number: u32, of: fn(&ShardView) -> u64) -> f64 {
    let all: u64 = stream.shards.iter().map(of).sum();
    let own = stream.shards.iter().find(|shard| shard.number == number).map_or(0, of);
    if all == 0 { 0.0 } else { own as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::time::Duration;
    use kinetoscope::world::scenario::Scenario;
    use kinetoscope::world::view::Frame;

    const SCENARIO: &str = r#"{"version":1,"id":"a","streams":[{"name":"clicks"},{"name":"orders"},{"name":"calm"}],
        "producers":[
            {"name":"web","stream":"clicks","records_per_second":10,"keys":{"fixed":{"key":"star"}}},
            {"name":"shop","stream":"orders","records_per_second":10,"keys":{"hot":{"key":"vip","share":0.5}}}]}"#;

    #[test]
    fn the_favourite_key_is_one_of_the_stream_that_is_shown() {
        let mut world = Scenario::from_json(SCENARIO).unwrap().world(None).unwrap();
        world.advance(Duration::from_secs(2));
        let mut view = world.view(Frame { window: Duration::from_secs(1), buckets: 1 });
        let favourites = ["clicks", "orders", "calm"].map(|name| {
            let place = view.streams.iter().position(|stream| stream.name == name).unwrap();
            view.streams.swap(0, place);
            hot_key(&view).map(|hot| hot.key)
        });
        assert_eq!(favourites, [Some("star".into()), Some("vip".into()), None]);
    }
}
