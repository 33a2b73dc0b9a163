//! What became of everything, as tables or as JSON.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::World;
use kinetoscope::world::bucket_view::BucketView;
use kinetoscope::world::view::{Frame, ProducerView, ReaderView};
use serde::Serialize;

use super::arguments::Format;
use super::deliveries::DeliveryStreamSummary;
use super::totals::{RefusedInput, StreamTotals, Totals};

/// A finished run.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    title: String,
    start: Instant,
    now: Instant,
    streams: Vec<StreamSummary>,
    producers: Vec<ProducerSummary>,
    readers: Vec<ReaderSummary>,
    delivery_streams: Vec<DeliveryStreamSummary>,
    buckets: Vec<BucketView>,
    /// What is worth knowing, a sentence each.
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused_inputs: Vec<RefusedInput>,
    facts: u64,
    #[serde(skip_serializing_if = "is_zero")]
    facts_missed: u64,
    pub(super) hash: String,
}

#[derive(Debug, Serialize)]
struct StreamSummary {
    name: String,
    #[serde(flatten)]
    totals: StreamTotals,
}

#[derive(Debug, Serialize)]
struct ProducerSummary {
    name: String,
    stream: String,
    sent: u64,
    accepted: u64,
    refused: u64,
    dropped: u64,
    pending: usize,
}

#[derive(Debug, Serialize)]
struct ReaderSummary {
    name: String,
    stream: String,
    read: u64,
    unread: u64,
    millis_behind: u64,
    expired_unread: u64,
}

impl Summary {
    /// Looks at the world where the run ended.
    pub(super) fn of(title: String, world: &mut World, totals: Totals) -> Self {
        let view = world.view(Frame { window: Duration::ZERO, buckets: 1 });
        let delivery_streams = view.delivery_streams.into_iter();
        let delivery_streams =
            delivery_streams.map(|view| DeliveryStreamSummary::of(view, &totals.delivery_streams)).collect();
        let streams = totals.streams.into_iter().map(|(name, totals)| StreamSummary { name, totals });
        Self {
            title,
            start: view.start,
            now: view.now,
            streams: streams.collect(),
            producers: view.producers.into_iter().map(ProducerSummary::of).collect(),
            readers: view.readers.into_iter().map(ReaderSummary::of).collect(),
            delivery_streams,
            buckets: world.bucket_views(),
            notes: view.notes.into_iter().map(|note| note.title).collect(),
            refused_inputs: totals.refused_inputs,
            facts: view.fact_count,
            facts_missed: totals.missed,
            hash: view.hash,
        }
    }

    /// The text of it, with a line end.
    pub(super) fn print(&self, format: Format) -> String {
        match format {
            Format::Table => self.tables(),
            Format::Json => serde_json::to_string_pretty(self).expect("a summary serialises") + "\n",
        }
    }

    fn tables(&self) -> String {
        let mut text = format!("{}\n{} to {}\n", self.title, self.start, self.now);
        let streams = self.streams.iter().map(StreamSummary::row);
        text += &table(["stream", "shards", "accepted", "refused", "bytes"], 1, streams);
        let producers = self.producers.iter().map(ProducerSummary::row);
        text +=
            &table(["producer", "stream", "sent", "accepted", "refused", "dropped", "pending"], 2, producers);
        let readers = self.readers.iter().map(ReaderSummary::row);
        text += &table(["reader", "stream", "read", "unread", "lag ms", "expired unread"], 2, readers);
        let delivery_streams = self.delivery_streams.iter().map(DeliveryStreamSummary::row);
        text += &table(DeliveryStreamSummary::HEADER, 2, delivery_streams);
        let buckets = self.buckets.iter();
        let buckets =
            buckets.map(|bucket| [bucket.name.clone(), bucket.objects.to_string(), bucket.bytes.to_string()]);
        text += &table(["bucket", "objects", "bytes"], 1, buckets);
        let refused = self.refused_inputs.iter().map(RefusedInput::row);
        text += &table(["could not be done", "at", "why"], 3, refused);
        text += &table(["what happened"], 1, self.notes.iter().map(|note| [note.clone()]));
        text += &format!("\n{} facts, hash {}\n", self.facts, self.hash);
        if self.facts_missed != 0 {
            text += &format!(
                "{} facts went too fast to be read: sums over streams are too small\n",
                self.facts_missed
            );
        }
        text
    }
}

impl StreamSummary {
    fn row(&self) -> [String; 5] {
        let StreamTotals { open_shards, accepted, refused, bytes } = &self.totals;
        let numbers = [open_shards, accepted, refused, bytes].map(u64::to_string);
        let [open_shards, accepted, refused, bytes] = numbers;
        [self.name.clone(), open_shards, accepted, refused, bytes]
    }
}

impl ProducerSummary {
    fn of(view: ProducerView) -> Self {
        let ProducerView { name, stream, counts, pending, .. } = view;
        let (sent, accepted, refused, dropped) =
            (counts.sent, counts.accepted, counts.refused, counts.dropped);
        Self { name, stream, sent, accepted, refused, dropped, pending }
    }

    fn row(&self) -> [String; 7] {
        let numbers = [self.sent, self.accepted, self.refused, self.dropped, self.pending as u64];
        let [sent, accepted, refused, dropped, pending] = numbers.map(|number| number.to_string());
        [self.name.clone(), self.stream.clone(), sent, accepted, refused, dropped, pending]
    }
}

impl ReaderSummary {
    fn of(view: ReaderView) -> Self {
        let ReaderView { name, stream, counts, unread, millis_behind, expired_unread, .. } = view;
        Self { name, stream, read: counts.read, unread, millis_behind, expired_unread }
    }

    fn row(&self) -> [String; 6] {
        let numbers = [self.read, self.unread, self.millis_behind, self.expired_unread];
        let [read, unread, behind, expired] = numbers.map(|number| number.to_string());
        [self.name.clone(), self.stream.clone(), read, unread, behind, expired]
    }
}

impl RefusedInput {
    fn row(&self) -> [String; 3] {
        [self.action.clone(), self.at.to_string(), self.message.clone()]
    }
}

/// A table with a line above it; the columns after the first `names` are numbers. Nothing where there are no rows.
fn table<const N: usize>(header: [&str; N], names: usize, rows: impl Iterator<Item = [String; N]>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(header);
    for column in table.column_iter_mut().skip(names) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for row in rows {
        table.add_row(row);
    }
    if table.is_empty() { String::new() } else { format!("\n{}\n", table.trim_fmt()) }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}
