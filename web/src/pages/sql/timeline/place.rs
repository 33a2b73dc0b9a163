//! Where windows and rows stand.

use kinetoscope::analytics::rehearsal::{LaneView, Look, MarkView, WindowView};

/// Heights in CSS pixels: of a lane of windows that follow each other, and of a line of those that overlap.
const HEIGHT: f64 = 64.0;
const LINE: f64 = 24.0;
/// Lines that are drawn of windows that overlap: those of the newest keys.
const LINES_MAX: usize = 8;
/// Rows of different keys stand on so many heights.
const STEPS: u32 = 6;
/// How much of the width lies ahead of the clock.
const AHEAD: f64 = 0.12;
/// The least and the most time that is shown by itself, in milliseconds, and how many windows of it.
const SPAN_MIN: i64 = 60_000;
const SPAN_MAX: i64 = 1_200_000;
const WINDOWS: i64 = 4;
/// Marks below the lanes.
const TICKS: &[i64] =
    &[5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];
const TICKS_MAX: i64 = 6;

/// By which time rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlacedBy {
    Rowtime,
    Arrival,
    Event,
}

impl PlacedBy {
    pub(super) const ALL: [Self; 3] = [Self::Rowtime, Self::Arrival, Self::Event];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Rowtime => "rowtime",
            Self::Arrival => "arrival",
            Self::Event => "event",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rowtime => "ROWTIME",
            Self::Arrival => "Arrival",
            Self::Event => "Event time",
        }
    }

    /// The time of a row; its ROWTIME where it does not tell the other.
    fn time(self, mark: &MarkView) -> i64 {
        match self {
            Self::Rowtime => mark.rowtime,
            Self::Arrival => mark.arrival.unwrap_or(mark.rowtime),
            Self::Event => mark.event.unwrap_or(mark.rowtime),
        }
    }
}

/// The time that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Frame {
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) now: i64,
}

/// A row where it is drawn: across in percent, down in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) window: u64,
    pub(super) mark: u64,
    pub(super) is_late: bool,
}

impl Frame {
    /// So many seconds up to the clock and a little beyond; where none are said, some windows of the longest.
    pub(super) fn of(look: &Look, seconds: i64) -> Self {
        let length = |window: &WindowView| window.until.map_or(0, |until| until - window.from);
        let longest = look.lanes.iter().flat_map(|lane| &lane.windows).map(length).max().unwrap_or(0);
        let span = match seconds {
            0 => (longest * WINDOWS).clamp(SPAN_MIN, SPAN_MAX),
            seconds => seconds * 1_000,
        };
        let ahead = (span as f64 * AHEAD) as i64;
        // At first nothing lies behind: what began stands at the left.
        let from = (look.now + ahead - span).max(look.began - span / 50);
        Self { from, until: from + span, now: look.now }
    }

    /// Where a moment is, in percent of the width.
    pub(super) fn percent(&self, at: i64) -> f64 {
        (at - self.from) as f64 * 100.0 / (self.until - self.from).max(1) as f64
    }

    /// Moments that are marked.
    pub(super) fn ticks(&self) -> Vec<i64> {
        let span = self.until - self.from;
        let step = TICKS.iter().copied().find(|step| span / step <= TICKS_MAX).unwrap_or(span.max(1));
        let first = (self.from.div_euclid(step) + 1) * step;
        (0..=TICKS_MAX).map(|n| first + n * step).filter(|at| *at < self.until - span / 30).collect()
    }

    fn shows(&self, window: &WindowView) -> bool {
        window.until.is_none_or(|until| self.from <= until) && window.from <= self.until
    }
}

/// The keys of windows that overlap, each a line, in the order in which they were first met.
pub(super) fn lines(lane: &LaneView, frame: &Frame) -> Vec<String> {
    if !lane.overlaps {
        return Vec::new();
    }
    let mut keys: Vec<String> = Vec::new();
    for window in lane.windows.iter().rev().filter(|window| frame.shows(window)) {
        if !keys.contains(&window.key) && keys.len() < LINES_MAX {
            keys.push(window.key.clone());
        }
    }
    keys.sort_unstable();
    keys
}

/// How high a lane is.
pub(super) fn height(lines: &[String]) -> f64 {
    if lines.is_empty() { HEIGHT } else { lines.len() as f64 * LINE + 8.0 }
}

/// The top and the height of a window; none where its line is not drawn.
pub(super) fn band(window: &WindowView, lines: &[String]) -> Option<(f64, f64)> {
    if lines.is_empty() {
        return Some((4.0, HEIGHT - 8.0));
    }
    let line = lines.iter().position(|key| *key == window.key)?;
    Some((4.0 + line as f64 * LINE + 1.0, LINE - 2.0))
}

/// The windows of a lane that are in sight.
pub(super) fn windows<'l>(lane: &'l LaneView, frame: &'l Frame) -> impl Iterator<Item = &'l WindowView> {
    lane.windows.iter().filter(|window| lane.slides || frame.shows(window))
}

/// The rows of a lane that are in sight.
pub(super) fn marks(lane: &LaneView, frame: &Frame, by: PlacedBy, lines: &[String]) -> Vec<Placed> {
    let mut placed = Vec::new();
    for window in &lane.windows {
        let Some((top, height)) = band(window, lines) else { continue };
        for mark in &window.marks {
            let x = frame.percent(by.time(mark));
            if !(0.0..=100.0).contains(&x) {
                continue;
            }
            let y = if lane.overlaps {
                top + height / 2.0
            } else {
                top + 10.0 + step(&mark.key) * (height - 20.0)
            };
            placed.push(Placed { x, y, window: window.number, mark: mark.number, is_late: mark.is_late });
        }
    }
    placed
}

/// The height of a key, from 0 to 1: the same key stands on the same height.
fn step(key: &str) -> f64 {
    let sum = key.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    f64::from(sum % STEPS) / f64::from(STEPS - 1)
}

/// The row that is nearest to a place; across in percent of so many pixels.
pub(super) fn nearest(marks: &[Placed], x: f64, y: f64, width: f64) -> Option<Placed> {
    let far = |mark: &Placed| ((mark.x - x) * width / 100.0).hypot(mark.y - y);
    marks.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(number: u64, key: &str, from: i64, until: i64, times: &[i64]) -> WindowView {
        let mark = |(place, rowtime): (usize, &i64)| MarkView {
            number: place as u64,
            key: key.to_owned(),
            rowtime: *rowtime,
            arrival: None,
            event: Some(rowtime - 5_000),
            is_late: rowtime - 5_000 < from,
        };
        let marks = times.iter().enumerate().map(mark).collect();
        let rows = times.len() as u64;
        WindowView {
            number,
            key: key.to_owned(),
            from,
            until: Some(until),
            is_open: false,
            rows,
            told: 1,
            marks,
        }
    }

    fn lane(overlaps: bool, windows: Vec<WindowView>) -> LaneView {
        let text = String::new;
        LaneView { kind: text(), about: text(), pump: text(), into: text(), overlaps, slides: false, windows }
    }

    fn look(now: i64, lanes: Vec<LaneView>) -> Look {
        Look { began: 0, now, records: 0, is_over: false, times: vec![], tables: vec![], lanes }
    }

    #[test]
    fn as_much_is_shown_as_four_windows_take() {
        let minute = || lane(false, vec![window(1, "", 0, 60_000, &[])]);
        let frame = Frame::of(&look(600_000, vec![minute()]), 0);
        assert_eq!((frame.until - frame.from, frame.until > frame.now), (240_000, true));
        let chosen = Frame::of(&look(600_000, vec![minute()]), 60);
        assert_eq!(chosen.until - chosen.from, 60_000);
        let first = Frame::of(&look(0, vec![]), 0);
        assert_eq!((first.from, first.until), (-1_200, 58_800), "what begins stands at the left");
        assert!(
            frame.ticks().len() as i64 <= TICKS_MAX + 1
                && frame.ticks().iter().all(|tick| tick % 60_000 == 0)
        );
    }

    #[test]
    fn rows_stand_at_the_time_that_was_chosen() {
        let frame = Frame { from: 0, until: 100_000, now: 90_000 };
        let lane = lane(false, vec![window(1, "a", 10_000, 20_000, &[12_000, 19_000])]);
        let at =
            |by| marks(&lane, &frame, by, &[]).iter().map(|mark| (mark.x, mark.is_late)).collect::<Vec<_>>();
        assert_eq!(at(PlacedBy::Rowtime), [(12.0, true), (19.0, false)]);
        assert_eq!(at(PlacedBy::Event), [(7.0, true), (14.0, false)]);
        assert_eq!(at(PlacedBy::Arrival), at(PlacedBy::Rowtime));
    }

    #[test]
    fn windows_that_overlap_have_a_line_for_each_key() {
        let frame = Frame { from: 0, until: 100_000, now: 90_000 };
        let windows =
            vec![window(1, "b", 0, 10, &[5]), window(2, "a", 5, 15, &[6]), window(3, "b", 11, 21, &[12])];
        let lane = lane(true, windows);
        let lines = lines(&lane, &frame);
        assert_eq!(lines, ["a", "b"]);
        let tops: Vec<_> = lane.windows.iter().map(|window| band(window, &lines).unwrap().0).collect();
        assert!(tops[0] == tops[2] && tops[1] < tops[0]);
    }

    #[test]
    fn the_nearest_row_is_that_at_the_pointer() {
        let mark = |x, y, mark| Placed { x, y, window: 1, mark, is_late: false };
        let marks = [mark(10.0, 10.0, 0), mark(10.5, 40.0, 1), mark(60.0, 10.0, 2)];
        assert_eq!(nearest(&marks, 10.2, 38.0, 1_000.0).map(|it| it.mark), Some(1));
        assert_eq!(nearest(&marks, 50.0, 10.0, 1_000.0).map(|it| it.mark), Some(2));
        assert_eq!(nearest(&[], 0.0, 0.0, 1.0), None);
    }
}
