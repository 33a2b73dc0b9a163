//! CloudWatch's metrics of this run: names, dimensions, statistics and periods as that service has them.

mod alarm;
mod card;
mod controls;
mod meaning;
mod source;
mod unit;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::store::use_store;
use crate::ui::head::page_head;
use crate::ui::live::{If, List, holds};
use crate::ui::sheet::Sheet;
use alarm::{Alarm, AlarmCard, Change};
use card::{Board, MetricCard};
use controls::{Choice, Controls, whole_minutes};
use source::{Bound, Metrics, Question};

crate::part::page!(metrics, MetricsPage);

/// How often a running scenario is asked.
const EVERY_MS: f64 = 1_000.0;
/// How fast the clock is set going where there is nothing to see.
const EMPTY_SPEED: f64 = 60.0;

/// Points by metric, seconds since the epoch.
type Values = BTreeMap<String, Vec<(f64, f64)>>;

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

impl Answer {
    /// Whether the alarm stands now, and over which metric.
    fn alarming(&self) -> Option<&str> {
        let alarm = self.alarm.as_ref()?;
        self.changes.last().filter(|change| change.is_alarm()).map(|_| alarm.metric.as_str())
    }

    /// Metrics in order, but that of an alarm that stands before all others.
    fn alarming_first(&self, mut names: Vec<String>) -> Vec<String> {
        if let Some(at) = names.iter().position(|name| self.alarming() == Some(name)) {
            names[..=at].rotate_right(1);
        }
        names
    }
}

/// The page `/metrics/`.
#[component]
fn MetricsPage() -> impl IntoView {
    let store = use_store();
    let metrics = RwSignal::new(Metrics::new());
    let choice = RwSignal::new(Choice::first());
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
    let board = Board { answer, choice, pointed, brush, times: Signal::derive(times) };
    let order = Signal::derive(move || answer.with(|answer| answer.alarming_first(shown.get())));
    let card = Callback::new(move |name: String| view! { <MetricCard name=name board=board/> }.into_any());
    view! {
        <Sheet name="numbers">
        <div class="numbers wide">
            {page_head(
                "Metrics",
                "What CloudWatch would show of this run, minute by minute.",
            )}
            <If when=none>
                <Nothing/>
            </If>
            <div class="numbers wide" hidden=none>
                <Controls metrics=metrics choice=choice/>
                <div class="charts"><List keys=order row=card/></div>
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

#[cfg(test)]
mod tests {
    use super::*;

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
