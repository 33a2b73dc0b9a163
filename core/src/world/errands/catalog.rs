//! The data catalog, as far as deliveries need it: tables and their columns.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::hive_type;
use crate::errand::{CatalogTable, Column, Outcome, Refused};
use crate::error::{Code, Error};

/// Tables by database and name; of each, its versions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Catalog(BTreeMap<String, BTreeMap<String, Vec<Vec<Column>>>>);

impl Catalog {
    /// Gives a table these columns, as its newest version.
    ///
    /// # Errors
    /// Which column has a type that there is not.
    pub fn put_table(&mut self, database: &str, table: &str, columns: Vec<Column>) -> Result<(), Error> {
        for Column { name, kind } in &columns {
            hive_type::check(kind).map_err(|why| {
                let text =
                    format!("The column {name} of the table {database}.{table} cannot be {kind:?}: {why}.");
                Error::new(Code::InvalidArgument, text)
            })?;
        }
        self.0.entry(database.into()).or_default().entry(table.into()).or_default().push(columns);
        Ok(())
    }

    /// The columns of a version of a table, counted from 0; of the newest, where none is named.
    pub fn columns(&self, table: &CatalogTable) -> Option<&[Column]> {
        let versions = self.0.get(&table.database)?.get(&table.table)?;
        let found = match &table.version {
            Some(version) => versions.get(version.parse::<usize>().ok()?),
            None => versions.last(),
        };
        found.map(Vec::as_slice)
    }

    pub(super) fn describe(&self, table: &CatalogTable) -> Outcome {
        if let Some(columns) = self.columns(table) {
            return Outcome::Columns(columns.to_vec());
        }
        let CatalogTable { database, table, .. } = table;
        let text = format!("Entity Not Found: there is no table {table} in the database {database}.");
        Outcome::Failed(Refused::new("DataFormatConversion.EntityNotFound", text))
    }
}
