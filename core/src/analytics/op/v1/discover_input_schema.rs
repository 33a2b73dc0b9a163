use alloc::string::String;

use super::super::shapes::{ARN, FILE_KEY};
use super::shapes::{
    DiscoverInputSchemaResponse, InputProcessingConfiguration, InputStartingPositionConfiguration, ROLE_ARN,
};
use crate::analytics::Analytics;
use crate::analytics::application::discovery::SampleRequest;
use crate::api::{Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Where records are whose schema is to be found.
    pub struct DiscoverInputSchemaInput<'a> {
        /// In this stream or delivery stream.
        resource_arn: Option<&'a str> = "ResourceARN", ARN;
        /// In whose name the stream is read.
        role_arn: Option<&'a str> = "RoleARN", ROLE_ARN;
        /// Which records of the stream.
        position: Option<Create<InputStartingPositionConfiguration>> = "InputStartingPositionConfiguration", Rules::NONE;
        /// In this object.
        object: Option<S3ConfigurationInput<'a>> = "S3Configuration", Rules::NONE;
        /// The function that records go through before.
        processing: Option<Create<InputProcessingConfiguration>> = "InputProcessingConfiguration", Rules::NONE;
    }
}

crate::input! {
    /// An object.
    pub struct S3ConfigurationInput<'a> as "S3Configuration" {
        /// In whose name it is read.
        role_arn: &'a str = "RoleARN", ROLE_ARN;
        /// Its bucket.
        bucket_arn: &'a str = "BucketARN", ARN;
        /// Its key.
        file_key: &'a str = "FileKey", FILE_KEY;
    }
}

impl DiscoverInputSchemaInput<'_> {
    /// What is to be gathered for it.
    pub(in crate::analytics) fn sample_request(&self) -> Result<SampleRequest, Error> {
        if self.resource_arn.is_some() && self.role_arn.is_none() {
            return Err(Error::no_role_of_sample());
        }
        let object = self.object.as_ref().map(|object| (object.bucket_arn, object.file_key));
        let position =
            self.position.as_ref().map(|position| position.0.input_starting_position.unwrap_or_default());
        let function =
            self.processing.as_ref().and_then(|processing| processing.0.input_lambda_processor.as_ref());
        let function_arn: Option<String> = function.and_then(|function| function.resource_arn.clone());
        SampleRequest::new(self.resource_arn, object, position, function_arn)
    }
}

/// Finds a schema in records that nobody has described. Whoever owns streams and buckets has gathered them before.
pub struct DiscoverInputSchema;

impl Operation for DiscoverInputSchema {
    const NAME: &'static str = "DiscoverInputSchema";
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::UnableToDetectSchema,
        Code::ResourceProvisionedThroughputExceeded,
        Code::ServiceUnavailableException,
    ];
    type State = Analytics;
    type Input<'a> = DiscoverInputSchemaInput<'a>;
    type Output<'s> = DiscoverInputSchemaResponse;

    fn run(
        analytics: &mut Analytics,
        input: DiscoverInputSchemaInput<'_>,
        _: Instant,
    ) -> Result<DiscoverInputSchemaResponse, Error> {
        input.sample_request()?;
        analytics.discover().map(Into::into)
    }
}
