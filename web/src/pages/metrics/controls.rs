//! Which metrics are shown, how, and of when.

use leptos::prelude::*;

use super::source::{Metrics, NAMESPACES, Of};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::words;

const MINUTE_SECS: i64 = 60;
/// The end of a stretch that goes on to now.
const OPEN_END: i64 = i32::MAX as i64;
const PERIODS: &[(u32, &str)] = &[(60, "1 minute"), (300, "5 minutes"), (3_600, "1 hour")];
const STATISTICS: &[&str] = &["", "Sum", "Average", "Minimum", "Maximum", "SampleCount"];

/// What the reader chose.
#[derive(Clone, PartialEq)]
pub(super) struct Choice {
    /// The set of dimensions; the first there is unless somebody chose.
    pub(super) of: Option<Of>,
    pub(super) period: u32,
    pub(super) statistic: String,
    /// Seconds since the start; all where there is none.
    pub(super) span: Option<(i64, i64)>,
    pub(super) all: bool,
}

impl Choice {
    pub(super) fn first() -> Self {
        Self { of: None, period: PERIODS[0].0, statistic: String::new(), span: None, all: false }
    }
}

/// A period after "per": `minute`, `5 minutes`.
pub(super) fn period_in_words(secs: u32) -> &'static str {
    let name = PERIODS.iter().find(|period| period.0 == secs).map_or("period", |period| period.1);
    name.strip_prefix("1 ").unwrap_or(name)
}

/// The whole minutes around a stretch.
pub(super) fn whole_minutes(from: i64, to: i64) -> (i64, i64) {
    let from = from.max(0).div_euclid(MINUTE_SECS) * MINUTE_SECS;
    (from, (to + MINUTE_SECS - 1).div_euclid(MINUTE_SECS).max(from / MINUTE_SECS + 1) * MINUTE_SECS)
}

/// Which metrics, how, and of when.
#[component]
pub(super) fn Controls(metrics: RwSignal<Metrics>, choice: RwSignal<Choice>) -> impl IntoView {
    let sets = Memo::new(move |_| metrics.with(|metrics| metrics.keys().cloned().collect::<Vec<_>>()));
    let choose = move |event| {
        let place = dom::value(&event).parse::<usize>().ok();
        let of = place.and_then(|place| sets.with_untracked(|sets| sets.get(place).cloned()));
        choice.update(|choice| choice.of = of);
    };
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
    let open = RwSignal::new(false);
    let range = move || match choice.with(|choice| choice.span) {
        None => "Range".to_owned(),
        Some((from, OPEN_END..)) => format!("From minute {}", from / MINUTE_SECS),
        Some((from, to)) => format!("Minute {} to {}", from / MINUTE_SECS, to / MINUTE_SECS),
    };
    view! {
        <div class="filters metric-filters" role="group" aria-label="What the charts show">
            <div class="field">
                <label for="metrics-of">"Dimensions"</label>
                <select id="metrics-of" class="input select" data-testid="metrics-of" on:change=choose>
                    {move || {
                        let chosen = choice.with_untracked(|choice| choice.of.clone());
                        sets.with(|sets| groups(sets, chosen.as_ref()))
                    }}
                </select>
            </div>
            <div class="field">
                <label for="metrics-statistic">"Statistic"</label>
                <select id="metrics-statistic" class="input select" data-testid="metrics-statistic" on:change=move |event| choice.update(|choice| choice.statistic = dom::value(&event))>
                    {STATISTICS.iter().map(|name| view! { <option value=*name>{if name.is_empty() { "Recommended" } else { name }}</option> }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="metrics-period">"Period"</label>
                <select id="metrics-period" class="input select" data-testid="metrics-period" on:change=move |event| choice.update(|choice| choice.period = dom::value(&event).parse().unwrap_or(60))>
                    {PERIODS.iter().map(|(secs, name)| view! { <option value=secs.to_string()>{*name}</option> }).collect_view()}
                </select>
            </div>
            <button type="button" class="button range-open" data-testid="metrics-range" aria-controls="metrics-range" aria-expanded=words(move || open.get().to_string()) on:click=move |_| open.update(|open| *open = !*open)>
                <span>{words(range)}</span><Icon name="down"/>
            </button>
            <div id="metrics-range" class="range" class:open=open>
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
        </div>
    }
}

/// The sets of dimensions by namespace; of one that has none, nothing. Their values are their places.
fn groups(sets: &[Of], chosen: Option<&Of>) -> AnyView {
    let option = |(place, of): (usize, &Of)| {
        let is_chosen = chosen.map_or(place == 0, |chosen| chosen == of);
        view! { <option value=place.to_string() selected=is_chosen>{in_words(of)}</option> }
    };
    let group = |(number, name): (usize, &&'static str)| {
        let of_group = sets.iter().enumerate().filter(|(_, of)| of.namespace == number);
        let options: Vec<_> = of_group.map(option).collect();
        (!options.is_empty()).then(|| view! { <optgroup label=*name>{options}</optgroup> })
    };
    NAMESPACES.iter().enumerate().filter_map(group).collect_view().into_any()
}

/// `StreamName = clicks`.
fn in_words(of: &Of) -> String {
    let one = |(name, value): &(String, String)| format!("{name} = {value}");
    of.dimensions.iter().map(one).collect::<Vec<_>>().join(", ")
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
    fn periods_follow_a_per() {
        assert_eq!([60, 300, 3_600].map(period_in_words), ["minute", "5 minutes", "hour"]);
    }
}
