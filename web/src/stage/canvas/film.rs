//! Film: one strip a shard, its frames as full as the shard was, and the gates of its readers.

use std::f64::consts::{FRAC_PI_2, TAU};

use kinetoscope::streams::WRITE_RECORDS_PER_SECOND;
use kinetoscope::world::view::{ReaderView, ShardState, ShardView, View};
use web_sys::CanvasRenderingContext2d as Context;

use super::layout::Rect;
use super::palette::Palette;
use super::rail::cross_hatch;
use super::scale::{self, FRAME_PX};
use crate::stage::readers::initial;
use crate::ui::text;

/// Height of the row of holes at each edge.
const EDGE_PX: f64 = 6.0;
/// Height that each reader's lag has above the strip.
pub(super) const LANE_PX: f64 = 13.0;
/// Place that the words beside the blade need.
const LABEL_PX: f64 = 150.0;
/// Width of the sign that a shard refuses, in the load view.
const HATCH_PX: f64 = 64.0;
/// Readers that have a lane of their own.
const LANES_MAX: usize = 4;

/// The moment that strips show, and how.
pub(super) struct Moment<'a> {
    pub(super) view: &'a View,
    /// The moment at the right edge, microseconds since the epoch.
    pub(super) now_us: f64,
    pub(super) speed: f64,
    pub(super) load_view: bool,
}

impl Moment<'_> {
    /// Pixels from the right edge back to a moment.
    fn back(&self, at_us: f64) -> f64 {
        (self.now_us - at_us) / self.part_us() * FRAME_PX
    }

    fn part_us(&self) -> f64 {
        self.view.film_part.total_micros().max(1) as f64
    }
}

/// Draws a shard's strip.
pub(super) fn draw(
    context: &Context,
    palette: &Palette,
    moment: &Moment<'_>,
    shard: &ShardView,
    slot: Rect,
    chosen: bool,
) {
    let film = stretch(moment, shard, slot);
    context.save();
    rounded(context, slot, 4.0);
    context.clip();
    context.begin_path();
    context.rect(film.x, film.y, film.w, film.h);
    context.clip();
    context.set_fill_style_str(&palette.film);
    context.fill_rect(film.x, film.y, film.w, film.h);
    if !moment.load_view {
        holes(context, palette, moment, slot);
    }
    frames(context, palette, moment, shard, slot);
    if shard.state == ShardState::Throttled {
        over_limit(context, palette, film);
        if moment.load_view {
            cross_hatch(context, &palette.err, 1.5, Rect { x: film.right() - HATCH_PX, w: HATCH_PX, ..film });
        }
    }
    context.restore();
    if slot.x < film.x {
        let cut = if shard.parents.is_empty() { blade } else { splice };
        cut(context, palette, shard, Rect { w: film.x - slot.x, ..slot });
    }
    if chosen {
        let ring = Rect { x: slot.x - 3.0, y: slot.y - 3.0, w: slot.w + 6.0, h: slot.h + 6.0 };
        rounded(context, ring, 6.0);
        context.set_stroke_style_str(&palette.accent);
        context.set_line_width(2.0);
        context.stroke();
    }
    if !moment.load_view {
        gates(context, palette, moment, shard, slot);
    }
}

/// The part of a slot that has film: from the oldest record that is still stored to now, or to the closing of the shard.
fn stretch(moment: &Moment<'_>, shard: &ShardView, slot: Rect) -> Rect {
    let (start, part_us) = (moment.view.start.total_micros() as f64, moment.part_us());
    let oldest = shard.oldest.map_or(start, |oldest| oldest.total_micros() as f64);
    // A root shard that has lost nothing yet shows film from before its first record.
    let cut = !shard.parents.is_empty() || start + 2.0 * part_us.max(1e6) <= oldest;
    let left = if cut { (slot.right() - moment.back(oldest)).max(slot.x) } else { slot.x };
    let right =
        if shard.state == ShardState::Closed { last_frame(moment, shard, slot) } else { slot.right() };
    Rect { x: left, w: (right.min(slot.right()) - left).max(0.0), ..slot }
}

/// Where the last frame with a record in it ends.
fn last_frame(moment: &Moment<'_>, shard: &ShardView, slot: Rect) -> f64 {
    let empty = shard.film.iter().rev().take_while(|records| **records == 0).count();
    let until = moment.view.film_until.total_micros() as f64 - empty as f64 * moment.part_us();
    slot.right() - moment.back(until)
}

/// Holes along both edges, one each so many seconds.
fn holes(context: &Context, palette: &Palette, moment: &Moment<'_>, slot: Rect) {
    context.set_fill_style_str(&palette.hole);
    let every = scale::sprocket_us(moment.speed) as f64;
    let mut at = (moment.now_us / every).floor() * every;
    loop {
        let x = slot.right() - moment.back(at);
        if x < slot.x - 6.0 {
            return;
        }
        context.fill_rect(x - 3.0, slot.y + 1.5, 6.0, 3.0);
        context.fill_rect(x - 3.0, slot.bottom() - 4.5, 6.0, 3.0);
        at -= every;
    }
}

/// One frame for each part of the window: its ground, and how full it is.
fn frames(context: &Context, palette: &Palette, moment: &Moment<'_>, shard: &ShardView, slot: Rect) {
    let edge = if moment.load_view { 1.0 } else { EDGE_PX };
    let (top, height) = (slot.y + edge, slot.h - 2.0 * edge);
    let part_us = moment.part_us();
    let full = WRITE_RECORDS_PER_SECOND as f64 * part_us / 1e6;
    let until = moment.view.film_until.total_micros() as f64;
    let start = shard.oldest.unwrap_or(moment.view.start).total_micros() as f64;
    let count = shard.film.len();
    let place = |index: usize| slot.right() - moment.back(until - (count - index) as f64 * part_us);
    context.set_fill_style_str(&palette.frame);
    for index in 0..count {
        let end = until - (count - 1 - index) as f64 * part_us;
        if start < end {
            context.fill_rect(place(index) + 0.5, top, FRAME_PX - 1.0, height);
        }
    }
    context.set_fill_style_str(palette.shard(shard.number));
    for (index, &records) in shard.film.iter().enumerate().filter(|(_, records)| **records > 0) {
        let share = (f64::from(records) / full).min(1.0);
        if moment.load_view {
            context.set_fill_style_str(palette.load(share));
            context.fill_rect(place(index), top, FRAME_PX, height);
        } else {
            let level = (share * height).max(1.5);
            context.fill_rect(place(index) + 0.5, top + height - level, FRAME_PX - 1.0, level);
        }
    }
}

/// A line along the upper edge: the shard takes no more than this.
fn over_limit(context: &Context, palette: &Palette, slot: Rect) {
    context.set_fill_style_str(&palette.err);
    context.fill_rect(slot.x, slot.y, slot.w, 2.0);
}

/// The blade where film was cut: what is older is no longer stored. `gone` is the place without film.
fn blade(context: &Context, palette: &Palette, shard: &ShardView, gone: Rect) {
    context.set_fill_style_str(&palette.muted);
    context.fill_rect(gone.right() - 4.0, gone.y, 2.0, gone.h);
    let unread = shard.gates.iter().map(|gate| gate.expired_unread).sum::<u64>();
    let lost = (unread > 0).then(|| format!("expired unread: {}", text::count(unread)));
    let lines = ["oldest readable".to_owned()].into_iter().chain(lost);
    context.set_text_align("right");
    context.set_text_baseline("middle");
    for (line, words) in lines.enumerate().filter(|_| LABEL_PX < gone.w) {
        _ = context.fill_text(&words, gone.right() - 10.0, gone.y + 14.0 + 16.0 * line as f64);
    }
}

/// The slanted joint where a child's film begins.
fn splice(context: &Context, palette: &Palette, _: &ShardView, gone: Rect) {
    let x = gone.right();
    context.begin_path();
    context.move_to(x - 8.0, gone.bottom());
    context.line_to(x - 2.0, gone.y);
    context.line_to(x + 4.0, gone.y);
    context.line_to(x - 2.0, gone.bottom());
    context.close_path();
    context.set_fill_style_str(&palette.muted);
    context.fill();
}

/// The gates: where each reader stands, and what lies between it and the newest record.
fn gates(context: &Context, palette: &Palette, moment: &Moment<'_>, shard: &ShardView, slot: Rect) {
    for gate in &shard.gates {
        let readers = &moment.view.readers;
        let Some(lane) =
            readers.iter().position(|reader| reader.name == gate.reader).filter(|&lane| lane < LANES_MAX)
        else {
            continue;
        };
        let reader = &readers[lane];
        let behind = gate.next_arrival.map_or(0.0, |at| moment.back(at.total_micros() as f64));
        let shown = behind.clamp(0.0, (slot.w - 15.0).max(0.0));
        let lanes = readers.len().min(LANES_MAX);
        let y = slot.y - LANE_PX * (lanes - lane) as f64 + LANE_PX / 2.0 - 1.0;
        let x = slot.right() - shown;
        context.set_fill_style_str(if reader.running { &palette.info } else { &palette.muted });
        context.fill_rect(x, y - 1.0, shown, 2.0);
        context.set_global_alpha(0.7);
        context.fill_rect(x - 0.75, y, 1.5, slot.bottom() - y);
        context.set_global_alpha(1.0);
        flag(context, palette, reader, x, y, behind > shown + 1.0);
    }
}

/// A reader's flag: its letter, at the left of its gate. Hollow where it is paused; pointed where it is further back
/// than the strip shows.
fn flag(context: &Context, palette: &Palette, reader: &ReaderView, x: f64, y: f64, further: bool) {
    let place = Rect { x: x - 15.0, y: y - 6.0, w: 15.0, h: 12.0 };
    if further {
        context.begin_path();
        context.move_to(place.x + 4.0, place.y);
        context.line_to(place.right(), place.y);
        context.line_to(place.right(), place.bottom());
        context.line_to(place.x + 4.0, place.bottom());
        context.line_to(place.x - 2.0, y);
        context.close_path();
    } else {
        rounded(context, place, 2.0);
    }
    let ink = if reader.running {
        context.fill();
        &palette.surface
    } else {
        context.set_line_width(1.0);
        context.set_stroke_style_str(&palette.muted);
        context.stroke();
        &palette.muted
    };
    context.set_fill_style_str(ink);
    // Alignment words are fixed, so they are always known.
    context.set_text_align("center");
    context.set_text_baseline("middle");
    _ = context.fill_text(&initial(&reader.name), place.x + 7.5, y + 1.0);
}

/// Begins a path around a rectangle with round corners.
pub(super) fn rounded(context: &Context, place: Rect, radius: f64) {
    let radius = radius.min(place.w / 2.0).min(place.h / 2.0).max(0.0);
    let corners = [
        (place.right() - radius, place.y + radius, -FRAC_PI_2),
        (place.right() - radius, place.bottom() - radius, 0.0),
        (place.x + radius, place.bottom() - radius, FRAC_PI_2),
        (place.x + radius, place.y + radius, TAU / 2.0),
    ];
    context.begin_path();
    for (x, y, from) in corners {
        // Fails only for a negative radius, which is ruled out above.
        _ = context.arc(x, y, radius, from, from + FRAC_PI_2);
    }
    context.close_path();
}
