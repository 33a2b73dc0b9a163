//! Decimal digits by the word: eight digits are worked out, or added, at a time.

/// Numbers of 56 decimal digits: eight a word, each in a byte, the first digit of all in the first word's top byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal([u64; Self::WORDS]);

const ASCII_ZEROS: u64 = 0x3030_3030_3030_3030;

impl Decimal {
    const WORDS: usize = 7;
    /// Digits of every such number; it may begin with zeros.
    pub(super) const DIGITS: usize = Self::WORDS * 8;
    /// 2^80, by which sequence numbers rise when their counter rises by one.
    pub(super) const COUNTER_STEP: Self =
        Self([0, 0, 0, 0x01, 0x0200_0809_0205_0801, 0x0906_0104_0602_0901, 0x0704_0700_0601_0706]);

    /// The number that these ASCII digits are.
    pub(super) fn from_ascii(digits: &[u8; Self::DIGITS]) -> Self {
        let mut words = [0; Self::WORDS];
        for (word, eight) in words.iter_mut().zip(digits.as_chunks().0) {
            *word = u64::from_be_bytes(*eight) - ASCII_ZEROS;
        }
        Self(words)
    }

    /// The digits in ASCII.
    pub(super) fn to_ascii(self) -> [u8; Self::DIGITS] {
        let mut digits = [0; Self::DIGITS];
        for (eight, word) in digits.as_chunks_mut().0.iter_mut().zip(self.0) {
            *eight = (word + ASCII_ZEROS).to_be_bytes();
        }
        digits
    }

    /// The sum, which must fit.
    pub(super) fn plus(mut self, other: &Self) -> Self {
        let mut carry = 0;
        for (word, &term) in self.0.iter_mut().zip(&other.0).rev() {
            (*word, carry) = add_eight(*word, term, carry);
        }
        debug_assert_eq!(carry, 0, "the sum has more than 56 digits");
        self
    }
}

/// Adds eight digits to eight, and says what goes over.
///
/// Each byte is lifted by 246, so that a digit sum of ten or more carries into the next byte as it does in decimal; bytes
/// that did not carry keep the 246, which goes again.
fn add_eight(left: u64, right: u64, carry: u64) -> (u64, u64) {
    const LIFT: u64 = 0xf6;
    const EACH: u64 = 0x0101_0101_0101_0101;
    let (lifted, over) = (left + LIFT * EACH).overflowing_add(right + carry);
    let not_carried = (lifted >> 7) & EACH;
    (lifted - LIFT * not_carried, u64::from(over))
}

/// The digits in ASCII of a number below 10^8, worked out side by side in one word: first two halves of four digits, then
/// four pairs, then eight single ones. A reciprocal multiplication stands for each division.
pub(crate) fn eight_digits(value: u32) -> [u8; 8] {
    debug_assert!(value < 100_000_000);
    let halves = u64::from(value / 10_000) | u64::from(value % 10_000) << 32;
    let hundreds = ((halves * 10_486) >> 20) & 0x7f_0000_007f;
    let pairs = hundreds | (halves - 100 * hundreds) << 16;
    let tens = ((pairs * 103) >> 10) & 0x000f_000f_000f_000f;
    let digits = tens | (pairs - 10 * tens) << 8;
    (digits + ASCII_ZEROS).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use proptest::prelude::*;

    fn decimal(value: u128) -> Decimal {
        Decimal::from_ascii(format!("{value:056}").as_bytes().try_into().unwrap())
    }

    proptest! {
        #[test]
        fn eight_digits_are_those_of_the_library(value in 0_u32..100_000_000) {
            let (digits, printed) = (eight_digits(value), format!("{value:08}"));
            prop_assert_eq!(digits.as_slice(), printed.as_bytes());
        }

        #[test]
        fn sums_are_those_of_the_library(left in 0..u128::MAX / 2, right in 0..u128::MAX / 2) {
            prop_assert_eq!(decimal(left).plus(&decimal(right)), decimal(left + right));
        }
    }

    #[test]
    fn a_step_of_the_counter_is_two_to_the_80th() {
        assert_eq!(Decimal::COUNTER_STEP, decimal(1 << 80));
    }

    #[test]
    fn a_carry_goes_through_all_the_words() {
        let nines = 99_999_999_999_999_999_999_999_999_999_999_999_999;
        assert_eq!(decimal(nines).plus(&decimal(1)), decimal(nines + 1));
        assert_eq!(decimal(nines).plus(&decimal(1)).to_ascii(), *format!("{:056}", nines + 1).as_bytes());
    }
}
