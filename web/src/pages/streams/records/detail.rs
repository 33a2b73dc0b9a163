//! One record: where it went and why, who has read it, and its value.

use kinetoscope::ids::HashKey;
use kinetoscope::streams::shapes::ShardIteratorType as Position;
use kinetoscope::world::scenario::Action;
use kinetoscope::world::view::ShardView;
use leptos::prelude::*;
use serde_json::json;

use super::row::Record;
use super::value::{self, FORMS, Form, Shown};
use super::viewer::Viewer;
use crate::share::as_code::AsCode;
use crate::share::calls;
use crate::ui::code::Code;
use crate::ui::glyph::Glyph;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// The panel of the chosen record.
#[component]
pub(super) fn Detail(viewer: Viewer) -> impl IntoView {
    let chosen = Memo::new(move |_| viewer.chosen.get());
    move || {
        match chosen.get().and_then(|id| viewer.record(id).map(|record| (id, record))) {
        Some((id, record)) => view! { <Life viewer=viewer id=id record=record/> }.into_any(),
        None => view! {
            <p class="muted small-text">"Select a record to see its value, where its key put it, and who has read it."</p>
        }
        .into_any(),
    }
    }
}

#[component]
fn Life(viewer: Viewer, id: u32, record: Record) -> impl IntoView {
    let here = viewer.here;
    let hash = HashKey::of_partition_key(&record.key);
    let number = record.shard_number();
    // A record that was put with a hash key of its own does not lie where the MD5 says.
    let falls = here.with_shard(number, |shard| shard.range_start <= hash && hash <= shard.range_end);
    let place = match falls {
        Some(true) => "The MD5 of the key lies in the range of this shard: so the record went here.",
        Some(false) => {
            "The MD5 of the key lies in the range of another shard: the record was put with an explicit hash key."
        }
        None => "The shard has expired since.",
    };
    let start =
        here.store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    let moment = move |at: kinetoscope::time::Instant| {
        let since = start.map(|start| text::clock(at.since(start).total_micros())).unwrap_or_default();
        format!("{since}, {}", text::date(at))
    };
    let arrived = record.arrived;
    let readers = move || {
        let gates = here.with_shard(number, |shard: &ShardView| {
            let past = |gate: &kinetoscope::world::view::GateView| {
                let is_past = gate.next_arrival.is_none_or(|next| arrived < next);
                (gate.reader.clone(), is_past)
            };
            shard.gates.iter().map(past).collect::<Vec<_>>()
        });
        gates
            .unwrap_or_default()
            .into_iter()
            .map(|(reader, is_past)| {
                let said = if is_past { "is past it" } else { "has still to come to it" };
                view! { <div><dt>{reader}</dt><dd>{said}</dd></div> }
            })
            .collect_view()
    };
    let from_here = {
        let sequence_number = record.sequence_number.clone();
        let shard = record.shard.clone();
        move |_| {
            viewer.shard.set(shard.clone());
            viewer.position.set(Position::AtSequenceNumber);
            viewer.at.set(sequence_number.clone());
            viewer.start();
        }
    };
    let input = json!({
        "StreamName": here.stream.get_untracked(), "ShardId": record.shard,
        "ShardIteratorType": Position::AtSequenceNumber.as_str(), "StartingSequenceNumber": record.sequence_number,
    });
    let texts = calls::texts(&Action::call("GetShardIterator", input), "");
    view! {
        <section class="card streams-card" aria-labelledby="record-title" data-testid="record-detail">
            <div class="card-head">
                <h2 id="record-title">"Record"</h2>
                <button type="button" class="button quiet small" aria-label="Close the record" data-testid="record-close" on:click=move |_| viewer.chosen.set(None)><Icon name="close"/></button>
            </div>
            <dl class="facts stacked">
                <div><dt>"Partition key"</dt><dd class="mono" data-testid="record-key">{record.key.clone()}</dd></div>
                <div><dt>"MD5 of the key"</dt><dd class="mono" data-testid="record-md5">{format!("{:032x}", hash.0)}</dd></div>
                <div><dt>"Shard"</dt><dd class="streams-inline" data-testid="record-shard"><Glyph shard=number/>{record.shard.clone()}</dd></div>
                <div><dt>"Why this shard"</dt><dd>{place}</dd></div>
                <div><dt>"Sequence number"</dt><dd class="mono" data-testid="record-sequence">{record.sequence_number.clone()}</dd></div>
                <div><dt>"Came at"</dt><dd>{moment(record.arrived)}</dd></div>
                <div><dt>"Size of the value"</dt><dd>{format!("{} bytes", text::count(record.bytes as u64))}</dd></div>
            </dl>
            <h3 class="eyebrow">"Who has read it"</h3>
            <dl class="facts" data-testid="record-reads">
                <div><dt>"This viewer"</dt><dd>{format!("read it at {}", start.map(|start| text::clock(record.read.since(start).total_micros())).unwrap_or_default())}</dd></div>
                {readers}
            </dl>
            <h3 class="eyebrow">"Value"</h3>
            <Value viewer=viewer id=id record=record/>
            <div class="button-row">
                <button type="button" class="button small" data-testid="record-from-here" on:click=from_here>"Read from here"</button>
            </div>
            <AsCode what="Iterator at this record" texts=Signal::stored(texts)/>
        </section>
    }
}

/// The value in one of its forms.
#[component]
fn Value(viewer: Viewer, id: u32, record: Record) -> impl IntoView {
    let form = RwSignal::new(Form::Json);
    let pieces = RwSignal::new(1_usize);
    let kept = record.whole().map(str::to_owned);
    let is_large = kept.is_none();
    let beginning = kinetoscope::wire::base64::encode(&record.kept());
    let is_open = move || viewer.opened.with(|opened| opened.as_ref().is_some_and(|opened| opened.0 == id));
    let shown = Memo::new(move |_| {
        viewer.opened.with(|opened| match (opened, &kept) {
            (_, Some(kept)) => value::show(kept, form.get(), pieces.get()),
            (Some((of, whole)), None) if *of == id => value::show(whole, form.get(), pieces.get()),
            // Half of a JSON text is none; the beginning is for reading.
            _ => match form.get() {
                Form::Json => value::show(&beginning, Form::Text, 1),
                form => value::show(&beginning, form, 1),
            },
        })
    });
    let forms = FORMS.map(|(of, name)| {
        view! {
            <button type="button" class="button small quiet" aria-pressed=words(move || (form.get() == of).to_string()) data-testid=format!("value-{}", name.to_lowercase())
                on:click=move |_| {
                    pieces.set(1);
                    form.set(of);
                }>
                {name}
            </button>
        }
    });
    let note = move || shown.with(|shown: &Shown| (!shown.note.is_empty()).then_some(shown.note));
    view! {
        <div class="button-row" role="group" aria-label="Form of the value">{forms.into_iter().collect_view()}</div>
        <p class="field-hint" hidden=holds(move || note().is_none())>{words(note)}</p>
        <div class="record-payload" data-testid="record-value">
            <Code name="the value" code=words(move || shown.with(|shown| shown.text.clone()))/>
        </div>
        <If when=holds(move || is_large && !is_open())>
            <p class="field-hint">"This value is large: here is its beginning. Opening it reads the record again, which costs a call and its bytes."</p>
            <button type="button" class="button small" data-testid="value-open" disabled=holds(move || viewer.busy.get()) on:click=move |_| viewer.open_value(id)>"Open the whole value"</button>
        </If>
        <If when=holds(move || shown.with(|shown| shown.more))>
            <button type="button" class="button small" data-testid="value-more" on:click=move |_| pieces.update(|pieces| *pieces += 1)>"Show more"</button>
        </If>
    }
}
