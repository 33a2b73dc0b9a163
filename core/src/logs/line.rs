//! A line of a log of errors, as Data Firehose writes it.
//!
//! Observed: lines that reports of users quote have these members in this order; the developer guide's have `processor` where
//! a function is in use, whatever has failed.

use alloc::format;
use alloc::string::String;

use crate::fact::ErrorLine;
use crate::ids::{AccountId, Region};
use crate::wire::{Protocol, Writer};

/// The line as JSON.
pub(super) fn text(account: AccountId, region: &Region, delivery_stream: &str, line: &ErrorLine) -> String {
    let arn = format!("arn:aws:firehose:{region}:{account}:deliverystream/{delivery_stream}");
    let mut writer = Writer::new(Protocol::Json);
    writer.start_map(6);
    say(&mut writer, "deliveryStreamARN", &arn);
    say(&mut writer, "destination", &line.destination);
    writer.key("deliveryStreamVersionId");
    writer.integer(line.version as i64);
    say(&mut writer, "message", &line.message);
    say(&mut writer, "errorCode", &line.code);
    if let Some(function) = &line.processor {
        say(&mut writer, "processor", function);
    }
    writer.end_map();
    String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8")
}

fn say(writer: &mut Writer, name: &str, value: &str) {
    writer.key(name);
    writer.text(value);
}
