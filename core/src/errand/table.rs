//! What is done with tables: of warehouses, of lakes, of the data catalog.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// A command that copies objects into a table of Redshift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The cluster and database.
    pub cluster_jdbc_url: String,
    /// Who copies.
    pub username: Option<String>,
    /// That one's password.
    pub password: Option<String>,
    /// The role that may read the bucket.
    pub role_arn: String,
    /// The table.
    pub table: String,
    /// Its columns, where not all in their order are meant.
    pub columns: Option<String>,
    /// What the command says beside that.
    pub options: Option<String>,
    /// The bucket.
    pub bucket: String,
    /// The key of the manifest there.
    pub manifest: String,
    /// The keys of the objects that it lists.
    pub objects: Vec<String>,
}

/// A table of the data catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CatalogTable {
    /// Its database.
    pub database: String,
    /// Its name.
    pub table: String,
    /// Which version of it; nothing is the newest.
    pub version: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as Hive writes it.
    #[serde(rename = "type")]
    pub kind: String,
}

/// Rows for tables of a warehouse or a lake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Append {
    /// Whose tables these are.
    pub warehouse: Warehouse,
    /// The rows, each with its table.
    pub rows: Vec<Row>,
}

/// Who has tables that rows are appended to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Warehouse {
    /// Snowflake, by the URL of an account.
    Snowflake(String),
    /// A catalog of Iceberg tables, by its ARN.
    Iceberg(String),
}

/// A row for a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The table: database, perhaps a schema, and name, with dots between them.
    pub table: String,
    /// What is to become of it there.
    pub operation: RowOperation,
    /// The columns that tell which row is meant.
    pub unique_keys: Vec<String>,
    /// What is in it, as one JSON object.
    pub data: Vec<u8>,
}

/// What is to become of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOperation {
    /// It is added.
    #[default]
    Insert,
    /// It replaces the one with its keys.
    Update,
    /// The one with its keys goes.
    Delete,
}
