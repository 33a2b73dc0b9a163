//! Steps of processing: checked in the order in which the service was seen to check functions in 2026.

use super::super::configuration::defaults::value_of;
use super::super::configuration::destination::Destination;
use super::super::configuration::processing::{
    ProcessingConfiguration, Processor, ProcessorParameterName as Name, ProcessorType,
};
use crate::error::Error;
use crate::wire::base64;

/// Steps of processing. Source: the service's own text.
pub(in crate::firehose) const PROCESSORS_MAX: usize = 5;
/// Seconds and MiB that may wait for a function. Source: the API reference, of processor parameters.
pub(in crate::firehose) const FUNCTION_SECS_MAX: u32 = 900;
pub(in crate::firehose) const FUNCTION_MIB_MAX: u32 = 3;

impl ProcessingConfiguration {
    /// Whether there is such a step.
    pub fn has(&self, kind: ProcessorType) -> bool {
        self.find(kind).is_some()
    }

    /// The step of this kind.
    pub fn find(&self, kind: ProcessorType) -> Option<&Processor> {
        self.processors.iter().flatten().find(|processor| processor.kind == Some(kind))
    }
}

pub(super) fn check(
    processing: &ProcessingConfiguration,
    may_extract: bool,
    before: Option<&Destination>,
) -> Result<(), Error> {
    let processors = processing.processors.as_deref().unwrap_or_default();
    let is_on = processing.enabled == Some(true);
    if is_on && !(1..=PROCESSORS_MAX).contains(&processors.len()) {
        return Err(Error::count_of_processors());
    }
    let functions = processors.iter().filter(|processor| processor.kind == Some(ProcessorType::Lambda));
    if 1 < functions.count() {
        return Err(Error::more_than_one_function());
    }
    for processor in processors {
        check_parameters(processor)?;
    }
    if processing.has(ProcessorType::CloudWatchLogProcessing) && !processing.has(ProcessorType::Decompression)
    {
        return Err(Error::extraction_without_decompression());
    }
    if processing.has(ProcessorType::MetadataExtraction) && !may_extract {
        return Err(Error::extraction_without_partitioning());
    }
    let had = |kind| before.and_then(Destination::processing).is_some_and(|before| before.has(kind));
    let begins_to_decompress = before.is_some()
        && processing.has(ProcessorType::Decompression)
        && !had(ProcessorType::Decompression);
    if begins_to_decompress && !had(ProcessorType::Lambda) {
        return Err(Error::decompression_not_later());
    }
    Ok(())
}

fn check_parameters(processor: &Processor) -> Result<(), Error> {
    let parameters = processor.parameters.as_deref().unwrap_or_default();
    let name = |at: usize| parameters[at].parameter_name;
    if (1..parameters.len()).any(|at| (0..at).any(|before| name(before) == name(at))) {
        return Err(Error::duplicate_parameter());
    }
    let value = |name| value_of(parameters, name);
    match processor.kind {
        Some(ProcessorType::Lambda) => check_function(value),
        Some(ProcessorType::RecordDeAggregation) => match value(Name::SubRecordType) {
            Some("JSON") => Ok(()),
            Some("DELIMITED") => {
                let delimiter = value(Name::Delimiter).ok_or_else(Error::delimiter_missing)?;
                let decoded = base64::decode(delimiter).filter(|decoded| !decoded.is_empty());
                decoded.map(drop).ok_or_else(Error::bad_delimiter)
            }
            _ => Err(Error::bad_sub_record_type()),
        },
        Some(ProcessorType::Decompression) => match value(Name::CompressionFormat) {
            None | Some("GZIP") => Ok(()),
            Some(_) => Err(Error::bad_decompression_format()),
        },
        Some(ProcessorType::CloudWatchLogProcessing) => {
            let extraction = value(Name::DataMessageExtraction).unwrap_or("false").to_lowercase();
            let is_known = matches!(extraction.as_str(), "true" | "false");
            if is_known { Ok(()) } else { Err(Error::bad_data_message_extraction()) }
        }
        Some(ProcessorType::MetadataExtraction) => {
            value(Name::MetadataExtractionQuery).ok_or_else(Error::query_missing)?;
            let is_known = matches!(value(Name::JsonParsingEngine), None | Some("JQ-1.6"));
            if is_known { Ok(()) } else { Err(Error::bad_json_parsing_engine()) }
        }
        Some(ProcessorType::AppendDelimiterToRecord) | None => Ok(()),
    }
}

fn check_function<'v>(value: impl Fn(Name) -> Option<&'v str>) -> Result<(), Error> {
    let arn = value(Name::LambdaArn).ok_or_else(Error::function_missing)?;
    if !is_function_arn(arn) {
        return Err(Error::bad_function_arn());
    }
    let hints = (value(Name::BufferSizeInMBs), value(Name::BufferIntervalInSeconds));
    if hints.0.is_some() != hints.1.is_some() {
        return Err(Error::half_function_hints());
    }
    if !hints.0.is_none_or(|size| {
        size.parse::<f64>().is_ok_and(|mib| (0.2..=f64::from(FUNCTION_MIB_MAX)).contains(&mib))
    }) {
        return Err(Error::bad_function_size());
    }
    if !hints.1.is_none_or(|secs| secs.parse::<u32>().is_ok_and(|secs| secs <= FUNCTION_SECS_MAX)) {
        return Err(Error::bad_function_interval());
    }
    if value(Name::NumberOfRetries).is_some_and(|retries| retries.parse::<u32>().is_err()) {
        return Err(Error::bad_number_of_retries());
    }
    Ok(())
}

/// `arn:aws:lambda:us-east-1:123456789012:function:name`, with a version or an alias behind it or without.
fn is_function_arn(arn: &str) -> bool {
    let parts: alloc::vec::Vec<_> = arn.split(':').collect();
    let is_name = |text: &str| {
        !text.is_empty()
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_$".contains(letter))
    };
    match parts[..] {
        ["arn", _, "lambda", region, account, "function", name, ref version @ ..] => {
            let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
            !region.is_empty()
                && is_account
                && is_name(name)
                && version.len() <= 1
                && version.iter().all(|version| is_name(version))
        }
        _ => false,
    }
}
