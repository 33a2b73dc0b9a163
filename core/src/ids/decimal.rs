//! Decimal digits by the word: eight are worked out at a time.

const ASCII_ZEROS: u64 = 0x3030_3030_3030_3030;

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

    proptest! {
        #[test]
        fn eight_digits_are_those_of_the_library(value in 0_u32..100_000_000) {
            let (digits, printed) = (eight_digits(value), format!("{value:08}"));
            prop_assert_eq!(digits.as_slice(), printed.as_bytes());
        }
    }
}
