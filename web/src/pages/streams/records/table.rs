//! The list of records, of which only those in sight are elements of the page.

use kinetoscope::ids::HashKey;
use leptos::prelude::*;

use super::viewer::Viewer;
use crate::ui::dom;
use crate::ui::glyph::Glyph;
use crate::ui::live::{holds, words};
use crate::ui::rows::{Place, Rows, step_by_keys};
use crate::ui::text;

/// Height of a row in pixels, as the style sheet has it: of one line, and of two on a phone.
const ROW: usize = 32;
const ROW_OF_TWO: usize = 52;
/// Width of a window from which there is room for one line.
const ONE_LINE: f64 = 768.0;
/// Letters of a sequence number and of a hash that a row shows; the whole is in the details.
const TAIL: usize = 8;

/// The list with its head.
#[component]
pub(super) fn Table(viewer: Viewer) -> impl IntoView {
    let count = Signal::derive(move || viewer.passing_count.get());
    let ids = Callback::new(move |range| viewer.ids(range));
    let two = dom::width() < ONE_LINE;
    let tall = if two { ROW_OF_TWO } else { ROW };
    let row = Callback::new(move |(place, id): Place| row(viewer, place, id, tall));
    view! {
        <div class="records" class:two-lines=two role="table" aria-label="Records" aria-rowcount=words(move || (count.get() + 1).to_string()) data-testid="records-table">
            <div role="rowgroup">
                <div class="record record-head" role="row" aria-rowindex="1">
                    <span role="columnheader">"Arrived"</span>
                    <span role="columnheader">"Shard"</span>
                    <span role="columnheader" class="optional">"Sequence no."</span>
                    <span role="columnheader">"Key"</span>
                    <span role="columnheader" class="optional">"MD5"</span>
                    <span role="columnheader" class="number">"Bytes"</span>
                    <span role="columnheader" class="record-value">"Value"</span>
                </div>
            </div>
            <Rows count=count height=tall ids=ids row=row at_end=viewer.following.into() label="Records, by the order in which they were read" testid="records-rows"/>
        </div>
    }
}

fn row(viewer: Viewer, place: usize, id: u32, tall: usize) -> AnyView {
    let Some(record) = viewer.record(id) else { return ().into_any() };
    let start = viewer
        .here
        .store
        .picture
        .with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    let since =
        start.map(|start| text::clock(record.arrived.since(start).total_micros())).unwrap_or_default();
    let name = format!("{since}, record {}", place + 1);
    let hash = format!("{:032x}", HashKey::of_partition_key(&record.key).0);
    let shard = record.shard_number();
    let is_chosen = holds(move || viewer.chosen.get() == Some(id));
    let choose = move || viewer.chosen.set(Some(id));
    view! {
        <div class="record" role="row" aria-rowindex=(place + 2).to_string() class:selected=is_chosen style:top=format!("{}px", place * tall) on:click=move |_| choose()>
            <span role="cell">
                <button type="button" class="record-open" id=format!("record-{place}") data-testid=format!("record-{place}") aria-pressed=words(move || is_chosen.get().to_string()) aria-label=name on:keydown=move |event| step_by_keys(&event, "record", place)>
                    {since}
                </button>
            </span>
            <span role="cell" class="record-shard"><Glyph shard=shard/>{shard}</span>
            <span role="cell" class="mono optional" title=record.sequence_number.clone()>{tail(&record.sequence_number)}</span>
            <span role="cell" class="mono">{record.key.clone()}</span>
            <span role="cell" class="mono optional" title=hash.clone()>{head(&hash)}</span>
            <span role="cell" class="number">{text::count(record.bytes as u64)}</span>
            <span role="cell" class="mono record-value">{record.preview()}</span>
        </div>
    }
    .into_any()
}

/// The end of a long number: its beginning is the same for all records of a shard.
fn tail(number: &str) -> String {
    let at = number.len().saturating_sub(TAIL);
    if at == 0 { number.to_owned() } else { format!("\u{2026}{}", &number[at..]) }
}

fn head(hash: &str) -> String {
    format!("{}\u{2026}", &hash[..TAIL.min(hash.len())])
}
