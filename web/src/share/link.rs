//! The fragment of an address: which scenario, and what differs from its file.
//!
//! `#p=hot-key&producer.1.rate=1500&producer.1.keys=zipf:100`. Readable, never sent to a server, and never fatal: what
//! is not understood is named and left out. This module knows how values are written; whether a producer could do as
//! they say, the engine's own plan judges.

use kinetoscope::world::scenario::{Keys, ProducerPlan, Retry};
use kinetoscope::world::session::Picture;
use kinetoscope::world::view::ProducerView;

use serde_json::{Value, json};

use crate::ui::dom;

/// Scenarios that the site has, the first being the one without a link.
pub(crate) const PRESETS: &[&str] = &[
    "hot-key",
    "first-record",
    "reshard",
    "five-cursors",
    "retention-edge",
    "fan-out",
    "stream-vs-queue",
    "firehose-lake",
    "keys-choose-shards",
    "size-or-time",
    "redshift-by-way-of-s3",
];
/// Those of them that only the whole engine can open: they have delivery streams.
const WHOLE: &[&str] = &["stream-vs-queue", "firehose-lake", "size-or-time", "redshift-by-way-of-s3"];
/// Shards that a link may ask for: strips that a page can draw. The service would take more.
pub(crate) const STRIPS_MAX: u32 = 500;
/// A readable link may have so many letters; a longer one is packed.
pub(crate) const READABLE_MAX: usize = 1_500;
/// A packed link may have so many; what is longer is a file.
pub(crate) const PACKED_MAX: usize = 16 * 1_024;
/// The form of links that this version writes.
const VERSION: &str = "1";

/// A link, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) preset: String,
    /// `producer.1.rate` and what it is set to.
    changes: Vec<(String, String)>,
    /// A whole session, packed.
    pub(crate) packed: Option<String>,
    /// What was not understood, in words.
    pub(crate) dropped: Vec<String>,
}

impl Link {
    /// The link in the page's address.
    pub(crate) fn of_address() -> Self {
        Self::parse(dom::fragment().trim_start_matches('#'))
    }

    /// The link to a scenario as its file has it.
    pub(crate) fn to(preset: String) -> Self {
        Self { preset, changes: vec![], packed: None, dropped: vec![] }
    }

    /// Whether only the whole engine can open it.
    pub(crate) fn needs_whole(&self) -> bool {
        WHOLE.contains(&self.preset.as_str())
    }

    /// Reads a fragment without its `#`. What stands between two `&` is one part, whatever its value decodes to.
    fn parse(fragment: &str) -> Self {
        let mut link = Self { preset: PRESETS[0].into(), changes: vec![], packed: None, dropped: vec![] };
        let anchor = !fragment.contains(['=', '&']); // a place within the page
        for pair in fragment.split('&').filter(|pair| !anchor && !pair.is_empty()) {
            match pair.split_once('=').and_then(|(name, value)| Some((name, unescape(value)?))) {
                Some((name, value)) => link.take(name, value),
                None => link.dropped.push(quoted(pair)),
            }
        }
        link
    }

    fn take(&mut self, name: &str, value: String) {
        let left_out = match name {
            "p" if PRESETS.contains(&value.as_str()) => return self.preset = value,
            "p" => format!("scenario {}", quoted(&value)),
            "v" if value == VERSION => return,
            "v" => format!("version {} (this page reads {VERSION})", cut(&value)),
            "z" => return self.packed = Some(value),
            _ if name.contains('.') => return self.changes.push((name.into(), value)),
            _ => quoted(&format!("{name}={value}")),
        };
        self.dropped.push(left_out);
    }

    /// Makes the link's changes to a scenario file and says how many; those that cannot be go to `dropped`.
    pub(crate) fn apply(&self, file: &mut Value, dropped: &mut Vec<String>) -> usize {
        let mut made = 0;
        for (name, value) in &self.changes {
            match change(file, name, value) {
                Some(()) => made += 1,
                None => dropped.push(quoted(&format!("{name}={value}"))),
            }
        }
        made
    }
}

/// What was opened: a scenario, and how its streams and producers stand in its file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Opened {
    pub(crate) preset: String,
    /// The producers of the file.
    pub(crate) producers: Vec<ProducerView>,
    /// The shards of its streams, in the file and as opened.
    pub(crate) shards: Vec<u64>,
    pub(crate) changed: Vec<u64>,
    /// Whether the link changed anything.
    pub(crate) edited: bool,
    /// Whether a page has chosen it, and not the reader.
    pub(crate) pinned: bool,
}

impl Opened {
    /// How many shards each stream of a scenario file has.
    pub(crate) fn shards_of(file: &Value) -> Vec<u64> {
        let streams = file["streams"].as_array().into_iter().flatten();
        streams.map(|stream| stream["shards"].as_u64().unwrap_or(1)).collect()
    }
}

/// Makes one change; `None` where it cannot be.
fn change(file: &mut Value, name: &str, value: &str) -> Option<()> {
    let parts: Vec<_> = name.split('.').collect();
    let [kind, number, member] = parts[..] else { return None };
    let index = number.parse::<usize>().ok()?.checked_sub(1)?;
    match (kind, member) {
        ("producer", _) => {
            let plan = file.get_mut("producers")?.get_mut(index)?;
            let mut changed = plan.clone();
            let (key, new) = producer_member(member, value)?;
            changed[key] = new;
            serde_json::from_value::<ProducerPlan>(changed.clone()).ok()?.check().ok()?;
            *plan = changed;
        }
        ("stream", "shards") => {
            let shards = value.parse::<u32>().ok().filter(|shards| (1..=STRIPS_MAX).contains(shards))?;
            file.get_mut("streams")?.get_mut(index)?["shards"] = json!(shards);
        }
        _ => return None,
    }
    Some(())
}

/// A member of a producer as its plan has it; what it may be is the plan's to say.
fn producer_member(member: &str, value: &str) -> Option<(&'static str, Value)> {
    Some(match member {
        "rate" => ("records_per_second", json!(value.parse::<f64>().ok()?)),
        "size" => ("record_bytes", json!(value.parse::<u64>().ok()?)),
        "keys" => ("keys", read_keys(value)?),
        "retry" => ("retry", read_retry(value)?),
        "running" => ("running", json!(["0", "1"].iter().position(|word| *word == value)? == 1)),
        _ => return None,
    })
}

/// `hot:celebrity:0.7`.
fn write_keys(keys: &Keys) -> String {
    match keys {
        Keys::Random => "random".into(),
        Keys::Fixed { key } => format!("fixed:{key}"),
        Keys::Hot { key, share } => format!("hot:{key}:{}", f64::from(share.millionths) / 1e6),
        Keys::Sequential { prefix, count } => format!("sequential:{prefix}:{count}"),
        Keys::Zipf { count } => format!("zipf:{count}"),
        Keys::Explicit { hash_key } => format!("explicit:{hash_key}"),
    }
}

fn read_keys(text: &str) -> Option<Value> {
    let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
    // A key may hold colons, the number after it may not.
    let last = || rest.rsplit_once(':');
    Some(match kind {
        "random" => json!("random"),
        "fixed" => json!({ "fixed": { "key": rest } }),
        "hot" => {
            let (key, share) = last()?;
            json!({ "hot": { "key": key, "share": share.parse::<f64>().ok()? } })
        }
        "sequential" => {
            let (prefix, count) = last()?;
            json!({ "sequential": { "prefix": prefix, "count": count.parse::<u64>().ok()? } })
        }
        "zipf" => json!({ "zipf": { "count": rest.parse::<u64>().ok()? } }),
        "explicit" => json!({ "explicit": { "hash_key": rest } }),
        _ => return None,
    })
}

fn write_retry(retry: Retry) -> String {
    match retry {
        Retry::None => "none".into(),
        Retry::Backoff { attempts_max, first_ms } => format!("backoff:{attempts_max}:{first_ms}"),
    }
}

fn read_retry(text: &str) -> Option<Value> {
    if text == "none" {
        return Some(json!("none"));
    }
    let (attempts, first) = text.strip_prefix("backoff:")?.split_once(':')?;
    let (attempts, first) = (attempts.parse::<u64>().ok()?, first.parse::<u64>().ok()?);
    Some(json!({ "backoff": { "attempts_max": attempts, "first_ms": first } }))
}

/// The fragment of a scenario as it stands: its name, how it was opened differently from its file, and where its
/// producers differ by now. Nothing where it differs in more than their settings, which such a link cannot say.
pub(crate) fn write(opened: &Opened, picture: &Picture) -> Option<String> {
    picture.only_settings.then(|| settings(opened, &picture.view.producers)).flatten()
}

/// The fragment, where there are the producers of the file and no others.
fn settings(opened: &Opened, producers: &[ProducerView]) -> Option<String> {
    if !producers.iter().map(|producer| &producer.name).eq(opened.producers.iter().map(|file| &file.name)) {
        return None;
    }
    let mut fragment = format!("p={}", opened.preset);
    for (index, (file, changed)) in opened.shards.iter().zip(&opened.changed).enumerate() {
        if file != changed {
            fragment.push_str(&format!("&stream.{}.shards={changed}", index + 1));
        }
    }
    for (index, (file, now)) in opened.producers.iter().zip(producers).enumerate() {
        for (name, value) in differences(file, now) {
            fragment.push_str(&format!("&producer.{}.{name}={}", index + 1, escape(&value)));
        }
    }
    Some(fragment)
}

fn differences(plan: &ProducerView, now: &ProducerView) -> Vec<(&'static str, String)> {
    let mut found = vec![];
    if plan.records_per_second != now.records_per_second {
        let rate = now.records_per_second.thousandths() as f64 / 1e3;
        found.push(("rate", rate.to_string()));
    }
    if plan.record_bytes != now.record_bytes {
        found.push(("size", now.record_bytes.to_string()));
    }
    if plan.keys != now.keys {
        found.push(("keys", write_keys(&now.keys)));
    }
    if plan.retry != now.retry {
        found.push(("retry", write_retry(now.retry)));
    }
    if plan.running != now.running {
        found.push(("running", u8::from(now.running).to_string()));
    }
    found
}

/// Keeps what a fragment may hold, so that a link stays readable.
fn escape(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || ":._-~,".contains(letter);
    let mut escaped = String::new();
    for letter in text.chars() {
        if plain(letter) {
            escaped.push(letter);
        } else {
            let mut bytes = [0; 4];
            letter.encode_utf8(&mut bytes).bytes().for_each(|byte| escaped.push_str(&format!("%{byte:02X}")));
        }
    }
    escaped
}

/// What [`escape`] wrote; `None` where that cannot be text.
fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let byte = match first {
            b'%' => {
                let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok())?;
                rest = &rest[2..];
                u8::from_str_radix(digits, 16).ok()?
            }
            plain => *plain,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", cut(text))
}

/// So much of a text that one sees which it is.
fn cut(text: &str) -> String {
    const LETTERS_MAX: usize = 40;
    match text.char_indices().nth(LETTERS_MAX) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::world::scenario::{PutOperation, Rate, Share};

    #[test]
    fn the_whole_engine_opens_what_has_delivery_streams() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/static/scenarios");
        for preset in PRESETS {
            let file = std::fs::read_to_string(folder.join(format!("{preset}.json"))).unwrap();
            let file: Value = serde_json::from_str(&file).unwrap();
            assert_eq!(
                Link::to((*preset).into()).needs_whole(),
                file.get("deliveries").is_some(),
                "{preset}"
            );
        }
    }

    fn file() -> Value {
        let web = json!({ "name": "web", "stream": "s", "records_per_second": 2000 });
        json!({ "streams": [{ "name": "s", "shards": 4 }], "producers": [web] })
    }

    /// Applies a link; gives the file and what was left out.
    fn apply(fragment: &str) -> (Value, Vec<String>) {
        let (mut file, link) = (file(), Link::parse(fragment));
        let mut dropped = link.dropped.clone();
        link.apply(&mut file, &mut dropped);
        (file, dropped)
    }

    /// The producer of a link.
    fn plan(fragment: &str) -> ProducerPlan {
        let (file, dropped) = apply(fragment);
        assert_eq!(dropped, Vec::<String>::new(), "{fragment}");
        serde_json::from_value(file["producers"][0].clone()).unwrap()
    }

    fn producer(keys: Keys, retry: Retry, rate: Rate) -> ProducerView {
        ProducerView {
            name: "web".into(),
            stream: "s".into(),
            operation: PutOperation::PutRecords,
            running: true,
            records_per_second: rate,
            record_bytes: 300,
            keys,
            retry,
            counts: Default::default(),
            pending: 0,
        }
    }

    #[test]
    fn a_link_changes_the_producer_that_it_names() {
        let (file, dropped) =
            apply("p=hot-key&producer.1.rate=1500&producer.1.keys=hot:star:0.5&producer.1.size=64");
        assert_eq!(dropped, Vec::<String>::new());
        let keys = json!({ "hot": { "key": "star", "share": 0.5 } });
        let expected = json!({ "name": "web", "stream": "s", "records_per_second": 1500.0, "record_bytes": 64, "keys": keys });
        assert_eq!(file["producers"][0], expected);
    }

    #[test]
    fn a_link_changes_the_number_of_shards() {
        let (file, dropped) = apply("stream.1.shards=16&stream.1.shards=0&stream.1.name=x");
        assert_eq!((dropped.len(), Opened::shards_of(&file)), (2, vec![16]));
        let opened = Opened {
            preset: "hot-key".into(),
            producers: vec![],
            shards: vec![4],
            changed: vec![16],
            edited: true,
            pinned: false,
        };
        assert_eq!(settings(&opened, &[]).as_deref(), Some("p=hot-key&stream.1.shards=16"));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let (_, dropped) = apply("p=nosuch&v=99&z=garbage&w=1&half&producer.7.rate=1&producer.1.rate=many");
        assert_eq!(dropped.len(), 6);
        assert_eq!(
            dropped[3..],
            [
                "\u{201c}half\u{201d}",
                "\u{201c}producer.7.rate=1\u{201d}",
                "\u{201c}producer.1.rate=many\u{201d}"
            ]
        );
        assert_eq!(apply("p=%E0%A4%A").1, ["\u{201c}p=%E0%A4%A\u{201d}"]);
        assert_eq!(Link::parse("v=1&z=garbage").packed.as_deref(), Some("garbage"));
        assert_eq!(apply("main").1, Vec::<String>::new());
    }

    #[test]
    fn what_the_engine_would_refuse_is_left_out() {
        let long = "k".repeat(241);
        let wrong = [
            "rate=-1".to_owned(),
            "rate=NaN".into(),
            "rate=2000000000".into(),
            "size=99999999".into(),
            "running=yes".into(),
            "keys=hot::0.5".into(),
            "keys=hot:x:1.5".into(),
            "keys=zipf:0".into(),
            "keys=fixed:".into(),
            "keys=explicit:-1".into(),
            "keys=nosuch".into(),
            "retry=backoff:1".into(),
            format!("keys=sequential:{long}:5"),
        ];
        for wrong in wrong {
            let (left, dropped) = apply(&format!("producer.1.{wrong}"));
            assert_eq!((left, dropped.len()), (file(), 1), "{wrong}");
        }
    }

    #[test]
    fn what_is_written_is_read_the_same() {
        let odd = ["a&b", "a=b", "100%", "$(x)", "it's", "a:b:c", "x y", "\u{e9}\u{1f3ac}", "#?+"];
        let share = Share { millionths: 250_000 };
        let mut all = vec![Keys::Random, Keys::Zipf { count: 100 }];
        for key in odd.map(str::to_owned) {
            all.push(Keys::Fixed { key: key.clone() });
            all.push(Keys::Hot { key: key.clone(), share });
            all.push(Keys::Sequential { prefix: key, count: 40 });
        }
        let opened = |producers| Opened {
            preset: "hot-key".into(),
            producers,
            shards: vec![4],
            changed: vec![4],
            edited: false,
            pinned: false,
        };
        let before = producer(Keys::Fixed { key: "old".into() }, Retry::None, Rate::per_second(2_000));
        let retry = Retry::Backoff { attempts_max: 5, first_ms: 100 };
        for keys in all {
            let after = producer(keys.clone(), retry, Rate::per_second(7));
            let plan = plan(&settings(&opened(vec![before.clone()]), &[after]).unwrap());
            assert_eq!((plan.keys, plan.retry, plan.records_per_second), (keys, retry, Rate::per_second(7)));
        }
    }

    #[test]
    fn other_producers_than_those_of_the_file_are_no_settings() {
        let named = |name: &str| {
            let plain = producer(Keys::Random, Retry::None, Rate::per_second(1));
            ProducerView { name: name.into(), ..plain }
        };
        let opened = Opened {
            preset: "hot-key".into(),
            producers: vec![named("web"), named("mobile")],
            shards: vec![],
            changed: vec![],
            edited: false,
            pinned: false,
        };
        assert!(settings(&opened, &[named("web"), named("mobile")]).is_some());
        for other in [vec![named("mobile")], vec![named("web"), named("mobile"), named("tv")]] {
            assert_eq!(settings(&opened, &other), None);
        }
    }

    #[test]
    fn odd_letters_are_escaped() {
        assert_eq!(escape("hot:a&b \u{e9}:0.5"), "hot:a%26b%20%C3%A9:0.5");
        assert_eq!(unescape("a%26b%20%C3%A9").as_deref(), Some("a&b \u{e9}"));
        assert_eq!([unescape("%"), unescape("%4"), unescape("%zz"), unescape("%ff")], [const { None }; 4]);
    }
}
