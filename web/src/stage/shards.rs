//! A strip for each shard: its name and state, the place for its film, and its meters against the limits.

use kinetoscope::streams::shapes::StreamStatus;
use kinetoscope::streams::{
    READ_BYTES_PER_SECOND, READ_CALLS_PER_SECOND, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND,
};
use kinetoscope::world::view::{ShardState, ShardView, StreamView, View};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::canvas::scale::FRAME_PX;
use super::controls::Controls;
use crate::store::{Selection, use_store};
use crate::ui::glyph::Glyph;
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// Whether a shard takes records.
pub(crate) fn is_open(shard: &ShardView) -> bool {
    shard.state != ShardState::Closed
}

/// Shards in the order of the rail, each parent before its children; closed ones only while their film shows.
pub(crate) fn in_order(stream: &StreamView) -> Vec<u32> {
    let shown = |shard: &&ShardView| is_open(shard) || shard.film.iter().any(|&records| records > 0);
    let mut shards: Vec<_> = stream.shards.iter().filter(shown).collect();
    shards.sort_by(|one, other| one.from.total_cmp(&other.from).then(one.number.cmp(&other.number)));
    shards.iter().map(|shard| shard.number).collect()
}

/// All strips.
#[component]
pub(super) fn Strips(controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let numbers = Memo::new(move |_| store.with_stream(in_order).unwrap_or_default());
    let gone = Memo::new(move |_| {
        let shown = numbers.get();
        let hidden = |stream: &StreamView| {
            let hidden =
                stream.shards.iter().map(|shard| shard.number).filter(|number| !shown.contains(number));
            hidden.collect::<Vec<_>>()
        };
        store.with_stream(hidden).unwrap_or_default()
    });
    let keys =
        Signal::derive(move || numbers.with(|numbers| numbers.iter().map(ToString::to_string).collect()));
    let row = Callback::new(move |number: String| {
        number.parse().ok().map(|number| view! { <Strip number=number controls=controls/> }).into_any()
    });
    view! {
        <div class="stage-strips">
            <h3 class="eyebrow">
                "Shards"<span class="eyebrow-note">"newest record at the right"</span>
            </h3>
            {controls.map(|controls| (controls.strips)())}
            <ol class="strips" on:scroll=move |_| store.moved.update(|count| *count += 1)>
                <List keys=keys row=row/>
            </ol>
            <If when=holds(move || !gone.with(Vec::is_empty))>
                <p class="closed-shards muted">
                    "Closed, still readable: "
                    {move || gone.get().into_iter().map(|number| view! {
                        <button type="button" class="button quiet small" on:click=move |_| store.toggle_selection(Selection::Shard(number))>
                            <Glyph shard=number/>{format!("Shard {number}")}
                        </button>
                    }).collect_view()}
                </p>
            </If>
        </div>
    }
}

#[component]
fn Strip(number: u32, controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let state =
        Memo::new(move |_| store.with_shard(number, |shard| shard.state).unwrap_or(ShardState::Closed));
    let selected = move || store.selection.with(|selected| *selected == Selection::Shard(number));
    let parents = store.with_shard(number, |shard| shard.parents.clone()).unwrap_or_default();
    let lineage = (!parents.is_empty()).then(|| {
        let names: Vec<_> = parents.iter().map(ToString::to_string).collect();
        format!("from {}", names.join(" and "))
    });
    let detailed = move || selected() || store.with_shard(number, is_busy).unwrap_or(false);
    let done = move || store.with_shard(number, is_done).unwrap_or(false);
    let word = move || match state.get() {
        ShardState::Open => "open",
        ShardState::Throttled => "throttled",
        ShardState::Closed => "closed",
    };
    view! {
        <li class="strip" id=format!("strip-{number}") class:selected=holds(selected) class:detailed=holds(detailed) class:done=holds(done) class:lagging=holds(move || store.with_shard(number, is_lagging).unwrap_or(false)) data-state=words(word) data-testid=format!("stage-shard-{number}")>
            <div class="strip-head">
                <button
                    type="button"
                    class="strip-name"
                    aria-pressed=words(move || selected().to_string())
                    data-testid=format!("stage-shard-{number}-select")
                    on:click=move |_| store.toggle_selection(Selection::Shard(number))
                >
                    <Glyph shard=number/>
                    <span>{format!("Shard {number}")}</span>
                </button>
                {lineage.map(|lineage| view! { <span class="muted small-text">{lineage}</span> })}
                <If when=holds(move || state.get() == ShardState::Closed)>
                    <span class="badge">"CLOSED"</span>
                </If>
                <If when=holds(move || state.get() == ShardState::Throttled)>
                    <span class="badge err" data-testid=format!("stage-shard-{number}-throttle")>
                        <Icon name="refuse"/>
                        <span>{words(move || store.with_shard(number, refused))}<span class="badge-why">{words(move || store.with_shard(number, refused_by))}</span></span>
                    </span>
                </If>
                <If when=holds(move || store.with_shard(number, expired_unread).is_some_and(|lost| 0 < lost))>
                    <span class="badge warn" data-testid=format!("stage-shard-{number}-expired")>
                        <Icon name="warning"/>
                        {words(move || store.with_shard(number, |shard| format!("expired unread: {}", text::count(expired_unread(shard)))))}
                    </span>
                </If>
            </div>
            {match controls {
                None => view! { <div class="strip-slot" data-slot=number></div> }.into_any(),
                Some(controls) => (controls.film)(number),
            }}
            {controls.map(|controls| (controls.meters)(number))}
        </li>
    }
}

/// Says, of a stream that is on its way, that it has no shards yet.
#[component]
pub(super) fn Creating() -> impl IntoView {
    let store = use_store();
    let name = Memo::new(move |_| {
        let creating =
            |stream: &StreamView| (stream.status == StreamStatus::Creating).then(|| stream.name.clone());
        store.with_stream(creating).flatten()
    });
    let what = move || {
        let press = if store.transport.with(|transport| transport.playing) { "" } else { "press Play, and " };
        name.get().map(|name| format!("Creating {name}: {press}it is ACTIVE in a moment."))
    };
    view! {
        <If when=holds(move || name.with(Option::is_some))>
            <p class="stage-creating" data-testid="stage-creating">{words(what)}</p>
        </If>
    }
}

/// The place of a shard's film. A click selects the frame there; from the keyboard, the newest one with records. Where there
/// are so many shards that each shows its load, it selects the shard.
#[component]
pub(super) fn Film(number: u32) -> impl IntoView {
    let store = use_store();
    let many = Memo::new(move |_| store.with_stream(super::is_many).unwrap_or(false));
    let title =
        words(move || if many.get() { "Look at the shard" } else { "Look at the records of a frame" });
    let name = words(move || {
        let (of, act) = if many.get() {
            ("Load", "look at the shard")
        } else {
            ("Film", "look at the records of a frame")
        };
        format!("{of} of shard {number}: {act}")
    });
    let choose = move |event: web_sys::MouseEvent| {
        if many.get_untracked() {
            return store.toggle_selection(Selection::Shard(number));
        }
        let by_key = event.detail() == 0;
        let film: Option<web_sys::Element> = event.current_target().and_then(|target| target.dyn_into().ok());
        let from_edge = film
            .filter(|_| !by_key)
            .map(|film| film.get_bounding_client_rect().right() - f64::from(event.client_x()));
        match store.live().and_then(|live| frame_at(&live.picture.view, number, from_edge.unwrap_or(0.0))) {
            Some(frame) => store.toggle_selection(frame),
            None => store.say("There is no record on this film to look at."),
        }
    };
    view! {
        <button
            type="button"
            class="strip-slot"
            data-slot=number
            aria-label=name
            title=title
            data-testid=format!("stage-film-{number}")
            on:click=choose
        ></button>
    }
}

/// The frame so many pixels before the newest moment; where it is empty, the nearest one that is not.
fn frame_at(view: &View, number: u32, from_edge: f64) -> Option<Selection> {
    let shard = view.streams.first()?.shards.iter().find(|shard| shard.number == number)?;
    let part = view.film_part.total_micros().max(1) as i64;
    let at = view.now.total_micros() - (from_edge / FRAME_PX * part as f64) as i64;
    let newest = view.film_until.total_micros();
    let meant = (newest - 1 - at).max(0) / part;
    let filled = shard.film.iter().rev().enumerate().filter(|(_, records)| **records > 0);
    let back = filled.map(|(back, _)| back as i64).min_by_key(|back| (back - meant).abs())?;
    let until_us = newest - back * part;
    Some(Selection::Frame { shard: number, from_us: until_us - part, until_us })
}

/// How many records are refused, and by what.
pub(crate) fn refusal(shard: &ShardView) -> String {
    refused(shard) + &refused_by(shard)
}

fn refused(shard: &ShardView) -> String {
    format!("refused {}/s", text::count(shard.last_second.refused))
}

fn refused_by(shard: &ShardView) -> String {
    shard.refused_by.as_ref().map(|by| format!(" \u{2013} {by}")).unwrap_or_default()
}

/// Whether a reader's flag may stand so far left that it needs the place below the shard's name.
fn is_lagging(shard: &ShardView) -> bool {
    shard.gates.iter().any(|gate| LAGGING_MS < gate.millis_behind)
}

/// Whether nothing is left to do with a shard: it is closed, and its readers have read all of it.
fn is_done(shard: &ShardView) -> bool {
    !is_open(shard) && shard.gates.iter().all(|gate| gate.unread == 0)
}

/// Records that expired before a reader came to them, which it has not noticed yet.
pub(crate) fn expired_unread(shard: &ShardView) -> u64 {
    shard.gates.iter().map(|gate| gate.expired_unread).sum()
}

/// One thing that goes in or out of a shard, against its limit.
#[derive(Clone, Copy)]
struct Gauge {
    /// As it stands before the bar.
    name: &'static str,
    class: &'static str,
    /// What the limit is of, for the words behind the name.
    what: &'static str,
    limit: u64,
    /// How a value is written, and what is counted a second.
    words: fn(u64) -> String,
    unit: &'static str,
    of: fn(&ShardView) -> u64,
}

const KIB: u64 = 1_024;

/// In, in, out, out. A calm shard shows the first and the third.
const GAUGES: [Gauge; 4] = [
    Gauge {
        name: "Offered",
        class: "meter in",
        what: "Records offered a second",
        limit: WRITE_RECORDS_PER_SECOND,
        words: text::count,
        unit: "/s",
        of: |shard| shard.last_second.accepted + shard.last_second.refused,
    },
    Gauge {
        name: "Data offered",
        class: "meter in minor",
        what: "MiB offered a second",
        limit: WRITE_KIB_PER_SECOND * KIB,
        words: text::mib,
        unit: " MiB/s",
        of: |shard| shard.last_second.accepted_bytes + shard.last_second.refused_bytes,
    },
    Gauge {
        name: "Data out",
        class: "meter",
        what: "MiB read a second",
        limit: READ_BYTES_PER_SECOND,
        words: text::mib,
        unit: " MiB/s",
        of: |shard| shard.last_second.read_bytes,
    },
    Gauge {
        name: "Read calls",
        class: "meter minor",
        what: "GetRecords calls a second",
        limit: READ_CALLS_PER_SECOND,
        words: text::count,
        unit: "/s",
        of: |shard| shard.last_second.reads + shard.last_second.reads_refused,
    },
];

impl Gauge {
    /// How full; above 1 where more is offered than fits.
    fn share(&self, shard: &ShardView) -> f64 {
        (self.of)(shard) as f64 / self.limit as f64
    }

    /// `1,538 of 1,000/s`.
    fn value(&self, shard: &ShardView) -> String {
        // A limit of whole MiB is written as whole.
        let limit = (self.words)(self.limit);
        format!("{} of {}{}", (self.words)((self.of)(shard)), limit.trim_end_matches(".00"), self.unit)
    }
}

/// From this lag on a reader is far behind, in milliseconds.
const LAGGING_MS: u64 = 8_000;
/// From this share of a limit on a shard is no longer calm.
const BUSY: f64 = 0.8;

/// Whether a shard comes near one of its limits.
fn is_busy(shard: &ShardView) -> bool {
    let is_full = || GAUGES.iter().any(|gauge| BUSY <= gauge.share(shard));
    is_open(shard) && (0 < shard.last_second.reads_refused || is_full())
}

/// What goes in and out against the limits of a shard; and its load as one number, for the load view.
#[component]
pub(super) fn Meters(number: u32) -> impl IntoView {
    let store = use_store();
    let load = |shard: &ShardView| {
        is_open(shard).then(|| text::percent((shard.utilisation * 100.0).round() / 100.0))
    };
    let refused = move || store.with_shard(number, |shard| shard.last_second.reads_refused).unwrap_or(0);
    view! {
        <span class="strip-load" data-testid=format!("stage-shard-{number}-load")>{words(move || store.with_shard(number, load).flatten())}</span>
        <dl class="meters">
            {GAUGES.map(|gauge| view! { <Meter number=number gauge=gauge/> }).into_iter().collect_view()}
            <If when=holds(move || 0 < refused())>
                <RefusedReads number=number/>
            </If>
        </dl>
    }
}

/// How many of the calls that ask a shard for records are refused.
#[component]
fn RefusedReads(number: u32) -> impl IntoView {
    let store = use_store();
    let with = move |of: fn(u64, u64) -> String| {
        words(move || {
            store.with_shard(number, |shard| {
                let flow = &shard.last_second;
                of(flow.reads_refused, flow.reads + flow.reads_refused)
            })
        })
    };
    view! {
        <div class="meter full" title="GetRecords calls refused, of those made in the last second" data-testid=format!("stage-shard-{number}-reads-refused")>
            <dt>"Reads refused"</dt>
            <dd>
                <span class="meter-bar" aria-hidden="true">
                    <span class="over" style:width=with(|refused, calls| text::css_percent(refused as f64 * 100.0 / calls.max(1) as f64))></span>
                </span>
                <span class="meter-value">{with(|refused, calls| format!("{} of {}/s", text::count(refused), text::count(calls)))}</span>
            </dd>
        </div>
    }
}

#[component]
fn Meter(number: u32, gauge: Gauge) -> impl IntoView {
    let store = use_store();
    let share = Memo::new(move |_| store.with_shard(number, |shard| gauge.share(shard)).unwrap_or(0.0));
    let full = move || share.get() >= 0.995;
    let title = format!("{}, against {}", gauge.what, (gauge.words)(gauge.limit).trim_end_matches(".00"));
    view! {
        <div class=gauge.class class:full=holds(full) title=title.clone()>
            <dt><span aria-hidden="true">{gauge.name}</span><span class="visually-hidden">{title.clone()}</span></dt>
            <dd>
                <span class="meter-bar" aria-hidden="true" style:--share=words(move || text::css_percent(share.get() * 100.0))>
                    <span class="solid"></span>
                    <span class="tick"></span>
                    <span class="over"></span>
                </span>
                <span class="meter-value">{words(move || store.with_shard(number, |shard| gauge.value(shard)))}</span>
            </dd>
        </div>
    }
}
