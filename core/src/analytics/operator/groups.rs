//! Groups of rows that are alike, numbered in the order in which they were first met.

use alloc::sync::Arc;
use alloc::vec::Vec;

use hashbrown::HashTable;
use serde::{Deserialize, Deserializer, Serialize};
use twox_hash::XxHash3_64;

use super::key;
use crate::analytics::row::{Column, Texts};
use crate::analytics::sql_type::SqlType;

/// The groups. What is written of a key is kept to compare with, and its values to tell them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Groups {
    keys: Texts,
    values: Vec<Column>,
    /// Finds a group by the hash of its key: no chance is in it, and its order is never seen.
    #[serde(skip)]
    table: HashTable<u32>,
}

impl Groups {
    /// None yet, by keys of these types.
    pub(super) fn new(types: &[SqlType]) -> Self {
        let values = types.iter().map(|sql_type| Column::empty(*sql_type)).collect();
        Self { keys: Texts::with_capacity(0), values, table: HashTable::new() }
    }

    fn of(keys: Texts, values: Vec<Column>) -> Self {
        let hash = |group: &u32| XxHash3_64::oneshot(keys.bytes(*group as usize));
        let mut table = HashTable::with_capacity(keys.len());
        for group in 0..keys.len() as u32 {
            table.insert_unique(hash(&group), group, hash);
        }
        Self { keys, values, table }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The group of each of these rows, appended to `groups`.
    pub(super) fn find(
        &mut self,
        columns: &[Arc<Column>],
        rows: core::ops::Range<usize>,
        groups: &mut Vec<u32>,
    ) {
        let mut key = Vec::new();
        for row in rows {
            key::write(columns, row, &mut key);
            groups.push(self.find_one(columns, row, &key));
        }
    }

    /// The values that make the groups, a column each.
    pub(super) fn values(&self) -> &[Column] {
        &self.values
    }

    /// The group of rows with this key, where there is one.
    pub(super) fn group(&self, key: &[u8]) -> Option<u32> {
        let is_it = |group: &u32| self.keys.bytes(*group as usize) == key;
        self.table.find(XxHash3_64::oneshot(key), is_it).copied()
    }

    /// Keeps only these groups, which get the numbers of their places here. They ascend.
    pub(super) fn keep(&mut self, groups: &[u32]) {
        let keys = self.keys.take(groups);
        let values = self.values.iter().map(|column| column.take(groups)).collect();
        *self = Self::of(keys, values);
    }

    /// The group of a row, whose key was written, made where there is none.
    pub(super) fn find_one(&mut self, columns: &[Arc<Column>], row: usize, key: &[u8]) -> u32 {
        let Self { keys, values, table } = self;
        let hash = XxHash3_64::oneshot(key);
        if let Some(group) = table.find(hash, |group| keys.bytes(*group as usize) == key) {
            return *group;
        }
        let group = keys.len() as u32;
        keys.push(key);
        values.iter_mut().zip(columns).for_each(|(value, column)| value.push_from(column, row));
        table.insert_unique(hash, group, |group| XxHash3_64::oneshot(keys.bytes(*group as usize)));
        group
    }
}

impl<'de> Deserialize<'de> for Groups {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (keys, values) = <(Texts, Vec<Column>)>::deserialize(deserializer)?;
        Ok(Self::of(keys, values))
    }
}

impl PartialEq for Groups {
    fn eq(&self, other: &Self) -> bool {
        (&self.keys, &self.values) == (&other.keys, &other.values)
    }
}
