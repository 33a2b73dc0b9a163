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
    let word = move || match state.get() {
        ShardState::Open => "open",
        ShardState::Throttled => "throttled",
        ShardState::Closed => "closed",
    };
    view! {
        <li class="strip" class:selected=holds(selected) data-state=words(word) data-testid=format!("stage-shard-{number}")>
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
        Some(Limit::Fault) => "a fault",
        _ => "records limit",
    };
    format!("refused {}/s \u{2013} {by}", text::count(shard.last_second.refused))
}

/// What goes in and out against the limits of a shard.
#[component]
fn Meters(number: u32) -> impl IntoView {
    let records = |shard: &ShardView| {
        let (accepted, limit) = (shard.last_second.accepted, WRITE_RECORDS_PER_SECOND);
        (accepted as f64 / limit as f64, format!("{}/s", text::count(accepted)))
    };
    let bytes = |shard: &ShardView| {
        let (accepted, limit) = (shard.last_second.accepted_bytes, WRITE_KIB_PER_SECOND * 1_024);
        (accepted as f64 / limit as f64, format!("{} MiB/s", text::mib(accepted)))
    };
    let read = |shard: &ShardView| {
        let read = shard.last_second.read_bytes;
        (read as f64 / READ_BYTES_PER_SECOND as f64, format!("{} MiB/s", text::mib(read)))
    };
    let calls = |shard: &ShardView| {
        let calls = shard.last_second.reads + shard.last_second.reads_refused;
        (calls as f64 / READ_CALLS_PER_SECOND as f64, format!("{calls}/s"))
    };
    view! {
        <dl class="meters">
            <Meter number=number name="in" title="Records written a second, against 1,000" of=records/>
            <Meter number=number name="" title="MiB written a second, against 1" of=bytes/>
            <Meter number=number name="out" title="MiB read a second, against 2" of=read/>
            <Meter number=number name="reads" title="GetRecords calls a second, against 5" of=calls/>
        </dl>
    }
}

#[component]
fn Meter(
    number: u32,
    name: &'static str,
    title: &'static str,
    /// How full, and the value in words.
    of: fn(&ShardView) -> (f64, String),
) -> impl IntoView {
    let store = use_store();
    let measured = Memo::new(move |_| store.with_shard(number, of).unwrap_or((0.0, String::new())));
    let full = move || measured.with(|(share, _)| *share >= 0.995);
    view! {
        <div class="meter" class:full=holds(full) title=title>
            <dt><span aria-hidden="true">{name}</span><span class="visually-hidden">{title}</span></dt>
            <dd>
                <span class="meter-bar" aria-hidden="true"><span style:width=words(move || text::css_percent(measured.with(|(share, _)| share.min(1.0) * 100.0)))></span></span>
                <span class="meter-value">{words(move || measured.with(|(_, words)| words.clone()))}</span>
            </dd>
        </div>
    }
}
