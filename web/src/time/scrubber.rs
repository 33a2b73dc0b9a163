//! The line of time: where one is, how far one has been, and moments worth going to.

use kinetoscope::world::session::{Density, Mark, MarkKind};
use leptos::html::Div;
use leptos::prelude::*;

use crate::store::{SECOND_US, use_store};
use crate::ui::live::words;
use crate::ui::text;

/// The line is at least this long.
const SPAN_MIN_US: u64 = 60 * SECOND_US;
/// Marks closer than this share of the line are one.
const MARK_STEPS: u64 = 250;

/// The scrubber.
#[component]
pub(super) fn Scrubber() -> impl IntoView {
    let store = use_store();
    let track = NodeRef::<Div>::new();
    let dragging = RwSignal::new(false);
    let span = Memo::new(move |_| round_span(store.furthest_us.get()));
    let share = move |us: u64| us as f64 / span.get() as f64 * 100.0;
    let go = move |x: i32| {
        let Some(track) = track.get_untracked() else { return };
        let bounds = track.get_bounding_client_rect();
        let at = ((f64::from(x) - bounds.left()) / bounds.width().max(1.0)).clamp(0.0, 1.0);
        let reached = store.furthest_us.get_untracked();
        store.seek(((at * span.get_untracked() as f64) as u64).min(reached));
    };
    let press = move |event: web_sys::PointerEvent| {
        if event.button() == 0 {
            if let Some(track) = track.get_untracked() {
                // Without capture a drag ends at the edge of the line, and that is all.
                _ = track.set_pointer_capture(event.pointer_id());
            }
            dragging.set(true);
            go(event.client_x());
        }
    };
    let drag = move |event: web_sys::PointerEvent| {
        if dragging.get_untracked() {
            go(event.client_x());
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let second = SECOND_US as i64;
        match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => store.skip(-second),
            "ArrowRight" | "ArrowUp" => store.skip(second),
            "PageDown" => store.skip(-60 * second),
            "PageUp" => store.skip(60 * second),
            "Home" => store.seek(0),
            "End" => store.seek(store.furthest_us.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let seconds = |us: u64| format!("{}.{}", us / 1_000_000, us / 100_000 % 10);
    let said = move || {
        format!(
            "{} of {} reached",
            text::length(store.elapsed_us.get()),
            text::length(store.furthest_us.get())
        )
    };
    let marks = Memo::new(move |_| {
        let span = span.get();
        store.picture.with(|picture| {
            let picture = picture.as_ref()?;
            Some(thin_out(&picture.marks, |mark| {
                mark.at.since(picture.view.start).total_micros() * MARK_STEPS / span
            }))
        })
    });
    let density = Memo::new(move |_| {
        store
            .picture
            .with(|picture| picture.as_ref().map(|picture| outline(&picture.density)).unwrap_or_default())
    });
    view! {
        <div
            node_ref=track
            class="scrubber"
            role="slider"
            tabindex="0"
            aria-label="Moment"
            aria-valuemin="0"
            aria-valuemax=words(move || seconds(store.furthest_us.get()))
            aria-valuenow=words(move || seconds(store.elapsed_us.get()))
            aria-valuetext=words(said)
            data-testid="time-scrubber"
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:keydown=key
        >
            <div class="scrubber-line"></div>
            <span class="scrubber-end" aria-hidden="true">{words(move || text::length(span.get()))}</span>
            <svg class="density" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 240 12" style:width=words(move || text::css_percent(density.with(|density| share(density.1))))>
                <path d=words(move || density.with(|density| density.0.clone()))></path>
            </svg>
            <div class="scrubber-reached" style:width=words(move || text::css_percent(share(store.furthest_us.get())))></div>
            <div class="scrubber-done" style:width=words(move || text::css_percent(share(store.elapsed_us.get())))></div>
            {move || marks.get().unwrap_or_default().into_iter().map(|(step, kind)| {
                let (name, class, path) = shape(kind);
                let left = format!("left:{:.2}%", step as f64 / MARK_STEPS as f64 * 100.0);
                view! {
                    <svg class=class style=left width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                        <title>{name}</title>
                        <path d=path></path>
                    </svg>
                }
            }).collect_view()}
            <div class="scrubber-head" style:left=words(move || text::css_percent(share(store.elapsed_us.get())))></div>
        </div>
    }
}

/// Accepted records by time as the outline of a picture 240 wide and 12 high, and how long that time is.
fn outline(density: &Density) -> (String, u64) {
    let most = density.records.iter().copied().max().unwrap_or(0).max(1);
    let step = 240.0 / density.records.len().max(1) as f64;
    let mut path = String::from("M0 12");
    for (place, &records) in density.records.iter().enumerate() {
        let top = 12 - u64::from(records) * 12 / u64::from(most);
        path.push_str(&format!("V{top}H{:.1}", (place + 1) as f64 * step));
    }
    path.push_str("V12z");
    (path, density.part.total_micros() * density.records.len() as u64)
}

/// A round length with some room after the latest moment.
pub(super) fn round_span(furthest_us: u64) -> u64 {
    let mut span = SPAN_MIN_US;
    while span < furthest_us {
        span = span.saturating_mul(2);
    }
    span
}

/// One mark of a kind a place.
fn thin_out(marks: &[Mark], place: impl Fn(&Mark) -> u64) -> Vec<(u64, MarkKind)> {
    let mut found: Vec<_> = marks.iter().map(|mark| (place(mark), mark.kind)).collect();
    found.dedup();
    found
}

/// Name, class and outline of a mark; each kind has a shape of its own.
fn shape(kind: MarkKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        MarkKind::Throttle => ("throttled", "mark-throttle", "M5 1l4.5 8h-9z"),
        MarkKind::Reshard => ("resharded", "mark-reshard", "M5 0.5L9.5 5L5 9.5L0.5 5z"),
        MarkKind::Expired => ("expired unread", "mark-expired", "M1 1h8v8H1z"),
        MarkKind::Fault => ("fault", "mark-fault", "M1.5 1.5l7 7M8.5 1.5l-7 7"),
        MarkKind::Trim => ("records begin to leave", "mark-trim", "M3 0.5h4M5 0.5v9M3 9.5h4"),
        MarkKind::Action => ("your action", "mark-action", "M5 1a4 4 0 1 0 0 8a4 4 0 0 0 0-8z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_grows_by_doubling() {
        let minutes = |count: u64| count * 60 * SECOND_US;
        assert_eq!(
            [round_span(0), round_span(minutes(1)), round_span(minutes(3))],
            [minutes(1), minutes(1), minutes(4)]
        );
    }
}
