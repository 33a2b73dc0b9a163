//! Reading ORC, for previews: what a file holds, and its first rows.
//!
//! Whatever the bytes are, this ends in a file or a failure: lengths are checked before they are believed, and what is
//! opened is bounded.

mod bits;
mod chunks;
mod column;
mod run_length;
mod types;

use prost::Message;

use super::{MAGIC, proto};
use crate::store::Struct;
use crate::table::{Column, DataType};
use chunks::Chunks;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It is not as the format says; where.
    Broken(&'static str),
    /// It uses what is not read here.
    NotSupported(&'static str),
}

/// The most slots of a column that are looked at: previews are of some rows.
const SLOTS_MAX: usize = 1 << 20;

/// The most bytes that a stream or message is opened to.
const OPENED_BYTES_MAX: usize = 64 << 20;

/// A file and what its end says of it.
#[derive(Debug)]
pub(crate) struct File<'a> {
    bytes: &'a [u8],
    chunks: Chunks,
    pub(crate) columns: Vec<Column>,
    pub(crate) footer: proto::Footer,
    pub(crate) compression: &'static str,
}

impl<'a> File<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let broken = || Failure::Broken("postscript");
        let (length, rest) = bytes.split_last().ok_or_else(broken)?;
        let (rest, postscript) = end(rest, u64::from(*length)).ok_or_else(broken)?;
        let postscript = proto::PostScript::decode(postscript).map_err(|_| broken())?;
        if postscript.magic() != MAGIC || !bytes.starts_with(MAGIC.as_bytes()) {
            return Err(broken());
        }
        let (chunks, compression) = Chunks::new(postscript.compression())?;
        let (_, footer) = end(rest, postscript.footer_length()).ok_or(Failure::Broken("footer"))?;
        let footer = chunks.open(footer, OPENED_BYTES_MAX)?;
        let footer = proto::Footer::decode(&footer[..]).map_err(|_| Failure::Broken("footer"))?;
        let columns = types::columns(&footer.types)?;
        Ok(Self { bytes, chunks, columns, footer, compression })
    }

    /// The first rows, as many as there are but `count` at most: from each stripe in turn, until there are enough.
    pub(crate) fn rows(&self, count: usize) -> Result<Vec<Struct>, Failure> {
        let mut stripes = Vec::new();
        let mut wanted = count;
        for stripe in &self.footer.stripes {
            let of_stripe = usize::try_from(stripe.number_of_rows()).unwrap_or(usize::MAX).min(wanted);
            if of_stripe > 0 {
                stripes.push(self.rows_of(stripe, of_stripe)?);
                wanted -= of_stripe;
            }
            if wanted == 0 {
                break;
            }
        }
        Ok(stripes)
    }

    fn rows_of(&self, stripe: &proto::StripeInformation, count: usize) -> Result<Struct, Failure> {
        let broken = Failure::Broken("stripe");
        let start = usize::try_from(stripe.offset()).ok();
        let rest = start.and_then(|start| self.bytes.get(start..)).ok_or(broken.clone())?;
        let part = |rest: &'a [u8], length: u64| rest.split_at_checked(usize::try_from(length).ok()?);
        let (_, rest) = part(rest, stripe.index_length()).ok_or(broken.clone())?;
        let (data, rest) = part(rest, stripe.data_length()).ok_or(broken.clone())?;
        let (footer, _) = part(rest, stripe.footer_length()).ok_or(broken.clone())?;
        let footer = self.chunks.open(footer, OPENED_BYTES_MAX)?;
        let footer = proto::StripeFooter::decode(&footer[..]).map_err(|_| broken)?;
        let root = DataType::Struct(self.columns.clone());
        column::Stripe { footer: &footer, data, chunks: self.chunks }.rows(&root, count)
    }
}

/// So many bytes from the end, and what stands before them.
fn end(bytes: &[u8], length: u64) -> Option<(&[u8], &[u8])> {
    let start = bytes.len().checked_sub(usize::try_from(length).ok()?)?;
    Some(bytes.split_at(start))
}
