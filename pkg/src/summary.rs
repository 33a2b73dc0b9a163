//! Where a world stands, in few numbers.

use kinetoscope::time::Duration;
use kinetoscope::world::World;
use kinetoscope::world::view::{Frame, ProducerView, ReaderView, ShardState, StreamView};
use serde::Serialize;

/// What a program or a person wants to know after a run. Times and large numbers are strings.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Summary {
    now: String,
    hash: String,
    event_count: u64,
    text: String,
    streams: Vec<Stream>,
    producers: Vec<Producer>,
    readers: Vec<Reader>,
    notes: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stream {
    name: String,
    status: &'static str,
    open_shards: usize,
    records_accepted: u64,
    records_refused: u64,
    records_read: u64,
    records_stored: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Producer {
    name: String,
    stream: String,
    sent: u64,
    accepted: u64,
    refused: u64,
    dropped: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Reader {
    name: String,
    stream: String,
    read: u64,
    unread: u64,
    millis_behind: u64,
    expired_unread: u64,
}

impl Summary {
    pub(crate) fn of(world: &mut World) -> Self {
        let view = world.view(Frame { window: Duration::from_secs(1), buckets: 1 });
        Self {
            now: view.now.to_string(),
            hash: view.hash,
            event_count: view.fact_count,
            text: view.summary,
            streams: view.streams.iter().map(stream).collect(),
            producers: view.producers.into_iter().map(producer).collect(),
            readers: view.readers.into_iter().map(reader).collect(),
            notes: view.notes.into_iter().map(|note| note.title).collect(),
        }
    }
}

fn stream(view: &StreamView) -> Stream {
    let shards = &view.shards;
    Stream {
        name: view.name.clone(),
        status: view.status.as_str(),
        open_shards: shards.iter().filter(|shard| shard.state != ShardState::Closed).count(),
        records_accepted: shards.iter().map(|shard| shard.total.accepted).sum(),
        records_refused: shards.iter().map(|shard| shard.total.refused).sum(),
        records_read: shards.iter().map(|shard| shard.total.read + shard.total.delivered).sum(),
        records_stored: shards.iter().map(|shard| shard.stored).sum(),
    }
}

fn producer(view: ProducerView) -> Producer {
    let ProducerView { name, stream, counts, .. } = view;
    let (sent, accepted, refused, dropped) = (counts.sent, counts.accepted, counts.refused, counts.dropped);
    Producer { name, stream, sent, accepted, refused, dropped }
}

fn reader(view: ReaderView) -> Reader {
    let ReaderView { name, stream, counts, unread, millis_behind, expired_unread, .. } = view;
    Reader { name, stream, read: counts.read, unread, millis_behind, expired_unread }
}
