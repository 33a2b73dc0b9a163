//! KMS keys, as far as streams meet them. Nothing is enciphered: all that can be seen is whether a key can be used.

use alloc::string::String;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error};

/// What becomes of an attempt to use a KMS key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// It can be used.
    #[default]
    Enabled,
    /// KMSDisabledException.
    Disabled,
    /// KMSInvalidStateException.
    PendingDeletion,
    /// KMSNotFoundException.
    Absent,
    /// KMSAccessDeniedException.
    Denied,
    /// KMSOptInRequired.
    NotOptedIn,
    /// KMSThrottlingException.
    Throttled,
}

impl KeyState {
    /// As scenarios and facts have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::PendingDeletion => "pending_deletion",
            Self::Absent => "absent",
            Self::Denied => "denied",
            Self::NotOptedIn => "not_opted_in",
            Self::Throttled => "throttled",
        }
    }

    /// What is told to who needs a key in this state; nothing where it can be used.
    pub(super) fn refusal(self, key: &str) -> Option<Error> {
        let code = match self {
            Self::Enabled => return None,
            Self::Disabled => Code::KmsDisabled,
            Self::PendingDeletion => Code::KmsInvalidState,
            Self::Absent => Code::KmsNotFound,
            Self::Denied => Code::KmsAccessDenied,
            Self::NotOptedIn => Code::KmsOptInRequired,
            Self::Throttled => Code::KmsThrottling,
        };
        Some(Error::kms(code, key))
    }
}

/// The keys that something was ever said of, by the text that requests name them by. All others are enabled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Keys(LiteMap<String, KeyState>);

impl Keys {
    pub(super) fn set(&mut self, key: &str, state: KeyState) {
        if state == KeyState::Enabled {
            self.0.remove(key);
        } else {
            self.0.insert(key.into(), state);
        }
    }

    pub(super) fn all(&self) -> &LiteMap<String, KeyState> {
        &self.0
    }

    /// What becomes of attempts to use a key.
    pub(super) fn state(&self, key: &str) -> KeyState {
        self.0.get(key).copied().unwrap_or_default()
    }

    /// Refuses a key that cannot be used.
    pub(super) fn check(&self, key: &str) -> Result<(), Error> {
        self.state(key).refusal(key).map_or(Ok(()), Err)
    }
}
