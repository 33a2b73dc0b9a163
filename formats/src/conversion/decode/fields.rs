//! Finding the column of a key.

use std::collections::BTreeMap;

use super::{Plan, Rules};
use crate::table::Column;

/// How many spellings of keys are remembered at most; where keys are without number, most are of no column.
const SPELLINGS_MAX: usize = 4096;

/// The fields of an object.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// How each is read.
    pub(super) plans: Vec<Plan>,
    /// By their keys, as the rules change them.
    by_key: BTreeMap<String, usize>,
    /// By their keys, as they were spelled; spelled like none: `None`.
    by_spelling: BTreeMap<Box<str>, Option<usize>>,
    /// For each field, how it was spelled last and which field came next: records are mostly alike.
    after: Vec<Option<(Box<str>, Option<usize>)>>,
    /// The place in `after` of the key before.
    before: usize,
}

impl Fields {
    pub(crate) fn new(columns: &[Column], rules: &Rules) -> Self {
        let by_key = columns.iter().enumerate().map(|(index, column)| (key_of(&column.name, rules), index));
        Self {
            plans: columns.iter().map(|column| Plan::new(&column.data_type, rules)).collect(),
            by_key: by_key.collect(),
            by_spelling: BTreeMap::new(),
            after: vec![None; columns.len() + 1],
            before: columns.len(),
        }
    }

    /// Starts an object: the next key is its first.
    pub(super) fn begin(&mut self) {
        self.before = self.plans.len();
    }

    /// Which field a key belongs to, if any.
    pub(super) fn find(&mut self, key: &str, rules: &Rules) -> Option<usize> {
        let found = match &self.after[self.before] {
            Some((spelling, found)) if **spelling == *key => *found,
            _ => self.look_up(key, rules),
        };
        self.before = found.unwrap_or(self.before);
        found
    }

    fn look_up(&mut self, key: &str, rules: &Rules) -> Option<usize> {
        let found = match self.by_spelling.get(key) {
            Some(found) => *found,
            None => {
                let found = self.by_key.get(&changed(key, rules)).copied();
                if self.by_spelling.len() == SPELLINGS_MAX {
                    self.by_spelling.clear();
                }
                self.by_spelling.insert(key.into(), found);
                found
            }
        };
        if found.is_some() {
            self.after[self.before] = Some((key.into(), found));
        }
        found
    }
}

/// The key that belongs to a column, changed as keys are.
fn key_of(column: &str, rules: &Rules) -> String {
    match rules {
        Rules::OpenX(openx) => {
            let key = openx.column_to_json_key_mappings.get(column).map_or(column, String::as_str);
            changed(key, rules)
        }
        Rules::Hive(_) => column.to_lowercase(),
    }
}

fn changed(key: &str, rules: &Rules) -> String {
    match rules {
        Rules::OpenX(openx) => {
            let key = if openx.case_insensitive { key.to_lowercase() } else { key.to_owned() };
            if openx.convert_dots_in_json_keys_to_underscores { key.replace('.', "_") } else { key }
        }
        Rules::Hive(_) => key.to_lowercase(),
    }
}
