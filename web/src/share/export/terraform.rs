//! Streams and fan-out consumers as Terraform resources.

use kinetoscope::streams::shapes::StreamMode;
use kinetoscope::world::view::View;

use super::{fan_out_readers, head, open_shards, quoted};

pub(super) fn text(view: &View) -> String {
    let mut text = head(view, "Terraform resources", "#");
    for (number, stream) in view.streams.iter().enumerate() {
        text += &format!("\nresource \"aws_kinesis_stream\" \"stream_{number}\" {{\n");
        text += &format!("  name             = {}\n", literal(&stream.name));
        if stream.mode == StreamMode::Provisioned {
            text += &format!("  shard_count      = {}\n", open_shards(stream));
        }
        text += &format!("  retention_period = {}\n", stream.retention_hours);
        if stream.mode == StreamMode::OnDemand {
            text += "\n  stream_mode_details {\n    stream_mode = \"ON_DEMAND\"\n  }\n";
        }
        text += "}\n";
        for (consumer, reader) in fan_out_readers(view, stream).enumerate() {
            text += &format!(
                "\nresource \"aws_kinesis_stream_consumer\" \"consumer_{number}_{consumer}\" {{\n  name       = {}\n  \
                 stream_arn = aws_kinesis_stream.stream_{number}.arn\n}}\n",
                literal(&reader.name)
            );
        }
    }
    text
}

/// A text in quotes in which nothing is evaluated.
pub(crate) fn literal(text: &str) -> String {
    quoted(text).replace("${", "$${").replace("%{", "%%{")
}
