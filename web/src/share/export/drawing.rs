//! The stage as a drawing of its own, without a canvas: producers, the key rail, a strip for each shard, its readers.

use kinetoscope::world::view::{ShardState, ShardView, View};

use crate::ui::glyph;
use crate::ui::text;

const WIDTH: f64 = 960.0;
const STRIP_PX: f64 = 40.0;
const ROW_PX: f64 = 86.0;
const TOP_PX: f64 = 72.0;
const RAIL_X: f64 = 200.0;
const FILM_X: f64 = 268.0;
const FILM_W: f64 = 560.0;
/// Colours of the light theme, by identity; a drawing has no style sheet.
const COLOURS: [&str; 6] = ["#15197C", "#2F86C1", "#A52B1E", "#AD7A22", "#7A3CC4", "#58012B"];

/// The drawing of the stream that the stage shows.
pub(super) fn svg(view: &View) -> String {
    let Some(stream) = view.streams.first() else { return String::new() };
    let shards: Vec<_> = stream.shards.iter().filter(|shard| shard.is_open()).collect();
    let height = TOP_PX + ROW_PX * shards.len().max(view.producers.len()).max(2) as f64 + 24.0;
    let mut drawing = Drawing(String::new());
    drawing.words(24.0, 34.0, 20, &stream.name);
    let facts = format!(
        "{}, {}, load {}",
        text::plural(shards.len(), "open shard"),
        text::clock(view.elapsed_us),
        stream.skew.word
    );
    drawing.words(24.0, 54.0, 12, &facts);
    for (place, producer) in view.producers.iter().enumerate() {
        let y = TOP_PX + ROW_PX * place as f64;
        drawing.rect((24.0, y, 140.0, 58.0), "none", "#8A8578");
        drawing.words(34.0, y + 24.0, 14, &producer.name);
        let rate = format!("{} records/s", text::count(producer.records_per_second.thousandths() / 1_000));
        drawing.words(34.0, y + 44.0, 12, &rate);
    }
    let rail = (height - TOP_PX - 24.0).max(1.0);
    for (row, shard) in shards.iter().enumerate() {
        let colour = COLOURS[glyph::colour(shard.number) as usize % COLOURS.len()];
        let (y, top) = (TOP_PX + ROW_PX * row as f64, TOP_PX + rail * shard.from);
        drawing.rect((RAIL_X, top, 20.0, rail * (shard.to - shard.from) - 2.0), colour, "none");
        drawing.strip(view, shard, y, colour);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"system-ui, sans-serif\" fill=\"#1B1D22\">\n\
         <!-- One moment of the stage of Kinetoscope. It cannot say what came before and after: a session file can. -->\n\
         <title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n{}</svg>\n",
        escaped(&view.summary),
        drawing.0
    )
}

struct Drawing(String);

impl Drawing {
    fn words(&mut self, x: f64, y: f64, size: u32, words: &str) {
        self.0 += &format!("<text x=\"{x}\" y=\"{y:.1}\" font-size=\"{size}\">{}</text>\n", escaped(words));
    }

    fn rect(&mut self, (x, y, width, height): (f64, f64, f64, f64), fill: &str, stroke: &str) {
        self.0 += &format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"3\" fill=\"{fill}\" stroke=\"{stroke}\"/>\n"
        );
    }

    /// One strip with its name, its frames and its readers.
    fn strip(&mut self, view: &View, shard: &ShardView, y: f64, colour: &str) {
        let state = if shard.state == ShardState::Throttled {
            format!(", throttled: refused {}/s", text::count(shard.last_second.refused))
        } else {
            String::new()
        };
        self.words(FILM_X, y + 10.0, 13, &format!("Shard {}{state}", shard.number));
        let film = y + 18.0;
        self.rect((FILM_X, film, FILM_W, STRIP_PX), "#F1EFE9", "#DAD6CB");
        let most = f64::from(shard.film.iter().max().copied().unwrap_or(0).max(1));
        let width = FILM_W / shard.film.len().max(1) as f64;
        for (place, &records) in shard.film.iter().enumerate().filter(|(_, records)| **records > 0) {
            let height = (f64::from(records) / most * (STRIP_PX - 8.0)).max(1.5);
            let at = (
                FILM_X + width * place as f64,
                film + STRIP_PX - 4.0 - height,
                (width - 1.0).max(0.5),
                height,
            );
            self.rect(at, colour, "none");
        }
        let window = view.film_part.total_micros() as f64 * shard.film.len().max(1) as f64;
        for gate in &shard.gates {
            let back = gate.next_arrival.map_or(0.0, |at| view.film_until.since(at).total_micros() as f64);
            let x = FILM_X + FILM_W * (1.0 - (back / window).clamp(0.0, 1.0));
            self.rect((x - 1.0, film - 3.0, 2.0, STRIP_PX + 6.0), "#354478", "none");
        }
        let readers: Vec<_> = shard
            .gates
            .iter()
            .map(|gate| format!("{} {} behind", gate.reader, text::length(gate.millis_behind * 1_000)))
            .collect();
        self.words(FILM_X, film + STRIP_PX + 14.0, 11, &readers.join(", "));
    }
}

/// A text inside of an element.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
