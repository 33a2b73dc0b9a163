//! Compression, jq, Parquet and ORC for the npm package, as a module of their own.
//!
//! They outweigh the engine, and most worlds need none of them. So the engine asks by bytes ([`Asker`]), JavaScript brings the
//! bytes here, and this module is loaded when that happens first. [`question`] is what both sides know.

pub mod asker;
pub mod question;

#[cfg(feature = "libraries")]
mod answer;

#[cfg(all(feature = "libraries", target_arch = "wasm32"))]
pub use answer::start;
#[cfg(feature = "libraries")]
pub use answer::{answer, preview};
pub use asker::Asker;
