//! One clause with its windows: drawn as one text of SVG, because rows are many, with the results above it as buttons.

use kinetoscope::analytics::rehearsal::{LaneView, WindowView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::place::{self, Frame, PlacedBy};
use crate::pages::sql::bench::{Bench, use_bench};
use crate::pages::sql::clock::moment;
use crate::ui::live::{List, words};
use crate::ui::text;

/// Windows narrower than this part of the width have no room for a result on them.
const RESULT_MIN: f64 = 4.0;

/// A lane.
#[component]
pub(super) fn Lane(at: usize, frame: Memo<Frame>, by: RwSignal<PlacedBy>) -> impl IntoView {
    let bench = use_bench();
    let lane = Memo::new(move |_| bench.look.with(|look| look.as_ref()?.lanes.get(at).cloned()));
    let with = move |read: &dyn Fn(&LaneView) -> String| {
        lane.with(|lane| lane.as_ref().map(read).unwrap_or_default())
    };
    let lines = Memo::new(move |_| {
        lane.with(|lane| lane.as_ref().map(|lane| place::lines(lane, &frame.get())).unwrap_or_default())
    });
    let marks = Memo::new(move |_| {
        let (frame, lines) = (frame.get(), lines.get());
        lane.with(|lane| {
            lane.as_ref().map(|lane| place::marks(lane, &frame, by.get(), &lines)).unwrap_or_default()
        })
    });
    let picture = words(move || {
        let (frame, lines) = (frame.get(), lines.get());
        lane.with(|lane| {
            let lane = lane.as_ref()?;
            let mut svg = String::new();
            draw_windows(lane, &frame, &lines, &mut svg);
            draw_chosen(bench, at, &frame, &lines, &mut svg);
            draw_marks(bench, at, &marks.get(), &mut svg);
            draw_now(&frame, &lines, &mut svg);
            Some(svg)
        })
    });
    let height = words(move || format!("{}px", place::height(&lines.get())));
    let choose = move |event: web_sys::MouseEvent| {
        let Some(area) = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) else {
            return;
        };
        let rect = area.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top());
        let width = rect.width().max(1.0);
        if let Some(mark) = place::nearest(&marks.get_untracked(), x * 100.0 / width, y, width) {
            bench.chosen.set(Some((at, mark.window, mark.mark)));
        }
    };
    let newest = move |_| {
        let newest = marks.with_untracked(|marks| marks.last().copied());
        bench.chosen.set(newest.map(|mark| (at, mark.window, mark.mark)));
    };
    let ended = Memo::new(move |_| {
        let frame = frame.get();
        lane.with(|lane| {
            let windows = lane.iter().flat_map(|lane| place::windows(lane, &frame));
            let is_told = |window: &&WindowView| {
                !window.is_open && window.until.is_some_and(|until| frame.from <= until)
            };
            let keys = windows.filter(is_told).map(|window| window.number.to_string());
            keys.collect::<Vec<_>>()
        })
    });
    let result =
        move |number: String| view! { <Result lane=lane frame=frame lines=lines number=number/> }.into_any();
    let names = move || {
        let name = |(line, key): (usize, String)| {
            view! { <span class="sql-line" style=format!("--line:{line}")>{key}</span> }
        };
        lines.get().into_iter().enumerate().map(name).collect_view()
    };
    view! {
        <figure class="sql-lane" data-testid="sql-lane">
            <figcaption>
                <span><strong data-testid="sql-lane-kind">{words(move || with(&|lane| lane.kind.clone()))}</strong>" "<span class="muted">{words(move || with(&|lane| format!("{}; pump {} into {}", lane.about, lane.pump, lane.into)))}</span></span>
                <button type="button" class="button quiet small" data-testid="sql-explain" disabled=move || marks.with(Vec::is_empty) on:click=newest>"Explain its newest row"</button>
            </figcaption>
            <div class="sql-lane-area" style:height=height data-testid="sql-lane-area" on:click=choose>
                <svg role="img" width="100%" height="100%" aria-label=words(move || with(&said)) inner_html=picture></svg>
                {names}
                <List keys=ended.into() row=Callback::new(result)/>
            </div>
        </figure>
    }
}

/// What came of a window that is over: it leads to the rows.
#[component]
fn Result(
    lane: Memo<Option<LaneView>>,
    frame: Memo<Frame>,
    lines: Memo<Vec<String>>,
    number: String,
) -> impl IntoView {
    let bench = use_bench();
    let number: u64 = number.parse().unwrap_or_default();
    let with = move |read: &dyn Fn(&WindowView) -> String| {
        lane.with(|lane| {
            let window = lane.as_ref()?.windows.iter().find(|window| window.number == number)?;
            Some(read(window))
        })
        .unwrap_or_default()
    };
    let style = words(move || {
        let (frame, lines) = (frame.get(), lines.get());
        with(&|window| {
            let (top, height) = place::band(window, &lines).unwrap_or((-100.0, 0.0));
            let end = frame.percent(window.until.unwrap_or(window.from));
            let wide = end - frame.percent(window.from);
            let shown = if RESULT_MIN <= wide && top >= 0.0 { "" } else { "display:none;" };
            format!("{shown}right:{};top:{}px;height:{height}px", text::css_percent(100.0 - end), top)
        })
    });
    let label = words(move || {
        with(&|window| {
            format!(
                "{} at {}: show them",
                text::plural(window.told as usize, "row"),
                window.until.map(moment).unwrap_or_default()
            )
        })
    });
    let told = words(move || with(&|window| window.told.to_string()));
    let show = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        let found = lane.with_untracked(|lane| {
            let lane = lane.as_ref()?;
            let window = lane.windows.iter().find(|window| window.number == number)?;
            Some((lane.into.clone(), window.until?))
        });
        show_rows(bench, found);
    };
    view! {
        <button type="button" class="sql-result" style=style aria-label=label title=label data-testid="sql-result" on:click=show>
            <span>{told}</span>
        </button>
    }
}

/// Marks rows of a stream, and brings its table into sight.
pub(super) fn show_rows(bench: Bench, rows: Option<(String, i64)>) {
    if let Some((stream, _)) = &rows {
        let id = format!("sql-rows-{}", stream.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        request_animation_frame(move || crate::ui::dom::nearest(&id));
    }
    bench.linked.set(rows);
}

/// The lane in words.
fn said(lane: &LaneView) -> String {
    let over = lane.windows.iter().filter(|window| !window.is_open).count();
    let open = lane.windows.iter().filter(|window| window.is_open);
    let late = lane.windows.iter().flat_map(|window| &window.marks).filter(|mark| mark.is_late).count();
    let open: Vec<String> = open
        .map(|window| {
            let key = if window.key.is_empty() { String::new() } else { format!(" of {}", window.key) };
            format!("{key} from {} with {}", moment(window.from), text::plural(window.rows as usize, "row"))
        })
        .collect();
    let open = if open.is_empty() { "none is open".to_owned() } else { format!("open{}", open.join(",")) };
    format!("{} windows: {over} over, {open}; {late} of the rows late", lane.kind)
}

fn draw_windows(lane: &LaneView, frame: &Frame, lines: &[String], svg: &mut String) {
    for window in place::windows(lane, frame) {
        let Some((top, height)) = place::band(window, lines) else { continue };
        let until = window.until.unwrap_or(frame.now);
        let state = if window.is_open { "open" } else { "over" };
        draw_band(state, (window.from, until), (top, height), frame, svg);
    }
}

fn draw_band(
    class: &str,
    (from, until): (i64, i64),
    (top, height): (f64, f64),
    frame: &Frame,
    svg: &mut String,
) {
    let (from, until) = (frame.percent(from).max(-1.0), frame.percent(until).min(101.0));
    if from < until {
        *svg += &format!(
            "<rect class=\"sql-window {class}\" x=\"{from:.3}%\" y=\"{top}\" width=\"{:.3}%\" height=\"{height}\" rx=\"3\"/>",
            until - from
        );
    }
}

/// The window of the row that is explained.
fn draw_chosen(bench: Bench, at: usize, frame: &Frame, lines: &[String], svg: &mut String) {
    let chosen = bench.chosen.get().filter(|(lane, _, _)| *lane == at);
    let (Some((_, number, _)), Some(explained)) = (chosen, bench.explained.get()) else { return };
    let place = bench.look.with(|look| {
        let lane = look.as_ref()?.lanes.get(at)?;
        let window = lane.windows.iter().find(|window| window.number == number)?;
        place::band(window, lines)
    });
    if let Some(place) = place {
        draw_band("chosen", (explained.from, explained.until.unwrap_or(frame.now)), place, frame, svg);
    }
}

fn draw_marks(bench: Bench, at: usize, marks: &[place::Placed], svg: &mut String) {
    let chosen = bench.chosen.get();
    for mark in marks {
        let is_chosen = chosen == Some((at, mark.window, mark.mark));
        let late = if mark.is_late { " late" } else { "" };
        let (class, radius) = if is_chosen { (" chosen", 6) } else { ("", 4) };
        *svg += &format!(
            "<circle class=\"sql-mark{late}{class}\" cx=\"{:.3}%\" cy=\"{:.1}\" r=\"{radius}\"/>",
            mark.x, mark.y
        );
    }
}

/// The clock.
fn draw_now(frame: &Frame, lines: &[String], svg: &mut String) {
    let (x, height) = (frame.percent(frame.now), place::height(lines));
    *svg += &format!("<line class=\"sql-now-line\" x1=\"{x:.3}%\" x2=\"{x:.3}%\" y1=\"0\" y2=\"{height}\"/>");
}
