//! Rows, a column at a time.
//!
//! A [`Batch`] has many rows of one stream, with a [`Column`] for each thing that they tell and an [`Order`] for each row. What an
//! operator takes and gives is a [`Chunk`]: rows, and how far the stream has come with them.

mod batch;
mod column;
mod order;
mod texts;

pub use batch::{Batch, Chunk};
pub use column::{Column, Data};
pub use order::Order;
pub use texts::Texts;
