//! What this engine does not run: every operation of the service model is either declared or in this list.

use crate::api::Unsupported;

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

/// All of them, a reason after the other.
pub fn unsupported() -> impl Iterator<Item = Unsupported> {
    GROUPS.iter().flat_map(|Group { reason, names }| names.iter().map(|&name| Unsupported { name, reason }))
}
