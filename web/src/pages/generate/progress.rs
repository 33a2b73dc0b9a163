//! Where records go, how a run is started, and what becomes of it.

use kinetoscope::streams;
use kinetoscope::streams::shapes::StreamStatus;
use kinetoscope::world::view::StreamView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::editor::{flag, member};
use super::fields::{check, line, wrong};
use super::rate::Rate;
use super::recipe::{Bench, Recipe, use_bench};
use super::run::Run;
use super::tally::{Second, Tally};
use crate::ui::live::{holds, words};
use crate::ui::text;

/// The stream that a button of the page makes.
const OWN_STREAM: &str = "generated";

/// Target, rate and run.
#[component]
pub(super) fn Sending() -> impl IntoView {
    let bench = use_bench();
    let run = Run::of_tab();
    let whole = |typed: &str| typed.trim().parse::<u64>().ok();
    let (retries, retries_typed) = member(
        bench,
        |recipe| recipe.retries.to_string(),
        |recipe, typed| recipe.retries = typed.trim().parse().unwrap_or(recipe.retries).min(20),
    );
    let (seconds, seconds_typed) = {
        let value = words(move || bench.recipe.with(|recipe| recipe.seconds.to_string()));
        let change = move |typed: String| {
            if let Some(seconds) = whole(&typed).filter(|seconds| (1..=31_536_000).contains(seconds)) {
                bench.recipe.update(|recipe| recipe.seconds = seconds);
            }
        };
        (value, Callback::new(change))
    };
    let (hurried, hurried_set) = flag(bench, |recipe| recipe.hurried, |recipe, on| recipe.hurried = on);
    let goes_on = {
        let run = run.clone();
        holds(move || run.goes_on())
    };
    let can_start = Memo::new(move |_| bench.target().is_some());
    let about = words(move || bench.recipe.with(planned));
    let stop = run.clone();
    let begin = move |_| {
        if let Some(stream) = untrack(|| bench.target()) {
            run.start(bench, stream);
        }
    };
    view! {
        <section class="card console-card" aria-labelledby="send-title">
            <h2 id="send-title">"Send"</h2>
            <Target/>
            <Rate/>
            <div class="console-fields">
                {line("Seconds of virtual time", "generate-seconds", "number", seconds, seconds_typed)}
                {line("Retries of refused records", "generate-retries", "number", retries, retries_typed)}
            </div>
            {check("As fast as this machine can, instead of at the speed of the clock", "generate-hurried", hurried, hurried_set)}
            <details class="small-text">
                <summary>"How a run sends"</summary>
                <p class="muted">"Records of a second go out at its beginning, at most 500 in a PutRecords call. The run moves the clock itself, goes on while you look at other pages, and each call becomes part of the session. What is refused waits 0.1 s, then twice as long each time; it may then arrive after newer records."</p>
            </details>
            <div class="console-foot">
                <button type="button" class="button primary" data-testid="generate-start" disabled=move || goes_on.get() || !can_start.get() on:click=begin>"Start"</button>
                <button type="button" class="button" data-testid="generate-stop" disabled=move || !goes_on.get() on:click=move |_| stop.stop()>"Stop"</button>
                <p class="small-text muted">{about}</p>
            </div>
        </section>
        <Outcome/>
    }
}

/// What a run offers, where that is known beforehand.
fn planned(recipe: &Recipe) -> Option<String> {
    let records = recipe.per_second * recipe.seconds as f64;
    let length = text::length(recipe.seconds.saturating_mul(1_000_000));
    (!recipe.by_hours).then(|| format!("{} in {length}.", text::plural(records.round() as usize, "record")))
}

/// The stream.
#[component]
pub(super) fn Target() -> impl IntoView {
    let bench = use_bench();
    let streams = Memo::new(move |_| bench.streams());
    let target = Memo::new(move |_| bench.target().unwrap_or_default());
    let problem = RwSignal::new(String::new());
    let options = move || {
        let chosen = target.get();
        streams
            .get()
            .into_iter()
            .map(|name| {
                let here = name == chosen;
                view! { <option value=name.clone() selected=here>{name.clone()}</option> }
            })
            .collect_view()
    };
    let choose = move |event| bench.recipe.update(|recipe| recipe.stream = crate::ui::dom::value(&event));
    let has_own = holds(move || streams.with(|names| names.iter().any(|name| name == OWN_STREAM)));
    let waits = words(move || target.with(|name| bench.store.with_stream_of(name, not_yet).flatten()));
    view! {
        <div class="field">
            <div class="console-label">
                <label for="generate-stream">"Stream"</label>
                <button type="button" class="console-link" data-testid="generate-create" hidden=has_own on:click=move |_| create(bench, problem)>"Create a stream for this"</button>
            </div>
            <select id="generate-stream" class="select input" data-testid="generate-stream" prop:value=words(move || target.get()) on:change=choose>
                {options}
            </select>
            <p class="field-hint" role="status" data-testid="generate-stream-state">{waits}</p>
        </div>
        {wrong("generate-create-problem", problem.into())}
    }
}

/// Why a stream takes nothing yet.
fn not_yet(stream: &StreamView) -> Option<String> {
    let StreamView { name, status, .. } = stream;
    let takes = matches!(status, StreamStatus::Active | StreamStatus::Updating);
    (!takes).then(|| {
        format!("{name} is {}. It takes records when it is ACTIVE: let the clock run.", status.as_str())
    })
}

/// Makes a stream of one shard, and lets time pass until it takes records.
fn create(bench: Bench, problem: RwSignal<String>) {
    spawn_local(async move {
        let made = bench
            .store
            .call(streams::TARGET, "CreateStream", &json!({ "StreamName": OWN_STREAM, "ShardCount": 1 }))
            .await;
        match made {
            Ok(_) => {
                bench.recipe.update(|recipe| recipe.stream = OWN_STREAM.into());
                bench.store.say(format!(
                    "The stream {OWN_STREAM} is being created: it takes records when it is ACTIVE."
                ));
            }
            Err(refusal) => problem.set(format!("{}: {}", refusal.code, refusal.message)),
        }
    });
}

/// What became of the records.
#[component]
fn Outcome() -> impl IntoView {
    let Run { tally, end, .. } = Run::of_tab();
    let (by_second, by_code) = (tally.clone(), tally.clone());
    let number = move |read: fn(&Tally) -> u64| {
        let tally = tally.clone();
        words(move || text::count(tally.with(read)))
    };
    // Before the first run there is an end without a word.
    let state = words(move || match end.get() {
        None => "Running\u{2026}".into(),
        Some(how) if how.is_empty() => "Nothing is sent yet.".into(),
        Some(how) => how,
    });
    let rows = move || by_second.with(|tally| tally.seconds.iter().rev().copied().map(row).collect_view());
    let codes = move || {
        let list = by_code.with(|tally| tally.by_code.clone());
        list.into_iter().map(|(code, count)| view! { <div class="err"><dt class="mono">{code}</dt><dd>{text::count(count)}</dd></div> }).collect_view()
    };
    view! {
        <section class="card console-card" aria-labelledby="outcome-title" data-testid="generate-outcome">
            <h2 id="outcome-title">"Result"</h2>
            <p class="small-text muted" role="status" data-testid="generate-state">{state}</p>
            <dl class="facts">
                <div><dt>"Accepted in the last second"</dt><dd data-testid="generate-accepted-second">{number(|tally| tally.seconds.back().map_or(0, |second| second.accepted))}</dd></div>
                <div><dt>"Refused in the last second"</dt><dd data-testid="generate-refused-second">{number(|tally| tally.seconds.back().map_or(0, |second| second.refused))}</dd></div>
                <div><dt>"Accepted"</dt><dd data-testid="generate-accepted">{number(|tally| tally.accepted)}</dd></div>
                <div><dt>"Refused, those sent again included"</dt><dd data-testid="generate-refused">{number(|tally| tally.refused)}</dd></div>
                <div><dt>"Given up"</dt><dd data-testid="generate-given-up">{number(|tally| tally.given_up)}</dd></div>
                <div><dt>"Calls"</dt><dd data-testid="generate-calls">{number(|tally| tally.calls)}</dd></div>
                {codes}
            </dl>
            <table class="events console-seconds">
                <caption class="visually-hidden">"Records of the last seconds, the newest first"</caption>
                <thead><tr><th scope="col">"Second"</th><th scope="col">"Accepted"</th><th scope="col">"Refused"</th><th scope="col"><span class="visually-hidden">"Share"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(second: Second) -> AnyView {
    let Second { second, accepted, refused } = second;
    let share = 100.0 * accepted as f64 / (accepted + refused).max(1) as f64;
    view! {
        <tr>
            <td class="num">{text::clock(second * 1_000_000)}</td>
            <td class="num">{text::count(accepted)}</td>
            <td class="num">{text::count(refused)}</td>
            <td class="console-share" aria-hidden="true"><span style=format!("width:{share:.1}%")></span></td>
        </tr>
    }
    .into_any()
}
