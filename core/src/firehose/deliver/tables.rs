//! Deliveries to tables of Snowflake and of Iceberg: every record is a row.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::super::configuration::iceberg::{DestinationTableConfiguration, Iceberg};
use super::super::configuration::snowflake::{Snowflake, SnowflakeDataLoadingOption as LoadingOption};
use super::super::flow::delivery::Delivery;
use super::super::flow::entry::Entry;
use super::About;
use crate::errand::{Append, Refused, Row, RowOperation, Warehouse, Wish};

/// What a record has to be. Assumed: the code.
const NOT_AN_OBJECT: (&str, &str) = ("Snowflake.InvalidColumns", "The record is no JSON object.");

/// The column of the whole record where none is named. Assumed.
const CONTENT: &str = "CONTENT";
/// The column of what is known of it where none is named. Assumed.
const METADATA: &str = "METADATA";

/// What a delivery is to tables: rows, or the records that can be none.
pub(super) type Rows = Result<Wish, Vec<(usize, Refused)>>;

/// The rows of a delivery for Snowflake.
pub(super) fn of_snowflake(snowflake: &Snowflake, about: &About<'_>, delivery: &mut Delivery) -> Rows {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let table = [&snowflake.database, &snowflake.schema, &snowflake.table].map(text).join(".");
    let row = |entry: &Entry| {
        let data = snowflake_row(snowflake, about, entry)?;
        Ok(Row { table: table.clone(), operation: RowOperation::Insert, unique_keys: Vec::new(), data })
    };
    rows(Warehouse::Snowflake(text(&snowflake.account_url)), delivery, row)
}

fn snowflake_row(snowflake: &Snowflake, about: &About<'_>, entry: &Entry) -> Result<Vec<u8>, Refused> {
    let value: Value =
        serde_json::from_slice(&entry.data).map_err(|_| Refused::new(NOT_AN_OBJECT.0, NOT_AN_OBJECT.1))?;
    let option = snowflake.data_loading_option.unwrap_or_default();
    if option == LoadingOption::JsonMapping {
        return match value {
            Value::Object(_) => Ok(entry.data.to_vec()),
            _ => Err(Refused::new(NOT_AN_OBJECT.0, NOT_AN_OBJECT.1)),
        };
    }
    let named = |name: &Option<String>, usual: &str| name.clone().unwrap_or_else(|| usual.into());
    let mut row = Map::new();
    row.insert(named(&snowflake.content_column_name, CONTENT), value);
    if option == LoadingOption::VariantContentAndMetadataMapping {
        row.insert(named(&snowflake.meta_data_column_name, METADATA), metadata(about, entry));
    }
    Ok(Value::Object(row).to_string().into_bytes())
}

/// What is known of a record. Assumed: the names.
fn metadata(about: &About<'_>, entry: &Entry) -> Value {
    let mut known = Map::new();
    known.insert("firehoseDeliveryStreamName".into(), about.name.into());
    known.insert("IngestionTime".into(), entry.arrived.to_string().into());
    if let Some(origin) = &entry.origin {
        known.insert("kinesisPartitionKey".into(), origin.partition_key.clone().into());
        known.insert("kinesisShardId".into(), origin.shard.to_string().into());
        known.insert("kinesisSequenceNumber".into(), origin.sequence_number.to_string().into());
    }
    Value::Object(known)
}

/// The rows of a delivery for Iceberg, each with the table that its function, its query or the configuration chose.
pub(super) fn of_iceberg(iceberg: &Iceberg, delivery: &mut Delivery) -> Rows {
    let catalog = iceberg.catalog_configuration.as_ref().and_then(|catalog| catalog.catalog_arn.clone());
    let tables = iceberg.destination_table_configuration_list.as_deref().unwrap_or_default();
    let append_only = iceberg.append_only == Some(true);
    let row = |entry: &Entry| iceberg_row(tables, append_only, entry);
    rows(Warehouse::Iceberg(catalog.unwrap_or_default()), delivery, row)
}

fn iceberg_row(
    tables: &[DestinationTableConfiguration],
    append_only: bool,
    entry: &Entry,
) -> Result<Row, Refused> {
    let refused = |text: String| Refused::new("Iceberg.MalformedData", text);
    if !matches!(serde_json::from_slice(&entry.data), Ok(Value::Object(_))) {
        return Err(refused("The record is no JSON object.".into()));
    }
    let (database, table, operation) = choice(entry);
    let is_meant = |told: &&DestinationTableConfiguration| {
        database.as_deref().is_none_or(|name| told.destination_database_name.as_deref() == Some(name))
            && table.as_deref().is_none_or(|name| told.destination_table_name.as_deref() == Some(name))
    };
    let told = tables.iter().find(is_meant);
    let name =
        |given: Option<String>, told: Option<&Option<String>>| given.or_else(|| told.cloned().flatten());
    let database = name(database, told.map(|told| &told.destination_database_name));
    let table = name(table, told.map(|told| &told.destination_table_name));
    let (Some(database), Some(table)) = (database, table) else {
        return Err(refused(
            "The record does not say which table it goes to, and there is not only one.".into(),
        ));
    };
    let operation = match operation.as_deref() {
        None | Some("insert") => RowOperation::Insert,
        Some("update") => RowOperation::Update,
        Some("delete") => RowOperation::Delete,
        Some(other) => return Err(refused(format!("There is no operation {other:?}."))),
    };
    let unique_keys = told.and_then(|told| told.unique_keys.clone()).unwrap_or_default();
    if operation != RowOperation::Insert && (append_only || unique_keys.is_empty()) {
        return Err(refused(
            "A row can only be changed in a table with unique keys that is not append-only.".into(),
        ));
    }
    Ok(Row { table: format!("{database}.{table}"), operation, unique_keys, data: entry.data.to_vec() })
}

/// Database, table and operation as the function or the query say.
fn choice(entry: &Entry) -> (Option<String>, Option<String>, Option<String>) {
    let of_query = |name: &str| {
        let found = entry.keys_from_query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    };
    let of_function = entry.table.clone().unwrap_or_default();
    (
        of_function.destination_database_name.or_else(|| of_query("destinationDatabaseName")),
        of_function.destination_table_name.or_else(|| of_query("destinationTableName")),
        of_function.operation.or_else(|| of_query("operation")),
    )
}

fn rows(warehouse: Warehouse, delivery: &mut Delivery, row: impl Fn(&Entry) -> Result<Row, Refused>) -> Rows {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for (at, entry) in delivery.entries().iter().enumerate() {
        match row(entry) {
            Ok(row) => taken.push(row),
            Err(why) => refused.push((at, why)),
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    delivery.sent_bytes = taken.iter().map(|row| row.data.len() as u64).sum();
    let place = taken.first().map(|row| row.table.clone()).unwrap_or_default();
    delivery.place = Some(place);
    Ok(Wish::Append(Append { warehouse, rows: taken }))
}
