//! Who a request comes from and where it goes: each pair of account and region is a world of its own.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A twelve-digit AWS account id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// The account of requests that name none.
    pub const DEFAULT: Self = Self(*b"000000000000");

    /// The account of twelve ASCII digits; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 12] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_digit).then_some(Self(bytes))
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("an account id is ASCII digits")
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for AccountId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for AccountId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected an account id of twelve digits"))
    }
}

/// The name of an AWS region, `us-east-1` for one. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Region(Arc<str>);

impl Region {
    /// The region of requests that name none.
    pub const DEFAULT: &'static str = "us-east-1";
    const LENGTH_MAX: usize = 64;

    /// The region of this name: lower-case letters, digits and hyphens; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=Self::LENGTH_MAX).contains(&text.len())
            && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        fits.then(|| Self(text.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Region {
    fn default() -> Self {
        Self(Self::DEFAULT.to_string().into())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let expected = "expected a region: up to 64 lower-case letters, digits and hyphens";
        Self::parse(&text).ok_or_else(|| de::Error::custom(expected))
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn settings_keep_to_the_rule_of_requests() {
        for wrong in ["", "US_EAST_1", "a/b", &"a".repeat(65)] {
            assert_eq!(Region::parse(wrong), None);
            assert!(serde_json::from_str::<Region>(&format!("{wrong:?}")).is_err(), "{wrong}");
        }
        let region: Region = serde_json::from_str(r#""eu-west-1""#).unwrap();
        assert_eq!(serde_json::to_string(&region).unwrap(), r#""eu-west-1""#);
    }
}
