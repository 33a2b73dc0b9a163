//! Splitting and merging a shard.

use kinetoscope::ids::{HashKey, HashKeyRange, ShardId};
use kinetoscope::world::explain::split_in_the_middle;
use kinetoscope::world::scenario::Action;
use kinetoscope::world::view::{ShardView, StreamView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::is_open;
use crate::share::as_code::AsCode;
use crate::share::calls;
use crate::store::use_store;
use crate::ui::dom;
use crate::ui::live::{If, holds, words};

/// The range of a shard.
fn range(stream: &StreamView, number: u32) -> Option<HashKeyRange> {
    let shard = stream.shards.iter().find(|shard| shard.number == number)?;
    Some(HashKeyRange { start: shard.range_start, end: shard.range_end })
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

/// Where to cut a shard in two, and doing it.
#[component]
pub(crate) fn Split(stream: Signal<String>, number: u32) -> impl IntoView {
    let store = use_store();
    let typed = RwSignal::new("50".to_owned());
    let found =
        Memo::new(move |_| stream.with(|name| store.with_stream_of(name, |of| range(of, number))).flatten());
    let action = Memo::new(move |_| {
        let range = found.get().ok_or("There is no such shard.")?;
        typed.with(|typed| split_at(typed, number, &stream.read(), range))
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

/// Joining a shard with one beside it.
#[component]
pub(crate) fn Merge(stream: Signal<String>, number: u32) -> impl IntoView {
    let store = use_store();
    let others = Memo::new(move |_| {
        stream.with(|name| store.with_stream_of(name, |of| neighbours(of, number))).unwrap_or_default()
    });
    let buttons =
        move || {
            others.get().into_iter().map(|other| {
            let run = move |_| store.act(merge_with(&stream.get_untracked(), number, other));
            view! {
                <button type="button" class="button" data-testid=format!("merge-{other}") on:click=run>
                    {format!("Merge with shard {other}")}
                </button>
            }
        }).collect_view()
        };
    let texts = Signal::derive(move || {
        let other = others.with(|others| others.first().copied())?;
        calls::texts(&merge_with(&stream.get(), number, other), "")
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
