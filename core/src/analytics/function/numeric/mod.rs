//! Functions of numbers.

pub(super) mod abs;
pub(super) mod modulo;
pub(super) mod transcendental;
pub(super) mod whole;
