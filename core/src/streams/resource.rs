//! What the requests name: a stream, a consumer of one, or a queue.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::consumer::Consumer;
use super::queue::Queue;
use super::shapes::ConsumerStatus;
use super::tags::Tags;
use super::{Stream, Streams};
use crate::error::Error;
use crate::fact::SubscriptionEnd;
use crate::ids::{Arn, Resource};
use crate::time::Instant;

impl Streams {
    /// What an ARN names here, whether it is there or not; `None` for resources of another kind, account or region.
    pub(super) fn named_here<'a>(&self, arn: &'a str) -> Option<Resource<'a>> {
        Arn::parse(arn).filter(|arn| arn.is_of(self.account, &self.region)).map(|arn| arn.resource)
    }

    /// The same.
    ///
    /// # Errors
    /// ResourceNotFound for resources of another kind, account or region.
    pub(super) fn resource<'a>(&self, arn: &'a str) -> Result<Resource<'a>, Error> {
        self.named_here(arn).ok_or_else(|| Error::resource_not_found(arn))
    }

    /// The stream that a request means, by name, by ARN or by both.
    pub(super) fn name_of<'a>(&self, name: Option<&'a str>, arn: Option<&'a str>) -> Result<&'a str, Error> {
        let Some(text) = arn else { return name.ok_or_else(Error::stream_unnamed) };
        let arn = Arn::parse(text).ok_or_else(|| Error::resource_not_found(text))?;
        let Resource::Stream(named) = arn.resource else { return Err(Error::resource_not_found(text)) };
        if let Some(name) = name.filter(|&name| name != named) {
            return Err(Error::stream_named_twice(name, text));
        }
        let here = arn.is_of(self.account, &self.region);
        if here { Ok(named) } else { Err(Error::stream_not_found(named, self.account)) }
    }

    /// A consumer that is there.
    pub(super) fn find_consumer(&self, stream: &str, name: &str) -> Result<&Consumer, Error> {
        self.find(stream)?.consumers.get(name).ok_or_else(|| Error::consumer_not_found(name, self.account))
    }

    /// The consumer that a resource names, which is there and is no later one of the same name.
    pub(super) fn consumer_of(
        &self,
        stream: &str,
        name: &str,
        created_secs: &str,
    ) -> Result<&Consumer, Error> {
        let consumer = self.find_consumer(stream, name)?;
        let same = consumer.created_secs() == created_secs;
        same.then_some(consumer).ok_or_else(|| Error::consumer_not_found(name, self.account))
    }

    /// The consumer that a request names, by its ARN or by that of its stream and its name: stream and consumer.
    pub(super) fn named_consumer<'a>(
        &self,
        consumer_arn: Option<&'a str>,
        stream_arn: Option<&'a str>,
        name: Option<&'a str>,
    ) -> Result<(&'a str, &'a str), Error> {
        let stream_named = stream_arn.map(|arn| self.name_of(None, Some(arn))).transpose()?;
        let Some(arn) = consumer_arn else {
            let (stream, name) = stream_named.zip(name).ok_or_else(Error::consumer_unnamed)?;
            self.find_consumer(stream, name)?;
            return Ok((stream, name));
        };
        let Resource::Consumer { stream, name: found, created_secs } = self.resource(arn)? else {
            return Err(Error::resource_not_found(arn));
        };
        if stream_named.is_some_and(|named| named != stream) || name.is_some_and(|name| name != found) {
            return Err(Error::consumer_named_twice());
        }
        self.consumer_of(stream, found, created_secs)?;
        Ok((stream, found))
    }

    /// Lets a consumer that is there go, and its subscriptions with it: DELETING at once, gone after the transition time.
    pub(super) fn delete_consumer(&mut self, stream_name: &str, name: &str, now: Instant) {
        let due = now + self.settings.transition;
        let stream = self.streams.get_mut(stream_name).expect("the caller found it");
        let consumer = stream.consumers.get_mut(name).expect("the caller found it");
        if consumer.status != ConsumerStatus::Deleting {
            (consumer.status, consumer.due) = (ConsumerStatus::Deleting, Some(due));
            stream.tell_configuration(&mut self.facts);
            stream.wake_by(due, &mut self.agenda);
            self.end_subscriptions(stream_name, Some(name), SubscriptionEnd::ConsumerGone, now);
        }
    }

    /// Lets all consumers of a stream go.
    pub(super) fn delete_consumers(&mut self, stream: &str, now: Instant) {
        let Some(consumers) = self.stream(stream).map(|stream| &stream.consumers) else { return };
        for name in consumers.keys().cloned().collect::<Vec<_>>() {
            self.delete_consumer(stream, &name, now);
        }
    }

    /// The tags of a resource that is there.
    pub(super) fn tags(&self, resource: Resource<'_>) -> Result<&Tags, Error> {
        match resource {
            Resource::Stream(name) => Ok(&self.find(name)?.tags),
            Resource::Consumer { stream, name, created_secs } => {
                Ok(&self.consumer_of(stream, name, created_secs)?.tags)
            }
            Resource::Queue(id) => Ok(&self.find_queue(id)?.tags),
        }
    }

    /// The same, to change them; the caller has found them.
    pub(super) fn tags_mut(&mut self, resource: Resource<'_>) -> &mut Tags {
        match resource {
            Resource::Stream(name) => &mut self.found_stream(name).tags,
            Resource::Consumer { stream, name, .. } => &mut self.found_consumer(stream, name).tags,
            Resource::Queue(id) => &mut self.found_queue(id).tags,
        }
    }

    /// The policy of a resource that is there.
    pub(super) fn policy(&self, resource: Resource<'_>) -> Result<Option<&str>, Error> {
        let policy = match resource {
            Resource::Stream(name) => &self.find(name)?.policy,
            Resource::Consumer { stream, name, created_secs } => {
                let consumer = self.consumer_of(stream, name, created_secs)?;
                if consumer.status != ConsumerStatus::Active {
                    return Err(Error::consumer_not_active(consumer, stream, self.account));
                }
                &consumer.policy
            }
            Resource::Queue(id) => &self.find_queue(id)?.policy,
        };
        Ok(policy.as_deref())
    }

    /// The same, to change it; the caller has found it.
    pub(super) fn policy_mut(&mut self, resource: Resource<'_>) -> &mut Option<String> {
        match resource {
            Resource::Stream(name) => &mut self.found_stream(name).policy,
            Resource::Consumer { stream, name, .. } => &mut self.found_consumer(stream, name).policy,
            Resource::Queue(id) => &mut self.found_queue(id).policy,
        }
    }

    fn found_stream(&mut self, name: &str) -> &mut Stream {
        self.streams.get_mut(name).expect("the caller found it")
    }

    fn found_consumer(&mut self, stream: &str, name: &str) -> &mut Consumer {
        self.found_stream(stream).consumers.get_mut(name).expect("the caller found it")
    }

    fn found_queue(&mut self, id: &str) -> &mut Queue {
        self.queues.get_mut(id).expect("the caller found it")
    }

    /// A resource as refusals of tags name it.
    pub(super) fn in_words(&self, resource: Resource<'_>) -> String {
        let account = self.account;
        match resource {
            Resource::Stream(name) => format!("stream {name} under account {account}"),
            Resource::Consumer { stream, name, .. } => {
                format!("consumer {name} of stream {stream} under account {account}")
            }
            Resource::Queue(id) => format!("queue {id} under account {account}"),
        }
    }
}
