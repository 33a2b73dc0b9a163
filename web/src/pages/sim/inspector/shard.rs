//! A shard: its range and rates; splitting and merging it.

use kinetoscope::ids::{HashKey, HashKeyRange, ShardId};
use kinetoscope::world::explain::split_in_the_middle;
use kinetoscope::world::scenario::Action;
use kinetoscope::world::view::{ShardView, StreamView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::AsCode;
use crate::share::calls;
use crate::stage::{is_open, lag};
use crate::store::use_store;
use crate::ui::glyph::Glyph;
use crate::ui::live::{If, holds, words};
use crate::ui::{dom, text};

/// The panel of a shard.
#[component]
pub(super) fn ShardPanel(number: u32) -> impl IntoView {
    let store = use_store();
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
        <p class="selection-id mono"><Glyph shard=number/>{with(|shard| shard.id.clone())}</p>
        <If when=open.into()>
            <Split number=number/>
            <Merge number=number/>
        </If>
        <If when=holds(move || !open.get())>
            <p class="muted">"A closed shard can be read until its records expire; it cannot be split or merged."</p>
        </If>
        <dl class="facts">
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

/// A stream's name, a shard's id and its range.
fn place(stream: &StreamView, number: u32) -> Option<(String, HashKeyRange)> {
    let shard = stream.shards.iter().find(|shard| shard.number == number)?;
    Some((stream.name.clone(), HashKeyRange { start: shard.range_start, end: shard.range_end }))
}

/// Where a split would cut: a share of the range in percent, or a hash key. Whether it can, the service says.
fn split_at(text: &str, number: u32, stream: &str, range: HashKeyRange) -> Result<Action, String> {
    let typed = text.trim();
    let share: Option<f64> = typed.trim_end_matches('%').trim().parse().ok();
    let short = typed.len() <= 6;
    let cut = match (HashKey::parse(typed), share) {
        (Some(key), _) if !short => key,
        (_, Some(share)) if short && 0.0 < share && share < 100.0 => {
            if share == 50.0 {
                return Ok(split_in_the_middle(stream, ShardId(number), range));
            }
            let thousandths = (share * 1_000.0) as u128;
            HashKey(range.start.0 + (range.end.0 - range.start.0) / 100_000 * thousandths)
        }
        _ => return Err("A share of the shard from 0 to 100 %, or a hash key in decimal digits.".into()),
    };
    let input = json!({ "StreamName": stream, "ShardToSplit": ShardId(number).to_string(), "NewStartingHashKey": cut.to_string() });
    Ok(Action::call("SplitShard", input))
}

#[component]
fn Split(number: u32) -> impl IntoView {
    let store = use_store();
    let typed = RwSignal::new("50".to_owned());
    let place = Memo::new(move |_| store.with_stream(|stream| place(stream, number)).flatten());
    let action = Memo::new(move |_| {
        let (stream, range) = place.get().ok_or("There is no such shard.")?;
        typed.with(|typed| split_at(typed, number, &stream, range))
    });
    let texts = Signal::derive(move || action.with(|action| calls::texts(action.as_ref().ok()?, "")));
    let refused = RwSignal::new(None::<String>);
    let run = move |_| {
        if let Ok(action) = action.get_untracked() {
            spawn_local(async move {
                // A split that is taken closes this panel's actions before the answer comes.
                _ = refused.try_set(store.try_act(&action).await.err());
            });
        }
    };
    let wrong = move || action.with(|action| action.as_ref().err().cloned());
    let said = move || wrong().or_else(|| refused.get());
    view! {
        <section class="action" aria-labelledby="split-title">
            <h3 id="split-title">"Split"</h3>
            <div class="action-row">
                <div class="field">
                    <label for="split-at">"At % of its range or hash key"</label>
                    <input id="split-at" class="input mono" type="text" autocomplete="off" data-testid="split-at"
                        aria-invalid=words(move || wrong().is_some().to_string()) aria-describedby="split-wrong"
                        prop:value=words(move || typed.get()) on:input=move |event| {
                            refused.set(None);
                            typed.set(dom::value(&event));
                        }/>
                </div>
                <button type="button" class="button" data-testid="split-run" disabled=holds(move || wrong().is_some()) on:click=run>"Split"</button>
            </div>
            <p id="split-wrong" class="field-error" data-testid="split-wrong" hidden=holds(move || said().is_none())>{words(said)}</p>
            <AsCode what="Split" texts=texts/>
        </section>
    }
}

/// The open shards beside a shard on the rail.
fn neighbours(stream: &StreamView, number: u32) -> Vec<u32> {
    let Some(shard) = stream.shards.iter().find(|shard| shard.number == number) else { return vec![] };
    let beside = |other: &&ShardView| is_open(other) && (other.to == shard.from || other.from == shard.to);
    stream.shards.iter().filter(beside).map(|other| other.number).filter(|&other| other != number).collect()
}

fn merge_with(stream: &str, number: u32, other: u32) -> Action {
    let input = json!({
        "StreamName": stream,
        "ShardToMerge": ShardId(number).to_string(),
        "AdjacentShardToMerge": ShardId(other).to_string(),
    });
    Action::call("MergeShards", input)
}

#[component]
fn Merge(number: u32) -> impl IntoView {
    let store = use_store();
    let others =
        Memo::new(move |_| store.with_stream(|stream| neighbours(stream, number)).unwrap_or_default());
    let name = Memo::new(move |_| store.with_stream(|stream| stream.name.clone()).unwrap_or_default());
    let buttons =
        move || {
            others.get().into_iter().map(|other| {
            let run = move |_| store.act(merge_with(&name.get_untracked(), number, other));
            view! {
                <button type="button" class="button" data-testid=format!("merge-{other}") on:click=run>
                    {format!("Merge with shard {other}")}
                </button>
            }
        }).collect_view()
        };
    let texts = Signal::derive(move || {
        let other = others.with(|others| others.first().copied())?;
        calls::texts(&merge_with(&name.get(), number, other), "")
    });
    view! {
        <section class="action" aria-labelledby="merge-title">
            <h3 id="merge-title">"Merge"</h3>
            <p class="button-row">{buttons}</p>
            <If when=holds(move || others.with(Vec::is_empty))>
                <p class="muted">"No open shard lies beside it."</p>
            </If>
            <AsCode what="Merge" texts=texts/>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(typed: &str) -> Result<String, String> {
        let range = HashKeyRange { start: HashKey(1_000_000_000), end: HashKey(1_999_999_999) };
        match split_at(typed, 3, "s", range)? {
            Action::Call { input, .. } => {
                let input: serde_json::Value = serde_json::from_str(&input.0).unwrap();
                Ok(input["NewStartingHashKey"].as_str().unwrap().to_owned())
            }
            _ => unreachable!(),
        }
    }

    #[test]
    fn a_split_takes_a_share_or_a_hash_key() {
        assert_eq!(cut("25"), Ok("1249975000".into()));
        assert_eq!(cut("50 %"), Ok("1500000000".into()));
        assert_eq!(cut("1100000000"), Ok("1100000000".into()));
        assert_eq!(cut("2000000000"), Ok("2000000000".into()), "outside: the service refuses it");
        for wrong in ["", "0", "100", "x"] {
            assert!(cut(wrong).is_err(), "{wrong}");
        }
    }
}
