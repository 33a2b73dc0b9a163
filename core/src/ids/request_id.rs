//! The two ids that every answer carries.

use core::fmt;

use crate::rng::Rng;

/// `x-amzn-RequestId`: a version-4 UUID.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestId(u128);

impl RequestId {
    /// The next id of this generator.
    pub fn draw(rng: &mut Rng) -> Self {
        Self::of_bits(u128::from(rng.draw()) << 64 | u128::from(rng.draw()))
    }

    /// The id of these bits, but for those that say the version.
    pub fn of_bits(bits: u128) -> Self {
        let version_4 = bits & !(0xf << 76) | 4 << 76;
        Self(version_4 & !(0x3 << 62) | 2 << 62)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut text = *b"00000000-0000-0000-0000-000000000000";
        let mut rest = self.0;
        for byte in text.iter_mut().rev().filter(|byte| **byte != b'-') {
            *byte = HEX[(rest & 0xf) as usize];
            rest >>= 4;
        }
        f.write_str(core::str::from_utf8(&text).expect("hexadecimal digits are ASCII"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn looks_like_a_version_4_uuid() {
        let text = RequestId::draw(&mut Rng::from_seed(1)).to_string();
        assert_eq!(text.len(), 36);
        assert_eq!(&text[14..15], "4");
        assert!("89ab".contains(&text[19..20]), "{text}");
    }
}
