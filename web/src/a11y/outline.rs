//! The stage as a list: the stream, its shards, the readers of each. One stop of the Tab key; arrow keys move within.

use kinetoscope::world::view::{ShardState, ShardView, StreamView};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::stage::shard_words;
use crate::store::{Selection, use_store};
use crate::ui::live::{List, words};
use crate::ui::{dom, text};

/// A line of the list.
#[derive(Clone, PartialEq)]
struct Line {
    level: u32,
    key: String,
    words: String,
    selection: Option<Selection>,
}

/// The list; it lies over the stage while it has the focus.
#[component]
pub(crate) fn Outline() -> impl IntoView {
    let store = use_store();
    let list = NodeRef::<Div>::new();
    let current = RwSignal::new(0_usize);
    let lines = Memo::new(move |_| {
        store.picture.with(|picture| {
            let Some(view) = picture.as_ref().map(|picture| &picture.view) else { return vec![] };
            let mut lines = vec![];
            for producer in &view.producers {
                let rate = text::count(producer.records_per_second.thousandths() / 1_000);
                let words = format!(
                    "Producer {}: {} records/s, {} refused in all",
                    producer.name,
                    if producer.running { rate } else { "stopped, 0".into() },
                    text::count(producer.counts.refused)
                );
                lines.push(Line {
                    level: 1,
                    key: format!("p-{}", producer.name),
                    words,
                    selection: Some(Selection::Producer(producer.name.clone())),
                });
            }
            view.streams.iter().for_each(|stream| stream_lines(stream, &mut lines));
            lines.extend(view.delivery_streams.iter().map(|stream| Line {
                level: 1,
                key: format!("d-{}", stream.name),
                words: format!(
                    "Delivery stream {}: {} records wait, {} delivered",
                    stream.name,
                    text::count(stream.counts.waiting),
                    text::count(stream.counts.delivered)
                ),
                selection: None,
            }));
            lines
        })
    });
    let keys =
        Memo::new(move |_| lines.with(|lines| lines.iter().map(|line| line.key.clone()).collect::<Vec<_>>()));
    let go = move |to: usize| {
        let last = keys.with_untracked(Vec::len).saturating_sub(1);
        current.set(to.min(last));
        if let Some(list) = list.get_untracked() {
            let found = list.query_selector(&format!("[data-line='{}']", to.min(last))).ok().flatten();
            if let Some(line) = found.and_then(|line| line.dyn_into::<web_sys::HtmlElement>().ok()) {
                _ = line.focus();
            }
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let now = current.get_untracked();
        match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => go(now + 1),
            "ArrowUp" | "ArrowLeft" => go(now.saturating_sub(1)),
            "Home" => go(0),
            "End" => go(usize::MAX),
            _ => return,
        }
        event.prevent_default();
    };
    // A line belongs to its place and its key: where one of the two changes, it is another line.
    let numbered = Signal::derive(move || {
        keys.with(|keys| keys.iter().enumerate().map(|(index, key)| format!("{index} {key}")).collect())
    });
    let row = Callback::new(move |numbered: String| {
        let index = numbered.split(' ').next().and_then(|index| index.parse().ok()).unwrap_or(0);
        view! { <OutlineLine index=index lines=lines current=current/> }.into_any()
    });
    view! {
        <div class="outline" id="stage-outline" tabindex="-1" role="group" aria-label="Stage as a list" node_ref=list on:keydown=key data-testid="stage-outline" on:focus=move |_| go(current.get_untracked())>
            <p class="eyebrow">"Stage as a list"</p>
            <ul>
                <List keys=numbered row=row/>
            </ul>
        </div>
    }
}

#[component]
fn OutlineLine(index: usize, lines: Memo<Vec<Line>>, current: RwSignal<usize>) -> impl IntoView {
    let store = use_store();
    let line = Memo::new(move |_| lines.with(|lines| lines.get(index).cloned()));
    let key = line.with_untracked(|line| line.as_ref().map(|line| line.key.clone()).unwrap_or_default());
    let level = line.with_untracked(|line| line.as_ref().map_or(1, |line| line.level));
    let open = move |_| {
        current.set(index);
        if let Some(selection) =
            line.with_untracked(|line| line.as_ref().and_then(|line| line.selection.clone()))
        {
            store.selection.set(selection);
            request_animation_frame(|| dom::focus("inspector-title"));
        }
    };
    view! {
        <li class=format!("outline-{level}")>
            <button type="button" data-line=index tabindex=words(move || if current.get() == index { "0" } else { "-1" }) data-testid=format!("outline-{key}") on:click=open on:focus=move |_| current.set(index)>
                {words(move || line.with(|line| line.as_ref().map(|line| line.words.clone())))}
            </button>
        </li>
    }
}

fn stream_lines(stream: &StreamView, lines: &mut Vec<Line>) {
    let open = stream.shards.iter().filter(|shard| shard.state != ShardState::Closed).count();
    let words =
        format!("Stream {}: {}, load {}", stream.name, text::plural(open, "open shard"), stream.skew.word);
    lines.push(Line { level: 1, key: format!("s-{}", stream.name), words, selection: None });
    for shard in &stream.shards {
        let selection = Some(Selection::Shard(shard.number));
        lines.push(Line {
            level: 2,
            key: format!("shard-{}", shard.number),
            words: words_of(shard),
            selection,
        });
        for gate in &shard.gates {
            let lag = text::length(gate.millis_behind * 1_000);
            let mut words =
                format!("Reader {}: {lag} behind, {} unread", gate.reader, text::count(gate.unread));
            if 0 < gate.uncheckpointed {
                words += &format!(", {} would be read again after a crash", text::count(gate.uncheckpointed));
            }
            if 0 < gate.expired_unread {
                words += &format!(", {} expired unread", text::count(gate.expired_unread));
            }
            if gate.iterator_expired {
                words += ", its iterator has expired";
            }
            let selection = Some(Selection::Reader(gate.reader.clone()));
            lines.push(Line {
                level: 3,
                key: format!("gate-{}-{}", shard.number, gate.reader),
                words,
                selection,
            });
        }
    }
}

fn words_of(shard: &ShardView) -> String {
    let flow = &shard.last_second;
    let offered =
        format!("Shard {}: {} records/s offered", shard.number, text::count(flow.accepted + flow.refused));
    match shard.state {
        ShardState::Open => offered,
        ShardState::Throttled => format!("{offered}, throttled, {}", shard_words(shard)),
        ShardState::Closed => {
            format!("Shard {}: closed, {} records readable", shard.number, text::count(shard.stored))
        }
    }
}
