//! Shards as a table and as a tree, and what one can do to them.

mod lineage;
mod table;

use kinetoscope::world::view::ShardView;
use leptos::prelude::*;
use serde_json::json;

use super::here::use_here;
use crate::stage::{Merge, Split, is_open};
use crate::ui::call::{Call, Field, Wanted, whole};
use crate::ui::glyph::Glyph;
use crate::ui::live::{If, holds, words};
use crate::ui::text;
use lineage::Lineage;
use table::{Form, Table};

/// The tab.
#[component]
pub(super) fn Shards() -> impl IntoView {
    let here = use_here();
    let form = RwSignal::new(Form::Percent);
    let chosen = here.shard;
    // Another stream has other shards.
    Effect::new(move |before: Option<String>| {
        let stream = here.stream.get();
        if before.is_some_and(|before| before != stream) {
            chosen.set(None);
        }
        stream
    });
    let is_there = move || {
        let there = |stream: &kinetoscope::world::view::StreamView| {
            let shard = chosen.get()?;
            stream.shards.iter().any(|one| one.number == shard).then_some(shard)
        };
        here.with_stream(there).flatten()
    };
    let shown = Memo::new(move |_| is_there());
    view! {
        <div class="streams-shards">
            <div class="streams-wide">
                <Table form=form chosen=chosen/>
                <Lineage chosen=chosen/>
            </div>
            <div class="streams-side">
                {move || match shown.get() {
                    Some(number) => view! { <ShardCard number=number/> }.into_any(),
                    None => view! {
                        <p class="muted small-text">"Select a shard in the table or in the tree to split it or to merge it."</p>
                    }.into_any(),
                }}
                <Scale/>
            </div>
        </div>
    }
}

/// The selected shard.
#[component]
fn ShardCard(number: u32) -> impl IntoView {
    let here = use_here();
    let name = words(move || here.stream.get());
    let open = Memo::new(move |_| here.with_shard(number, is_open).unwrap_or(false));
    let with = move |of: fn(&ShardView) -> String| words(move || here.with_shard(number, of));
    view! {
        <section class="card streams-card" aria-labelledby="streams-shard-title" data-testid="streams-shard">
            <h2 id="streams-shard-title"><Glyph shard=number/>{format!("Shard {number}")}</h2>
            <dl class="facts stacked">
                <div><dt>"Id"</dt><dd class="mono">{with(|shard| shard.id.clone())}</dd></div>
                <div><dt>"First hash key"</dt><dd class="mono">{with(|shard| shard.range_start.to_string())}</dd></div>
                <div><dt>"Last hash key"</dt><dd class="mono">{with(|shard| shard.range_end.to_string())}</dd></div>
                <div><dt>"Starting sequence number"</dt><dd class="mono">{with(|shard| shard.starting_sequence_number.to_string())}</dd></div>
                <div><dt>"Accepted so far"</dt><dd>{with(|shard| format!("{} records, {} MiB", text::count(shard.total.accepted), text::mib(shard.total.accepted_bytes)))}</dd></div>
                <div><dt>"Refused so far"</dt><dd>{with(|shard| format!("{} records", text::count(shard.total.refused)))}</dd></div>
            </dl>
            <If when=open.into()>
                <Split stream=name number=number/>
                <Merge stream=name number=number/>
            </If>
            <If when=holds(move || !open.get())>
                <p class="muted small-text">"This shard is closed. It can be read until its records expire; it cannot be split or merged."</p>
            </If>
        </section>
    }
}

/// Another number of shards for the whole stream.
#[component]
fn Scale() -> impl IntoView {
    let here = use_here();
    let target = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| -> Wanted {
        if target.with(String::is_empty) {
            return Err(String::new());
        }
        let input = json!({ "StreamName": here.stream.get(), "TargetShardCount": whole(target)?, "ScalingType": "UNIFORM_SCALING" });
        Ok(("UpdateShardCount", input))
    });
    view! {
        <section class="card streams-card" aria-labelledby="streams-scale-title">
            <h2 id="streams-scale-title">"Scale the whole stream"</h2>
            <p class="field-hint">"The service splits and merges shards until all open ones have equal ranges."</p>
            <Call label="Scale" testid="streams-scale" wanted=wanted>
                <Field label="Open shards wanted" testid="streams-scale-target" value=target kind="number"/>
            </Call>
        </section>
    }
}
