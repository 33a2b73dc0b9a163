//! What the reader has set: the template in the editor, and how its records are sent. Kept in this browser.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::store::{Store, use_store};
use crate::ui::dom;

const DRAFT: &str = "generator-draft";
const OWN: &str = "generator-templates";
/// Hours of a week, from Sunday at midnight.
pub(super) const HOURS: usize = 168;

/// A template and how it is sent, named as the generator names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Recipe {
    pub(super) name: String,
    pub(super) template: String,
    pub(super) key: String,
    pub(super) mode: String,
    pub(super) newline: String,
    pub(super) gzip: bool,
    pub(super) keep_lines: bool,
    pub(super) seed: String,
    pub(super) by_hours: bool,
    pub(super) per_second: f64,
    /// Mean and deviation of each hour of the week.
    pub(super) means: Vec<f64>,
    pub(super) deviations: Vec<f64>,
    pub(super) smooth: bool,
    pub(super) stream: String,
    /// How often a refused record is sent again.
    pub(super) retries: u32,
    pub(super) seconds: u64,
    /// Whether a run goes as fast as it can.
    pub(super) hurried: bool,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            name: String::new(),
            template: String::new(),
            key: String::new(),
            mode: "strict".into(),
            newline: "unless-gzip".into(),
            gzip: false,
            keep_lines: false,
            seed: "1".into(),
            by_hours: false,
            per_second: 100.0,
            means: vec![100.0; HOURS],
            deviations: vec![10.0; HOURS],
            smooth: false,
            stream: String::new(),
            retries: 3,
            seconds: 60,
            hurried: false,
        }
    }
}

impl Recipe {
    /// What the generator needs to send it to a stream.
    pub(super) fn plan(&self, stream: &str) -> Value {
        let rate = if self.by_hours {
            json!({ "kind": "hours", "means": self.means, "deviations": self.deviations, "smooth": self.smooth })
        } else {
            json!({ "kind": "constant", "perSecond": self.per_second })
        };
        let mut plan = self.options();
        plan["rate"] = rate;
        plan["target"] = json!({ "kind": "stream", "name": stream });
        plan
    }

    /// What the generator needs to make records.
    pub(super) fn options(&self) -> Value {
        json!({
            "template": self.template, "key": self.key, "mode": self.mode, "newline": self.newline,
            "gzip": self.gzip, "keepLines": self.keep_lines, "seed": self.seed,
        })
    }

    /// What cannot be, in words.
    pub(super) fn wrong(&self) -> Option<&'static str> {
        let is_whole = self.seed.parse::<u64>().is_ok();
        (!is_whole).then_some("The seed is a whole number.")
    }
}

/// A template with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) template: String,
    /// Of partition keys.
    #[serde(default)]
    pub(super) key: String,
    /// What it shows, where it is built in.
    #[serde(default, skip_serializing)]
    pub(super) about: String,
}

/// Where the text in the editor comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chosen {
    /// A template as it is kept, by its id in the list.
    Kept(String),
    /// One of that name that was changed.
    Changed(String),
    /// None of the list.
    New,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    pub(super) store: Store,
    pub(super) recipe: RwSignal<Recipe>,
    pub(super) built_in: RwSignal<Arc<Vec<Named>>>,
    pub(super) own: RwSignal<Vec<Named>>,
}

impl Bench {
    /// As it was left in this browser.
    pub(super) fn new() -> Self {
        let read = |name: &str| dom::stored(name).unwrap_or_default();
        let mut recipe: Recipe = serde_json::from_str(&read(DRAFT)).unwrap_or_default();
        recipe.means.resize(HOURS, 0.0);
        recipe.deviations.resize(HOURS, 0.0);
        let bench = Self {
            store: use_store(),
            recipe: RwSignal::new(recipe),
            built_in: RwSignal::new(Arc::default()),
            own: RwSignal::new(serde_json::from_str(&read(OWN)).unwrap_or_default()),
        };
        Effect::new(move |_| bench.recipe.with(|recipe| keep(DRAFT, recipe)));
        Effect::new(move |_| bench.own.with(|own| keep(OWN, own)));
        bench
    }

    /// Takes a template into the editor.
    pub(super) fn take(self, named: &Named) {
        let Named { name, template, key, .. } = named.clone();
        self.recipe.update(|recipe| {
            recipe.name = name;
            recipe.template = template;
            recipe.key = key;
        });
    }

    /// Where the text in the editor comes from: of two templates with one name, the reader's own.
    pub(super) fn chosen(self) -> Chosen {
        let (own, built_in) = (self.own.get(), self.built_in.get());
        self.recipe.with(|recipe| {
            let find = |list: &[Named], kind: &str| {
                let at = list.iter().position(|named| named.name == recipe.name)?;
                let is_same = list[at].template == recipe.template && list[at].key == recipe.key;
                Some(if is_same {
                    Chosen::Kept(format!("{kind}{at}"))
                } else {
                    Chosen::Changed(recipe.name.clone())
                })
            };
            find(&own, "own-").or_else(|| find(&built_in, "built-in-")).unwrap_or(Chosen::New)
        })
    }

    /// Names of the streams that there are.
    pub(super) fn streams(self) -> Vec<String> {
        self.store.picture.with(|picture| {
            let streams = picture.as_ref().map(|picture| &picture.view.streams);
            streams.into_iter().flatten().map(|stream| stream.name.clone()).collect::<Vec<_>>()
        })
    }

    /// The stream to send to: the one chosen if it is there, else the first.
    pub(super) fn target(self) -> Option<String> {
        let chosen = self.recipe.with(|recipe| recipe.stream.clone());
        let streams = self.streams();
        streams.iter().find(|name| **name == chosen).or(streams.first()).cloned()
    }

    /// Microseconds since the epoch, now.
    pub(super) fn now_us(self) -> i64 {
        self.store.live().map_or(0, |live| live.picture.view.now.total_micros())
    }
}

fn keep<T: Serialize>(name: &str, value: &T) {
    dom::store(name, &serde_json::to_string(value).unwrap_or_default());
}

/// What the parts of the page share.
pub(super) fn use_bench() -> Bench {
    expect_context::<Bench>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_says_all_that_the_generator_asks() {
        let recipe = Recipe { template: "{{random.uuid}}".into(), per_second: 2.5, ..Recipe::default() };
        let plan = recipe.plan("clicks");
        assert_eq!(plan["rate"], json!({ "kind": "constant", "perSecond": 2.5 }));
        assert_eq!(plan["target"], json!({ "kind": "stream", "name": "clicks" }));
        assert_eq!((&plan["seed"], &plan["keepLines"]), (&json!("1"), &json!(false)));
        let by_hours = Recipe { by_hours: true, ..recipe }.plan("clicks");
        assert_eq!(by_hours["rate"]["means"].as_array().unwrap().len(), HOURS);
    }

    #[test]
    fn a_seed_is_a_whole_number() {
        let with = |seed: &str| Recipe { seed: seed.into(), ..Recipe::default() };
        assert_eq!(with("18446744073709551615").wrong(), None);
        assert!(with("1.5").wrong().is_some() && with("").wrong().is_some());
    }
}
