//! Amazon CloudWatch Logs, as far as Data Firehose writes there: log groups, their streams, and the lines of its logs of
//! errors, read from facts.
//!
//! [`Logs`] is the service of one account in one region. No service calls it: [`Logs::read`] takes the lines that facts tell
//! of (`line.rs`) and keeps the newest (`events.rs`); groups and streams (`group.rs`) are made by the first line, or by
//! somebody before. What FilterLogEvents looks for stands in `pattern.rs`, and the operations in [`op`].

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

mod error;
mod events;
mod group;
mod line;
pub mod op;
mod pattern;
mod shapes;

pub use error::Unsupported;
pub use events::{EVENTS_KEPT, PAGE_BYTES_MAX};

use crate::api::Gate;
use crate::error::{Code, Error};
use crate::fact::{DeliveryStreamEvent, Event};
use crate::ids::{AccountId, Region};
use crate::time::Instant;
use crate::wire::http::Form;
use events::Events;
use group::{LogGroup, LogStream};
use shapes::LogGroupClass;

/// What `X-Amz-Target` says before the dot.
pub const TARGET: &str = "Logs_20140328";
/// The forms in which the service may be spoken to.
pub const FORMS: &[Form] = &[Form::Json11];
/// Log groups that an account may have in a region. Source: API reference of CloudWatch Logs, CreateLogGroup.
pub const GROUPS_MAX: usize = 1_000_000;

/// The logs of one account in one region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Logs {
    account: AccountId,
    region: Region,
    groups: BTreeMap<Arc<str>, LogGroup>,
    /// Streams that there ever were.
    stream_count: u64,
    /// Of all streams.
    events: Events,
}

impl Gate for Logs {
    const VIOLATION: Code = Code::InvalidParameter;
}

impl Logs {
    /// The logs of an account in a region, in which nothing was written yet.
    pub fn new(account: AccountId, region: Region) -> Self {
        let (groups, stream_count, events) = Default::default();
        Self { account, region, groups, stream_count, events }
    }

    /// Writes the line that a fact tells of; any other fact is nothing to it. A group and a stream that are not there are
    /// made, as the console makes them with the delivery stream; without them the service would drop the line.
    pub fn read(&mut self, event: &Event, now: Instant) {
        let Event::DeliveryStream { delivery_stream, event } = event else { return };
        let DeliveryStreamEvent::ErrorLogged(line) = &**event else { return };
        if !self.groups.contains_key(&*line.log_group) {
            if GROUPS_MAX <= self.groups.len() {
                return;
            }
            self.make_group(&line.log_group, LogGroup::new(LogGroupClass::Standard, None, now));
        }
        let group = self.groups.get_mut(&*line.log_group).expect("it was made above");
        let id = group.stream_or_new(&line.log_stream, &mut self.stream_count, now);
        let message = line::text(self.account, &self.region, delivery_stream, line);
        group.note_event(&line.log_stream, message.len(), now);
        self.events.push(id, message.into(), now);
    }

    fn make_group(&mut self, name: &str, group: LogGroup) {
        self.groups.insert(name.into(), group);
    }

    /// The group that a request means, by its name or by its ARN or name as an identifier.
    fn find(&self, name: Option<&str>, identifier: Option<&str>) -> Result<(&Arc<str>, &LogGroup), Error> {
        let name = match (name, identifier) {
            (Some(name), None) => name,
            (None, Some(identifier)) => self.named_by(identifier),
            (None, None) => return Err(Error::log_group_not_named()),
            (Some(_), Some(_)) => return Err(Error::log_group_named_twice()),
        };
        self.groups.get_key_value(name).ok_or_else(Error::log_group_not_found)
    }

    fn find_mut(&mut self, name: &str) -> Result<&mut LogGroup, Error> {
        self.groups.get_mut(name).ok_or_else(Error::log_group_not_found)
    }

    /// The name in an identifier: an ARN, or the name itself. Groups of others are not found under any name.
    fn named_by<'i>(&self, identifier: &'i str) -> &'i str {
        identifier.strip_prefix(&*self.arn("")).unwrap_or(identifier)
    }

    /// The ARN of a group, without the `:*` that stands for its streams.
    fn arn(&self, group: &str) -> String {
        format!("arn:aws:logs:{}:{}:log-group:{group}", self.region, self.account)
    }
}

impl LogGroup {
    fn find_stream(&self, name: &str) -> Result<&LogStream, Error> {
        self.streams.get(name).ok_or_else(Error::log_stream_not_found)
    }
}
