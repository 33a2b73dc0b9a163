use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::super::Streams;
use super::super::shapes::{ConsumerOutput, NEXT_TOKEN, STREAM_ARN, STREAM_ID};
use super::super::token::PageToken;
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Consumers on a page, unless fewer are asked for.
const PAGE: usize = 100;
const TOKEN_BYTES: usize = 200;

crate::input! {
    /// The stream, and the page of its consumers.
    pub struct ListStreamConsumersInput<'a> {
        /// The stream.
        stream_arn: &'a str = "StreamARN", STREAM_ARN;
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "NextToken", NEXT_TOKEN;
        /// Consumers on the page.
        max_results: Option<i32> = "MaxResults", Rules::NONE.range(1, 10_000);
        /// Tells streams of one name apart.
        stream_creation_timestamp: Option<Instant> = "StreamCreationTimestamp", Rules::NONE;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

crate::output! {
    /// The answer.
    pub struct ListStreamConsumersOutput {
        /// The page, by name.
        consumers: Vec<ConsumerOutput> = "Consumers";
        /// Goes on after this page; absent on the last one.
        next_token: Option<String> = "NextToken";
    }
}

/// What a page token of this operation says.
#[derive(Serialize, Deserialize)]
struct Place {
    stream: String,
    stream_created_at: Instant,
    after: String,
}

/// Lists the consumers of a stream.
pub struct ListStreamConsumers;

impl Operation for ListStreamConsumers {
    const NAME: &'static str = "ListStreamConsumers";
    const RATE: CallRate = CallRate::PerStream(5);
    const ERRORS: &'static [Code] = &[
        Code::ExpiredNextToken,
        Code::InvalidArgument,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
    ];
    type State = Streams;
    type Input<'a> = ListStreamConsumersInput<'a>;
    type Output<'s> = ListStreamConsumersOutput;

    fn run(
        streams: &mut Streams,
        input: ListStreamConsumersInput<'_>,
        now: Instant,
    ) -> Result<ListStreamConsumersOutput, Error> {
        let name = streams.name_of(None, Some(input.stream_arn))?;
        if input.next_token.is_some() && input.stream_creation_timestamp.is_some() {
            return Err(Error::token_and("StreamCreationTimestamp"));
        }
        let place: Option<Place> = input.next_token.map(|token| PageToken::open(token, now)).transpose()?;
        let stream = streams.find_active_or_updating(name)?;
        let fits = |place: &Place| place.stream == name && place.stream_created_at == stream.created_at;
        if place.as_ref().is_some_and(|place| !fits(place)) {
            return Err(Error::invalid_next_token());
        }
        let created_secs = stream.created_at.total_secs();
        if input.stream_creation_timestamp.is_some_and(|at| at.total_secs() != created_secs) {
            return Err(Error::stream_not_found(name, streams.account));
        }
        let limit = input.max_results.map_or(PAGE, |limit| limit as usize);
        let mut rest = stream
            .consumers
            .values()
            .filter(|consumer| place.as_ref().is_none_or(|place| place.after < consumer.name));
        let consumers: Vec<_> =
            rest.by_ref().take(limit).map(|consumer| consumer.describe(&stream.arn)).collect();
        let last = consumers.last().filter(|_| rest.next().is_some()).map(|last| last.consumer_name.clone());
        let next_token = last.map(|after| {
            let (stream, stream_created_at) = (stream.name.to_string(), stream.created_at);
            PageToken::seal(Place { stream, stream_created_at, after }, now, TOKEN_BYTES)
        });
        Ok(ListStreamConsumersOutput { consumers, next_token })
    }
}
