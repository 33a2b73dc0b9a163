//! What a configuration must be beyond the types of its members.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::arn::{self, Kind};
use super::configuration::{Configuration, Destination, Input, InputSource};
use crate::analytics::plan;
use crate::analytics::sql::{self, Problem, Severity};
use crate::error::Error;

/// Inputs of an application at most. Source: developer guide, "Limits", 2023-02.
pub const INPUTS_MAX: usize = 1;
/// Outputs of an application at most. Source: the same.
pub const OUTPUTS_MAX: usize = 3;
/// Tables of reference data of an application at most. Source: the same.
pub const REFERENCES_MAX: usize = 1;
/// Places that an application's monitoring writes to at most. Assumed.
pub const LOGGING_OPTIONS_MAX: usize = 1;

/// Refuses a configuration that no application can have.
pub(in crate::analytics) fn check(configuration: &Configuration) -> Result<(), Error> {
    check_counts(configuration)?;
    check_names(configuration)?;
    check_arns(configuration)?;
    check_code(configuration).map_err(|problems| Error::code_validation(&problems))
}

fn check_counts(configuration: &Configuration) -> Result<(), Error> {
    for (what, count, most) in [
        ("inputs", configuration.inputs.len(), INPUTS_MAX),
        ("outputs", configuration.outputs.len(), OUTPUTS_MAX),
        ("reference data sources", configuration.references.len(), REFERENCES_MAX),
        ("CloudWatch logging options", configuration.logging_options.len(), LOGGING_OPTIONS_MAX),
    ] {
        if most < count {
            return Err(Error::too_many_parts(what, most));
        }
    }
    Ok(())
}

/// Streams and tables share one space of names.
fn check_names(configuration: &Configuration) -> Result<(), Error> {
    let tables = configuration.references.iter().map(|reference| reference.table_name.clone());
    let mut names: Vec<String> =
        configuration.inputs.iter().flat_map(Input::stream_names).chain(tables).collect();
    names.push(plan::ERROR_STREAM.into());
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Error::name_taken(&pair[0])),
        None => Ok(()),
    }
}

fn check_arns(configuration: &Configuration) -> Result<(), Error> {
    for input in &configuration.inputs {
        match &input.source {
            InputSource::Stream(stream) => arn::check(&stream.arn, Kind::Stream)?,
            InputSource::DeliveryStream(stream) => arn::check(&stream.arn, Kind::DeliveryStream)?,
        }
        if let Some(function) = &input.preprocessor {
            arn::check(&function.arn, Kind::Function)?;
        }
    }
    for output in &configuration.outputs {
        match &output.destination {
            Destination::Stream(stream) => arn::check(&stream.arn, Kind::Stream)?,
            Destination::DeliveryStream(stream) => arn::check(&stream.arn, Kind::DeliveryStream)?,
            Destination::Function(function) => arn::check(&function.arn, Kind::Function)?,
        }
    }
    for reference in &configuration.references {
        arn::check(&reference.bucket.arn, Kind::Bucket)?;
    }
    for option in &configuration.logging_options {
        arn::check(&option.log_stream.arn, Kind::LogStream)?;
    }
    Ok(())
}

/// What is wrong with the code. Before there is an input, only its language is looked at: what it reads is not known yet. Assumed.
fn check_code(configuration: &Configuration) -> Result<(), Vec<Problem>> {
    let parsed = sql::parse(&configuration.code);
    if !parsed.is_valid() {
        let is_error = |problem: &Problem| problem.severity == Severity::Error;
        return Err(parsed.problems.into_iter().filter(is_error).collect());
    }
    if configuration.inputs.is_empty() {
        return Ok(());
    }
    configuration.plan(0).map(|_| ())
}

impl Error {
    /// Problems in one text: where each is, what it is and what could help. The form is ours.
    fn code_validation(problems: &[Problem]) -> Self {
        let tell = |problem: &Problem| {
            let Problem { line, column, message, hint, .. } = problem;
            let hint = hint.as_ref().map_or_else(String::new, |hint| format!(" Hint: {hint}."));
            format!("Line {line}, column {column}: {message}.{hint}")
        };
        let told: Vec<_> = problems.iter().map(tell).collect();
        Self::wrong_code(&told.join(" "))
    }
}
