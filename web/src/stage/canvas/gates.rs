//! Gates: where each reader stands at a strip, what lies between it and the newest record, and what it has written down.
//!
//! Readers that share a shard's reads stand above its strip. Each one with fan-out stands below, at a pipe of its own.

use kinetoscope::world::view::{GateView, ReaderView, ShardView};
use web_sys::CanvasRenderingContext2d as Context;

use super::film::{Moment, rounded};
use super::layout::{Layout, Rect};
use super::palette::Palette;
use crate::stage::readers::{LANES_MAX, lag, lane_of, start};

/// Height that each reader has above or below the strip.
pub(super) const LANE_PX: f64 = 13.0;
/// From the lower edge of the strip to the first pipe: records reach the head of the strip between.
const PIPES_BELOW_PX: f64 = 8.0;
/// A flag has place for two letters.
const FLAG_PX: f64 = 20.0;
const PIPE_PX: f64 = 7.0;

/// Draws all gates of a strip.
pub(super) fn draw(context: &Context, palette: &Palette, moment: &Moment<'_>, shard: &ShardView, slot: Rect) {
    let readers = &moment.view.readers;
    for gate in &shard.gates {
        let named = readers.iter().zip(&moment.marks).find(|(reader, _)| reader.name == gate.reader);
        let Some((reader, mark)) = named else { continue };
        let Some((lane, lanes)) = lane_of(readers, &gate.reader).filter(|(lane, _)| *lane < LANES_MAX) else {
            continue;
        };
        let behind = gate.next_arrival.map_or(0.0, |at| moment.back(at.total_micros() as f64));
        // A strip has no width before it is laid out.
        let shown = behind.clamp(0.0, (slot.w - FLAG_PX).max(0.0));
        let y = if gate.fan_out {
            slot.bottom() + PIPES_BELOW_PX + LANE_PX * (lane as f64 + 0.5)
        } else {
            slot.y - LANE_PX * (lanes as f64 - lane as f64 - 0.5) - 1.0
        };
        Gate {
            context,
            palette,
            shard: shard.number,
            gate,
            reader,
            mark,
            slot,
            x: slot.right() - shown,
            y,
            further: behind > shown + 1.0,
        }
        .draw(moment);
    }
}

/// One gate, and where it is drawn.
struct Gate<'a> {
    context: &'a Context,
    palette: &'a Palette,
    shard: u32,
    gate: &'a GateView,
    reader: &'a ReaderView,
    /// The letters on its flag.
    mark: &'a str,
    slot: Rect,
    x: f64,
    y: f64,
    /// Whether it stands further back than the strip shows.
    further: bool,
}

impl Gate<'_> {
    fn draw(&self, moment: &Moment<'_>) {
        self.stretch();
        self.checkpoint(moment);
        self.post();
        self.flag();
        self.name(moment.layout);
    }

    fn ink(&self) -> &str {
        match (self.gate.iterator_expired, self.reader.running) {
            (true, _) => &self.palette.err,
            (false, true) => &self.palette.info,
            (false, false) => &self.palette.muted,
        }
    }

    /// What it has still to read: a tint over the film, and a bar in its lane, or in its pipe.
    fn stretch(&self) {
        let (context, slot, lag) = (self.context, self.slot, self.slot.right() - self.x);
        context.set_fill_style_str(self.ink());
        context.set_global_alpha(0.1);
        context.fill_rect(self.x, slot.y, lag, slot.h);
        context.set_global_alpha(1.0);
        if !self.gate.fan_out {
            return context.fill_rect(self.x, self.y - 1.5, lag, 3.0);
        }
        let pipe = Rect { x: slot.x, y: self.y - PIPE_PX / 2.0, w: slot.w, h: PIPE_PX };
        context.set_stroke_style_str(self.ink());
        context.set_line_width(1.0);
        rounded(context, pipe, PIPE_PX / 2.0);
        context.set_global_alpha(0.55);
        context.stroke();
        context.set_global_alpha(1.0);
        if 1.0 < lag {
            rounded(context, Rect { x: self.x, w: lag, ..pipe }, PIPE_PX / 2.0);
            context.fill();
        }
    }

    /// Where it would go on after a crash: a pennant, and dashes over what it would read again.
    fn checkpoint(&self, moment: &Moment<'_>) {
        let Some(at) = self.gate.checkpoint.filter(|_| 0 < self.gate.uncheckpointed) else { return };
        let x = (self.slot.right() - moment.back(at.total_micros() as f64)).max(self.slot.x + 1.0);
        let (context, top) = (self.context, self.y - 5.0);
        context.set_fill_style_str(self.ink());
        let mut dash = x;
        while dash < self.x - FLAG_PX - 2.0 {
            context.fill_rect(dash, self.y - 0.5, 3.0, 1.0);
            dash += 6.0;
        }
        context.fill_rect(x - 0.5, top, 1.0, 10.0);
        context.begin_path();
        context.move_to(x + 0.5, top);
        context.line_to(x + 7.0, top + 3.0);
        context.line_to(x + 0.5, top + 6.0);
        context.close_path();
        context.fill();
    }

    /// The line through the strip; with a gap where the gate stands open because its iterator has expired.
    fn post(&self) {
        let (context, slot) = (self.context, self.slot);
        context.set_fill_style_str(self.ink());
        let (top, bottom) = (slot.y.min(self.y), slot.bottom().max(self.y));
        context.set_global_alpha(0.75);
        if self.gate.iterator_expired {
            let gap = slot.h * 0.5;
            let from = slot.y + (slot.h - gap) / 2.0;
            context.fill_rect(self.x - 0.75, top, 1.5, from - top);
            context.fill_rect(self.x - 0.75, from + gap, 1.5, bottom - from - gap);
            self.leaf(from + gap);
        } else {
            context.fill_rect(self.x - 0.75, top, 1.5, bottom - top);
        }
        context.set_global_alpha(1.0);
    }

    /// The part of an open gate that was swung aside.
    fn leaf(&self, from: f64) {
        let context = self.context;
        context.set_stroke_style_str(self.ink());
        context.set_line_width(1.5);
        context.begin_path();
        context.move_to(self.x, from);
        context.line_to(self.x - 9.0, from - 12.0);
        context.stroke();
    }

    /// The reader's flag: its letters, at the left of its gate. Hollow where it is paused; pointed where it is further back
    /// than the strip shows.
    fn flag(&self) {
        let (context, x, y) = (self.context, self.x, self.y);
        let place = Rect { x: x - FLAG_PX, y: y - 6.0, w: FLAG_PX, h: 12.0 };
        if self.further {
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
        context.set_fill_style_str(if self.reader.running { self.ink() } else { &self.palette.surface });
        context.fill();
        let letter = if self.reader.running {
            self.palette.surface.as_str()
        } else {
            context.set_line_width(1.0);
            context.set_stroke_style_str(self.ink());
            context.stroke();
            self.ink()
        };
        context.set_fill_style_str(letter);
        context.set_font("700 12px system-ui, sans-serif");
        // Alignment words are fixed, so they are always known.
        context.set_text_align("center");
        context.set_text_baseline("middle");
        _ = context.fill_text(self.mark, place.x + FLAG_PX / 2.0, y + 0.5);
    }

    /// Who it is; that its iterator is of no use any more; where it begins, before it has; how far it is behind, where the
    /// strip does not show it. Who it is alone, where there is place for no more.
    fn name(&self, layout: &Layout) {
        let name = &self.reader.name;
        let expired = self.gate.iterator_expired.then(|| format!("{name}: iterator expired"));
        let begins =
            self.gate.first_read.is_none().then(|| format!("{name}: from {}", start(self.gate.start)));
        let behind = self.further.then(|| format!("{name}: {} behind", lag(self.gate.millis_behind)));
        self.context.set_font("500 12px system-ui, sans-serif");
        for words in [expired, begins, behind, Some(name.clone())].into_iter().flatten() {
            if let Some(place) = self.place_of(&words, layout) {
                return self.words(&words, place);
            }
        }
    }

    /// Where words have place: left of the flag, else right of the gate, and over no words of the shard.
    fn place_of(&self, words: &str, layout: &Layout) -> Option<Rect> {
        let w = self.context.measure_text(words).map_or(0.0, |measured| measured.width());
        let places = [self.x - FLAG_PX - 5.0 - w, self.x + 5.0];
        let mut places = places.map(|x| Rect { x, y: self.y - 6.0, w, h: 12.0 }).into_iter();
        let has_place = |place: &Rect| self.slot.x < place.x && place.right() <= self.slot.right();
        places.find(|place| has_place(place) && !layout.is_taken(self.shard, place))
    }

    fn words(&self, words: &str, place: Rect) {
        let context = self.context;
        context.set_text_align("left");
        context.set_text_baseline("middle");
        // The bar of what is unread, the dashes or the pipe would run through the words.
        if self.gate.fan_out || self.x < place.x || 0 < self.gate.uncheckpointed {
            context.set_fill_style_str(&self.palette.surface);
            context.fill_rect(place.x - 3.0, place.y, place.w + 6.0, place.h);
        }
        context.set_fill_style_str(if self.gate.iterator_expired {
            &self.palette.err
        } else {
            &self.palette.text
        });
        _ = context.fill_text(words, place.x, self.y + 0.5);
    }
}
