use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::record::USER_NAME;
use super::super::{CloudTrail, Entry, KEPT};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

/// Events of a page, at most and unless told. Source: API reference of CloudTrail, LookupEvents.
const PAGE_MAX: i32 = 50;

crate::enumeration! {
    /// By what events are looked up. The order is the model's.
    pub enum LookupAttributeKey {
        /// The event's id.
        EventId = "EventId",
        /// The operation's name.
        EventName = "EventName",
        /// `true` or `false`.
        ReadOnly = "ReadOnly",
        /// Who called.
        Username = "Username",
        /// The kind of what it was about.
        ResourceType = "ResourceType",
        /// The name of what it was about.
        ResourceName = "ResourceName",
        /// The service.
        EventSource = "EventSource",
        /// Who signed.
        AccessKeyId = "AccessKeyId",
    }
}

crate::enumeration! {
    /// The events that are no calls.
    pub enum EventCategory {
        /// Unusual activity, of which there is never any here.
        Insight = "insight",
    }
}

crate::input! {
    /// Which events.
    pub struct LookupEventsInput<'a> {
        /// None or one.
        lookup_attributes: Option<Vec<LookupAttribute<'a>>> = "LookupAttributes", Rules::NONE;
        /// From then on.
        start_time: Option<Instant> = "StartTime", Rules::NONE;
        /// Until then.
        end_time: Option<Instant> = "EndTime", Rules::NONE;
        /// Calls, unless given.
        event_category: Option<EventCategory> = "EventCategory", Rules::NONE;
        /// Events on the page.
        max_results: Option<i32> = "MaxResults", Rules::NONE;
        /// Goes on where an earlier answer ended.
        next_token: Option<&'a str> = "NextToken", Rules::NONE;
    }
}

crate::input! {
    /// What an event must have.
    pub struct LookupAttribute<'a> {
        /// Where.
        attribute_key: LookupAttributeKey = "AttributeKey", Rules::NONE;
        /// What.
        attribute_value: &'a str = "AttributeValue", Rules::NONE.length(1, 2_000);
    }
}

crate::output! {
    /// The answer.
    pub struct LookupEventsOutput {
        /// The newest first.
        events: Vec<TrailEvent> = "Events";
        /// Goes on after this page.
        next_token: Option<String> = "NextToken";
    }
}

crate::output! {
    /// A call.
    pub struct TrailEvent {
        /// Id.
        event_id: String = "EventId";
        /// The operation.
        event_name: String = "EventName";
        /// Whether it changes nothing.
        read_only: String = "ReadOnly";
        /// Who signed.
        access_key_id: Option<String> = "AccessKeyId";
        /// When.
        event_time: Instant = "EventTime";
        /// The service.
        event_source: &'static str = "EventSource";
        /// Who called.
        username: &'static str = "Username";
        /// What it was about.
        resources: Vec<Resource> = "Resources";
        /// The whole record, as JSON.
        cloud_trail_event: String = "CloudTrailEvent";
    }
}

crate::output! {
    /// What a call was about.
    pub struct Resource {
        /// Its kind.
        resource_type: &'static str = "ResourceType";
        /// Its name.
        resource_name: String = "ResourceName";
    }
}

/// Finds the calls of the last 90 days, the newest first.
pub struct LookupEvents;

impl Operation for LookupEvents {
    const NAME: &'static str = "LookupEvents";
    const ERRORS: &'static [Code] = &[
        Code::InvalidLookupAttributes,
        Code::InvalidMaxResults,
        Code::InvalidNextTokenException,
        Code::InvalidTimeRange,
    ];
    type State = CloudTrail;
    type Input<'a> = LookupEventsInput<'a>;
    type Output<'s> = LookupEventsOutput;

    fn run(
        trail: &mut CloudTrail,
        input: LookupEventsInput<'_>,
        now: Instant,
    ) -> Result<LookupEventsOutput, Error> {
        let attribute = match input.lookup_attributes.as_deref().unwrap_or_default() {
            [] => None,
            [attribute] => Some(attribute),
            _ => return Err(Error::too_many_lookup_attributes()),
        };
        let to = input.end_time.unwrap_or(Instant::MAX);
        let oldest = now.before(KEPT);
        let from =
            input.start_time.map_or(oldest, |start| Instant::from_secs(start.total_secs()).max(oldest));
        if input.start_time.is_some_and(|start| to < start) {
            return Err(Error::lookup_times_reversed());
        }
        let page = input.max_results.unwrap_or(PAGE_MAX);
        if !(1..=PAGE_MAX).contains(&page) {
            return Err(Error::lookup_page_out_of_range(PAGE_MAX));
        }
        // A token names the first event of its page: what comes later changes no page.
        let first = match input.next_token {
            None => u64::MAX,
            Some(token) => token.parse().map_err(|_| Error::lookup_token_invalid())?,
        };

        let times = from..=to;
        let is_wanted = |entry: &&Entry| {
            entry.serial <= first
                && input.event_category.is_none()
                && times.contains(&entry.at_secs())
                && attribute.is_none_or(|attribute| trail.has(entry, attribute))
        };
        let mut rest = trail.newest_first().filter(is_wanted);
        let events = rest.by_ref().take(page as usize).map(|entry| trail.describe(entry)).collect();
        Ok(LookupEventsOutput { events, next_token: rest.next().map(|entry| entry.serial.to_string()) })
    }
}

impl CloudTrail {
    fn has(&self, entry: &Entry, attribute: &LookupAttribute<'_>) -> bool {
        let (call, value) = (&entry.call, attribute.attribute_value);
        match attribute.attribute_key {
            LookupAttributeKey::EventId => self.event_id(entry) == value,
            LookupAttributeKey::EventName => call.operation == value,
            LookupAttributeKey::ReadOnly => entry.is_read_only().to_string() == value,
            LookupAttributeKey::Username => value == USER_NAME,
            LookupAttributeKey::ResourceType => call.stream.is_some() && value == entry.resource_type(),
            LookupAttributeKey::ResourceName => call.stream.as_deref() == Some(value),
            LookupAttributeKey::EventSource => value == entry.source(),
            LookupAttributeKey::AccessKeyId => call.access_key.as_deref() == Some(value),
        }
    }

    fn describe(&self, entry: &Entry) -> TrailEvent {
        let call = &entry.call;
        let resource =
            |name: &str| Resource { resource_type: entry.resource_type(), resource_name: name.into() };
        TrailEvent {
            event_id: self.event_id(entry),
            event_name: call.operation.to_string(),
            read_only: entry.is_read_only().to_string(),
            access_key_id: call.access_key.clone(),
            event_time: entry.at_secs(),
            event_source: entry.source(),
            username: USER_NAME,
            resources: call.stream.as_deref().map(resource).into_iter().collect(),
            cloud_trail_event: self.record(entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::borrow::Cow;
    use alloc::boxed::Box;
    use alloc::format;

    use expect_test::{Expect, expect};
    use serde_json::Value;

    use super::*;
    use crate::api::{Failure, Terms};
    use crate::cloudtrail::EVENTS_KEPT;
    use crate::cloudtrail::op::OPERATIONS;
    use crate::fact::{Event, LoggedCall};
    use crate::ids::{AccountId, Region};
    use crate::time::Duration;
    use crate::wire::{Protocol, Reader, Writer};

    fn call(operation: &'static str, stream: &str, error: Option<&'static str>) -> Event {
        Event::Logged(Box::new(LoggedCall {
            operation: Cow::Borrowed(operation),
            error: error.map(Cow::Borrowed),
            message: error.map(|_| "It was refused.".into()),
            parameters: Some(format!(r#"{{"streamName":"{stream}"}}"#).into()),
            stream: Some(stream.into()),
            access_key: Some("AKIDEXAMPLE".into()),
            user_agent: None,
            request_id: Some("5".into()),
        }))
    }

    /// Three calls, at 100.5, 200 and 300 seconds.
    fn three() -> CloudTrail {
        let mut trail = CloudTrail::new(AccountId::DEFAULT, Region::default());
        trail.read(&call("CreateStream", "a", None), Instant::from_millis(100_500));
        trail.read(&call("DescribeStream", "b", Some("ResourceNotFoundException")), Instant::from_secs(200));
        trail.read(&call("DeleteStream", "a", None), Instant::from_secs(300));
        trail
    }

    fn ask(trail: &mut CloudTrail, body: &str, now: Instant) -> Result<Value, String> {
        let mut body = body.as_bytes().to_vec();
        let mut writer = Writer::new(Protocol::Json);
        let terms = Terms { authorization: Ok(()), now, may_wait: false, admitted: None };
        let reader = Reader::new(Protocol::Json, &mut body);
        match OPERATIONS[0].run(trail, reader, terms, &mut writer).outcome {
            Ok(()) => Ok(serde_json::from_slice(&writer.into_bytes()).unwrap()),
            Err(Failure::Refused(error)) => Err(error.to_string()),
            Err(Failure::Syntax | Failure::NotYet(_)) => panic!("{body:?}"),
        }
    }

    /// What each line finds: names with times, and the token of the next page.
    #[track_caller]
    fn check(script: &str, expected: Expect) {
        let mut trail = three();
        let line = |body: &str| match ask(&mut trail, body, Instant::from_secs(400)) {
            Err(error) => format!("{error}\n"),
            Ok(answer) => {
                let events = answer["Events"].as_array().unwrap().iter();
                let names = events.map(|event| format!("{} at {}, ", event["EventName"], event["EventTime"]));
                format!("{}token {}\n", names.collect::<String>(), answer["NextToken"])
            }
        };
        expected.assert_eq(&script.lines().map(str::trim).map(line).collect::<String>());
    }

    #[test]
    fn finds_by_time_and_by_one_attribute_the_newest_first() {
        check(
            r#"{}
               {"StartTime":100,"EndTime":200}
               {"StartTime":100.9,"EndTime":100.9}
               {"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"DeleteStream"}]}
               {"LookupAttributes":[{"AttributeKey":"ResourceName","AttributeValue":"a"}]}
               {"LookupAttributes":[{"AttributeKey":"ReadOnly","AttributeValue":"true"}]}
               {"LookupAttributes":[{"AttributeKey":"Username","AttributeValue":"somebody"}]}
               {"LookupAttributes":[{"AttributeKey":"AccessKeyId","AttributeValue":"AKIDEXAMPLE"}],"EndTime":150}
               {"EventCategory":"insight"}"#,
            expect![[r#"
                "DeleteStream" at 300, "DescribeStream" at 200, "CreateStream" at 100, token null
                "DescribeStream" at 200, "CreateStream" at 100, token null
                "CreateStream" at 100, token null
                "DeleteStream" at 300, token null
                "DeleteStream" at 300, "CreateStream" at 100, token null
                "DescribeStream" at 200, token null
                token null
                "CreateStream" at 100, token null
                token null
            "#]],
        );
    }

    #[test]
    fn pages_go_on_where_they_ended() {
        check(
            r#"{"MaxResults":2}
               {"MaxResults":2,"NextToken":"0"}
               {"NextToken":"x"}"#,
            expect![[r#"
                "DeleteStream" at 300, "DescribeStream" at 200, token "0"
                "CreateStream" at 100, token null
                InvalidNextTokenException: The token is not valid, or belongs to another request.
            "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        check(
            r#"{"LookupAttributes":[{"AttributeKey":"Color","AttributeValue":""}]}
               {"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"a"},{"AttributeKey":"EventName","AttributeValue":"b"}],"StartTime":2,"EndTime":1,"MaxResults":51,"NextToken":"x"}
               {"StartTime":2,"EndTime":1,"MaxResults":51,"NextToken":"x"}
               {"MaxResults":51,"NextToken":"x"}
               {"MaxResults":0}"#,
            expect![[r#"
                ValidationException: 2 validation errors detected: Value 'Color' at 'lookupAttributes.1.member.attributeKey' failed to satisfy constraint: Member must satisfy enum value set: [EventId, EventName, ReadOnly, Username, ResourceType, ResourceName, EventSource, AccessKeyId]; Value '' at 'lookupAttributes.1.member.attributeValue' failed to satisfy constraint: Member must have length greater than or equal to 1
                InvalidLookupAttributesException: You can specify one lookup attribute only.
                InvalidTimeRangeException: The start time must not be after the end time.
                InvalidMaxResultsException: MaxResults must be between 1 and 50.
                InvalidMaxResultsException: MaxResults must be between 1 and 50.
            "#]],
        );
    }

    #[test]
    fn an_event_has_the_record_in_it() {
        let by_name =
            r#"{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"DescribeStream"}]}"#;
        let answer = ask(&mut three(), by_name, Instant::from_secs(400)).unwrap();
        let event = &answer["Events"][0];
        let record: Value = serde_json::from_str(event["CloudTrailEvent"].as_str().unwrap()).unwrap();
        assert_eq!(record["eventID"], event["EventId"]);
        expect![[r#"
            {
              "AccessKeyId": "AKIDEXAMPLE",
              "CloudTrailEvent": "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"Root\",\"principalId\":\"000000000000\",\"arn\":\"arn:aws:iam::000000000000:root\",\"accountId\":\"000000000000\",\"accessKeyId\":\"AKIDEXAMPLE\"},\"eventTime\":\"1970-01-01T00:03:20Z\",\"eventSource\":\"kinesis.amazonaws.com\",\"eventName\":\"DescribeStream\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"127.0.0.1\",\"userAgent\":\"kinetoscope\",\"errorCode\":\"ResourceNotFoundException\",\"errorMessage\":\"It was refused.\",\"requestParameters\":{\"streamName\":\"b\"},\"responseElements\":null,\"requestID\":\"5\",\"eventID\":\"3798724c-57a2-43c3-960c-75cb2b7a1a94\",\"readOnly\":true,\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"000000000000\",\"eventCategory\":\"Management\"}",
              "EventId": "3798724c-57a2-43c3-960c-75cb2b7a1a94",
              "EventName": "DescribeStream",
              "EventSource": "kinesis.amazonaws.com",
              "EventTime": 200,
              "ReadOnly": "true",
              "Resources": [
                {
                  "ResourceName": "b",
                  "ResourceType": "AWS::Kinesis::Stream"
                }
              ],
              "Username": "root"
            }
            {
              "awsRegion": "us-east-1",
              "errorCode": "ResourceNotFoundException",
              "errorMessage": "It was refused.",
              "eventCategory": "Management",
              "eventID": "3798724c-57a2-43c3-960c-75cb2b7a1a94",
              "eventName": "DescribeStream",
              "eventSource": "kinesis.amazonaws.com",
              "eventTime": "1970-01-01T00:03:20Z",
              "eventType": "AwsApiCall",
              "eventVersion": "1.08",
              "managementEvent": true,
              "readOnly": true,
              "recipientAccountId": "000000000000",
              "requestID": "5",
              "requestParameters": {
                "streamName": "b"
              },
              "responseElements": null,
              "sourceIPAddress": "127.0.0.1",
              "userAgent": "kinetoscope",
              "userIdentity": {
                "accessKeyId": "AKIDEXAMPLE",
                "accountId": "000000000000",
                "arn": "arn:aws:iam::000000000000:root",
                "principalId": "000000000000",
                "type": "Root"
              }
            }
        "#]].assert_eq(&format!("{event:#}\n{record:#}\n"));
    }

    #[test]
    fn an_id_finds_one_event() {
        let mut trail = three();
        let all = ask(&mut trail, "{}", Instant::from_secs(400)).unwrap();
        for event in all["Events"].as_array().unwrap() {
            let id = &event["EventId"];
            let by_id =
                format!(r#"{{"LookupAttributes":[{{"AttributeKey":"EventId","AttributeValue":{id}}}]}}"#);
            let found = ask(&mut trail, &by_id, Instant::from_secs(400)).unwrap();
            assert_eq!(found["Events"], Value::Array([event.clone()].into()));
        }
    }

    #[test]
    fn calls_are_forgotten_after_ninety_days_or_when_there_are_too_many() {
        let mut trail = three();
        let count =
            |trail: &mut CloudTrail, now| ask(trail, "{}", now).unwrap()["Events"].as_array().unwrap().len();
        assert_eq!(count(&mut trail, Instant::from_secs(200) + KEPT), 2);
        assert_eq!(count(&mut trail, Instant::from_secs(301) + KEPT), 0);
        for index in 0..=EVENTS_KEPT as i64 {
            trail.read(&call("ListStreams", "a", None), Instant::from_secs(400 + index));
        }
        assert!((EVENTS_KEPT - 250..=EVENTS_KEPT).contains(&trail.newest_first().count()));
        let first = r#"{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"CreateStream"}]}"#;
        let now = Instant::from_secs(400) + Duration::from_hours(10);
        assert_eq!(ask(&mut trail, first, now).unwrap()["Events"], Value::Array([].into()));
    }
}
