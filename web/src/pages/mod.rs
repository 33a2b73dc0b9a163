//! The pages, one folder each. A page never reaches into another.

pub(crate) mod about;
pub(crate) mod cost;
pub(crate) mod firehose;
pub(crate) mod generate;
pub(crate) mod home;
pub(crate) mod inspect;
pub(crate) mod learn;
pub(crate) mod limits;
pub(crate) mod metrics;
pub(crate) mod settings;
pub(crate) mod sim;
pub(crate) mod sql;
pub(crate) mod streams;
pub(crate) mod terminal;
pub(crate) mod trail;
