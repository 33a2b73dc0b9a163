//! Computing with numbers: plain functions over what a number is made of, which know no row.

pub mod decimal;
pub mod double;
pub mod integer;
pub mod typing;

/// Why numbers have no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticError {
    /// The result is larger than its type.
    OutOfRange,
    /// The divisor is zero.
    DivisionByZero,
}

impl ArithmeticError {
    /// In words, for the error stream.
    pub fn text(self) -> &'static str {
        match self {
            Self::OutOfRange => "numeric value out of range",
            Self::DivisionByZero => "division by zero",
        }
    }
}
