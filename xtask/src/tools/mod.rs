//! Programs that are not Rust: found on the machine, or fetched into an ignored folder.

pub(crate) mod apt;
pub(crate) mod browser;
pub(crate) mod node;
pub(crate) mod postgres;
pub(crate) mod python;
