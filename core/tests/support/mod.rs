//! What the tests of the HTTP interface share.
#![allow(dead_code, reason = "each test binary uses its part")]

pub(crate) mod cbor;
pub(crate) mod request;
pub(crate) mod twin;

#[allow(unused_imports, reason = "likewise")]
pub(crate) use request::{Call, JSON};
#[allow(unused_imports, reason = "likewise")]
pub(crate) use twin::{Answer, Twin};
