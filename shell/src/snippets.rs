//! Scripts to begin with.

/// A script and what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Its name in links and tests.
    pub id: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// Its lines.
    pub script: &'static str,
}

/// All of them, the first to begin with. Each makes the streams that it needs.
pub const SNIPPETS: [Snippet; 11] = [
    Snippet {
        id: "first-walk",
        title: "Create a stream, put a record, read it, delete the stream",
        script: "\
aws kinesis create-stream --stream-name Foo --shard-count 1
sleep 10
aws kinesis describe-stream-summary --stream-name Foo
aws kinesis put-record --stream-name Foo --partition-key 123 --data testdata --cli-binary-format raw-in-base64-out
SHARD_ITERATOR=$(aws kinesis get-shard-iterator --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON --stream-name Foo --query 'ShardIterator' --output text)
aws kinesis get-records --shard-iterator $SHARD_ITERATOR
aws kinesis delete-stream --stream-name Foo
",
    },
    Snippet {
        id: "read-the-bytes",
        title: "Turn the base64 of a record back into text",
        script: "\
aws kinesis create-stream --stream-name Bytes --shard-count 1 && sleep 10
aws kinesis put-record --stream-name Bytes --partition-key a --data \"$(echo -n 'Hello, shard' | base64)\"
ITERATOR=$(aws kinesis get-shard-iterator --stream-name Bytes --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON --query ShardIterator --output text)
aws kinesis get-records --shard-iterator $ITERATOR --query 'Records[0].Data' --output text | base64 -d
",
    },
    Snippet {
        id: "accidental-base64",
        title: "See what version 2 does with text that happens to be base64",
        script: "\
aws kinesis create-stream --stream-name Oops --shard-count 1 && sleep 10
aws kinesis put-record --stream-name Oops --partition-key a --data testdata
aws kinesis put-record --stream-name Oops --partition-key a --data testdata --cli-binary-format raw-in-base64-out
",
    },
    Snippet {
        id: "many-at-once",
        title: "Put several records in one call",
        script: "\
aws kinesis create-stream --stream-name Batch --shard-count 2 && sleep 10
aws kinesis put-records --stream-name Batch --records Data=YQ==,PartitionKey=user-1 Data=Yg==,PartitionKey=user-6 Data=Yw==,PartitionKey=123
aws kinesis put-records --stream-name Batch --records '[{\"Data\": \"ZA==\", \"PartitionKey\": \"user-1\"}]' --query 'Records[].ShardId' --output text
",
    },
    Snippet {
        id: "split",
        title: "Split a shard in the middle",
        script: "\
aws kinesis create-stream --stream-name Wide --shard-count 1 && sleep 10
aws kinesis split-shard --stream-name Wide --shard-to-split shardId-000000000000 --new-starting-hash-key 170141183460469231731687303715884105728
sleep 10
aws kinesis list-shards --stream-name Wide --query 'Shards[].[ShardId, ParentShardId, HashKeyRange.StartingHashKey]' --output table
",
    },
    Snippet {
        id: "resize",
        title: "Double the shards of a stream",
        script: "\
aws kinesis create-stream --stream-name Grow --shard-count 2 && sleep 10
aws kinesis update-shard-count --stream-name Grow --target-shard-count 4 --scaling-type UNIFORM_SCALING
sleep 30
aws kinesis describe-stream-summary --stream-name Grow --query 'StreamDescriptionSummary.OpenShardCount'
",
    },
    Snippet {
        id: "fan-out",
        title: "Register a consumer with a pipe of its own",
        script: "\
aws kinesis create-stream --stream-name Fast --shard-count 1 && sleep 10
ARN=$(aws kinesis describe-stream-summary --stream-name Fast --query StreamDescriptionSummary.StreamARN --output text)
aws kinesis register-stream-consumer --stream-arn $ARN --consumer-name billing
sleep 10
aws kinesis list-stream-consumers --stream-arn $ARN --output yaml
",
    },
    Snippet {
        id: "retention",
        title: "Keep records for a week",
        script: "\
aws kinesis create-stream --stream-name Keep --shard-count 1 && sleep 10
aws kinesis increase-stream-retention-period --stream-name Keep --retention-period-hours 168
sleep 10
aws kinesis describe-stream-summary --stream-name Keep | jq .StreamDescriptionSummary.RetentionPeriodHours
",
    },
    Snippet {
        id: "pages",
        title: "Turn pages by hand and let the AWS CLI turn them",
        script: "\
aws kinesis create-stream --stream-name Paged --shard-count 3 && sleep 10
aws kinesis list-shards --stream-name Paged --max-results 2
aws kinesis describe-stream --stream-name Paged --max-items 2 --query '{Shards: StreamDescription.Shards[].ShardId, NextToken: NextToken}'
aws kinesis describe-stream --stream-name Paged --page-size 1 --query 'length(StreamDescription.Shards)'
",
    },
    Snippet {
        id: "skeleton",
        title: "Fill in an example of an input",
        script: "\
aws kinesis create-stream --generate-cli-skeleton
aws kinesis create-stream --cli-input-json '{\"StreamName\": \"Filled\", \"ShardCount\": 1, \"Tags\": {\"team\": \"data\"}}'
sleep 10
aws kinesis list-tags-for-stream --stream-name Filled --output text
",
    },
    Snippet {
        id: "lake-by-hand",
        title: "Deliver records into a bucket and unpack what arrived",
        script: "\
aws s3 mb s3://notes-of-today
aws firehose create-delivery-stream --delivery-stream-name notes --extended-s3-destination-configuration 'RoleARN=arn:aws:iam::000000000000:role/firehose,BucketARN=arn:aws:s3:::notes-of-today,CompressionFormat=GZIP,BufferingHints={SizeInMBs=1,IntervalInSeconds=60}'
sleep 2m
aws firehose put-record --delivery-stream-name notes --cli-binary-format raw-in-base64-out --record '{\"Data\":\"first\\n\"}'
aws firehose put-record --delivery-stream-name notes --cli-binary-format raw-in-base64-out --record '{\"Data\":\"second\\n\"}'
sleep 2m
aws s3 ls s3://notes-of-today --recursive
KEY=$(aws s3 ls s3://notes-of-today --recursive | tail -1 | awk '{print $4}')
aws s3 cp s3://notes-of-today/$KEY - | gunzip
",
    },
];
