//! Sequence numbers in the service's own format: 56 decimal digits that hold a shard, a counter and a time.
//!
//! Written in hexadecimal a number of today's version 2 has 47 digits:
//!
//! | digits | field |
//! | --- | --- |
//! | 1 | `2` |
//! | 9 | creation time of the shard, epoch seconds |
//! | 1 | low four bits of the shard number |
//! | 16 | counter, its top digit at most 7 |
//! | 2 | `00` |
//! | 9 | time of the record, epoch seconds |
//! | 8 | shard number, signed |
//! | 1 | `2`, the version |
//!
//! Observed: kinesalite `db/index.js`, 2020, checked there against the service.

use core::cmp::Ordering;
use core::fmt;

use alloc::string::String;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::decimal::eight_digits;

/// Which layout a number has. Only version 2 is given out today; old numbers can still be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Version {
    /// The first layout, 32 hexadecimal digits; `0` is a valid number of it.
    V0,
    /// The second layout, with a random middle.
    V1,
    /// Today's layout.
    V2,
}

/// Where a record stands in its shard, and when it came. Ordered as the decimal numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SequenceNumber {
    /// The layout.
    pub version: Version,
    /// Creation time of the shard, epoch seconds.
    pub shard_created_secs: u64,
    /// The shard's number; negative only in numbers that this engine never gives out.
    pub shard: i32,
    /// Rises by one with every record of a shard, and orders before the time.
    pub counter: u64,
    /// Arrival of the record, epoch seconds.
    pub time_secs: u64,
    /// A byte of unknown meaning, `00` in numbers of version 2.
    byte: u8,
    /// The random part of a version 0 or 1 number, kept so that it prints as it was read.
    random: u64,
}

const SECS_MASK: u64 = 0xf_ffff_ffff;
/// Past this the service refuses a date. Observed: kinesalite, as above.
const CREATED_SECS_MAX: u64 = 16_025_175_000;
const COUNTER_MAX: u64 = i64::MAX as u64;
/// 10^19, the greatest power of ten in 64 bits.
const TEN_19: u64 = 10_000_000_000_000_000_000;

impl SequenceNumber {
    /// Bytes that any number's decimal digits fit in: three chunks of 19.
    pub const DIGITS_MAX: usize = 57;

    /// The number of a record.
    pub fn of_record(shard_created_secs: u64, shard: u32, counter: u64, time_secs: u64) -> Self {
        debug_assert!(counter <= COUNTER_MAX);
        Self {
            version: Version::V2,
            shard_created_secs,
            shard: shard as i32,
            counter,
            time_secs,
            byte: 0,
            random: 0,
        }
    }

    /// The first number of a shard, which no record has.
    pub fn shard_start(shard_created_secs: u64, shard: u32) -> Self {
        Self::of_record(shard_created_secs, shard, 0, shard_created_secs)
    }

    /// The last number of a shard that was closed at `closed_secs`.
    pub fn shard_end(shard_created_secs: u64, shard: u32, closed_secs: u64) -> Self {
        Self::of_record(shard_created_secs, shard, COUNTER_MAX, closed_secs)
    }

    /// Reads decimal digits of any version; `None` for text that the service would not decode.
    pub fn parse(decimal: &str) -> Option<Self> {
        let wide = Wide::parse(decimal)?;
        let fields = match wide.version()? {
            Version::V2 => Self::from_v2(wide),
            Version::V1 => Self::from_v1(wide),
            Version::V0 => Self::from_v0(wide.with_lead_of_v0()),
        };
        let date_fits = fields.version == Version::V1 || fields.shard_created_secs < CREATED_SECS_MAX;
        (date_fits && fields.counter <= COUNTER_MAX).then_some(fields)
    }

    /// Writes the 56 digits (29 to 39 for version 0) without allocating; bounded.
    pub fn write_decimal(self, buffer: &mut [u8; DIGITS_MAX]) -> &str {
        core::str::from_utf8(self.write_ascii(buffer)).expect("decimal digits are ASCII")
    }

    /// The same as bytes.
    pub fn write_ascii(self, buffer: &mut [u8; DIGITS_MAX]) -> &[u8] {
        self.to_wide().write_decimal(buffer)
    }

    /// Whether `next` is the number that follows within a shard and a second.
    pub(super) fn precedes(&self, next: &Self) -> bool {
        Self { counter: self.counter.wrapping_add(1), ..*self } == *next
    }

    fn from_v2(wide: Wide) -> Self {
        Self {
            version: Version::V2,
            shard_created_secs: wide.bits(148, 36),
            counter: wide.bits(80, 64),
            time_secs: wide.bits(36, 36),
            shard: wide.bits(4, 32) as u32 as i32,
            byte: wide.bits(72, 8) as u8,
            random: 0,
        }
    }

    fn from_v1(wide: Wide) -> Self {
        Self {
            version: Version::V1,
            shard_created_secs: wide.bits(148, 36),
            time_secs: wide.bits(100, 36),
            counter: wide.bits(36, 8),
            shard: wide.bits(4, 32) as u32 as i32,
            byte: wide.bits(136, 8) as u8,
            random: wide.bits(44, 56),
        }
    }

    fn from_v0(wide: Wide) -> Self {
        Self {
            version: Version::V0,
            shard_created_secs: wide.bits(88, 36),
            time_secs: 0,
            counter: 0,
            shard: wide.bits(0, 16) as i32,
            byte: wide.bits(80, 8) as u8,
            random: wide.bits(16, 64),
        }
    }

    fn to_wide(self) -> Wide {
        let mut wide = Wide::default();
        let shard = u64::from(self.shard as u32);
        match self.version {
            Version::V2 | Version::V1 => {
                wide.put(184, 2);
                wide.put(148, self.shard_created_secs & SECS_MASK);
                wide.put(144, shard & 0xf);
                wide.put(4, shard);
            }
            Version::V0 => {
                wide.put(124, 1);
                wide.put(88, self.shard_created_secs & SECS_MASK);
                wide.put(80, u64::from(self.byte));
                wide.put(16, self.random);
                wide.put(0, shard & 0xffff);
            }
        }
        if self.version == Version::V2 {
            wide.put(80, self.counter);
            wide.put(72, u64::from(self.byte));
            wide.put(36, self.time_secs & SECS_MASK);
            wide.put(0, 2);
        } else if self.version == Version::V1 {
            wide.put(136, u64::from(self.byte));
            wide.put(100, self.time_secs & SECS_MASK);
            wide.put(44, self.random);
            wide.put(36, self.counter & 0xff);
            wide.put(0, 1);
        }
        wide
    }
}

const DIGITS_MAX: usize = SequenceNumber::DIGITS_MAX;

impl Ord for SequenceNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.to_wide().0.iter().rev().cmp(other.to_wide().0.iter().rev())
    }
}

impl PartialOrd for SequenceNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for SequenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.write_decimal(&mut [0; DIGITS_MAX]))
    }
}

impl Serialize for SequenceNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.write_decimal(&mut [0; DIGITS_MAX]))
    }
}

impl<'de> Deserialize<'de> for SequenceNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected a sequence number"))
    }
}

/// A number of 192 bits, least significant limb first: just what the layouts need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Wide([u64; 3]);

impl Wide {
    fn parse(decimal: &str) -> Option<Self> {
        if decimal.is_empty() || decimal.len() > 56 {
            return None;
        }
        let mut wide = Self::default();
        for byte in decimal.bytes() {
            let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
            wide.multiply_add(10, u64::from(digit));
        }
        Some(wide)
    }

    /// Version by size and last digit; the bands are kinesalite's.
    fn version(&self) -> Option<Version> {
        let Self([low, middle, high]) = *self;
        if high < 2 {
            return Some(Version::V0); // below 2^129
        }
        let above_2_185 = high > 1 << 57 || high == 1 << 57 && (middle, low) != (0, 0);
        let below_3_times_2_184 = high < 3 << 56;
        match low & 0xf {
            1 if above_2_185 && below_3_times_2_184 => Some(Version::V1),
            2 if above_2_185 && below_3_times_2_184 => Some(Version::V2),
            _ => None,
        }
    }

    /// Numbers below 2^124 count as if 2^124 were added to them.
    fn with_lead_of_v0(mut self) -> Self {
        if self.0[2] == 0 && self.0[1] < 1 << 60 {
            self.0[1] |= 1 << 60;
        }
        self
    }

    fn bits(&self, from: usize, count: usize) -> u64 {
        let (limb, shift) = (from / 64, from % 64);
        let low = self.0[limb] >> shift;
        let high = match shift {
            0 => 0,
            _ => self.0.get(limb + 1).map_or(0, |next| next << (64 - shift)),
        };
        (low | high) & (u64::MAX >> (64 - count))
    }

    fn put(&mut self, at: usize, value: u64) {
        let (limb, shift) = (at / 64, at % 64);
        self.0[limb] |= value << shift;
        if shift > 0 && limb + 1 < 3 {
            self.0[limb + 1] |= value >> (64 - shift);
        }
    }

    fn multiply_add(&mut self, factor: u64, term: u64) {
        let mut carry = term;
        for limb in &mut self.0 {
            let product = u128::from(*limb) * u128::from(factor) + u128::from(carry);
            *limb = product as u64;
            carry = (product >> 64) as u64;
        }
    }

    fn write_decimal(mut self, buffer: &mut [u8; DIGITS_MAX]) -> &[u8] {
        for chunk in buffer.rchunks_exact_mut(19) {
            write_19_digits(self.divide_by_ten_19(), chunk);
        }
        let first = buffer.iter().position(|&digit| digit != b'0').unwrap_or(DIGITS_MAX - 1);
        &buffer[first..]
    }

    fn divide_by_ten_19(&mut self) -> u64 {
        let mut remainder = 0;
        for limb in self.0.iter_mut().rev() {
            (*limb, remainder) = match (remainder, *limb) {
                (0, small) if small < TEN_19 => (0, small), // most limbs are used up before the last chunk
                (high, low) => divide_2_by_1(high, low),
            };
        }
        remainder
    }
}

/// Divides `high * 2^64 + low` by 10^19, given `high < 10^19`: quotient and remainder.
///
/// A multiplication by the reciprocal (Möller and Granlund, 2011, algorithm 4) instead of the 128-bit division, which is
/// a slow library loop on wasm: this runs for every record put.
fn divide_2_by_1(high: u64, low: u64) -> (u64, u64) {
    const RECIPROCAL: u64 = (u128::MAX / TEN_19 as u128 - (1 << 64)) as u64;
    const { assert!(TEN_19 >> 63 == 1, "the algorithm needs a normalised divisor") };
    debug_assert!(high < TEN_19);
    let estimate = u128::from(RECIPROCAL) * u128::from(high) + (u128::from(high) << 64 | u128::from(low));
    let mut quotient = ((estimate >> 64) as u64).wrapping_add(1);
    let mut remainder = low.wrapping_sub(quotient.wrapping_mul(TEN_19));
    if remainder > estimate as u64 {
        quotient = quotient.wrapping_sub(1);
        remainder = remainder.wrapping_add(TEN_19);
    }
    if remainder >= TEN_19 {
        quotient = quotient.wrapping_add(1);
        remainder -= TEN_19;
    }
    (quotient, remainder)
}

fn write_19_digits(value: u64, out: &mut [u8]) {
    let (lead, rest) = (value / 10_000_000_000_000_000, value % 10_000_000_000_000_000);
    out[..3].copy_from_slice(&eight_digits(lead as u32)[5..]);
    out[3..11].copy_from_slice(&eight_digits((rest / 100_000_000) as u32));
    out[11..].copy_from_slice(&eight_digits((rest % 100_000_000) as u32));
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    #[test]
    fn encodes_as_the_service_does() {
        // Source: real number of 2019 in the last row, the others follow from the layout.
        let number = SequenceNumber::of_record;
        for (value, decimal) in [
            (
                number(1_700_000_000, 0, 0, 1_700_000_000),
                "49646437577108476416916876405825929425585429676275269634",
            ),
            (
                number(1_700_000_000, 1, 0, 1_700_000_000),
                "49646437577130777162115407028967465143858078037781250066",
            ),
            (
                number(1_700_000_000, 17, 0, 1_700_000_000),
                "49646437577130777162115407028967465143858078037781250322",
            ),
            (
                number(1_700_000_000, 0, 1, 1_700_000_100),
                "49646437577108476416916876405827138351405051177397649410",
            ),
            (
                SequenceNumber::shard_end(1_700_000_000, 0, 1_700_000_200),
                "49646437577119626789516141717395488358902152971748900866",
            ),
            (
                number(1_553_568_712, 0, 195, 1_553_568_735),
                "49594189147623985939251953501666965394405037144469929986",
            ),
        ] {
            assert_eq!(value.to_string(), decimal);
            assert_eq!(SequenceNumber::parse(decimal), Some(value));
        }
    }

    #[test]
    fn numbers_of_old_versions_print_as_they_were_read() {
        for decimal in [
            "21267647932558653966460912964485513216",
            "49537279973004700513262647557344055618854783026326405121",
        ] {
            assert_eq!(
                SequenceNumber::parse(decimal).map(|number| number.to_string()).as_deref(),
                Some(decimal)
            );
        }
        assert_eq!(SequenceNumber::parse("0").map(|number| number.version), Some(Version::V0));
    }

    #[test]
    fn refuses_what_the_service_cannot_decode() {
        let two_184 = "24519928653854221733733552434404946937899825954937634816"; // leads with hexadecimal 1
        for wrong in [
            "",
            "-1",
            "x",
            "1e5",
            "49646437577108476416916876405825929425585429676275269635",
            two_184,
            "99999999999999999999999999999999999999999999999999999999",
            "680564733841876926926749214863536422912",
        ] {
            assert_eq!(SequenceNumber::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn decodes_what_it_encodes_and_orders_as_the_digits_do(
            a in (0..CREATED_SECS_MAX, 0..=i32::MAX as u32, 0..=COUNTER_MAX, 0..=SECS_MASK),
            b in (0..CREATED_SECS_MAX, 0..=i32::MAX as u32, 0..=COUNTER_MAX, 0..=SECS_MASK),
        ) {
            let [a, b] = [a, b].map(|(created, shard, counter, time)| SequenceNumber::of_record(created, shard, counter, time));
            prop_assert_eq!(SequenceNumber::parse(&a.to_string()), Some(a));
            prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b), "both have 56 digits");
        }
    }
}
