//! Film: one strip a shard, its frames as full as the shard was, cut where records are no longer readable. Where there are
//! too many shards for that, a bar for the load of each.

use std::f64::consts::{FRAC_PI_2, TAU};

use kinetoscope::world::view::{ShardState, ShardView, StreamView, View};
use web_sys::CanvasRenderingContext2d as Context;

use super::gates;
use super::layout::{Layout, Rect};
use super::palette::Palette;
use super::rail::cross_hatch;
use super::scale::{self, FRAME_PX};
use crate::ui::text;

/// Height of the row of holes at each edge.
const EDGE_PX: f64 = 6.0;
/// Place that the words beside the blade need.
const LABEL_PX: f64 = 190.0;
/// Place that the words on an empty film need.
const EMPTY_PX: f64 = 210.0;
/// How far frames fade behind the blade.
const FADED_PX: f64 = 80.0;
/// Which part of the place for a bar the limit takes, in the load view; beyond it is what is offered above.
const LIMIT_AT: f64 = 2.0 / 3.0;
/// Colours of the ramp below that of this load hardly differ from the ground of a bar.
const PALEST: f64 = 0.4;

/// The moment that strips show, and how.
pub(super) struct Moment<'a> {
    pub(super) view: &'a View,
    pub(super) layout: &'a Layout,
    /// The moment at the right edge, microseconds since the epoch.
    pub(super) now_us: f64,
    pub(super) speed: f64,
    pub(super) load_view: bool,
    /// Records a second that fill a frame.
    pub(super) full: u64,
    /// The frame that was chosen: its shard, and from when to when it is, in microseconds since the epoch.
    pub(super) frame: Option<(u32, i64, i64)>,
    /// The letters on the flags of the readers, in their order.
    pub(super) marks: Vec<String>,
}

impl Moment<'_> {
    /// Pixels from the right edge back to a moment.
    pub(super) fn back(&self, at_us: f64) -> f64 {
        (self.now_us - at_us) / self.part_us() * FRAME_PX
    }

    fn part_us(&self) -> f64 {
        self.view.film_part.total_micros().max(1) as f64
    }
}

/// Draws a shard's strip, or its load.
pub(super) fn draw(
    context: &Context,
    palette: &Palette,
    moment: &Moment<'_>,
    shard: &ShardView,
    slot: Rect,
    chosen: bool,
) {
    if moment.load_view {
        load(context, palette, shard, slot);
    } else {
        strip(context, palette, moment, shard, slot);
    }
    if chosen {
        let ring = Rect { x: slot.x - 3.0, y: slot.y - 3.0, w: slot.w + 6.0, h: slot.h + 6.0 };
        rounded(context, ring, 6.0);
        context.set_stroke_style_str(&palette.accent);
        context.set_line_width(2.0);
        context.stroke();
    }
}

/// What a shard is offered against what it takes: a bar on a ground that is as long for each, and a mark at the limit.
fn load(context: &Context, palette: &Palette, shard: &ShardView, slot: Rect) {
    let limit = slot.w * LIMIT_AT;
    let length = (limit * shard.utilisation).min(slot.w);
    context.save();
    rounded(context, slot, 4.0);
    context.clip();
    context.set_fill_style_str(&palette.film);
    context.fill_rect(slot.x, slot.y, slot.w, slot.h);
    context.set_fill_style_str(palette.load(shard.utilisation.max(PALEST)));
    context.fill_rect(slot.x, slot.y, length.min(limit), slot.h);
    if limit < length {
        let over = Rect { x: slot.x + limit, w: length - limit, ..slot };
        context.begin_path();
        context.rect(over.x, over.y, over.w, over.h);
        context.clip();
        cross_hatch(context, &palette.err, 1.5, over);
    }
    context.restore();
    context.set_fill_style_str(&palette.muted);
    context.fill_rect(slot.x + limit - 1.0, slot.y - 2.0, 2.0, slot.h + 4.0);
}

/// A shard's film, with what stands at it.
fn strip(context: &Context, palette: &Palette, moment: &Moment<'_>, shard: &ShardView, slot: Rect) {
    let film = stretch(moment, shard, slot);
    context.save();
    rounded(context, slot, 4.0);
    context.clip();
    context.begin_path();
    context.rect(film.x, film.y, film.w, film.h);
    context.clip();
    context.set_fill_style_str(&palette.film);
    context.fill_rect(film.x, film.y, film.w, film.h);
    holes(context, palette, moment, slot);
    frames(context, palette, moment, shard, slot);
    if film.w > EMPTY_PX && shard.film.iter().all(|records| *records == 0) {
        empty(context, palette, moment, film);
    }
    if shard.state == ShardState::Throttled {
        over_limit(context, palette, film);
    }
    context.restore();
    if slot.x < film.x && shard.parents.is_empty() {
        blade(context, palette, moment, shard, Rect { w: film.x - slot.x, ..slot });
    }
    if let Some((number, from_us, until_us)) = moment.frame
        && number == shard.number
    {
        let (from, until) =
            (slot.right() - moment.back(from_us as f64), slot.right() - moment.back(until_us as f64));
        let (from, until) = (from.max(slot.x), until.min(slot.right()));
        if from < until {
            rounded(
                context,
                Rect { x: from - 1.0, y: slot.y - 2.0, w: until - from + 2.0, h: slot.h + 4.0 },
                3.0,
            );
            context.set_stroke_style_str(&palette.accent);
            context.set_line_width(2.0);
            context.stroke();
        }
    }
    gates::draw(context, palette, moment, shard, slot);
}

/// The part of a slot that has film: from the oldest record that is still stored to now, or to the closing of the shard.
fn stretch(moment: &Moment<'_>, shard: &ShardView, slot: Rect) -> Rect {
    let start = moment.view.start.total_micros() as f64;
    let oldest = shard.oldest.map_or(start, |oldest| oldest.total_micros() as f64);
    // A root shard that has lost nothing yet shows film from before its first record.
    let cut = !shard.parents.is_empty() || shard.stored < shard.total.accepted;
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
    let (top, height) = (slot.y + EDGE_PX, slot.h - 2.0 * EDGE_PX);
    let part_us = moment.part_us();
    let full = moment.full as f64 * part_us / 1e6;
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
        // Any record at all colours its frame a little; how many, the level says.
        let level = (share * height).max(1.5);
        context.set_global_alpha(0.16);
        context.fill_rect(place(index) + 0.5, top, FRAME_PX - 1.0, height - level);
        context.set_global_alpha(1.0);
        context.fill_rect(place(index) + 0.5, top + height - level, FRAME_PX - 1.0, level);
    }
}

/// Says that nothing came, on a film without a record.
fn empty(context: &Context, palette: &Palette, moment: &Moment<'_>, film: Rect) {
    context.set_fill_style_str(&palette.muted);
    context.set_font("500 12px system-ui, sans-serif");
    context.set_text_align("center");
    context.set_text_baseline("middle");
    let shown = film.w / FRAME_PX * moment.part_us();
    let since_start = moment.now_us - moment.view.start.total_micros() as f64;
    let words = if since_start < shown {
        "No record has come yet.".to_owned()
    } else {
        format!("No record came in the last {}.", text::length(shown as u64))
    };
    _ = context.fill_text(&words, film.x + film.w / 2.0, film.y + film.h / 2.0);
}

/// A line along the upper edge: the shard takes no more than this.
fn over_limit(context: &Context, palette: &Palette, slot: Rect) {
    context.set_fill_style_str(&palette.err);
    context.fill_rect(slot.x, slot.y, slot.w, 2.0);
}

/// The blade where film was cut: what is older cannot be read any more. `gone` is the place without film.
fn blade(context: &Context, palette: &Palette, moment: &Moment<'_>, shard: &ShardView, gone: Rect) {
    let (x, top, height) = (gone.right(), gone.y + EDGE_PX, gone.h - 2.0 * EDGE_PX);
    context.set_fill_style_str(&palette.frame);
    let mut back = FRAME_PX;
    while back <= FADED_PX.min(gone.w) {
        context.set_global_alpha(1.0 - back / FADED_PX);
        context.fill_rect(x - back - 3.5, top, FRAME_PX - 1.0, height);
        back += FRAME_PX;
    }
    context.set_global_alpha(1.0);
    context.set_fill_style_str(&palette.muted);
    context.fill_rect(x - 3.0, gone.y - 3.0, 2.0, gone.h + 6.0);
    context.begin_path();
    context.move_to(x - 7.0, gone.y - 5.0);
    context.line_to(x + 3.0, gone.y - 5.0);
    context.line_to(x - 2.0, gone.y + 3.0);
    context.close_path();
    context.fill();
    let Some(oldest) = shard.oldest.filter(|_| LABEL_PX < gone.w) else { return };
    let age_us = (moment.now_us - oldest.total_micros() as f64).max(0.0);
    context.set_font("500 12px system-ui, sans-serif");
    context.set_text_align("right");
    context.set_text_baseline("middle");
    let words = format!("oldest readable: {} ago", text::length(age_us as u64));
    _ = context.fill_text(&words, x - 12.0, gone.y + gone.h / 2.0);
}

/// Splices: where the film of a closed shard goes on as that of the shards which came from it.
pub(super) fn splices(
    context: &Context,
    palette: &Palette,
    moment: &Moment<'_>,
    stream: &StreamView,
    layout: &Layout,
) {
    context.save();
    beside_words(context, layout);
    context.set_line_width(2.0);
    for child in &stream.shards {
        for parent in stream.shards.iter().filter(|parent| child.parents.contains(&parent.number)) {
            let (Some(from), Some(to)) = (layout.slot(parent.number), layout.slot(child.number)) else {
                continue;
            };
            let (old, new) = (stretch(moment, parent, from), stretch(moment, child, to));
            if old.right() <= from.x {
                continue;
            }
            let (start, end) = ((old.right(), old.y + old.h / 2.0), (new.x.max(to.x), new.y + new.h / 2.0));
            let bow = start.0.max(end.0) + 14.0;
            context.set_stroke_style_str(&palette.muted);
            context.begin_path();
            context.move_to(start.0, start.1);
            context.bezier_curve_to(bow, start.1, start.0.min(end.0) - 14.0, end.1, end.0, end.1);
            context.stroke();
            context.set_fill_style_str(&palette.muted);
            for (x, y) in [start, end] {
                tape(context, palette, x, y);
            }
        }
    }
    context.restore();
}

/// Leaves the words of shards out of what is drawn from now on: their places are cut from the whole by turning round.
fn beside_words(context: &Context, layout: &Layout) {
    context.begin_path();
    context.rect(0.0, 0.0, layout.width, layout.height);
    for head in layout.heads() {
        context.rect(head.right(), head.y, -head.w, head.h);
    }
    context.clip();
}

/// The piece of tape that holds two ends of film together.
fn tape(context: &Context, palette: &Palette, x: f64, y: f64) {
    rounded(context, Rect { x: x - 4.0, y: y - 7.0, w: 8.0, h: 14.0 }, 2.0);
    context.fill();
    context.set_stroke_style_str(&palette.surface);
    context.set_line_width(1.0);
    context.stroke();
    context.set_line_width(2.0);
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
