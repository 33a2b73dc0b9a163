//! What the service has libraries for, and a small engine has not: compression of objects. A host brings it.

use alloc::vec::Vec;
use core::fmt::Debug;

use super::configuration::s3::CompressionFormat;

/// Makes bytes of bytes, everywhere the same.
pub trait Formats: Debug + Sync {
    /// Compresses the body of an object; where the format has files with names, the one file has this name.
    fn compress(&self, format: CompressionFormat, name: &str, body: &[u8]) -> Vec<u8>;

    /// Opens what GZIP has closed; nothing where it is no such thing.
    fn gunzip(&self, bytes: &[u8]) -> Option<Vec<u8>>;
}
