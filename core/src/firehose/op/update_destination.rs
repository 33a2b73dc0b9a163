use alloc::boxed::Box;
use alloc::string::ToString;

use super::super::Firehose;
use super::super::check::{self, Surroundings};
use super::super::configuration::defaults;
use super::super::configuration::destination::{Destination, DestinationKind};
use super::super::configuration::http_endpoint::HttpEndpoint;
use super::super::configuration::iceberg::Iceberg;
use super::super::configuration::opensearch::{Opensearch, OpensearchServerless};
use super::super::configuration::redshift::Redshift;
use super::super::configuration::s3::{ExtendedS3, S3};
use super::super::configuration::snowflake::Snowflake;
use super::super::configuration::splunk::Splunk;
use super::super::delivery_stream;
use super::super::shapes::{DELIVERY_STREAM_NAME, DESTINATION_ID, DeliveryStreamStatus, VERSION_ID};
use crate::api::{CallRate, Faults, Operation, Role, Rules, Setting, Update};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// What is to be otherwise from now on.
    pub struct UpdateDestinationInput<'a> {
        /// Of this delivery stream.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// The version that is known to whoever asks.
        current_delivery_stream_version_id: &'a str = "CurrentDeliveryStreamVersionId", VERSION_ID;
        /// The destination.
        destination_id: &'a str = "DestinationId", DESTINATION_ID;
        /// A bucket, as streams had it at first.
        s3_destination_update: Option<Update<S3>> = "S3DestinationUpdate", Rules::NONE;
        /// A bucket.
        extended_s3_destination_update: Option<Update<ExtendedS3>> = "ExtendedS3DestinationUpdate", Rules::NONE;
        /// Redshift.
        redshift_destination_update: Option<Update<Redshift>> = "RedshiftDestinationUpdate", Rules::NONE;
        /// Elasticsearch.
        elasticsearch_destination_update: Option<Update<Opensearch>> = "ElasticsearchDestinationUpdate", Rules::NONE;
        /// OpenSearch Service.
        opensearch_destination_update: Option<Update<Opensearch>> = "AmazonopensearchserviceDestinationUpdate", Rules::NONE;
        /// Splunk.
        splunk_destination_update: Option<Update<Splunk>> = "SplunkDestinationUpdate", Rules::NONE;
        /// A server that takes records by HTTP.
        http_endpoint_destination_update: Option<Update<HttpEndpoint>> = "HttpEndpointDestinationUpdate", Rules::NONE;
        /// OpenSearch Serverless.
        opensearch_serverless_destination_update: Option<Update<OpensearchServerless>> = "AmazonOpenSearchServerlessDestinationUpdate", Rules::NONE;
        /// Snowflake.
        snowflake_destination_update: Option<Update<Snowflake>> = "SnowflakeDestinationUpdate", Rules::NONE;
        /// Apache Iceberg.
        iceberg_destination_update: Option<Update<Iceberg>> = "IcebergDestinationUpdate", Rules::NONE;
    }
}

/// Changes the destination of a delivery stream, which goes on meanwhile. Where nothing is otherwise than before, its version
/// stays: Observed, 2026.
pub struct UpdateDestination;

impl Operation for UpdateDestination {
    const NAME: &'static str = "UpdateDestination";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::ConcurrentModification, Code::InvalidArgument, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Firehose;
    type Input<'a> = UpdateDestinationInput<'a>;
    type Output<'s> = ();

    fn run(
        firehose: &mut Firehose,
        mut input: UpdateDestinationInput<'_>,
        now: Instant,
    ) -> Result<(), Error> {
        // The order of these lines is the order in which the service reports errors.
        let name = input.delivery_stream_name;
        let stream = firehose.find(name)?;
        if stream.status != DeliveryStreamStatus::Active {
            return Err(Error::cannot_update(name, stream.status.as_str()));
        }
        let specified = input.current_delivery_stream_version_id;
        if specified != stream.version.to_string() {
            return Err(Error::version_mismatch(name, stream.version, specified));
        }
        if input.destination_id != delivery_stream::DESTINATION_ID {
            return Err(Error::destination_not_found(input.destination_id));
        }
        let update = take_update(&mut input)?;
        let before = Some(&stream.destination);
        let around = Surroundings { region: &firehose.region, before, formats: firehose.formats };
        let destination = updated(&stream.destination, update, around)?;

        firehose.set_destination(name, destination, now);
        Ok(())
    }
}

/// The one update that is asked for.
fn take_update(input: &mut UpdateDestinationInput<'_>) -> Result<Destination, Error> {
    fn boxed<T>(asked: &mut Option<Update<T>>) -> Option<Box<T>> {
        asked.take().map(|Update(configuration)| Box::new(configuration))
    }
    let all = [
        boxed(&mut input.s3_destination_update).map(Destination::S3),
        boxed(&mut input.extended_s3_destination_update).map(Destination::ExtendedS3),
        boxed(&mut input.redshift_destination_update).map(Destination::Redshift),
        boxed(&mut input.elasticsearch_destination_update).map(Destination::Elasticsearch),
        boxed(&mut input.opensearch_destination_update).map(Destination::Opensearch),
        boxed(&mut input.opensearch_serverless_destination_update).map(Destination::OpensearchServerless),
        boxed(&mut input.splunk_destination_update).map(Destination::Splunk),
        boxed(&mut input.http_endpoint_destination_update).map(Destination::HttpEndpoint),
        boxed(&mut input.snowflake_destination_update).map(Destination::Snowflake),
        boxed(&mut input.iceberg_destination_update).map(Destination::Iceberg),
    ];
    let mut asked = all.into_iter().flatten();
    match (asked.next(), asked.next()) {
        (None, _) => Err(Error::no_update()),
        (Some(update), None) => Ok(update),
        _ => Err(Error::not_one_destination()),
    }
}

/// The destination as it will be, if it may.
fn updated(
    before: &Destination,
    update: Destination,
    around: Surroundings<'_>,
) -> Result<Destination, Error> {
    let (from, to) = (before.kind(), update.kind());
    if from != to {
        if let Some(fixed) = [from, to].into_iter().find_map(DestinationKind::fixed_name) {
            return Err(Error::cannot_change_kind(fixed));
        }
        // Nothing is taken over from another kind, so it needs all that a new one needs.
        check_required(&update)?;
    }
    let mut after = before.clone();
    after.merge(update);
    defaults::fill_in(&mut after);
    check::check(&after, around)?;
    defaults::fill_in_processing(&mut after);
    Ok(after)
}

/// Checks an update as if it made something.
fn check_required(update: &Destination) -> Result<(), Error> {
    let mut faults = Faults::of::<UpdateDestination>();
    let (role, rules) = (Role::Create, &Rules::NONE);
    match update {
        Destination::S3(s3) => s3.check(role, rules, &mut faults),
        Destination::ExtendedS3(s3) => s3.check(role, rules, &mut faults),
        Destination::Redshift(redshift) => redshift.check(role, rules, &mut faults),
        Destination::Elasticsearch(index) | Destination::Opensearch(index) => {
            index.check(role, rules, &mut faults);
        }
        Destination::OpensearchServerless(index) => index.check(role, rules, &mut faults),
        Destination::Splunk(splunk) => splunk.check(role, rules, &mut faults),
        Destination::HttpEndpoint(endpoint) => endpoint.check(role, rules, &mut faults),
        Destination::Snowflake(snowflake) => snowflake.check(role, rules, &mut faults),
        Destination::Iceberg(iceberg) => iceberg.check(role, rules, &mut faults),
    }
    faults.into_result()
}

impl DestinationKind {
    /// How a kind is called that a stream has for ever or never.
    fn fixed_name(self) -> Option<&'static str> {
        match self {
            Self::Elasticsearch => Some("Elasticsearch"),
            Self::Opensearch => Some("Amazonopensearchservice"),
            Self::OpensearchServerless => Some("AmazonOpenSearchServerless"),
            Self::HttpEndpoint => Some("HttpEndpoint"),
            _ => None,
        }
    }
}
