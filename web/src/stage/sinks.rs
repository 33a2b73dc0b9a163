//! Delivery streams, as far as the stage shows them: what their buffers hold, and what will close them.

use kinetoscope::time::Instant;
use kinetoscope::world::view::View;
use kinetoscope::world::view::delivery_stream::{DeliveryStreamView, LaneView};
use leptos::prelude::*;

use super::destination::Destination;
use crate::router::{Route, is_plain};
use crate::store::{Store, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, maybe, words};
use crate::ui::text;

/// The ring of a gauge, once around.
const RING_PX: f64 = 100.0;

/// All delivery streams; nothing where there is none.
#[component]
pub(super) fn Sinks() -> impl IntoView {
    let store = use_store();
    let names = Memo::new(move |_| {
        store
            .picture
            .with(|picture| picture.as_ref().map(|picture| in_order(&picture.view)).unwrap_or_default())
    });
    view! {
        <If when=holds(move || !names.with(Vec::is_empty))>
            <h3 class="eyebrow sinks-title">"Delivery streams"</h3>
        </If>
        <div class="deliveries">
            <List keys=names.into() row=Callback::new(move |name| view! { <Card name=name/> }.into_any())/>
        </div>
    }
}

/// The names of all delivery streams: those first that read a stream, then by the producers that put into them, so that the
/// wires to them do not cross.
fn in_order(view: &View) -> Vec<String> {
    let rank = |stream: &&DeliveryStreamView| {
        let producer = view.producers.iter().position(|producer| producer.stream == stream.name);
        (stream.source.is_none(), producer.unwrap_or(usize::MAX))
    };
    let mut streams: Vec<_> = view.delivery_streams.iter().collect();
    streams.sort_by_key(rank);
    streams.into_iter().map(|stream| stream.name.clone()).collect()
}

#[component]
fn Card(name: String) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let told = move |of: fn(&View, &DeliveryStreamView) -> String| {
        words(move || id.with_value(|name| read(store, name, of)))
    };
    let drawn = move |of: fn(&View, &LaneView) -> Option<String>| {
        maybe(move || {
            id.with_value(|name| read(store, name, |view, stream| of(view, data(stream)?))).flatten()
        })
    };
    let refused = holds(move || {
        id.with_value(|name| read(store, name, |_, stream| is_refused(stream))).unwrap_or(false)
    });
    let address = move || {
        let (kept, page) = (dom::query_kept(), store.router.file(Route::Firehose.entry().path));
        let query = if kept.is_empty() { "?".into() } else { kept + "&" };
        format!("{page}{query}stream={}{}", id.get_value(), dom::fragment())
    };
    let follow = move |event: web_sys::MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            store.router.go(Route::Firehose);
            dom::set_query("stream", &id.get_value());
        }
    };
    view! {
        <div class="delivery">
        <article class="card sink" class:refused=refused data-sink=name.clone() data-testid=format!("stage-sink-{name}")>
            <svg class="sink-gauge" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
                <circle class="sink-track" cx="18" cy="18" r="15.9"></circle>
                <circle class="sink-ring" cx="18" cy="18" r="15.9" stroke-dasharray=drawn(ring) transform="rotate(-90 18 18)"></circle>
                <rect class="sink-track" x="14" y="8" width="8" height="20"></rect>
                <rect class="sink-bar" x="14" width="8" y=drawn(|_, lane| Some(format!("{:.1}", 28.0 - 20.0 * filled(lane)))) height=drawn(|_, lane| Some(format!("{:.1}", 20.0 * filled(lane))))></rect>
            </svg>
            <a class="card-name" href=words(address) on:click=follow><span>{name.clone()}</span><Icon name="right"/></a>
            <p class="sink-next" data-testid=format!("sink-{name}-next")>{told(next)}</p>
            <p class="muted small-text">{told(|_, stream| way(stream))}</p>
        </article>
        <Destination id=id/>
        </div>
    }
}

pub(super) fn read<T>(
    store: Store,
    name: &str,
    of: impl FnOnce(&View, &DeliveryStreamView) -> T,
) -> Option<T> {
    store.picture.with(|picture| {
        let view = &picture.as_ref()?.view;
        view.delivery_streams.iter().find(|stream| stream.name == name).map(|stream| of(view, stream))
    })
}

/// The buffers on the way to the destination.
fn data(stream: &DeliveryStreamView) -> Option<&LaneView> {
    stream.lanes.iter().find(|lane| lane.lane == "data")
}

/// Whether the destination does not take what it is given.
pub(super) fn is_refused(stream: &DeliveryStreamView) -> bool {
    stream.under_way.iter().any(|delivery| delivery.first_failed.is_some())
}

/// How full the buffer is that closes next, from 0 to 1.
fn filled(lane: &LaneView) -> f64 {
    let bytes = lane.next.as_ref().map_or(0, |buffer| buffer.bytes);
    (bytes as f64 / lane.size.max(1) as f64).min(1.0)
}

/// How much of its interval is over, as dashes of the ring.
fn ring(view: &View, lane: &LaneView) -> Option<String> {
    let buffer = lane.next.as_ref();
    let age = buffer.map_or(0.0, |buffer| view.now.since(buffer.opened).total_micros() as f64);
    let share = (age / lane.interval.total_micros().max(1) as f64).min(1.0);
    Some(format!("{:.1} {RING_PX}", share * RING_PX))
}

/// What will close it, and when: `by size in 3.0 s`.
fn next(view: &View, stream: &DeliveryStreamView) -> String {
    if is_refused(stream) {
        return format!(
            "{} does not take deliveries: {}",
            stream.target,
            text::count(stream.under_way.len() as u64)
        );
    }
    match data(stream).and_then(|lane| lane.next.as_ref()) {
        Some(buffer) => format!("by {} in {}", buffer.cause, until(view.now, buffer.closes)),
        None if stream.status == "ACTIVE" => "nothing waits".into(),
        None => stream.status.clone(),
    }
}

fn until(now: Instant, at: Instant) -> String {
    text::length(at.since(now).total_micros())
}

/// From where to where.
fn way(stream: &DeliveryStreamView) -> String {
    let source =
        stream.source.as_ref().map_or_else(|| "Direct PUT".into(), |source| format!("reads {source}"));
    format!("{source}, to {} {}", stream.target, stream.address)
}
