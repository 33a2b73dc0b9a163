//! `shardId-000000000000` and its looser spellings.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::decimal::eight_digits;

/// The number of a shard within its stream, never used twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ShardId(pub u32);

impl ShardId {
    const NUMBER_MAX: u32 = i32::MAX as u32;

    /// Reads a shard id as loosely as the service: what follows the first `-`, or the whole text where there is
    /// none, must be digits of a number up to 2147483647. So `shard-0` and `0` name shard 0.
    ///
    /// # Source
    /// Observed: kinesalite `db/index.js:resolveShardId`, 2020.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = match text.split('-').nth(1) {
            Some(part) if !part.is_empty() => part,
            _ => text,
        };
        let number: u32 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        (number <= Self::NUMBER_MAX).then_some(Self(number))
    }

    /// The id as it is printed, in ASCII.
    pub fn to_ascii(self) -> [u8; 20] {
        let mut text = *b"shardId-000000000000";
        let (lead, rest) = (self.0 / 100_000_000, self.0 % 100_000_000);
        text[10..12].copy_from_slice(&eight_digits(lead)[6..]);
        text[12..].copy_from_slice(&eight_digits(rest));
        text
    }
}

impl fmt::Display for ShardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "shardId-{:012}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn reads_every_spelling_the_service_takes() {
        for (text, number) in [
            ("shardId-000000000000", Some(0)),
            ("shardId-000000000017", Some(17)),
            ("shard-0", Some(0)),
            ("0", Some(0)),
            ("x-0000", Some(0)),
            ("a-2147483647", Some(2_147_483_647)),
            ("a-2147483648", None),
            ("a-99999999999999999999", None),
            ("shardId-", None),
            ("shardId-0x", None),
            ("", None),
            ("ham", None),
        ] {
            assert_eq!(ShardId::parse(text), number.map(ShardId), "{text:?}");
        }
        assert_eq!(ShardId(17).to_string(), "shardId-000000000017");
        for number in [0, 17, 99_999_999, 100_000_000, u32::MAX] {
            assert_eq!(ShardId(number).to_ascii(), ShardId(number).to_string().as_bytes());
        }
    }
}
