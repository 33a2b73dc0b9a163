//! Bytes and bits in runs.

/// How many equal bytes make a run.
const RUN_MIN: usize = 3;
const RUN_MAX: usize = 130;
const LITERALS_MAX: usize = 128;

/// Appends bytes in runs and literals.
pub(super) fn put_bytes(values: &[u8], out: &mut Vec<u8>) {
    let mut rest = values;
    while let Some(first) = rest.first() {
        let run = rest.iter().take(RUN_MAX).take_while(|value| *value == first).count();
        if run >= RUN_MIN {
            out.extend([(run - RUN_MIN) as u8, *first]);
            rest = &rest[run..];
            continue;
        }
        let limit = rest.len().min(LITERALS_MAX);
        let is_run = |at: &usize| {
            rest[*at..].windows(RUN_MIN).next().is_some_and(|next| next.iter().all(|v| *v == next[0]))
        };
        let length = (1..limit).find(is_run).unwrap_or(limit);
        out.push((length as u8).wrapping_neg());
        out.extend(&rest[..length]);
        rest = &rest[length..];
    }
}

/// Bits, eight in a byte, the first the highest, and the bytes in runs.
#[derive(Default)]
pub(super) struct Bits {
    out: Vec<u8>,
    /// Whole bytes that are not in a run yet.
    whole: Vec<u8>,
    current: u8,
    used: u8,
}

impl Bits {
    pub(super) fn put(&mut self, values: &[bool]) {
        for value in values {
            self.current |= u8::from(*value) << (7 - self.used);
            self.used += 1;
            if self.used == 8 {
                self.whole.push(std::mem::take(&mut self.current));
                self.used = 0;
            }
        }
    }

    /// Ends the run, so that a reader can begin here: the place, no byte into a run, so many bits into its byte.
    pub(super) fn mark(&mut self) -> Vec<u64> {
        self.end_run();
        vec![self.out.len() as u64, 0, self.used.into()]
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.used > 0 {
            self.whole.push(self.current);
        }
        self.end_run();
        self.out
    }

    fn end_run(&mut self) {
        put_bytes(&self.whole, &mut self.out);
        self.whole.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_as_in_the_specification() {
        let put = |values: &[u8]| {
            let mut out = Vec::new();
            put_bytes(values, &mut out);
            out
        };
        assert_eq!(put(&[0; 100]), [0x61, 0x00]);
        assert_eq!(put(&[0x44, 0x45]), [0xfe, 0x44, 0x45]);
        assert_eq!(put(&[1, 2, 2, 2]), [0xff, 1, 0, 2]);
        let mut bits = Bits::default();
        bits.put(&[true, false, false, false, false, false, false, false]);
        assert_eq!(bits.finish(), [0xff, 0x80]);
    }
}
