//! Both logs: where their calls come from, and the filters above the list.

use std::ops::Range;

use kinetoscope::time::Instant;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::call::{Call, Filter, Group, clock, groups, of_event};
use super::detail::Detail;
use super::feed::Feed;
use crate::frame::sessions::files::save_text;
use crate::store::{Store, use_store};
use crate::ui::live::{holds, words};
use crate::ui::rows::{Place, Rows, step_by_keys};
use crate::ui::{dom, text};

/// How often a running scenario is asked.
const EVERY_MS: f64 = 500.0;
/// The service that LookupEvents is of.
const CLOUD_TRAIL: &str = "CloudTrail_20131101";
/// Pages of LookupEvents that are asked for.
const PAGES_MAX: usize = 20;

/// Height of a row in pixels, as the style sheet has it.
const ROW: usize = 36;
/// Heads of the columns; a phone shows the first three.
const COLUMNS: &[&str] = &["Time", "Operation", "Outcome", "About", "Records", "Bytes", "Latency", "Caller"];
/// Id of the list.
pub(super) const LIST: &str = "trail-list";

/// Every call.
#[component]
pub(super) fn AllCalls() -> impl IntoView {
    let store = use_store();
    let feed = Feed::new(store);
    store.keep_asking(EVERY_MS, move || feed.ask());
    store.run_when_ready();
    view! {
        <Log calls=feed.calls.into() empty="No call yet. Start the clock: producers and readers call by themselves." name="calls"/>
        <p class="muted small-text">"While you are in the list it stands still. A call takes no time unless a fault makes it late. Who called is known only of signed requests. The engine keeps the last 20,000 facts: older calls are not listed."</p>
    }
}

/// What CloudTrail would show.
#[component]
pub(super) fn CloudTrail() -> impl IntoView {
    let store = use_store();
    let calls = RwSignal::new(Vec::<Call>::new());
    let ask = move || {
        spawn_local(async move {
            match lookup(store).await {
                Ok(found) => _ = calls.try_set(found),
                Err(why) => store.complain(why),
            }
        });
    };
    store.keep_asking(4.0 * EVERY_MS, ask);
    view! {
        <Log calls=calls.into() empty="No call that CloudTrail keeps. It keeps calls that manage streams, not those that put or get records." name="cloudtrail"/>
        <p class="muted small-text">"This is the answer of LookupEvents. Calls that no request brought, such as those of a scenario, stand there without their inputs."</p>
    }
}

/// All events that LookupEvents gives, oldest first.
async fn lookup(store: Store) -> Result<Vec<Call>, String> {
    let (mut events, mut token) = (Vec::<Value>::new(), None::<String>);
    for _ in 0..PAGES_MAX {
        let asked = json!({ "NextToken": token });
        let answer = store.ask_service(CLOUD_TRAIL, "LookupEvents", &asked).await;
        let answer = answer.map_err(|refusal| refusal.message)?;
        events.extend(answer["Events"].as_array().into_iter().flatten().cloned());
        token = answer["NextToken"].as_str().map(str::to_owned);
        if token.is_none() {
            break;
        }
    }
    events.reverse();
    Ok(events.iter().enumerate().map(|(number, event)| of_event(number, event)).collect())
}

/// Filters, list, and the call that was chosen.
#[component]
fn Log(calls: Signal<Vec<Call>>, empty: &'static str, name: &'static str) -> impl IntoView {
    let store = use_store();
    let filter = RwSignal::new(Filter { group: true, ..Filter::default() });
    let chosen = RwSignal::new(None::<u64>);
    // What has the chosen one's number on another course of events is another call.
    Effect::new(move |_| {
        if calls.with(Vec::is_empty) {
            chosen.set(None);
        }
    });
    let groups = Memo::new(move |_| calls.with(|calls| groups(calls, &filter.get())));
    let operations = Memo::new(move |_| {
        let mut names: Vec<_> = calls.with(|calls| calls.iter().map(|call| call.operation.clone()).collect());
        names.sort();
        names.dedup();
        names
    });
    let count = Signal::derive(move || groups.with(Vec::len));
    let shown = Shown { calls, groups, chosen };
    let ids = Callback::new(move |range| shown.ids(range));
    let row = Callback::new(move |place: Place| shown.row(place));
    let heads = COLUMNS.iter().map(|name| view! { <span role="columnheader">{*name}</span> });
    let told = move || {
        let (rows, all) = (count.get(), calls.with(Vec::len));
        let shown: u64 = groups.with(|groups| groups.iter().map(|group| group.count).sum());
        let of = if shown == all as u64 { String::new() } else { format!("{} of ", text::count(shown)) };
        format!("{of}{} in {}", text::plural(all, "call"), text::plural(rows, "row"))
    };
    let one = Memo::new(move |_| {
        let chosen = chosen.get()?;
        calls.with(|calls| calls.iter().find(|call| call.id == chosen).cloned())
    });
    let save = move |_| {
        let lines: Vec<_> = calls.with_untracked(|calls| calls.iter().map(super::detail::record).collect());
        save_text(store, format!("{name}.jsonl"), lines.join("\n"));
    };
    view! {
        <div class="filters" role="group" aria-label="Filters">
            <div class="field">
                <label for="trail-operation">"Operation"</label>
                <select id="trail-operation" class="input select" data-testid="trail-operation" on:change=move |event| filter.update(|filter| filter.operation = dom::value(&event))>
                    <option value="">"All operations"</option>
                    {move || operations.get().into_iter().map(|name| {
                        let value = name.clone();
                        let selected = filter.with_untracked(|filter| filter.operation == name);
                        view! { <option value=value selected=selected>{name}</option> }
                    }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="trail-text">"Error, stream, shard or caller"</label>
                <input id="trail-text" class="input" type="search" data-testid="trail-text" on:input=move |event| filter.update(|filter| filter.text = dom::value(&event).trim().to_lowercase())/>
            </div>
            <label class="check">
                <input type="checkbox" data-testid="trail-refused" on:change=move |event| filter.update(|filter| filter.refused_only = event_target_checked(&event))/>
                "Refused only"
            </label>
            <label class="check">
                <input type="checkbox" checked data-testid="trail-group" on:change=move |event| filter.update(|filter| filter.group = event_target_checked(&event))/>
                "Repeated refusals as one"
            </label>
            <button type="button" class="button" data-testid="trail-save" on:click=save>"Download as JSON lines"</button>
        </div>
        <p class="field-hint" role="status" data-testid="trail-count">{words(told)}</p>
        <div class="trail-body" class:with-detail=holds(move || one.get().is_some())>
            <div id=LIST class="calls" role="table" aria-label="Calls" aria-rowcount=words(move || (count.get() + 1).to_string()) hidden=holds(move || count.get() == 0)>
                <div role="rowgroup"><div class="call call-head" role="row" aria-rowindex="1">{heads.collect_view()}</div></div>
                <Rows count=count height=ROW ids=ids row=row at_end=Signal::stored(false) label="Calls, the newest first" testid="trail-rows"/>
            </div>
            {move || one.get().map(|call| view! { <Detail call=call chosen=chosen/> })}
        </div>
        <p class="card nothing" hidden=holds(move || 0 < count.get()) data-testid="trail-empty">{words(move || if calls.with(Vec::is_empty) { empty } else { "No call fits these filters." })}</p>
    }
}

/// When the run began.
pub(super) fn start_of(store: Store) -> Instant {
    let start = store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    start.unwrap_or_default()
}

/// What the rows are made of.
#[derive(Clone, Copy)]
struct Shown {
    calls: Signal<Vec<Call>>,
    groups: Memo<Vec<Group>>,
    chosen: RwSignal<Option<u64>>,
}

impl Shown {
    /// The newest call of each row.
    fn ids(self, range: Range<usize>) -> Vec<u32> {
        self.calls.with(|calls| {
            let id = |group: &Group| calls.get(group.at).map_or(0, |call| call.id as u32);
            self.groups.with(|groups| groups.get(range).unwrap_or_default().iter().map(id).collect())
        })
    }

    fn row(self, (place, id): Place) -> AnyView {
        let Self { calls, groups, chosen } = self;
        let start = start_of(use_store());
        let id = u64::from(id);
        let Some(call) = calls.with_untracked(|calls| calls.iter().rfind(|call| call.id == id).cloned())
        else {
            return ().into_any();
        };
        // Other filters may let the same call stand for more or fewer.
        let operation = call.operation.clone();
        let times = words(move || {
            let count = groups.with(|groups| groups.get(place).map_or(1, |group| group.count));
            if 1 < count { format!(" \u{d7}{}", text::count(count)) } else { String::new() }
        });
        let is_chosen = holds(move || chosen.get() == Some(id));
        let rest = [
            call.outcome(),
            call.about(),
            call.moved(),
            call.size(),
            format!("{} ms", call.late_ms),
            call.caller(),
        ];
        let cells =
            rest.map(|cell| view! { <span role="cell" title=cell.clone()>{cell.clone()}</span> }.into_any());
        view! {
            <div class="call" role="row" aria-rowindex=(place + 2).to_string() class:refused=call.is_refused() class:selected=is_chosen style:top=format!("{}px", place * ROW) on:click=move |_| chosen.set(Some(id))>
                <span role="cell">
                    <button type="button" class="call-open num" id=format!("trail-row-{place}") data-testid=format!("trail-row-{id}") aria-pressed=words(move || is_chosen.get().to_string()) on:keydown=move |event| step_by_keys(&event, "trail-row", place)>
                        {clock(call.elapsed_us(start))}
                    </button>
                </span>
                <span role="cell">{operation}{times}</span>
                {cells.into_iter().collect_view()}
            </div>
        }
        .into_any()
    }
}
