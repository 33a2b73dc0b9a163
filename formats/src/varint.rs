//! Whole numbers of as many bytes as they need: seven bits in each, the lowest first. Both columnar formats have them.

/// A number of up to 128 bits, and what stands behind it.
pub(crate) fn varint_128(bytes: &[u8]) -> Option<(u128, &[u8])> {
    let mut value = 0u128;
    for (index, byte) in bytes.iter().enumerate().take(19) {
        value |= u128::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

/// A number of 64 bits, and what stands behind it; `None` where it is larger.
pub(crate) fn varint_64(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (value, rest) = varint_128(bytes)?;
    Some((u64::try_from(value).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_with_the_first_byte_that_has_no_high_bit() {
        assert_eq!(varint_64(&[0x00, 9]), Some((0, &[9][..])));
        assert_eq!(varint_64(&[0xac, 0x02]), Some((300, &[][..])));
        assert_eq!(varint_64(&[0xff; 3]), None);
        assert_eq!(varint_64(&[]), None);
    }

    #[test]
    fn the_largest_number_of_64_bits_is_one_and_the_next_is_not() {
        let mut largest = [0xff; 10];
        largest[9] = 0x01;
        assert_eq!(varint_64(&largest), Some((u64::MAX, &[][..])));
        largest[9] = 0x03;
        assert_eq!(varint_64(&largest), None);
        assert_eq!(varint_128(&largest).map(|(value, _)| value), Some((1 << 65) - 1));
    }
}
