//! A shard: its range and rates, and what one can do to it.

use kinetoscope::ids::{HashKeyRange, ShardId};
use kinetoscope::world::explain::{Note, split_in_the_middle};
use kinetoscope::world::view::ShardView;
use leptos::prelude::*;

use crate::stage::{Merge, Split, is_open, lag};
use crate::store::use_store;
use crate::ui::glyph::Glyph;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// Why a shard refuses records, in the words of the engine's note that offers to split it; nothing while it takes all.
#[component]
fn Reason(number: u32) -> impl IntoView {
    let store = use_store();
    let reason = Memo::new(move |_| {
        store.picture.with(|picture| {
            let view = &picture.as_ref()?.view;
            let stream = view.streams.first()?;
            let shard = stream.shards.iter().find(|shard| shard.number == number)?;
            let range = HashKeyRange { start: shard.range_start, end: shard.range_end };
            let split = split_in_the_middle(&stream.name, ShardId(number), range);
            let offers = |note: &&Note| note.fixes.iter().any(|fix| fix.action == split);
            view.notes.iter().find(offers).map(|note| (note.title.clone(), note.cause.clone()))
        })
    });
    view! {
        <If when=holds(move || reason.with(Option::is_some))>
            <p class="selection-reason" data-testid="shard-reason">
                <Icon name="refuse"/>
                <span><strong>{words(move || reason.get().map(|reason| reason.0))}". "</strong>{words(move || reason.get().map(|reason| reason.1))}</span>
            </p>
        </If>
    }
}

/// The panel of a shard.
#[component]
pub(super) fn ShardPanel(number: u32) -> impl IntoView {
    let store = use_store();
    let name = words(move || store.with_stream(|stream| stream.name.clone()));
    let open = Memo::new(move |_| store.with_shard(number, is_open).unwrap_or(false));
    let with = move |of: fn(&ShardView) -> String| words(move || store.with_shard(number, of));
    let gates = move || {
        let rows = store.with_shard(number, |shard| {
            let row = |gate: &kinetoscope::world::view::GateView| {
                (gate.reader.clone(), lag(gate.millis_behind), gate.unread)
            };
            shard.gates.iter().map(row).collect::<Vec<_>>()
        });
        rows.unwrap_or_default().into_iter().map(|(reader, lag, unread)| {
            view! { <div><dt>{reader}</dt><dd>{format!("{lag} behind, {} unread", text::count(unread))}</dd></div> }
        }).collect_view()
    };
    view! {
        <Reason number=number/>
        <If when=open.into()>
            <Split stream=name number=number/>
            <Merge stream=name number=number/>
        </If>
        <If when=holds(move || !open.get())>
            <p class="muted">"A closed shard can be read until its records expire; it cannot be split or merged."</p>
        </If>
        <dl class="facts">
            <div><dt>"Shard"</dt><dd class="selection-id mono"><Glyph shard=number/>{with(|shard| shard.id.clone())}</dd></div>
            <div><dt>"State"</dt><dd>{with(|shard| format!("{:?}", shard.state).to_lowercase())}</dd></div>
            <div><dt>"Offered"</dt><dd>{with(|shard| format!("{} records/s", text::count(shard.last_second.accepted + shard.last_second.refused)))}</dd></div>
            <div><dt>"Accepted"</dt><dd>{with(|shard| format!("{} records/s", text::count(shard.last_second.accepted)))}</dd></div>
            <div><dt>"Refused"</dt><dd data-testid="shard-refused">{with(|shard| format!("{} records/s", text::count(shard.last_second.refused)))}</dd></div>
            <div><dt>"Load"</dt><dd>{with(|shard| text::percent((shard.utilisation * 100.0).round() / 100.0))}</dd></div>
            <div><dt>"Stored"</dt><dd>{with(|shard| format!("{} records", text::count(shard.stored)))}</dd></div>
            {gates}
        </dl>
        <details class="as-code">
            <summary>"Hash-key range and sequence"</summary>
            <dl class="facts stacked">
                <div><dt>"Share of the line"</dt><dd>{with(|shard| format!("{} to {}", text::percent(shard.from), text::percent(shard.to)))}</dd></div>
                <div><dt>"First, decimal"</dt><dd class="mono">{with(|shard| shard.range_start.to_string())}</dd></div>
                <div><dt>"Last, decimal"</dt><dd class="mono">{with(|shard| shard.range_end.to_string())}</dd></div>
                <div><dt>"First, hexadecimal"</dt><dd class="mono">{with(|shard| format!("{:032x}", shard.range_start.0))}</dd></div>
                <div><dt>"Last, hexadecimal"</dt><dd class="mono">{with(|shard| format!("{:032x}", shard.range_end.0))}</dd></div>
                <div><dt>"Starting sequence number"</dt><dd class="mono">{with(|shard| shard.starting_sequence_number.to_string())}</dd></div>
            </dl>
        </details>
    }
}
