//! The windows as they go by: which rows each took, which one is open, and what came of those that are over.

mod detail;
mod lane;
mod place;

use leptos::prelude::*;

use super::bench::use_bench;
use super::clock::moment;
use crate::ui::dom;
use crate::ui::live::{If, holds, words};
use crate::ui::text;
use detail::Detail;
use lane::Lane;
use place::{Frame, PlacedBy};

/// How much time is shown, in seconds; 0 is as much as the windows ask for.
const SPANS: &[(i64, &str)] = &[
    (0, "As the windows ask"),
    (60, "1 minute"),
    (180, "3 minutes"),
    (600, "10 minutes"),
    (3_600, "1 hour"),
];

/// The section.
#[component]
pub(super) fn Timeline() -> impl IntoView {
    let bench = use_bench();
    let by = RwSignal::new(PlacedBy::Rowtime);
    let span = RwSignal::new(0_i64);
    let frame = Memo::new(move |_| {
        bench.look.with(|look| look.as_ref().map_or(Frame::default(), |look| Frame::of(look, span.get())))
    });
    let count = Memo::new(move |_| bench.look.with(|look| look.as_ref().map_or(0, |look| look.lanes.len())));
    let run = Memo::new(move |_| (count.get(), bench.running.get()));
    let lanes = move || {
        let count = run.with(|(count, _)| *count);
        (0..count).map(|at| view! { <Lane at=at frame=frame by=by/> }).collect_view()
    };
    let ways = PlacedBy::ALL.map(|way| {
        let pressed = words(move || (by.get() == way).to_string());
        let is_missing = holds(move || way == PlacedBy::Event && bench.time.with(String::is_empty));
        view! {
            <button type="button" class="button small" aria-pressed=pressed disabled=is_missing data-testid=format!("sql-by-{}", way.id()) on:click=move |_| by.set(way)>{way.name()}</button>
        }
    });
    let spans =
        SPANS.iter().map(|(seconds, name)| view! { <option value=seconds.to_string()>{*name}</option> });
    view! {
        <section class="card sql-timeline" aria-labelledby="sql-timeline-title">
            <header class="sql-timeline-head">
                <h2 id="sql-timeline-title">"Windows"</h2>
                <If when=holds(move || 0 < count.get())>
                    <Legend/>
                </If>
                <div class="sql-ways" role="group" aria-label="Rows stand at their">{ways.collect_view()}</div>
                <select class="select input sql-span" aria-label="Time shown" data-testid="sql-span" on:change=move |event| span.set(dom::value(&event).parse().unwrap_or(0))>{spans.collect_view()}</select>
            </header>
            <If when=holds(move || count.get() == 0)>
                <p class="muted" data-testid="sql-no-windows">"No clause of this application takes rows together in a window that is drawn here: each row is answered as it comes, or joined with what it finds."</p>
            </If>
            <div class="sql-lanes">{lanes}</div>
            <If when=holds(move || 0 < count.get())>
                <Axis frame=frame/>
                <Detail/>
                <AsTable/>
            </If>
        </section>
    }
}

/// What the signs mean.
#[component]
fn Legend() -> impl IntoView {
    view! {
        <ul class="sql-legend small-text">
            <li><svg width="12" height="12" aria-hidden="true"><circle class="sql-mark" cx="6" cy="6" r="4"/></svg>"row"</li>
            <li><svg width="12" height="12" aria-hidden="true"><circle class="sql-mark late" cx="6" cy="6" r="4"/></svg>"late row"</li>
            <li><svg width="16" height="12" aria-hidden="true"><rect class="sql-window open" x="1" y="1" width="14" height="10" rx="2"/></svg>"open window"</li>
        </ul>
    }
}

/// Moments below the lanes.
#[component]
fn Axis(frame: Memo<Frame>) -> impl IntoView {
    let ticks = move || {
        let frame = frame.get();
        let tick = |at: i64| {
            view! { <span class="num" style=format!("left:{}", text::css_percent(frame.percent(at)))>{moment(at)}</span> }
        };
        frame.ticks().into_iter().map(tick).collect_view()
    };
    view! { <div class="sql-axis" aria-hidden="true">{ticks}</div> }
}

/// The same for those who read rather than look.
#[component]
fn AsTable() -> impl IntoView {
    let bench = use_bench();
    let open = RwSignal::new(false);
    let rows = move || {
        // Nobody reads what is folded.
        let look = if open.get() { bench.look.get() } else { None };
        let lanes = look.iter().flat_map(|look| &look.lanes);
        let rows = lanes.flat_map(|lane| lane.windows.iter().rev().map(move |window| (lane, window)));
        rows.map(|(lane, window)| {
            let late = window.marks.iter().filter(|mark| mark.is_late).count();
            let told = if window.is_open { "open".to_owned() } else { window.told.to_string() };
            view! {
                <tr data-testid="sql-window-row">
                    <td>{format!("{}, {}", lane.kind, lane.pump)}</td><td>{window.key.clone()}</td>
                    <td class="num">{moment(window.from)}</td><td class="num">{window.until.map(moment)}</td>
                    <td class="num">{window.rows}</td><td class="num">{late}</td><td class="num">{told}</td>
                </tr>
            }
        })
        .collect_view()
    };
    view! {
        <details class="sql-as-table" on:toggle=move |_| open.update(|open| *open = !*open)>
            <summary>"Windows as a table"</summary>
            <div class="sql-scroll" tabindex="0" role="region" aria-label="Windows as a table">
                <table class="sql-table">
                    <thead><tr>
                        <th scope="col">"Windows"</th><th scope="col">"Key"</th><th scope="col">"From"</th><th scope="col">"Until"</th>
                        <th scope="col">"Rows"</th><th scope="col">"Late"</th><th scope="col">"Rows told"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
