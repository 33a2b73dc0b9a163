//! Where the elements are that the canvas draws between, in pixels from its upper left corner.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// From the end of a ribbon to a shard's name.
const NAME_GAP_PX: f64 = 12.0;

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.w
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Whether two share some of their place.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let meet = |from: f64, to: f64, start: f64, end: f64| from < end && start < to;
        meet(self.x, self.right(), other.x, other.right())
            && meet(self.y, self.bottom(), other.y, other.bottom())
    }
}

/// All places.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) rail: Rect,
    /// Where the film of each shard goes.
    pub(super) slots: Vec<(u32, Rect)>,
    /// The left edge of the shards' names, where these stand beside the film: the load view.
    names: Option<f64>,
    /// Where words and badges stand above the film of a shard.
    heads: Vec<(u32, Rect)>,
    /// Where the records of each producer come out.
    pub(super) ports: Vec<(String, f64, f64)>,
    /// The cards of delivery streams.
    pub(super) sinks: Vec<(String, Rect)>,
}

impl Layout {
    /// Looks up the elements below `body`.
    pub(super) fn measure(body: &web_sys::Element) -> Self {
        let frame = body.get_bounding_client_rect();
        let place = |element: &web_sys::Element| {
            let bounds = element.get_bounding_client_rect();
            let (x, y) = (bounds.left() - frame.left(), bounds.top() - frame.top());
            Rect { x, y, w: bounds.width(), h: bounds.height() }
        };
        let rail = all(body, "[data-rail]").first().map(place).unwrap_or_default();
        // On a phone, shards are pages beside each other.
        let shown = all(body, ".strips").first().map(place).unwrap_or_default();
        let slots = all(body, "[data-slot]").into_iter().filter_map(|element| {
            let number = element.get_attribute("data-slot")?.parse().ok()?;
            let slot = place(&element);
            (shown.x < slot.right() - 1.0 && slot.x + 1.0 < shown.right()).then_some((number, slot))
        });
        // The load view has no gates, whose words might meet these.
        let heads =
            all(body, ".stage-body:not(.load-view) :is(.strip-head > :not(.strip-name), .strip-name > *)")
                .into_iter()
                .filter_map(|element| {
                    let strip = element.closest(".strip").ok()??;
                    Some((strip.id().strip_prefix("strip-")?.parse().ok()?, place(&element)))
                });
        let ports = all(body, "[data-port]").into_iter().filter_map(|element| {
            let (name, card) = (element.get_attribute("data-port")?, place(&element));
            // On a phone the cards are below the rail, and records come up from them, behind the cards between.
            let beside = card.right() < rail.right();
            let below = (rail.x - 24.0, card.y);
            let (x, y) = if beside { (card.right(), card.y + 24.0) } else { below };
            Some((name, x, y))
        });
        let names = body.closest(".load-view").ok().flatten().map(|_| shown.x);
        let sinks = all(body, "[data-sink]").into_iter();
        let sinks = sinks.filter_map(|element| Some((element.get_attribute("data-sink")?, place(&element))));
        let (slots, heads, ports) = (slots.collect(), heads.collect(), ports.collect());
        let (width, height, sinks) = (frame.width(), frame.height(), sinks.collect());
        Self { width, height, rail, slots, names, heads, ports, sinks }
    }

    /// Whether words at a place would stand over those of a shard.
    pub(super) fn is_taken(&self, shard: u32, place: &Rect) -> bool {
        self.heads.iter().any(|(number, head)| *number == shard && head.meets(place))
    }

    /// Where the words of all shards stand.
    pub(super) fn heads(&self) -> impl Iterator<Item = &Rect> {
        self.heads.iter().map(|(_, head)| head)
    }

    /// Where the records of a shard go to from the rail: to its film, or to its name where that stands before. A place at a
    /// name has no width.
    pub(super) fn entry(&self, shard: u32) -> Option<Rect> {
        let slot = self.slot(shard)?;
        Some(self.names.map_or(slot, |names| Rect { x: names - NAME_GAP_PX, w: 0.0, ..slot }))
    }

    pub(super) fn slot(&self, shard: u32) -> Option<Rect> {
        self.slots.iter().find(|(number, _)| *number == shard).map(|(_, slot)| *slot)
    }
}

fn all(body: &web_sys::Element, selector: &str) -> Vec<web_sys::Element> {
    let Ok(list) = body.query_selector_all(selector) else { return vec![] };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// How many pixels of the machine one CSS pixel is, bounded to spare memory.
pub(super) fn density() -> f64 {
    window().device_pixel_ratio().clamp(1.0, 2.0)
}
