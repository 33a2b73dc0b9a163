//! The bound that a note is about, by the name under which it can be looked up.

use alloc::string::String;

use super::Cause;
use crate::fact::Limit;

/// What records expire by that nobody has read.
pub(super) const RETENTION: &str = "Longest retention";

impl Cause {
    /// The bound that was met; empty where none was, or one of several.
    pub(super) fn bound(&self) -> String {
        let name = match self {
            Self::WriteRefused { limit, .. } | Self::ReadRefused { limit, .. } => match limit {
                Limit::WriteRecords => "Records written",
                Limit::WriteBytes => "Data written",
                Limit::ReadCalls => "GetRecords calls",
                Limit::ReadBytes => "Data read by GetRecords",
                Limit::Fault | Limit::Struck(_) => "",
            },
            Self::ExpiredUnread { .. } => RETENTION,
            #[cfg(feature = "firehose")]
            Self::Delivery(told) => return told.bound(),
            _ => "",
        };
        name.into()
    }
}

#[cfg(all(test, feature = "books"))]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::ids::ShardId;
    use crate::streams::catalogue;

    #[test]
    fn what_a_shard_refuses_can_be_looked_up() {
        let met = [Limit::WriteRecords, Limit::WriteBytes, Limit::ReadCalls, Limit::ReadBytes];
        let refused = |limit| Cause::WriteRefused { stream: "a".into(), shard: ShardId(0), limit };
        for limit in met {
            let name = refused(limit).bound();
            assert!(catalogue::limits().iter().any(|limit| limit.name == name), "{name}");
        }
        let by_fault = [Limit::Fault, Limit::Struck(Code::InternalFailure)];
        assert!(by_fault.into_iter().all(|limit| refused(limit).bound().is_empty()));
        let unread = Cause::ExpiredUnread { reader: "r".into(), shard: ShardId(0) };
        assert!(catalogue::limits().iter().any(|limit| limit.name == unread.bound()));
    }
}
