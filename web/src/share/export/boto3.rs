//! Streams and fan-out consumers by boto3, against the local endpoint.

use kinetoscope::streams::shapes::StreamMode;
use kinetoscope::world::view::View;

use super::{ENDPOINT, fan_out_readers, head, keeps_longer, open_shards, quoted};

pub(super) fn text(view: &View) -> String {
    let mut text = head(view, "calls of boto3", "#");
    text += "# Before it: kinetoscope serve\nimport boto3\n\n";
    text += &format!(
        "kinesis = boto3.client(\n    \"kinesis\",\n    endpoint_url=\"{ENDPOINT}\",\n    region_name=\"us-east-1\",\n    \
         aws_access_key_id=\"any\",\n    aws_secret_access_key=\"any\",\n)\n"
    );
    for stream in &view.streams {
        let name = quoted(&stream.name);
        let size = match stream.mode {
            StreamMode::OnDemand => "StreamModeDetails={\"StreamMode\": \"ON_DEMAND\"}".into(),
            StreamMode::Provisioned => format!("ShardCount={}", open_shards(stream)),
        };
        text += &format!("\nkinesis.create_stream(StreamName={name}, {size})\n");
        text += &format!("kinesis.get_waiter(\"stream_exists\").wait(StreamName={name})\n");
        if keeps_longer(stream) {
            text += &format!(
                "kinesis.increase_stream_retention_period(StreamName={name}, RetentionPeriodHours={})\n",
                stream.retention_hours
            );
        }
        let own: Vec<_> = fan_out_readers(view, stream).collect();
        if !own.is_empty() {
            text += &format!(
                "arn = kinesis.describe_stream_summary(StreamName={name})[\"StreamDescriptionSummary\"][\"StreamARN\"]\n"
            );
        }
        for reader in own {
            text += &format!(
                "kinesis.register_stream_consumer(StreamARN=arn, ConsumerName={})\n",
                quoted(&reader.name)
            );
        }
        text +=
            &format!("\nkinesis.put_record(StreamName={name}, PartitionKey=\"user-1\", Data=b\"hello\")\n");
    }
    text
}
