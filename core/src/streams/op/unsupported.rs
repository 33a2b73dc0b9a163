//! What this engine does not run: every operation of the service model is either declared or in this list.

use alloc::format;

use crate::error::{Code, Error};

/// An operation of the service model that does not run, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// AWS's name.
    pub name: &'static str,
    /// Why it does not run, a sentence without its stop.
    pub reason: &'static str,
}

#[cfg(not(feature = "queues"))]
const QUEUES: &str = "the engine of the website leaves queues out, so that it loads fast";
#[cfg(not(feature = "subscriptions"))]
const CONSUMERS: &str = "the engine of the website leaves consumers out, so that it loads fast";
#[cfg(not(feature = "tags"))]
const TAGS: &str = "the engine of the website leaves tags and policies out, so that it loads fast";
const CHANNELS: &str = "channels deliver to S3 and S3 Tables, which this engine does not have";

/// Those operations, by name.
pub static UNSUPPORTED: &[Unsupported] = &[
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "AcknowledgeDeadLetterQueueRecords", reason: QUEUES },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "AcknowledgeQueueRecords", reason: QUEUES },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "AddTagsToStream", reason: TAGS },
    Unsupported { name: "CreateChannel", reason: CHANNELS },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "CreateQueue", reason: QUEUES },
    Unsupported { name: "DeleteChannel", reason: CHANNELS },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "DeleteQueue", reason: QUEUES },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "DeleteResourcePolicy", reason: TAGS },
    #[cfg(not(feature = "subscriptions"))]
    Unsupported { name: "DeregisterStreamConsumer", reason: CONSUMERS },
    Unsupported { name: "DescribeChannel", reason: CHANNELS },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "DescribeQueue", reason: QUEUES },
    #[cfg(not(feature = "subscriptions"))]
    Unsupported { name: "DescribeStreamConsumer", reason: CONSUMERS },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "GetResourcePolicy", reason: TAGS },
    Unsupported { name: "ListChannels", reason: CHANNELS },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "ListQueues", reason: QUEUES },
    #[cfg(not(feature = "subscriptions"))]
    Unsupported { name: "ListStreamConsumers", reason: CONSUMERS },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "ListTagsForResource", reason: TAGS },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "ListTagsForStream", reason: TAGS },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "PutResourcePolicy", reason: TAGS },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "ReceiveDeadLetterQueueRecords", reason: QUEUES },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "ReceiveQueueRecords", reason: QUEUES },
    #[cfg(not(feature = "subscriptions"))]
    Unsupported { name: "RegisterStreamConsumer", reason: CONSUMERS },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "RemoveTagsFromStream", reason: TAGS },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "RestoreDeadLetterQueueRecords", reason: QUEUES },
    #[cfg(not(feature = "subscriptions"))]
    Unsupported { name: "SubscribeToShard", reason: "there is no connection to send events on" },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "TagResource", reason: TAGS },
    #[cfg(not(feature = "tags"))]
    Unsupported { name: "UntagResource", reason: TAGS },
    Unsupported { name: "UpdateChannel", reason: CHANNELS },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "UpdateDeadLetterQueueRecordsVisibility", reason: QUEUES },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "UpdateQueue", reason: QUEUES },
    #[cfg(not(feature = "queues"))]
    Unsupported { name: "UpdateQueueRecordsVisibility", reason: QUEUES },
];

impl Unsupported {
    /// The one of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        UNSUPPORTED.iter().find(|operation| operation.name == name)
    }

    /// What a call of it is answered with: the service's type for what it does not know, in this engine's own words.
    pub fn refusal(&self) -> Error {
        let Self { name, reason } = self;
        Error::new(Code::UnknownOperation, format!("Kinetoscope does not run {name}: {reason}."))
    }
}
