//! CloudWatch's metrics of this run: names, dimensions, statistics and periods as that service has them.

mod alarm;
mod meaning;
mod source;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::frame::sessions::files::save_text;
use crate::store::use_store;
use crate::ui::chart::{Chart, Line, Plot, Series, Speech};
use crate::ui::head::page_head;
use crate::ui::live::{If, holds, words};
use crate::ui::sheet::Sheet;
use crate::ui::{dom, text};
use alarm::{Alarm, AlarmCard, Change};
use source::{Bound, Dimensions, Metrics, Question};

crate::part::page!(metrics, MetricsPage);

/// How often a running scenario is asked.
const EVERY_MS: f64 = 1_000.0;
/// How fast the clock is set going where there is nothing to see.
const EMPTY_SPEED: f64 = 60.0;
const MINUTE_SECS: i64 = 60;
/// How far apart the marks below a chart may be, in seconds.
const TIME_STEPS: &[f64] =
    &[60.0, 120.0, 300.0, 600.0, 1_200.0, 3_600.0, 7_200.0, 21_600.0, 43_200.0, 86_400.0, 172_800.0];
/// The end of a stretch that goes on to now.
const OPEN_END: i64 = i32::MAX as i64;
const PERIODS: &[(u32, &str)] = &[(60, "1 minute"), (300, "5 minutes"), (3_600, "1 hour")];
const STATISTICS: &[&str] = &["", "Sum", "Average", "Minimum", "Maximum", "SampleCount"];

/// Points by metric, seconds since the epoch.
type Values = BTreeMap<String, Vec<(f64, f64)>>;

/// What the reader chose.
#[derive(Clone, PartialEq)]
struct Choice {
    /// Place among the sets of dimensions.
    of: usize,
    period: u32,
    statistic: String,
    /// Seconds since the start; all where there is none.
    span: Option<(i64, i64)>,
    all: bool,
}

/// What was asked and what came.
#[derive(Clone, Default, PartialEq)]
struct Answer {
    asked: Option<Question>,
    values: Values,
    bounds: Vec<Bound>,
    /// The alarm that was asked for, and what it would have said.
    alarm: Option<Alarm>,
    changes: Vec<Change>,
}

/// The page `/metrics/`.
#[component]
fn MetricsPage() -> impl IntoView {
    let store = use_store();
    let metrics = RwSignal::new(Metrics::new());
    let choice =
        RwSignal::new(Choice { of: 0, period: 60, statistic: String::new(), span: None, all: false });
    let alarm = RwSignal::new(Alarm::first());
    let answer = RwSignal::new(Answer::default());
    let pointed = RwSignal::new(None::<f64>);
    // Seconds from the epoch to the start, and from the start to now.
    let times = move || {
        let live = store.live();
        let start = live.map_or(0, |live| live.picture.view.start.total_secs());
        (start, (store.elapsed_us.get_untracked() / 1_000_000) as i64)
    };
    let ask = move || {
        spawn_local(async move {
            if let Err(why) = renew(store, metrics, (choice, alarm), answer, times()).await {
                store.complain(why);
            }
        });
    };
    store.keep_asking(EVERY_MS, ask);
    store.run_when_ready();
    Effect::new(move |_| {
        choice.track();
        alarm.track();
        if store.can_read() {
            ask();
        }
    });
    let shown = Memo::new(move |_| {
        let (of, all) = choice.with(|choice| (choice.of, choice.all));
        metrics.with(|metrics| names(metrics, of, all))
    });
    // Other dimensions have other metrics.
    Effect::new(move |_| {
        let names = shown.get();
        let has = alarm.with_untracked(|alarm| names.contains(&alarm.metric));
        if let Some(first) = names.into_iter().next().filter(|_| !has) {
            alarm.update(|alarm| alarm.metric = first);
        }
    });
    let none = holds(move || metrics.with(Metrics::is_empty));
    let changes = Memo::new(move |_| answer.with(|answer| answer.changes.clone()));
    let brush = Callback::new(move |(from, to): (f64, f64)| {
        choice.update(|choice| choice.span = Some(whole_minutes(from as i64, to.ceil() as i64)));
    });
    let charts = move || {
        let one = |name: String| view! { <MetricCard name=name answer=answer choice=choice pointed=pointed brush=brush times=Signal::derive(times)/> };
        shown.get().into_iter().map(one).collect_view()
    };
    view! {
        <Sheet name="numbers">
        <div class="numbers wide">
            {page_head(
                "Metrics",
                "What CloudWatch would show of this run, answered by its own operations ListMetrics and GetMetricData. Values are kept by the minute, so a faster clock fills the charts sooner.",
            )}
            <If when=none>
                <Nothing/>
            </If>
            <div class="numbers wide" hidden=none>
                <Controls metrics=metrics choice=choice/>
                <div class="charts">{charts}</div>
                <AlarmCard alarm=alarm names=shown changes=changes/>
            </div>
        </div>
        </Sheet>
    }
}

/// Until there is a metric.
#[component]
fn Nothing() -> impl IntoView {
    let store = use_store();
    let start = move |_| {
        store.set_speed(EMPTY_SPEED);
        store.play();
    };
    view! {
        <section class="card nothing" data-testid="metrics-empty">
            <h2>"No metric yet"</h2>
            <p>"A metric begins with its first value: the service counts what happens to a stream for a minute, and tells it as one number. Let some minutes pass."</p>
            <button type="button" class="button" data-testid="metrics-start" on:click=start>"Run at 60 times the speed"</button>
        </section>
    }
}

/// Asks which metrics there are, and for the values of those that are shown.
async fn renew(
    store: crate::store::Store,
    metrics: RwSignal<Metrics>,
    (choice, alarm): (RwSignal<Choice>, RwSignal<Alarm>),
    answer: RwSignal<Answer>,
    (start, elapsed): (i64, i64),
) -> Result<(), String> {
    let listed = source::list(store).await?;
    // The page may be gone by now; hence `try`.
    if metrics.try_with_untracked(|known| *known != listed) == Some(true) {
        _ = metrics.try_set(listed.clone());
    }
    let Some(choice) = choice.try_get_untracked() else { return Ok(()) };
    let Some(of) = listed.keys().nth(choice.of).cloned() else { return Ok(()) };
    let (from, to) = choice.span.unwrap_or((0, elapsed + 1));
    let asked = Question {
        names: names(&listed, choice.of, choice.all),
        of,
        period: choice.period,
        statistic: choice.statistic,
        from: start + from - (start + from).rem_euclid(choice.period.into()),
        to: (start + to).max(start + from + 1),
    };
    let values = source::values(store, &asked).await?;
    let bounds = source::bounds(store, &asked).await?;
    let Some(alarm) = alarm.try_get_untracked() else { return Ok(()) };
    let has = asked.names.contains(&alarm.metric);
    let changes = if has { alarm::history(store, &alarm, &asked).await? } else { vec![] };
    _ = answer.try_set(Answer { asked: Some(asked), values, bounds, alarm: Some(alarm), changes });
    Ok(())
}

/// The metrics to show.
fn names(metrics: &Metrics, of: usize, all: bool) -> Vec<String> {
    let Some(found) = metrics.values().nth(of) else { return vec![] };
    let first: Vec<_> = meaning::FIRST
        .iter()
        .filter(|first| found.iter().any(|name| name == *first))
        .map(|name| (*name).to_owned())
        .collect();
    if !all && !first.is_empty() {
        return first;
    }
    let rest = found.iter().filter(|name| !first.contains(name)).cloned();
    first.iter().cloned().chain(rest).collect()
}

fn whole_minutes(from: i64, to: i64) -> (i64, i64) {
    let from = from.max(0).div_euclid(MINUTE_SECS) * MINUTE_SECS;
    (from, (to + MINUTE_SECS - 1).div_euclid(MINUTE_SECS).max(from / MINUTE_SECS + 1) * MINUTE_SECS)
}

/// Which metrics, how, and of when.
#[component]
fn Controls(metrics: RwSignal<Metrics>, choice: RwSignal<Choice>) -> impl IntoView {
    let sets = Memo::new(move |_| metrics.with(|metrics| metrics.keys().map(in_words).collect::<Vec<_>>()));
    let minutes = move |read: fn((i64, i64)) -> i64| {
        words(move || {
            let at = choice.with(|choice| choice.span.map(read));
            at.filter(|&at| at < OPEN_END).map(|at| (at / MINUTE_SECS).to_string())
        })
    };
    let set_span = move |from: bool, event: &web_sys::Event| {
        let Ok(minute) = dom::value(event).trim().parse::<i64>() else {
            return choice.update(|choice| choice.span = None);
        };
        choice.update(|choice| {
            let (first, last) = choice.span.unwrap_or((0, OPEN_END));
            let at = minute.clamp(0, 1_000_000) * MINUTE_SECS;
            choice.span = Some(if from {
                (at, last.max(at + MINUTE_SECS))
            } else {
                (first.min(at - MINUTE_SECS).max(0), at.max(MINUTE_SECS))
            });
        });
    };
    view! {
        <div class="filters" role="group" aria-label="What the charts show">
            <div class="field">
                <label for="metrics-of">"Dimensions"</label>
                <select id="metrics-of" class="input select" data-testid="metrics-of" on:change=move |event| choice.update(|choice| choice.of = dom::value(&event).parse().unwrap_or(0))>
                    {move || sets.get().into_iter().enumerate().map(|(at, name)| view! {
                        <option value=at.to_string() selected=choice.with_untracked(|choice| choice.of == at)>{name}</option>
                    }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="metrics-statistic">"Statistic"</label>
                <select id="metrics-statistic" class="input select" data-testid="metrics-statistic" on:change=move |event| choice.update(|choice| choice.statistic = dom::value(&event))>
                    {STATISTICS.iter().map(|name| view! { <option value=*name>{if name.is_empty() { "What says most" } else { name }}</option> }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="metrics-period">"Period"</label>
                <select id="metrics-period" class="input select" data-testid="metrics-period" on:change=move |event| choice.update(|choice| choice.period = dom::value(&event).parse().unwrap_or(60))>
                    {PERIODS.iter().map(|(secs, name)| view! { <option value=secs.to_string()>{*name}</option> }).collect_view()}
                </select>
            </div>
            <div class="field short">
                <label for="metrics-from">"From minute"</label>
                <input id="metrics-from" class="input" type="number" min="0" placeholder="0" data-testid="metrics-from" prop:value=minutes(|span| span.0) on:change=move |event| set_span(true, &event)/>
            </div>
            <div class="field short">
                <label for="metrics-to">"To minute"</label>
                <input id="metrics-to" class="input" type="number" min="1" placeholder="now" data-testid="metrics-to" prop:value=minutes(|span| span.1) on:change=move |event| set_span(false, &event)/>
            </div>
            <button type="button" class="button" data-testid="metrics-whole" disabled=move || choice.with(|choice| choice.span.is_none()) on:click=move |_| choice.update(|choice| choice.span = None)>"All of the run"</button>
            <label class="check">
                <input type="checkbox" data-testid="metrics-all" on:change=move |event| choice.update(|choice| choice.all = event_target_checked(&event))/>
                "Every metric"
            </label>
        </div>
    }
}

/// `StreamName = clicks`.
fn in_words(dimensions: &Dimensions) -> String {
    let one = |(name, value): &(String, String)| format!("{name} = {value}");
    dimensions.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A metric: its name, its meaning, and its chart.
#[component]
fn MetricCard(
    name: String,
    answer: RwSignal<Answer>,
    choice: RwSignal<Choice>,
    pointed: RwSignal<Option<f64>>,
    brush: Callback<(f64, f64)>,
    times: Signal<(i64, i64)>,
) -> impl IntoView {
    let metric = StoredValue::new(name.clone());
    let plot = Signal::derive(move || {
        metric.with_value(|name| {
            answer.with(|answer| {
                plot_of(answer, name, times.get_untracked(), choice.with_untracked(|choice| choice.span))
            })
        })
    });
    let statistic = words(move || {
        metric.with_value(|name| {
            answer.with(|answer| answer.asked.as_ref().map(|asked| asked.statistic_of(name)))
        })
    });
    let speech = Speech {
        x_name: "Period from",
        x: |secs| text::clock((secs.max(0.0) * 1e6) as u64).trim_end_matches(".0").to_owned(),
        x_steps: TIME_STEPS,
        y: exact,
        tick: |value| {
            if value.fract() == 0.0 { text::short(value as u64).replace(".0", "") } else { exact(value) }
        },
    };
    let store = use_store();
    let save = move |_| {
        let (name, statistic) = (metric.get_value(), statistic.get_untracked());
        let text = plot.with_untracked(|plot| csv(plot, &name, &statistic, times.get_untracked().0));
        save_text(store, format!("{name}.csv"), text);
    };
    view! {
        <section class="card metric" aria-label=name.clone()>
            <header class="card-head">
                <h2 class="mono">{name.clone()}</h2>
                <button type="button" class="button small" aria-label=format!("{name} as CSV") data-testid=format!("metrics-csv-{name}") on:click=save>"CSV"</button>
            </header>
            <p class="muted small-text"><span class="badge">{statistic}</span>" "{meaning::of(&name)}</p>
            <Chart id=name.clone() title=name.clone() plot=plot speech=speech pointed=pointed brush=brush/>
        </section>
    }
}

/// A number with as many places as it needs, three at most.
fn exact(value: f64) -> String {
    if value.fract() == 0.0 {
        text::count(value as u64)
    } else {
        format!("{value:.3}").trim_end_matches('0').to_owned()
    }
}

/// The chart of a metric; times are seconds after the start.
fn plot_of(answer: &Answer, name: &str, (start, elapsed): (i64, i64), span: Option<(i64, i64)>) -> Plot {
    let Some(asked) = &answer.asked else {
        return Plot { span: (0.0, 60.0), ..Plot::default() };
    };
    let points = answer.values.get(name).into_iter().flatten();
    let points = points.map(|&(at, value)| (at - start as f64, value)).collect();
    let statistic = asked.statistic_of(name);
    let bounds =
        answer.bounds.iter().filter(|bound| bound.metric == name && bound.statistics.contains(&statistic));
    let lines = bounds.map(|bound| Line { name: bound.name.clone(), at: bound.value });
    let alarm = answer.alarm.as_ref().filter(|alarm| alarm.metric == name);
    let threshold = alarm.map(|alarm| Line { name: alarm.line(), at: alarm.threshold });
    let lines = lines.chain(threshold).collect();
    let stretches = if alarm.is_some() { alarmed(&answer.changes, start, elapsed) } else { vec![] };
    let (from, to) = span.unwrap_or((0, elapsed));
    let to = to.min(elapsed.max(from + 1));
    Plot {
        series: vec![Series { name: statistic, points }],
        lines,
        stretches,
        stretches_name: "In alarm",
        open_from: Some((start + elapsed).div_euclid(asked.period.into()) * i64::from(asked.period) - start)
            .map(|at| at as f64),
        span: (from as f64, to.max(from + 60) as f64),
        gap: f64::from(asked.period) * 1.5,
    }
}

/// When an alarm said so, in seconds after the start.
fn alarmed(changes: &[Change], start: i64, elapsed: i64) -> Vec<(f64, f64)> {
    let after = |change: &Change| (change.at.total_secs() - start) as f64;
    let ends = changes.iter().skip(1).map(after).chain([elapsed as f64]);
    let each = changes.iter().zip(ends).filter(|(change, _)| change.is_alarm());
    each.map(|(change, end)| (after(change), end)).collect()
}

/// The values of a chart, a line each.
fn csv(plot: &Plot, name: &str, statistic: &str, start: i64) -> String {
    let mut lines = format!("Timestamp,SecondsAfterStart,{name} {statistic}\n");
    for (at, value) in plot.series.iter().flat_map(|series| &series.points) {
        let time = kinetoscope::time::Instant::from_secs(start + *at as i64);
        lines.push_str(&format!("{time},{at},{value}\n"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_over_becomes_whole_minutes() {
        assert_eq!(whole_minutes(61, 119), (60, 120));
        assert_eq!(whole_minutes(-5, 10), (0, 60));
        assert_eq!(whole_minutes(60, 60), (60, 120));
    }

    #[test]
    fn the_telling_metrics_come_first() {
        let of = vec![("StreamName".to_owned(), "s".to_owned())];
        let metrics = Metrics::from([(
            of,
            vec!["GetRecords.Bytes".into(), "IncomingRecords".into(), "PutRecord.Bytes".into()],
        )]);
        assert_eq!(names(&metrics, 0, false), ["IncomingRecords", "GetRecords.Bytes"]);
        assert_eq!(names(&metrics, 0, true), ["IncomingRecords", "GetRecords.Bytes", "PutRecord.Bytes"]);
        assert_eq!(names(&metrics, 7, true), Vec::<String>::new());
    }
}
