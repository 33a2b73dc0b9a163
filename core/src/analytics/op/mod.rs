//! The operations of Data Analytics, under AWS's names: those of 2015, which know SQL alone, in [`v1`], and those of 2018, which know
//! Flink too, in [`v2`]. Both work on the same applications.

mod edit;
mod meanings;
mod parts;
mod sample;
pub mod shapes;
mod structures;
mod tags;
pub mod v1;
pub mod v2;
mod whole;

pub(crate) use sample::sample_request;
pub use whole::Whole;
