//! A strip for each shard: its name and state, the place for its film, and its meters against the limits.

use kinetoscope::fact::Limit;
use kinetoscope::streams::{
    READ_BYTES_PER_SECOND, READ_CALLS_PER_SECOND, WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND,
};
use kinetoscope::world::view::{ShardState, ShardView, StreamView};
use leptos::prelude::*;

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
pub(super) fn Strips(brief: bool) -> impl IntoView {
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
        number.parse().ok().map(|number| view! { <Strip number=number brief=brief/> }).into_any()
    });
    view! {
        <div class="stage-strips">
            <h3 class="eyebrow">
                "Shards"<span class="eyebrow-note">"newest at the right"</span>
            </h3>
            <ol class="strips">
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
fn Strip(number: u32, brief: bool) -> impl IntoView {
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
    let word = move || match state.get() {
        ShardState::Open => "open",
        ShardState::Throttled => "throttled",
        ShardState::Closed => "closed",
    };
    view! {
        <li class="strip" id=format!("strip-{number}") class:selected=holds(selected) class:detailed=holds(detailed) data-state=words(word) data-testid=format!("stage-shard-{number}")>
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
                        {words(move || store.with_shard(number, refusal))}
                    </span>
                </If>
            </div>
            <div class="strip-slot" data-slot=number></div>
            {(!brief).then(|| view! { <Meters number=number/> })}
        </li>
    }
}

/// How many records are refused, and by what.
pub(crate) fn refusal(shard: &ShardView) -> String {
    let by = match shard.limit {
        Some(Limit::WriteBytes) => "bytes limit",
        Some(Limit::Fault | Limit::Struck(_)) => "a fault",
        _ => "records limit",
    };
    format!("refused {}/s \u{2013} {by}", text::count(shard.last_second.refused))
}

/// One thing that goes in or out of a shard, against its limit.
#[derive(Clone, Copy)]
struct Gauge {
    /// Short, as it stands before the bar.
    name: &'static str,
    class: &'static str,
    /// What the limit is of, for the words behind the name.
    what: &'static str,
    limit: u64,
    /// How a value is written.
    words: fn(u64) -> String,
    of: fn(&ShardView) -> u64,
}

const KIB: u64 = 1_024;

/// In, in, out, out. A calm shard shows the first and the third.
const GAUGES: [Gauge; 4] = [
    Gauge {
        name: "in rec",
        class: "meter in",
        what: "Records offered a second",
        limit: WRITE_RECORDS_PER_SECOND,
        words: text::count,
        of: |shard| shard.last_second.accepted + shard.last_second.refused,
    },
    Gauge {
        name: "in MiB",
        class: "meter in minor",
        what: "MiB offered a second",
        limit: WRITE_KIB_PER_SECOND * KIB,
        words: text::mib,
        of: |shard| shard.last_second.accepted_bytes + shard.last_second.refused_bytes,
    },
    Gauge {
        name: "out MiB",
        class: "meter",
        what: "MiB read a second",
        limit: READ_BYTES_PER_SECOND,
        words: text::mib,
        of: |shard| shard.last_second.read_bytes,
    },
    Gauge {
        name: "reads",
        class: "meter minor",
        what: "GetRecords calls a second",
        limit: READ_CALLS_PER_SECOND,
        words: text::count,
        of: |shard| shard.last_second.reads + shard.last_second.reads_refused,
    },
];

impl Gauge {
    /// How full; above 1 where more is offered than fits.
    fn share(&self, shard: &ShardView) -> f64 {
        (self.of)(shard) as f64 / self.limit as f64
    }

    /// `1,538 / 1,000`.
    fn value(&self, shard: &ShardView) -> String {
        // A limit of whole MiB is written as whole.
        let limit = (self.words)(self.limit);
        format!("{} / {}", (self.words)((self.of)(shard)), limit.trim_end_matches(".00"))
    }
}

/// From this share of a limit on a shard is no longer calm.
const BUSY: f64 = 0.8;

/// Whether a shard comes near one of its limits.
fn is_busy(shard: &ShardView) -> bool {
    is_open(shard) && GAUGES.iter().any(|gauge| BUSY <= gauge.share(shard))
}

/// What goes in and out against the limits of a shard.
#[component]
fn Meters(number: u32) -> impl IntoView {
    view! {
        <dl class="meters">
            {GAUGES.map(|gauge| view! { <Meter number=number gauge=gauge/> }).into_iter().collect_view()}
        </dl>
    }
}

#[component]
fn Meter(number: u32, gauge: Gauge) -> impl IntoView {
    let store = use_store();
    let share = Memo::new(move |_| store.with_shard(number, |shard| gauge.share(shard)).unwrap_or(0.0));
    let full = move || share.get() >= 0.995;
    // Beyond the limit the bar is what is offered, and the part that fits is solid.
    let solid =
        move || text::css_percent(if share.get() > 1.0 { 100.0 / share.get() } else { share.get() * 100.0 });
    let over = move || text::css_percent((100.0 - 100.0 / share.get()).max(0.0));
    let title = format!("{}, against {}", gauge.what, (gauge.words)(gauge.limit).trim_end_matches(".00"));
    view! {
        <div class=gauge.class class:full=holds(full) title=title.clone()>
            <dt><span aria-hidden="true">{gauge.name}</span><span class="visually-hidden">{title.clone()}</span></dt>
            <dd>
                <span class="meter-bar" aria-hidden="true">
                    <span class="solid" style:width=words(solid)></span>
                    <span class="tick"></span>
                    <span class="over" style:width=words(over)></span>
                </span>
                <span class="meter-value">{words(move || store.with_shard(number, |shard| gauge.value(shard)))}</span>
            </dd>
        </div>
    }
}
