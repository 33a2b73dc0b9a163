//! What happens to applications of Data Analytics.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What happened to an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApplicationEvent {
    /// It changed its state; `None` once it is gone.
    StatusChanged(Option<Cow<'static, str>>),
    /// Its configuration is another from now on.
    Configured {
        /// Counts its configurations.
        version: u64,
    },
}
