//! Reading Parquet, for previews: what a file holds, and its first rows.
//!
//! Whatever the bytes are, this ends in a file or a failure: lengths are checked before they are believed, and what is
//! opened is bounded.

mod assemble;
mod column;
mod delta;
mod hybrid;
mod page;
mod schema;
mod thrift;
mod values;

use super::MAGIC;
use crate::store::Struct;
use crate::table::Column;
use schema::Schema;
use thrift::Message;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It is not as the format says; where.
    Broken(&'static str),
    /// It uses what is not read here.
    NotSupported(&'static str),
}

/// The most values of a column that are looked at: previews are of some rows.
const VALUES_MAX: usize = 1 << 20;

/// The most bytes that a page is opened to.
const PAGE_BYTES_MAX: usize = 64 << 20;

/// A file and what its end says of it.
#[derive(Debug)]
pub(crate) struct File<'a> {
    bytes: &'a [u8],
    schema: Schema,
    pub(crate) columns: Vec<Column>,
    pub(crate) row_count: u64,
    pub(crate) groups: Vec<Group>,
}

/// A row group.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    chunks: Vec<column::Chunk>,
}

impl<'a> File<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let broken = || Failure::Broken("footer");
        if !bytes.starts_with(MAGIC) {
            return Err(broken());
        }
        let rest = bytes.strip_suffix(MAGIC).ok_or_else(broken)?;
        let (rest, length) = rest.split_last_chunk::<4>().ok_or_else(broken)?;
        let length = u32::from_le_bytes(*length) as usize;
        let start = rest.len().checked_sub(length).ok_or_else(broken)?;
        let (footer, _) = Message::read(&rest[start..]).ok_or_else(broken)?;
        let schema = Schema::read(footer.list(2))?;
        let groups = footer.list(4).iter().map(Group::read).collect::<Option<Vec<_>>>();
        Ok(Self {
            bytes,
            columns: schema.columns(),
            schema,
            row_count: footer.length(3).ok_or_else(broken)?,
            groups: groups.ok_or_else(broken)?,
        })
    }

    /// How the first column is compressed; a file of ours has one way for all.
    pub(crate) fn compression(&self) -> &'static str {
        let first = self.groups.first().and_then(|group| group.chunks.first());
        first.map_or("UNCOMPRESSED", |chunk| page::codec_name(chunk.codec))
    }

    /// The first rows, as many as there are but `count` at most: from each row group in turn, until there are enough.
    pub(crate) fn rows(&self, count: usize) -> Result<Vec<Struct>, Failure> {
        let mut groups = Vec::new();
        let mut wanted = count;
        for group in &self.groups {
            let of_group = usize::try_from(group.rows).unwrap_or(usize::MAX).min(wanted);
            if of_group > 0 {
                groups.push(self.rows_of(group, of_group)?);
                wanted -= of_group;
            }
            if wanted == 0 {
                break;
            }
        }
        Ok(groups)
    }

    fn rows_of(&self, group: &Group, count: usize) -> Result<Struct, Failure> {
        if group.chunks.len() != self.schema.leaves.len() {
            return Err(Failure::Broken("row group"));
        }
        let leaves = self.schema.leaves.iter().zip(&group.chunks);
        let leaves =
            leaves.map(|(leaf, chunk)| chunk.rows(self.bytes, leaf, count)).collect::<Result<Vec<_>, _>>()?;
        assemble::rows(&self.schema.fields, leaves, count)
    }
}

impl Group {
    fn read(group: &thrift::Value<'_>) -> Option<Self> {
        let group = group.message()?;
        let chunks = group.list(1).iter().map(column::Chunk::open).collect::<Option<Vec<_>>>()?;
        let bytes = chunks.iter().map(|chunk| chunk.bytes).fold(0, u64::saturating_add);
        Some(Self { rows: group.length(3)?, bytes, chunks })
    }
}
