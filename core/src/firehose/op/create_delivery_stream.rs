use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;

use super::super::check::{self, Surroundings};
use super::super::configuration::defaults;
use super::super::configuration::destination::Destination;
use super::super::configuration::encryption::DeliveryStreamEncryption;
use super::super::configuration::http_endpoint::HttpEndpoint;
use super::super::configuration::iceberg::Iceberg;
use super::super::configuration::opensearch::{Opensearch, OpensearchServerless};
use super::super::configuration::redshift::Redshift;
use super::super::configuration::s3::{ExtendedS3, S3};
use super::super::configuration::snowflake::Snowflake;
use super::super::configuration::source::{DirectPutSource, KinesisStreamSource};
use super::super::configuration::splunk::Splunk;
use super::super::delivery_stream::Source;
use super::super::shapes::{DELIVERY_STREAM_NAME, DeliveryStreamType, TAGS, TagInput};
use super::super::{Firehose, NewDeliveryStream};
use super::start_delivery_stream_encryption::check_key;
use super::tag_delivery_stream::to_map;
use crate::api::{CallRate, Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The delivery stream to make, with one source and one destination.
    pub struct CreateDeliveryStreamInput<'a> {
        /// Name, unique within account and region.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// Where its records come from; producers put them unless it is said otherwise.
        delivery_stream_type: Option<DeliveryStreamType> = "DeliveryStreamType", Rules::NONE;
        /// What is expected of producers.
        direct_put_source_configuration: Option<Create<DirectPutSource>> = "DirectPutSourceConfiguration", Rules::NONE;
        /// The stream that is read.
        kinesis_stream_source_configuration: Option<Create<KinesisStreamSource>> = "KinesisStreamSourceConfiguration", Rules::NONE;
        /// How records are encrypted while they wait.
        encryption: Option<Create<DeliveryStreamEncryption>> = "DeliveryStreamEncryptionConfigurationInput", Rules::NONE;
        /// A bucket, as streams had it at first.
        s3_destination_configuration: Option<Create<S3>> = "S3DestinationConfiguration", Rules::NONE;
        /// A bucket.
        extended_s3_destination_configuration: Option<Create<ExtendedS3>> = "ExtendedS3DestinationConfiguration", Rules::NONE;
        /// Redshift.
        redshift_destination_configuration: Option<Create<Redshift>> = "RedshiftDestinationConfiguration", Rules::NONE;
        /// Elasticsearch.
        elasticsearch_destination_configuration: Option<Create<Opensearch>> = "ElasticsearchDestinationConfiguration", Rules::NONE;
        /// OpenSearch Service.
        opensearch_destination_configuration: Option<Create<Opensearch>> = "AmazonopensearchserviceDestinationConfiguration", Rules::NONE;
        /// Splunk.
        splunk_destination_configuration: Option<Create<Splunk>> = "SplunkDestinationConfiguration", Rules::NONE;
        /// A server that takes records by HTTP.
        http_endpoint_destination_configuration: Option<Create<HttpEndpoint>> = "HttpEndpointDestinationConfiguration", Rules::NONE;
        /// Tags.
        tags: Option<Vec<TagInput<'a>>> = "Tags", TAGS;
        /// OpenSearch Serverless.
        opensearch_serverless_destination_configuration: Option<Create<OpensearchServerless>> = "AmazonOpenSearchServerlessDestinationConfiguration", Rules::NONE;
        /// Snowflake.
        snowflake_destination_configuration: Option<Create<Snowflake>> = "SnowflakeDestinationConfiguration", Rules::NONE;
        /// Apache Iceberg.
        iceberg_destination_configuration: Option<Create<Iceberg>> = "IcebergDestinationConfiguration", Rules::NONE;
    }
}

crate::output! {
    /// What was made.
    pub struct CreateDeliveryStreamOutput {
        /// The ARN of the delivery stream.
        delivery_stream_arn: String = "DeliveryStreamARN";
    }
}

/// Makes a delivery stream: CREATING at once, ACTIVE after the transition time.
pub struct CreateDeliveryStream;

impl Operation for CreateDeliveryStream {
    const NAME: &'static str = "CreateDeliveryStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::InvalidKmsResource, Code::LimitExceeded, Code::ResourceInUse];
    type State = Firehose;
    type Input<'a> = CreateDeliveryStreamInput<'a>;
    type Output<'s> = CreateDeliveryStreamOutput;

    fn run(
        firehose: &mut Firehose,
        mut input: CreateDeliveryStreamInput<'_>,
        now: Instant,
    ) -> Result<CreateDeliveryStreamOutput, Error> {
        let name = input.delivery_stream_name;
        let mut destination = take_destination(&mut input)?;
        let source = take_source(&mut input)?;
        if firehose.delivery_stream(name).is_some() {
            return Err(Error::delivery_stream_exists(name, firehose.account));
        }
        firehose.check_limit()?;
        check::check_hints(&destination)?;
        defaults::fill_in(&mut destination);
        let region = firehose.region.clone();
        check::check(
            &destination,
            Surroundings { region: &region, before: None, formats: firehose.formats },
        )?;
        defaults::fill_in_processing(&mut destination);
        let encryption = input.encryption.map(|Create(encryption)| encryption);
        if let Some(encryption) = &encryption {
            if matches!(source, Source::KinesisStream(_)) {
                return Err(Error::encryption_of_stream_source());
            }
            check_key(encryption)?;
        }
        let tags = input.tags.as_deref().map_or_else(LiteMap::new, to_map);

        let new = NewDeliveryStream { name, source, destination, encryption, tags };
        Ok(CreateDeliveryStreamOutput { delivery_stream_arn: firehose.create(new, now) })
    }
}

/// The one destination that is asked for.
fn take_destination(input: &mut CreateDeliveryStreamInput<'_>) -> Result<Destination, Error> {
    fn boxed<T>(asked: &mut Option<Create<T>>) -> Option<Box<T>> {
        asked.take().map(|Create(configuration)| Box::new(configuration))
    }
    if input.s3_destination_configuration.is_some() && input.extended_s3_destination_configuration.is_some() {
        return Err(Error::both_kinds_of_bucket());
    }
    let all = [
        boxed(&mut input.s3_destination_configuration).map(Destination::S3),
        boxed(&mut input.extended_s3_destination_configuration).map(Destination::ExtendedS3),
        boxed(&mut input.redshift_destination_configuration).map(Destination::Redshift),
        boxed(&mut input.elasticsearch_destination_configuration).map(Destination::Elasticsearch),
        boxed(&mut input.opensearch_destination_configuration).map(Destination::Opensearch),
        boxed(&mut input.opensearch_serverless_destination_configuration)
            .map(Destination::OpensearchServerless),
        boxed(&mut input.splunk_destination_configuration).map(Destination::Splunk),
        boxed(&mut input.http_endpoint_destination_configuration).map(Destination::HttpEndpoint),
        boxed(&mut input.snowflake_destination_configuration).map(Destination::Snowflake),
        boxed(&mut input.iceberg_destination_configuration).map(Destination::Iceberg),
    ];
    let mut asked = all.into_iter().flatten();
    match (asked.next(), asked.next()) {
        (Some(destination), None) => Ok(destination),
        _ => Err(Error::not_one_destination()),
    }
}

fn take_source(input: &mut CreateDeliveryStreamInput<'_>) -> Result<Source, Error> {
    let stream = input.kinesis_stream_source_configuration.take().map(|Create(stream)| stream);
    let direct = input.direct_put_source_configuration.take().map(|Create(direct)| direct);
    match (input.delivery_stream_type.unwrap_or_default(), stream) {
        (DeliveryStreamType::DirectPut, None) => Ok(Source::DirectPut(direct)),
        (DeliveryStreamType::DirectPut, Some(_)) => Err(Error::stream_source_of_direct_put()),
        (DeliveryStreamType::KinesisStreamAsSource, Some(stream)) => Ok(Source::KinesisStream(stream)),
        (DeliveryStreamType::KinesisStreamAsSource, None) => Err(Error::stream_source_missing()),
        (kind @ (DeliveryStreamType::MskAsSource | DeliveryStreamType::DatabaseAsSource), _) => {
            Err(Error::source_not_here(kind.as_str()))
        }
    }
}
