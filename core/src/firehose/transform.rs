//! How records go to a function and come back.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::configuration::destination::Destination;
use super::deliver::Means;
use super::delivery_stream::{DeliveryStream, Source};
use super::errand::{Errand, Outcome, Purpose, Wish};
use super::flow::entry::Entry;
use super::flow::failure::{Details, ErrorOutputType, Failure};
use super::flow::object::uuid;
use super::process::lambda::{self, About, Verdict};
use crate::time::Instant;

/// What a function is said to have done whose answer is no JSON.
const NOT_JSON: (&str, &str) =
    ("Lambda.JsonProcessingException", "The Lambda function's response could not be parsed.");
/// The code of an error that the function itself has made.
const FUNCTION_ERROR: &str = "Lambda.FunctionError";

impl DeliveryStream {
    /// Calls the function with what is due.
    pub(super) fn call_function(&mut self, means: &mut Means<'_>, now: Instant) {
        let Self { name, destination, source, flow, .. } = self;
        let delivery_stream_arn = means.arn(name);
        let source_kinesis_stream_arn = match source {
            Source::KinesisStream(source) => source.kinesis_stream_arn.as_deref(),
            Source::DirectPut(_) => None,
        };
        while let Some(invocation) = flow.next_invocation_due(now) {
            invocation.begin();
            let about = About {
                invocation_id: &uuid(means.rng),
                delivery_stream_arn: &delivery_stream_arn,
                source_kinesis_stream_arn,
                region: means.region.as_str(),
            };
            let event = lambda::event(about, invocation.entries());
            let wish = Wish::Invoke { function_arn: function_arn(destination), event };
            let purpose = Purpose::Invocation(invocation.serial);
            means.errands.push_back(Errand { delivery_stream: name.clone(), purpose, wish });
        }
    }

    /// Takes what a function has answered, or why it has not.
    pub(super) fn take_answer(&mut self, serial: u64, outcome: Outcome, now: Instant) {
        let Some(invocation) = self.flow.at_function(serial) else { return };
        let verdicts = match outcome {
            Outcome::Returned(answer) => lambda::verdicts(&answer, invocation.entries())
                .ok_or((Cow::Borrowed(NOT_JSON.0), Cow::Borrowed(NOT_JSON.1))),
            Outcome::Failed { code, message } => Err((code, message)),
            _ => Err((Cow::Borrowed(FUNCTION_ERROR), Cow::Borrowed(""))),
        };
        let attempts = invocation.attempts;
        let retries = self.destination.steps().function.map_or(0, |function| function.retries);
        match verdicts {
            Ok(verdicts) => {
                let entries = self.flow.end_invocation(serial);
                entries
                    .into_iter()
                    .zip(verdicts)
                    .for_each(|(entry, verdict)| self.take_verdict(entry, verdict, now));
            }
            Err(_) if attempts <= retries => invocation.repeat(now),
            Err((code, message)) => {
                let entries = self.flow.end_invocation(serial);
                self.fail_at_function(entries, (code, message), attempts, now);
            }
        }
    }

    fn take_verdict(&mut self, entry: Entry, verdict: Verdict, now: Instant) {
        match verdict {
            Verdict::Ok { data, partition_keys } => {
                let entry = Entry { data: data.into(), keys_from_lambda: partition_keys, ..entry };
                self.flow.deliver(entry, self.destination.plan(None).closing, now);
            }
            Verdict::Dropped => self.flow.drop_record(),
            Verdict::Failed { code, message } => {
                self.fail_at_function([entry].into(), (code.into(), message.into()), 1, now);
            }
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

fn function_arn(destination: &Destination) -> String {
    destination.steps().function.map(|function| function.arn.to_string()).unwrap_or_default()
}
