//! What CloudWatch Logs sends: log events in an envelope, whose messages can be taken out.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    message_type: String,
    #[serde(default)]
    log_events: Vec<LogEvent>,
}

#[derive(Deserialize)]
struct LogEvent {
    message: String,
}

/// The messages of an envelope, each with a line feed behind it, as one record; nothing where it is no such envelope. One that
/// only says that the subscription works gives an empty record.
pub(in crate::firehose) fn messages(record: &[u8]) -> Option<Vec<u8>> {
    let envelope: Envelope = serde_json::from_slice(record).ok()?;
    let mut text = Vec::new();
    if envelope.message_type == "CONTROL_MESSAGE" {
        return Some(text);
    }
    for event in &envelope.log_events {
        text.extend_from_slice(event.message.as_bytes());
        text.push(b'\n');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_lines_of_one_record() {
        let envelope = br#"{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","subscriptionFilters":[],
            "logEvents":[{"id":"1","timestamp":1,"message":"one"},{"id":"2","timestamp":2,"message":"two"}]}"#;
        assert_eq!(messages(envelope).as_deref(), Some(&b"one\ntwo\n"[..]));
        let control = br#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"id":"","timestamp":1,"message":"checking"}]}"#;
        assert_eq!(messages(control).as_deref(), Some(&b""[..]));
        assert_eq!(messages(b"{}"), None);
        assert_eq!(messages(b"text"), None);
    }
}
