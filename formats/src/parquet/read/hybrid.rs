//! Small numbers: packed by bits, or in runs of one number.

use crate::varint::varint_64;

/// The first `count` numbers of so many bits; `None` where there are fewer.
pub(super) fn take(bytes: &[u8], width: u32, count: usize) -> Option<Vec<u32>> {
    if width > 32 {
        return None;
    }
    let mut out = Vec::new();
    let mut rest = bytes;
    while out.len() < count {
        let (header, tail) = varint_64(rest)?;
        let length = usize::try_from(header >> 1).ok()?;
        if header & 1 == 1 {
            let wanted = length.checked_mul(8)?.min((count - out.len()).next_multiple_of(8));
            let (packed, tail) =
                tail.split_at_checked(length.checked_mul(width as usize)?).unwrap_or((tail, &[]));
            unpack(packed, width, wanted, |value| out.push(value as u32))?;
            rest = tail;
        } else {
            let (value, tail) = tail.split_at_checked(width.div_ceil(8) as usize)?;
            let value = value.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
            out.extend(std::iter::repeat_n(value, length.min(count - out.len())));
            if length == 0 {
                return None; // a run of nothing would go on for ever
            }
            rest = tail;
        }
    }
    out.truncate(count);
    Some(out)
}

/// Numbers of so many bits, the lowest first. The last bits may be missing where nothing was meant by them.
pub(super) fn unpack(bytes: &[u8], width: u32, count: usize, mut put: impl FnMut(u64)) -> Option<()> {
    let mut bytes = bytes.iter();
    let (mut pending, mut bits) = (0u128, 0);
    for index in 0..count {
        while bits < width {
            match bytes.next() {
                Some(byte) => pending |= u128::from(*byte) << bits,
                None if index > 0 && count - index < 8 => {}
                None => return None,
            }
            bits += 8;
        }
        put((pending & ((1 << width) - 1)) as u64);
        pending >>= width;
        bits -= width;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_as_in_the_specification() {
        assert_eq!(take(&[0x03, 0x88, 0xc6, 0xfa], 3, 8), Some((0..8).collect()));
        assert_eq!(take(&[0x0a, 0x07], 3, 5), Some(vec![7; 5]));
        assert_eq!(take(&[0x0a, 0x07], 3, 6), None);
        assert_eq!(take(&[0x00, 0x07], 3, 6), None);
    }
}
