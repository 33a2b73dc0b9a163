//! What a schema is to be found in: records of a stream, of a delivery stream or an object, as DiscoverInputSchema wants them.

use alloc::format;
use alloc::vec::Vec;

use super::Desk;
use super::kinesis::{Call, Kinesis};
use crate::analytics::application::configuration::StartingPosition;
use crate::analytics::application::discovery::{
    SAMPLE_BYTES_MAX, SAMPLE_RECORDS_MAX, Sample, SampleRequest, SampleSource,
};
use crate::errand::{Outcome, Place, Refused};
use crate::error::{Code, Error};
use crate::firehose::Firehose;
use crate::streams::Streams;
use crate::time::{Duration, Instant};

/// How far back `NOW` looks. Ours: the service waits a little for what comes, and nobody waits here.
const RECENT: Duration = Duration::from_secs(60);

/// The services that have records.
pub(in crate::world) struct Sources<'m> {
    pub(in crate::world) streams: &'m mut Streams,
    pub(in crate::world) firehose: &'m mut Firehose,
}

/// Records, as many as a sample may have.
#[derive(Default)]
struct Records {
    taken: Vec<Vec<u8>>,
    bytes: usize,
}

impl Records {
    fn is_full(&self) -> bool {
        SAMPLE_RECORDS_MAX <= self.taken.len() || SAMPLE_BYTES_MAX <= self.bytes
    }

    fn take(&mut self, record: &[u8]) {
        if !self.is_full() {
            self.bytes += record.len();
            self.taken.push(record.to_vec());
        }
    }
}

impl Desk {
    /// Gathers a sample, and tells what operations of streams were called for it.
    pub(in crate::world) fn sample(
        &self,
        sources: Sources<'_>,
        request: &SampleRequest,
        now: Instant,
    ) -> (Result<Sample, Error>, Vec<Call>) {
        let Sources { streams, firehose } = sources;
        let mut kinesis = Kinesis { streams, firehose, now, calls: Vec::new() };
        let raw = match &request.source {
            SampleSource::Stream(arn, position) => kinesis.sample(arn, *position),
            SampleSource::DeliveryStream(arn) => waiting(kinesis.firehose, arn),
            SampleSource::Object(bucket, key) => self.object(bucket, key),
        };
        let sample = match &request.function_arn {
            Some(function) => Err(no_function(function)),
            None => raw.map(|raw| Sample { raw, processed: None }),
        };
        (sample, kinesis.calls)
    }

    /// The beginning of an object, up to the end of a line where it is long.
    fn object(&self, bucket: &str, key: &str) -> Result<Vec<Vec<u8>>, Error> {
        let found = self.s3.bucket(bucket).and_then(|bucket| bucket.object(key));
        let object = found.map_err(|refusal| unusable(&refusal.message))?;
        let beginning = &object.body[..object.body.len().min(SAMPLE_BYTES_MAX)];
        let is_whole = beginning.len() == object.body.len();
        let end = if is_whole { None } else { beginning.iter().rposition(|byte| *byte == b'\n') };
        let sample = &beginning[..end.unwrap_or(beginning.len())];
        Ok(if sample.is_empty() { Vec::new() } else { [sample.to_vec()].into() })
    }
}

impl Kinesis<'_> {
    /// Records of all shards of a stream, those of a shard in their order.
    fn sample(&mut self, arn: &str, position: StartingPosition) -> Result<Vec<Vec<u8>>, Error> {
        let (since, place) = match position {
            StartingPosition::Now => {
                let since = self.now.before(RECENT);
                (since, Place::At(since))
            }
            StartingPosition::TrimHorizon | StartingPosition::LastStoppedPoint => {
                (self.now, Place::TrimHorizon)
            }
        };
        let shards = match self.list_shards(arn, since) {
            Outcome::Shards(shards) => shards,
            Outcome::Failed(why) => return Err(refused(&why)),
            _ => unreachable!("shards were asked for"),
        };
        let mut records = Records::default();
        for (shard, _) in shards {
            if records.is_full() {
                break;
            }
            match self.read_shard(arn, shard, place, None) {
                Outcome::Read(read) => read.records.iter().for_each(|record| records.take(&record.data)),
                Outcome::Failed(why) => return Err(refused(&why)),
                _ => unreachable!("a shard was to be read"),
            }
        }
        Ok(records.taken)
    }
}

/// What a delivery stream was given and has not delivered yet.
fn waiting(firehose: &Firehose, arn: &str) -> Result<Vec<Vec<u8>>, Error> {
    let name = arn.rsplit('/').next().unwrap_or_default();
    let stream = firehose.delivery_stream(name).filter(|_| firehose.arn(name) == arn);
    let flow = &stream.ok_or_else(|| unusable(&format!("There is no delivery stream {arn}.")))?.flow;
    let mut records = Records::default();
    let buffers = flow.function_buffer().into_iter().chain(flow.buffers().map(|(_, buffer)| buffer));
    for entry in buffers.flat_map(|buffer| buffer.entries()) {
        records.take(&entry.raw);
    }
    Ok(records.taken)
}

/// Ours: the service calls it.
fn no_function(arn: &str) -> Error {
    let text =
        format!("Kinetoscope calls no function for a sample: leave out {arn}, and describe what it makes.");
    Error::new(Code::ServiceUnavailableException, text)
}

/// What cannot be read at all.
fn unusable(why: &str) -> Error {
    Error::new(Code::InvalidArgument, format!("The sample cannot be read. {why}"))
}

/// As the service tells what a stream refused.
fn refused(why: &Refused) -> Error {
    if why.code == "Kinesis.ProvisionedThroughputExceeded" {
        return Error::new(Code::ResourceProvisionedThroughputExceeded, why.message.clone());
    }
    unusable(&why.message)
}
