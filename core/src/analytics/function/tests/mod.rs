//! What holds for all numbers.

mod exact;
