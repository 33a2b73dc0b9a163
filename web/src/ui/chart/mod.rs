//! Lines over something that grows, with the bounds that they must not pass, and the same values as a table.
//!
//! The lines are an SVG that is stretched to its place; all text beside them is HTML, so it keeps its size on any screen.

mod scale;
mod told;

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use crate::ui::live::words;
use scale::Scale;
use told::{strip, summary, told_at};

/// How long a side of the picture is, in its own units.
const SIDE: f64 = 1_000.0;
/// Where the foot of the picture begins, in percent of its height.
const FOOT: f64 = 85.0;
/// Where the name of a bound may begin, as a share of the width, and how high it is, as one of the height.
const NAMED_FROM: f64 = 0.3;
const NAME_HIGH: f64 = 0.12;

/// Numbers as words: one function for each axis.
pub(crate) type Format = fn(f64) -> String;

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Series {
    pub(crate) name: String,
    /// In rising order; what lies further apart than [`Plot::gap`] is not joined.
    pub(crate) points: Vec<(f64, f64)>,
}

/// A bound, drawn across and named.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// What it is, with its value: it may lie above the picture.
    pub(crate) name: String,
    pub(crate) at: f64,
}

/// What a chart shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plot {
    pub(crate) series: Vec<Series>,
    pub(crate) lines: Vec<Line>,
    /// Stretches that stand out, and what they are.
    pub(crate) stretches: Vec<(f64, f64)>,
    pub(crate) stretches_name: &'static str,
    /// Values from here on are of something that is not over, and what that is.
    pub(crate) open_from: Option<f64>,
    pub(crate) open_name: String,
    /// From where to where it goes.
    pub(crate) span: (f64, f64),
    pub(crate) gap: f64,
}

impl Plot {
    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.series.iter().flat_map(|series| series.points.iter().copied())
    }

    /// All places with a value, in order.
    fn places(&self) -> Vec<f64> {
        let mut places: Vec<_> = self.points().map(|(x, _)| x).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        places
    }

    /// Whether more values lie where the name of a bound would stand below its line than above: towards the right.
    fn is_crowded_below(&self, x: Scale, y: Scale, bound: f64) -> bool {
        let near =
            self.points().filter(|point| NAMED_FROM < x.share(point.0)).map(|(_, at)| y.share(at) - bound);
        let (below, above): (Vec<_>, Vec<_>) =
            near.filter(|off| off.abs() < NAME_HIGH).partition(|off| *off <= 0.0);
        above.len() < below.len()
    }

    fn is_open(&self, at: f64) -> bool {
        self.open_from.is_some_and(|from| from <= at)
    }

    /// The greatest value; a bound is shown where the values come near it.
    fn top(&self) -> f64 {
        let most = self.points().map(|(_, y)| y).fold(0.0, f64::max);
        let near = self.lines.iter().map(|line| line.at).filter(|&at| at <= 4.0 * most);
        near.fold(most, f64::max)
    }
}

/// How a chart speaks.
#[derive(Clone, Copy)]
pub(crate) struct Speech {
    /// What stands along the foot.
    pub(crate) x_name: &'static str,
    pub(crate) x: Format,
    /// How far apart the marks of the foot may be, rising; round numbers beyond.
    pub(crate) x_steps: &'static [f64],
    pub(crate) y: Format,
    /// The same, short, for beside the axis.
    pub(crate) tick: Format,
    /// Whether the last value, the least and the greatest say something.
    pub(crate) sums_up: bool,
}

/// A chart with its table.
#[component]
pub(crate) fn Chart(
    /// Names its parts.
    #[prop(into)]
    id: String,
    /// What it shows.
    #[prop(into)]
    title: String,
    plot: Signal<Plot>,
    speech: Speech,
    /// The place that is pointed at, which several charts may share.
    pointed: RwSignal<Option<f64>>,
    /// What to do with a stretch that was drawn over.
    #[prop(optional)]
    brush: Option<Callback<(f64, f64)>>,
) -> AnyView {
    let scales =
        Memo::new(move |_| plot.with(|plot| (Scale::of(plot.span.0, plot.span.1), Scale::up_to(plot.top()))));
    let nearest = Memo::new(move |_| {
        let at = pointed.get()?;
        plot.with(|plot| plot.places().into_iter().min_by(|a, b| (a - at).abs().total_cmp(&(b - at).abs())))
    });
    let parts = Parts { plot, speech, pointed, nearest, scales, brush };
    let heading = title.clone();
    view! {
        <figure class="chart" data-testid=format!("chart-{id}") aria-label=title>
            <figcaption class="visually-hidden" id=format!("chart-{id}-told") data-testid=format!("chart-{id}-told")>
                {words(move || plot.with(|plot| summary(plot, speech)))}
            </figcaption>
            <ul class="chart-strip" data-testid=format!("chart-{id}-strip")>{move || plot.with(|plot| strip(plot, nearest.get(), speech))}</ul>
            <div class="chart-body">
                {beyond(plot, scales)}
                {y_axis(scales, speech)}
                {parts.area(&id, &heading)}
                {x_axis(scales, speech)}
            </div>
            <details class="as-code">
                <summary data-testid=format!("chart-{id}-as-table")>"Values as a table"</summary>
                {move || plot.with(|plot| table(plot, speech, &heading))}
            </details>
        </figure>
    }
    .into_any()
}

fn y_axis(scales: Memo<(Scale, Scale)>, speech: Speech) -> AnyView {
    let ticks = move || {
        let (_, y) = scales.get();
        let tick = |at: f64| view! { <span style=format!("bottom:{:.2}%", y.share(at) * 100.0)>{(speech.tick)(at)}</span> };
        y.ticks().into_iter().map(tick).collect_view()
    };
    view! { <div class="chart-y" aria-hidden="true">{ticks}</div> }.into_any()
}

/// The bounds that lie above the picture, which have no line in it.
fn beyond(plot: Signal<Plot>, scales: Memo<(Scale, Scale)>) -> AnyView {
    let names = move || {
        let (_, y) = scales.get();
        let name = |line: &Line| {
            view! { <li>{format!("\u{2191} {}", line.name)}</li> }
        };
        plot.with(|plot| plot.lines.iter().filter(|line| !y.holds(line.at)).map(name).collect_view())
    };
    view! { <ul class="chart-beyond" aria-hidden="true">{names}</ul> }.into_any()
}

fn x_axis(scales: Memo<(Scale, Scale)>, speech: Speech) -> AnyView {
    let ticks = move || {
        let (x, _) = scales.get();
        let tick = |at: f64| {
            let percent = x.share(at) * 100.0;
            // The first begins with the axis and the last ends with it, so that none is cut off.
            let style = format!("left:{percent:.2}%;transform:translateX(-{percent:.2}%)");
            view! { <span style=style>{(speech.x)(at)}</span> }
        };
        x.ticks_by(speech.x_steps).into_iter().map(tick).collect_view()
    };
    view! { <div class="chart-x" aria-hidden="true">{ticks}</div> }.into_any()
}

#[derive(Clone, Copy)]
struct Parts {
    plot: Signal<Plot>,
    speech: Speech,
    pointed: RwSignal<Option<f64>>,
    nearest: Memo<Option<f64>>,
    scales: Memo<(Scale, Scale)>,
    brush: Option<Callback<(f64, f64)>>,
}

impl Parts {
    /// The lines, the pointer, and what is drawn over.
    fn area(self, id: &str, title: &str) -> AnyView {
        let Self { plot, speech, pointed, nearest, scales, brush } = self;
        let area = NodeRef::<Div>::new();
        let drawn_from = RwSignal::new(None::<f64>);
        let place = move |event: &PointerEvent| {
            let bounds = area.get_untracked()?.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0);
            Some(scales.get_untracked().0.at(share.clamp(0.0, 1.0)))
        };
        let press = move |event: PointerEvent| {
            if event.button() == 0 && brush.is_some() {
                drawn_from.set(place(&event));
            }
        };
        let release = move |event: PointerEvent| {
            let Some(from) = drawn_from.get_untracked() else { return };
            drawn_from.set(None);
            let (Some(to), Some(brush)) = (place(&event), brush) else { return };
            let span = plot.with_untracked(|plot| plot.span.1 - plot.span.0);
            if 0.02 * span < (to - from).abs() {
                brush.run((from.min(to), from.max(to)));
            }
        };
        let step = move |event: KeyboardEvent| {
            let places = plot.with_untracked(Plot::places);
            let last = places.len().saturating_sub(1);
            let now = nearest.get_untracked().and_then(|at| places.iter().position(|&place| place == at));
            let next = match (event.key().as_str(), now) {
                ("ArrowRight" | "ArrowUp", now) => now.map_or(0, |now| (now + 1).min(last)),
                ("ArrowLeft" | "ArrowDown", now) => now.map_or(last, |now| now.saturating_sub(1)),
                ("Home", _) => 0,
                ("End", _) => last,
                _ => return,
            };
            event.prevent_default();
            pointed.set(places.get(next).copied());
        };
        let left = move |at: f64| format!("left:{:.2}%", scales.get().0.share(at) * 100.0);
        let over = move || {
            let (from, to) = (drawn_from.get()?, pointed.get()?);
            let (x, _) = scales.get();
            let (from, to) = (x.share(from.min(to)), x.share(from.max(to)));
            let style = format!("left:{:.2}%;width:{:.2}%", from * 100.0, (to - from) * 100.0);
            Some(view! { <div class="chart-over" style=style></div> })
        };
        view! {
            <div
                node_ref=area
                class="chart-area"
                tabindex="0"
                role="slider"
                aria-label=format!("Point at a value of {title}")
                aria-describedby=format!("chart-{id}-told")
                aria-valuemin="0"
                aria-valuemax=words(move || plot.with(|plot| plot.places().len().saturating_sub(1)).to_string())
                aria-valuenow=words(move || {
                    let at = nearest.get().and_then(|at| plot.with(|plot| plot.places().iter().position(|&place| place == at)));
                    at.unwrap_or(0).to_string()
                })
                aria-valuetext=words(move || nearest.get().map(|at| plot.with(|plot| told_at(plot, at, speech))))
                data-testid=format!("chart-{id}-area")
                on:pointermove=move |event| pointed.set(place(&event))
                on:pointerleave=move |_| {
                    pointed.set(None);
                    drawn_from.set(None);
                }
                on:pointerdown=press
                on:pointerup=release
                on:keydown=step
            >
                {move || {
                    let (x, y) = scales.get();
                    plot.with(|plot| picture(plot, x, y))
                }}
                {move || nearest.get().map(|at| view! { <div class="chart-at" style=left(at)></div> })}
                {over}
            </div>
        }
        .into_any()
    }
}

/// Lines, bounds and rules.
fn picture(plot: &Plot, x: Scale, y: Scale) -> AnyView {
    let place = |(at, value): (f64, f64)| (x.share(at) * SIDE, SIDE - y.share(value) * SIDE);
    let rules: String =
        y.ticks().into_iter().map(|at| format!("M0 {:.1}h{SIDE}", SIDE - y.share(at) * SIDE)).collect();
    let lines = plot.series.iter().enumerate().map(|(number, series)| {
        let (mut line, mut open, mut dots, mut before) = (String::new(), String::new(), String::new(), None);
        for &point in &series.points {
            let (left, top) = place(point);
            // What is not over would look like a fall.
            if plot.is_open(point.0) {
                open.push_str(&format!("M{left:.1} {top:.1}h0"));
                continue;
            }
            let joined = before.is_some_and(|before| point.0 - before <= plot.gap);
            line.push_str(&format!("{}{left:.1} {top:.1}", if joined { 'L' } else { 'M' }));
            dots.push_str(&format!("M{left:.1} {top:.1}h0"));
            before = Some(point.0);
        }
        // Many dots are a line already.
        let dots = if series.points.len() <= 30 { dots } else { String::new() };
        let class = |kind: &str| format!("chart-{kind} line-{}", number % 4);
        view! {
            <path class=class("line") d=line></path>
            <path class=class("dots") d=dots></path>
            <path class=class("open") d=open.clone()></path>
            <path class="chart-hole" d=open></path>
        }
    });
    let stretches: String = plot
        .stretches
        .iter()
        .filter(|(from, to)| x.share(*from) < x.share(*to))
        .map(|&(from, to)| {
            format!(
                "M{:.1} 0H{:.1}V{SIDE}H{:.1}z",
                x.share(from) * SIDE,
                x.share(to) * SIDE,
                x.share(from) * SIDE
            )
        })
        .collect();
    let first = plot.stretches.iter().map(|(from, to)| x.share(*from).min(x.share(*to))).find(|&at| at < 1.0);
    let stretch = first.map(|at| {
        view! { <span class="chart-stretch" style=format!("left:{:.2}%", at * 100.0)>{plot.stretches_name}</span> }
    });
    let bounds: Vec<&Line> = plot.lines.iter().filter(|line| y.holds(line.at)).collect();
    let marks = bounds.iter().map(|line| {
        let share = y.share(line.at);
        // Near the foot there is room only above the line.
        let above = FOOT < 100.0 - share * 100.0 || plot.is_crowded_below(x, y, share);
        let class = if above { "chart-bound above" } else { "chart-bound" };
        view! { <span class=class style=format!("top:{:.2}%", 100.0 - share * 100.0)>{line.name.clone()}</span> }
    });
    let across: String =
        bounds.iter().map(|line| format!("M0 {:.1}h{SIDE}", SIDE - y.share(line.at) * SIDE)).collect();
    view! {
        <svg viewBox=format!("0 0 {SIDE} {SIDE}") preserveAspectRatio="none" aria-hidden="true">
            <path class="chart-stretches" d=stretches></path>
            <path class="chart-rules" d=rules></path>
            <path class="chart-across" d=across></path>
            {lines.collect_view()}
        </svg>
        {stretch}
        {marks.collect_view()}
    }
    .into_any()
}

fn table(plot: &Plot, speech: Speech, title: &str) -> AnyView {
    let row = |at: f64| {
        let cell = |series: &Series| {
            let value = series.points.iter().find(|point| point.0 == at).map(|point| (speech.y)(point.1));
            view! { <td class="num">{value.unwrap_or_else(|| "\u{2013}".into())}</td> }
        };
        let cells = plot.series.iter().map(cell).collect_view();
        let open = plot.is_open(at).then_some(" (so far)");
        view! { <tr><th scope="row" class="num">{(speech.x)(at)}{open}</th>{cells}</tr> }
    };
    let heads = plot.series.iter().map(|series| view! { <th scope="col">{series.name.clone()}</th> });
    view! {
        <div class="chart-table" tabindex="0" role="region" aria-label=format!("Values of {title}")>
            <table>
                <thead><tr><th scope="col">{speech.x_name}</th>{heads.collect_view()}</tr></thead>
                <tbody>{plot.places().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEECH: Speech = Speech {
        x_name: "Time",
        x: |at| format!("{at} s"),
        x_steps: &[],
        y: |value| format!("{value}"),
        tick: |value| format!("{value}"),
        sums_up: true,
    };

    fn plot(points: &[(f64, f64)], bound: f64) -> Plot {
        let series = vec![Series { name: "a".into(), points: points.to_vec() }];
        Plot {
            series,
            lines: vec![Line { name: format!("most: {bound}"), at: bound }],
            span: (0.0, 9.0),
            gap: 1.0,
            ..Plot::default()
        }
    }

    #[test]
    fn a_chart_can_be_told_in_words() {
        let shown = plot(&[(0.0, 4.0), (1.0, 2.0)], 5.0);
        assert_eq!(summary(&shown, SPEECH), "2 values, lowest 2, highest 4, last 2. Line: most: 5.");
        assert_eq!(told_at(&shown, 1.0, SPEECH), "1 s: 2");
        assert_eq!(summary(&plot(&[], 5.0), SPEECH), "No values in this stretch.");
        let runs = Plot { open_from: Some(1.0), open_name: "minute 1".into(), ..shown };
        let told = "1 value, lowest 4, highest 4, last 4. 2 in minute 1. Line: most: 5.";
        assert_eq!(summary(&runs, SPEECH), told);
    }

    #[test]
    fn the_name_of_a_bound_stands_where_the_line_is_not() {
        let crowded = |value: f64| {
            let plot = plot(&[(2.0, 1.0), (6.0, value), (8.0, value)], 5.0);
            plot.is_crowded_below(Scale::of(0.0, 9.0), Scale::up_to(10.0), 0.5)
        };
        assert_eq!([4.5, 5.5, 1.0].map(crowded), [true, false, false]);
    }

    #[test]
    fn a_bound_far_above_the_values_does_not_press_them_flat() {
        assert_eq!((plot(&[(0.0, 4.0)], 5.0).top(), plot(&[(0.0, 4.0)], 500.0).top()), (5.0, 4.0));
    }
}
