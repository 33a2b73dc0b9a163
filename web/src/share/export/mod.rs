//! What is on the stage as files of other tools. Each begins with what it cannot say.

mod aws_cli;
mod boto3;
mod cloudformation;
mod drawing;
mod script;
pub(crate) mod terraform;

use kinetoscope::streams::RETENTION_DEFAULT;
use kinetoscope::time::Duration;
use kinetoscope::world::view::{ReaderView, StreamView, View};

/// The port of `kinetoscope serve`, unless it is told another.
const ENDPOINT: &str = "http://127.0.0.1:4567";

/// A kind of file.
pub(crate) struct Export {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// What its file is called.
    pub(crate) file: &'static str,
    pub(crate) text: fn(&View, &str) -> String,
}

/// All kinds. Each is made from a picture and the session's scenario, a JSON text.
pub(crate) const EXPORTS: &[Export] = &[
    Export {
        id: "cloudformation",
        name: "CloudFormation template",
        file: "stage.template.yaml",
        text: |view, _| cloudformation::text(view),
    },
    Export { id: "terraform", name: "Terraform", file: "stage.tf", text: |view, _| terraform::text(view) },
    Export { id: "cli", name: "AWS CLI script", file: "stage.sh", text: |view, _| aws_cli::text(view) },
    Export { id: "script", name: "Test with the npm package", file: "stage.test.mjs", text: script::text },
    Export {
        id: "boto3",
        name: "boto3 against the local endpoint",
        file: "stage.py",
        text: |view, _| boto3::text(view),
    },
    Export {
        id: "svg",
        name: "Picture of the stage (SVG)",
        file: "stage.svg",
        text: |view, _| drawing::svg(view),
    },
];

/// What no template of streams can say, each a line.
fn limits(view: &View) -> Vec<String> {
    let mut lines = vec![];
    if !view.producers.is_empty() {
        lines.push(format!(
            "It makes no records; who puts them are programs of yours: {}.",
            names(&view.producers, |producer| &producer.name)
        ));
    }
    let shared: Vec<_> = view.readers.iter().filter(|reader| !reader.fan_out).collect();
    if !shared.is_empty() {
        lines.push(format!(
            "It runs no shared reader; those are programs of yours: {}.",
            names(&shared, |reader| &reader.name)
        ));
    }
    for stream in &view.streams {
        let open: Vec<_> = stream.shards.iter().filter(|shard| shard.is_open()).collect();
        let even = 1.0 / open.len().max(1) as f64;
        if open.iter().any(|shard| (shard.to - shard.from - even).abs() > 1e-6) {
            lines.push(format!(
                "The ranges of {}'s shards are not even here; it makes even ones.",
                stream.name
            ));
        }
    }
    lines.push("Faults, the seed and the virtual clock are the simulator's own.".into());
    lines
}

/// Names in one line. They come from links, and so from anybody: nothing in them may end a comment. YAML 1.1 ends a line at
/// U+2028 and U+2029 too, which are no control characters.
fn names<T>(things: &[T], name: impl Fn(&T) -> &String) -> String {
    let ends_line = |letter: &char| letter.is_control() || ['\u{2028}', '\u{2029}'].contains(letter);
    let plain = |name: &String| name.chars().filter(|letter| !ends_line(letter)).collect::<String>();
    things.iter().map(|thing| plain(name(thing))).collect::<Vec<_>>().join(", ")
}

/// What the file is and cannot say, as comments of a language.
fn head(view: &View, what: &str, mark: &str) -> String {
    let lines = [format!("The stage of Kinetoscope as {what}.")].into_iter().chain(limits(view));
    lines.map(|line| format!("{mark} {line}\n")).collect()
}

/// Open shards of a stream.
fn open_shards(stream: &StreamView) -> usize {
    stream.shards.iter().filter(|shard| shard.is_open()).count()
}

/// Whether a stream keeps records longer than a new one does.
fn keeps_longer(stream: &StreamView) -> bool {
    RETENTION_DEFAULT < Duration::from_hours(stream.retention_hours)
}

/// The readers of a stream that are registered with it.
fn fan_out_readers<'view>(view: &'view View, stream: &StreamView) -> impl Iterator<Item = &'view ReaderView> {
    view.readers.iter().filter(move |reader| reader.fan_out && reader.stream == stream.name)
}

/// A text in quotes as JSON has it, which YAML, JavaScript and Python read too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::world::scenario::Scenario;
    use kinetoscope::world::view::Frame;

    const SCENARIO: &str = r#"{"version":1,"id":"a","streams":[{"name":"clicks","shards":3,"retention_hours":48}],
        "producers":[{"name":"web\n\u2028; rm -rf /","stream":"clicks","records_per_second":10}],
        "readers":[{"name":"billing","stream":"clicks"},{"name":"fraud","stream":"clicks","fan_out":true}]}"#;

    fn texts() -> Vec<(&'static str, String)> {
        let mut world = Scenario::from_json(SCENARIO).unwrap().world(None).unwrap();
        world.advance(Duration::from_secs(2));
        let view = world.view(Frame { window: Duration::from_secs(20), buckets: 20 });
        EXPORTS.iter().map(|export| (export.id, (export.text)(&view, SCENARIO))).collect()
    }

    #[test]
    fn each_names_the_stream_its_shards_and_retention_and_what_it_cannot_say() {
        for (id, text) in texts() {
            assert!(text.contains("clicks"), "{id}: {text}");
            assert!(text.contains("programs of yours") || id == "svg" || id == "script", "{id}: {text}");
        }
        let counts = [
            ("cloudformation", "      ShardCount: 3\n"),
            ("terraform", "  shard_count      = 3\n"),
            ("cli", " --shard-count 3\n"),
            ("boto3", ", ShardCount=3)\n"),
        ];
        let texts = texts();
        for (id, shards) in counts {
            let (_, text) = texts.iter().find(|(of, _)| *of == id).unwrap();
            assert!(text.contains(shards), "{id}: {text}");
            assert!(text.contains("48") && text.contains("fraud"), "{id}: {text}");
        }
    }

    #[test]
    fn a_name_never_leaves_its_comment_or_its_quotes() {
        for (id, text) in texts().into_iter().filter(|(id, _)| *id != "script") {
            let ends_line = |end: &str| text.contains(&format!("{end}; rm"));
            // No line of XML ends so.
            assert!(!ends_line("\n") && (id == "svg" || !ends_line("\u{2028}")), "{id}: {text}");
        }
    }
}
