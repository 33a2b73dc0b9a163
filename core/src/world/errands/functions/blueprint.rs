//! The functions that the service's console offers as a beginning.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{apache, syslog};
use crate::errand::Refused;
use crate::firehose::formats::Formats;
use crate::wire::{Protocol, Writer, base64};

/// A function that the service's console offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Blueprint {
    /// Passes records on as they are.
    GeneralProcessing,
    /// Lines of an Apache access log become JSON.
    ApacheLogToJson,
    /// The same become comma-separated values.
    ApacheLogToCsv,
    /// Lines of a syslog become JSON.
    SyslogToJson,
    /// The same become comma-separated values.
    SyslogToCsv,
    /// What CloudWatch Logs sends becomes its messages, a line each.
    CloudwatchLogsProcessor,
}

/// What becomes of a record.
enum Fate {
    Ok(Vec<u8>),
    Dropped,
    Failed,
}

impl Blueprint {
    /// All of them, each with its name and what it does.
    pub const ALL: [(Self, &str, &str); 6] = [
        (Self::GeneralProcessing, "general_processing", "passes records on as they are"),
        (Self::ApacheLogToJson, "apache_log_to_json", "Apache access logs to JSON"),
        (Self::ApacheLogToCsv, "apache_log_to_csv", "Apache access logs to CSV"),
        (Self::SyslogToJson, "syslog_to_json", "syslog to JSON"),
        (Self::SyslogToCsv, "syslog_to_csv", "syslog to CSV"),
        (Self::CloudwatchLogsProcessor, "cloudwatch_logs_processor", "CloudWatch Logs to their messages"),
    ];

    /// Answers an event.
    ///
    /// # Errors
    /// As a function that throws.
    pub(in crate::world) fn run(
        self,
        event: &[u8],
        formats: Option<&'static dyn Formats>,
    ) -> Result<Vec<u8>, Refused> {
        let event: serde_json::Value =
            serde_json::from_slice(event).map_err(|_| thrown("The event is no JSON."))?;
        let records = event["records"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut answers = Vec::with_capacity(records.len());
        for record in records {
            let sent = record["data"].as_str().unwrap_or_default();
            let data = base64::decode(sent).ok_or_else(|| thrown("The data is no base64."))?;
            let (result, data) = match self.change(&data, formats)? {
                Fate::Ok(data) => ("Ok", Cow::Owned(base64::encode(&data))),
                Fate::Dropped => ("Dropped", Cow::Borrowed(sent)),
                Fate::Failed => ("ProcessingFailed", Cow::Borrowed(sent)),
            };
            answers.push(json!({ "recordId": record["recordId"], "result": result, "data": data }));
        }
        Ok(serde_json::to_vec(&json!({ "records": answers })).expect("it is JSON"))
    }

    fn change(self, data: &[u8], formats: Option<&'static dyn Formats>) -> Result<Fate, Refused> {
        let text = String::from_utf8_lossy(data);
        let line = text.trim_end_matches(['\r', '\n']);
        let or_failed = |made: Option<String>| made.map_or(Fate::Failed, |text| Fate::Ok(text.into_bytes()));
        Ok(match self {
            Self::GeneralProcessing => Fate::Ok(data.to_vec()),
            Self::ApacheLogToJson => or_failed(apache::parse(line).map(|entry| entry.to_json())),
            Self::ApacheLogToCsv => or_failed(apache::parse(line).map(|entry| entry.to_csv())),
            Self::SyslogToJson => or_failed(syslog::parse(line).map(|entry| entry.to_json())),
            Self::SyslogToCsv => or_failed(syslog::parse(line).map(|entry| entry.to_csv())),
            Self::CloudwatchLogsProcessor => {
                let formats = formats.ok_or_else(|| thrown("This engine was built without GZIP."))?;
                messages(&formats.gunzip(data).unwrap_or_default())
            }
        })
    }
}

/// The messages of an envelope of CloudWatch Logs, a line each.
fn messages(envelope: &[u8]) -> Fate {
    let Ok(envelope) = serde_json::from_slice::<serde_json::Value>(envelope) else { return Fate::Failed };
    match envelope["messageType"].as_str() {
        Some("DATA_MESSAGE") => {}
        Some("CONTROL_MESSAGE") => return Fate::Dropped,
        _ => return Fate::Failed,
    }
    let mut text = String::new();
    for event in envelope["logEvents"].as_array().into_iter().flatten() {
        text += event["message"].as_str().unwrap_or_default();
        text.push('\n');
    }
    Fate::Ok(text.into_bytes())
}

fn thrown(why: &'static str) -> Refused {
    Refused::new("Lambda.FunctionError", why)
}

/// A value of a line of comma-separated values, in quotes where it needs them.
pub(super) fn quoted(value: &str) -> Cow<'_, str> {
    if value.contains([',', '"', '\n']) {
        Cow::Owned(alloc::format!("\"{}\"", value.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(value)
    }
}

/// A line of comma-separated values.
pub(super) fn line(values: &[&str]) -> String {
    let quoted: Vec<_> = values.iter().map(|value| quoted(value)).collect();
    let mut line = quoted.join(",");
    line.push('\n');
    line
}

/// A value of a JSON object that a function makes.
pub(super) enum Value<'v> {
    Null,
    Number(i64),
    Text(&'v str),
}

/// A JSON object with these members, in this order.
pub(super) fn object<'v>(members: impl IntoIterator<Item = (&'static str, Value<'v>)>) -> String {
    let members: Vec<_> = members.into_iter().collect();
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(members.len());
    for (name, value) in members {
        writer.key(name);
        match value {
            Value::Null => writer.json("null"),
            Value::Number(number) => writer.integer(number),
            Value::Text(text) => writer.text(text),
        }
    }
    writer.end_map();
    String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8")
}
