//! Whole numbers in runs: version 2 of the encoding, and version 1 for files as of Hive 0.11.

/// How numbers are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RunLength {
    /// Whether numbers may be below zero.
    pub(super) is_signed: bool,
    /// Whether it is version 2.
    pub(super) is_second: bool,
}

/// The longest run of version 2.
const RUN_MAX: usize = 512;
/// From how many equal numbers on a run of its own is shorter than going on with others.
const REPEAT_MIN: usize = 5;
/// The longest short repeat.
const SHORT_REPEAT_MAX: usize = 10;
/// From how many equal steps on a run of its own is shorter.
const STEPS_MIN: usize = 16;

impl RunLength {
    /// Appends numbers. Ends its last run, so that a reader can begin behind it.
    pub(super) fn put(self, values: &[i64], out: &mut Vec<u8>) {
        if self.is_second { self.put_second(values, out) } else { self.put_first(values, out) }
    }

    fn put_second(self, values: &[i64], out: &mut Vec<u8>) {
        let mut rest = values;
        while !rest.is_empty() {
            let repeat = repeat(rest);
            let steps = steps(rest);
            let length = if repeat >= REPEAT_MIN.min(rest.len()) && repeat >= 3 {
                self.put_repeat(rest[0], repeat, out);
                repeat
            } else if steps >= STEPS_MIN {
                self.put_steps(rest[0], rest[1], steps, out);
                steps
            } else {
                let length = literals(rest);
                self.put_direct(&rest[..length], out);
                length
            };
            rest = &rest[length..];
        }
    }

    fn put_repeat(self, value: i64, count: usize, out: &mut Vec<u8>) {
        if count > SHORT_REPEAT_MAX {
            return self.put_steps(value, value, count, out);
        }
        let bytes = self.unsigned(value).to_be_bytes();
        let width = (8 - bytes.iter().take_while(|byte| **byte == 0).count()).max(1);
        out.push(((width - 1) << 3 | (count - 3)) as u8);
        out.extend(&bytes[8 - width..]);
    }

    /// A run of equal steps: its first number and its first step say all.
    fn put_steps(self, first: i64, second: i64, count: usize, out: &mut Vec<u8>) {
        put_header(3, 0, count, out);
        put_varint(self.unsigned(first).into(), out);
        put_varint(zigzag(second.wrapping_sub(first)).into(), out);
    }

    fn put_direct(self, values: &[i64], out: &mut Vec<u8>) {
        let all = values.iter().fold(0, |all, value| all | self.unsigned(*value));
        let (width, code) = width(u64::BITS - all.leading_zeros());
        put_header(1, code, values.len(), out);
        put_packed(values.iter().map(|value| self.unsigned(*value)), width, out);
    }

    fn put_first(self, values: &[i64], out: &mut Vec<u8>) {
        let mut rest = values;
        while !rest.is_empty() {
            let run = first_run(rest);
            if run >= 3 {
                out.extend([(run - 3) as u8, rest[1].wrapping_sub(rest[0]) as u8]);
                put_varint(self.unsigned(rest[0]).into(), out);
                rest = &rest[run..];
                continue;
            }
            let limit = rest.len().min(128);
            let length = (1..limit).find(|at| first_run(&rest[*at..]) >= 3).unwrap_or(limit);
            out.push((length as u8).wrapping_neg());
            rest[..length].iter().for_each(|value| put_varint(self.unsigned(*value).into(), out));
            rest = &rest[length..];
        }
    }

    fn unsigned(self, value: i64) -> u64 {
        if self.is_signed { zigzag(value) } else { value as u64 }
    }
}

/// How many numbers are equal to the first.
fn repeat(values: &[i64]) -> usize {
    values.iter().take(RUN_MAX).take_while(|value| **value == values[0]).count()
}

/// How many numbers follow each other by one step.
fn steps(values: &[i64]) -> usize {
    let Some(step) = values.get(1).and_then(|second| second.checked_sub(values[0])) else { return 1 };
    let pairs = values.windows(2).take(RUN_MAX - 1);
    1 + pairs.take_while(|pair| pair[1].checked_sub(pair[0]) == Some(step)).count()
}

/// How many numbers to write one by one: up to where a run of its own begins.
fn literals(values: &[i64]) -> usize {
    let limit = values.len().min(RUN_MAX);
    let mut equal = 1;
    let mut even = 1;
    for at in 1..limit {
        let step = values[at].wrapping_sub(values[at - 1]);
        equal = if step == 0 { equal + 1 } else { 1 };
        let is_even = at >= 2 && values[at - 1].wrapping_sub(values[at - 2]) == step && step != 0;
        even = if is_even { even + 1 } else { 2 };
        if equal == REPEAT_MIN + 1 && at + 1 > equal {
            return at + 1 - equal;
        }
        if even == STEPS_MIN && at + 1 > even {
            // The numbers before and the step as a whole may not overflow; the run is looked at again from its first.
            return at + 1 - even;
        }
    }
    limit
}

/// How long a run of version 1 is: one step, which is a byte.
fn first_run(values: &[i64]) -> usize {
    let Some(step) = values.get(1).and_then(|second| second.checked_sub(values[0])) else { return 1 };
    if i8::try_from(step).is_err() {
        return 1;
    }
    let pairs = values.windows(2).take(129);
    1 + pairs.take_while(|pair| pair[1].checked_sub(pair[0]) == Some(step)).count()
}

fn put_header(kind: u8, code: u8, count: usize, out: &mut Vec<u8>) {
    let length = (count - 1) as u16;
    out.extend([kind << 6 | code << 1 | (length >> 8) as u8, length as u8]);
}

/// The next width that the encoding knows, and its code.
fn width(bits: u32) -> (u32, u8) {
    match bits {
        0 => (1, 0),
        1..=24 => (bits, bits as u8 - 1),
        25..=26 => (26, 24),
        27..=28 => (28, 25),
        29..=30 => (30, 26),
        31..=32 => (32, 27),
        33..=40 => (40, 28),
        41..=48 => (48, 29),
        49..=56 => (56, 30),
        _ => (64, 31),
    }
}

/// Numbers of so many bits, the highest first.
fn put_packed(values: impl Iterator<Item = u64>, width: u32, out: &mut Vec<u8>) {
    let mut pending = 0u128;
    let mut bits = 0;
    for value in values {
        pending = pending << width | u128::from(value);
        bits += width;
        while bits >= 8 {
            bits -= 8;
            out.push((pending >> bits) as u8);
        }
        pending &= (1 << bits) - 1;
    }
    if bits > 0 {
        out.push((pending << (8 - bits)) as u8);
    }
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

/// Seven bits in a byte, the lowest first.
pub(super) fn put_varint(mut value: u128, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(is_second: bool, is_signed: bool, values: &[i64]) -> Vec<u8> {
        let mut out = Vec::new();
        RunLength { is_signed, is_second }.put(values, &mut out);
        out
    }

    #[test]
    fn runs_are_as_in_the_specification() {
        assert_eq!(put(true, false, &[10_000; 5]), [0x0a, 0x27, 0x10]);
        assert_eq!(
            put(true, false, &[23713, 43806, 57005, 48879]),
            [0x5e, 0x03, 0x5c, 0xa1, 0xab, 0x1e, 0xde, 0xad, 0xbe, 0xef]
        );
        assert_eq!(put(false, false, &[7; 100]), [0x61, 0x00, 0x07]);
        let falling: Vec<i64> = (1..=100).rev().collect();
        assert_eq!(put(false, false, &falling), [0x61, 0xff, 0x64]);
        assert_eq!(put(false, false, &[2, 3, 6, 7, 11]), [0xfb, 2, 3, 6, 7, 11]);
    }
}
