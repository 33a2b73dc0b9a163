//! What is done to records on their way, a step a file. The order of steps is always the same, however they are listed.

mod cloudwatch_logs;
mod deaggregate;
pub(super) mod kpl;
pub(super) mod lambda;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use super::configuration::defaults::value_of;
use super::configuration::destination::Destination;
use super::configuration::processing::{
    ProcessingConfiguration, ProcessorParameter, ProcessorParameterName as Name, ProcessorType,
};
use super::deliver::NO_FORMATS;
use super::error::not_here;
use super::flow::buffer::{Hints, MEGABYTE};
use super::flow::failure::{Details, ErrorOutputType, Failure};
use super::formats::Formats;
use crate::time::{Duration, Instant};
use crate::wire::base64;

/// What came out of a record.
pub(super) type Parts = Vec<Arc<[u8]>>;

/// The steps of a destination.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps<'d> {
    decompresses: bool,
    extracts_messages: bool,
    split: Option<Split>,
    /// The function that changes records.
    pub(super) function: Option<Function<'d>>,
}

/// How a record that is several is split.
#[derive(Clone, Debug)]
enum Split {
    Json,
    Delimited(Vec<u8>),
}

/// A function that changes records, and how it is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function<'d> {
    pub(super) arn: &'d str,
    /// How often it is called again.
    pub(super) retries: u32,
    /// When what waits for it goes.
    pub(super) hints: Hints,
}

impl Destination {
    /// What is done to records before they are delivered.
    pub(super) fn steps(&self) -> Steps<'_> {
        let processing = self.processing().filter(|processing| processing.enabled == Some(true));
        processing.map(Steps::of).unwrap_or_default()
    }
}

impl<'d> Steps<'d> {
    fn of(processing: &'d ProcessingConfiguration) -> Self {
        let parameters = |kind| {
            let step = processing.find(kind);
            step.map(|step| step.parameters.as_deref().unwrap_or_default())
        };
        let says = |kind, name, text| {
            parameters(kind)
                .and_then(|them| value_of(them, name))
                .is_some_and(|value| value.eq_ignore_ascii_case(text))
        };
        Self {
            decompresses: processing.has(ProcessorType::Decompression),
            extracts_messages: says(
                ProcessorType::CloudWatchLogProcessing,
                Name::DataMessageExtraction,
                "true",
            ),
            split: parameters(ProcessorType::RecordDeAggregation).map(Split::of),
            function: parameters(ProcessorType::Lambda).map(Function::of),
        }
    }

    /// What a record becomes before a function sees it: nothing where it stays as it is.
    pub(super) fn prepare(
        &self,
        record: &[u8],
        formats: Option<&'static dyn Formats>,
        now: Instant,
    ) -> Result<Option<Parts>, Box<Failure>> {
        let mut record = Cow::Borrowed(record);
        if self.decompresses {
            let missing = || failed(NO_FORMATS.into(), not_here("Decompression").into(), now);
            let formats = formats.ok_or_else(missing)?;
            record = Cow::Owned(formats.gunzip(&record).ok_or_else(|| no_cloudwatch_log(now))?);
        }
        if self.extracts_messages {
            record = Cow::Owned(cloudwatch_logs::messages(&record).ok_or_else(|| no_cloudwatch_log(now))?);
        }
        let parts = match &self.split {
            None if matches!(record, Cow::Borrowed(_)) => return Ok(None),
            None => vec![&*record],
            Some(Split::Json) => deaggregate::json(&record),
            Some(Split::Delimited(delimiter)) => deaggregate::delimited(&record, delimiter),
        };
        Ok(Some(parts.into_iter().map(Into::into).collect()))
    }
}

impl Split {
    fn of(parameters: &[ProcessorParameter]) -> Self {
        let delimiter = value_of(parameters, Name::Delimiter).and_then(base64::decode);
        match value_of(parameters, Name::SubRecordType) {
            Some("DELIMITED") => Self::Delimited(delimiter.unwrap_or_default()),
            _ => Self::Json,
        }
    }
}

impl<'d> Function<'d> {
    /// A function that was taken has all of these, or they were filled in.
    fn of(parameters: &'d [ProcessorParameter]) -> Self {
        let number = |name| value_of(parameters, name).and_then(|text| text.parse::<f64>().ok());
        let bytes = number(Name::BufferSizeInMBs).unwrap_or(1.0) * MEGABYTE as f64;
        let secs = number(Name::BufferIntervalInSeconds).unwrap_or(60.0);
        Self {
            arn: value_of(parameters, Name::LambdaArn).unwrap_or_default(),
            retries: number(Name::NumberOfRetries).unwrap_or(3.0) as u32,
            hints: Hints { bytes: bytes as u64, interval: Duration::from_secs(secs as u64) },
        }
    }
}

fn no_cloudwatch_log(now: Instant) -> Box<Failure> {
    let message = "Decompression failed because input data does not conform to cloudwatch log.";
    failed(Cow::Borrowed("Decompression failed."), Cow::Borrowed(message), now)
}

fn failed(code: Cow<'static, str>, message: Cow<'static, str>, now: Instant) -> Box<Failure> {
    let (kind, details) = (ErrorOutputType::Decompression, Details::default());
    Box::new(Failure { kind, code, message, attempts: 1, ended: now, details })
}
