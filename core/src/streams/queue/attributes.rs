//! What a user sets about a queue.

use serde::{Deserialize, Serialize};

use super::shapes::{
    DeadLetterConfigurationInput, DeadLetterConfigurationOutput, QueueAttributesInput, QueueAttributesOutput,
    TargetType,
};
use crate::error::Error;
use crate::time::Duration;

/// How long a record is out, unless it is said.
const VISIBILITY_TIMEOUT_DEFAULT: Duration = Duration::from_secs(30);
/// Receives after which a record is a dead letter, unless it is said.
const RECEIVES_MAX_DEFAULT: u32 = 6;

/// The attributes of a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    /// How long a received record is kept from other receivers.
    pub visibility_timeout: Duration,
    /// Receives without acknowledgement after which a record is a dead letter; none where it never is.
    pub receives_max: Option<u32>,
}

impl Default for Attributes {
    fn default() -> Self {
        Self { visibility_timeout: VISIBILITY_TIMEOUT_DEFAULT, receives_max: Some(RECEIVES_MAX_DEFAULT) }
    }
}

impl Attributes {
    /// These attributes with what a request gives; what it leaves out stays.
    ///
    /// # Errors
    /// Validation for dead-letter handling without its number of receives.
    pub(in crate::streams) fn with(mut self, input: &QueueAttributesInput<'_>) -> Result<Self, Error> {
        if let Some(seconds) = input.visibility_timeout_seconds {
            self.visibility_timeout = seconds_of(seconds);
        }
        if let Some(DeadLetterConfigurationInput { target_type, max_receive_count, .. }) =
            &input.dead_letter_configuration
        {
            self.receives_max = match (target_type, max_receive_count) {
                (TargetType::BuiltIn, None) => return Err(Error::receive_count_missing()),
                (TargetType::BuiltIn, Some(count)) => Some(*count as u32),
                // Assumed: a number that has no meaning here is let pass.
                (TargetType::None, _) => None,
            };
        }
        Ok(self)
    }

    pub(super) fn describe(self) -> QueueAttributesOutput {
        let target_type = if self.receives_max.is_some() { TargetType::BuiltIn } else { TargetType::None };
        QueueAttributesOutput {
            visibility_timeout_seconds: self.visibility_timeout.total_secs() as u32,
            dead_letter_configuration: DeadLetterConfigurationOutput {
                target_type,
                max_receive_count: self.receives_max,
            },
        }
    }
}

/// Seconds of a request, which its constraints keep from being negative.
pub(super) fn seconds_of(seconds: i32) -> Duration {
    Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}
