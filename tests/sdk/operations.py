"""What is seen of each operation: a function a name, which the tests call for every client that knows the operation.

Each gets a `Stage`: an account of its own, in which is the stream `s` of one shard, and `call`, which calls the
operation by the client under test. Whatever else it needs, it makes by boto3, and looks at it by boto3.
"""

import base64
import json

SHARD = "shardId-000000000000"
CHILDREN = ["shardId-000000000001", "shardId-000000000002"]
HALF = str(2**127)


class Stage:
    def __init__(self, kinesis, call, advance):
        self.kinesis, self.call, self.advance = kinesis, call, advance
        kinesis.create_stream(StreamName="s", ShardCount=1)
        self.arn = self.summary()["StreamARN"]

    def summary(self, name="s"):
        return self.kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]

    def put(self, *texts, name="s"):
        """Puts records and gives the number of the last."""
        for text in texts:
            answer = self.kinesis.put_record(StreamName=name, PartitionKey="key", Data=text)
        return answer["SequenceNumber"]

    def iterator(self, start="TRIM_HORIZON"):
        return self.kinesis.get_shard_iterator(StreamName="s", ShardId=SHARD, ShardIteratorType=start)["ShardIterator"]

    def records(self, iterator=None):
        records = self.kinesis.get_records(ShardIterator=iterator or self.iterator())["Records"]
        return [record["Data"].decode() for record in records]

    def open_shards(self):
        shards = self.kinesis.list_shards(StreamName="s", ShardFilter={"Type": "AT_LATEST"})["Shards"]
        return [shard["ShardId"] for shard in shards]

    def tags(self, arn=None):
        tags = self.kinesis.list_tags_for_resource(ResourceARN=arn or self.arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in tags}

    def consumer(self):
        """The ARN of a consumer `c` of the stream."""
        return self.kinesis.register_stream_consumer(StreamARN=self.arn, ConsumerName="c")["Consumer"]["ConsumerARN"]

    def on_demand(self):
        """The ARN of an on-demand stream `o`."""
        self.kinesis.create_stream(StreamName="o", StreamModeDetails={"StreamMode": "ON_DEMAND"})
        return self.summary("o")["StreamARN"]

    def queue(self, **attributes):
        """The ARN of a queue `q` of an on-demand stream `o`."""
        given = {"QueueAttributes": attributes} if attributes else {}
        streams = [{"StreamARN": self.on_demand()}]
        answer = self.kinesis.create_queue(QueueName="q", StreamConfigurationList=streams, **given)
        return answer["QueueDescription"]["QueueARN"]

    def received(self, queue, **more):
        """What a receiver of a queue gets: text and receipt of each record."""
        return pairs(self.kinesis.receive_queue_records(QueueARN=queue, **more))

    def dead_letter(self):
        """A queue and the receipt of the one record that was received too often."""
        dead = {"TargetType": "BUILT_IN", "MaxReceiveCount": 1}
        queue = self.queue(VisibilityTimeoutSeconds=0, DeadLetterConfiguration=dead)
        self.put("poison", name="o")
        assert [len(self.received(queue)) for _ in range(2)] == [1, 0]
        ((text, receipt),) = self.dead(queue)
        assert text == "poison"
        return queue, receipt

    def dead(self, queue, visibility=30):
        answer = self.kinesis.receive_dead_letter_queue_records(QueueARN=queue, VisibilityTimeoutSeconds=visibility)
        return pairs(answer)


def pairs(answer):
    texts = [record["Data"] for record in answer["QueueRecords"]]
    texts = [text.decode() if isinstance(text, bytes) else plain(text) for text in texts]
    return list(zip(texts, [record["ReceiptHandle"] for record in answer["QueueRecords"]]))


def plain(data):
    """The text of a record as `call` answers it."""
    return base64.b64decode(data).decode()


def policy(arn):
    allowed = {"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Resource": arn}
    statement = {"Sid": "others", **allowed, "Action": ["kinesis:DescribeStreamSummary", "kinesis:ListShards"]}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


# Streams.


def create_stream(stage):
    assert stage.call(StreamName="new", ShardCount=3, Tags={"team": "tea"}) == {}
    summary = stage.summary("new")
    assert (summary["StreamStatus"], summary["OpenShardCount"]) == ("ACTIVE", 3)
    assert stage.tags(summary["StreamARN"]) == {"team": "tea"}


def delete_stream(stage):
    stage.consumer()
    assert stage.call(StreamName="s", EnforceConsumerDeletion=True) == {}
    assert stage.kinesis.list_streams()["StreamNames"] == []


def describe_stream(stage):
    description = stage.call(StreamName="s")["StreamDescription"]
    assert (description["StreamARN"], description["StreamStatus"]) == (stage.arn, "ACTIVE")
    (shard,) = description["Shards"]
    assert shard["HashKeyRange"] == {"StartingHashKey": "0", "EndingHashKey": str(2**128 - 1)}


def describe_stream_summary(stage):
    stage.consumer()
    summary = stage.call(StreamARN=stage.arn)["StreamDescriptionSummary"]
    assert (summary["StreamName"], summary["StreamModeDetails"]) == ("s", {"StreamMode": "PROVISIONED"})
    assert (summary["OpenShardCount"], summary["ConsumerCount"]) == (1, 1)


def list_streams(stage):
    stage.on_demand()
    answer = stage.call(Limit=10)
    assert (answer["StreamNames"], answer["HasMoreStreams"]) == (["o", "s"], False)
    modes = [summary["StreamModeDetails"]["StreamMode"] for summary in answer["StreamSummaries"]]
    assert modes == ["ON_DEMAND", "PROVISIONED"]


def update_stream_mode(stage):
    assert stage.call(StreamARN=stage.arn, StreamModeDetails={"StreamMode": "ON_DEMAND"}) == {}
    assert stage.summary()["StreamModeDetails"] == {"StreamMode": "ON_DEMAND"}


def update_stream_record_distribution_strategy(stage):
    assert stage.call(StreamARN=stage.on_demand(), RecordDistributionStrategy="AUTO") == {}
    assert stage.summary("o")["RecordDistributionStrategy"] == "AUTO"
    assert stage.kinesis.put_record(StreamName="o", Data="no key")["ShardId"].startswith("shardId-")


def update_stream_warm_throughput(stage):
    stage.kinesis.update_account_settings(MinimumThroughputBillingCommitment={"Status": "ENABLED"})
    stage.on_demand()
    answer = stage.call(StreamName="o", WarmThroughputMiBps=10)
    assert (answer["StreamName"], answer["WarmThroughput"]["TargetMiBps"]) == ("o", 10)
    assert stage.summary("o")["WarmThroughput"]["CurrentMiBps"] == 10


def update_max_record_size(stage):
    assert stage.call(StreamARN=stage.arn, MaxRecordSizeInKiB=2048) == {}
    assert stage.summary()["MaxRecordSizeInKiB"] == 2048
    assert stage.put("x" * 1_500_000)


def increase_stream_retention_period(stage):
    assert stage.call(StreamName="s", RetentionPeriodHours=48) == {}
    stage.put("tea")
    stage.advance(hours=47)
    assert stage.records() == ["tea"]


def decrease_stream_retention_period(stage):
    stage.kinesis.increase_stream_retention_period(StreamName="s", RetentionPeriodHours=48)
    assert stage.call(StreamName="s", RetentionPeriodHours=24) == {}
    stage.put("tea")
    stage.advance(hours=25)
    assert stage.records() == []


def enable_enhanced_monitoring(stage):
    answer = stage.call(StreamName="s", ShardLevelMetrics=["IncomingBytes"])
    assert (answer["CurrentShardLevelMetrics"], answer["DesiredShardLevelMetrics"]) == ([], ["IncomingBytes"])
    assert stage.summary()["EnhancedMonitoring"] == [{"ShardLevelMetrics": ["IncomingBytes"]}]


def disable_enhanced_monitoring(stage):
    stage.kinesis.enable_enhanced_monitoring(StreamName="s", ShardLevelMetrics=["IncomingBytes", "OutgoingBytes"])
    answer = stage.call(StreamARN=stage.arn, ShardLevelMetrics=["IncomingBytes"])
    assert answer["DesiredShardLevelMetrics"] == ["OutgoingBytes"]
    assert stage.summary()["EnhancedMonitoring"] == [{"ShardLevelMetrics": ["OutgoingBytes"]}]


def start_stream_encryption(stage):
    assert stage.call(StreamName="s", EncryptionType="KMS", KeyId="alias/aws/kinesis") == {}
    summary = stage.summary()
    assert (summary["EncryptionType"], summary["KeyId"]) == ("KMS", "alias/aws/kinesis")
    stage.put("secret")
    assert stage.kinesis.get_records(ShardIterator=stage.iterator())["Records"][0]["EncryptionType"] == "KMS"


def stop_stream_encryption(stage):
    key = {"EncryptionType": "KMS", "KeyId": "alias/aws/kinesis"}
    stage.kinesis.start_stream_encryption(StreamName="s", **key)
    assert stage.call(StreamName="s", **key) == {}
    assert stage.summary()["EncryptionType"] == "NONE"


# Records.


def put_record(stage):
    answer = stage.call(StreamName="s", PartitionKey="key", Data="tea", ExplicitHashKey="0")
    assert (answer["ShardId"], answer["SequenceNumber"].isdigit()) == (SHARD, True)
    assert stage.records() == ["tea"]


def put_records(stage):
    records = [{"PartitionKey": "key", "Data": text} for text in ("one", "two")]
    answer = stage.call(StreamName="s", Records=records)
    assert (answer["FailedRecordCount"], [record["ShardId"] for record in answer["Records"]]) == (0, [SHARD] * 2)
    assert stage.records() == ["one", "two"]


def get_shard_iterator(stage):
    number = stage.put("one", "two")
    start = {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "StartingSequenceNumber": number}
    answer = stage.call(StreamName="s", ShardId=SHARD, **start)
    assert stage.records(answer["ShardIterator"]) == ["two"]


def get_records(stage):
    number = stage.put("one", "two")
    answer = stage.call(ShardIterator=stage.iterator(), Limit=10)
    assert [plain(record["Data"]) for record in answer["Records"]] == ["one", "two"]
    assert (answer["Records"][1]["SequenceNumber"], answer["MillisBehindLatest"]) == (number, 0)
    stage.put("three")
    assert stage.records(answer["NextShardIterator"]) == ["three"]


# Shards.


def list_shards(stage):
    stage.kinesis.split_shard(StreamName="s", ShardToSplit=SHARD, NewStartingHashKey=HALF)
    shards = stage.call(StreamName="s", ShardFilter={"Type": "AT_LATEST"})["Shards"]
    assert [(shard["ShardId"], shard["ParentShardId"]) for shard in shards] == [(child, SHARD) for child in CHILDREN]


def split_shard(stage):
    assert stage.call(StreamName="s", ShardToSplit=SHARD, NewStartingHashKey=HALF) == {}
    assert stage.open_shards() == CHILDREN


def merge_shards(stage):
    stage.kinesis.split_shard(StreamName="s", ShardToSplit=SHARD, NewStartingHashKey=HALF)
    assert stage.call(StreamName="s", ShardToMerge=CHILDREN[0], AdjacentShardToMerge=CHILDREN[1]) == {}
    assert stage.open_shards() == ["shardId-000000000003"]


def update_shard_count(stage):
    answer = stage.call(StreamName="s", TargetShardCount=2, ScalingType="UNIFORM_SCALING")
    assert (answer["CurrentShardCount"], answer["TargetShardCount"]) == (1, 2)
    assert stage.open_shards() == CHILDREN


# Consumers.


def register_stream_consumer(stage):
    consumer = stage.call(StreamARN=stage.arn, ConsumerName="c", Tags={"team": "tea"})["Consumer"]
    assert consumer["ConsumerARN"].startswith(f"{stage.arn}/consumer/c:")
    assert stage.tags(consumer["ConsumerARN"]) == {"team": "tea"}
    assert stage.summary()["ConsumerCount"] == 1


def deregister_stream_consumer(stage):
    assert stage.call(ConsumerARN=stage.consumer()) == {}
    assert stage.kinesis.list_stream_consumers(StreamARN=stage.arn)["Consumers"] == []


def describe_stream_consumer(stage):
    arn = stage.consumer()
    description = stage.call(StreamARN=stage.arn, ConsumerName="c")["ConsumerDescription"]
    seen = [description[name] for name in ("ConsumerARN", "ConsumerStatus", "StreamARN")]
    assert seen == [arn, "ACTIVE", stage.arn]


def list_stream_consumers(stage):
    arn = stage.consumer()
    consumers = stage.call(StreamARN=stage.arn)["Consumers"]
    assert [(consumer["ConsumerName"], consumer["ConsumerARN"]) for consumer in consumers] == [("c", arn)]


def subscribe_to_shard(stage):
    number = stage.put("tea")
    start = {"StartingPosition": {"Type": "TRIM_HORIZON"}}
    events = stage.call(ConsumerARN=stage.consumer(), ShardId=SHARD, **start)["EventStream"]
    event = next(iter(events))["SubscribeToShardEvent"]
    events.close()
    assert ([record["Data"] for record in event["Records"]], event["ContinuationSequenceNumber"]) == ([b"tea"], number)


# Tags, policies, the account.


def add_tags_to_stream(stage):
    assert stage.call(StreamName="s", Tags={"team": "tea", "stage": "test"}) == {}
    assert stage.tags() == {"team": "tea", "stage": "test"}


def list_tags_for_stream(stage):
    stage.kinesis.add_tags_to_stream(StreamName="s", Tags={"team": "tea"})
    answer = stage.call(StreamName="s")
    assert (answer["Tags"], answer["HasMoreTags"]) == ([{"Key": "team", "Value": "tea"}], False)


def remove_tags_from_stream(stage):
    stage.kinesis.add_tags_to_stream(StreamName="s", Tags={"team": "tea", "stage": "test"})
    assert stage.call(StreamName="s", TagKeys=["team"]) == {}
    assert stage.tags() == {"stage": "test"}


def tag_resource(stage):
    arn = stage.consumer()
    assert stage.call(ResourceARN=arn, Tags={"team": "tea"}) == {}
    assert (stage.tags(arn), stage.tags()) == ({"team": "tea"}, {})


def list_tags_for_resource(stage):
    stage.kinesis.tag_resource(ResourceARN=stage.arn, Tags={"team": "tea"})
    assert stage.call(ResourceARN=stage.arn) == {"Tags": [{"Key": "team", "Value": "tea"}]}


def untag_resource(stage):
    stage.kinesis.tag_resource(ResourceARN=stage.arn, Tags={"team": "tea", "stage": "test"})
    assert stage.call(ResourceARN=stage.arn, TagKeys=["stage"]) == {}
    assert stage.tags() == {"team": "tea"}


def put_resource_policy(stage):
    assert stage.call(ResourceARN=stage.arn, Policy=policy(stage.arn)) == {}
    assert stage.kinesis.get_resource_policy(ResourceARN=stage.arn)["Policy"] == policy(stage.arn)


def get_resource_policy(stage):
    stage.kinesis.put_resource_policy(ResourceARN=stage.arn, Policy=policy(stage.arn))
    assert stage.call(ResourceARN=stage.arn) == {"Policy": policy(stage.arn)}


def delete_resource_policy(stage):
    stage.kinesis.put_resource_policy(ResourceARN=stage.arn, Policy=policy(stage.arn))
    assert stage.call(ResourceARN=stage.arn) == {}
    assert stage.kinesis.get_resource_policy(ResourceARN=stage.arn)["Policy"] == "{}"


def describe_limits(stage):
    stage.on_demand()
    answer = stage.call()
    assert (answer["OpenShardCount"], answer["OnDemandStreamCount"]) == (5, 1)
    assert answer["OpenShardCount"] < answer["ShardLimit"]


def describe_account_settings(stage):
    assert stage.call()["MinimumThroughputBillingCommitment"]["Status"] == "DISABLED"


def update_account_settings(stage):
    answer = stage.call(MinimumThroughputBillingCommitment={"Status": "ENABLED"})
    assert answer["MinimumThroughputBillingCommitment"]["Status"] == "ENABLED"
    settings = stage.kinesis.describe_account_settings()["MinimumThroughputBillingCommitment"]
    assert settings["Status"] == "ENABLED"


# Queues.


def create_queue(stage):
    stream = stage.on_demand()
    stage.put("before", name="o")
    streams = [{"StreamARN": stream, "StartingPosition": {"Type": "TRIM_HORIZON"}}]
    attributes = {"VisibilityTimeoutSeconds": 5, "DeadLetterConfiguration": {"TargetType": "NONE"}}
    answer = stage.call(QueueName="q", StreamConfigurationList=streams, QueueAttributes=attributes)
    description = answer["QueueDescription"]
    assert (description["QueueName"], description["QueueAttributes"]) == ("q", attributes)
    assert [text for text, _ in stage.received(description["QueueARN"])] == ["before"]


def delete_queue(stage):
    assert stage.call(QueueARN=stage.queue()) == {}
    assert stage.kinesis.list_queues()["QueueSummaries"] == []


def describe_queue(stage):
    arn = stage.queue()
    description = stage.call(QueueARN=arn)["QueueDescription"]
    assert (description["QueueARN"], description["QueueStatus"]) == (arn, "ACTIVE")


def list_queues(stage):
    arn = stage.queue()
    summaries = stage.call(MaxResults=10)["QueueSummaries"]
    assert [(summary["QueueName"], summary["QueueARN"]) for summary in summaries] == [("q", arn)]


def update_queue(stage):
    arn = stage.queue()
    stage.call(QueueARN=arn, QueueAttributes={"VisibilityTimeoutSeconds": 5})
    attributes = stage.kinesis.describe_queue(QueueARN=arn)["QueueDescription"]["QueueAttributes"]
    assert attributes["VisibilityTimeoutSeconds"] == 5


def receive_queue_records(stage):
    queue = stage.queue()
    stage.put("tea", name="o")
    answer = stage.call(QueueARN=queue, Limit=10, VisibilityTimeoutSeconds=60)
    assert [text for text, _ in pairs(answer)] == ["tea"]
    assert [record["ReceiveCount"] for record in answer["QueueRecords"]] == [1]
    assert stage.received(queue) == []


def acknowledge_queue_records(stage):
    queue = stage.queue()
    stage.put("tea", name="o")
    ((_, receipt),) = stage.received(queue)
    entry = {"ReceiptHandle": receipt}
    assert stage.call(QueueARN=queue, Entries=[entry]) == {"Successful": [entry], "Failed": []}
    stage.advance(hours=1)
    assert stage.received(queue) == []


def update_queue_records_visibility(stage):
    queue = stage.queue()
    stage.put("tea", name="o")
    ((_, receipt),) = stage.received(queue)
    answer = stage.call(QueueARN=queue, Entries=[{"ReceiptHandle": receipt, "VisibilityTimeoutSeconds": 0}])
    assert (len(answer["Successful"]), answer["Failed"]) == (1, [])
    assert [text for text, _ in stage.received(queue)] == ["tea"]


def receive_dead_letter_queue_records(stage):
    queue, _ = stage.dead_letter()
    stage.advance(hours=1)
    answer = stage.call(QueueARN=queue, Limit=1)
    assert [text for text, _ in pairs(answer)] == ["poison"]


def acknowledge_dead_letter_queue_records(stage):
    queue, receipt = stage.dead_letter()
    entry = {"ReceiptHandle": receipt}
    assert stage.call(QueueARN=queue, Entries=[entry]) == {"Successful": [entry], "Failed": []}
    stage.advance(hours=1)
    assert stage.dead(queue) == []


def restore_dead_letter_queue_records(stage):
    queue, receipt = stage.dead_letter()
    entry = {"ReceiptHandle": receipt}
    assert stage.call(QueueARN=queue, Entries=[entry]) == {"Successful": [entry], "Failed": []}
    assert stage.dead(queue) == []
    assert [text for text, _ in stage.received(queue)] == ["poison"]


def update_dead_letter_queue_records_visibility(stage):
    queue, receipt = stage.dead_letter()
    answer = stage.call(QueueARN=queue, Entries=[{"ReceiptHandle": receipt, "VisibilityTimeoutSeconds": 0}])
    assert (len(answer["Successful"]), answer["Failed"]) == (1, [])
    assert [text for text, _ in stage.dead(queue)] == ["poison"]
