//! What a delivery stream wants done elsewhere. The service does nothing outside of itself: it asks, and is told.

use alloc::borrow::Cow;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::flow::object::Object;

/// Something to be done for a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The delivery stream that asks.
    pub delivery_stream: Arc<str>,
    /// Which of its deliveries it is for.
    pub serial: u64,
    /// What it is.
    pub wish: Wish,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// An object is to be put into a bucket.
    PutObject(Object),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It could not be done, for a reason by the name that logs have for it, and in words.
    Failed {
        /// `S3.NoSuchBucket`, for one.
        code: Cow<'static, str>,
        /// In words.
        message: Cow<'static, str>,
    },
}
