//! Calls as a log shows them, a row each, joined from the facts that each call left.
//!
//! Facts of records come before the fact of their call, and what is logged of it comes after. Facts do not tell who called,
//! except where a request was signed.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::Serialize;

use crate::fact::{Event, Fact, Limit, LoggedCall};
use crate::ids::{AccountId, Region, ShardId};
use crate::time::Instant;

/// One call and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct CallView {
    /// Id of the fact that tells of it.
    pub id: u64,
    /// When it was answered.
    pub at: Instant,
    /// The operation's name.
    pub operation: Cow<'static, str>,
    /// The type of its refusal; of a batch that was taken in part, what its first refused record met.
    pub error: Option<Cow<'static, str>>,
    /// What the refusal said, where that is known.
    pub message: Option<String>,
    /// The stream that it was about, as far as facts tell.
    pub stream: Option<Arc<str>>,
    /// The shards that took, gave or refused something.
    pub shards: Vec<ShardId>,
    /// Records that were taken or given.
    pub records: u64,
    /// Records that were refused.
    pub refused: u64,
    /// Bytes that were taken or given.
    pub bytes: u64,
    /// How late a fault let it be answered. Without one, a call takes no time.
    pub late_ms: u64,
    /// Whether a fault kept the answer from the caller.
    pub answer_lost: bool,
    /// Who signed.
    pub access_key: Option<String>,
    /// What the caller calls its software.
    pub user_agent: Option<String>,
    /// Id of the answer.
    pub request_id: Option<String>,
    /// The input as JSON, of a call that moves no records.
    pub parameters: Option<Arc<str>>,
}

/// What facts have told of a call that they have not named yet.
#[derive(Default)]
struct Pending {
    stream: Option<Arc<str>>,
    shards: Vec<ShardId>,
    records: u64,
    refused: u64,
    bytes: u64,
    late_ms: u64,
    error: Option<&'static str>,
}

impl Pending {
    fn about(&mut self, stream: &Arc<str>, shard: ShardId) {
        self.stream.get_or_insert_with(|| stream.clone());
        if !self.shards.contains(&shard) {
            self.shards.push(shard);
        }
    }

    fn read(&mut self, event: &Event) {
        match event {
            Event::RecordsAccepted { stream, shard, count, bytes, .. }
            | Event::RecordsRead { stream, shard, count, bytes, .. } => {
                self.about(stream, *shard);
                self.records += u64::from(*count);
                self.bytes += bytes;
            }
            Event::RecordsRefused { stream, shard, count, limit, .. } => {
                self.about(stream, *shard);
                self.refused += u64::from(*count);
                self.error.get_or_insert(error_of(*limit));
            }
            Event::ReadRefused { stream, shard, .. } => self.about(stream, *shard),
            Event::AnswerDelayed { millis, .. } => self.late_ms = *millis,
            _ => {}
        }
    }
}

fn error_of(limit: Limit) -> &'static str {
    match limit {
        Limit::Struck(code) => code.name(),
        _ => crate::error::Code::ProvisionedThroughputExceeded.name(),
    }
}

/// The calls that facts tell of, in order. O(facts).
pub fn calls<'f>(facts: impl Iterator<Item = &'f Fact>) -> Vec<CallView> {
    let mut found = Vec::<CallView>::new();
    // Between the facts of one call stand none of its tenant's others, but those of other tenants may.
    let mut pending = LiteMap::<(AccountId, &'f Region), Pending>::new();
    for fact in facts {
        match &fact.event {
            Event::Call { operation, error } => {
                let told = pending.remove(&(fact.account, &fact.region)).unwrap_or_default();
                let error = error.clone().or(told.error.map(Cow::Borrowed));
                found.push(row(fact, operation.clone(), error, told));
            }
            Event::Logged(call) => found.last_mut().into_iter().for_each(|row| row.complete(call)),
            Event::AnswerLost { .. } => found.last_mut().into_iter().for_each(|row| row.answer_lost = true),
            event => pending.entry((fact.account, &fact.region)).or_default().read(event),
        }
    }
    found
}

fn row(
    fact: &Fact,
    operation: Cow<'static, str>,
    error: Option<Cow<'static, str>>,
    told: Pending,
) -> CallView {
    CallView {
        id: fact.id,
        at: fact.at,
        operation,
        error,
        message: None,
        stream: told.stream,
        shards: told.shards,
        records: told.records,
        refused: told.refused,
        bytes: told.bytes,
        late_ms: told.late_ms,
        answer_lost: false,
        access_key: None,
        user_agent: None,
        request_id: None,
        parameters: None,
    }
}

impl CallView {
    fn complete(&mut self, call: &LoggedCall) {
        let LoggedCall { message, parameters, stream, access_key, user_agent, request_id, .. } = call.clone();
        self.stream = self.stream.take().or(stream);
        (self.message, self.parameters) = (message, parameters);
        (self.access_key, self.user_agent, self.request_id) = (access_key, user_agent, request_id);
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::api::dispatch::Target;
    use crate::streams::TARGET;
    use crate::world::{Settings, World};

    #[track_caller]
    fn check(script: &[(&str, &str)], expected: Expect) {
        let mut settings = Settings::default();
        settings.streams.enforce_limits = true;
        let mut world = World::new(settings);
        for (operation, body) in script {
            // What is refused is told of as well.
            _ = world.call_json(Target { service: TARGET, operation }, body);
        }
        let rows = calls(world.facts_since(0)).into_iter().map(|row| {
            let shards: Vec<_> = row.shards.iter().map(|shard| shard.0).collect();
            format!(
                "{} {} of {:?} {shards:?}: {} records, {} bytes, {} refused; {}\n",
                row.operation,
                row.error.as_deref().unwrap_or("done"),
                row.stream.as_deref(),
                row.records,
                row.bytes,
                row.refused,
                row.message.as_deref().unwrap_or("-"),
            )
        });
        expected.assert_eq(&rows.collect::<String>());
    }

    #[test]
    fn a_row_joins_what_a_call_did_to_its_shards() {
        check(
            &[
                ("CreateStream", r#"{"StreamName":"a","ShardCount":2}"#),
                ("PutRecord", r#"{"StreamName":"a","PartitionKey":"k","Data":"AQ=="}"#),
                (
                    "PutRecords",
                    r#"{"StreamName":"a","Records":[{"PartitionKey":"k","Data":"AQ=="},{"PartitionKey":"l","Data":"AQ=="},{"PartitionKey":"m","Data":"AQ=="}]}"#,
                ),
                ("DescribeStreamSummary", r#"{"StreamName":"b"}"#),
            ],
            expect![[r#"
                CreateStream done of Some("a") []: 0 records, 0 bytes, 0 refused; -
                PutRecord done of Some("a") [1]: 1 records, 2 bytes, 0 refused; -
                PutRecords done of Some("a") [1, 0]: 3 records, 6 bytes, 0 refused; -
                DescribeStreamSummary ResourceNotFoundException of Some("b") []: 0 records, 0 bytes, 0 refused; Stream b under account 000000000000 not found.
            "#]],
        );
    }
}
