//! An alarm over one of the metrics: what it would have said, and the way to when it said so.

use kinetoscope::time::Instant;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::source::Question;
use crate::store::{Store, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};
use crate::ui::{dom, text};

/// Changes that are listed, the newest.
const LISTED_MAX: usize = 20;
/// Names of the service's comparisons, as signs.
const COMPARISONS: &[(&str, &str)] = &[
    ("GreaterThanThreshold", ">"),
    ("GreaterThanOrEqualToThreshold", "\u{2265}"),
    ("LessThanThreshold", "<"),
    ("LessThanOrEqualToThreshold", "\u{2264}"),
];
/// The longest interval that a buffer may have, in seconds: what is older is late. The developer guide of Data Firehose advises
/// an alarm over it.
const FRESH_SECS: f64 = 900.0;
/// What a period without a value may count as.
const MISSING: &[(&str, &str)] =
    &[("notBreaching", "is within it"), ("missing", "tells nothing"), ("breaching", "is beyond it")];

/// What the reader asks for.
#[derive(Clone, PartialEq)]
pub(super) struct Alarm {
    pub(super) metric: String,
    comparison: usize,
    pub(super) threshold: f64,
    enough: u32,
    periods: u32,
    missing: usize,
}

/// A change, as the engine tells of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Change {
    pub(super) at: Instant,
    pub(super) state: String,
    breaching: u32,
    looked_at: u32,
}

impl Change {
    pub(super) fn is_alarm(&self) -> bool {
        self.state == "ALARM"
    }

    fn why(&self) -> String {
        match self.looked_at {
            0 => "The run begins: nothing is known yet.".into(),
            looked_at => format!(
                "{} of the last {} beyond it.",
                self.breaching,
                text::plural(looked_at as usize, "period")
            ),
        }
    }
}

impl Alarm {
    /// The alarm that AWS recommends first: any record that was refused.
    pub(super) fn first() -> Self {
        Self {
            metric: "WriteProvisionedThroughputExceeded".into(),
            comparison: 0,
            threshold: 0.0,
            enough: 1,
            periods: 1,
            missing: 0,
        }
    }

    /// Watches one of these metrics: how old what is delivered is where that is told, else what is refused, else the first.
    pub(super) fn watch(&mut self, names: &[String]) {
        let of = |end: &str| names.iter().find(|name| name.ends_with(end));
        let late = of(".DataFreshness").map(|name| (name, FRESH_SECS));
        let refused = || of("ThroughputExceeded").or_else(|| of("ThrottledRecords")).map(|name| (name, 0.0));
        let first = || names.first().map(|name| (name, self.threshold));
        if let Some((metric, threshold)) = late.or_else(refused).or_else(first) {
            (self.metric, self.threshold) = (metric.clone(), threshold);
        }
    }

    /// What its line in the chart is called.
    pub(super) fn line(&self, threshold: &str) -> String {
        format!("alarm if {} {threshold}", COMPARISONS[self.comparison].1)
    }
}

/// When it would have changed what it says.
pub(super) async fn history(store: Store, alarm: &Alarm, asked: &Question) -> Result<Vec<Change>, String> {
    let asked = json!({
        "metric": alarm.metric,
        "dimensions": asked.of.dimensions,
        "statistic": asked.statistic_of(&alarm.metric),
        "period_secs": asked.period,
        "threshold_thousandths": (alarm.threshold * 1_000.0).round() as u64,
        "comparison": COMPARISONS[alarm.comparison].0,
        "evaluation_periods": alarm.periods,
        "datapoints_to_alarm": alarm.enough,
        "missing": MISSING[alarm.missing].0,
    });
    store.read("alarm", json!({ "alarm": asked.to_string() })).await
}

/// The fields of the alarm, and what it would have said.
#[component]
pub(super) fn AlarmCard(
    alarm: RwSignal<Alarm>,
    names: Memo<Vec<String>>,
    changes: Memo<Vec<Change>>,
) -> impl IntoView {
    let option = |chosen: usize| {
        move |(at, (_, words)): (usize, &(&str, &'static str))| {
            view! { <option value=at.to_string() selected=at == chosen>{*words}</option> }
        }
    };
    let Alarm { comparison, missing, .. } = alarm.get_untracked();
    let comparisons = COMPARISONS.iter().enumerate().map(option(comparison)).collect_view();
    let kinds = MISSING.iter().enumerate().map(option(missing)).collect_view();
    let metrics = move || {
        let chosen = alarm.with_untracked(|alarm| alarm.metric.clone());
        let one = |name: String| view! { <option value=name.clone() selected=name == chosen>{name.clone()}</option> };
        names.get().into_iter().map(one).collect_view()
    };
    let count = move |label: &'static str,
                      id: &'static str,
                      read: fn(&Alarm) -> u32,
                      write: fn(&mut Alarm, u32)| {
        let set = move |event| {
            if let Ok(number) = dom::value(&event).trim().parse::<u32>() {
                alarm.update(|alarm| write(alarm, number.clamp(1, 100)));
            }
        };
        view! {
            <div class="field short">
                <label for=id>{label}</label>
                <input id=id class="input" type="number" min="1" max="100" data-testid=id prop:value=words(move || alarm.with(read).to_string()) on:change=set/>
            </div>
        }
    };
    let set_threshold = move |event| {
        if let Ok(number) = dom::value(&event).trim().parse::<f64>()
            && number.is_finite()
        {
            alarm.update(|alarm| alarm.threshold = number.clamp(0.0, 1e15));
        }
    };
    view! {
        <section class="card alarm" aria-labelledby="alarm-title" data-testid="metrics-alarm">
            <h2 id="alarm-title">"An alarm"</h2>
            <p class="muted small-text">"An alarm is judged each time a period ends. This one is held against the values that are kept, so you can think of it afterwards; it has the statistic and the period of the charts. Nothing is made in the service."</p>
            <div class="filters" role="group" aria-label="The alarm">
                <div class="field">
                    <label for="alarm-metric">"Metric"</label>
                    <select id="alarm-metric" class="input select" data-testid="alarm-metric" prop:value=words(move || alarm.with(|alarm| alarm.metric.clone())) on:change=move |event| alarm.update(|alarm| alarm.metric = dom::value(&event))>{metrics}</select>
                </div>
                <div class="field short">
                    <label for="alarm-comparison">"Is"</label>
                    <select id="alarm-comparison" class="input select" data-testid="alarm-comparison" on:change=move |event| alarm.update(|alarm| alarm.comparison = dom::value(&event).parse().unwrap_or(0).min(COMPARISONS.len() - 1))>{comparisons}</select>
                </div>
                <div class="field short">
                    <label for="alarm-threshold">"Threshold"</label>
                    <input id="alarm-threshold" class="input" type="number" min="0" step="any" data-testid="alarm-threshold" prop:value=words(move || alarm.with(|alarm| alarm.threshold.to_string())) on:change=set_threshold/>
                </div>
                {count("In periods", "alarm-enough", |alarm| alarm.enough, |alarm, number| {
                    alarm.enough = number;
                    alarm.periods = alarm.periods.max(number);
                })}
                {count("Of the last", "alarm-periods", |alarm| alarm.periods, |alarm, number| {
                    alarm.periods = number;
                    alarm.enough = alarm.enough.min(number);
                })}
                <div class="field">
                    <label for="alarm-missing">"A period without a value"</label>
                    <select id="alarm-missing" class="input select" data-testid="alarm-missing" on:change=move |event| alarm.update(|alarm| alarm.missing = dom::value(&event).parse().unwrap_or(0).min(MISSING.len() - 1))>{kinds}</select>
                </div>
            </div>
            {move || list(&changes.get())}
        </section>
    }
}

/// What it said, the newest first, and how to get there.
fn list(changes: &[Change]) -> AnyView {
    let store = use_store();
    let start = store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    let start = start.unwrap_or_default();
    let row = |change: &Change| {
        let us = change.at.since(start).total_micros();
        let (icon, class) = match &*change.state {
            "ALARM" => ("warning", "badge err"),
            "OK" => ("check", "badge"),
            _ => ("open", "badge"),
        };
        let when = text::clock(us);
        view! {
            <tr>
                <th scope="row" class="num">{when.clone()}</th>
                <td data-label="Says"><span class=class><Icon name=Signal::stored(icon)/>{change.state.replace('_', " ")}</span></td>
                <td data-label="Because">{change.why()}</td>
                <td><button type="button" class="button small" aria-label=format!("Take me there: {when}") data-testid="alarm-seek" on:click=move |_| store.seek(us)>"Take me there"</button></td>
            </tr>
        }
    };
    let rows = changes.iter().rev().take(LISTED_MAX).map(row).collect_view();
    let nothing = changes.is_empty();
    let more = changes.len().saturating_sub(LISTED_MAX);
    view! {
        <p hidden=!nothing>"It has said nothing yet: start the clock, and let a period end."</p>
        <table class="sheet" data-testid="alarm-history" hidden=nothing>
            <caption class="visually-hidden">"What the alarm would have said, the newest first"</caption>
            <thead><tr><th scope="col">"From"</th><th scope="col">"It says"</th><th scope="col">"Because"</th><th scope="col"><span class="visually-hidden">"Go there"</span></th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="muted small-text" hidden=holds(move || more == 0)>{format!("And {more} before these.")}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_over_other_metrics_watches_what_is_late_or_refused() {
        let watched = |names: &[&str]| {
            let mut alarm = Alarm::first();
            alarm.watch(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
            (alarm.metric, alarm.threshold)
        };
        let of_delivery_stream = ["IncomingRecords", "ThrottledRecords", "DeliveryToS3.DataFreshness"];
        assert_eq!(watched(&of_delivery_stream), ("DeliveryToS3.DataFreshness".into(), 900.0));
        assert_eq!(watched(&of_delivery_stream[..2]), ("ThrottledRecords".into(), 0.0));
        assert_eq!(
            watched(&["IncomingBytes", "WriteProvisionedThroughputExceeded"]),
            ("WriteProvisionedThroughputExceeded".into(), 0.0)
        );
        assert_eq!(watched(&["EmptyReceives"]), ("EmptyReceives".into(), 0.0));
    }
}
