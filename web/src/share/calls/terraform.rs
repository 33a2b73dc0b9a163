//! What a call leaves behind, as Terraform has it: a state and no call.

use kinetoscope_shell::value::Value;

use crate::share::export::terraform::literal;

/// What stays of a call. Where Terraform has no such state, a comment says so.
pub(super) fn text(operation: &str, input: &Value) -> String {
    let member = |name: &str| input.get(name).map(written).unwrap_or_default();
    let as_it_was = |rest: String| stream(&format!("  # as it was, and\n{rest}"));
    match operation {
        "SplitShard" | "MergeShards" => {
            "# Terraform sets shard_count, and the service makes even ranges of it.\n# It cannot \
             split or merge one shard."
                .into()
        }
        "UpdateShardCount" => as_it_was(format!("  shard_count = {}\n", member("TargetShardCount"))),
        "IncreaseStreamRetentionPeriod" | "DecreaseStreamRetentionPeriod" => {
            as_it_was(format!("  retention_period = {}\n", member("RetentionPeriodHours")))
        }
        "StartStreamEncryption" => {
            as_it_was(format!("  encryption_type = \"KMS\"\n  kms_key_id      = {}\n", member("KeyId")))
        }
        "UpdateStreamMode" => as_it_was(mode(input)),
        "RegisterStreamConsumer" => format!(
            "resource \"aws_kinesis_stream_consumer\" \"this\" {{\n  name       = {}\n  stream_arn = \
             aws_kinesis_stream.this.arn\n}}",
            member("ConsumerName")
        ),
        "CreateStream" => created(input),
        _ => format!("# Terraform keeps resources as they should be; it has nothing for {operation}."),
    }
}

/// A stream of its own; an on-demand one has no number of shards.
fn created(input: &Value) -> String {
    let name = input.get("StreamName").map(written).unwrap_or_default();
    let mode = mode(input);
    let gap = if mode.is_empty() { "" } else { "\n" };
    let named = match input.get("ShardCount") {
        Some(count) => format!("  name        = {name}\n  shard_count = {}\n", written(count)),
        None => format!("  name = {name}\n"),
    };
    stream(&format!("{named}{gap}{mode}"))
}

/// The block that says how a stream is scaled, where the input does.
fn mode(input: &Value) -> String {
    let mode = input.get("StreamModeDetails").and_then(|details| details.get("StreamMode"));
    mode.map_or_else(String::new, |mode| {
        format!("  stream_mode_details {{\n    stream_mode = {}\n  }}\n", written(mode))
    })
}

fn stream(inside: &str) -> String {
    format!("resource \"aws_kinesis_stream\" \"this\" {{\n{inside}}}")
}

fn written(value: &Value) -> String {
    value.as_text().map_or_else(|| value.to_json_dense(), literal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope_shell::value::parse;

    fn of(operation: &str, input: &str) -> String {
        text(operation, &parse(input).unwrap())
    }

    #[test]
    fn terraform_says_what_stays_of_a_call_or_that_it_cannot() {
        assert!(of("SplitShard", "{}").starts_with("# Terraform sets shard_count"));
        assert_eq!(
            of("UpdateShardCount", r#"{"TargetShardCount":8}"#),
            "resource \"aws_kinesis_stream\" \"this\" {\n  # as it was, and\n  shard_count = 8\n}"
        );
        assert!(of("PutRecord", "{}").ends_with("it has nothing for PutRecord."));
    }

    #[test]
    fn a_new_stream_has_a_number_of_shards_or_its_mode() {
        assert_eq!(
            of("CreateStream", r#"{"StreamName":"clicks","ShardCount":4}"#),
            "resource \"aws_kinesis_stream\" \"this\" {\n  name        = \"clicks\"\n  shard_count = 4\n}"
        );
        let details = r#""StreamModeDetails":{"StreamMode":"ON_DEMAND"}"#;
        let mode = "  stream_mode_details {\n    stream_mode = \"ON_DEMAND\"\n  }\n";
        assert_eq!(
            of("CreateStream", &format!(r#"{{"StreamName":"clicks",{details}}}"#)),
            format!("resource \"aws_kinesis_stream\" \"this\" {{\n  name = \"clicks\"\n\n{mode}}}")
        );
        assert!(of("UpdateStreamMode", &format!("{{{details}}}")).contains(mode));
    }

    #[test]
    fn nothing_in_a_name_is_evaluated() {
        let written = of("CreateStream", r#"{"StreamName":"a${file(1)}"}"#);
        assert!(written.contains(r#"name = "a$${file(1)}""#), "{written}");
    }
}
