//! How records go to a function and come back.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use litemap::LiteMap;

use super::configuration::destination::Destination;
use super::deliver::Means;
use super::delivery_stream::{DeliveryStream, Source};
use super::error_log::LogOf;
use super::flow::entry::Entry;
use super::flow::failure::{Details, ErrorOutputType, Failure};
use super::formats::Formats;
use super::process::lambda::{self, About, Verdict};
use crate::errand::{Asker, Errand, Outcome, Purpose, Refused, Wish};
use crate::fact::DeliveryStreamEvent as Event;
use crate::ids::uuid;
use crate::pause::doubling;
use crate::time::{Duration, Instant};

/// What a function is said to have done whose answer is no JSON.
const NOT_JSON: (&str, &str) =
    ("Lambda.JsonProcessingException", "The Lambda function's response could not be parsed.");
/// The code of an error that the function itself has made.
const FUNCTION_ERROR: &str = "Lambda.FunctionError";

/// How often a function is called again at most, whatever its configuration says: the service takes any number and documents
/// this one. Source: the API, of processor parameters.
pub(super) const RETRIES_MAX: u32 = 300;
/// How long a function is left alone that has failed once; after each more failure twice as long, up to the longest. Assumed: as the
/// SDKs of AWS do.
const PAUSE_MIN: Duration = Duration::from_millis(100);
const PAUSE_MAX: Duration = Duration::from_secs(20);

/// Calls of a function that are under way at one time, for each shard that is read; producers count as one. Source: the developer
/// guide.
pub(super) const PARALLEL_MAX: usize = 5;
/// The same where events go to Splunk.
pub(super) const PARALLEL_MAX_FOR_SPLUNK: usize = 10;

impl DeliveryStream {
    /// How many calls of the function may be under way.
    pub(super) fn parallel_max(&self) -> usize {
        let shards = self.reading.as_ref().map_or(1, |reading| reading.shards().max(1));
        let is_for_splunk = matches!(self.destination, Destination::Splunk(_));
        shards * if is_for_splunk { PARALLEL_MAX_FOR_SPLUNK } else { PARALLEL_MAX }
    }

    /// Calls the function with what is due.
    pub(super) fn call_function(&mut self, means: &mut Means<'_>, now: Instant) {
        let parallel_max = self.parallel_max();
        let Self { name, destination, source, flow, .. } = self;
        let delivery_stream_arn = means.arn(name);
        let source_kinesis_stream_arn = match source {
            Source::KinesisStream(source) => source.kinesis_stream_arn.as_deref(),
            Source::DirectPut(_) => None,
        };
        while let Some(invocation) = flow.next_invocation_due(parallel_max, now) {
            invocation.begin(now);
            let about = About {
                invocation_id: &uuid(means.rng),
                delivery_stream_arn: &delivery_stream_arn,
                source_kinesis_stream_arn,
                region: means.region.as_str(),
            };
            let event = lambda::event(about, invocation.entries());
            let wish = Wish::Invoke { function_arn: function_arn(destination), event };
            let purpose = Purpose::Invocation(invocation.serial);
            means.errands.push_back(Errand { asker: Asker::DeliveryStream(name.clone()), purpose, wish });
        }
    }

    /// Takes what a function has answered, or why it has not.
    pub(super) fn take_answer(
        &mut self,
        serial: u64,
        outcome: Outcome,
        formats: Option<&'static dyn Formats>,
        now: Instant,
    ) {
        let Some(invocation) = self.flow.at_function(serial) else { return };
        let verdicts = match outcome {
            Outcome::Returned(answer) => lambda::verdicts(&answer, invocation.entries())
                .ok_or_else(|| Refused::new(NOT_JSON.0, NOT_JSON.1)),
            Outcome::Failed(refused) => Err(refused),
            _ => Err(Refused::new(FUNCTION_ERROR, "")),
        };
        let (attempts, records) = (invocation.attempts, invocation.entries().len() as u64);
        let took_ms = now.since(invocation.began).total_millis();
        let retries =
            self.destination.steps().function.map_or(0, |function| function.retries.min(RETRIES_MAX));
        match verdicts {
            Ok(verdicts) => {
                let event = answered(invocation.entries(), &verdicts, attempts, took_ms);
                self.flow.function_counts.add(&event);
                self.flow.events.push_back(event);
                let entries = self.flow.end_invocation(serial);
                self.take_verdicts(entries, verdicts, formats, now);
            }
            Err(refused) => {
                let is_repeated = attempts <= retries;
                if is_repeated {
                    invocation.repeat(now + doubling(PAUSE_MIN, PAUSE_MAX, attempts));
                }
                let Refused { code, message } = refused.clone();
                let event = Event::FunctionFailed {
                    code: code.clone(),
                    message: message.clone(),
                    records,
                    attempts,
                    is_repeated,
                    took_ms,
                };
                self.flow.function_counts.add(&event);
                self.flow.events.push_back(event);
                self.flow.log(LogOf::Destination, &refused);
                if !is_repeated {
                    let entries = self.flow.end_invocation(serial);
                    self.fail_at_function(entries, (code, message), attempts, now);
                }
            }
        }
    }

    fn take_verdicts(
        &mut self,
        entries: Vec<Entry>,
        verdicts: Vec<Verdict>,
        formats: Option<&'static dyn Formats>,
        now: Instant,
    ) {
        let mut failed: LiteMap<&'static str, (&'static str, Vec<Entry>)> = LiteMap::new();
        let mut dropped = Vec::new();
        let plan = self.destination.plan(formats);
        for (entry, verdict) in entries.into_iter().zip(verdicts) {
            match verdict {
                Verdict::Ok { data, partition_keys, table } => {
                    let (data, table) = (data.into(), table.map(Box::new));
                    let entry = Entry { data, keys_from_lambda: partition_keys, table, ..entry };
                    self.flow.deliver(entry, &plan, now);
                }
                Verdict::Dropped => dropped.push(entry),
                Verdict::Failed { code, message } => {
                    failed.entry(code).or_insert_with(|| (message, Vec::new())).1.push(entry);
                }
            }
        }
        self.flow.drop_records(&dropped, now);
        for (code, (message, entries)) in failed {
            self.flow.log(LogOf::Destination, &Refused::new(code, message));
            self.fail_at_function(entries, (code.into(), message.into()), 1, now);
        }
    }

    fn fail_at_function(
        &mut self,
        entries: Vec<Entry>,
        (code, message): (Cow<'static, str>, Cow<'static, str>),
        attempts: u32,
        now: Instant,
    ) {
        let lambda_arn = Some(function_arn(&self.destination));
        let details = Details { lambda_arn, ..Details::default() };
        let kind = ErrorOutputType::Processing;
        let failure = Failure { kind, code, message, attempts, ended: now, details };
        self.flow.fail(entries, &failure, now);
    }
}

/// What an answer has said.
fn answered(entries: &[Entry], verdicts: &[Verdict], attempts: u32, took_ms: u64) -> Event {
    let count =
        |is_meant: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| is_meant(verdict)).count() as u64;
    let is_ok = |verdict: &Verdict| matches!(verdict, Verdict::Ok { .. });
    let gone_on = entries.iter().zip(verdicts).filter(|(_, verdict)| is_ok(verdict));
    Event::FunctionAnswered {
        ok: count(|verdict| matches!(verdict, Verdict::Ok { .. })),
        ok_bytes: gone_on.map(|(entry, _)| entry.source_bytes).sum(),
        dropped: count(|verdict| matches!(verdict, Verdict::Dropped)),
        failed: count(|verdict| matches!(verdict, Verdict::Failed { .. })),
        attempts,
        took_ms,
    }
}

fn function_arn(destination: &Destination) -> String {
    destination.steps().function.map(|function| function.arn.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use super::super::tests::{BUCKET, Bench};
    use super::*;
    use crate::wire::base64;

    /// A service with a delivery stream whose records go through a function, partitioned by its key `k`, and one record.
    fn bench(retries: &str) -> Bench {
        let mut bench = Bench::new(Default::default());
        let made = bench.run(&format!(
            r#"CreateDeliveryStream {{"DeliveryStreamName":"logs","ExtendedS3DestinationConfiguration":{{{BUCKET},"Prefix":"k=!{{partitionKeyFromLambda:k}}/","ErrorOutputPrefix":"bad/","BufferingHints":{{"SizeInMBs":64,"IntervalInSeconds":60}},"DynamicPartitioningConfiguration":{{"Enabled":true}},"ProcessingConfiguration":{{"Enabled":true,"Processors":[{{"Type":"Lambda","Parameters":[{{"ParameterName":"LambdaArn","ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:f"}},{{"ParameterName":"NumberOfRetries","ParameterValue":"{retries}"}}]}}]}}}}}}"#
        ));
        assert!(made.starts_with(r#"{"DeliveryStreamARN""#), "{made}");
        bench.run(r#"PutRecord {"DeliveryStreamName":"logs","Record":{"Data":"YQ=="}}"#);
        bench.wait(Duration::from_secs(60));
        bench
    }

    /// The next call of the function: what it is for, and the id of its record.
    fn call(bench: &mut Bench) -> Option<(Purpose, String)> {
        let errand = bench.firehose.poll_errand()?;
        let Wish::Invoke { event, .. } = errand.wish else { return None };
        let event: serde_json::Value = serde_json::from_slice(&event).unwrap();
        Some((errand.purpose, event["records"][0]["recordId"].as_str().unwrap().into()))
    }

    /// The key and the text of the first object that is put.
    fn object(bench: &mut Bench) -> (String, String) {
        bench.wait(Duration::from_secs(60));
        let Some(Wish::PutObject(object)) = bench.firehose.poll_errand().map(|errand| errand.wish) else {
            panic!("no object is put")
        };
        (object.key, String::from_utf8(object.body).unwrap())
    }

    #[test]
    fn a_key_that_is_null_is_told_as_one_that_is_empty() {
        for (key, expected) in [(r#""shop""#, "k=shop/"), ("7", "k=7/"), ("null", "bad/"), (r#""""#, "bad/")]
        {
            let mut bench = bench("0");
            let (purpose, id) = call(&mut bench).unwrap();
            let answer = format!(
                r#"{{"records":[{{"recordId":"{id}","result":"Ok","data":"{}","metadata":{{"partitionKeys":{{"k":{key}}}}}}}]}}"#,
                base64::encode(b"a")
            );
            let now = bench.now;
            bench.firehose.take_outcome("logs", purpose, Outcome::Returned(answer.into_bytes()), now);
            let (place, text) = object(&mut bench);
            assert!(place.starts_with(expected), "{key}: {place}");
            let says = r#""errorCode":"DynamicPartitioning.MetadataExtractionFailed","errorMessage":"partitionKeys values must not be null or empty""#;
            assert_eq!(text.contains(says), expected == "bad/", "{key}: {text}");
        }
    }

    #[test]
    fn a_function_that_fails_is_called_again_after_pauses_that_grow_and_not_for_ever() {
        let mut bench = bench("4294967295");
        let mut pauses = Vec::new();
        for _ in 0..400 {
            let Some((purpose, _)) = call(&mut bench) else { break };
            let (refused, now) = (Refused::new(FUNCTION_ERROR, "it threw"), bench.now);
            bench.firehose.take_outcome("logs", purpose, Outcome::Failed(refused), now);
            let next = bench.firehose.poll_timeout().unwrap();
            pauses.push(next.since(now).total_millis());
            bench.wait(next.since(now));
        }
        let last = pauses.pop();
        assert_eq!(last, Some(60_000), "then its line waits to be delivered");
        assert_eq!(pauses[..10], [100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000, 20_000]);
        assert_eq!(pauses.len(), 300);
    }
}
