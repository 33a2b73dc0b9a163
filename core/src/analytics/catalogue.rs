//! Limits to look up: what the service bounds, by how much, and how it refuses.
//!
//! Numbers are the constants that the service acts by, or come out of the rules of its operations. What AWS bounded and nothing
//! here refuses says so.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Settings;
use super::application::validation::{INPUTS_MAX, LOGGING_OPTIONS_MAX, OUTPUTS_MAX, REFERENCES_MAX};
use super::op::shapes::TAGS_MAX;
use super::op::v2::OPERATIONS;
use crate::api::catalogue::{Limit, rules_of};
use crate::error::Code;

/// Whose bounds these are.
const SERVICE: &str = "Data Analytics for SQL";
/// The page of quotas of the developer guide.
const QUOTAS: &str = "https://docs.aws.amazon.com/kinesisanalytics/latest/dev/limits.html";

/// What AWS bounds and nothing here holds to.
const REFERENCE_GIB: u64 = 1;

/// Every bound, by what it is of. O(1).
pub fn limits() -> Vec<Limit> {
    let mut all = of_accounts().to_vec();
    all.extend(of_applications());
    all.extend(of_parts());
    all
}

/// A bound that the page of quotas tells of.
fn limit(
    name: &'static str,
    of: &'static str,
    value: u64,
    unit: &'static str,
    refusal: Code,
    about: &'static str,
) -> Limit {
    Limit::new(SERVICE, name, of, (value, unit), refusal, about).told_in(QUOTAS)
}

/// The page of the API reference about an operation or a structure.
fn api(name: &str) -> String {
    format!("https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_{name}.html")
}

fn of_accounts() -> [Limit; 1] {
    [limit(
        "Applications",
        "account and region",
        Settings::default().application_limit.into(),
        "applications",
        Code::LimitExceeded,
        "AWS raised it on request.",
    )]
}

fn of_applications() -> [Limit; 7] {
    let (shortest, longest) = length("CreateApplication", &["ApplicationName"]);
    let code = ["ApplicationConfiguration", "ApplicationCodeConfiguration", "CodeContent", "TextContent"];
    let invalid = Code::InvalidArgument;
    [
        limit("Inputs of an application", "application", INPUTS_MAX as u64, "inputs", invalid, ""),
        limit(
            "Outputs of an application",
            "application",
            OUTPUTS_MAX as u64,
            "outputs",
            invalid,
            "One of them may be error_stream.",
        ),
        limit(
            "Reference data sources of an application",
            "application",
            REFERENCES_MAX as u64,
            "tables",
            invalid,
            "",
        ),
        limit(
            "CloudWatch logging options of an application",
            "application",
            LOGGING_OPTIONS_MAX as u64,
            "log streams",
            invalid,
            "",
        )
        .told_in(api("AddApplicationCloudWatchLoggingOption")),
        limit(
            "Code of an application",
            "application",
            length("CreateApplication", &code).1,
            "characters",
            Code::Validation,
            "",
        ),
        limit(
            "Name of an application",
            "application",
            longest,
            "characters",
            Code::Validation,
            "Letters, digits, and _ . -",
        )
        .chosen_from(shortest, None)
        .told_in(api("CreateApplication")),
        limit("Tags of an application", "application", TAGS_MAX as u64, "tags", Code::TooManyTags, "")
            .told_in(api("TagResource")),
    ]
}

fn of_parts() -> [Limit; 4] {
    let input = |rest: &[&'static str]| {
        let mut path = Vec::from(["ApplicationConfiguration", "SqlApplicationConfiguration", "Inputs"]);
        path.extend(rest);
        path
    };
    let parallelism = rules("CreateApplication", &input(&["InputParallelism", "Count"]));
    let (least, most) = parallelism.and_then(|rules| rules.range).unwrap_or_default();
    let (narrowest, widest) = length("CreateApplication", &input(&["InputSchema", "RecordColumns"]));
    [
        limit(
            "In-application streams of an input",
            "input",
            most.unsigned_abs(),
            "streams",
            Code::Validation,
            "Of InputParallelism. They share the shards of the stream.",
        )
        .chosen_from(least.unsigned_abs(), Some(1)),
        limit("Columns of a schema", "input", widest, "columns", Code::Validation, "")
            .chosen_from(narrowest, None)
            .told_in(api("SourceSchema")),
        limit(
            "Name of an in-application stream",
            "input",
            length("CreateApplication", &input(&["NamePrefix"])).1,
            "characters",
            Code::Validation,
            "Of NamePrefix, of the name of an output, and of the name of a table of reference data.",
        )
        .told_in(api("Input")),
        limit(
            "Object of a reference data source",
            "application",
            REFERENCE_GIB,
            "GiB",
            Code::InvalidArgument,
            "AWS read no more than that; nothing here refuses more.",
        )
        .unrefused(),
    ]
}

/// The rules of what is at this path of an operation's input.
fn rules(operation: &str, path: &[&str]) -> Option<&'static crate::api::Rules> {
    let declaration = OPERATIONS.iter().find(|declaration| declaration.name == operation)?;
    rules_of(declaration.input, path)
}

/// Least and greatest length of what is at this path of an operation's input.
fn length(operation: &str, path: &[&str]) -> (u64, u64) {
    let (least, greatest) = rules(operation, path).and_then(|rules| rules.length).unwrap_or_default();
    (least.into(), greatest.into())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn every_limit_has_its_number_and_its_range_and_a_page_of_aws() {
        let line = |limit: Limit| {
            let Limit { name, of, least, usual, value, unit, refusal, source, .. } = limit;
            assert!(
                source.is_some_and(|source| source.starts_with("https://docs.aws.amazon.com/")),
                "{name}"
            );
            let least = least.map_or_else(String::new, |least| format!("{least} to "));
            let usual = usual.map_or_else(String::new, |usual| format!(", usually {usual}"));
            format!("{name} ({of}): {least}{value} {unit}{usual}, {}\n", refusal.unwrap_or("never refused"))
        };
        expect![[r#"
            Applications (account and region): 50 applications, LimitExceededException
            Inputs of an application (application): 1 inputs, InvalidArgumentException
            Outputs of an application (application): 3 outputs, InvalidArgumentException
            Reference data sources of an application (application): 1 tables, InvalidArgumentException
            CloudWatch logging options of an application (application): 1 log streams, InvalidArgumentException
            Code of an application (application): 102400 characters, ValidationException
            Name of an application (application): 1 to 128 characters, ValidationException
            Tags of an application (application): 50 tags, TooManyTagsException
            In-application streams of an input (input): 1 to 64 streams, usually 1, ValidationException
            Columns of a schema (input): 1 to 1000 columns, ValidationException
            Name of an in-application stream (input): 32 characters, ValidationException
            Object of a reference data source (application): 1 GiB, never refused
        "#]]
        .assert_eq(&limits().into_iter().map(line).collect::<String>());
    }
}
