//! How a delivery becomes an object, and what it is called.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::configuration::conversion::{DataFormatConversionConfiguration, SchemaConfiguration};
use super::super::configuration::destination::Destination;
use super::super::configuration::s3::CompressionFormat;
use super::super::flow::delivery::{Delivery, Lane};
use super::super::flow::failure;
use super::super::flow::object::{self, Suffix};
use super::super::prefix::{Local, PartitionKeys, Prefix, Role, Scene};
use super::super::route::Route;
use super::super::time_zone::TimeZone;
use super::{About, Means};
use crate::errand::{CatalogTable, Object, Wish};
use crate::ids::uuid;
use crate::rng::Rng;

/// The object of a delivery. Its key stays the same however often it is put.
pub(super) fn wish(
    about: &About<'_>,
    route: &Route<'_>,
    delivery: &mut Delivery,
    means: &mut Means<'_>,
) -> Wish {
    let key = match delivery.place.take() {
        Some(key) => key,
        None => make_key(about, route, delivery, means.rng),
    };
    delivery.place = Some(key.clone());
    let body = match (&delivery.file, delivery.lane) {
        (Some(file), _) => file.to_vec(),
        (None, Lane::Failures(_)) => means.compress(route.compression, failure::lines(delivery.entries())),
        (None, Lane::Data | Lane::Backup) => {
            means.compress(route.compression, object::join(delivery.entries(), route.with_delimiter))
        }
        (None, Lane::Manifest) => object::join(delivery.entries(), false),
    };
    delivery.sent_bytes = body.len() as u64;
    Wish::PutObject(Object {
        bucket: route.bucket.into(),
        body,
        content_encoding: route.compression.content_encoding().map(Into::into),
        kms_key: route.kms_key.map(Into::into),
        key,
    })
}

impl Destination {
    /// The table that says what columns files have, where records become such.
    pub(super) fn schema(&self) -> Option<SchemaConfiguration> {
        self.conversion().map(|conversion| conversion.schema_configuration.clone().unwrap_or_default())
    }

    /// How records become a file with columns, where they do.
    pub(super) fn conversion(&self) -> Option<&DataFormatConversionConfiguration> {
        let Self::ExtendedS3(s3) = self else { return None };
        s3.data_format_conversion_configuration.as_ref().filter(|_| s3.converts())
    }
}

/// The question for the columns of the table that says how records become a file.
pub(super) fn describe(destination: &Destination) -> Option<Wish> {
    let schema = destination.schema()?;
    Some(Wish::DescribeTable(CatalogTable {
        database: schema.database_name.unwrap_or_default(),
        table: schema.table_name.unwrap_or_default(),
        version: schema.version_id.filter(|version| version != "LATEST"),
    }))
}

fn make_key(about: &About<'_>, route: &Route<'_>, delivery: &Delivery, rng: &mut Rng) -> String {
    let oldest = delivery.oldest();
    let zone = route.time_zone.and_then(TimeZone::find);
    let at = zone.map_or_else(|| Local::utc(oldest), |zone| zone.local(oldest));
    let read = |text, role| Prefix::parse(text, role).expect("it was checked when it came");
    let prefix = read(route.prefix, Role::Data);
    let keys = delivery.entries().first().map_or_else(PartitionKeys::default, |entry| PartitionKeys {
        from_query: &entry.keys_from_query,
        from_lambda: &entry.keys_from_lambda,
    });
    let mut key = match delivery.lane {
        Lane::Data | Lane::Backup | Lane::Manifest => {
            prefix.evaluate(&Scene { at, error_output_type: "", keys }, rng)
        }
        Lane::Failures(kind) => {
            let errors = route.error_output_prefix.map(|text| read(text, Role::Errors));
            let scene = Scene { at, error_output_type: kind.as_str(), keys };
            Prefix::evaluate_errors(errors.as_ref(), &prefix, &scene, rng)
        }
    };
    key += &Suffix { delivery_stream: about.name, version: about.version, at: &at }.print(rng);
    key += extension(route, delivery);
    key
}

/// What a key ends in.
fn extension<'r>(route: &Route<'r>, delivery: &Delivery) -> &'r str {
    let of_format = route.compression.extension();
    match (delivery.lane, route.file_extension, route.columnar) {
        (Lane::Data, Some(told), _) => told,
        (Lane::Data, None, Some(columnar)) => columnar,
        _ => of_format,
    }
}

impl Means<'_> {
    /// Compresses what is to be sent; what stays as it is is not copied, which matters where it is sent again and again.
    pub(super) fn compress(&mut self, format: CompressionFormat, body: Vec<u8>) -> Vec<u8> {
        if format == CompressionFormat::Uncompressed {
            return body;
        }
        let formats = self.formats.expect("nothing is delivered without the formats that it needs");
        formats.compress(format, &uuid(self.rng), &body)
    }
}
