//! Why a row fell into its window, in a sentence or two.

use alloc::format;
use alloc::string::String;

use super::{Kind, Lane, Mark, Window, Windows};
use crate::analytics::operator::sliding::Frame;
use crate::analytics::output::text_of;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

impl Windows {
    /// Why a row is in its window; `time` is the place of the time that the row tells, with the name of its column.
    pub fn explain(&self, lane: &Lane, window: &Window, mark: &Mark, time: Option<(usize, &str)>) -> String {
        let mut text = lane.reason(window, mark);
        let late = time.filter(|(place, _)| self.is_late(lane, window, mark, *place));
        if let Some((told, name)) = late.and_then(|(place, name)| Some((self.time(mark, place)?, name))) {
            text += &format!(
                " It is late: {name} says {}, which lies before this window. Windows go by ROWTIME, so it counts here all the same{}.",
                clock(told),
                match lane.kind {
                    Kind::Tumbling if lane.has_keys() =>
                        ", in a group of its own where the time is one of the keys",
                    _ => "",
                }
            );
        }
        text
    }
}

impl Lane {
    fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    fn reason(&self, window: &Window, mark: &Mark) -> String {
        let rowtime = clock(mark.rowtime);
        let end = window.until.map_or_else(|| String::from("no known moment"), clock);
        let of = if mark.key.is_empty() { String::new() } else { format!(" of {}", mark.key) };
        match self.kind {
            Kind::Tumbling => format!(
                "Its ROWTIME, {rowtime}, lies in the period from {} up to {end}. All groups of the period are told of when it is over.",
                clock(window.from)
            ),
            Kind::Sorting => format!(
                "Its ROWTIME, {rowtime}, lies in the period from {} up to {end}. The rows of the period leave sorted when it is over.",
                clock(window.from)
            ),
            Kind::Counting(length) => format!(
                "Its ROWTIME, {rowtime}, lies in the {} from {} up to {end}. The values are counted when they are over.",
                seconds(length),
                clock(window.from)
            ),
            Kind::Changing => format!(
                "It has the value {} as the rows before it have. The group is told of when another value comes.",
                window.key
            ),
            Kind::Stagger(length) if mark.rowtime == window.from => format!(
                "It came at {rowtime} when no window{of} was open, and opened this one for {}, up to {end}.",
                seconds(length)
            ),
            Kind::Stagger(length) => format!(
                "The window{of} was opened by its first row at {} for {}. This row came at {rowtime}, before it ends at {end}.",
                clock(window.from),
                seconds(length)
            ),
            Kind::Sliding(frame) => {
                let rows = window.count_of(mark);
                let reach = match frame {
                    Frame::Range(length) => format!(
                        "{} back to {}, both ends included",
                        seconds(length),
                        clock(window.from_of(mark))
                    ),
                    Frame::Rows(count) => format!("{count} rows back"),
                    Frame::Unbounded => "back to the first row".into(),
                };
                let noun = if rows == 1 { "row" } else { "rows" };
                format!(
                    "Each row has a window of its own, which ends with it at {rowtime} and goes {reach}: {rows} {noun}{of}. It is answered at once."
                )
            }
        }
    }
}

/// A moment as the time of its day.
fn clock(moment: i64) -> String {
    let text = text_of(&Value::Timestamp(moment), SqlType::Timestamp).unwrap_or_default();
    match text.split_once(' ') {
        Some((_, time)) => time.into(),
        None => text,
    }
}

fn seconds(millis: i64) -> String {
    match (millis / 1_000, millis % 1_000) {
        (1, 0) => "1 second".into(),
        (seconds, 0) => format!("{seconds} seconds"),
        _ => format!("{millis} milliseconds"),
    }
}
