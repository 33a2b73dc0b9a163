//! What is written between operands.

pub(super) mod arithmetic;
pub(super) mod between;
pub(super) mod compare;
pub(super) mod concatenate;
pub(super) mod datetime;
pub(super) mod is;
pub(super) mod like;
pub(super) mod logic;
