//! What there is to be found, and where each thing leads.

use kinetoscope::world::explain::Note;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::lessons::LESSONS;
use crate::pages::home::CARDS;
use crate::pages::limits::look_for;
use crate::router::{ENTRIES, Entry, Route};
use crate::share::link::PRESETS;
use crate::store::{DockTab, Store};
use crate::ui::text::count;

/// What the pages are about, for search engines and for who searches here.
const ROUTES: &str = include_str!("../../../www/routes.json");

/// Something to be found.
#[derive(Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) group: &'static str,
    /// What else is said about it.
    pub(crate) text: String,
    /// Keys that lead there too.
    pub(crate) keys: String,
    pub(crate) lead: Lead,
}

/// Where something leads.
#[derive(Clone, PartialEq)]
pub(crate) enum Lead {
    Page(Route),
    Lesson(String),
    Scenario(String),
    /// The page of limits and errors, with these words searched for.
    Limits(String),
    /// The notes below every page.
    Notes,
}

impl Place {
    fn new(group: &'static str, name: String, text: String, lead: Lead) -> Self {
        Self { name, group, text, keys: String::new(), lead }
    }

    /// Its name, and what else it is found by.
    pub(crate) fn words(&self) -> (String, String) {
        (self.name.clone(), self.text.clone())
    }

    /// Goes there.
    pub(crate) fn go(&self, store: Store) {
        match &self.lead {
            Lead::Page(route) => store.router.go(*route),
            Lead::Lesson(slug) => store.router.go_below(Route::Learn, slug),
            Lead::Scenario(id) => {
                store.router.go(Route::Sim);
                // The page opens what the fragment names whenever that changes.
                _ = window().location().set_hash(&format!("p={id}"));
            }
            Lead::Limits(words) => {
                store.router.go(Route::Limits);
                look_for(words);
            }
            Lead::Notes => {
                store.dock_tab.set(DockTab::Explain);
                store.dock_open.set(true);
            }
        }
    }
}

/// The pages.
pub(crate) fn pages() -> impl Iterator<Item = Place> {
    let about: Vec<Value> = serde_json::from_str(ROUTES).unwrap_or_default();
    ENTRIES.iter().map(move |entry: &Entry| {
        let path = format!("/{}", entry.path);
        let said = about.iter().find(|page| page["path"] == path.as_str());
        let text = said.map(|page| format!("{} {}", page["title"], page["description"])).unwrap_or_default();
        let name = format!("Go to {}", entry.name);
        Place { keys: format!("g {}", entry.key), ..Place::new("Page", name, text, Lead::Page(entry.route)) }
    })
}

/// The lessons, with what they say as far as that is known.
pub(crate) fn lessons(texts: &[(String, String)]) -> impl Iterator<Item = Place> {
    LESSONS.iter().map(|&(slug, title, _)| {
        let text = texts.iter().find(|(known, _)| known == slug).map(|(_, text)| text.clone());
        let name = format!("Open the lesson {title}");
        Place::new("Lesson", name, text.unwrap_or_default(), Lead::Lesson(slug.into()))
    })
}

/// Slug and words of each lesson; nothing where their file does not come.
pub(crate) async fn texts_of_lessons(store: Store) -> Vec<(String, String)> {
    let file = store.file("lessons.json").await.unwrap_or_default();
    let lessons: Vec<Value> = serde_json::from_str(&file).unwrap_or_default();
    let one = |lesson: &Value| {
        let mut text = String::new();
        let parts = ["goal", "steps", "why", "notes", "variations", "hints"];
        parts.iter().for_each(|part| gather(&lesson[part], &mut text));
        Some((lesson["slug"].as_str()?.to_owned(), text))
    };
    lessons.iter().filter_map(one).collect()
}

/// Adds all texts of a value.
fn gather(value: &Value, text: &mut String) {
    match value {
        Value::String(said) => {
            text.push_str(said);
            text.push(' ');
        }
        Value::Array(list) => list.iter().for_each(|value| gather(value, text)),
        Value::Object(members) => members.values().for_each(|value| gather(value, text)),
        _ => {}
    }
}

/// The scenarios of the site.
pub(crate) fn scenarios() -> impl Iterator<Item = Place> {
    PRESETS.iter().map(|&id| {
        let card = CARDS.iter().find(|(known, ..)| *known == id);
        let text = card.map(|(_, title, sees)| format!("{title} {sees}")).unwrap_or_default();
        Place::new("Scenario", format!("Open the scenario {id}"), text, Lead::Scenario(id.into()))
    })
}

/// What happened, as the notes tell it.
pub(crate) fn notes(store: Store) -> Vec<Place> {
    let one = |note: &Note| {
        let fixes: Vec<_> = note.fixes.iter().map(|fix| fix.label.as_str()).collect();
        let text = format!("{} {} {}", note.cause, note.rule, fixes.join(" "));
        Place::new("Note", note.title.clone(), text, Lead::Notes)
    };
    let Some(live) = store.live() else { return vec![] };
    live.picture.view.notes.iter().map(one).collect()
}

/// A limit, or a type of refusal, as the engine tells of it.
#[derive(Deserialize)]
struct Bound {
    name: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    of: String,
    #[serde(default)]
    least: Option<u64>,
    #[serde(default)]
    value: Option<u64>,
    #[serde(default)]
    unit: String,
    about: String,
}

/// Limits and errors; nothing where the whole engine does not come.
pub(crate) async fn bounds(store: Store) -> Vec<Place> {
    let mut all = vec![];
    for (command, group) in [("limits", "Limit"), ("refusals", "Error")] {
        let found: Vec<Bound> = store.read(command, json!({})).await.unwrap_or_default();
        all.extend(found.into_iter().map(|bound| bound.place(group)));
    }
    all
}

impl Bound {
    fn place(self, group: &'static str) -> Place {
        let Self { service, name, of, least, value, unit, about } = self;
        let from = least.map_or_else(String::new, |least| format!("{} to ", count(least)));
        let name_of = match value {
            Some(value) => format!("{name}: {from}{} {unit} for each {of}", count(value)),
            None => name.clone(),
        };
        Place::new(group, name_of, format!("{group} {service} {about}"), Lead::Limits(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Wanted;

    fn found(typed: &str, texts: &[(String, String)]) -> Vec<String> {
        let all: Vec<_> = pages().chain(lessons(texts)).chain(scenarios()).collect();
        let near = Wanted::of(typed).nearest(&all, Place::words);
        near.into_iter().map(|place| place.name.clone()).collect()
    }

    #[test]
    fn pages_and_scenarios_are_found_by_what_they_are_about() {
        assert_eq!(found("price", &[]), ["Go to Cost"]);
        assert_eq!(found("charts limits", &[]), ["Go to Metrics"]);
        assert_eq!(found("starting positions", &[]), ["Open the scenario five-cursors"]);
    }

    #[test]
    fn limits_of_delivery_streams_are_found_with_their_range() {
        let all = serde_json::to_string(&kinetoscope::firehose::catalogue::limits()).unwrap();
        let all: Vec<Bound> = serde_json::from_str(&all).unwrap();
        let all: Vec<_> = all.into_iter().map(|bound| bound.place("Limit")).collect();
        let near = Wanted::of("firehose buffer interval splunk").nearest(&all, Place::words);
        let [place] = near[..] else { panic!("{} places", near.len()) };
        assert_eq!(place.name, "Buffer interval for Splunk: 0 to 60 seconds for each destination");
        assert!(place.lead == Lead::Limits("Buffer interval for Splunk".into()));
    }

    #[test]
    fn a_lesson_is_found_by_what_it_says() {
        let lesson: Value =
            serde_json::json!({"why": ["Keys that are random lose the order."], "bets": ["never"]});
        let mut text = String::new();
        gather(&lesson["why"], &mut text);
        let texts = [("hot-shard".to_owned(), text)];
        assert_eq!(found("ordering random keys", &texts), ["Open the lesson The hot shard"]);
        assert!(found("order random never", &texts).is_empty());
    }
}
