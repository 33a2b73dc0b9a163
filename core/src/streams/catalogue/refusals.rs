//! In which words the service refuses.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use serde::Serialize;

use super::super::consumer::Consumer;
use super::super::op::{OPERATIONS, update_shard_count, update_stream_mode};
use super::super::queue::service::{CHANGING_MAX, IN_FLIGHT_MAX};
use super::super::queue::shapes::QueueStatus;
use super::super::shapes::StreamStatus;
use super::super::{
    CONSUMERS_MAX, ITERATOR_LIFE, KEY_CHANGES_A_DAY, ON_DEMAND_STREAMS_MAX, RECORD_KIB_DEFAULT, Settings,
    consumer, op,
};
use crate::error::{Code, Error};
use crate::ids::{AccountId, Region, SequenceNumber, ShardId};
use crate::time::{Duration, Instant};

/// A type of refusal.
#[derive(Clone, Debug, Serialize)]
pub struct Refusal {
    /// The name that stands in `__type`.
    pub name: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// When the service gives it.
    pub about: &'static str,
    /// The operations that may give it; nothing where all may.
    pub operations: Vec<&'static str>,
    /// What it says, with example names in it.
    pub texts: Vec<Text>,
}

/// What a refusal says.
#[derive(Clone, Debug, Serialize)]
pub struct Text {
    /// The words.
    pub text: String,
    /// Where they come from.
    pub trust: Trust,
}

/// How sure it is that the service says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Trust {
    /// Somebody saw it there.
    Seen,
    /// Another program or a report has it so.
    Told,
    /// Nobody knows; the type is the service's, the words are ours.
    Assumed,
}

/// Every type of refusal that a caller of Data Streams may meet, by name. O(types times operations).
pub fn refusals() -> Vec<Refusal> {
    let texts = texts();
    let mut all: Vec<_> = Code::ALL.iter().filter_map(|&code| refusal(code, &texts)).collect();
    all.sort_unstable_by_key(|refusal| refusal.name);
    all
}

fn refusal(code: Code, texts: &[(Trust, Error)]) -> Option<Refusal> {
    let declares = |declaration: &&crate::api::Declaration<_>| declaration.errors.contains(&code);
    let by_frame = is_of_frame(code);
    let operations: Vec<_> = match by_frame {
        true => vec![],
        false => OPERATIONS.iter().filter(declares).map(|declaration| declaration.name).collect(),
    };
    let said = texts.iter().filter(|(_, error)| error.code == code);
    let texts = said.map(|(trust, error)| Text { text: error.message().into(), trust: *trust }).collect();
    (by_frame || !operations.is_empty()).then(|| Refusal {
        name: code.name(),
        status: code.status(),
        about: about(code),
        operations,
        texts,
    })
}

/// Whether a call of any operation may meet it: before the operation is asked, or because of a fault on demand.
fn is_of_frame(code: Code) -> bool {
    matches!(
        code,
        Code::AccessDenied
            | Code::IncompleteSignature
            | Code::InternalFailure
            | Code::InvalidSignature
            | Code::LimitExceeded
            | Code::MissingAuthenticationToken
            | Code::Serialization
            | Code::ServiceUnavailable
            | Code::UnknownOperation
            | Code::Validation
    )
}

fn about(code: Code) -> &'static str {
    match code {
        Code::AccessDenied => "The caller may not do this, or asked at an address where nothing is.",
        Code::DryRunOperation => "A call with DryRun would have gone well. Nothing was done.",
        Code::ExpiredIterator => "A shard iterator is used more than five minutes after it was given.",
        Code::ExpiredNextToken => "A page token is used more than five minutes after it was given.",
        Code::IncompleteSignature => "The signature of the request lacks parts.",
        Code::InternalFailure => "The service failed by itself. Try again, with a growing wait.",
        Code::InvalidArgument => "A value has the right form, but cannot be used here.",
        Code::InvalidSignature => "The request is signed in its header and in its query at once.",
        Code::KmsAccessDenied => "The stream is encrypted, and the caller may not use its key.",
        Code::KmsDisabled => "The stream is encrypted, and its key is disabled.",
        Code::KmsInvalidState => {
            "The stream is encrypted, and its key cannot be used now, for example because it is to be deleted."
        }
        Code::KmsNotFound => "The stream is encrypted, and there is no such key.",
        Code::KmsOptInRequired => "The account has not signed up for KMS.",
        Code::KmsThrottling => "KMS is called too often.",
        Code::LimitExceeded => "There would be too many of something, or an operation is called too often.",
        Code::MissingAuthenticationToken => "The request is not signed at all.",
        Code::ProvisionedThroughputExceeded => {
            "A shard has no rate of records, bytes or calls left for now. Try again, with a growing wait."
        }
        Code::ResourceInUse => {
            "There is one of this name already, or it is in a state in which this cannot be done."
        }
        Code::ResourceNotFound => "There is no such stream, shard, consumer, queue or policy.",
        Code::Serialization => "The body of the request cannot be read as the operation's input.",
        Code::ServiceUnavailable => "The service is not there for the moment.",
        Code::Throttling => "There is too much at once. Try again, with a growing wait.",
        Code::UnknownOperation => "There is no operation of this name.",
        Code::Validation => {
            "Values break the rules of the operation's input. All of them are told at once, ten at most."
        }
        _ => "",
    }
}

/// What the service says, made by what refuses, about a stream `orders`.
fn texts() -> Vec<(Trust, Error)> {
    use Trust::{Assumed, Seen, Told};
    let (account, stream, now) = (AccountId::DEFAULT, "orders", Instant::DEFAULT_START);
    let region = Region::default();
    let (shard, other) = (ShardId(3), ShardId(7));
    let (consumer, queue) = ("analytics", "tasks");
    let arn = format!("arn:aws:kinesis:{region}:{account}:stream/{stream}");
    let registered = Consumer::new(consumer, now, now);
    let record_bytes = (RECORD_KIB_DEFAULT * 1_024) as usize;
    let foreign = SequenceNumber::shard_start(0, other.0);
    let (creating, small) = (StreamStatus::Creating, 12);
    let number = "12345";
    let (least, most) =
        (op::increase_stream_retention_period::HOURS_MIN, op::increase_stream_retention_period::HOURS_MAX);
    let shards = Settings::default().shard_limit;
    let mut all = vec![
        (Seen, Error::stream_not_found(stream, account)),
        (Seen, Error::stream_exists(stream, account)),
        (Seen, Error::stream_not_active(stream, account, creating)),
        (Seen, Error::stream_not_active_or_updating(stream, account, creating)),
        (Assumed, Error::stream_unnamed()),
        (Assumed, Error::stream_named_twice(stream, &arn)),
        (Seen, Error::shard_does_not_exist(shard, stream, account)),
        (Seen, Error::could_not_find_shard(shard, stream, account)),
        (Told, Error::shard_already_closed(shard, stream, account)),
        (Seen, Error::shards_not_adjacent(shard, other, stream, account)),
        (Seen, Error::shard_count_on_demand()),
        (Assumed, Error::shard_count_missing()),
        (Told, Error::on_demand_stream(stream, account)),
        (Seen, Error::retention_too_short(small)),
        (Told, Error::retention_too_long(most + 1)),
        (Seen, Error::retention_would_fall(least, stream, 2 * least)),
        (Seen, Error::retention_would_rise(2 * least, stream, least)),
        (Seen, Error::cannot_scale_up(4, 9)),
        (Seen, Error::cannot_scale_down(4, 1)),
        (Assumed, Error::warm_throughput_provisioned()),
        (Assumed, Error::warm_throughput_uncommitted(account)),
        (Assumed, Error::warm_throughput_too_high(op::update_stream_warm_throughput::MIBPS_MAX)),
        (Assumed, Error::commitment_in_use(stream)),
        (Assumed, Error::encryption_type_not("KMS", "StartStreamEncryption")),
        (Seen, Error::invalid_tag_characters()),
        (Assumed, Error::resource_not_found(&arn)),
        (Told, Error::consumer_not_found(consumer, account)),
        (Assumed, Error::consumer_exists(consumer, stream, account)),
        (Told, Error::consumer_not_active(&registered, stream, account)),
        (Told, Error::consumer_not_ready(&registered, stream, account)),
        (Told, Error::subscription_exists(consumer, shard, stream, account)),
        (Assumed, Error::consumer_unnamed()),
        (Assumed, Error::consumer_named_twice()),
        (Assumed, Error::stream_has_consumers(stream, account)),
        (Assumed, Error::malformed_policy()),
        (Assumed, Error::no_policy(&arn)),
        (Seen, Error::hash_key_out_of_range("340282366920938463463374607431768211456")),
        (Seen, Error::bad_ordering_number(number, stream, account)),
        (Told, Error::record_too_large("data", record_bytes + 1, record_bytes)),
        (Assumed, Error::request_too_large()),
        (Seen, Error::iterator_kind("AT_SEQUENCE_NUMBER", false)),
        (Seen, Error::bad_starting_number(number, "GetShardIterator", shard, stream, account)),
        (Seen, Error::foreign_starting_number(number, "GetShardIterator", shard, stream, account)),
        (Seen, Error::number_of_other_shard(foreign, shard)),
        (Seen, Error::timestamp_missing()),
        (Seen, Error::timestamp_in_future(now + Duration::from_secs(1), now)),
        (Seen, Error::invalid_iterator()),
        (Seen, Error::expired_iterator(now, now + ITERATOR_LIFE + Duration::from_secs(1))),
        (Seen, Error::token_and("StreamName")),
        (Seen, Error::token_or_name()),
        (Assumed, Error::invalid_next_token()),
        (Assumed, Error::expired_next_token()),
        (Assumed, Error::shard_filter_needs("Timestamp", "AT_TIMESTAMP")),
        (Seen, Error::partition_keys_missing(&["partitionKey".into()])),
        (Assumed, Error::automatic_distribution_provisioned()),
        (Assumed, Error::dry_run()),
        (Seen, Error::shard_limit(account, &region, shards as usize, shards, 1)),
        (Assumed, Error::too_many_streams_creating(account)),
        (Seen, Error::too_many_target_shards(update_shard_count::TARGET_MAX, 4, 20_000)),
        (Assumed, Error::too_many_on_demand_streams(account, ON_DEMAND_STREAMS_MAX)),
        (Assumed, Error::switched_too_often(stream, account, update_stream_mode::CALLS_A_DAY)),
        (Assumed, Error::resized_too_often(stream, account, update_shard_count::CALLS_A_DAY)),
        (Seen, Error::too_many_tags(&format!("stream {stream} under account {account}"))),
        (Assumed, Error::too_many_consumers(stream, account, CONSUMERS_MAX)),
        (Assumed, Error::too_many_consumers_creating(stream, account, consumer::CREATING_MAX)),
        (Seen, Error::rate_exceeded(shard, stream, account)),
        (Told, Error::read_rate_exceeded(shard, stream, account)),
        (Seen, Error::call_rate_exceeded(stream, account)),
        (Assumed, Error::call_rate_of_account_exceeded(account)),
        (Assumed, Error::subscribe_rate_exceeded(consumer, shard, stream, account)),
        (Assumed, Error::too_many_key_changes(account, KEY_CHANGES_A_DAY)),
        (Assumed, Error::queue_exists(queue, account)),
        (Assumed, Error::queue_not_found(queue, account)),
        (Assumed, Error::queue_not_active(queue, account, QueueStatus::Creating)),
        (Assumed, Error::queue_delivers_nothing(queue, account, QueueStatus::Creating)),
        (Assumed, Error::too_many_queues_changing(account, CHANGING_MAX)),
        (Assumed, Error::starting_timestamp_missing()),
        (Assumed, Error::starting_timestamp_unexpected("LATEST")),
        (Assumed, Error::receive_count_missing()),
        (Assumed, Error::provisioned_stream(stream, account)),
        (Assumed, Error::stream_has_queues(stream, account, "it is deleted")),
        (Assumed, Error::too_many_in_flight(queue, account, IN_FLIGHT_MAX)),
        (Assumed, Error::invalid_receipt()),
        (Assumed, Error::receipt_outlived()),
        (Assumed, Error::not_in_flight()),
    ];
    let of_keys = [
        Code::KmsAccessDenied,
        Code::KmsDisabled,
        Code::KmsInvalidState,
        Code::KmsNotFound,
        Code::KmsOptInRequired,
        Code::KmsThrottling,
    ];
    all.extend(of_keys.map(|code| (Assumed, Error::kms(code, "alias/orders"))));
    all
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn every_type_that_an_operation_declares_is_explained() {
        let all = refusals();
        for declaration in OPERATIONS {
            for code in declaration.errors {
                assert!(all.iter().any(|refusal| refusal.name == code.name()), "{}", code.name());
            }
        }
        for refusal in &all {
            assert!(!refusal.about.is_empty(), "{}", refusal.name);
        }
    }

    #[test]
    fn texts_name_what_they_are_about() {
        let all = refusals();
        let found = all.iter().find(|refusal| refusal.name == Code::ProvisionedThroughputExceeded.name());
        let told = found.unwrap().texts.iter().map(|Text { text, trust }| format!("{trust:?}: {text}\n"));
        expect![[r#"
            Seen: Rate exceeded for shard shardId-000000000003 in stream orders under account 000000000000.
            Told: Rate exceeded for Shard - 000000000000/orders/shardId-000000000003
        "#]]
        .assert_eq(&told.collect::<String>());
    }
}
