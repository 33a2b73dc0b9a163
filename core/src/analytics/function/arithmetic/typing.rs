//! The types of results.
//!
//! # Source
//! SQL reference, "Numeric types: precision and scale". Digits and scale are 18 at most. A quotient that needs more keeps the
//! scale of its first operand before all, and then its digits before the point; a sum or a product keeps its scale, as the
//! reference's examples do.

use crate::analytics::sql_type::{PRECISION_MAX, Qualifier, SqlType};

/// Digits and scale of an exact number; INTEGER counts as `DECIMAL(10, 0)`.
pub fn digits(sql_type: SqlType) -> Option<(u8, u8)> {
    match sql_type {
        SqlType::TinyInt => Some((3, 0)),
        SqlType::SmallInt => Some((5, 0)),
        SqlType::Integer => Some((10, 0)),
        SqlType::BigInt => Some((PRECISION_MAX, 0)),
        SqlType::Decimal { precision, scale } => Some((precision, scale)),
        _ => None,
    }
}

/// Whether a number of this type has a binary point.
pub fn is_approximate(sql_type: SqlType) -> bool {
    matches!(sql_type, SqlType::Real | SqlType::Double)
}

/// a + b and a - b.
pub fn sum(a: SqlType, b: SqlType) -> Option<SqlType> {
    decimal_or(a, b, |(p1, s1), (p2, s2)| {
        let scale = s1.max(s2);
        limited(p1.saturating_sub(s1).max(p2.saturating_sub(s2)) + scale + 1, scale)
    })
}

/// a * b.
pub fn product(a: SqlType, b: SqlType) -> Option<SqlType> {
    decimal_or(a, b, |(p1, s1), (p2, s2)| limited(p1 + p2, s1 + s2))
}

/// a / b.
pub fn quotient(a: SqlType, b: SqlType) -> Option<SqlType> {
    decimal_or(a, b, |(p1, s1), (p2, s2)| {
        let scale = (s1 + p2 + 1).max(6);
        with_whole_digits(p1.saturating_sub(s1) + s2, scale, s1)
    })
}

/// Two whole numbers give the wider one, anything with a binary point gives a DOUBLE (two REALs a REAL), and what is left gives
/// the DECIMAL of the rule for digits and scales.
fn decimal_or(a: SqlType, b: SqlType, rule: fn((u8, u8), (u8, u8)) -> SqlType) -> Option<SqlType> {
    if a.is_integer() && b.is_integer() {
        return Some(wider(a, b));
    }
    match (digits(a), digits(b)) {
        (Some(a), Some(b)) => Some(rule(a, b)),
        _ => approximate(a, b),
    }
}

fn approximate(a: SqlType, b: SqlType) -> Option<SqlType> {
    if !a.is_numeric() || !b.is_numeric() {
        return None;
    }
    Some(if (a, b) == (SqlType::Real, SqlType::Real) { SqlType::Real } else { SqlType::Double })
}

/// So many digits and such a scale, each as far as there are any.
fn limited(precision: u8, scale: u8) -> SqlType {
    SqlType::Decimal { precision: precision.min(PRECISION_MAX), scale: scale.min(PRECISION_MAX) }
}

/// So many digits before the point, and as many of `scale` behind it as there is room for, but at least `kept`.
fn with_whole_digits(whole: u8, scale: u8, kept: u8) -> SqlType {
    let whole = whole.min(PRECISION_MAX - kept.min(PRECISION_MAX));
    let scale = scale.min(PRECISION_MAX - whole);
    SqlType::Decimal { precision: whole + scale, scale }
}

/// The type of more bits, of two whole numbers.
fn wider(a: SqlType, b: SqlType) -> SqlType {
    if digits(a) >= digits(b) { a } else { b }
}

/// The one type that holds the values of both, as CASE, COALESCE and UNION ALL need it.
pub fn common(a: SqlType, b: SqlType) -> Option<SqlType> {
    match (a, b) {
        _ if a == b => Some(a),
        (SqlType::Char(a) | SqlType::VarChar(a), SqlType::Char(b) | SqlType::VarChar(b)) => {
            Some(SqlType::VarChar(a.max(b)))
        }
        (SqlType::Binary(a) | SqlType::VarBinary(a), SqlType::Binary(b) | SqlType::VarBinary(b)) => {
            Some(SqlType::VarBinary(a.max(b)))
        }
        (SqlType::Interval(a), SqlType::Interval(b)) => span(a, b).map(SqlType::Interval),
        _ if a.is_numeric() && b.is_numeric() => decimal_or(a, b, |(p1, s1), (p2, s2)| {
            let scale = s1.max(s2);
            with_whole_digits(p1.saturating_sub(s1).max(p2.saturating_sub(s2)), scale, s1)
        }),
        _ => None,
    }
}

/// The fields from the longest to the shortest of both; years and days have none in common.
pub fn span(a: Qualifier, b: Qualifier) -> Option<Qualifier> {
    if a.is_year_month() != b.is_year_month() {
        return None;
    }
    let from = a.from.min(b.from);
    let last = a.last().max(b.last());
    Some(Qualifier {
        from,
        digits: a.digits.max(b.digits),
        to: (last != from).then_some(last),
        fraction: a.fraction.max(b.fraction),
    })
}
