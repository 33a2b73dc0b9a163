//! Bytes to values and back: JSON, CBOR, base64 and the frame of an HTTP request. Knows no operation.
//!
//! Reading borrows: a [`Reader`] takes the request body by `&mut` and hands out strings and blobs that lie in it,
//! unescaped and base64-decoded in place, so that a call of 500 records allocates nothing while it is read.

pub mod base64;
mod cbor_reader;
mod cbor_writer;
pub mod event_stream;
pub mod http;
mod json_reader;
mod json_writer;
mod number;
mod reader;
pub mod sigv4;
mod writer;

pub use number::Number;
pub use reader::{Protocol, Reader, SyntaxError, Text, Token};
pub(crate) use writer::{Key, key};
pub use writer::{Size, Writer};
