//! How many records go out in a second: always the same, or by the hour of the week.

use std::ops::Range;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use super::bridge::{Fault, ask_for};
use super::editor::{flag, member};
use super::fields::{button, check, choice, line, wrong};
use super::recipe::{Bench, HOURS, Recipe, use_bench};
use crate::ui::live::words;

const KINDS: &[(&str, &str)] = &[("constant", "The same every second"), ("hours", "By the hour of the week")];
const NAMES: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
/// Days of the week for which hours are set, and the numbers of those days.
const DAYS: &[(&str, &str)] = &[
    ("0-6", "Every day"),
    ("1-5", "Monday to Friday"),
    ("0-0", "Sunday"),
    ("1-1", "Monday"),
    ("2-2", "Tuesday"),
    ("3-3", "Wednesday"),
    ("4-4", "Thursday"),
    ("5-5", "Friday"),
    ("6-6", "Saturday"),
];

/// What is typed before it is set.
#[derive(Clone)]
struct Stretch {
    days: String,
    from: String,
    to: String,
    mean: String,
    deviation: String,
}

/// Hours as a file of the Kinesis Data Generator has them.
#[derive(Deserialize)]
struct Periods {
    means: Vec<f64>,
    deviations: Vec<f64>,
}

/// The rate.
#[component]
pub(super) fn Rate() -> impl IntoView {
    let bench = use_bench();
    let (kind, kind_chosen) = member(
        bench,
        |recipe| if recipe.by_hours { "hours".into() } else { "constant".into() },
        |recipe, kind| recipe.by_hours = kind == "hours",
    );
    let (rate, rate_typed) = member(
        bench,
        |recipe| recipe.per_second.to_string(),
        |recipe, typed| {
            recipe.per_second =
                typed.parse().ok().filter(|rate: &f64| *rate >= 0.0).unwrap_or(recipe.per_second)
        },
    );
    let by_hours = Memo::new(move |_| bench.recipe.with(|recipe| recipe.by_hours));
    view! {
        <div class="console-fields">
            {choice("Rate", "generate-rate-kind", KINDS, kind, kind_chosen)}
            {move || (!by_hours.get()).then(|| line("Records per second", "generate-rate", "number", rate, rate_typed))}
        </div>
        {move || by_hours.get().then(|| view! { <ByHours/> })}
    }
}

/// Mean and deviation for stretches of hours, and the week that they make.
#[component]
fn ByHours() -> impl IntoView {
    let bench = use_bench();
    let text = |text: &str| text.to_owned();
    let stretch = RwSignal::new(Stretch {
        days: text("0-6"),
        from: text("9"),
        to: text("17"),
        mean: text("200"),
        deviation: text("20"),
    });
    let problem = RwSignal::new(String::new());
    let part = move |read: fn(&Stretch) -> &String, write: fn(&mut Stretch, String)| {
        let value = words(move || stretch.with(|stretch| read(stretch).clone()));
        (value, Callback::new(move |typed| stretch.update(|stretch| write(stretch, typed))))
    };
    let days = part(|stretch| &stretch.days, |stretch, typed| stretch.days = typed);
    let from = part(|stretch| &stretch.from, |stretch, typed| stretch.from = typed);
    let to = part(|stretch| &stretch.to, |stretch, typed| stretch.to = typed);
    let mean = part(|stretch| &stretch.mean, |stretch, typed| stretch.mean = typed);
    let deviation = part(|stretch| &stretch.deviation, |stretch, typed| stretch.deviation = typed);
    let (smooth, smooth_set) = flag(bench, |recipe| recipe.smooth, |recipe, on| recipe.smooth = on);
    let set = Callback::new(move |()| match stretch.with_untracked(read) {
        Ok(read) => {
            problem.set(String::new());
            bench.recipe.update(|recipe| write(recipe, &read));
        }
        Err(why) => problem.set(why.into()),
    });
    view! {
        <p class="muted small-text">"Each second draws its count from a normal distribution with the mean and the deviation of its hour, in the virtual week, UTC."</p>
        <div class="console-fields">
            {choice("Days", "generate-days", DAYS, days.0, days.1)}
            {line("From hour", "generate-hour-from", "number", from.0, from.1)}
            {line("Until hour", "generate-hour-to", "number", to.0, to.1)}
            {line("Mean a second", "generate-mean", "number", mean.0, mean.1)}
            {line("Deviation", "generate-deviation", "number", deviation.0, deviation.1)}
        </div>
        <div class="button-row">
            {button("Set these hours", "generate-hours-set", set)}
            {button("Import periods from KDG", "generate-periods", Callback::new(move |()| import(bench, problem)))}
            {check("Pass smoothly from hour to hour", "generate-smooth", smooth, smooth_set)}
        </div>
        {wrong("generate-hours-problem", problem.into())}
        <Week/>
    }
}

/// Days, hours, mean and deviation that were typed.
type Read = (Range<usize>, Range<usize>, f64, f64);

fn read(stretch: &Stretch) -> Result<Read, &'static str> {
    let (first, last) = stretch.days.split_once('-').ok_or("Choose days.")?;
    let day = |text: &str| text.parse::<usize>().map_err(|_| "Choose days.");
    let hour = |text: &str| text.trim().parse::<usize>().ok().filter(|hour| *hour <= 24);
    let (Some(from), Some(to)) = (hour(&stretch.from), hour(&stretch.to)) else {
        return Err("Hours are whole numbers from 0 to 24.");
    };
    if to <= from {
        return Err("The stretch ends after it begins: from 22 until 24, for example.");
    }
    let number = |text: &str| text.trim().parse().ok().filter(|number: &f64| (0.0..=1e6).contains(number));
    let (Some(mean), Some(deviation)) = (number(&stretch.mean), number(&stretch.deviation)) else {
        return Err("Mean and deviation are numbers from 0 to 1,000,000.");
    };
    Ok((day(first)?..day(last)? + 1, from..to, mean, deviation))
}

fn write(recipe: &mut Recipe, (days, hours, mean, deviation): &Read) {
    for hour in days.clone().flat_map(|day| hours.clone().map(move |hour| day * 24 + hour)) {
        recipe.means[hour] = *mean;
        recipe.deviations[hour] = *deviation;
    }
}

fn import(bench: Bench, problem: RwSignal<String>) {
    spawn_local(async move {
        match read_periods().await {
            Ok(None) => {}
            Ok(Some(periods)) if periods.means.len() == HOURS && periods.deviations.len() == HOURS => {
                bench
                    .recipe
                    .update(|recipe| (recipe.means, recipe.deviations) = (periods.means, periods.deviations));
            }
            Ok(Some(_)) => problem.set("A week has 168 hours; this file has other ones.".into()),
            Err(fault) => problem.set(fault.message),
        }
    });
}

async fn read_periods() -> Result<Option<Periods>, Fault> {
    match ask_for::<Option<String>>("pick", &json!({})).await? {
        Some(text) => ask_for("importPeriods", &json!({ "text": text })).await.map(Some),
        None => Ok(None),
    }
}

/// The week as a table.
#[component]
fn Week() -> impl IntoView {
    let bench = use_bench();
    let rows = move || {
        let (means, deviations) =
            bench.recipe.with(|recipe| (recipe.means.clone(), recipe.deviations.clone()));
        NAMES
            .iter()
            .enumerate()
            .map(|(day, name)| {
                let cells = (day * 24..day * 24 + 24)
                    .map(|hour| view! { <td>{format!("{} \u{b1}{}", means[hour], deviations[hour])}</td> });
                view! { <tr><th scope="row">{*name}</th>{cells.collect_view()}</tr> }
            })
            .collect_view()
    };
    let hours = (0..24).map(|hour| view! { <th scope="col">{hour}</th> });
    view! {
        <div class="console-week" tabindex="0" role="region" aria-label="The week by hour">
            <table data-testid="generate-week">
                <caption class="visually-hidden">"Mean and deviation of the records a second, by day and hour"</caption>
                <thead><tr><th scope="col">"Hour"</th>{hours.collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(days: &str, from: &str, to: &str) -> Stretch {
        Stretch {
            days: days.into(),
            from: from.into(),
            to: to.into(),
            mean: "7".into(),
            deviation: "1".into(),
        }
    }

    #[test]
    fn a_stretch_sets_its_hours_and_no_others() {
        let mut recipe = Recipe::default();
        write(&mut recipe, &read(&stretch("1-5", "9", "17")).unwrap());
        let set: Vec<_> = (0..HOURS).filter(|&hour| recipe.means[hour] == 7.0).collect();
        assert_eq!(set.len(), 5 * 8);
        assert_eq!((set[0], set[39]), (24 + 9, 5 * 24 + 16));
    }

    #[test]
    fn a_stretch_ends_after_it_begins_and_with_the_day() {
        assert!(read(&stretch("0-0", "0", "24")).is_ok());
        for (from, to) in [("9", "9"), ("9", "8"), ("0", "25"), ("x", "3")] {
            assert!(read(&stretch("0-0", from, to)).is_err(), "{from} {to}");
        }
    }
}
