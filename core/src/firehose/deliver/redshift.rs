//! Deliveries to Redshift: an object in the bucket, a manifest that names it, and a command that copies it into the table.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::super::configuration::destination::Destination;
use super::super::configuration::redshift::Redshift;
use super::super::delivery_stream::DeliveryStream;
use super::super::flow::delivery::{Delivery, Lane};
use super::super::flow::object::Suffix;
use super::super::prefix::{self, Local};
use super::super::route::Route;
use super::About;
use crate::errand::{Copy, Object, Wish};
use crate::rng::Rng;
use crate::wire::{Protocol, Writer};

/// Where manifests go by which objects are copied. Assumed: the service's folder is not documented.
const MANIFESTS: &str = "manifests/";
/// Where manifests go of objects that could not be copied. Source: the developer guide.
pub const ERRORS: &str = "errors/manifests/";
const HOUR: &str = "yyyy/MM/dd/HH/";

/// The manifest that is put before the command: it names the object of the delivery.
pub(super) fn manifest(route: &Route<'_>, delivery: &mut Delivery) -> Wish {
    let object = delivery.place.as_deref().unwrap_or_default();
    Wish::PutObject(Object {
        bucket: route.bucket.into(),
        key: manifest_key(object),
        body: list(route.bucket, &[object]),
        content_encoding: None,
        kms_key: route.kms_key.map(Into::into),
    })
}

/// The command of a delivery.
pub(super) fn copy(redshift: &Redshift, route: &Route<'_>, delivery: &Delivery) -> Wish {
    let object = delivery.place.clone().unwrap_or_default();
    Wish::Copy(command(redshift, route, manifest_key(&object), vec![object]))
}

impl DeliveryStream {
    /// The same command for a manifest in its bucket that lists these objects; nothing where it does not copy into a table.
    pub fn copy_of(&self, manifest: &str, objects: Vec<String>) -> Option<Copy> {
        let Destination::Redshift(redshift) = &self.destination else { return None };
        let route = self.destination.route(Lane::Data)?;
        Some(command(redshift, &route, manifest.into(), objects))
    }
}

fn command(redshift: &Redshift, route: &Route<'_>, manifest: String, objects: Vec<String>) -> Copy {
    let command = redshift.copy_command.clone().unwrap_or_default();
    Copy {
        cluster_jdbc_url: redshift.cluster_jdbc_url.clone().unwrap_or_default(),
        username: redshift.username.clone(),
        password: redshift.password.clone(),
        role_arn: redshift.role_arn.clone().unwrap_or_default(),
        table: command.data_table_name.unwrap_or_default(),
        columns: command.data_table_columns.filter(|columns| !columns.is_empty()),
        options: command.copy_options.filter(|options| !options.is_empty()),
        bucket: route.bucket.into(),
        manifest,
        objects,
    }
}

/// The manifest of an object that could not be copied: for whoever fills the gap by hand.
pub(super) fn skipped(route: &Route<'_>, delivery: &Delivery) -> Vec<u8> {
    list(route.bucket, &[delivery.place.as_deref().unwrap_or_default()])
}

/// The key of such a manifest.
pub(super) fn skipped_key(about: &About<'_>, delivery: &Delivery, rng: &mut Rng) -> String {
    let at = Local::utc(delivery.oldest());
    let suffix = Suffix { delivery_stream: about.name, version: about.version, at: &at }.print(rng);
    format!("{ERRORS}{}{suffix}", prefix::print(HOUR, &at))
}

fn manifest_key(object: &str) -> String {
    format!("{MANIFESTS}{object}")
}

/// A manifest as Redshift reads it.
fn list(bucket: &str, keys: &[&str]) -> Vec<u8> {
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(1);
    writer.key("entries");
    writer.start_list(keys.len());
    for key in keys {
        writer.item();
        writer.start_map(2);
        writer.key("url");
        writer.text(&["s3://", bucket, "/", key].concat().to_string());
        writer.key("mandatory");
        writer.boolean(true);
        writer.end_map();
    }
    writer.end_list();
    writer.end_map();
    writer.into_bytes()
}
