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
use source::{Bound, Metrics, Of, Question};

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
        let (of, all) = choice.with(|choice| (choice.of.clone(), choice.all));
        metrics.with(|metrics| chosen(metrics, of).map(|of| names(metrics, &of, all)).unwrap_or_default())
    });
    // Other dimensions have other metrics.
    Effect::new(move |_| {
        let names = shown.get();
        let has = alarm.with_untracked(|alarm| names.contains(&alarm.metric));
        if !has && !names.is_empty() {
            alarm.update(|alarm| alarm.watch(&names));
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
            <p>"A metric begins with its first value: the service counts what happens to a stream or a delivery stream for a minute, and tells it as one number. Let some minutes pass."</p>
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
    let Some(of) = chosen(&listed, choice.of) else { return Ok(()) };
    let (from, to) = choice.span.unwrap_or((0, elapsed + 1));
    let asked = Question {
        names: names(&listed, &of, choice.all),
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

/// The set of dimensions that is shown: the first where nothing that there is was chosen.
fn chosen(metrics: &Metrics, of: Option<Of>) -> Option<Of> {
    of.filter(|of| metrics.contains_key(of)).or_else(|| metrics.keys().next().cloned())
}

/// The metrics to show, those first that tell most. All of them, or where some do tell most, no others.
fn names(metrics: &Metrics, of: &Of, all: bool) -> Vec<String> {
    let found = metrics.get(of).into_iter().flatten();
    let mut ranked: Vec<_> = found.map(|name| (meaning::rank(of.namespace, name), name)).collect();
    ranked.sort_by_key(|(rank, _)| rank.unwrap_or(usize::MAX));
    let is_alone = !all && ranked.iter().any(|(rank, _)| rank.is_some());
    ranked.retain(|(rank, _)| !is_alone || rank.is_some());
    ranked.into_iter().map(|(_, name)| name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(namespace: usize, dimension: &str) -> Of {
        Of { namespace, dimensions: vec![(dimension.to_owned(), "s".to_owned())] }
    }

    #[test]
    fn the_telling_metrics_come_first() {
        let stream = of(0, "StreamName");
        let metrics = Metrics::from([(
            stream.clone(),
            vec!["GetRecords.Bytes".into(), "IncomingRecords".into(), "PutRecord.Bytes".into()],
        )]);
        assert_eq!(names(&metrics, &stream, false), ["IncomingRecords", "GetRecords.Bytes"]);
        assert_eq!(
            names(&metrics, &stream, true),
            ["IncomingRecords", "GetRecords.Bytes", "PutRecord.Bytes"]
        );
        assert_eq!(names(&metrics, &of(0, "QueueId"), true), Vec::<String>::new());
    }

    #[test]
    fn a_delivery_stream_begins_with_what_comes_in_and_what_goes_out() {
        let delivery_stream = of(source::FIREHOSE, "DeliveryStreamName");
        let of_server = ["Bytes", "DataFreshness", "ProcessedRecords", "Records", "Success"];
        let of_server = of_server.map(|what| format!("DeliveryToHttpEndpoint.{what}"));
        let others = ["ExecuteProcessing.Success", "IncomingBytes", "IncomingRecords", "PutRecord.Requests"];
        let listed = of_server.into_iter().chain(others.map(str::to_owned)).collect();
        let metrics = Metrics::from([(delivery_stream.clone(), listed)]);
        assert_eq!(
            names(&metrics, &delivery_stream, false),
            [
                "IncomingRecords",
                "IncomingBytes",
                "ExecuteProcessing.Success",
                "DeliveryToHttpEndpoint.Records",
                "DeliveryToHttpEndpoint.Bytes",
                "DeliveryToHttpEndpoint.DataFreshness",
                "DeliveryToHttpEndpoint.Success",
            ]
        );
    }

    #[test]
    fn what_was_chosen_stays_while_it_is_there_and_streams_come_first_before() {
        let (stream, delivery_stream) = (of(0, "StreamName"), of(source::FIREHOSE, "DeliveryStreamName"));
        let mut metrics = Metrics::from([(delivery_stream.clone(), vec![])]);
        assert_eq!(chosen(&metrics, None), Some(delivery_stream.clone()));
        metrics.insert(stream.clone(), vec![]);
        assert_eq!(chosen(&metrics, None), Some(stream.clone()));
        assert_eq!(chosen(&metrics, Some(delivery_stream.clone())), Some(delivery_stream.clone()));
        metrics.remove(&delivery_stream);
        assert_eq!(chosen(&metrics, Some(delivery_stream)), Some(stream));
    }
}
