//! A metric as a card: its unit, its values in short, what it tells, and its chart.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::alarm::Change;
use super::controls::{Choice, period_in_words};
use super::unit::{self, Unit, exact};
use super::{Answer, meaning};
use crate::frame::sessions::files::save_text;
use crate::router::{Route, Router, is_plain};
use crate::store::{Store, use_store};
use crate::ui::chart::{Chart, Line, Plot, Series, Speech};
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::name::breakable;
use crate::ui::{dom, text};

/// How far apart the marks below a chart may be, in seconds.
const TIME_STEPS: &[f64] =
    &[60.0, 120.0, 300.0, 600.0, 1_200.0, 3_600.0, 7_200.0, 21_600.0, 43_200.0, 86_400.0, 172_800.0];
/// The metric of a stream in which one busy shard among idle ones is not seen.
const OF_ALL_SHARDS: &str = "IncomingRecords";
const SPEECH: Speech = Speech {
    x_name: "Period from",
    x: |secs| text::clock((secs.max(0.0) * 1e6) as u64).trim_end_matches(".0").to_owned(),
    x_steps: TIME_STEPS,
    y: exact,
    tick: |value| {
        if value.fract() == 0.0 { text::short(value as u64).replace(".0", "") } else { exact(value) }
    },
    sums_up: true,
};

/// What all cards have in common.
#[derive(Clone, Copy)]
pub(super) struct Board {
    pub(super) answer: RwSignal<Answer>,
    pub(super) choice: RwSignal<Choice>,
    pub(super) pointed: RwSignal<Option<f64>>,
    pub(super) brush: Callback<(f64, f64)>,
    /// Seconds from the epoch to the start, and from the start to now.
    pub(super) times: Signal<(i64, i64)>,
}

/// A metric: its name, its meaning, and its chart.
#[component]
pub(super) fn MetricCard(name: String, board: Board) -> impl IntoView {
    let Board { answer, choice, pointed, brush, times } = board;
    let metric = StoredValue::new(name.clone());
    let unit = Memo::new(move |_| answer.with(|answer| metric.with_value(|name| unit_of(answer, name))));
    let plot = Signal::derive(move || {
        let (times, span) = (times.get_untracked(), choice.with_untracked(|choice| choice.span));
        metric.with_value(|name| answer.with(|answer| plot_of(answer, name, &unit.get(), times, span)))
    });
    let alarming =
        holds(move || answer.with(|answer| metric.with_value(|name| answer.alarming() == Some(name))));
    // Streams and delivery streams have metrics of the same name.
    let tells = move || {
        let namespace = answer.with(|answer| answer.asked.as_ref().map(|asked| asked.of.namespace));
        namespace.map(|namespace| metric.with_value(|name| meaning::of(namespace, name)))
    };
    let store = use_store();
    let save = move |_| {
        let name = metric.get_value();
        let text = answer.with_untracked(|answer| csv(answer, &name, times.get_untracked().0));
        save_text(store, format!("{name}.csv"), text);
    };
    view! {
        <section class="card metric" aria-label=name.clone()>
            <header class="card-head">
                <h2><span class="mono">{breakable(&name)}</span>" "<span class="muted">{words(move || unit.with(|unit| unit.name.clone()))}</span></h2>
                <If when=alarming><span class="badge err"><Icon name="warning"/>"ALARM"</span></If>
                <button type="button" class="button small" aria-label=format!("{name} as CSV") data-testid=format!("metrics-csv-{name}") on:click=save>"CSV"</button>
            </header>
            <p class="muted small-text">{words(tells)}</p>
            <Chart id=name.clone() title=name.clone() plot=plot speech=SPEECH pointed=pointed brush=brush/>
            {(name == OF_ALL_SHARDS).then(|| view! { <BusyShard answer=answer/> })}
        </section>
    }
}

/// The shard that refuses although the stream as a whole has room, and the way to it.
#[component]
fn BusyShard(answer: RwSignal<Answer>) -> impl IntoView {
    let store = use_store();
    let router = expect_context::<Router>();
    let stream = Memo::new(move |_| {
        answer.with(|answer| match &*answer.asked.as_ref()?.of.dimensions {
            [(dimension, stream)] if dimension == "StreamName" => Some(stream.clone()),
            _ => None,
        })
    });
    let told = Memo::new(move |_| refusing(store, &stream.get()?));
    let follow = move |event: MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            router.go(Route::Streams);
            dom::set_query("tab", "shards");
        }
    };
    view! {
        <If when=holds(move || told.with(Option::is_some))>
            <p class="busy-shard small-text" data-testid="metrics-busy-shard">
                <Icon name="warning"/>
                <span>{words(move || told.get())}" "<a href=words(move || router.href(Route::Streams, "")) on:click=follow>"Show by shard"</a></span>
            </p>
        </If>
    }
}

/// Which shard of a stream refuses most of all now.
fn refusing(store: Store, stream: &str) -> Option<String> {
    store.picture.with(|picture| {
        let stream = picture.as_ref()?.view.streams.iter().find(|one| one.name == stream)?;
        let refusing: Vec<_> = stream.shards.iter().filter(|shard| shard.limit.is_some()).collect();
        let most = refusing.iter().max_by(|one, other| one.utilisation.total_cmp(&other.utilisation))?;
        let share = text::percent((most.utilisation * 100.0).round() / 100.0);
        let others = match refusing.len() - 1 {
            0 => String::new(),
            others => format!(", and {} more refuse", text::plural(others, "shard")),
        };
        Some(format!("Shard {} is at {share} of its limit now{others}.", most.number))
    })
}

fn unit_of(answer: &Answer, name: &str) -> Unit {
    let Some(asked) = &answer.asked else { return Unit { name: String::new(), size: 1.0 } };
    let points = answer.values.get(name).into_iter().flatten();
    let most = points.map(|point| point.1).fold(0.0, f64::max);
    unit::of(name, &asked.statistic_of(name), period_in_words(asked.period), most)
}

/// The chart of a metric; times are seconds after the start.
fn plot_of(
    answer: &Answer,
    name: &str,
    unit: &Unit,
    (start, elapsed): (i64, i64),
    span: Option<(i64, i64)>,
) -> Plot {
    let Some(asked) = &answer.asked else {
        return Plot { span: (0.0, 60.0), ..Plot::default() };
    };
    let points = answer.values.get(name).into_iter().flatten();
    let points = points.map(|&(at, value)| (at - start as f64, value / unit.size)).collect();
    let statistic = asked.statistic_of(name);
    let bounds =
        answer.bounds.iter().filter(|bound| bound.metric == name && bound.statistics.contains(&statistic));
    let line = |name: String, at: f64| Line { name, at: at / unit.size };
    let lines = bounds
        .map(|bound| line(format!("{}: {}", bound.name, unit::in_short(name, bound.value)), bound.value));
    let alarm = answer.alarm.as_ref().filter(|alarm| alarm.metric == name);
    let threshold =
        alarm.map(|alarm| line(alarm.line(&unit::in_short(name, alarm.threshold)), alarm.threshold));
    let lines = lines.chain(threshold).collect();
    let stretches = if alarm.is_some() { alarmed(&answer.changes, start, elapsed) } else { vec![] };
    let (from, to) = span.unwrap_or((0, elapsed));
    let to = to.min(elapsed.max(from + 1));
    let period = i64::from(asked.period);
    let open_from = (start + elapsed).div_euclid(period) * period - start;
    Plot {
        series: vec![Series { name: format!("{statistic}, {}", unit.name), points }],
        lines,
        stretches,
        stretches_name: "In alarm",
        open_from: Some(open_from as f64),
        open_name: running(open_from, elapsed, asked.period),
        span: (from as f64, to.max(from + 60) as f64),
        gap: f64::from(asked.period) * 1.5,
    }
}

/// The period that is not over: `minute 10, 45 s so far`.
fn running(from: i64, elapsed: i64, period: u32) -> String {
    let so_far = (elapsed - from).max(0) as u64;
    let so_far = if so_far < 60 { format!("{so_far} s") } else { text::length(so_far * 1_000_000) };
    match period {
        60 => format!("minute {}, {so_far} so far", from.max(0) / 60),
        _ => format!("the running {}, {so_far} so far", period_in_words(period)),
    }
}

/// When an alarm said so, in seconds after the start.
fn alarmed(changes: &[Change], start: i64, elapsed: i64) -> Vec<(f64, f64)> {
    let after = |change: &Change| (change.at.total_secs() - start) as f64;
    let ends = changes.iter().skip(1).map(after).chain([elapsed as f64]);
    let each = changes.iter().zip(ends).filter(|(change, _)| change.is_alarm());
    each.map(|(change, end)| (after(change), end)).collect()
}

/// The values of a metric as the service counts them, a line each.
fn csv(answer: &Answer, name: &str, start: i64) -> String {
    let statistic = answer.asked.as_ref().map(|asked| asked.statistic_of(name)).unwrap_or_default();
    let mut lines = format!("Timestamp,SecondsAfterStart,{name} {statistic}\n");
    for (at, value) in answer.values.get(name).into_iter().flatten() {
        let time = kinetoscope::time::Instant::from_secs(*at as i64);
        lines.push_str(&format!("{time},{},{value}\n", *at as i64 - start));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_says_how_far_it_is() {
        assert_eq!(running(600, 645, 60), "minute 10, 45 s so far");
        assert_eq!(running(600, 720, 300), "the running 5 minutes, 2 min so far");
    }
}
