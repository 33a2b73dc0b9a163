//! What is on its way through a delivery stream.

pub mod buffer;
pub mod entry;
