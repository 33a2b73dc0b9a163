//! The fragment of an address: which scenario, and what differs from its file.
//!
//! `#p=hot-key&producer.1.rate=1500&producer.1.keys=zipf:100`. Readable, never sent to a server, and never fatal: what
//! is not understood is named and left out.

use kinetoscope::world::scenario::{Keys, Rate, Retry, Share};
use kinetoscope::world::view::ProducerView;

use serde_json::{Value, json};

use crate::ui::dom;

/// Scenarios that the site has, the first being the one without a link.
pub(crate) const PRESETS: &[&str] = &["hot-key"];
/// Shards that a link may ask for, and the greatest record.
const SHARDS_MAX: u32 = 500;
const SIZE_MAX: u32 = 1_048_576;
/// The form of links that this version writes.
const VERSION: &str = "1";

/// A link, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) preset: String,
    /// `producer.1.rate` and what it is set to.
    changes: Vec<(String, String)>,
    /// What was not understood, in words.
    pub(crate) dropped: Vec<String>,
}

impl Link {
    /// The link in the page's address.
    pub(crate) fn of_address() -> Self {
        let fragment = dom::fragment();
        let decoded = js_sys::decode_uri_component(fragment.trim_start_matches('#'));
        Self::parse(&decoded.map_or_else(|_| fragment.clone(), String::from))
    }

    /// Reads a fragment without its `#`.
    fn parse(fragment: &str) -> Self {
        let mut link = Self { preset: PRESETS[0].into(), changes: vec![], dropped: vec![] };
        for pair in fragment.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("p", preset)) if PRESETS.contains(&preset) => link.preset = preset.into(),
                Some(("p", preset)) => link
                    .dropped
                    .push(format!("the scenario \u{201c}{preset}\u{201d}, which this site does not have")),
                Some(("v", VERSION)) => {}
                Some(("v", version)) => link
                    .dropped
                    .push(format!("version {version} of the link's form; this page reads version {VERSION}")),
                Some(("z", _)) => {
                    link.dropped.push("a packed scenario (z), which is damaged or too new".into())
                }
                Some((name, value)) if name.contains('.') => link.changes.push((name.into(), value.into())),
                _ if !pair.contains('=') => {} // an anchor within the page
                _ => link.dropped.push(format!("\u{201c}{pair}\u{201d}")),
            }
        }
        link
    }

    /// Makes the link's changes to a scenario file and says how many; those that cannot be go to `dropped`.
    pub(crate) fn apply(&self, file: &mut Value, dropped: &mut Vec<String>) -> usize {
        let mut made = 0;
        for (name, value) in &self.changes {
            match change(file, name, value) {
                Some(()) => made += 1,
                None => dropped.push(format!("\u{201c}{name}={value}\u{201d}")),
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
    let (list, key, new) = match (kind, member) {
        ("producer", "rate") => ("producers", "records_per_second", json!(rate(value)?)),
        ("producer", "size") => {
            let bytes = value.parse::<u32>().ok().filter(|bytes| (1..=SIZE_MAX).contains(bytes))?;
            ("producers", "record_bytes", json!(bytes))
        }
        ("producer", "keys") => ("producers", "keys", json!(read_keys(value)?)),
        ("producer", "retry") => ("producers", "retry", json!(read_retry(value)?)),
        ("producer", "running") => ("producers", "running", json!(value == "1")),
        ("stream", "shards") => {
            let shards = value.parse::<u32>().ok().filter(|shards| (1..=SHARDS_MAX).contains(shards))?;
            ("streams", "shards", json!(shards))
        }
        _ => return None,
    };
    file.get_mut(list)?.get_mut(index)?[key] = new;
    Some(())
}

/// A rate from a field or link; `None` where no producer could keep it.
pub(crate) fn rate(text: &str) -> Option<Rate> {
    let number: u32 = text.trim().replace(',', "").parse().ok()?;
    (number <= 200_000).then(|| Rate::per_second(number))
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

fn read_keys(text: &str) -> Option<Keys> {
    let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
    let last = || rest.rsplit_once(':');
    let valid = |key: &str| (1..=256).contains(&key.chars().count());
    match kind {
        "random" => Some(Keys::Random),
        "fixed" => valid(rest).then(|| Keys::Fixed { key: rest.into() }),
        "hot" => {
            let (key, share) = last()?;
            let share: f64 = share.parse().ok()?;
            let fits = valid(key) && (0.0..=1.0).contains(&share);
            fits.then(|| Keys::Hot {
                key: key.into(),
                share: Share { millionths: (share * 1e6).round() as u32 },
            })
        }
        "sequential" => {
            let (prefix, count) = last()?;
            let count = count.parse().ok().filter(|&count| count > 0)?;
            Some(Keys::Sequential { prefix: prefix.into(), count })
        }
        "zipf" => {
            Some(Keys::Zipf { count: rest.parse().ok().filter(|count| (1..=1_000_000).contains(count))? })
        }
        "explicit" => kinetoscope::ids::HashKey::parse(rest).map(|hash_key| Keys::Explicit { hash_key }),
        _ => None,
    }
}

fn write_retry(retry: Retry) -> String {
    match retry {
        Retry::None => "none".into(),
        Retry::Backoff { attempts_max, first_ms } => format!("backoff:{attempts_max}:{first_ms}"),
    }
}

fn read_retry(text: &str) -> Option<Retry> {
    if text == "none" {
        return Some(Retry::None);
    }
    let (attempts, first) = text.strip_prefix("backoff:")?.split_once(':')?;
    Some(Retry::Backoff { attempts_max: attempts.parse().ok()?, first_ms: first.parse().ok()? })
}

/// The fragment of a scenario as it stands: its name, how it was opened differently from its file, and where its
/// producers differ by now.
pub(crate) fn write(opened: &Opened, producers: &[ProducerView]) -> String {
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
    fragment
}

fn differences(plan: &ProducerView, now: &ProducerView) -> Vec<(&'static str, String)> {
    let mut found = vec![];
    if plan.records_per_second != now.records_per_second {
        found.push(("rate", (now.records_per_second.thousandths() / 1_000).to_string()));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Value {
        json!({ "streams": [{ "name": "s", "shards": 4 }], "producers": [{ "name": "web", "records_per_second": 2000 }] })
    }

    /// Applies a link; gives the file and what was left out.
    fn apply(fragment: &str) -> (Value, Vec<String>) {
        let (mut file, link) = (file(), Link::parse(fragment));
        let mut dropped = link.dropped.clone();
        link.apply(&mut file, &mut dropped);
        (file, dropped)
    }

    #[test]
    fn a_link_changes_the_producer_that_it_names() {
        let (file, dropped) =
            apply("p=hot-key&producer.1.rate=1500&producer.1.keys=hot:star:0.5&producer.1.size=64");
        assert_eq!(dropped, Vec::<String>::new());
        let keys = json!({ "hot": { "key": "star", "share": 0.5 } });
        let expected = json!({ "name": "web", "records_per_second": 1500, "record_bytes": 64, "keys": keys });
        assert_eq!(file["producers"][0], expected);
    }

    #[test]
    fn a_link_changes_the_number_of_shards() {
        let (file, dropped) = apply("stream.1.shards=16&stream.1.shards=0&stream.1.name=x");
        assert_eq!((dropped.len(), Opened::shards_of(&file)), (2, vec![16]));
        let opened =
            Opened { preset: "hot-key".into(), producers: vec![], shards: vec![4], changed: vec![16] };
        assert_eq!(write(&opened, &[]), "p=hot-key&stream.1.shards=16");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let (_, dropped) = apply("p=nosuch&v=99&z=garbage&w=1&producer.7.rate=1&producer.1.rate=many");
        assert_eq!(dropped.len(), 6);
        assert_eq!(
            dropped[4..],
            ["\u{201c}producer.7.rate=1\u{201d}", "\u{201c}producer.1.rate=many\u{201d}"]
        );
    }

    #[test]
    fn keys_and_retries_survive_a_link() {
        for text in ["random", "fixed:a:b", "hot:x y:0.25", "sequential:user-:40", "zipf:100", "explicit:7"] {
            assert_eq!(write_keys(&read_keys(text).unwrap()), text);
        }
        for text in ["none", "backoff:5:100"] {
            assert_eq!(write_retry(read_retry(text).unwrap()), text);
        }
        for wrong in ["hot:x", "hot::0.5", "zipf:0", "sequential:a:", "fixed:", "nosuch"] {
            assert_eq!(read_keys(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn odd_letters_are_escaped() {
        assert_eq!(escape("hot:a&b \u{e9}:0.5"), "hot:a%26b%20%C3%A9:0.5");
    }
}
