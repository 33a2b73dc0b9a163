//! How a program that puts records would choose their keys.

use kinetoscope::world::scenario::Keys;

use super::command::option;
use super::script::quoted;
use super::{OWN_LINE, Texts};

/// How a program that puts records would choose keys so.
pub(super) fn texts(keys: &Keys, stream: &str) -> Texts {
    let own_line = |name: &str, value: &str| OWN_LINE.to_owned() + &option(name, value);
    let key_option = |value: &str| own_line("--partition-key", value);
    let (cli, script) = match keys {
        Keys::Random => {
            (format!("{OWN_LINE}--partition-key \"$(uuidgen)\""), "crypto.randomUUID()".to_owned())
        }
        Keys::Fixed { key } => (key_option(key), quoted(key)),
        Keys::Hot { key, share } => {
            let share = f64::from(share.millionths) / 1e6;
            (key_option(key), format!("Math.random() < {share} ? {} : crypto.randomUUID()", quoted(key)))
        }
        Keys::Sequential { prefix, count } => (
            format!("{}$((n++ % {count}))", key_option(prefix)),
            format!("{} + (n++ % {count})", quoted(prefix)),
        ),
        Keys::Zipf { count } => (key_option("key-1"), format!("\"key-\" + zipf({count})")),
        Keys::Explicit { hash_key } => {
            let hash_key = hash_key.to_string();
            let script = format!("\"any\", ExplicitHashKey: \"{hash_key}\"");
            (key_option("any") + &own_line("--explicit-hash-key", &hash_key), script)
        }
    };
    let stream_name = own_line("--stream-name", stream);
    let stream = quoted(stream);
    Texts {
        terraform: "# Terraform makes streams; it puts no records.".into(),
        cli: format!("aws kinesis put-record{stream_name}{cli}{OWN_LINE}--data \"$DATA\""),
        sdk: format!(
            "await client.send(new PutRecordsCommand({{\n  StreamName: {stream},\n  Records: batch.map((Data) => \
             ({{\n    Data,\n    PartitionKey: {script},\n  }})),\n}}));"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_a_link_is_never_run() {
        let put = |key: &str| texts(&Keys::Fixed { key: key.into() }, "clicks");
        assert!(put("$(rm x)").cli.contains("--partition-key '$(rm x)' \\\n"));
        assert!(put("it's").cli.contains(r"--partition-key 'it'\''s' \"));
        assert!(put("--data").cli.contains("--partition-key=--data \\\n"));
        assert!(put("user-1").cli.contains("--partition-key user-1 \\\n"));
        assert!(put("\"; x(); \"").sdk.contains(r#"PartitionKey: "\"; x(); \"","#));
        let rotation = texts(&Keys::Sequential { prefix: "`${x}".into(), count: 4 }, "clicks");
        assert!(rotation.cli.contains("--partition-key '`${x}'$((n++ % 4)) \\\n"));
        assert!(rotation.sdk.contains(r#"PartitionKey: "`${x}" + (n++ % 4),"#));
    }
}
