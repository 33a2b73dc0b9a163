//! The two-axis gauge: a bar fills with bytes up to the size hint, a ring sweeps with the interval, and the label says which
//! of them will close the buffer, and when. All of it is what the engine foresees.

use kinetoscope::time::Instant;
use kinetoscope::world::view::delivery_stream::{BufferView, LaneView};
use leptos::prelude::*;

use super::here::use_here;
use crate::ui::live::{If, List, holds, maybe, words};
use crate::ui::text;

/// The gauges of all buffers that the delivery stream has: data first.
#[component]
pub(super) fn Gauges() -> impl IntoView {
    let here = use_here();
    let lanes = Memo::new(move |_| {
        let names = |lanes: &[LaneView]| lanes.iter().map(|lane| lane.lane.clone()).collect::<Vec<_>>();
        here.with_stream(|stream| names(&stream.lanes)).unwrap_or_default()
    });
    let gauge = Callback::new(|lane: String| view! { <Gauge lane=lane/> }.into_any());
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-gauges-title">
            <div class="card-head">
                <h2 id="firehose-gauges-title">"What fills, and what will close it"</h2>
                <Flush/>
            </div>
            <div class="gauges" data-testid="firehose-gauges"><List keys=lanes.into() row=gauge/></div>
            <Partitions/>
        </section>
    }
}

/// Closes all buffers now.
#[component]
fn Flush() -> impl IntoView {
    let here = use_here();
    let flush = move |_| {
        let name = here.stream.get_untracked();
        here.act(&serde_json::json!({ "flush": { "delivery_stream": name } }));
    };
    view! {
        <button type="button" class="button small" data-testid="firehose-flush" on:click=flush>"Deliver now"</button>
    }
}

/// Where records are spread over prefixes, how many of them wait.
#[component]
fn Partitions() -> impl IntoView {
    let here = use_here();
    let next = Memo::new(move |_| {
        here.with_stream(|stream| {
            let next = stream.lanes.first().and_then(|lane| lane.next.as_ref());
            next.filter(|next| !next.partition.is_empty()).map(|next| next.partition.clone())
        })
        .flatten()
    });
    let active = words(move || {
        let count = here.with_stream(|stream| stream.active_partitions).unwrap_or(0);
        text::plural(count as usize, "active partition")
    });
    view! {
        <If when=holds(move || next.with(Option::is_some))>
            <p class="field-hint" data-testid="firehose-partitions">
                <strong>{active}</strong>", each with a buffer of its own. The gauge shows the one that closes next: "
                <span class="mono">{words(move || next.get())}</span>
            </p>
        </If>
    }
}

/// A buffer as the gauge draws it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Reading {
    title: &'static str,
    bytes: u64,
    size: u64,
    age_us: u64,
    interval_us: u64,
    records: u64,
    /// `size` or `interval`; empty where nothing waits.
    cause: String,
    /// Microseconds until it closes.
    left_us: u64,
}

impl Reading {
    fn of(lane: &LaneView, now: Instant) -> Self {
        let empty = Self {
            title: title(&lane.lane),
            size: lane.size,
            interval_us: lane.interval.total_micros(),
            ..Self::default()
        };
        lane.next.as_ref().map_or(empty.clone(), |next| empty.with(next, now))
    }

    fn with(self, next: &BufferView, now: Instant) -> Self {
        Self {
            bytes: next.bytes,
            age_us: now.since(next.opened).total_micros(),
            records: next.records,
            cause: next.cause.clone(),
            left_us: next.closes.since(now).total_micros(),
            ..self
        }
    }

    fn size_share(&self) -> f64 {
        share(self.bytes, self.size)
    }

    fn time_share(&self) -> f64 {
        share(self.age_us, self.interval_us)
    }

    /// `by size in 3.0 s`.
    fn label(&self) -> String {
        let left = text::length(self.left_us);
        match self.cause.as_str() {
            "" => "empty: the first record starts its interval".into(),
            "size" => format!("by size in {left}"),
            _ => format!("by interval in {left}"),
        }
    }

    fn size_text(&self) -> String {
        format!("{} of {} MiB", text::mib(self.bytes), text::mib(self.size))
    }

    fn time_text(&self) -> String {
        format!("{} of {}", text::length(self.age_us), text::length(self.interval_us))
    }

    fn told(&self) -> String {
        let records = text::plural(self.records as usize, "record");
        let (size, time) = (self.size_text(), self.time_text());
        format!("{} buffer: {records}, {size}, {time}; closes {}", self.title, self.label())
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64).min(1.0) }
}

fn title(lane: &str) -> &'static str {
    match lane {
        "function" => "Function",
        "backup" => "Backup",
        _ => "Data",
    }
}

#[component]
fn Gauge(lane: String) -> impl IntoView {
    let here = use_here();
    let is_data = lane == "data";
    let testid = if is_data { "firehose-gauge".to_owned() } else { format!("firehose-gauge-{lane}") };
    let label_id = format!("{testid}-label");
    let reading = Memo::new(move |_| {
        let now = here.now();
        here.with_stream(|stream| {
            stream.lanes.iter().find(|known| known.lane == lane).map(|lane| Reading::of(lane, now))
        })
        .flatten()
        .unwrap_or_default()
    });
    let said = move |of: fn(&Reading) -> String| words(move || reading.with(of));
    let cause =
        maybe(move || reading.with(|reading| (!reading.cause.is_empty()).then(|| reading.cause.clone())));
    let first = move |cause: &'static str| holds(move || reading.with(|reading| reading.cause == cause));
    view! {
        <figure class="gauge" class:small=!is_data data-testid=testid data-cause=cause>
            {dial(reading)}
            <figcaption>
                <h3>{words(move || reading.with(|reading| reading.title))}</h3>
                <p class="gauge-label" data-testid=label_id>{said(Reading::label)}</p>
                <p class="gauge-axis size" class:first=first("size")><span class="gauge-key" aria-hidden="true"></span>"Size "<span>{said(Reading::size_text)}</span></p>
                <p class="gauge-axis time" class:first=first("interval")><span class="gauge-key" aria-hidden="true"></span>"Interval "<span>{said(Reading::time_text)}</span></p>
            </figcaption>
        </figure>
    }
}

/// The drawing: a ring of a hundred parts around a bar of a hundred.
fn dial(reading: Memo<Reading>) -> impl IntoView {
    let sweep = words(move || format!("{:.2} 100", reading.with(Reading::time_share) * 100.0));
    let height = words(move || format!("{:.2}", reading.with(Reading::size_share) * 64.0));
    let top = words(move || format!("{:.2}", 112.0 - reading.with(Reading::size_share) * 64.0));
    view! {
        <svg class="gauge-dial" viewBox="0 0 160 160" role="img" aria-label=words(move || reading.with(Reading::told))>
            <circle class="gauge-track" cx="80" cy="80" r="70" pathLength="100"/>
            <circle class="gauge-sweep" cx="80" cy="80" r="70" pathLength="100" stroke-dasharray=sweep transform="rotate(-90 80 80)"/>
            <rect class="gauge-well" x="60" y="47" width="40" height="66" rx="3"/>
            <rect class="gauge-fill" x="61" width="38" y=top height=height/>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use kinetoscope::time::Duration;

    use super::*;

    fn lane(next: Option<BufferView>) -> LaneView {
        let (size, interval) = (5 << 20, Duration::from_secs(300));
        LaneView { lane: "data".into(), size, interval, filling: 1, next }
    }

    #[test]
    fn the_label_says_what_closes_the_buffer_first() {
        let opened = Instant::EPOCH;
        let closes = opened + Duration::from_secs(300);
        let next = BufferView {
            partition: String::new(),
            records: 2,
            bytes: 1 << 20,
            opened,
            closes,
            cause: "interval".into(),
        };
        let now = opened + Duration::from_secs(48);
        let by_interval = Reading::of(&lane(Some(next.clone())), now);
        assert_eq!(by_interval.label(), "by interval in 4 min 12 s");
        assert_eq!((by_interval.size_share(), by_interval.time_share()), (0.2, 0.16));
        let by_size = Reading::of(&lane(Some(BufferView { cause: "size".into(), ..next })), closes);
        assert_eq!(by_size.label(), "by size in 0.0 s");
        assert_eq!(Reading::of(&lane(None), now).label(), "empty: the first record starts its interval");
    }
}
