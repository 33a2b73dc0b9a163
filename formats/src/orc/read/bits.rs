//! Bytes and bits out of runs.

use super::Failure;

/// The first `count` bytes.
pub(super) fn take_bytes(stream: &[u8], count: usize) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let mut rest = stream;
    while out.len() < count {
        rest = take_run(rest, &mut out).ok_or(Failure::Broken("bytes"))?;
    }
    out.truncate(count);
    Ok(out)
}

fn take_run<'a>(stream: &'a [u8], out: &mut Vec<u8>) -> Option<&'a [u8]> {
    let (header, rest) = stream.split_first()?;
    if *header < 0x80 {
        let (value, rest) = rest.split_first()?;
        out.extend(std::iter::repeat_n(*value, usize::from(*header) + 3));
        return Some(rest);
    }
    let (literals, rest) = rest.split_at_checked(usize::from(header.wrapping_neg()))?;
    out.extend(literals);
    Some(rest)
}

/// The first `count` bits.
pub(super) fn take_bits(stream: &[u8], count: usize) -> Result<Vec<bool>, Failure> {
    let bytes = take_bytes(stream, count.div_ceil(8))?;
    Ok((0..count).map(|index| bytes[index / 8] & 0x80 >> (index % 8) != 0).collect())
}
