//! Arithmetic against whole numbers that are wide enough to be exact.

use proptest::prelude::*;

use crate::analytics::function::arithmetic::ArithmeticError::{DivisionByZero, OutOfRange};
use crate::analytics::function::arithmetic::{decimal, double, integer};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Decimal;

fn integers() -> impl Strategy<Value = SqlType> {
    prop_oneof![
        Just(SqlType::TinyInt),
        Just(SqlType::SmallInt),
        Just(SqlType::Integer),
        Just(SqlType::BigInt)
    ]
}

/// Numbers near the ends of all types, and others.
fn numbers() -> impl Strategy<Value = i64> {
    let near = |end: i64| (-3_i64..=3).prop_map(move |by| end.saturating_add(by));
    prop_oneof![
        any::<i64>(),
        -1_000_i64..1_000,
        near(0),
        near(i8::MAX.into()),
        near(i16::MIN.into()),
        near(i32::MAX.into()),
        near(i64::MIN),
        near(i64::MAX)
    ]
}

fn decimals() -> impl Strategy<Value = Decimal> {
    (-999_999_999_i64..=999_999_999, 0_u8..=6).prop_map(|(unscaled, scale)| Decimal { unscaled, scale })
}

/// The number with six digits behind its point.
fn millionths(number: Decimal) -> i128 {
    i128::from(number.unscaled) * 10_i128.pow(6 - u32::from(number.scale))
}

/// a / b to the nearest whole number, halves away from zero.
fn nearest(a: i128, b: i128) -> i128 {
    let sign = if (a < 0) == (b < 0) { 1 } else { -1 };
    sign * ((a.abs() * 2 + b.abs()) / (b.abs() * 2))
}

fn expect_fitting(
    exact: i128,
    precision: u8,
    scale: u8,
) -> Result<Decimal, crate::analytics::function::arithmetic::ArithmeticError> {
    if exact.abs() < 10_i128.pow(precision.into()) {
        Ok(Decimal { unscaled: exact as i64, scale })
    } else {
        Err(OutOfRange)
    }
}

proptest! {
    #[test]
    fn whole_numbers_are_exact_or_out_of_range(a in numbers(), b in numbers(), sql_type in integers()) {
        let fit = |exact: i128| match i64::try_from(exact) {
            Ok(number) if integer::range(sql_type).contains(&number) => Ok(number),
            _ => Err(OutOfRange),
        };
        let (wide_a, wide_b) = (i128::from(a), i128::from(b));
        prop_assert_eq!(integer::add(a, b, sql_type), fit(wide_a + wide_b));
        prop_assert_eq!(integer::subtract(a, b, sql_type), fit(wide_a - wide_b));
        prop_assert_eq!(integer::multiply(a, b, sql_type), fit(wide_a * wide_b));
        if b == 0 {
            prop_assert_eq!(integer::divide(a, b, sql_type), Err(DivisionByZero));
            prop_assert_eq!(integer::remainder(a, b), Err(DivisionByZero));
            prop_assert_eq!(integer::step(a, b), Err(DivisionByZero));
        } else {
            prop_assert_eq!(integer::divide(a, b, sql_type), fit(wide_a / wide_b));
            prop_assert_eq!(integer::remainder(a, b), Ok((wide_a % wide_b) as i64));
            prop_assert_eq!(integer::step(a, b), Ok((wide_a / wide_b * wide_b) as i64));
        }
    }

    #[test]
    fn decimals_are_exact_up_to_their_last_digit(a in decimals(), b in decimals(), precision in 1_u8..=18, scale in 0_u8..=18) {
        let scale = scale.min(precision);
        let rounded = |exact: i128, digits: u8| {
            let (from, to) = (10_i128.pow(digits.into()), 10_i128.pow(scale.into()));
            expect_fitting(nearest(exact * to, from), precision, scale)
        };
        prop_assert_eq!(decimal::add(a, b, precision, scale), rounded(millionths(a) + millionths(b), 6));
        prop_assert_eq!(decimal::subtract(a, b, precision, scale), rounded(millionths(a) - millionths(b), 6));
        prop_assert_eq!(decimal::compare(a, b), millionths(a).cmp(&millionths(b)));
        if scale <= 6 {
            prop_assert_eq!(decimal::multiply(a, b, precision, scale), rounded(millionths(a) * millionths(b), 12));
        }
        if b.unscaled == 0 {
            prop_assert_eq!(decimal::divide(a, b, precision, scale), Err(DivisionByZero));
        } else {
            let quotient = nearest(millionths(a) * 10_i128.pow(scale.into()), millionths(b));
            prop_assert_eq!(decimal::divide(a, b, precision, scale), expect_fitting(quotient, precision, scale));
        }
    }

    #[test]
    fn decimals_round_to_fewer_digits(a in decimals(), scale in 0_u8..=6) {
        let exact = nearest(millionths(a), 10_i128.pow(6 - u32::from(scale)));
        prop_assert_eq!(decimal::convert(a, 18, scale), expect_fitting(exact, 18, scale));
        prop_assert_eq!(millionths(decimal::floor(a)), millionths(a).div_euclid(1_000_000) * 1_000_000);
        prop_assert_eq!(millionths(decimal::ceiling(a)), -(-millionths(a)).div_euclid(1_000_000) * 1_000_000);
    }

    #[test]
    fn decimals_are_read_as_they_are_printed(unscaled in any::<i64>(), scale in 0_u8..=18) {
        let number = Decimal { unscaled, scale };
        let text = std::format!("{number}");
        prop_assert_eq!(decimal::parse(&text), Some(Ok(number)));
        let near = text.parse::<f64>().unwrap();
        prop_assert_eq!(decimal::to_double(number), near, "{}", text);
    }

    #[test]
    fn doubles_are_read_as_they_are_printed(number in any::<f64>().prop_filter("a number", |it| it.is_finite())) {
        prop_assert_eq!(double::print(number, SqlType::Double).parse::<f64>().unwrap(), number);
        let real = number as f32;
        if real.is_finite() {
            prop_assert_eq!(double::print(real.into(), SqlType::Real).parse::<f32>().unwrap(), real);
        }
    }
}
