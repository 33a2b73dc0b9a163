//! The terminal as a whole: a walk through a stream, and completion of an operation.

use crate::support::Terminal;
use kinetoscope_shell::{Names, Sort};

#[test]
fn a_stream_is_made_written_read_and_refused() {
    let mut terminal = Terminal::default();
    let mut text = |line: &str| {
        let block = terminal.run(line);
        assert_eq!(block.status, 0, "{line}: {}", block.errors);
        block.text
    };
    assert_eq!(text("aws kinesis create-stream --stream-name Foo --shard-count 1"), "");
    let status =
        "aws kinesis describe-stream-summary --stream-name Foo --query StreamDescriptionSummary.StreamStatus";
    assert_eq!(text(status), "\"CREATING\"\n");
    assert_eq!(text("sleep 10"), "");
    assert_eq!(text(status), "\"ACTIVE\"\n");
    assert!(text("aws kinesis list-streams --query StreamNames --output text").contains("Foo"));
    let put = text("aws kinesis put-record --stream-name Foo --partition-key 123 --data dGVzdGRhdGE=");
    assert!(put.contains("shardId-000000000000"));
    let iterator = "SHARD_ITERATOR=$(aws kinesis get-shard-iterator --shard-id shardId-000000000000 \
                    --shard-iterator-type TRIM_HORIZON --stream-name Foo --query ShardIterator --output text)";
    assert_eq!(text(iterator), "");
    assert!(
        text("aws kinesis get-records --shard-iterator $SHARD_ITERATOR")
            .contains("\"Data\": \"dGVzdGRhdGE=\"")
    );

    let refused = terminal.run("aws kinesis get-records --shard-iterator $SHARD_ITERATOR --nosuch x");
    assert_eq!(refused.status, 252);
    assert!(refused.errors.contains("usage: aws [options] <command> <subcommand>"));
    assert!(refused.errors.contains("Unknown options: --nosuch, x"));
    assert!(refused.calls.is_empty());
}

#[test]
fn put_r_is_completed_to_two_operations() {
    let terminal = Terminal::default();
    let line = "aws kinesis put-r";
    let found = terminal.shell.complete(line, line.len(), &Names::default());
    let texts: Vec<_> =
        found.candidates.iter().map(|candidate| (candidate.text.as_str(), candidate.sort)).collect();
    let expected = ["put-record", "put-records", "put-resource-policy"];
    assert_eq!(texts, expected.map(|text| (text, Sort::Operation)));
    assert_eq!((found.start, found.ghost.as_str()), (12, "ecord"));
    assert!(found.candidates.iter().all(|candidate| !candidate.help.is_empty()));
}

#[test]
fn a_refusal_of_the_service_ends_with_254_and_names_the_call() {
    let mut terminal = Terminal::default();
    let block = terminal.run("aws kinesis delete-stream --stream-name Foo");
    assert_eq!(block.status, 254);
    assert!(
        block.errors.contains(
            "An error occurred (ResourceNotFoundException) when calling the DeleteStream operation: "
        )
    );
    assert_eq!(block.calls[0].input, "{\"StreamName\": \"Foo\"}");
}
