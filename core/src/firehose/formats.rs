//! What the service has libraries for, and a small engine has not: compression, queries, files with columns. A host brings it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Debug;

use super::configuration::s3::CompressionFormat;
use crate::errand::{Column, Refused};
use crate::time::Instant;

/// Makes bytes of bytes, everywhere the same.
pub trait Formats: Debug + Sync {
    /// Compresses the body of an object; where the format has files with names, the one file has this name.
    fn compress(&self, format: CompressionFormat, name: &str, body: &[u8]) -> Vec<u8>;

    /// Opens what GZIP has closed; nothing where it is no such thing.
    fn gunzip(&self, bytes: &[u8]) -> Option<Vec<u8>>;

    /// Checks a query of jq.
    ///
    /// # Errors
    /// Why it is none.
    fn check_query(&self, query: &str) -> Result<(), String>;

    /// The keys that a query finds in a record.
    ///
    /// # Errors
    /// Why it finds none.
    fn partition_keys(
        &self,
        query: &str,
        record: &[u8],
        now: Instant,
    ) -> Result<Vec<(String, String)>, String>;

    /// Makes a file with columns of records. The configuration is what [`DataFormatConversionConfiguration`] says, as the API
    /// writes it in JSON.
    ///
    /// [`DataFormatConversionConfiguration`]: super::configuration::conversion::DataFormatConversionConfiguration
    ///
    /// # Errors
    /// What no record of this configuration could pass.
    fn convert(
        &self,
        configuration: &[u8],
        columns: &[Column],
        records: &[&[u8]],
    ) -> Result<Converted, Refused>;
}

/// What records became that were to be a file with columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    /// The file; without a row, nothing of use.
    pub file: Vec<u8>,
    /// The records that do not fit, by their place, which rises.
    pub refused: Vec<(usize, Refused)>,
}
