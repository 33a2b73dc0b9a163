//! The palette: everything one can do, found by a few letters.

use std::sync::Arc;

use kinetoscope::ids::{HashKeyRange, ShardId};
use kinetoscope::world::explain::split_in_the_middle;
use kinetoscope::world::scenario::{Action, ProducerAction, ReaderAction};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::shortcuts::{self, COMMANDS, WITH_CONTROL};
use crate::find::{self, Place, Wanted};
use crate::stage::is_open;
use crate::store::{Selection, Store, Wish, use_store};
use crate::time::jump::JUMPS;
use crate::ui::dialog::Dialog;
use crate::ui::dom;
use crate::ui::live::words;

crate::part::page!(palette, Palette);

/// The button that opens the branches, where there are any.
const BRANCHES: &str = "time-branches";
/// Where the names of what was done lately are kept.
const RECENT: &str = "kinetoscope-recent";
const RECENT_MAX: usize = 6;
/// Who has typed so much searches.
const SEARCH_MIN: usize = 3;
/// Lines shown.
const SHOWN_MAX: usize = 40;
/// How long faults of the palette last.
const FAULT_MS: u64 = 10_000;

/// One thing to do.
#[derive(Clone)]
struct Entry {
    name: String,
    group: &'static str,
    /// What else it is found by.
    text: String,
    keys: String,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// The dialog.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let store = use_store();
    let field = NodeRef::<Input>::new();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0);
    let entries = RwSignal::new(Vec::<Entry>::new());
    let known = RwSignal::new(Known::default());
    let list = move || known.with_untracked(|known| recent_first(all(store, known)));
    // What takes a journey to fetch comes once somebody searches.
    Effect::new(move |asked| {
        let searches = typed.with(|typed| SEARCH_MIN <= typed.len());
        if searches && asked != Some(true) {
            spawn_local(async move {
                known.set(Known::fetch(store).await);
                entries.set(list());
            });
        }
        searches || asked == Some(true)
    });
    let opened = move |()| {
        // What can be done depends on what is selected; what was done lately comes first.
        entries.set(list());
        typed.set(String::new());
        chosen.set(0);
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            _ = field.focus();
        }
    };
    let found = Memo::new(move |_| typed.with(|typed| entries.with(|entries| matching(entries, typed))));
    let run = move |place: usize| {
        store.palette_open.set(false);
        if let Some(entry) = entries.with_untracked(|entries| entries.get(place).cloned()) {
            remember(&entry.name);
            (entry.run)();
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let count = found.with_untracked(Vec::len).max(1);
        let now = chosen.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => chosen.set((now + 1) % count),
            "ArrowUp" => chosen.set((now + count - 1) % count),
            "Enter" => {
                if let Some(place) = found.with_untracked(|found| found.get(now).copied()) {
                    run(place);
                }
            }
            _ => return,
        }
        event.prevent_default();
        dom::nearest(&option_id(chosen.get_untracked()));
    };
    let lines = move || {
        let line = |(row, place): (usize, usize)| {
            let Entry { name, group, keys, .. } = entries.with(|entries| entries[place].clone());
            let keys = keys
                .split(' ')
                .filter(|key| !key.is_empty())
                .map(|key| view! { <kbd>{key.to_owned()}</kbd> })
                .collect_view();
            view! {
                <li
                    role="option"
                    id=option_id(row)
                    class="palette-line"
                    aria-selected=words(move || (chosen.get() == row).to_string())
                    data-testid="palette-option"
                    on:click=move |_| run(place)
                    on:pointermove=move |_| chosen.set(row)
                >
                    <span>{name}</span>
                    <span class="palette-group">{group}</span>
                    <span class="palette-keys">{keys}</span>
                </li>
            }
        };
        found.get().into_iter().enumerate().map(line).collect_view()
    };
    let said = move || match found.with(Vec::len) {
        0 => "Nothing is called like that.".to_owned(),
        count => crate::ui::text::plural(count, "line"),
    };
    view! {
        <Dialog open=store.palette_open close=Callback::new(move |()| store.palette_open.set(false)) opened=Callback::new(opened) class="dialog palette" label="Do something" testid="palette">
            <input
                node_ref=field
                class="input"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                placeholder="Type what you want to do"
                aria-label="What you want to do"
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls="palette-list"
                aria-activedescendant=words(move || option_id(chosen.get()))
                data-testid="palette-field"
                on:input=move |event| {
                    typed.set(dom::value(&event));
                    chosen.set(0);
                }
                on:keydown=key
            />
            <ul role="listbox" id="palette-list" class="palette-list" aria-label="What can be done">{lines}</ul>
            <p class="muted small-text" role="status">{words(said)}</p>
        </Dialog>
    }
}

fn option_id(row: usize) -> String {
    format!("palette-{row}")
}

/// What entries need that is not in the page from the start.
#[derive(Default)]
struct Known {
    /// Slug and words of each lesson.
    lessons: Vec<(String, String)>,
    /// Limits and errors.
    bounds: Vec<Place>,
}

impl Known {
    async fn fetch(store: Store) -> Self {
        Self { lessons: find::texts_of_lessons(store).await, bounds: find::bounds(store).await }
    }
}

/// Everything that can be done now.
fn all(store: Store, known: &Known) -> Vec<Entry> {
    let mut list = Vec::new();
    for command in COMMANDS {
        let keys = shortcuts::shown(&shortcuts::key_of(command));
        list.push(Entry::new(command.name, "Command", keys, move || (command.run)(store)));
    }
    for (key, name, run) in WITH_CONTROL.iter().filter(|(key, ..)| *key != "k") {
        list.push(Entry::new(*name, "Command", format!("Ctrl {}", key.to_uppercase()), move || run(store)));
    }
    list.push(Entry::new("Open a session file", "Command", String::new(), move || store.wish(Wish::Open)));
    for &(name, _, to) in JUMPS {
        list.push(Entry::new(format!("Jump to: {name}"), "Time", String::new(), move || store.jump(to)));
    }
    if dom::by_id(BRANCHES).is_some() {
        list.push(Entry::new("Branches", "Time", String::new(), || dom::press(BRANCHES)));
    }
    list.extend(
        find::pages()
            .chain(find::lessons(&known.lessons))
            .chain(find::scenarios())
            .map(|place| Entry::to(store, place)),
    );
    list.extend(on_selection(store).into_iter().map(|(name, action)| {
        Entry::new(name, "Selection", String::new(), move || store.act(action.clone()))
    }));
    list.extend(
        faults(store).into_iter().map(|(name, action)| {
            Entry::new(name, "Fault", String::new(), move || store.act(action.clone()))
        }),
    );
    let bounds = known.bounds.iter().cloned();
    list.extend(find::notes(store).into_iter().chain(bounds).map(|place| Entry::to(store, place)));
    list
}

/// What can be done to what is selected.
fn on_selection(store: Store) -> Vec<(String, Action)> {
    match store.selection.get_untracked() {
        Selection::Shard(number) => {
            let split = store.with_stream(|stream| {
                let shard = stream.shards.iter().find(|shard| shard.number == number && is_open(shard))?;
                let range = HashKeyRange { start: shard.range_start, end: shard.range_end };
                Some(split_in_the_middle(&stream.name, ShardId(number), range))
            });
            let split = split.flatten().map(|action| (format!("Split shard {number} in the middle"), action));
            split.into_iter().collect()
        }
        Selection::Producer(name) => {
            let running = store.with_producer(&name, |producer| producer.running).unwrap_or(false);
            let word = if running { "Stop" } else { "Start" };
            let change = ProducerAction { running: Some(!running), ..ProducerAction::of(&name) };
            vec![(format!("{word} the producer {name}"), Action::Producer(change))]
        }
        Selection::Reader(name) => {
            let running = store.with_reader(&name, |reader| reader.running).unwrap_or(false);
            let word = if running { "Pause" } else { "Start" };
            let action = Action::Reader(ReaderAction { running: Some(!running), ..ReaderAction::of(&name) });
            vec![(format!("{word} the reader {name}"), action)]
        }
        Selection::None | Selection::Frame { .. } => vec![],
    }
}

/// Faults of the scenario that is open.
fn faults(store: Store) -> Vec<(String, Action)> {
    let Some(live) = store.live() else { return vec![] };
    let view = &live.picture.view;
    let mut list = vec![];
    let selected = store.selection.get_untracked();
    for stream in &view.streams {
        let open = stream.shards.iter().filter(|shard| is_open(shard));
        // Of many shards, the one that is selected is enough to choose from.
        let wanted = |number| stream.shards.len() <= 12 || selected == Selection::Shard(number);
        for shard in open.filter(|shard| wanted(shard.number)) {
            let action =
                Action::RefuseWrites { stream: stream.name.clone(), shard: shard.number, for_ms: FAULT_MS };
            list.push((
                format!("Refuse all writes to shard {} of {} for 10 s", shard.number, stream.name),
                action,
            ));
        }
    }
    for producer in &view.producers {
        let action = Action::LoseAnswers { producer: producer.name.clone(), for_ms: FAULT_MS };
        list.push((format!("Lose the answers to {} for 10 s", producer.name), action));
    }
    list.push(("End all faults".into(), Action::ClearFaults {}));
    list
}

impl Entry {
    fn new(
        name: impl Into<String>,
        group: &'static str,
        keys: String,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self { name: name.into(), group, text: String::new(), keys, run: Arc::new(run) }
    }

    /// Goes to a place.
    fn to(store: Store, place: Place) -> Self {
        let Place { name, group, text, keys, .. } = place.clone();
        Self { name, group, text, keys, run: Arc::new(move || place.go(store)) }
    }
}

/// Names done lately, the newest first.
fn recent() -> Vec<String> {
    let text = dom::stored(RECENT).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn remember(name: &str) {
    let mut names = recent();
    names.retain(|known| known != name);
    names.insert(0, name.to_owned());
    names.truncate(RECENT_MAX);
    dom::store(RECENT, &names.join("\n"));
}

fn recent_first(mut entries: Vec<Entry>) -> Vec<Entry> {
    let recent = recent();
    entries.sort_by_key(|entry| recent.iter().position(|name| *name == entry.name).unwrap_or(RECENT_MAX));
    entries
}

/// The places of the entries that what was typed may mean, the likeliest first: those that have all of its words, and then
/// those whose names have its letters.
fn matching(entries: &[Entry], typed: &str) -> Vec<usize> {
    let wanted = Wanted::of(typed);
    let distance = |entry: &Entry| {
        let by_words = wanted.distance(&entry.name, &entry.text).map(|distance| (false, distance));
        by_words.or_else(|| Some((true, score(&entry.name, typed)?)))
    };
    let scores = entries.iter().enumerate().filter_map(|(place, entry)| Some((distance(entry)?, place)));
    let mut found: Vec<_> = scores.collect();
    found.sort_unstable();
    found.into_iter().take(SHOWN_MAX).map(|(_, place)| place).collect()
}

/// How far a name is from what was typed; `None` where its letters do not come in that order. Letters that begin a word
/// or follow each other are near.
fn score(name: &str, typed: &str) -> Option<u32> {
    let mut cost = 0;
    let mut letters = name.chars().flat_map(char::to_lowercase).peekable();
    let mut before = ' ';
    let mut together = true;
    for wanted in typed.chars().flat_map(char::to_lowercase).filter(|letter| !letter.is_whitespace()) {
        loop {
            let letter = letters.next()?;
            let starts = !before.is_alphanumeric();
            before = letter;
            if letter == wanted {
                cost += if together || starts { 0 } else { 5 };
                together = true;
                break;
            }
            cost += u32::from(together);
            together = false;
        }
    }
    Some(cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], typed: &str) -> Vec<String> {
        let entries: Vec<_> = names.iter().map(|name| Entry::new(*name, "", String::new(), || {})).collect();
        matching(&entries, typed).into_iter().map(|place| names[place].to_owned()).collect()
    }

    #[test]
    fn letters_in_order_are_found_and_whole_words_come_first() {
        let names = ["Play or pause", "Slower", "Split shard 3 in the middle", "Next event"];
        assert_eq!(found(&names, "spl"), ["Split shard 3 in the middle"]);
        assert_eq!(found(&names, "s3"), ["Split shard 3 in the middle"]);
        assert_eq!(found(&names, "PAUSE"), ["Play or pause"]);
        assert_eq!(found(&names, "zz"), Vec::<String>::new());
        assert_eq!(found(&names, "").len(), 4);
        assert_eq!(found(&["Go to Simulator", "Explanations", "Slower"], "s")[0], "Slower");
        assert_eq!(
            found(&["Open the lesson The hot shard", "Merge shards"], "shard hot"),
            ["Open the lesson The hot shard"]
        );
    }
}
