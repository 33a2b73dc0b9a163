//! Who reads the stream: shared readers, which divide a shard's reads among them, and registered consumers, which do not.

use std::collections::{BTreeMap, VecDeque};

use kinetoscope::streams;
use kinetoscope::streams::{
    CONSUMERS_MAX, FAN_OUT_BYTES_PER_SECOND, READ_BYTES_PER_SECOND, READ_CALLS_PER_SECOND,
};
use kinetoscope::world::scenario::{Action, ReaderAction, Start};
use kinetoscope::world::view::ReaderView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::here::{as_text, use_here};
use super::overview::instant;
use crate::stage::{NumberField, lag};
use crate::ui::call::{Call, Choice, Field, Wanted, whole};
use crate::ui::live::{If, List, holds, words};
use crate::ui::look::Look;
use crate::ui::text;

/// The tab.
#[component]
pub(super) fn Consumers() -> impl IntoView {
    let here = use_here();
    let readers = Memo::new(move |_| here.readers());
    let lags = RwSignal::new(Lags::new());
    Effect::new(move |_| {
        let now =
            here.store.picture.with(|picture| picture.as_ref().map_or(0, |picture| picture.view.elapsed_us));
        lags.update(|lags| readers.with(|readers| remember(lags, readers, now)));
    });
    view! {
        <div class="streams-columns">
            <Shared readers=readers lags=lags/>
            <Registered readers=readers lags=lags/>
        </div>
    }
}

/// Moments of a lag that are kept for its line.
const HISTORY: usize = 120;

/// How far readers were behind, by name: moment since the start in microseconds, and milliseconds.
type Lags = BTreeMap<String, VecDeque<(u64, u64)>>;

/// Takes the newest picture; when the clock went back, what came after is not history any more.
fn remember(lags: &mut Lags, readers: &[ReaderView], now: u64) {
    lags.retain(|name, _| readers.iter().any(|reader| reader.name == *name));
    for reader in readers {
        let line = lags.entry(reader.name.clone()).or_default();
        while line.back().is_some_and(|last| now <= last.0) {
            line.pop_back();
        }
        line.push_back((now, reader.millis_behind));
        if HISTORY < line.len() {
            line.pop_front();
        }
    }
}

#[component]
fn Shared(readers: Memo<Vec<ReaderView>>, lags: RwSignal<Lags>) -> impl IntoView {
    let names = Memo::new(move |_| {
        let shared = |readers: &Vec<ReaderView>| {
            let shared = readers.iter().filter(|reader| !reader.fan_out);
            shared.map(|reader| reader.name.clone()).collect::<Vec<_>>()
        };
        readers.with(shared)
    });
    let row =
        Callback::new(move |name: String| view! { <Reader name=name readers=readers lags=lags/> }.into_any());
    view! {
        <section class="card streams-card" aria-labelledby="shared-title">
            <h2 id="shared-title">"Shared readers"</h2>
            <p class="field-hint">{format!("They call GetRecords, and all of them together have {} calls and {} MiB a second of each shard.", READ_CALLS_PER_SECOND, READ_BYTES_PER_SECOND >> 20)}</p>
            <ul class="streams-list" data-testid="consumers-shared"><List keys=names.into() row=row/></ul>
            <If when=holds(move || names.with(Vec::is_empty))>
                <p class="muted" data-testid="consumers-shared-empty">"Nobody in this scenario reads the stream by GetRecords. You can: open the tab Records."</p>
            </If>
        </section>
    }
}

#[component]
fn Reader(name: String, readers: Memo<Vec<ReaderView>>, lags: RwSignal<Lags>) -> impl IntoView {
    let store = use_here().store;
    let id = StoredValue::new(name.clone());
    let reader = Memo::new(move |_| {
        readers
            .with(|readers| id.with_value(|name| readers.iter().find(|reader| reader.name == *name).cloned()))
    });
    let with =
        move |of: fn(&ReaderView) -> String| words(move || reader.with(|reader| reader.as_ref().map(of)));
    let running = move || reader.with(|reader| reader.as_ref().is_some_and(|reader| reader.running));
    let line = Memo::new(move |_| {
        lags.with(|lags| id.with_value(|name| lags.get(name).cloned()).unwrap_or_default())
    });
    let poll =
        Signal::derive(move || reader.with(|reader| reader.as_ref().map_or(0, |reader| reader.poll_ms)));
    let change = move |running: Option<bool>, poll_ms: Option<u64>| {
        Action::Reader(ReaderAction { running, poll_ms, ..ReaderAction::of(&id.get_value()) })
    };
    let action = Callback::new(move |poll: u32| change(None, Some(u64::from(poll))));
    view! {
        <li class="streams-item" data-testid=format!("consumer-{name}")>
            <div class="card-head">
                <strong>{name.clone()}</strong>
                <span class="badge">{words(move || if running() { "running" } else { "paused" })}</span>
            </div>
            <div class="streams-lag">
                <Sparkline line=line/>
                <strong data-testid=format!("consumer-{name}-lag")>{with(|reader| format!("{} behind", lag(reader.millis_behind)))}</strong>
            </div>
            <dl class="facts">
                <div><dt>"Still to read"</dt><dd>{with(|reader| format!("{} records", text::count(reader.unread)))}</dd></div>
                <div><dt>"Read"</dt><dd>{with(|reader| format!("{} records", text::count(reader.counts.read)))}</dd></div>
                <div><dt>"Reads refused"</dt><dd>{with(|reader| text::count(reader.counts.refused))}</dd></div>
                <div><dt>"Expired unread"</dt><dd>{with(|reader| text::count(reader.expired_unread))}</dd></div>
            </dl>
            <div class="call-row">
                <NumberField label="Asks each shard every" unit="ms" testid=format!("consumer-{name}-poll") value=poll step=100 action=action/>
                <button type="button" class="button" data-testid=format!("consumer-{name}-run") on:click=move |_| store.act(change(Some(!untrack(running)), None))>
                    {words(move || if running() { "Pause" } else { "Resume" })}
                </button>
            </div>
            <Reset name=name.clone()/>
        </li>
    }
}

/// Where a reader may be set back to.
const POSITIONS: [(&str, &str); 3] = [
    ("oldest", "Oldest record (TRIM_HORIZON)"),
    ("newest", "What comes from now on (LATEST)"),
    ("time", "A time (AT_TIMESTAMP)"),
];

/// Lets a reader begin again somewhere else.
#[component]
fn Reset(name: String) -> impl IntoView {
    let store = use_here().store;
    let id = StoredValue::new(name.clone());
    let position = RwSignal::new(POSITIONS[0].0.to_owned());
    let seconds = RwSignal::new("0".to_owned());
    let refused = RwSignal::new(None::<String>);
    let options = Signal::stored(POSITIONS.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec());
    let start = move || match position.get().as_str() {
        "newest" => Ok(Start::Latest),
        "time" => Ok(Start::AtTimestamp { at_ms: whole(seconds)?.saturating_mul(1_000) }),
        _ => Ok(Start::TrimHorizon),
    };
    let run = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let start = match untrack(start) {
            Ok(start) => start,
            Err(why) => return refused.set(Some(why)),
        };
        let action = Action::Reader(ReaderAction { start: Some(start), ..ReaderAction::of(&id.get_value()) });
        spawn_local(async move {
            _ = refused.try_set(store.try_act(&action).await.err());
        });
    };
    view! {
        <form class="call" novalidate=true on:submit=run>
            <div class="call-row">
                <Choice label="Move to" testid=format!("consumer-{name}-position") value=position options=options/>
                <div hidden=holds(move || position.with(|position| position != "time"))>
                    <Field label="Seconds after the start" testid=format!("consumer-{name}-seconds") value=seconds kind="number"/>
                </div>
                <button type="submit" class="button" data-testid=format!("consumer-{name}-reset")>"Move"</button>
            </div>
            <p class="field-error" role="alert" hidden=holds(move || refused.with(Option::is_none))>{words(move || refused.get())}</p>
        </form>
    }
}

const WIDE: f64 = 160.0;
const TALL: f64 = 32.0;

/// A lag over the last moments, as a line and as words.
#[component]
fn Sparkline(line: Memo<VecDeque<(u64, u64)>>) -> impl IntoView {
    let points = words(move || line.with(points));
    let told = words(move || line.with(tell));
    let top_words = words(move || line.with(|line| lag(top(line))));
    let span = words(move || {
        line.with(|line| {
            let (first, last) = (line.front()?, line.back()?);
            (first.0 < last.0).then(|| format!("last {}", text::length(last.0 - first.0)))
        })
    });
    view! {
        <div class="sparkline-frame">
            <div class="sparkline-scale" aria-hidden="true"><span>{top_words}</span><span>"0 s"</span></div>
            <svg class="sparkline" role="img" aria-label=told viewBox=format!("0 0 {WIDE} {TALL}") preserveAspectRatio="none">
                <polyline points=points fill="none" stroke="currentColor" stroke-width="1.75" vector-effect="non-scaling-stroke"></polyline>
            </svg>
            <span class="sparkline-span" aria-hidden="true">{span}</span>
        </div>
    }
}

/// The line; [`top`] is at the top.
fn points(line: &VecDeque<(u64, u64)>) -> String {
    let (Some(first), Some(last)) = (line.front(), line.back()) else { return String::new() };
    let span = (last.0 - first.0).max(1) as f64;
    let most = top(line) as f64;
    let point = |&(at, millis): &(u64, u64)| {
        let x = (at - first.0) as f64 / span * WIDE;
        let y = TALL - 2.0 - millis as f64 / most * (TALL - 4.0);
        format!("{},{}", x.round(), y.round())
    };
    line.iter().map(point).collect::<Vec<_>>().join(" ")
}

fn tell(line: &VecDeque<(u64, u64)>) -> String {
    let (Some(first), Some(last)) = (line.front(), line.back()) else {
        return "No lag was measured yet.".into();
    };
    format!(
        "Lag over the last {}: now {}, at most {}.",
        text::length(last.0 - first.0),
        lag(last.1),
        lag(greatest(line))
    )
}

fn greatest(line: &VecDeque<(u64, u64)>) -> u64 {
    line.iter().map(|point| point.1).max().unwrap_or(0)
}

/// The lag at the top of the picture: the greatest, but a second at least, so that none looks like much.
fn top(line: &VecDeque<(u64, u64)>) -> u64 {
    greatest(line).max(1_000)
}

#[component]
fn Registered(readers: Memo<Vec<ReaderView>>, lags: RwSignal<Lags>) -> impl IntoView {
    let here = use_here();
    let look = Look::at(streams::TARGET, "ListStreamConsumers", move || {
        let arn = here.arn();
        (!arn.is_empty()).then(|| json!({ "StreamARN": arn }))
    });
    let consumers = Memo::new(move |_| {
        look.with(|answer| answer["Consumers"].as_array().cloned().unwrap_or_default()).unwrap_or_default()
    });
    let arns = Memo::new(move |_| {
        consumers
            .with(|consumers| consumers.iter().map(|one| as_text(&one["ConsumerARN"])).collect::<Vec<_>>())
    });
    let row = Callback::new(move |arn: String| {
        view! { <Consumer arn=arn consumers=consumers readers=readers lags=lags/> }.into_any()
    });
    let name = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| -> Wanted {
        let name = name.with(|name| name.trim().to_owned());
        let arn = here.arn();
        if name.is_empty() || arn.is_empty() {
            Err(String::new())
        } else {
            Ok(("RegisterStreamConsumer", json!({ "StreamARN": arn, "ConsumerName": name })))
        }
    });
    let done = Callback::new(move |()| name.set(String::new()));
    let refused = move || look.refusal().map(|refusal| refusal.in_words());
    view! {
        <section class="card streams-card" aria-labelledby="registered-title">
            <h2 id="registered-title">"Registered consumers"</h2>
            <p class="field-hint">{format!("Enhanced fan-out: each has {} MiB a second of each shard to itself, pushed by SubscribeToShard. A stream takes {CONSUMERS_MAX} of them, and each is charged by the hour.", FAN_OUT_BYTES_PER_SECOND >> 20)}</p>
            <p class="field-error" hidden=holds(move || refused().is_none())>{words(refused)}</p>
            <ul class="streams-list" data-testid="consumers-registered"><List keys=arns.into() row=row/></ul>
            <If when=holds(move || arns.with(Vec::is_empty))>
                <p class="muted" data-testid="consumers-registered-empty">"No consumer is registered yet. Give one a name and register it."</p>
            </If>
            <Call label="Register" testid="consumer-register" wanted=wanted done=done>
                <Field label="Name of the consumer" testid="consumer-register-name" value=name/>
            </Call>
        </section>
    }
}

#[component]
fn Consumer(
    arn: String,
    consumers: Memo<Vec<Value>>,
    readers: Memo<Vec<ReaderView>>,
    lags: RwSignal<Lags>,
) -> impl IntoView {
    let id = StoredValue::new(arn.clone());
    let told = move |member: &'static str| {
        consumers.with(|consumers| {
            let found = consumers.iter().find(|one| id.with_value(|arn| one["ConsumerARN"] == arn.as_str()));
            found.map(|one| one[member].clone()).unwrap_or_default()
        })
    };
    let name = as_text(&untrack(|| told("ConsumerName")));
    let id_of_reader = StoredValue::new(name.clone());
    let behind = move || {
        readers.with(|readers| {
            let reader = id_of_reader.with_value(|name| readers.iter().find(|reader| reader.name == *name));
            reader.map(|reader| reader.millis_behind)
        })
    };
    let line = Memo::new(move |_| {
        lags.with(|lags| id_of_reader.with_value(|name| lags.get(name).cloned())).unwrap_or_default()
    });
    let unread = holds(move || behind().is_none());
    let since = move || instant(&told("ConsumerCreationTimestamp")).map(text::date);
    let wanted = Memo::new(move |_| -> Wanted {
        Ok(("DeregisterStreamConsumer", json!({ "ConsumerARN": id.get_value() })))
    });
    view! {
        <li class="streams-item" data-testid=format!("consumer-{name}")>
            <div class="card-head">
                <strong>{name.clone()}</strong>
                <span class="badge" data-testid=format!("consumer-{name}-status")>{words(move || as_text(&told("ConsumerStatus")))}</span>
            </div>
            <div class="streams-lag" hidden=unread>
                <Sparkline line=line/>
                <strong>{words(move || behind().map(|millis| format!("{} behind", lag(millis))))}</strong>
            </div>
            <p class="field-hint" hidden=holds(move || !unread.get())>"Nobody in this scenario reads by it. A program of yours would call SubscribeToShard."</p>
            <dl class="facts stacked">
                <div><dt>"ARN"</dt><dd class="mono">{arn}</dd></div>
                <div><dt>"Registered at"</dt><dd>{words(since)}</dd></div>
            </dl>
            <Call label="Deregister" testid=format!("consumer-{name}-deregister") wanted=wanted><span class="field-hint">"Its subscriptions end."</span></Call>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_the_first_moment_to_the_last_and_up_to_the_greatest_lag() {
        let line = VecDeque::from([(0, 0), (1_000_000, 4_000), (2_000_000, 2_000)]);
        assert_eq!(points(&line), "0,30 80,2 160,16");
        assert_eq!(tell(&line), "Lag over the last 2.0 s: now 2.0 s, at most 4.0 s.");
        assert_eq!(points(&VecDeque::new()), "");
    }
}
