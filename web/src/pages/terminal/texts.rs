//! A call as the command and as the script that do the same.

use kinetoscope_shell::catalog::Catalog;
use kinetoscope_shell::value;

use crate::share::calls;
use crate::store::Done;

/// A longer input is no line that anybody reads.
const INPUT_MAX: usize = 4_000;

/// The line of the AWS CLI that makes a call; nothing where the CLI has no such operation.
pub(super) fn command(catalog: &Catalog, done: &Done) -> Option<String> {
    let (service, operation) = calls::find(catalog, &done.service, &done.operation)?;
    if INPUT_MAX < done.input.len() {
        let start = format!("aws {} {}", service.name, operation.command);
        return Some(format!("{start} --cli-input-json file://input.json"));
    }
    Some(calls::command(service, operation, &value::parse(&done.input).ok()?, " "))
}

/// What makes the same call by the SDK for JavaScript, version 3.
pub(super) fn sdk(catalog: &Catalog, target: &str, name: &str, input: &str) -> Option<String> {
    let (service, operation) = calls::find(catalog, target, name)?;
    let (client, package) = match service.name.as_str() {
        "cloudwatch" => ("CloudWatch", "cloudwatch"),
        "cloudtrail" => ("CloudTrail", "cloudtrail"),
        "firehose" => ("Firehose", "firehose"),
        "logs" => ("CloudWatchLogs", "cloudwatch-logs"),
        _ => ("Kinesis", "kinesis"),
    };
    let request = calls::request(operation, &value::parse(input).ok()?);
    Some(format!(
        "import {{ {client}Client, {name}Command }} from \"@aws-sdk/client-{package}\";\n\nconst client = new {client}Client({{}});\nconst answer = await client.send({request});"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(operation: &str, input: &str) -> Done {
        let service = kinetoscope::streams::TARGET.to_owned();
        Done { id: 0, service, operation: operation.into(), input: input.into() }
    }

    #[test]
    fn a_call_of_the_page_is_a_line_of_the_cli() {
        let catalog = Catalog::new();
        let split = done(
            "SplitShard",
            r#"{"StreamName":"clicks","ShardToSplit":"shardId-000000000003","NewStartingHashKey":"7"}"#,
        );
        assert_eq!(
            command(&catalog, &split).unwrap(),
            "aws kinesis split-shard --stream-name clicks --shard-to-split shardId-000000000003 --new-starting-hash-key 7"
        );
        let put = done("PutRecord", r#"{"StreamName":"a b'c","Data":"YQ==","PartitionKey":"$(x)"}"#);
        assert_eq!(
            command(&catalog, &put).unwrap(),
            r"aws kinesis put-record --stream-name 'a b'\''c' --data YQ== --partition-key '$(x)'"
        );
        assert_eq!(command(&catalog, &done("NoSuch", "{}")), None);
    }

    #[test]
    fn bytes_are_no_text_in_a_script() {
        let catalog = Catalog::new();
        let written = sdk(
            &catalog,
            kinetoscope::streams::TARGET,
            "PutRecords",
            r#"{"StreamName":"s","Records":[{"Data":"YQ==","PartitionKey":"k"}]}"#,
        );
        let written = written.unwrap();
        assert!(written.contains(r#"from "@aws-sdk/client-kinesis""#), "{written}");
        assert!(written.contains(r#"Data: Buffer.from("YQ==", "base64")"#), "{written}");
    }

    #[test]
    fn a_delivery_stream_has_the_client_of_its_service() {
        let input = r#"{"DeliveryStreamName":"logs"}"#;
        let written = sdk(&Catalog::new(), "Firehose_20150804", "DeleteDeliveryStream", input).unwrap();
        assert!(written.starts_with(
            r#"import { FirehoseClient, DeleteDeliveryStreamCommand } from "@aws-sdk/client-firehose";"#
        ));
    }
}
