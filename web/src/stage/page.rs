//! On a phone a shard is a page. The one that needs to be seen is in sight, until the reader turns to another.

use kinetoscope::world::view::StreamView;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::store::{Selection, Store};
use crate::ui::dom;

/// How far the list may be from where it was left, in CSS pixels, and nobody has turned the page.
const STILL_PX: i32 = 4;

/// What matters of an open shard.
#[derive(Clone, Copy)]
struct Load {
    number: u32,
    refused: u64,
    utilisation: f64,
}

/// Keeps the shard in sight that refuses records.
pub(super) fn follow(store: Store) {
    let worst = Memo::new(move |before: Option<&Option<u32>>| {
        store.with_stream(|stream| worst(&loads(stream), before.copied().flatten())).flatten()
    });
    // Where the list was left; nothing once the reader has turned the page.
    let left = StoredValue::new(Some(0));
    Effect::new(move |_| {
        let Some(number) = worst.get() else { return };
        if store.selection.with_untracked(|selection| *selection == Selection::None) {
            request_animation_frame(move || {
                if let (Some(Some(was)), Some((list, strip))) = (left.try_get_value(), paged(number)) {
                    _ = left.try_set_value(turn(&list, &strip, was));
                }
            });
        }
    });
}

fn loads(stream: &StreamView) -> Vec<Load> {
    let open = stream.shards.iter().filter(|shard| shard.is_open());
    open.map(|shard| Load {
        number: shard.number,
        refused: shard.last_second.refused,
        utilisation: shard.utilisation,
    })
    .collect()
}

/// The shard that refuses most, and goes on being it while it refuses any; else the last one, else the busiest.
fn worst(shards: &[Load], before: Option<u32>) -> Option<u32> {
    let last = shards.iter().find(|shard| Some(shard.number) == before);
    let refusing = shards.iter().filter(|shard| 0 < shard.refused).max_by_key(|shard| shard.refused);
    let busiest = shards.iter().filter(|shard| 0.0 < shard.utilisation);
    let busiest = busiest.max_by(|one, other| one.utilisation.total_cmp(&other.utilisation));
    let found = last.filter(|shard| 0 < shard.refused).or(refusing).or(last).or(busiest);
    found.map(|shard| shard.number)
}

/// The list of strips, where each is a page, and the strip of a shard.
fn paged(number: u32) -> Option<(HtmlElement, HtmlElement)> {
    let strip: HtmlElement = dom::by_id(&format!("strip-{number}"))?.dyn_into().ok()?;
    let list: HtmlElement = strip.parent_element()?.dyn_into().ok()?;
    (list.client_width() < list.scroll_width()).then_some((list, strip))
}

/// Turns to a strip and says where the list is left; nothing where it is no longer where it was.
fn turn(list: &HtmlElement, strip: &HtmlElement, was: i32) -> Option<i32> {
    if STILL_PX < (list.scroll_left() - was).abs() {
        return None;
    }
    list.set_scroll_left(strip.offset_left() - list.offset_left());
    Some(list.scroll_left())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(loads: &[(u32, u64, f64)], before: Option<u32>) -> Option<u32> {
        let load = |&(number, refused, utilisation)| Load { number, refused, utilisation };
        worst(&loads.iter().map(load).collect::<Vec<_>>(), before)
    }

    #[test]
    fn the_shard_that_refuses_is_in_sight_until_it_does_no_more() {
        let even = [(0, 0, 0.4), (1, 0, 0.5), (2, 0, 0.3)];
        assert_eq!(of(&even, None), Some(1), "the busiest");
        assert_eq!(of(&even, Some(0)), Some(0), "nothing calls for another");
        let two = [(0, 10, 1.1), (1, 0, 0.5), (2, 20, 1.2)];
        assert_eq!([of(&two, None), of(&two, Some(0)), of(&two, Some(1))], [Some(2), Some(0), Some(2)]);
        assert_eq!(of(&two, Some(9)), Some(2), "a shard that was split");
        assert_eq!([of(&[(0, 0, 0.0)], None), of(&[], Some(0))], [None; 2]);
    }
}
