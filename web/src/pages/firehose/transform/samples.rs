//! Records to try a function with: such as it is written for. A line that begins with `base64:` stands for bytes that are no text.

use super::blueprints;
use super::functions::{Function, Functions};

/// What the editor's first function reads, and whoever takes JSON.
pub(super) const JSON: &str = r#"{"TICKER_SYMBOL":"QXZ","SECTOR":"HEALTHCARE","CHANGE":-0.05,"PRICE":84.51}
{"TICKER_SYMBOL":"PPL","SECTOR":"ENERGY","CHANGE":0.4,"PRICE":12.3}"#;

/// In the common form, in the combined one, and no line of such a log at all.
const APACHE: &str = r#"203.0.113.9 - alice [01/Jan/2026:00:00:01 +0000] "GET /index.html HTTP/1.1" 200 2326
198.51.100.4 - - [01/Jan/2026:00:00:02 +0000] "POST /orders HTTP/1.1" 503 87 "https://shop.example/cart" "Mozilla/5.0"
this is no line of a log"#;

const SYSLOG: &str = "<34>Jan  1 00:00:01 gateway sshd[230]: Failed password for root from 203.0.113.9
<13>Jan  1 00:00:02 shop cron: job 7 has ended
this is no line of a log";

/// Two records in one, as the producer library writes them; and one that is alone.
const AGGREGATED: &str = "base64:84mawgoBYRocCAAaGHsib3JkZXIiOjEsInRvdGFsIjoxMi41fRocCAAaGHsib3JkZXIiOjIsInRvdGFsIjo5OS45faqUQ5b3g2wydlZrgqjiF3I=
{\"order\":3,\"total\":7}";

/// What a subscription sends: messages of a log, compressed, and a check whether anybody is there.
const CLOUDWATCH_LOGS: &str = "base64:H4sIAAAAAAAC/3WOsQqDMBCGX0VudmgCVXATap066VakxHrYQExCEitFfPderYUO7Y3f3f/dP8OA3ose64dFyOCQ1/nlVFRVXhYQg5k0OsK7ryGsTF86M1ra+Juxb1IFh2IgNGFLxI+tvzppgzT6KFVA5yE7g1AKmvW+uKMOLzaD7CjGKBQk1QliIDNLk5TzfbL+jD816c64Dl3Eokn4yAqKLvFm4H8M7KeBrwZtwmZplieoAPf/DQEAAA==
base64:H4sIAAAAAAAC/zWOUQuCMBSF/8rYs0QJKfgWYr5YQgo9hMTS2zbSTbaZhPjf29Lu28c5nPtNuAOtCYXy0wOOcJyfy0ue3U9JURzSBHtYjgKUS1o5NCMxNcsk1TZoJU2VHHqbLVQYBaRbUA8PXSveGy7FkbcGlMbRrfr1kjcI43DCvFnqhlsNQzo7tguD0Pf3wdad99dzAtcMrXpo1YtQzKB+cUERA9IahuQTNXaJC+I+oyNXwKSGDZ6r+Qtxp5g57AAAAA==";

/// The records for what is chosen: `function parse`, `blueprint apache_log_to_json`, or what stands in the editor.
pub(super) fn of(all: &Functions, chosen: &str) -> &'static str {
    let blueprint = match chosen.split_once(' ') {
        Some(("blueprint", name)) => name,
        Some((_, name)) => blueprint_of(all, name),
        None => "",
    };
    match blueprint {
        "apache_log_to_json" | "apache_log_to_csv" => APACHE,
        "syslog_to_json" | "syslog_to_csv" => SYSLOG,
        "cloudwatch_logs_processor" => CLOUDWATCH_LOGS,
        blueprints::AGGREGATED => AGGREGATED,
        _ => JSON,
    }
}

fn blueprint_of<'a>(all: &'a Functions, name: &str) -> &'a str {
    let found = all.functions.iter().find(|function| function.name == name);
    found.and_then(Function::made_of).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_such_as_the_function_is_written_for() {
        let function = |name: &str, blueprint: Option<&str>, javascript: Option<&str>| Function {
            name: name.into(),
            blueprint: blueprint.map(Into::into),
            javascript: javascript.map(Into::into),
        };
        let all = Functions {
            functions: vec![
                function("parse", Some("syslog_to_csv"), None),
                function("open", None, Some(blueprints::AGGREGATED_SOURCE)),
                function("own", None, Some("export const handler = 1;")),
            ],
            blueprints: vec![],
        };
        let cases = [
            ("editor", JSON),
            ("function parse", SYSLOG),
            ("function open", AGGREGATED),
            ("function own", JSON),
            ("function gone", JSON),
            ("blueprint apache_log_to_json", APACHE),
            ("blueprint general_processing", JSON),
            ("blueprint cloudwatch_logs_processor", CLOUDWATCH_LOGS),
            ("blueprint kds_aggregated", AGGREGATED),
        ];
        for (chosen, records) in cases {
            assert_eq!(of(&all, chosen), records, "{chosen}");
        }
    }
}
