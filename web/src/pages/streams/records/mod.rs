//! The data viewer: reads shards as any reader does, and shows what came.

mod detail;
mod filter;
mod path;
mod row;
mod table;
mod value;
mod viewer;

use kinetoscope::streams::shapes::ShardIteratorType as Position;
use kinetoscope::streams::{ITERATOR_LIFE, READ_BYTES_PER_SECOND, READ_CALLS_PER_SECOND};
use kinetoscope::world::scenario::Action;
use leptos::prelude::*;
use serde_json::json;

use super::here::use_here;
use crate::share::as_code::AsCode;
use crate::share::calls;
use crate::stage::{is_open, lag};
use crate::ui::call::Choice;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::text;
use detail::Detail;
use table::Table;
use viewer::{ALL, HELD_MAX, PAGE, Viewer};

/// The five positions and what they mean.
const POSITIONS: [(Position, &str); 5] = [
    (Position::TrimHorizon, "Oldest record (TRIM_HORIZON)"),
    (Position::Latest, "What comes from now on (LATEST)"),
    (Position::AtTimestamp, "A time (AT_TIMESTAMP)"),
    (Position::AtSequenceNumber, "A record (AT_SEQUENCE_NUMBER)"),
    (Position::AfterSequenceNumber, "After a record (AFTER_SEQUENCE_NUMBER)"),
];

/// The tab.
#[component]
pub(super) fn Records() -> impl IntoView {
    let viewer = Viewer::new(use_here());
    viewer.apply_filter();
    // A shard of one stream says nothing about another.
    Effect::new(move |before: Option<String>| {
        let stream = viewer.here.stream.get();
        if before.is_some_and(|before| before != stream) {
            viewer.following.set(false);
            viewer.cursors.set(vec![]);
            viewer.clear();
            viewer.shard.set(ALL.into());
        }
        stream
    });
    view! {
        <div class="streams-records">
            <div class="streams-wide">
                <section class="card streams-card" aria-labelledby="records-title">
                    <h2 id="records-title">"Read records"</h2>
                    <Start viewer=viewer/>
                </section>
                <Found viewer=viewer/>
            </div>
            <div class="streams-side"><Detail viewer=viewer/></div>
        </div>
    }
}

/// Where to begin, and reading on.
#[component]
fn Start(viewer: Viewer) -> impl IntoView {
    let here = viewer.here;
    let shards = Memo::new(move |_| {
        let option = |shard: &kinetoscope::world::view::ShardView| {
            let closed = if is_open(shard) { "" } else { ", closed" };
            (shard.id.clone(), format!("Shard {}{closed}", shard.number))
        };
        let of = |stream: &kinetoscope::world::view::StreamView| {
            let all = (ALL.to_owned(), "All shards".to_owned());
            std::iter::once(all).chain(stream.shards.iter().map(option)).collect::<Vec<_>>()
        };
        here.with_stream(of).unwrap_or_default()
    });
    let positions = Signal::stored(
        POSITIONS.map(|(position, name)| (position.as_str().to_owned(), name.to_owned())).to_vec(),
    );
    let position = RwSignal::new(viewer.position.get_untracked().as_str().to_owned());
    Effect::new(move |_| {
        let name = position.get();
        if let Some(found) = POSITIONS.iter().find(|one| one.0.as_str() == name)
            && viewer.position.get_untracked() != found.0
        {
            viewer.at.set(beginning(viewer, found.0));
            viewer.position.set(found.0);
        }
    });
    Effect::new(move |_| {
        let name = viewer.position.get().as_str();
        if position.with_untracked(|known| known != name) {
            position.set(name.to_owned());
        }
    });
    let input = Memo::new(move |_| viewer.shard.with(|shard| viewer.start_input(shard)));
    let wrong = move || input.with(|input| input.as_ref().err().cloned());
    let texts = Signal::derive(move || {
        let mut input = input.get().ok()?;
        if input["ShardId"] == ALL {
            input["ShardId"] = here
                .with_stream(|stream| stream.shards.first().map(|shard| shard.id.clone()))
                .flatten()?
                .into();
        }
        calls::texts(&Action::call("GetShardIterator", input), "")
    });
    let read = Signal::derive(move || {
        calls::texts(&Action::call("GetRecords", json!({ "ShardIterator": "ITERATOR", "Limit": PAGE })), "")
    });
    let idle = move || viewer.cursors.with(Vec::is_empty);
    let needs_at = move || !matches!(viewer.position.get(), Position::TrimHorizon | Position::Latest);
    view! {
        <form class="call records-start" novalidate=true on:submit=move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            viewer.start();
        }>
            <div class="call-row">
                <Choice label="Shard" testid="records-shard" value=viewer.shard options=shards.into()/>
                <Choice label="Begin at" testid="records-position" value=position options=positions/>
                <If when=holds(needs_at)>
                    <At viewer=viewer/>
                </If>
                <button type="submit" class="button" data-testid="records-start" disabled=holds(move || wrong().is_some() || viewer.busy.get())>"Read 50"</button>
                <button type="button" class="button" data-testid="records-next" disabled=holds(move || idle() || viewer.busy.get()) on:click=move |_| viewer.next()>"Next 50"</button>
                <button type="button" class="button" data-testid="records-follow" aria-pressed=words(move || viewer.following.get().to_string()) disabled=holds(idle) on:click=move |_| viewer.following.update(|on| *on = !*on)>
                    {words(move || if viewer.following.get() { "Stop following" } else { "Follow live" })}
                </button>
                <button type="button" class="button quiet" data-testid="records-clear" disabled=holds(move || viewer.held_count.get() == 0) on:click=move |_| viewer.clear()>"Clear"</button>
            </div>
            <p class="field-error" data-testid="records-wrong" hidden=holds(move || wrong().is_none())>{words(wrong)}</p>
        </form>
        <Trouble viewer=viewer/>
        <Cursors viewer=viewer/>
        <Spent viewer=viewer/>
        <details class="as-code">
            <summary>"What reading costs, and the two calls behind it"</summary>
            <Cost/>
            <AsCode what="Iterator" texts=texts/>
            <AsCode what="Reading" texts=read/>
        </details>
    }
}

/// What stands in the field of a position at first.
fn beginning(viewer: Viewer, position: Position) -> String {
    let now = viewer
        .here
        .store
        .picture
        .with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    match (position, now) {
        (Position::AtTimestamp, Some(start)) => {
            let civil = start.civil();
            format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
                civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second
            )
        }
        (Position::AtSequenceNumber | Position::AfterSequenceNumber, _) => {
            let chosen = viewer.chosen.get_untracked().and_then(|id| viewer.record(id));
            chosen.map(|record| record.sequence_number).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The time or the sequence number to begin at.
#[component]
fn At(viewer: Viewer) -> impl IntoView {
    let is_time = move || viewer.position.get() == Position::AtTimestamp;
    view! {
        <div class="field records-at">
            <label for="records-at">{words(move || if is_time() { "Time (UTC)" } else { "Sequence number" })}</label>
            <input
                id="records-at" class="input mono" step="1" autocomplete="off" data-testid="records-at"
                type=words(move || if is_time() { "datetime-local" } else { "text" })
                prop:value=words(move || viewer.at.get())
                on:input=move |event| viewer.at.set(dom::value(&event))
            />
        </div>
    }
}

/// Why reading does not go on, and what helps.
#[component]
fn Trouble(viewer: Viewer) -> impl IntoView {
    let trouble = move || viewer.trouble.get();
    view! {
        <p class="field-error" role="alert" data-testid="records-trouble" hidden=holds(move || trouble().is_none())>{words(move || trouble().map(|trouble| trouble.text))}</p>
        <If when=holds(move || trouble().is_some_and(|trouble| trouble.expired))>
            <p class="field-hint">"An iterator that is not used for "{text::length(ITERATOR_LIFE.total_micros())}" expires. Programs take a new one after the last record that they have read."</p>
            <div class="button-row">
                <button type="button" class="button small" data-testid="records-renew" on:click=move |_| viewer.renew()>"Take a new iterator and read on"</button>
            </div>
        </If>
    }
}

/// How far reading is in each shard.
#[component]
fn Cursors(viewer: Viewer) -> impl IntoView {
    let lines = move || {
        viewer
            .cursors
            .get()
            .into_iter()
            .map(|cursor| {
                let number = row::number_of(&cursor.shard);
                let place = if cursor.is_over() {
                    let children: Vec<_> =
                        cursor.children.iter().map(|id| row::number_of(id).to_string()).collect();
                    format!("closed and read to its end; it goes on in shard {}", children.join(" and "))
                } else if cursor.millis_behind == 0 {
                    "at the newest record".into()
                } else {
                    format!("{} behind the newest record", lag(cursor.millis_behind))
                };
                let said = format!("Shard {number}: {} read, {place}.", text::plural(cursor.count, "record"));
                let go_on = cursor.children.into_iter().map(|child| {
                    let name = format!("Read shard {}", row::number_of(&child));
                    let testid = format!("records-child-{}", row::number_of(&child));
                    view! {
                        <button type="button" class="button small" data-testid=testid on:click=move |_| {
                            viewer.shard.set(child.clone());
                            viewer.position.set(Position::TrimHorizon);
                            viewer.start();
                        }>{name}</button>
                    }
                });
                view! {
                    <li data-testid=format!("records-cursor-{number}")>
                        <span>{said}</span>
                        {go_on.collect_view()}
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ul class="records-cursors" tabindex="0" aria-label="How far reading is">{lines}</ul> }
}

/// What reading has cost so far.
#[component]
fn Spent(viewer: Viewer) -> impl IntoView {
    let spent = move || {
        let spent = viewer.spent.get();
        format!(
            "Read so far: {} of GetRecords, {}, {} KiB; {} refused.",
            text::plural(spent.calls as usize, "call"),
            text::plural(spent.records as usize, "record"),
            text::count(spent.bytes.div_ceil(1_024)),
            text::count(spent.refused),
        )
    };
    let none = holds(move || viewer.spent.with(|spent| spent.calls + spent.refused == 0));
    view! { <p class="field-hint" data-testid="records-spent" hidden=none>{words(spent)}</p> }
}

/// What reading costs.
#[component]
fn Cost() -> impl IntoView {
    view! {
        <p class="field-hint" data-testid="records-cost">
            {format!(
                "This viewer is a reader like any other: it spends the same {} calls and {} MiB a second of each shard that all shared readers have together.",
                READ_CALLS_PER_SECOND, READ_BYTES_PER_SECOND >> 20,
            )}
        </p>
    }
}

/// The filter and the list.
#[component]
fn Found(viewer: Viewer) -> impl IntoView {
    let wrong = move || viewer.filter_wrong.get();
    let helped = RwSignal::new(false);
    let count = move || {
        let (held, passing) = (viewer.held_count.get(), viewer.passing_count.get());
        let all = text::plural(held, "record");
        if held == passing { all } else { format!("{} of {all}", text::count(passing as u64)) }
    };
    let empty = move || viewer.held_count.get() == 0;
    let hint = move || match (viewer.cursors.with(Vec::is_empty), viewer.following.get()) {
        (true, _) => {
            "Nothing was read yet. Choose a shard and where to begin, then read: a page of 50 comes at a time."
        }
        (false, true) => {
            "Nothing has come yet. The list fills as records arrive; for that the clock must run."
        }
        (false, false) => {
            "There was no record to read there. Read on when the clock has moved, or begin at the oldest record."
        }
    };
    view! {
        <section class="card streams-card" aria-labelledby="records-found-title">
            <div class="card-head">
                <h2 id="records-found-title">"Found"</h2>
                <p class="muted small-text" role="status" data-testid="records-count">{words(count)}</p>
            </div>
            <form class="records-filter" role="search" on:submit=move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                viewer.apply_filter();
            }>
                <label for="records-filter">"Filter"</label>
                <input id="records-filter" class="input mono" type="search" autocomplete="off" spellcheck="false" placeholder="key:user-1 size>100 value~error $.price" data-testid="records-filter"
                    aria-describedby="records-filter-help" aria-invalid=words(move || wrong().is_some().to_string())
                    prop:value=words(move || viewer.filter.get())
                    on:change=move |event| {
                        viewer.filter.set(dom::value(&event));
                        viewer.apply_filter();
                    }/>
                <button type="button" class="button quiet" aria-label="How to write a filter" aria-controls="records-filter-help" data-testid="records-filter-how" aria-expanded=words(move || helped.get().to_string()) on:click=move |_| helped.update(|on| *on = !*on)><Icon name="help"/></button>
            </form>
            <p class="field-error" role="alert" data-testid="records-filter-wrong" hidden=holds(move || wrong().is_none())>{words(wrong)}</p>
            <p id="records-filter-help" class="field-hint" hidden=holds(move || !helped.get())>{filter::HELP}</p>
            <p class="muted records-empty" hidden=holds(move || !empty()) data-testid="records-empty">{words(hint)}</p>
            <div hidden=holds(empty)><Table viewer=viewer/></div>
            <p class="field-hint" hidden=holds(move || viewer.held_count.get() < HELD_MAX)>{format!("The list is full: it holds {} records.", text::count(HELD_MAX as u64))}</p>
        </section>
    }
}
