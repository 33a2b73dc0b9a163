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

/// Operations that do not run for one reason.
struct Group {
    reason: &'static str,
    names: &'static [&'static str],
}

static GROUPS: &[Group] = &[
    Group {
        reason: "channels deliver to S3 and S3 Tables, which nothing here does for streams yet",
        names: &["CreateChannel", "DeleteChannel", "DescribeChannel", "ListChannels", "UpdateChannel"],
    },
    #[cfg(not(feature = "queues"))]
    Group {
        reason: "the engine of the website leaves queues out, so that it loads fast",
        names: &[
            "AcknowledgeDeadLetterQueueRecords",
            "AcknowledgeQueueRecords",
            "CreateQueue",
            "DeleteQueue",
            "DescribeQueue",
            "ListQueues",
            "ReceiveDeadLetterQueueRecords",
            "ReceiveQueueRecords",
            "RestoreDeadLetterQueueRecords",
            "UpdateDeadLetterQueueRecordsVisibility",
            "UpdateQueue",
            "UpdateQueueRecordsVisibility",
        ],
    },
    #[cfg(not(feature = "subscriptions"))]
    Group {
        reason: "the engine of the website leaves consumers out, so that it loads fast",
        names: &[
            "DeregisterStreamConsumer",
            "DescribeStreamConsumer",
            "ListStreamConsumers",
            "RegisterStreamConsumer",
            "SubscribeToShard",
        ],
    },
    #[cfg(not(feature = "tags"))]
    Group {
        reason: "the engine of the website leaves tags and policies out, so that it loads fast",
        names: &[
            "AddTagsToStream",
            "DeleteResourcePolicy",
            "GetResourcePolicy",
            "ListTagsForResource",
            "ListTagsForStream",
            "PutResourcePolicy",
            "RemoveTagsFromStream",
            "TagResource",
            "UntagResource",
        ],
    },
];

impl Unsupported {
    /// All of them, a reason after the other.
    pub fn all() -> impl Iterator<Item = Self> {
        GROUPS.iter().flat_map(|Group { reason, names }| names.iter().map(|&name| Self { name, reason }))
    }

    /// The one of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|operation| operation.name == name)
    }

    /// What a call of it is answered with: the service's type for what it does not know, in this engine's own words.
    pub fn refusal(&self) -> Error {
        let Self { name, reason } = self;
        Error::new(Code::UnknownOperation, format!("Kinetoscope does not run {name}: {reason}."))
    }
}
