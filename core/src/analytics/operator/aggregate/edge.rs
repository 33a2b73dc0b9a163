//! FIRST_VALUE and LAST_VALUE of a group, in the order in which rows arrive.

use alloc::vec::Vec;
use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Nulls, Rows};
use crate::analytics::row::Column;
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Edge {
    is_last: bool,
    nulls: Nulls,
    values: Vec<Option<Value<'static>>>,
}

impl Edge {
    pub(super) fn first(nulls: Nulls) -> Self {
        Self { is_last: false, nulls, values: Vec::new() }
    }

    pub(super) fn last(nulls: Nulls) -> Self {
        Self { is_last: true, nulls, values: Vec::new() }
    }

    pub(super) fn add(&mut self, column: &Column, sql_type: SqlType, rows: Rows<'_>, count: usize) {
        self.values.resize(count, None);
        for (row, group) in rows.iter() {
            let is_skipped = self.nulls == Nulls::Ignore && column.is_null(row);
            if !is_skipped && (self.is_last || self.values[group].is_none()) {
                self.values[group] = Some(column.value(row, sql_type).into_owned());
            }
        }
    }

    pub(super) fn tell(&self, groups: Range<usize>, sql_type: SqlType) -> Column {
        let mut column = Column::empty(sql_type);
        self.values[groups].iter().for_each(|value| column.push(value.as_ref().unwrap_or(&Value::Null)));
        column
    }
}
