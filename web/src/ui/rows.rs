//! A list of very many rows of one height, of which only those in sight are made.

use std::ops::Range;

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::dom;
use crate::ui::live::words;

/// Rows that are made beyond each end of what is in sight, so that scrolling by keys finds the next one.
const BEYOND: usize = 8;

/// A row's place in the list and its id.
pub(crate) type Place = (usize, u32);

/// The rows; it scrolls by itself.
#[component]
pub(crate) fn Rows(
    /// How many there are.
    count: Signal<usize>,
    /// Height of one in CSS pixels.
    height: usize,
    /// The ids of the rows in a range; tracks what they depend on.
    ids: Callback<Range<usize>, Vec<u32>>,
    /// Makes a row, which lies at the top of its place.
    row: Callback<Place, AnyView>,
    /// Whether the end stays in sight while rows come.
    at_end: Signal<bool>,
    #[prop(into)] label: String,
    testid: &'static str,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let sight = RwSignal::new((0_usize, 0_usize)); // first pixel, pixels
    let look = move || {
        if let Some(node) = node.try_get_untracked().flatten() {
            let seen = (node.scroll_top().max(0) as usize, node.client_height().max(0) as usize);
            if sight.get_untracked() != seen {
                sight.set(seen);
            }
        }
    };
    let shown = Memo::new(move |_| {
        let (top, tall) = sight.get();
        let first = (top / height).saturating_sub(BEYOND);
        let last = ((top + tall.max(height)) / height + 1 + BEYOND).min(count.get());
        first.min(last)..last
    });
    let places = Memo::new(move |_| {
        let range = shown.get();
        let first = range.start;
        ids.run(range).into_iter().enumerate().map(|(at, id)| (first + at, id)).collect::<Vec<Place>>()
    });
    Effect::new(move |_| {
        let rows = count.get();
        request_animation_frame(move || {
            if at_end.try_get_untracked() == Some(true)
                && let Some(node) = node.try_get_untracked().flatten()
            {
                node.set_scroll_top((rows * height) as i32);
            }
            look();
        });
    });
    let resizing = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(|| resizing.remove());
    view! {
        <div class="rows" node_ref=node role="rowgroup" tabindex="0" aria-label=label data-testid=testid on:scroll=move |_| look()>
            <div class="rows-all" role="presentation" style:height=words(move || format!("{}px", count.get() * height))>
                <For each=move || places.get() key=|place| *place children=move |place| row.run(place)/>
            </div>
        </div>
    }
}

/// Moves the focus from a row to the next or the one before, by the arrow keys. Rows must have the ids `<area>-<place>`.
pub(crate) fn step_by_keys(event: &web_sys::KeyboardEvent, area: &str, place: usize) {
    let next = match event.key().as_str() {
        "ArrowDown" => place + 1,
        "ArrowUp" => place.saturating_sub(1),
        _ => return,
    };
    event.prevent_default();
    if let Some(row) =
        dom::by_id(&format!("{area}-{next}")).and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok())
    {
        _ = row.focus(); // the browser brings what has the focus into sight
    }
}
