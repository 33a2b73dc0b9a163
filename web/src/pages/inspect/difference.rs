//! Where two sessions part.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::timeline::in_words;
use crate::store::use_store;
use crate::ui::text;

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Found {
    /// Whether they begin with the same scenario and seed.
    same: bool,
    input: Option<Sides>,
    event: Option<Sides>,
}

/// What stands at the first difference, JSON texts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Sides {
    #[serde(default)]
    index: usize,
    left: Option<String>,
    right: Option<String>,
}

/// The first different input and the first different event of two sessions.
#[component]
pub(super) fn Difference(left: String, right: String) -> impl IntoView {
    let store = use_store();
    let found = RwSignal::new(None::<Result<Found, String>>);
    spawn_local(async move {
        let answer = store.ask("difference", json!({ "left": left, "right": right })).await;
        // Whoever has chosen another file meanwhile waits for nothing here.
        _ = found.try_set(Some(answer));
    });
    let body = move || match found.get() {
        None => view! { <p role="status">"Both are being run\u{2026}"</p> }.into_any(),
        Some(Err(why)) => view! { <p role="alert">{why}</p> }.into_any(),
        Some(Ok(found)) => show(found),
    };
    view! { <div data-testid="inspect-difference">{body}</div> }
}

fn show(Found { same, input, event }: Found) -> AnyView {
    let begin = if same {
        "Both begin with the same scenario and seed."
    } else {
        "They begin with different scenarios or seeds."
    };
    let input = input.map(|sides| {
        let name = format!("First difference in what was done: action {}", sides.index + 1);
        table(name, sides, input_in_words)
    });
    let none = (same && input.is_none()).then_some(" The same was done in both, so the same happens.");
    let event = event.map(|sides| table("First difference in what happened".into(), sides, event_in_words));
    view! { <p>{begin}{none}</p> {input} {event} }.into_any()
}

fn table(name: String, Sides { left, right, .. }: Sides, in_words: fn(&str) -> String) -> AnyView {
    let side =
        |text: Option<String>| text.map_or_else(|| "nothing any more".to_owned(), |text| in_words(&text));
    view! {
        <h3>{name}</h3>
        <dl class="facts stacked">
            <div><dt>"In the session"</dt><dd class="mono">{side(left)}</dd></div>
            <div><dt>"In the other"</dt><dd class="mono">{side(right)}</dd></div>
        </dl>
    }
    .into_any()
}

fn input_in_words(input: &str) -> String {
    let Ok(input) = serde_json::from_str::<Value>(input) else { return input.to_owned() };
    let (name, particulars) = in_words(&input["action"].to_string());
    format!("{} {name} {particulars}", text::clock(input["at_us"].as_u64().unwrap_or(0)))
}

fn event_in_words(event: &str) -> String {
    let Ok(Value::Object(mut event)) = serde_json::from_str(event) else { return event.to_owned() };
    let mut take =
        |name| event.remove(name).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
    let (at, kind) = (take("at"), take("type"));
    let rest: Vec<_> = event.iter().map(|(name, value)| format!("{name} {value}")).collect();
    format!("{at} {kind}: {}", rest.join(", "))
}
