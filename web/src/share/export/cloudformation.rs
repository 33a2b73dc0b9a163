//! Streams and fan-out consumers as a CloudFormation template.

use kinetoscope::streams::shapes::StreamMode;
use kinetoscope::world::view::View;

use super::{fan_out_readers, head, open_shards, quoted};

pub(super) fn text(view: &View) -> String {
    let mut text = head(view, "a CloudFormation template", "#");
    text +=
        "AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: \"The stage of Kinetoscope\"\nResources:\n";
    for (number, stream) in view.streams.iter().enumerate() {
        text += &format!("  Stream{number}:\n    Type: \"AWS::Kinesis::Stream\"\n    Properties:\n");
        text += &format!(
            "      Name: {}\n      RetentionPeriodHours: {}\n",
            quoted(&stream.name),
            stream.retention_hours
        );
        match stream.mode {
            StreamMode::OnDemand => text += "      StreamModeDetails:\n        StreamMode: \"ON_DEMAND\"\n",
            StreamMode::Provisioned => text += &format!("      ShardCount: {}\n", open_shards(stream)),
        }
        for (consumer, reader) in fan_out_readers(view, stream).enumerate() {
            text += &format!(
                "  Stream{number}Consumer{consumer}:\n    Type: \"AWS::Kinesis::StreamConsumer\"\n    Properties:\n      \
                 ConsumerName: {}\n      StreamARN:\n        Fn::GetAtt: [\"Stream{number}\", \"Arn\"]\n",
                quoted(&reader.name)
            );
        }
    }
    text
}
