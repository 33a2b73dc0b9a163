//! Streams and fan-out consumers as calls of the AWS CLI, for a shell.

use kinetoscope::streams::shapes::StreamMode;
use kinetoscope::world::view::View;

use super::{ENDPOINT, fan_out_readers, head, keeps_longer, open_shards};
use crate::share::calls::shell_word;

pub(super) fn text(view: &View) -> String {
    let mut text = String::from("#!/bin/sh\n") + &head(view, "calls of the AWS CLI", "#");
    text += &format!("# For the local endpoint: export AWS_ENDPOINT_URL={ENDPOINT}\nset -e\n");
    for stream in &view.streams {
        let name = shell_word(&stream.name);
        let size = match stream.mode {
            StreamMode::OnDemand => "--stream-mode-details StreamMode=ON_DEMAND".into(),
            StreamMode::Provisioned => format!("--shard-count {}", open_shards(stream)),
        };
        text += &format!("\naws kinesis create-stream --stream-name {name} {size}\n");
        text += &format!("aws kinesis wait stream-exists --stream-name {name}\n");
        if keeps_longer(stream) {
            text += &format!(
                "aws kinesis increase-stream-retention-period --stream-name {name} --retention-period-hours {}\n",
                stream.retention_hours
            );
        }
        let own: Vec<_> = fan_out_readers(view, stream).collect();
        if !own.is_empty() {
            text += &format!(
                "arn=$(aws kinesis describe-stream-summary --stream-name {name} \\\n  \
                 --query StreamDescriptionSummary.StreamARN --output text)\n"
            );
        }
        for reader in own {
            text += &format!(
                "aws kinesis register-stream-consumer --stream-arn \"$arn\" --consumer-name {}\n",
                shell_word(&reader.name)
            );
        }
    }
    text
}
