//! Numbers by their differences, and texts by what they share with the one before.

use super::hybrid::unpack;
use super::values::VALUES_IN_BLOCK_MAX;
use crate::store::Bytes;
use crate::varint::varint_64;

/// All numbers of a stretch, `count` at most; what stands behind it.
pub(super) fn numbers(bytes: &[u8], count: usize) -> Option<(Vec<i64>, &[u8])> {
    let (block, rest) = varint_64(bytes)?;
    let (parts, rest) = varint_64(rest)?;
    let (total, rest) = varint_64(rest)?;
    let (first, mut rest) = zigzag(rest)?;
    let (block, parts) = (usize::try_from(block).ok()?, usize::try_from(parts).ok()?);
    let total = usize::try_from(total).ok().filter(|total| *total <= count)?;
    let of_part = block.checked_div(parts).filter(|of_part| *of_part > 0 && block <= VALUES_IN_BLOCK_MAX)?;
    let mut out = Vec::new();
    if total > 0 {
        out.push(first);
    }
    while out.len() < total {
        let (least, tail) = zigzag(rest)?;
        let (widths, tail) = tail.split_at_checked(parts)?;
        rest = tail;
        for width in widths {
            if out.len() == total {
                break;
            }
            let width = u32::from(*width).min(64);
            let (packed, tail) = rest.split_at_checked((of_part * width as usize).div_ceil(8))?;
            rest = tail;
            let wanted = of_part.min(total - out.len());
            let mut last = *out.last()?;
            unpack(packed, width, wanted, |step| {
                last = last.wrapping_add(least).wrapping_add(step as i64);
                out.push(last);
            })?;
        }
    }
    Some((out, rest))
}

/// Lengths, then all texts.
pub(super) fn texts(bytes: &[u8], count: usize) -> Option<Bytes> {
    let (lengths, mut rest) = numbers(bytes, count)?;
    let mut texts = Bytes::default();
    for length in lengths {
        let (text, tail) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        texts.push(text);
        rest = tail;
    }
    Some(texts)
}

/// How much of the one before each text begins with, then the rest of each.
pub(super) fn texts_by_prefix(bytes: &[u8], count: usize, bytes_max: usize) -> Option<Bytes> {
    let (prefixes, rest) = numbers(bytes, count)?;
    let suffixes = texts(rest, count)?;
    let mut out = Bytes::default();
    let mut before: Vec<u8> = Vec::new();
    for (prefix, suffix) in prefixes.into_iter().zip(suffixes.iter()) {
        let prefix = usize::try_from(prefix).ok().filter(|prefix| *prefix <= before.len())?;
        before.truncate(prefix);
        before.extend(suffix);
        out.push(&before);
        if out.data.len() > bytes_max {
            return None;
        }
    }
    Some(out)
}

fn zigzag(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (value, rest) = varint_64(bytes)?;
    Some(((value >> 1) as i64 ^ -((value & 1) as i64), rest))
}
