//! What the tests of the HTTP interface share.

pub(crate) mod cbor;
pub(crate) mod delivery;
pub(crate) mod request;
pub(crate) mod s3;
pub(crate) mod twin;

pub(crate) use request::Call;
pub(crate) use twin::{Answer, Twin};
