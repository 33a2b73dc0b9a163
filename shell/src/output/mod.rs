//! The AWS CLI's output formats beside JSON.

mod table;
mod text;
mod yaml;

pub(crate) use table::table;
pub(crate) use text::text;
pub(crate) use yaml::yaml;
