//! Particles: a few records of many, from their producer to the rail and on to their strip, or back where refused.
//!
//! They are a picture of rates, not of single records: how many set off, where they fall and how many turn back are
//! the rates of the newest picture. Above some speed bands take their place.

use kinetoscope::world::view::{ProducerView, ShardView, StreamView, View};
use web_sys::CanvasRenderingContext2d as Context;

use super::layout::{Layout, Rect};
use super::palette::Palette;
use super::rail::segment;
use super::scale;
use crate::stage::shards::is_open;

/// Particles at once.
const PARTICLES_MAX: usize = 1_500;
const SIZE_PX: f64 = 3.0;
/// Seconds from the producer to the rail, and from the rail to the head of the strip, at most.
const TO_RAIL_S: f64 = 0.8;
const TO_HEAD_S: f64 = 1.3;
/// Seconds that a refused record takes to turn back, and how far it goes.
const BACK_S: f64 = 0.5;
const BACK_PX: f64 = 46.0;
/// Records reach the head of a strip along a line so far below its lower edge.
pub(super) const FEED_PX: f64 = 4.0;

#[derive(Clone, Copy)]
struct Particle {
    /// Seconds since it set off.
    age: f64,
    from: (f64, f64),
    /// Where it meets the rail, as a fraction.
    at: f64,
    shard: u32,
    refused: bool,
    /// From 0 to 1, its own.
    spread: f64,
}

/// All particles on their way.
#[derive(Default)]
pub(super) struct Particles {
    flying: Vec<Particle>,
    owed: f64,
    seed: u32,
}

impl Particles {
    /// Forgets all: the picture jumped to another moment.
    pub(super) fn clear(&mut self) {
        self.flying.clear();
    }

    /// Lets particles fly on for some seconds, and new ones set off.
    pub(super) fn advance(&mut self, view: &View, layout: &Layout, speed: f64, seconds: f64) {
        let pace = speed.clamp(0.1, 2.0);
        for particle in &mut self.flying {
            particle.age += seconds * pace;
        }
        self.flying
            .retain(|particle| particle.age < TO_RAIL_S + if particle.refused { BACK_S } else { TO_HEAD_S });
        let Some(stream) = view.streams.first() else { return };
        if scale::is_band(speed) || layout.ports.is_empty() {
            return self.clear();
        }
        let offered: u64 = stream.shards.iter().map(offered).sum();
        let each = scale::records_per_particle(offered, speed) as f64;
        self.owed = (self.owed + offered as f64 * speed * seconds / each).min(60.0);
        while 1.0 <= self.owed {
            self.owed -= 1.0;
            self.set_off(view, stream, layout, offered);
        }
    }

    fn set_off(&mut self, view: &View, stream: &StreamView, layout: &Layout, all: u64) {
        if PARTICLES_MAX <= self.flying.len() || all == 0 {
            return;
        }
        let mut ticket = self.draw() * all as f64;
        let mut shards = stream.shards.iter().filter(|shard| {
            ticket -= offered(shard) as f64;
            ticket < 0.0 && is_open(shard)
        });
        let Some(shard) = shards.next() else { return };
        let Some(from) = self.port(&view.producers, &stream.name, layout) else { return };
        let refused = self.draw() * (offered(shard) as f64) < shard.last_second.refused as f64;
        let (at, spread) = (self.place(stream, shard), self.draw());
        self.flying.push(Particle { age: 0.0, from, at, shard: shard.number, refused, spread });
    }

    /// Where on the rail a record of a shard falls: as the newest records did.
    fn place(&mut self, stream: &StreamView, shard: &ShardView) -> f64 {
        let count = stream.rail.len().max(1) as f64;
        let (first, last) =
            ((shard.from * count) as usize, ((shard.to * count) as usize).min(stream.rail.len()));
        let bins = stream.rail.get(first..last).unwrap_or(&[]);
        let mut ticket = self.draw() * bins.iter().sum::<u64>() as f64;
        let bin = bins.iter().position(|&bin| {
            ticket -= bin as f64;
            ticket < 0.0
        });
        let within = self.draw();
        match bin {
            Some(bin) => ((first + bin) as f64 + within) / count,
            None => shard.from + (shard.to - shard.from) * within,
        }
    }

    /// The producer that sends the next one, each as often as its rate.
    fn port(&mut self, producers: &[ProducerView], stream: &str, layout: &Layout) -> Option<(f64, f64)> {
        let rate = |producer: &ProducerView| {
            if producer.running && producer.stream == stream {
                producer.records_per_second.thousandths() as f64
            } else {
                0.0
            }
        };
        let mut ticket = self.draw() * producers.iter().map(rate).sum::<f64>();
        let sender = producers.iter().find(|producer| {
            ticket -= rate(producer);
            ticket < 0.0
        })?;
        layout.ports.iter().find(|(name, ..)| *name == sender.name).map(|&(_, x, y)| (x, y))
    }

    /// A number from 0 to 1: this is decoration, and needs no chance of the engine's.
    fn draw(&mut self) -> f64 {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.seed >> 8) / f64::from(1_u32 << 24)
    }

    /// Draws them, one colour after the other.
    pub(super) fn paint(&self, context: &Context, palette: &Palette, layout: &Layout, stream: &StreamView) {
        for shard in stream.shards.iter().filter(|shard| is_open(shard)) {
            let slot = layout.entry(shard.number);
            context.set_fill_style_str(palette.shard(shard.number));
            for particle in
                self.flying.iter().filter(|particle| particle.shard == shard.number && !particle.returns())
            {
                if let Some((x, y)) = particle.there(layout.rail, slot) {
                    context.fill_rect(x - SIZE_PX / 2.0, y - SIZE_PX / 2.0, SIZE_PX, SIZE_PX);
                }
            }
        }
        context.set_fill_style_str(&palette.err);
        for particle in self.flying.iter().filter(|particle| particle.returns()) {
            let (x, y) = particle.back(layout.rail);
            context.fill_rect(x - SIZE_PX / 2.0, y - SIZE_PX / 2.0, SIZE_PX, SIZE_PX);
        }
    }
}

impl Particle {
    /// Whether it is on its way back.
    fn returns(&self) -> bool {
        self.refused && TO_RAIL_S < self.age
    }

    /// Where it is on its way there; `None` once it is past what is shown.
    fn there(&self, rail: Rect, slot: Option<Rect>) -> Option<(f64, f64)> {
        let at = (rail.x, rail.y + self.at * rail.h);
        if self.age < TO_RAIL_S {
            return Some(curve(self.from, at, self.age / TO_RAIL_S));
        }
        let slot = slot?;
        let gone = (self.age - TO_RAIL_S) / TO_HEAD_S;
        let entry =
            if 0.0 < slot.w { (slot.x, slot.bottom() + FEED_PX) } else { (slot.x, slot.y + slot.h / 2.0) };
        // A third of the way through the ribbon, the rest along the strip to its head, if it shows.
        if gone < 0.33 {
            Some(curve((rail.right(), at.1), entry, gone / 0.33))
        } else {
            (0.0 < slot.w).then(|| (slot.x + slot.w * (gone - 0.33) / 0.67, entry.1))
        }
    }

    /// Where it is on its way back.
    fn back(&self, rail: Rect) -> (f64, f64) {
        let gone = ((self.age - TO_RAIL_S) / BACK_S).clamp(0.0, 1.0);
        let drop = (self.spread - 0.5) * 48.0;
        // On a phone there is less place before the rail.
        (rail.x - BACK_PX.min(rail.x) * gone, rail.y + self.at * rail.h + drop * gone)
    }
}

/// A soft curve that leaves and arrives level.
fn curve(from: (f64, f64), to: (f64, f64), gone: f64) -> (f64, f64) {
    let smooth = gone * gone * (3.0 - 2.0 * gone);
    (from.0 + (to.0 - from.0) * gone, from.1 + (to.1 - from.1) * smooth)
}

fn offered(shard: &ShardView) -> u64 {
    shard.last_second.accepted + shard.last_second.refused
}

/// Bands in place of particles: as wide as the rate.
pub(super) fn bands(context: &Context, palette: &Palette, layout: &Layout, view: &View) {
    let Some(stream) = view.streams.first() else { return };
    let limit = kinetoscope::streams::WRITE_RECORDS_PER_SECOND as f64;
    context.set_line_width(1.0);
    for shard in stream.shards.iter().filter(|shard| is_open(shard)) {
        let (Some(slot), place) = (layout.entry(shard.number), segment(layout.rail, shard)) else { continue };
        let middle = place.y + place.h / 2.0;
        let width = |records: u64| (records as f64 / limit * slot.h * 0.45).max(1.0);
        context.set_stroke_style_str(palette.shard(shard.number));
        context.set_global_alpha(0.45);
        band(
            context,
            (layout.rail.right(), middle),
            (slot.x, slot.y + slot.h / 2.0),
            width(shard.last_second.accepted),
        );
        for &(_, x, y) in &layout.ports {
            band(context, (x, y), (layout.rail.x, middle), width(offered(shard)) / layout.ports.len() as f64);
        }
        context.set_global_alpha(1.0);
    }
}

fn band(context: &Context, from: (f64, f64), to: (f64, f64), width: f64) {
    let middle = (from.0 + to.0) / 2.0;
    context.begin_path();
    context.move_to(from.0, from.1);
    context.bezier_curve_to(middle, from.1, middle, to.1, to.0, to.1);
    context.set_line_width(width);
    context.stroke();
}
