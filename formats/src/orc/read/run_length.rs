//! Whole numbers out of runs of both versions.

use super::Failure;
use crate::varint::varint_64;

/// The first `count` numbers.
pub(super) fn take(
    stream: &[u8],
    count: usize,
    is_signed: bool,
    is_second: bool,
) -> Result<Vec<i64>, Failure> {
    let mut source = Source { rest: stream, is_signed };
    let mut out = Vec::new();
    while out.len() < count {
        let taken = if is_second { source.second(&mut out) } else { source.first(&mut out) };
        taken.ok_or(Failure::Broken("numbers"))?;
    }
    out.truncate(count);
    Ok(out)
}

struct Source<'a> {
    rest: &'a [u8],
    is_signed: bool,
}

impl Source<'_> {
    fn first(&mut self, out: &mut Vec<i64>) -> Option<()> {
        let header = self.byte()?;
        if header < 0x80 {
            let step = i64::from(self.byte()? as i8);
            let base = self.value()?;
            out.extend((0..i64::from(header) + 3).map(|index| base.wrapping_add(step.wrapping_mul(index))));
        } else {
            for _ in 0..header.wrapping_neg() {
                out.push(self.value()?);
            }
        }
        Some(())
    }

    fn second(&mut self, out: &mut Vec<i64>) -> Option<()> {
        let header = self.byte()?;
        if header >> 6 == 0 {
            let value = self.bytes(usize::from(header >> 3 & 7) + 1)?;
            let value = self.signed(value);
            out.extend(std::iter::repeat_n(value, usize::from(header & 7) + 3));
            return Some(());
        }
        let code = header >> 1 & 31;
        let count = (usize::from(header & 1) << 8 | usize::from(self.byte()?)) + 1;
        match header >> 6 {
            1 => {
                let packed = self.packed(count, width(code))?;
                out.extend(packed.into_iter().map(|value| self.signed(value)));
            }
            2 => self.patched(count, width(code), out)?,
            _ => self.steps(count, code, out)?,
        }
        Some(())
    }

    /// A base, small distances from it, and patches for the few that are large.
    fn patched(&mut self, count: usize, width_of_values: u32, out: &mut Vec<i64>) -> Option<()> {
        let third = self.byte()?;
        let fourth = self.byte()?;
        let base_bytes = usize::from(third >> 5) + 1;
        let base = self.bytes(base_bytes)?;
        let sign = 1u64 << (base_bytes * 8 - 1);
        let base = if base & sign != 0 { -((base & !sign) as i64) } else { base as i64 };
        let mut values = self.packed(count, width_of_values)?;
        let (patch_width, gap_width) = (width(third & 31), u32::from(fourth >> 5) + 1);
        let patches = self.packed(usize::from(fourth & 31), closest(patch_width + gap_width)?)?;
        let mut at = 0usize;
        for patch in patches {
            let mask = if patch_width == 64 { u64::MAX } else { (1 << patch_width) - 1 };
            at += patch.checked_shr(patch_width).unwrap_or(0) as usize;
            if let Some(value) = values.get_mut(at) {
                *value |= (patch & mask).checked_shl(width_of_values).unwrap_or(0);
            }
        }
        out.extend(values.into_iter().map(|value| base.wrapping_add(value as i64)));
        Some(())
    }

    fn steps(&mut self, count: usize, code: u8, out: &mut Vec<i64>) -> Option<()> {
        let mut value = self.value()?;
        let first_step = unzigzag(self.varint()?);
        out.push(value);
        if code == 0 {
            for _ in 1..count {
                value = value.wrapping_add(first_step);
                out.push(value);
            }
            return Some(());
        }
        value = value.wrapping_add(first_step);
        if count > 1 {
            out.push(value);
        }
        for step in self.packed(count.saturating_sub(2), width(code))? {
            let step = step as i64;
            value = if first_step < 0 { value.wrapping_sub(step) } else { value.wrapping_add(step) };
            out.push(value);
        }
        Some(())
    }

    fn packed(&mut self, count: usize, width: u32) -> Option<Vec<u64>> {
        let length = (count * width as usize).div_ceil(8);
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        let mut bytes = bytes.iter();
        let (mut pending, mut bits) = (0u128, 0);
        let mut take = || {
            while bits < width {
                pending = pending << 8 | u128::from(*bytes.next()?);
                bits += 8;
            }
            bits -= width;
            let value = pending >> bits;
            pending &= (1 << bits) - 1;
            Some(value as u64)
        };
        (0..count).map(|_| take()).collect()
    }

    fn value(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some(self.signed(value))
    }

    fn signed(&self, value: u64) -> i64 {
        if self.is_signed { unzigzag(value) } else { value as i64 }
    }

    fn varint(&mut self) -> Option<u64> {
        let (value, rest) = varint_64(self.rest)?;
        self.rest = rest;
        Some(value)
    }

    fn bytes(&mut self, count: usize) -> Option<u64> {
        (0..count).try_fold(0, |value, _| Some(value << 8 | u64::from(self.byte()?)))
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }
}

/// The width that a code says.
fn width(code: u8) -> u32 {
    match code {
        0..=23 => u32::from(code) + 1,
        24..=27 => 26 + 2 * (u32::from(code) - 24),
        _ => 40 + 8 * (u32::from(code) - 28),
    }
}

/// The next width that there is a code for.
fn closest(bits: u32) -> Option<u32> {
    (0..32).map(width).find(|width| *width >= bits)
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_as_in_the_specification() {
        assert_eq!(take(&[0x0a, 0x27, 0x10], 5, false, true).unwrap(), [10_000; 5]);
        let primes = [0xc6, 0x09, 0x02, 0x02, 0x22, 0x42, 0x42, 0x46];
        assert_eq!(take(&primes, 10, false, true).unwrap(), [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
        let patched = [
            0x8e, 0x13, 0x2b, 0x21, 0x07, 0xd0, 0x1e, 0x00, 0x14, 0x70, 0x28, 0x32, 0x3c, 0x46, 0x50, 0x5a,
            0x64, 0x6e, 0x78, 0x82, 0x8c, 0x96, 0xa0, 0xaa, 0xb4, 0xbe, 0xfc, 0xe8,
        ];
        let mut expected: Vec<i64> = vec![2030, 2000, 2020, 1_000_000];
        expected.extend((2040..=2190).step_by(10));
        assert_eq!(take(&patched, 20, false, true).unwrap(), expected);
        assert_eq!(
            take(&[0x61, 0xff, 0x64], 100, false, false).unwrap(),
            (1..=100).rev().collect::<Vec<_>>()
        );
    }
}
