//! Every refusal of the service. Nobody can ask it any more: it was closed in January 2026, and its documents print hardly a text.
//! All texts are Assumed; types are those of the service model.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Code, Error};
use crate::ids::AccountId;

/// Refusals that say always the same.
macro_rules! texts {
    ($($name:ident = $code:ident, $text:literal;)*) => {
        impl Error {$(
            pub(in crate::analytics) fn $name() -> Self {
                Self::new(Code::$code, $text)
            }
        )*}
    };
}

texts! {
    not_one_source = InvalidArgument, "Exactly one of KinesisStreamsInput and KinesisFirehoseInput must be specified for an input.";
    not_one_destination_of_output = InvalidArgument, "Exactly one of KinesisStreamsOutput, KinesisFirehoseOutput and LambdaOutput must be specified for an output.";
    no_object_of_reference = InvalidArgument, "BucketARN and FileKey must be specified for a reference data source.";
    not_one_sample_source = InvalidArgument, "Exactly one of ResourceARN and S3Configuration must be specified.";
    no_starting_position = InvalidArgument, "InputStartingPositionConfiguration must be specified for a Kinesis stream.";
    no_role_of_sample = InvalidArgument, "RoleARN must be specified with ResourceARN.";
    no_inputs_to_start = InvalidApplicationConfiguration, "The application has no input, so it cannot be started.";
    no_code_to_start = InvalidApplicationConfiguration, "The application has no code, so it cannot be started.";
    no_version = InvalidArgument, "Either CurrentApplicationVersionId or ConditionalToken must be specified.";
    version_twice = InvalidArgument, "Only one of CurrentApplicationVersionId and ConditionalToken can be specified.";
    zipped_code = InvalidArgument, "The code of an SQL application must be PLAINTEXT, in TextContent.";
    force_stop = InvalidArgument, "Force is not supported for SQL-1_0 applications.";
    tag_key_twice = InvalidArgument, "The tag keys of a request must differ from each other.";
    no_sample_handed = ServiceUnavailableException, "There is nobody here who reads a sample: call the operation by its name.";
}

impl Error {
    pub(in crate::analytics) fn application_not_found(name: &str, account: AccountId) -> Self {
        Self::new(Code::ResourceNotFound, format!("Application {name} under account {account} not found."))
    }

    pub(in crate::analytics) fn application_exists(name: &str, account: AccountId) -> Self {
        let text = format!("Application {name} under account {account} already exists.");
        Self::new(Code::ResourceInUse, text)
    }

    pub(in crate::analytics) fn too_many_applications(account: AccountId, limit: u32) -> Self {
        let text = format!("Account {account} has {limit} applications, which is its limit.");
        Self::new(Code::LimitExceeded, text)
    }

    pub(in crate::analytics) fn application_in_state(name: &str, status: &str, wanted: &str) -> Self {
        let text =
            format!("Application {name} is in state {status}: it must be {wanted} for this operation.");
        Self::new(Code::ResourceInUse, text)
    }

    pub(in crate::analytics) fn application_version_mismatch(name: &str, current: u64, given: i64) -> Self {
        let text = format!("The current version of application {name} is {current}, not {given}.");
        Self::new(Code::ConcurrentModification, text)
    }

    pub(in crate::analytics) fn application_token_mismatch(name: &str) -> Self {
        let text = format!("Application {name} has changed since its ConditionalToken was told.");
        Self::new(Code::ConcurrentModification, text)
    }

    pub(in crate::analytics) fn created_at_another_time(name: &str) -> Self {
        let text = format!("CreateTimestamp is not the time at which application {name} was created.");
        Self::new(Code::ConcurrentModification, text)
    }

    pub(in crate::analytics) fn too_many_parts(what: &str, most: usize) -> Self {
        let text = format!("An application can have at most {most} {what}.");
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::analytics) fn no_such_part(what: &str, id: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("The application has no {what} with id {id}."))
    }

    pub(in crate::analytics) fn no_processing(input: &str) -> Self {
        let text = format!("Input {input} has no InputProcessingConfiguration.");
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::analytics) fn processing_exists(input: &str) -> Self {
        let text = format!("Input {input} has an InputProcessingConfiguration already.");
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::analytics) fn part_twice(what: &str, id: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("The request names {what} {id} twice."))
    }

    pub(in crate::analytics) fn name_taken(name: &str) -> Self {
        let text = format!("The application has two in-application streams or tables named {name}.");
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::analytics) fn wrong_arn(arn: &str, wanted: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("{arn} is not the ARN of {wanted}."))
    }

    pub(in crate::analytics) fn mapping_parameters_of_other_format(format: &str) -> Self {
        let text = match format {
            "JSON" => "MappingParameters of JSON must be JSONMappingParameters.",
            _ => "CSVMappingParameters, and nothing else, must be specified for CSV.",
        };
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::analytics) fn column_twice(name: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("The schema has two columns named {name}."))
    }

    pub(in crate::analytics) fn column_of_no_type(name: &str, sql_type: &str) -> Self {
        let text = format!("The type of column {name} is not a type of SQL: {sql_type}");
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::analytics) fn wrong_schema(why: &str) -> Self {
        Self::new(Code::InvalidArgument, format!("{why}."))
    }

    pub(in crate::analytics) fn wrong_code(why: &str) -> Self {
        Self::new(Code::CodeValidation, String::from(why))
    }

    /// Of a configuration that fitted its code when it was said, and does no more.
    pub(in crate::analytics) fn cannot_start(why: &Self) -> Self {
        Self::new(Code::InvalidApplicationConfiguration, String::from(why.message()))
    }

    /// Of a change that lists no type for code that does not fit.
    pub(in crate::analytics) fn breaks_code(why: &Self) -> Self {
        let text = format!("The code of the application would not run any more. {}", why.message());
        Self::new(Code::InvalidArgument, text)
    }

    pub(in crate::analytics) fn not_of_sql(member: &str) -> Self {
        let text = format!("{member} is not supported for SQL-1_0 applications.");
        Self::new(Code::InvalidArgument, text)
    }

    /// Ours: the service has them.
    pub(in crate::analytics) fn runtime_not_here(runtime: &str) -> Self {
        let text = format!("Kinetoscope runs applications of SQL-1_0, and none of {runtime}.");
        Self::new(Code::UnsupportedOperation, text)
    }

    pub(in crate::analytics) fn too_many_tags_of_application(most: usize) -> Self {
        Self::new(Code::TooManyTags, format!("An application can have at most {most} tags."))
    }

    pub(in crate::analytics) fn no_schema_found(raw: Vec<String>, processed: Option<Vec<String>>) -> Self {
        let text = if raw.is_empty() {
            "There were no records to find a schema in."
        } else {
            "No schema was found in the records: they are neither JSON nor CSV."
        };
        let error = Self::new(Code::UnableToDetectSchema, text).listing("RawInputRecords", raw);
        match processed {
            Some(processed) => error.listing("ProcessedInputRecords", processed),
            None => error,
        }
    }
}
