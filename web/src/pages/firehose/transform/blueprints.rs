//! What blueprints are called, and one that is a text in JavaScript: the engine's own have none.

/// The name of the blueprint that opens aggregated records.
pub(super) const AGGREGATED: &str = "kds_aggregated";
/// What it is.
pub(super) const AGGREGATED_ABOUT: &str = "opens what the Kinesis Producer Library has put into one record";
/// Its text.
pub(super) const AGGREGATED_SOURCE: &str = include_str!("kds_aggregated.js");

const TITLES: &[(&str, &str)] = &[
    ("general_processing", "General processing"),
    ("apache_log_to_json", "Apache log to JSON"),
    ("apache_log_to_csv", "Apache log to CSV"),
    ("syslog_to_json", "Syslog to JSON"),
    ("syslog_to_csv", "Syslog to CSV"),
    ("cloudwatch_logs_processor", "CloudWatch Logs processor"),
    (AGGREGATED, "KDS aggregated"),
];

/// For people.
pub(super) fn title(name: &str) -> String {
    let known = TITLES.iter().find(|(known, _)| *known == name);
    known.map_or_else(|| name.replace('_', " "), |(_, title)| (*title).to_owned())
}
