//! What could stand at the cursor.

use crate::support::Terminal;
use expect_test::{Expect, expect};
use kinetoscope_shell::Names;

/// Completes at `|`, or at the end.
#[track_caller]
fn check(line: &str, expected: Expect) {
    let mut terminal = Terminal::default();
    terminal.run("STREAM=Foo");
    terminal.run("aws kinesis list-streams --query 'StreamNames'");
    let names = Names {
        buckets: vec!["lake".into()],
        delivery_streams: vec!["logs".into()],
        streams: vec!["Foo".into(), "Bar".into()],
        shards: vec!["shardId-000000000000".into(), "shardId-000000000001".into()],
        consumers: vec!["arn:aws:kinesis:us-east-1:000000000000:stream/Foo/consumer/a:1".into()],
    };
    let cursor = line.find('¦').unwrap_or(line.len());
    let found = terminal.shell.complete(&line.replace('¦', ""), cursor, &names);
    let mut shown = format!("from {}, ghost {:?}\n", found.start, found.ghost);
    for candidate in &found.candidates {
        shown.push_str(&format!("{} {}: {}\n", candidate.sort.as_str(), candidate.text, candidate.help));
    }
    expected.assert_eq(&shown);
}

#[test]
fn put_r_could_be_two_operations() {
    check(
        "aws kinesis put-r",
        expect![[r#"
        from 12, ghost "ecord"
        operation put-record: Appends one record to the open shard whose hash-key range holds its key.
        operation put-records: Appends many records, each to the shard of its key.
        operation put-resource-policy: Says who else may use a stream, consumer or queue.
    "#]],
    );
}

#[test]
fn commands_services_and_what_is_named_by_flags() {
    check(
        "a",
        expect![[r#"
            from 0, ghost "ws kinesis list-streams --query 'StreamNames'"
            command aws: Call an operation of a service, as the AWS CLI does.
            command awk: Print fields of lines: awk '{print $4}', $NF the last.
        "#]],
    );
    check(
        "aws ",
        expect![[r#"
            from 4, ghost "kinesis list-streams --query 'StreamNames'"
            service cloudtrail: 1 operation
            service cloudwatch: 3 operations
            service firehose: 12 operations
            service kinesis: 56 operations
            service kinesisanalytics: 20 operations
            service kinesisanalyticsv2: 41 operations
            service logs: 8 operations
            service s3: commands for buckets and objects
        "#]],
    );
    check(
        "aws kinesis get-shard-iterator --shard-iterator-type ",
        expect![[r#"
        from 53, ghost ""
        value AT_SEQUENCE_NUMBER: 
        value AFTER_SEQUENCE_NUMBER: 
        value TRIM_HORIZON: 
        value LATEST: 
        value AT_TIMESTAMP: 
    "#]],
    );
    check(
        "aws kinesis put-record --stream-name ",
        expect![[r#"
        from 37, ghost ""
        name Foo: 
        name Bar: 
    "#]],
    );
    check(
        "aws kinesis split-shard --stream-name Foo --shard-to-split shardId-000000000000 --n",
        expect![[r#"
            from 80, ghost "ew-starting-hash-key"
            flag --new-starting-hash-key: Needed. First hash key of the upper child. Text.
            flag --no-paginate: Call once, for the first page alone.
        "#]],
    );
    check(
        "aws kinesis get-shard-iterator --shard-id s",
        expect![[r#"
        from 42, ghost "hardId-000000000000"
        name shardId-000000000000: 
        name shardId-000000000001: 
    "#]],
    );
    check(
        "aws kinesis deregister-stream-consumer --consumer-arn a",
        expect![[r#"
        from 54, ghost "rn:aws:kinesis:us-east-1:000000000000:stream/Foo/consumer/a:1"
        name arn:aws:kinesis:us-east-1:000000000000:stream/Foo/consumer/a:1: 
    "#]],
    );
    check(
        "aws kinesis list-streams --output t",
        expect![[r#"
        from 34, ghost "ext"
        value text: 
        value table: 
    "#]],
    );
    check(
        "aws kinesis enable-enhanced-monitoring --shard-level-metrics I",
        expect![[r#"
        from 61, ghost "ncomingBytes"
        value IncomingBytes: 
        value IncomingRecords: 
        value IteratorAgeMilliseconds: 
    "#]],
    );
    check(
        "man kinesis merge",
        expect![[r#"
        from 12, ghost "-shards"
        operation merge-shards: Joins two neighbouring shards.
    "#]],
    );
}

#[test]
fn flags_that_must_be_given_come_first_and_given_ones_no_more() {
    check(
        "aws kinesis get-shard-iterator --shard-id x ",
        expect![[r#"
        from 44, ghost ""
        flag --shard-iterator-type: Needed. The kind of place. One of AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST, AT_TIMESTAMP.
        flag --stream-name: By name. Text, 1 to 128.
        flag --starting-sequence-number: For AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER. Text.
        flag --timestamp: For AT_TIMESTAMP. Point in time.
        flag --stream-arn: By ARN. Text, 1 to 2048.
        flag --stream-id: Reserved; checked and ignored. Text, 1 to 24.
        flag --dry-run: Check everything and issue nothing. True or false.
        flag --no-dry-run: The opposite of the flag without no-.
        flag --cli-input-json: The whole input as JSON.
        flag --cli-input-yaml: Not here: use --cli-input-json.
        flag --generate-cli-skeleton: Print an example of the input to fill in, and call nothing.
    "#]],
    );
    check(
        "aws kinesis put-record --d",
        expect![[r#"
        from 23, ghost "ata"
        flag --data: Needed. The payload. Bytes, 0 to 10485760.
        flag --dry-run: Check everything and write nothing. True or false.
    "#]],
    );
}

#[test]
fn words_are_found_behind_pipes_within_substitutions_and_before_the_cursor() {
    check(
        "echo a | ba",
        expect![[r#"
        from 9, ghost "se64"
        command base64: Write what comes through the pipe as base64; with -d, read it.
    "#]],
    );
    check(
        "X=$(aws kinesis list-str",
        expect![[r#"
        from 16, ghost "eam-consumers"
        operation list-stream-consumers: Lists the consumers of a stream.
        operation list-streams: Lists the streams of the account in the region, by name.
    "#]],
    );
    check(
        "echo \"$(aws kinesis merge-s",
        expect![[r#"
        from 20, ghost "hards"
        operation merge-shards: Joins two neighbouring shards.
    "#]],
    );
    check(
        "aws --output text kinesis merge-s",
        expect![[r#"
            from 26, ghost "hards"
            operation merge-shards: Joins two neighbouring shards.
        "#]],
    );
    check(
        "aws kin¦ list",
        expect![[r#"
            from 4, ghost ""
            service kinesis: 56 operations
            service kinesisanalytics: 20 operations
            service kinesisanalyticsv2: 41 operations
        "#]],
    );
    check(
        "echo $S",
        expect![[r#"
        from 5, ghost "TREAM"
        variable $STREAM: Foo
    "#]],
    );
    check(
        "echo 'a | b",
        expect![[r#"
        from 5, ghost ""
    "#]],
    );
}

#[test]
fn an_earlier_line_is_the_ghost_of_its_beginning() {
    check(
        "aws kinesis list-streams --q",
        expect![[r#"
        from 25, ghost "uery 'StreamNames'"
        flag --query: A JMESPath expression: which part of the answer to print.
    "#]],
    );
    check(
        "",
        expect![[r#"
            from 0, ghost ""
            command aws: Call an operation of a service, as the AWS CLI does.
            command clear: Take away what was printed.
            command help: Print this list.
            command history: Print the lines that were run.
            command man: Explain an operation: man kinesis put-record.
            command sleep: Let virtual time pass: sleep 5, sleep 2m, sleep 1h.
            command unset: Forget a variable.
            command watch: Run a command several times with virtual time between: watch -n 5 aws ...
            command awk: Print fields of lines: awk '{print $4}', $NF the last.
            command base64: Write what comes through the pipe as base64; with -d, read it.
            command cat: Print what comes through the pipe.
            command echo: Print words; with -n, without a line end.
            command grep: Keep the lines with a text: -i whatever the case, -v those without it, -c count them.
            command gunzip: Unpack what is packed as gzip; zcat and gzip -d do the same.
            command head: Keep the first lines: -n 10.
            command jq: Take a part of JSON: .a.b[0], .[], length, keys; -r prints texts without quotes.
            command sort: Sort lines: -r backwards, -n by number, -u each once.
            command tail: Keep the last lines: -n 10.
            command uniq: Drop lines like the one before: -c counts them.
            command wc: Count: -l lines, -w words, -c bytes.
            command zcat: Unpack what is packed as gzip.
        "#]],
    );
}

#[test]
fn aws_s3_offers_commands_buckets_and_flags_that_do_something() {
    check(
        "aws s3 m",
        expect![[r#"
        from 7, ghost "v"
        operation mv: Move objects from place to place in S3.
        operation mb: Make a bucket.
    "#]],
    );
    check(
        "aws s3 cp s",
        expect![[r#"
        from 10, ghost "3://lake/"
        name s3://lake/: 
    "#]],
    );
    check(
        "aws s3 rm s3://lake/a --",
        expect![[r#"
        from 22, ghost "dryrun"
        flag --dryrun: Say what would be done, and do nothing.
        flag --quiet: Print nothing.
        flag --recursive: Delete all objects below the prefix.
        flag --include: Take what fits a pattern, though it was left out before.
        flag --exclude: Leave out what fits a pattern: "*.gz".
        flag --only-show-errors: Print only what went wrong.
        flag --page-size: How many objects each request for a list asks for.
    "#]],
    );
    check(
        "aws s3 ls --page-size ",
        expect![[r#"
        from 22, ghost ""
    "#]],
    );
    check(
        "aws firehose put-record --delivery-stream-name ",
        expect![[r#"
        from 47, ghost ""
        name logs: 
    "#]],
    );
    check(
        "man s3 l",
        expect![[r#"
        from 7, ghost "s"
        operation ls: List buckets, or what is in one.
    "#]],
    );
}
