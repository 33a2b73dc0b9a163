//! Wires from the stream and from producers to the delivery streams that read it, or that they put into.
//!
//! A wire goes from its source to one side, up or down, and from the left into a card. Where the cards stand in the order of
//! their sources, as those of delivery streams do, no wire crosses another.

use kinetoscope::world::view::View;
use web_sys::CanvasRenderingContext2d as Context;

use super::layout::{Layout, Rect};
use super::palette::Palette;

/// From a wire to what it goes around.
const GAP_PX: f64 = 8.0;
/// From the lower end of the film to where wires begin at it.
const TAP_PX: f64 = 6.0;
/// From the lower end of the rail to where there is nothing beside it any more.
const BELOW_RAIL_PX: f64 = 30.0;
/// Between wires that go up or down beside each other, and between those that enter the same card.
const LANE_PX: f64 = 7.0;
/// From the upper edge of a card to where the first wire comes in.
const ENTRY_PX: f64 = 18.0;
const CORNER_PX: f64 = 6.0;
const ARROW_PX: f64 = 7.0;
const DOT_PX: f64 = 3.0;

/// A place, in pixels.
type Point = (f64, f64);

/// What a wire joins: where it begins, and the card that it leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ends {
    from: Point,
    /// Whether it begins at the strips, and not at a producer.
    of_stream: bool,
    to: Rect,
}

/// Where wires may go up and down.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Room {
    /// Between producers and whatever is beside them; on a phone, before the cards.
    left: f64,
    right: f64,
    /// The trunk of the wires that come from the strips.
    trunk: f64,
    /// Where they go down and to the side before, if the rail is in their way.
    around: Option<Point>,
}

/// Draws all wires.
pub(super) fn draw(context: &Context, palette: &Palette, layout: &Layout, view: &View) {
    let ends = ends(layout, view);
    let Some(room) = room(layout, &ends) else { return };
    for way in routes(&ends, room) {
        // What lies behind a wire leaves it free.
        for (ink, width) in [(&palette.surface, 5.0), (&palette.info, 1.75)] {
            context.set_stroke_style_str(ink);
            context.set_line_width(width);
            line(context, &way);
        }
        context.set_fill_style_str(&palette.info);
        way.first().into_iter().for_each(|begin| dot(context, *begin));
        way.last().into_iter().for_each(|end| arrow(context, *end));
    }
}

/// What is to be joined, from the upper cards to the lower ones.
fn ends(layout: &Layout, view: &View) -> Vec<Ends> {
    let shown = view.streams.first().map(|stream| &stream.name);
    let mut all = vec![];
    for (name, card) in &layout.sinks {
        let found = view.delivery_streams.iter().find(|stream| stream.name == *name);
        let source = found.and_then(|stream| stream.source.as_ref());
        if let Some((_, strip)) = layout.slots.last().filter(|_| source.is_some() && source == shown) {
            all.push(Ends { from: (strip.x, strip.bottom() - TAP_PX), of_stream: true, to: *card });
        }
        for producer in view.producers.iter().filter(|producer| producer.stream == *name) {
            let port = layout.ports.iter().find(|(port, ..)| *port == producer.name);
            all.extend(port.map(|&(_, x, y)| Ends { from: (x, y), of_stream: false, to: *card }));
        }
    }
    all
}

/// The room that there is, if there is anything to join: between producers and the rail, or on a phone before the cards.
fn room(layout: &Layout, ends: &[Ends]) -> Option<Room> {
    let cards = ends.iter().map(|ends| ends.to.x).min_by(f64::total_cmp)?;
    let producers = ends.iter().filter(|ends| !ends.of_stream).map(|ends| ends.from.0);
    let begins = producers.max_by(f64::total_cmp).unwrap_or(0.0);
    let strips = layout.slots.last().map_or(cards, |(_, strip)| strip.x);
    // On a phone the cards begin before the rail.
    let is_beside = layout.rail.x < cards && begins + 2.0 * GAP_PX < layout.rail.x;
    if is_beside {
        let (right, trunk) = (layout.rail.x - GAP_PX, strips.min(cards) - GAP_PX);
        return Some(Room { left: begins + GAP_PX, right, trunk, around: None });
    }
    let right = cards - GAP_PX;
    let around = (right < strips).then(|| (strips - TAP_PX, layout.rail.bottom() + BELOW_RAIL_PX));
    Some(Room { left: (right - 2.0 * LANE_PX).max(2.0), right, trunk: right, around })
}

/// The corners of each wire, from its beginning to its end at the card.
fn routes(ends: &[Ends], room: Room) -> Vec<Vec<Point>> {
    let entry = |number: usize| {
        let card = ends[number].to;
        let before = ends[..number].iter().filter(|other| other.to == card).count() as f64;
        (card.y + ENTRY_PX + before * LANE_PX).min(card.bottom())
    };
    let goes_down = |number: usize| ends[number].from.1 <= entry(number);
    let way = |number: usize| {
        let (x, y) = ends[number].from;
        let alike = |other: &usize| !ends[*other].of_stream && goes_down(*other) == goes_down(number);
        let place = (0..number).filter(alike).count() as f64;
        // Wires that go down make room for those below; wires that go up, for those above.
        let beside = match (ends[number].of_stream, goes_down(number)) {
            (true, _) => room.trunk,
            (false, true) => (room.right - place * LANE_PX).max(room.left),
            (false, false) => (room.left + place * LANE_PX).min(room.right),
        };
        let (to, card) = (entry(number), ends[number].to.x);
        match room.around.filter(|_| ends[number].of_stream) {
            Some((side, below)) => {
                vec![(x, y), (side, y), (side, below), (beside, below), (beside, to), (card, to)]
            }
            None => vec![(x, y), (beside, y), (beside, to), (card, to)],
        }
    };
    (0..ends.len()).map(way).collect()
}

/// A line with soft corners.
fn line(context: &Context, way: &[Point]) {
    let [begin, .., end] = way else { return };
    context.begin_path();
    context.move_to(begin.0, begin.1);
    for pair in way[1..].windows(2) {
        let ((x, y), (next_x, next_y)) = (pair[0], pair[1]);
        // Fails only for a radius below zero.
        _ = context.arc_to(x, y, next_x, next_y, CORNER_PX);
    }
    context.line_to(end.0, end.1);
    context.stroke();
}

fn dot(context: &Context, (x, y): Point) {
    context.begin_path();
    // Fails only for a radius below zero.
    _ = context.arc(x, y, DOT_PX, 0.0, core::f64::consts::TAU);
    context.fill();
}

fn arrow(context: &Context, (x, y): Point) {
    context.begin_path();
    context.move_to(x, y);
    context.line_to(x - ARROW_PX, y - 4.0);
    context.line_to(x - ARROW_PX, y + 4.0);
    context.fill();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(y: f64) -> Rect {
        Rect { x: 330.0, y, w: 300.0, h: 70.0 }
    }

    fn producer(y: f64, to: Rect) -> Ends {
        Ends { from: (164.0, y), of_stream: false, to }
    }

    fn stream(to: Rect) -> Ends {
        Ends { from: (308.0, 320.0), of_stream: true, to }
    }

    fn layout() -> Layout {
        let mut layout = Layout::default();
        layout.rail = Rect { x: 244.0, y: 60.0, w: 32.0, h: 240.0 };
        layout.slots = vec![(0, Rect { x: 308.0, y: 268.0, w: 400.0, h: 44.0 })];
        layout
    }

    /// Whether a level stretch of one wire meets an upright stretch of another.
    fn cross(one: &[Point], other: &[Point]) -> bool {
        let within = |at: f64, from: f64, to: f64| from.min(to) < at && at < from.max(to);
        let meets = |level: &[Point], upright: &[Point]| {
            let (from, to, top, bottom) = (level[0], level[1], upright[0], upright[1]);
            from.1 == to.1
                && top.0 == bottom.0
                && within(top.0, from.0, to.0)
                && within(from.1, top.1, bottom.1)
        };
        let mut stretches = one.windows(2);
        stretches.any(|one| other.windows(2).any(|other| meets(one, other) || meets(other, one)))
    }

    #[track_caller]
    fn check(layout: &Layout, ends: &[Ends]) -> Vec<Vec<Point>> {
        let room = room(layout, ends).unwrap();
        let ways = routes(ends, room);
        for (number, (way, ends)) in ways.iter().zip(ends).enumerate() {
            let (begin, end) = (way[0], way[way.len() - 1]);
            assert_eq!(begin, ends.from, "wire {number} begins at its source");
            assert_eq!(end.0, ends.to.x, "wire {number} ends at the edge of its card");
            assert!((ends.to.y..=ends.to.bottom()).contains(&end.1), "wire {number} ends beside its card");
            for (other, against) in ways[..number].iter().enumerate() {
                assert!(!cross(way, against), "wire {number} crosses wire {other}: {way:?}, {against:?}");
            }
        }
        ways
    }

    #[test]
    fn wires_to_cards_in_the_order_of_their_sources_cross_nowhere() {
        let cards = [400.0, 490.0, 580.0, 670.0].map(card);
        // Producers above all cards, below all, and on both sides; the stream before them.
        for heights in
            [[20.0, 120.0, 220.0], [700.0, 900.0, 1_100.0], [84.0, 520.0, 960.0], [415.0, 510.0, 600.0]]
        {
            let producers = heights.into_iter().zip(&cards[1..]).map(|(y, to)| producer(y, *to));
            check(&layout(), &[stream(cards[0])].into_iter().chain(producers).collect::<Vec<_>>());
        }
    }

    #[test]
    fn delivery_streams_that_read_the_same_stream_share_a_trunk_beside_the_strips() {
        let ways = check(&layout(), &[stream(card(400.0)), stream(card(490.0)), producer(84.0, card(580.0))]);
        assert_eq!([ways[0][1].0, ways[1][1].0], [300.0, 300.0]);
        // No wire of a producer comes over the rail.
        assert!(ways[2][1].0 < layout().rail.x);
    }

    #[test]
    fn two_producers_of_one_delivery_stream_come_in_at_two_places() {
        let ways = check(&layout(), &[producer(84.0, card(400.0)), producer(284.0, card(400.0))]);
        assert_eq!(ways[1][3].1 - ways[0][3].1, LANE_PX);
        assert_ne!(ways[0][1].0, ways[1][1].0);
    }

    #[test]
    fn on_a_phone_wires_go_around_the_rail_and_before_the_cards() {
        let card = |y| Rect { x: 20.0, y, w: 280.0, h: 150.0 };
        let mut layout = Layout::default();
        layout.rail = Rect { x: 32.0, y: 60.0, w: 32.0, h: 240.0 };
        layout.slots = vec![(0, Rect { x: 76.0, y: 200.0, w: 220.0, h: 64.0 })];
        let ends = [
            Ends { from: (76.0, 258.0), of_stream: true, to: card(600.0) },
            Ends { from: (8.0, 1_000.0), of_stream: false, to: card(760.0) },
        ];
        let ways = check(&layout, &ends);
        let over_rail =
            |&(x, y): &Point| (layout.rail.x..=layout.rail.right()).contains(&x) && y <= layout.rail.bottom();
        assert!(!ways.iter().flatten().any(over_rail), "{ways:?}");
        assert!(ways.iter().all(|way| (2.0..20.0).contains(&way[way.len() - 2].0)), "{ways:?}");
        let alone = check(&layout, &ends[..1]);
        assert_eq!(alone[0], ways[0], "also without producers");
        assert_eq!(room(&layout, &[]), None);
    }
}
