//! One column of a row group.

use super::page::{self, Levels, Page};
use super::schema::Leaf;
use super::thrift::Value;
use super::values::{self, Stored};
use super::{Failure, VALUES_MAX, hybrid};
use crate::store::Values;

/// Where a column of a row group lies.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) codec: i64,
    pub(super) bytes: u64,
    start: u64,
    /// How many values there are, nulls included.
    values: usize,
}

/// Levels and values of a column's first rows.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) definition: Vec<u32>,
    pub(super) repetition: Vec<u32>,
    pub(super) values: Values,
}

impl Chunk {
    pub(super) fn open(chunk: &Value<'_>) -> Option<Self> {
        let metadata = chunk.message()?.message(3)?;
        let data = metadata.length(9)?;
        // A dictionary comes first; some writers say that it lies at zero where there is none.
        let start = metadata.length(11).filter(|at| 0 < *at && *at < data).unwrap_or(data);
        Some(Self {
            codec: metadata.whole(4)?,
            bytes: metadata.length(7)?,
            start,
            values: usize::try_from(metadata.length(5)?).ok()?,
        })
    }

    /// Reads pages until there are so many rows.
    pub(super) fn rows(&self, file: &[u8], leaf: &Leaf, count: usize) -> Result<Read, Failure> {
        let start = usize::try_from(self.start).ok();
        let mut rest = start.and_then(|start| file.get(start..)).ok_or(Failure::Broken("column"))?;
        let mut column = Column {
            leaf,
            dictionary: None,
            definition: Vec::new(),
            repetition: Vec::new(),
            stored: Stored::none(leaf.physical),
        };
        // Where there are lists, the last row goes on until another begins or the column ends.
        while column.rows() <= count && !column.is_whole(count) && column.definition.len() < self.values {
            let (page, tail) = page::read(rest, self.codec)?;
            column.take(page)?;
            rest = tail;
        }
        column.first_rows(count)
    }
}

struct Column<'a> {
    leaf: &'a Leaf,
    dictionary: Option<Stored>,
    definition: Vec<u32>,
    repetition: Vec<u32>,
    stored: Stored,
}

impl Column<'_> {
    /// How many rows have begun.
    fn rows(&self) -> usize {
        if self.leaf.repetition_max == 0 {
            return self.definition.len();
        }
        self.repetition.iter().filter(|level| **level == 0).count()
    }

    /// Without lists, each value is a row.
    fn is_whole(&self, count: usize) -> bool {
        self.leaf.repetition_max == 0 && self.definition.len() >= count
    }

    fn take(&mut self, page: Page) -> Result<(), Failure> {
        match page {
            Page::Other => Ok(()),
            Page::Dictionary { count, encoding, data } => {
                let plain = if encoding == 2 { 0 } else { encoding };
                self.dictionary = Some(values::read(&data, plain, count, self.leaf, None)?);
                Ok(())
            }
            Page::Data { count, encoding, levels, data } => self.take_data(count, encoding, levels, &data),
        }
    }

    fn take_data(
        &mut self,
        count: usize,
        encoding: i64,
        levels: Option<Levels>,
        data: &[u8],
    ) -> Result<(), Failure> {
        let broken = || Failure::Broken("levels");
        if self.definition.len() + count > VALUES_MAX {
            return Err(Failure::NotSupported("so many values"));
        }
        let leaf = self.leaf;
        let mut rest = data;
        let (repetition, definition) = match &levels {
            Some(levels) => (&levels.repetition[..], &levels.definition[..]),
            None => (
                with_length(&mut rest, leaf.repetition_max).ok_or_else(broken)?,
                with_length(&mut rest, leaf.definition_max).ok_or_else(broken)?,
            ),
        };
        let repetition = level(repetition, leaf.repetition_max, count).ok_or_else(broken)?;
        let definition = level(definition, leaf.definition_max, count).ok_or_else(broken)?;
        let present = definition.iter().filter(|level| **level == leaf.definition_max).count();
        self.stored.append(values::read(rest, encoding, present, leaf, self.dictionary.as_ref())?);
        self.repetition.extend(repetition);
        self.definition.extend(definition);
        Ok(())
    }

    fn first_rows(mut self, count: usize) -> Result<Read, Failure> {
        let mut starts = self.repetition.iter().enumerate().filter(|(_, level)| **level == 0);
        let end = starts.nth(count).map_or(self.repetition.len(), |(index, _)| index);
        self.repetition.truncate(end);
        self.definition.truncate(end);
        let present = self.definition.iter().filter(|level| **level == self.leaf.definition_max).count();
        let values = self.stored.meant(self.leaf, present)?;
        Ok(Read { definition: self.definition, repetition: self.repetition, values })
    }
}

/// Levels of version 1, behind their length; nothing where there is but one level.
fn with_length<'a>(rest: &mut &'a [u8], max: u32) -> Option<&'a [u8]> {
    if max == 0 {
        return Some(&[]);
    }
    let (length, tail) = rest.split_first_chunk::<4>()?;
    let (levels, tail) = tail.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *rest = tail;
    Some(levels)
}

fn level(bytes: &[u8], max: u32, count: usize) -> Option<Vec<u32>> {
    if max == 0 {
        return Some(vec![0; count]);
    }
    hybrid::take(bytes, u32::BITS - max.leading_zeros(), count)
}
