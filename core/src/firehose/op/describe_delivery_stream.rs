use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use super::super::Firehose;
use super::super::configuration::destination::Destination;
use super::super::configuration::encryption::{DeliveryStreamEncryption, FailureDescription};
use super::super::configuration::http_endpoint::HttpEndpoint;
use super::super::configuration::iceberg::Iceberg;
use super::super::configuration::opensearch::{Opensearch, OpensearchServerless};
use super::super::configuration::redshift::Redshift;
use super::super::configuration::s3::{ExtendedS3, S3};
use super::super::configuration::snowflake::Snowflake;
use super::super::configuration::source::{DirectPutSource, KinesisStreamSource};
use super::super::configuration::splunk::Splunk;
use super::super::delivery_stream::{self, DeliveryStream, Source};
use super::super::shapes::{
    DELIVERY_STREAM_NAME, DESTINATION_ID, DeliveryStreamStatus, DeliveryStreamType, LIMIT,
};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which delivery stream.
    pub struct DescribeDeliveryStreamInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// How many destinations at most; there is one.
        limit: Option<i32> = "Limit", LIMIT;
        /// Only those after this one; the one there is comes all the same.
        exclusive_start_destination_id: Option<&'a str> = "ExclusiveStartDestinationId", DESTINATION_ID;
    }
}

crate::output! {
    /// What there is to say.
    pub struct DescribeDeliveryStreamOutput {
        /// Of the delivery stream.
        delivery_stream_description: DeliveryStreamDescription = "DeliveryStreamDescription";
    }
}

crate::output! {
    /// A delivery stream.
    pub struct DeliveryStreamDescription {
        /// Its name.
        delivery_stream_name: Arc<str> = "DeliveryStreamName";
        /// Its ARN.
        delivery_stream_arn: String = "DeliveryStreamARN";
        /// Its state.
        delivery_stream_status: DeliveryStreamStatus = "DeliveryStreamStatus";
        /// Why it could not be made or removed.
        failure_description: Option<FailureDescription> = "FailureDescription";
        /// How records are encrypted while they wait.
        encryption: Option<DeliveryStreamEncryption> = "DeliveryStreamEncryptionConfiguration";
        /// Where records come from.
        delivery_stream_type: DeliveryStreamType = "DeliveryStreamType";
        /// Counts its configurations.
        version_id: String = "VersionId";
        /// When it was made.
        create_timestamp: Instant = "CreateTimestamp";
        /// When it was last changed.
        last_update_timestamp: Option<Instant> = "LastUpdateTimestamp";
        /// Where records come from.
        source: Option<SourceDescription> = "Source";
        /// Where they go.
        destinations: Vec<DestinationDescription> = "Destinations";
        /// Whether there are more.
        has_more_destinations: bool = "HasMoreDestinations";
    }
}

crate::output! {
    /// Where records come from.
    pub struct SourceDescription {
        /// Producers.
        direct_put: Option<DirectPutSource> = "DirectPutSourceDescription";
        /// A stream.
        kinesis_stream: Option<KinesisStreamSource> = "KinesisStreamSourceDescription";
    }
}

/// Declares the description of destinations: one member of each kind.
macro_rules! description {
    ($($(#[$doc:meta])* $field:ident: $type:ty = $wire:literal;)*) => {
        crate::output! {
            /// Where records go.
            pub struct DestinationDescription {
                /// Its id.
                destination_id: &'static str = "DestinationId";
                $($(#[$doc])* $field: Option<$type> = $wire;)*
            }
        }

        impl DestinationDescription {
            fn new(destination_id: &'static str) -> Self {
                Self { destination_id, $($field: None,)* }
            }
        }
    };
}

description! {
    /// A bucket, in the form that all knew at first.
    s3: S3 = "S3DestinationDescription";
    /// A bucket.
    extended_s3: ExtendedS3 = "ExtendedS3DestinationDescription";
    /// Redshift.
    redshift: Redshift = "RedshiftDestinationDescription";
    /// Elasticsearch.
    elasticsearch: Opensearch = "ElasticsearchDestinationDescription";
    /// OpenSearch Service.
    opensearch: Opensearch = "AmazonopensearchserviceDestinationDescription";
    /// Splunk.
    splunk: Splunk = "SplunkDestinationDescription";
    /// A server that takes records by HTTP.
    http_endpoint: HttpEndpoint = "HttpEndpointDestinationDescription";
    /// Snowflake.
    snowflake: Snowflake = "SnowflakeDestinationDescription";
    /// OpenSearch Serverless.
    opensearch_serverless: OpensearchServerless = "AmazonOpenSearchServerlessDestinationDescription";
    /// Apache Iceberg.
    iceberg: Iceberg = "IcebergDestinationDescription";
}

/// Tells all about a delivery stream but its secrets.
pub struct DescribeDeliveryStream;

impl Operation for DescribeDeliveryStream {
    const NAME: &'static str = "DescribeDeliveryStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[Code::ResourceNotFound];
    type State = Firehose;
    type Input<'a> = DescribeDeliveryStreamInput<'a>;
    type Output<'s> = DescribeDeliveryStreamOutput;

    fn run(
        firehose: &mut Firehose,
        input: DescribeDeliveryStreamInput<'_>,
        _: Instant,
    ) -> Result<DescribeDeliveryStreamOutput, Error> {
        let stream = firehose.find(input.delivery_stream_name)?;
        let delivery_stream_arn = firehose.arn(&stream.name);
        Ok(DescribeDeliveryStreamOutput {
            delivery_stream_description: describe(stream, delivery_stream_arn),
        })
    }
}

fn describe(stream: &DeliveryStream, delivery_stream_arn: String) -> DeliveryStreamDescription {
    let is_direct = matches!(stream.source, Source::DirectPut(_));
    DeliveryStreamDescription {
        delivery_stream_name: stream.name.clone(),
        delivery_stream_arn,
        delivery_stream_status: stream.status,
        failure_description: None,
        encryption: is_direct.then(|| stream.encryption.clone()),
        delivery_stream_type: stream.kind(),
        version_id: stream.version.to_string(),
        create_timestamp: stream.created,
        last_update_timestamp: stream.updated,
        source: describe_source(&stream.source),
        destinations: vec![describe_destination(&stream.destination)],
        has_more_destinations: false,
    }
}

fn describe_source(source: &Source) -> Option<SourceDescription> {
    let none = SourceDescription { direct_put: None, kinesis_stream: None };
    match source {
        Source::DirectPut(direct) => {
            direct.clone().map(|direct| SourceDescription { direct_put: Some(direct), ..none })
        }
        Source::KinesisStream(stream) => {
            Some(SourceDescription { kinesis_stream: Some(stream.clone()), ..none })
        }
    }
}

fn describe_destination(destination: &Destination) -> DestinationDescription {
    let mut told = DestinationDescription::new(delivery_stream::DESTINATION_ID);
    match destination.clone() {
        Destination::S3(s3) => told.s3 = Some(*s3),
        Destination::ExtendedS3(s3) => {
            told.s3 = Some(S3::from(&*s3));
            told.extended_s3 = Some(*s3);
        }
        Destination::Redshift(redshift) => told.redshift = Some(*redshift),
        Destination::Elasticsearch(index) => told.elasticsearch = Some(*index),
        Destination::Opensearch(index) => told.opensearch = Some(*index),
        Destination::OpensearchServerless(index) => told.opensearch_serverless = Some(*index),
        Destination::Splunk(splunk) => told.splunk = Some(*splunk),
        Destination::HttpEndpoint(endpoint) => told.http_endpoint = Some(*endpoint),
        Destination::Snowflake(snowflake) => told.snowflake = Some(*snowflake),
        Destination::Iceberg(iceberg) => told.iceberg = Some(*iceberg),
    }
    told
}
