//! What a chart shows, in numbers above it and in words for whoever does not see it.

use leptos::prelude::*;

use super::{Plot, Series, Speech};
use crate::ui::text;

/// The least of the values that are over, the greatest and the last.
struct Extent {
    least: f64,
    most: f64,
    last: f64,
    count: usize,
}

impl Extent {
    fn of(plot: &Plot, series: &Series) -> Option<Self> {
        let over = || series.points.iter().filter(|point| !plot.is_open(point.0)).map(|point| point.1);
        let last = over().next_back()?;
        let (least, most) = (over().fold(f64::MAX, f64::min), over().fold(f64::MIN, f64::max));
        Some(Self { least, most, last, count: over().count() })
    }
}

/// What the running part has come to.
fn open_value(plot: &Plot, series: &Series) -> Option<f64> {
    series.points.iter().rfind(|point| plot.is_open(point.0)).map(|point| point.1)
}

/// A part for each series: its sample and name where there are several, and its values, at one place or in short.
pub(super) fn strip(plot: &Plot, at: Option<f64>, speech: Speech) -> AnyView {
    let several = 1 < plot.series.len();
    let one = |(number, series): (usize, &Series)| {
        let sample = several.then(|| {
            view! {
                <svg width="28" height="8" viewBox="0 0 28 8" aria-hidden="true"><path class=format!("chart-line line-{}", number % 4) d="M1 4h26"></path></svg>
                <span class="chart-name">{series.name.clone()}</span>
            }
        });
        let values = match at {
            Some(at) => value_at(plot, series, at, speech),
            None if speech.sums_up => in_short(plot, series, speech),
            None => ().into_any(),
        };
        view! { <li>{sample}{values}</li> }
    };
    let when = at.map(|at| view! { <li class="muted">{(speech.x)(at)}</li> });
    view! { {when}{plot.series.iter().enumerate().map(one).collect_view()} }.into_any()
}

fn value_at(plot: &Plot, series: &Series, at: f64, speech: Speech) -> AnyView {
    let value = series.points.iter().find(|point| point.0 == at).map(|point| (speech.y)(point.1));
    let open = plot.is_open(at).then_some("so far");
    view! { <strong>{value.unwrap_or_else(|| "\u{2013}".into())}</strong> <span class="muted">{open}</span> }
        .into_any()
}

fn in_short(plot: &Plot, series: &Series, speech: Speech) -> AnyView {
    let over = Extent::of(plot, series).map(|Extent { least, most, last, .. }| {
        let [least, most, last] = [least, most, last].map(speech.y);
        view! {
            <span><strong>{last}</strong>" last"</span>
            <span class="muted">{if least == most { "always the same".to_owned() } else { format!("{least} to {most}") }}</span>
        }
    });
    let open = open_value(plot, series).map(|value| {
        view! { <span class="muted chart-so-far">{(speech.y)(value)}" in "{plot.open_name.clone()}</span> }
    });
    view! { {over}{open} }.into_any()
}

/// The values of one place in words.
pub(super) fn told_at(plot: &Plot, at: f64, speech: Speech) -> String {
    let value = |series: &Series| {
        let (_, value) = *series.points.iter().find(|point| point.0 == at)?;
        let name = if plot.series.len() < 2 { String::new() } else { format!("{} ", series.name) };
        Some(format!("{name}{}", (speech.y)(value)))
    };
    let values: Vec<_> = plot.series.iter().filter_map(value).collect();
    format!("{}: {}", (speech.x)(at), values.join(", "))
}

/// All of it in words.
pub(super) fn summary(plot: &Plot, speech: Speech) -> String {
    let one = |series: &Series| {
        let open = open_value(plot, series);
        let open = open.map(|value| format!(" {} in {}.", (speech.y)(value), plot.open_name));
        let open = open.unwrap_or_default();
        let Some(Extent { least, most, last, count }) = Extent::of(plot, series) else {
            return Some(open.trim().to_owned()).filter(|open| !open.is_empty());
        };
        let name = if plot.series.len() < 2 { String::new() } else { format!("{}: ", series.name) };
        let [least, most, last] = [least, most, last].map(speech.y);
        Some(format!(
            "{name}{}, lowest {least}, highest {most}, last {last}.{open}",
            text::plural(count, "value")
        ))
    };
    let mut told: Vec<_> = plot.series.iter().filter_map(one).collect();
    if told.is_empty() {
        return "No values in this stretch.".into();
    }
    if !plot.stretches.is_empty() {
        let each: Vec<_> = plot
            .stretches
            .iter()
            .map(|&(from, to)| format!("{} to {}", (speech.x)(from), (speech.x)(to)))
            .collect();
        told.push(format!("{}: {}.", plot.stretches_name, each.join(", ")));
    }
    told.extend(plot.lines.iter().map(|line| format!("Line: {}.", line.name)));
    told.join(" ")
}
