//! What a scenario has of Firehose: delivery streams, and what they work with.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::JsonText;
use crate::api::dispatch::Target;
use crate::errand::Column;
use crate::error::{Code, Error};
use crate::firehose;
use crate::world::World;
use crate::world::errands::functions::FunctionCode;

/// Delivery streams, and what they work with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deliveries {
    /// Buckets to make, by name.
    pub buckets: Vec<String>,
    /// Functions to make.
    pub functions: Vec<FunctionPlan>,
    /// Tables of the data catalog to make.
    pub tables: Vec<TablePlan>,
    /// Delivery streams to make: of each, what CreateDeliveryStream takes.
    pub delivery_streams: Vec<JsonText>,
}

/// A function to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionPlan {
    /// Its name.
    pub name: String,
    /// What it does.
    pub code: FunctionCode,
}

/// A table of the data catalog to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TablePlan {
    /// Its database.
    pub database: String,
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// The name in what CreateDeliveryStream takes, if there is one.
pub(super) fn name_in(input: &JsonText) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(rename = "DeliveryStreamName")]
        name: String,
    }
    serde_json::from_str::<Named>(&input.0).ok().map(|named| named.name)
}

impl Deliveries {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Makes all of it, in the order in which one needs the other; delivery streams are ACTIVE at once.
    pub(in crate::world) fn create(&self, world: &mut World) -> Result<(), Error> {
        for name in &self.buckets {
            world.create_bucket(name).map_err(|why| Error::new(Code::InvalidArgument, why.message))?;
        }
        for FunctionPlan { name, code } in &self.functions {
            world.put_function(name, code.clone());
        }
        for TablePlan { database, name, columns } in &self.tables {
            world.catalog().put_table(database, name, columns.clone())?;
        }
        let target = Target { service: firehose::TARGET, operation: "CreateDeliveryStream" };
        for input in &self.delivery_streams {
            world.without_transition(|world| world.call_json(target, &input.0).map(drop))?;
        }
        Ok(())
    }
}
