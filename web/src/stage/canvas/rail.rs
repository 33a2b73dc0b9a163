//! The key rail: the ranges of the open shards, where keys fell lately, and the ribbons to the strips.

use kinetoscope::world::view::{ShardState, ShardView, StreamView};
use web_sys::CanvasRenderingContext2d as Context;

use super::film::rounded;
use super::layout::{Layout, Rect};
use super::palette::Palette;
use super::particles::FEED_PX;
use crate::stage::shards::is_open;
use crate::ui::glyph;

/// Longest bar of the histogram.
const BAR_PX: f64 = 44.0;
/// Least thickness of a bar that is longer than there is place for.
const HOT_BAR_PX: f64 = 4.0;
/// What is left of a bar after a second without keys.
const FADE_PER_SECOND: f64 = 0.35;

/// How often each part of the rail was hit lately; it fades.
#[derive(Default)]
pub(super) struct Heat {
    bins: Vec<f64>,
}

impl Heat {
    /// Takes the newest counts, after so many seconds.
    pub(super) fn update(&mut self, rail: &[u64], seconds: f64) {
        self.bins.resize(rail.len(), 0.0);
        let keep = FADE_PER_SECOND.powf(seconds);
        for (bin, &count) in self.bins.iter_mut().zip(rail) {
            *bin = (*bin * keep).max(count as f64 / 1_000.0);
        }
    }
}

/// The part of the rail that a shard's range takes.
pub(super) fn segment(rail: Rect, shard: &ShardView) -> Rect {
    Rect { y: rail.y + shard.from * rail.h, h: (shard.to - shard.from) * rail.h, ..rail }
}

/// What changes how the rail looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) chosen: Option<u32>,
    pub(super) load_view: bool,
}

/// Draws everything about the rail.
pub(super) fn draw(
    context: &Context,
    palette: &Palette,
    layout: &Layout,
    stream: &StreamView,
    heat: &Heat,
    look: Look,
) {
    for shard in stream.shards.iter().filter(|shard| is_open(shard)) {
        let place = segment(layout.rail, shard);
        // On a phone names stand at the rail.
        if let Some(slot) = layout.entry(shard.number).filter(|slot| layout.rail.right() < slot.x) {
            let feed = Rect { y: slot.bottom() + FEED_PX - 1.0, h: 2.0, ..slot };
            let to = if look.load_view { slot } else { feed };
            context.set_fill_style_str(palette.shard(shard.number));
            ribbon(context, place, to, look.chosen == Some(shard.number));
            if !look.load_view {
                arrow(context, feed);
            }
        }
    }
    closed(context, palette, layout.rail, stream);
    histogram(context, palette, layout.rail, stream, heat);
    for shard in stream.shards.iter().filter(|shard| is_open(shard)) {
        let place = segment(layout.rail, shard);
        let inner = Rect { y: place.y + 1.0, h: (place.h - 2.0).max(1.0), ..place };
        context.save();
        rounded(context, inner, 3.0);
        let throttled = shard.state == ShardState::Throttled;
        context.set_fill_style_str(palette.shard(shard.number));
        context.fill();
        context.clip();
        if throttled {
            // Twice, so that the sign stands out from every identity.
            cross_hatch(context, &palette.surface, 5.0, inner);
            cross_hatch(context, &palette.err, 2.0, inner);
        } else {
            context.set_stroke_style_str(&palette.surface);
            hatch(context, inner, glyph::colour(shard.number));
        }
        context.restore();
    }
}

/// Closed shards: thin grey stretches beside the rail.
fn closed(context: &Context, palette: &Palette, rail: Rect, stream: &StreamView) {
    context.set_fill_style_str(&palette.muted);
    for shard in stream.shards.iter().filter(|shard| !is_open(shard)) {
        let place = segment(rail, shard);
        context.fill_rect(rail.right() + 2.0, place.y + 1.0, 2.0, (place.h - 2.0).max(1.0));
    }
}

/// The way of the records to the head of their film, and where they come to it.
fn arrow(context: &Context, feed: Rect) {
    context.set_global_alpha(0.35);
    context.fill_rect(feed.x, feed.y, feed.w - 6.0, feed.h);
    context.set_global_alpha(1.0);
    let (x, y) = (feed.right(), feed.y + feed.h / 2.0);
    context.begin_path();
    context.move_to(x, y);
    context.line_to(x - 7.0, y - 3.5);
    context.line_to(x - 7.0, y + 3.5);
    context.close_path();
    context.fill();
}

/// A soft band from a stretch of the rail to where its records go on.
fn ribbon(context: &Context, from: Rect, to: Rect, chosen: bool) {
    let (x0, x1) = (from.right() + 4.0, to.x);
    let middle = (x0 + x1) / 2.0;
    let (top, bottom) = (from.y + 1.0, from.bottom() - 1.0);
    context.begin_path();
    context.move_to(x0, top);
    context.bezier_curve_to(middle, top, middle, to.y, x1, to.y);
    context.line_to(x1, to.bottom());
    context.bezier_curve_to(middle, to.bottom(), middle, bottom, x0, bottom);
    context.close_path();
    context.set_global_alpha(if chosen { 0.28 } else { 0.14 });
    context.fill();
    context.set_global_alpha(1.0);
}

/// Bars to the left of the rail: how many keys fell there. Square roots, so that few keys show beside many.
fn histogram(context: &Context, palette: &Palette, rail: Rect, stream: &StreamView, heat: &Heat) {
    let count = heat.bins.len();
    if count == 0 {
        return;
    }
    let most = full_bar(&heat.bins);
    let height = rail.h / count as f64;
    for shard in stream.shards.iter().filter(|shard| is_open(shard)) {
        context.set_fill_style_str(palette.shard(shard.number));
        let (first, last) =
            ((shard.from * count as f64).round() as usize, (shard.to * count as f64).round() as usize);
        for (index, &bin) in
            heat.bins.iter().enumerate().take(last).skip(first).filter(|(_, bin)| **bin > 0.2)
        {
            let length = (bin / most).sqrt().min(1.0) * BAR_PX;
            let top = rail.y + index as f64 * height;
            let thick = if most < bin { height.max(HOT_BAR_PX) } else { height.max(1.0) };
            context.fill_rect(rail.x - 4.0 - length, top - (thick - height) / 2.0, length, thick);
        }
    }
}

/// What the longest bar stands for: three times the usual. A hotter part has a bar of that length, but thick, so that one
/// hot key leaves the others to be seen.
fn full_bar(bins: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = bins.iter().copied().filter(|bin| *bin > 0.2).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).map_or(1.0, |middle| (middle * 3.0).max(1.0))
}

/// The hatch of a shard's identity.
fn hatch(context: &Context, place: Rect, identity: u32) {
    context.set_global_alpha(0.45);
    context.set_line_width(1.0);
    context.begin_path();
    let line = |x0: f64, y0: f64, x1: f64, y1: f64| {
        context.move_to(x0, y0);
        context.line_to(x1, y1);
    };
    let rows = (place.h / 6.0).ceil() as i32 + 4;
    for row in -4..rows {
        let y = place.y + f64::from(row) * 6.0;
        match identity {
            1 => line(place.x, y + place.w, place.right(), y),
            2 if row % 2 == 0 => (0..(place.w / 6.0) as i32).for_each(|dot| {
                let x = place.x + 3.0 + f64::from(dot) * 6.0;
                line(x, y + 3.0, x + 2.0, y + 3.0);
            }),
            3 => line(place.x, y, place.right(), y + place.w),
            5 => line(place.x, y + 3.0, place.right(), y + 3.0),
            _ => {}
        }
    }
    if matches!(identity, 4 | 5) {
        (1..4).for_each(|column| {
            let x = place.x + f64::from(column) * place.w / 4.0;
            line(x, place.y, x, place.bottom());
        });
    }
    context.stroke();
    context.set_global_alpha(1.0);
}

/// The sign for a stretch that refuses.
pub(super) fn cross_hatch(context: &Context, colour: &str, width: f64, place: Rect) {
    context.set_stroke_style_str(colour);
    context.set_line_width(width);
    context.begin_path();
    let mut y = place.y - place.w;
    while y < place.bottom() {
        context.move_to(place.x, y);
        context.line_to(place.right(), y + place.w);
        context.move_to(place.right(), y);
        context.line_to(place.x, y + place.w);
        y += 12.0;
    }
    context.stroke();
}
