//! A call in the words of CloudTrail's records.
//!
//! There are no identities yet: everybody is the account itself, told apart by access keys. Nobody knows from where a
//! call came, so all come from here.

use alloc::format;
use alloc::string::{String, ToString};

use twox_hash::XxHash3_64;

use super::{CloudTrail, Entry};
use crate::ids::RequestId;
use crate::wire::{Protocol, Writer};

/// Whose events calls about streams are, and what they are about.
const STREAMS: (&str, &str) = ("kinesis.amazonaws.com", "AWS::Kinesis::Stream");
/// The same of calls about delivery streams.
const DELIVERY_STREAMS: (&str, &str) = ("firehose.amazonaws.com", "AWS::KinesisFirehose::DeliveryStream");
/// The same of calls about applications.
const APPLICATIONS: (&str, &str) = ("kinesisanalytics.amazonaws.com", "AWS::KinesisAnalytics::Application");
pub(super) const USER_NAME: &str = "root";
/// Assumed: the one that current records of other services have; those of the guide are of 2016.
const EVENT_VERSION: &str = "1.08";
const SOURCE_ADDRESS: &str = "127.0.0.1";
/// What callers in this process are, who have no user agent.
const USER_AGENT: &str = "kinetoscope";

impl Entry {
    /// Whose event it is.
    pub(super) fn source(&self) -> &'static str {
        self.service().0
    }

    /// The type of what it is about.
    pub(super) fn resource_type(&self) -> &'static str {
        self.service().1
    }

    /// By the operation's name, or by the resource where several services have the operation.
    fn service(&self) -> (&'static str, &'static str) {
        let name = &self.call.operation;
        let parameters = self.call.parameters.as_deref().unwrap_or_default();
        if name.contains("Application")
            || name == "DiscoverInputSchema"
            || name.contains("Resource") && parameters.contains(":kinesisanalytics:")
        {
            return APPLICATIONS;
        }
        if name.contains("DeliveryStream") || name == "UpdateDestination" {
            DELIVERY_STREAMS
        } else {
            STREAMS
        }
    }

    /// Whether the call changes nothing. Assumed: by its verb, which is how the names are made.
    pub(super) fn is_read_only(&self) -> bool {
        ["Describe", "Get", "List"].iter().any(|verb| self.call.operation.starts_with(verb))
    }
}

impl CloudTrail {
    /// The id of a call: always the same, and of no other call.
    pub(super) fn event_id(&self, entry: &Entry) -> String {
        let what = format!("{} {} {} {}", self.account, self.region, entry.serial, entry.at);
        let half = |seed| u128::from(XxHash3_64::oneshot_with_seed(seed, what.as_bytes()));
        RequestId::of_bits(half(0) << 64 | half(1)).to_string()
    }

    /// The whole record, as JSON.
    pub(super) fn record(&self, entry: &Entry) -> String {
        let call = &entry.call;
        let mut writer = Writer::new(Protocol::Json);
        writer.start_map(0);
        say(&mut writer, "eventVersion", EVENT_VERSION);
        self.identity(entry, &mut writer);
        say(&mut writer, "eventTime", &entry.at_secs().to_string());
        say(&mut writer, "eventSource", entry.source());
        say(&mut writer, "eventName", &call.operation);
        say(&mut writer, "awsRegion", &self.region.to_string());
        say(&mut writer, "sourceIPAddress", SOURCE_ADDRESS);
        say(&mut writer, "userAgent", call.user_agent.as_deref().unwrap_or(USER_AGENT));
        call.error.iter().for_each(|error| say(&mut writer, "errorCode", error));
        call.message.iter().for_each(|message| say(&mut writer, "errorMessage", message));
        writer.key("requestParameters");
        writer.json(call.parameters.as_deref().unwrap_or("null"));
        writer.key("responseElements");
        writer.json("null");
        call.request_id.iter().for_each(|id| say(&mut writer, "requestID", id));
        say(&mut writer, "eventID", &self.event_id(entry));
        writer.key("readOnly");
        writer.boolean(entry.is_read_only());
        say(&mut writer, "eventType", "AwsApiCall");
        writer.key("managementEvent");
        writer.boolean(true);
        say(&mut writer, "recipientAccountId", &self.account.to_string());
        say(&mut writer, "eventCategory", "Management");
        writer.end_map();
        String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8")
    }

    fn identity(&self, entry: &Entry, writer: &mut Writer) {
        let account = self.account.to_string();
        writer.key("userIdentity");
        writer.start_map(0);
        let arn = format!("arn:aws:iam::{account}:root");
        let access_key = entry.call.access_key.as_deref();
        let members = [
            ("type", Some("Root")),
            ("principalId", Some(&*account)),
            ("arn", Some(&*arn)),
            ("accountId", Some(&*account)),
            ("accessKeyId", access_key),
        ];
        for (name, value) in members.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            say(writer, name, value);
        }
        writer.end_map();
    }
}

fn say(writer: &mut Writer, name: &str, value: &str) {
    writer.key(name);
    writer.text(value);
}
