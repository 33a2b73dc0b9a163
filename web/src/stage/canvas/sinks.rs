//! Lines from streams and producers to the delivery streams that read them, or that they put into.

use kinetoscope::world::view::View;
use web_sys::CanvasRenderingContext2d as Context;

use super::layout::{Layout, Rect};
use super::palette::Palette;

/// From a line to the elements that it goes around, and between two lines.
const GAP_PX: f64 = 5.0;
/// From the left edge of a card to where a line comes in.
const ENTRY_PX: f64 = 17.0;

/// Draws all lines.
pub(super) fn draw(context: &Context, palette: &Palette, layout: &Layout, view: &View) {
    context.set_stroke_style_str(&palette.info);
    context.set_fill_style_str(&palette.info);
    context.set_line_width(1.5);
    let mut lines = 0.0;
    for (name, sink) in &layout.sinks {
        let source = view.delivery_streams.iter().find(|stream| stream.name == *name);
        let source = source.and_then(|stream| stream.source.as_ref());
        let is_shown = source.is_some() && source == view.streams.first().map(|stream| &stream.name);
        if let Some((_, strip)) = layout.slots.last().filter(|_| is_shown) {
            lines += 1.0;
            let beside = (strip.x.min(sink.x) - GAP_PX * (1.0 + lines)).max(2.0);
            line(context, (strip.x, strip.bottom() + GAP_PX), [beside, GAP_PX - 2.0], sink);
        }
        for producer in view.producers.iter().filter(|producer| producer.stream == *name) {
            let port = layout.ports.iter().find(|(port, ..)| *port == producer.name);
            if let Some(&(_, x, y)) = port {
                lines += 1.0;
                let beside = if x < sink.x {
                    x + 0.5 * GAP_PX * (1.0 + lines % 4.0)
                } else {
                    (sink.x - GAP_PX).max(2.0)
                };
                line(context, (x.min(sink.x), y), [beside, GAP_PX + 1.0], sink);
            }
        }
    }
}

/// A line: to one side, up or down, and along to a card, into which it comes from above.
fn line(context: &Context, (x, y): (f64, f64), [beside, over]: [f64; 2], sink: &Rect) {
    let (entry, above) = (sink.x + ENTRY_PX, sink.y - over);
    context.begin_path();
    context.move_to(x, y);
    for (x, y) in [(beside, y), (beside, above), (entry, above), (entry, sink.y)] {
        context.line_to(x, y);
    }
    context.stroke();
    context.begin_path();
    context.move_to(entry - 3.5, sink.y - GAP_PX);
    context.line_to(entry + 3.5, sink.y - GAP_PX);
    context.line_to(entry, sink.y);
    context.fill();
}
