//! Where a record falls on the line from 0 to 2^128 - 1.

use core::fmt;

use md5::{Digest, Md5};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A position on the hash-key line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HashKey(pub u128);

impl HashKey {
    /// 2^128 - 1, the end of the line.
    pub const MAX: Self = Self(u128::MAX);

    /// The MD5 of the key's UTF-8 bytes, read as one big-endian number.
    pub fn of_partition_key(partition_key: &str) -> Self {
        Self(u128::from_be_bytes(Md5::digest(partition_key.as_bytes()).into()))
    }

    /// Reads decimal digits; `None` above 2^128 - 1 or for anything but digits.
    pub fn parse(decimal: &str) -> Option<Self> {
        let digits_only = !decimal.is_empty() && decimal.bytes().all(|byte| byte.is_ascii_digit());
        digits_only.then(|| decimal.parse().ok().map(Self))?
    }
}

impl fmt::Display for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

// JSON has no 128-bit numbers, so text formats get the decimal digits that AWS prints.
impl Serialize for HashKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for HashKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return u128::deserialize(deserializer).map(Self);
        }
        let text = alloc::string::String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected a hash key: 0 to 2^128-1"))
    }
}

/// A stretch of the line, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HashKeyRange {
    /// First key of the range.
    pub start: HashKey,
    /// Last key of the range.
    pub end: HashKey,
}

impl HashKeyRange {
    /// Whether the key lies in this range.
    pub fn contains(&self, key: HashKey) -> bool {
        self.start <= key && key <= self.end
    }

    /// Range `index` of `count` equal ones; the last also takes what the division leaves over.
    ///
    /// # Panics
    /// If `index` is not below `count`.
    pub fn uniform(index: u32, count: u32) -> Self {
        assert!(index < count);
        if count == 1 {
            return Self { start: HashKey(0), end: HashKey::MAX };
        }
        let count = u128::from(count);
        // floor(2^128 / count) from 2^128 - 1, which is what fits the type.
        let width = if u128::MAX % count == count - 1 { u128::MAX / count + 1 } else { u128::MAX / count };
        let start = u128::from(index) * width;
        let end = if u128::from(index) + 1 == count { u128::MAX } else { start + (width - 1) };
        Self { start: HashKey(start), end: HashKey(end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partition_keys_fall_where_the_service_puts_them() {
        // Source: MD5 of the key; the shard numbers of 2, 3 and 5 even shards follow from the ranges.
        for (key, hash, of_2, of_3, of_5) in [
            ("a", "16955237001963240173058271559858726497", 0, 0, 0),
            ("b", "195289424170611159128911017612795795343", 1, 1, 2),
            ("e", "299611584147932843547128611849858313266", 1, 2, 4),
            ("test", "12707736894140473154801792860916528374", 0, 0, 0),
            ("1", "261578874264819908609102035485573088411", 1, 2, 3),
            ("ü", "255482112228542481294366945247899473731", 1, 2, 3),
            ("user-42", "157107139746365290205026809710278036035", 0, 1, 2),
            ("partitionKey-0", "283893945402358862714065952676399797471", 1, 2, 4),
        ] {
            let position = HashKey::of_partition_key(key);
            assert_eq!(HashKey::parse(hash), Some(position), "{key}");
            for (count, shard) in [(2, of_2), (3, of_3), (5, of_5)] {
                assert!(HashKeyRange::uniform(shard, count).contains(position), "{key} of {count}");
            }
        }
    }

    #[test]
    fn uniform_ranges_tile_the_line() {
        for count in 1..=257 {
            let mut next = Some(0);
            for index in 0..count {
                let range = HashKeyRange::uniform(index, count);
                assert_eq!(Some(range.start.0), next, "range {index} of {count}");
                next = range.end.0.checked_add(1);
            }
            assert_eq!(next, None, "{count} ranges end at 2^128 - 1");
        }
    }

    #[test]
    fn the_starts_of_three_and_five_are_those_of_the_service() {
        let starts = |count: u32, index: u32| HashKeyRange::uniform(index, count).start.0;
        assert_eq!(starts(3, 1), 113_427_455_640_312_821_154_458_202_477_256_070_485);
        assert_eq!(starts(3, 2), 226_854_911_280_625_642_308_916_404_954_512_140_970);
        assert_eq!(starts(5, 4), 272_225_893_536_750_770_770_699_685_945_414_569_164);
    }
}
