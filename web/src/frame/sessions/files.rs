//! Sessions as files, and the question before one replaces what is here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{later, restore};
use crate::store::{SECOND_US, Store, host, use_store};
use crate::ui::dialog::Dialog;
use crate::ui::live::holds;
use crate::ui::text;

/// A file that somebody wants opened.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Offer {
    name: String,
    size: f64,
    text: String,
}

/// Hands a session to the browser as a file: this one, or the one as it stands.
pub(crate) async fn save(store: Store, file: Option<String>) -> Result<(), String> {
    let file = match file {
        Some(file) => file,
        None => store.session().await?,
    };
    let value: Value = serde_json::from_str(&file).map_err(|error| error.to_string())?;
    let id = value["scenario"]["id"].as_str().unwrap_or("session");
    let seconds = value["at_us"].as_u64().unwrap_or(0) / SECOND_US;
    let name = format!("{id}-{seconds}s.kino");
    later::save_file(&name, &file).await.map_err(|error| host::message(&error))?;
    store.say(format!("Saved as {name}. It opens here, and by the command: kinetoscope run {name}."));
    Ok(())
}

/// Hands any text to the browser as a file.
pub(crate) fn save_text(store: Store, name: String, text: String) {
    spawn_local(async move {
        if let Err(error) = later::save_file(&name, &text).await {
            store.complain(host::message(&error));
        }
    });
}

/// Lets the reader choose a file to open.
pub(super) async fn choose(offer: RwSignal<Option<Offer>>) -> Result<(), String> {
    let read = later::pick_file().await.map_err(|error| host::message(&error))?;
    offer.set(serde_wasm_bindgen::from_value(read).ok());
    Ok(())
}

/// Asks about files that are dropped on the page.
pub(super) fn watch_drops(store: Store, offer: RwSignal<Option<Offer>>) {
    let take = Closure::new(move |read: JsValue, why: String| {
        if why.is_empty() {
            offer.set(serde_wasm_bindgen::from_value(read).ok())
        } else {
            store.complain(why)
        }
    });
    later::watch_drops(&take);
    take.forget();
}

/// What a session file says of itself. Whether it replays is for the engine to find out.
fn summary(file: &str) -> Result<Vec<(&'static str, String)>, String> {
    let value: Value = serde_json::from_str(file).map_err(|error| format!("This is no session: {error}."))?;
    let session = value.get("scenario").is_some();
    let scenario = if session { &value["scenario"] } else { &value };
    let Some(id) = scenario["id"].as_str() else {
        return Err("This is no session: it has no scenario.".into());
    };
    if value["version"] != 1 {
        let version = &value["version"];
        return Err(format!("It has version {version}; this page reads version 1."));
    }
    let title = scenario["title"].as_str().unwrap_or(id);
    let number = |list: &Value, thing| text::plural(list.as_array().map_or(0, Vec::len), thing);
    let mut rows = vec![("Scenario", title.to_owned()), ("Streams", number(&scenario["streams"], "stream"))];
    if session {
        rows.push(("Done by a person", number(&value["inputs"], "action")));
        rows.push(("Stood at", text::clock(value["at_us"].as_u64().unwrap_or(0))));
        let hash = value["hash"].as_str();
        rows.push(("Hash", hash.map_or_else(|| "none, so nothing is compared".into(), str::to_owned)));
    }
    Ok(rows)
}

/// What a file holds, and whether it may replace what is here.
#[component]
pub(super) fn OfferDialog(offer: RwSignal<Option<Offer>>) -> impl IntoView {
    let store = use_store();
    let leave = move || offer.set(None);
    let take = move |_| {
        let Some(Offer { name, text, .. }) = offer.get_untracked() else { return };
        offer.set(None);
        spawn_local(async move {
            match restore(store, &text).await {
                Ok(()) => store.say(format!("{name} is open.")),
                Err(why) => store.complain(why),
            }
        });
    };
    let body = move || {
        let Offer { name, size, text } = offer.get()?;
        let said = match summary(&text) {
            Ok(mut rows) => {
                rows.push(("Size", format!("{} bytes", text::count(size as u64))));
                let rows = rows.into_iter().map(|(name, what)| view! { <div><dt>{name}</dt><dd>{what}</dd></div> });
                view! {
                    <dl class="facts">{rows.collect_view()}</dl>
                    <p>"It replaces what is on the stage now. It is run again up to its moment, and its hash is compared."</p>
                    <div class="button-row">
                        <button type="button" class="button primary" data-testid="offer-open" on:click=take>"Open it"</button>
                        <button type="button" class="button" data-testid="offer-leave" on:click=move |_| leave()>"Leave it"</button>
                    </div>
                }
                .into_any()
            }
            Err(why) => view! {
                <p role="alert" data-testid="offer-wrong">{why}" Nothing was opened."</p>
                <button type="button" class="button" data-testid="offer-leave" on:click=move |_| leave()>"Close"</button>
            }
            .into_any(),
        };
        Some(view! { <h2 id="offer-title">{format!("Open {name}?")}</h2> {said} }.into_any())
    };
    view! {
        <Dialog open=holds(move || offer.with(Option::is_some)) close=Callback::new(move |()| leave()) class="dialog offer" titled_by="offer-title" testid="offer">
            {body}
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_what_it_holds_or_why_it_is_none() {
        let scenario = r#"{"version":1,"id":"a","title":"A","streams":[{"name":"s"}]}"#;
        let session =
            format!(r#"{{"version":1,"scenario":{scenario},"inputs":[],"at_us":2500000,"hash":"ab"}}"#);
        let of =
            |file: &str| summary(file).map(|rows| rows.into_iter().map(|(_, what)| what).collect::<Vec<_>>());
        assert_eq!(of(scenario).unwrap(), ["A", "1 stream"]);
        assert_eq!(of(&session).unwrap(), ["A", "1 stream", "0 actions", "00:00:02.5", "ab"]);
        assert!(of("{").unwrap_err().starts_with("This is no session: EOF"));
        assert_eq!(of("{}").unwrap_err(), "This is no session: it has no scenario.");
        let newer = scenario.replace("\"version\":1", "\"version\":9");
        assert_eq!(of(&newer).unwrap_err(), "It has version 9; this page reads version 1.");
    }
}
