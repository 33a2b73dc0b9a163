//! What became of something that came in: a line of a log, a message of a topic.

use kinetoscope::ids::HashKey;
use kinetoscope::world::view::{ShardState, StreamView};
use leptos::prelude::*;

use super::recipe::Bench;
use crate::ui::glyph::Glyph;
use crate::ui::icon::Icon;

/// Rows that are drawn; more are only counted.
const ROWS_MAX: usize = 100;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum State {
    Sent,
    Left,
    Failed,
}

/// What came in, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) came: String,
    pub(super) state: State,
    /// The state in a word or two.
    pub(super) word: &'static str,
    /// Why; may be empty.
    pub(super) note: String,
    pub(super) record: Option<Made>,
}

/// A record that was made of it.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) stream: String,
    pub(super) key: String,
    pub(super) data: String,
}

/// The list. Rows begin their test ids with the name of the tab.
pub(super) fn list(bench: Bench, tab: &'static str, outcomes: Vec<Outcome>) -> AnyView {
    let more = outcomes.len().saturating_sub(ROWS_MAX);
    let more =
        (more > 0).then(|| view! { <p class="muted small-text">{format!("{more} more are not shown.")}</p> });
    let rows = outcomes.into_iter().take(ROWS_MAX).map(|outcome| row(bench, tab, outcome)).collect_view();
    view! { <ol class="console-outcomes">{rows}</ol> {more} }.into_any()
}

fn row(bench: Bench, tab: &'static str, outcome: Outcome) -> AnyView {
    let Outcome { came, state, word, note, record } = outcome;
    let (tone, icon) = match state {
        State::Sent => ("badge ok", "check"),
        State::Left => ("badge", "minus"),
        State::Failed => ("badge err", "refuse"),
    };
    let note = (!note.is_empty()).then(|| view! { <p class="small-text console-note">{note}</p> });
    let record = record.map(|Made { stream, key, data }| {
        let to = stream.clone();
        view! {
            <div class="console-made">
                <span class="console-arrow" aria-hidden="true">"\u{2192}"</span>
                <div>
                    <pre tabindex="0" data-testid=format!("{tab}-data")>{data}</pre>
                    <p class="console-place small-text">
                        <span class="muted">"To "</span>{stream}<span class="muted">", key "</span><span class="mono">{key.clone()}</span>
                        " "{place(bench, &key, move || Some(to.clone()))}
                    </p>
                </div>
            </div>
        }
    });
    view! {
        <li class="console-outcome" data-testid=format!("{tab}-record")>
            <div class="console-came">
                <pre tabindex="0">{came}</pre>
                <span class=tone><Icon name=Signal::stored(icon)/>{word}</span>
            </div>
            {note}{record}
        </li>
    }
    .into_any()
}

/// The shard of a stream that takes a key now, where there is one.
pub(super) fn place(
    bench: Bench,
    key: &str,
    stream: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> AnyView {
    let hash = HashKey::of_partition_key(key);
    let shard = Memo::new(move |_| bench.store.with_stream_of(&stream()?, |stream| taker(stream, hash))?);
    let shown = move || {
        shard.get().map(|number| {
            view! { <span class="console-shard"><Glyph shard=number/>{format!("Shard {number}")}</span> }
        })
    };
    shown.into_any()
}

fn taker(stream: &StreamView, hash: HashKey) -> Option<u32> {
    let mut open = stream.shards.iter().filter(|shard| shard.state != ShardState::Closed);
    open.find(|shard| shard.range_start <= hash && hash <= shard.range_end).map(|shard| shard.number)
}
