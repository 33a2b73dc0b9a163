//! What was done in a session, in its order.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::frame::sessions::restore;
use crate::router::Route;
use crate::store::use_store;
use crate::ui::live::words;
use crate::ui::text;

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Found {
    rows: Vec<Row>,
    at_us: f64,
    /// Whether it comes to the hash that it names, if it names one.
    replays: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Row {
    at_us: f64,
    /// A JSON text.
    action: String,
    error: Option<String>,
}

/// An action as its name and its particulars.
pub(super) fn in_words(action: &str) -> (String, String) {
    let Ok(Value::Object(action)) = serde_json::from_str(action) else {
        return (action.to_owned(), String::new());
    };
    let Some((kind, of)) = action.into_iter().next() else { return Default::default() };
    match of["operation"].as_str() {
        Some(operation) => (
            operation.to_owned(),
            of["input"].as_str().map_or_else(|| of["input"].to_string(), str::to_owned),
        ),
        None => (kind.replace('_', " "), of.to_string()),
    }
}

/// The table of what was done, and the way to each moment of it.
#[component]
pub(super) fn Timeline(file: String) -> impl IntoView {
    let store = use_store();
    let found = RwSignal::new(None::<Result<Found, String>>);
    let asked = file.clone();
    spawn_local(async move {
        let answer = store.ask("timeline", json!({ "file": asked })).await;
        // Whoever has chosen another file meanwhile waits for nothing here.
        _ = found.try_set(Some(answer));
    });
    let file = StoredValue::new(file);
    let open = move |at_us: f64| {
        let moment = file.with_value(|file| at_moment(file, at_us));
        spawn_local(async move {
            match restore(store, &moment).await {
                Ok(()) => store.router.go(Route::Sim),
                Err(why) => store.complain(why),
            }
        });
    };
    let row = move |row: Row| {
        let (name, particulars) = in_words(&row.action);
        let answer = row.error.map_or_else(|| "done".to_owned(), |error| format!("refused: {error}"));
        let at = text::clock(row.at_us as u64);
        view! {
            <tr data-testid="inspect-row">
                <td class="num">{at.clone()}</td>
                <td>{name}</td>
                <td>{answer}</td>
                <td class="mono particulars">{particulars}</td>
                <td><button type="button" class="button small" aria-label=format!("Open the stage at {at}") on:click=move |_| open(row.at_us)>"Open at this moment"</button></td>
            </tr>
        }
    };
    let body = move || match found.get()? {
        Err(why) => Some(view! { <p role="alert" data-testid="inspect-wrong">{why}</p> }.into_any()),
        Ok(Found { rows, at_us, replays }) => {
            let verdict = match replays {
                Some(true) => "It replays: run again, it comes to its own hash.",
                Some(false) => {
                    "It does not replay: run again, it comes to another hash than its own. It was changed, or another version of the engine made it."
                }
                None => "It names no hash, so nothing is compared.",
            };
            let end = format!(
                "{}; it stands at {}. ",
                text::plural(rows.len(), "action"),
                text::clock(at_us as u64)
            );
            let table = view! {
                <p data-testid="inspect-verdict">{end}{verdict}</p>
                <div class="table-scroll" tabindex="0" role="region" aria-label="What was done">
                    <table class="events">
                        <caption class="visually-hidden">"What was done, in its order"</caption>
                        <thead><tr><th scope="col">"Moment"</th><th scope="col">"What"</th><th scope="col">"Answer"</th><th scope="col">"Particulars"</th><th scope="col"><span class="visually-hidden">"Open"</span></th></tr></thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                <button type="button" class="button" data-testid="inspect-open" on:click=move |_| open(at_us)>"Open it on the stage where it stood"</button>
            };
            Some(table.into_any())
        }
    };
    view! {
        <div>{move || body().unwrap_or_else(|| view! { <p role="status">{words(|| "It is being run\u{2026}")}</p> }.into_any())}</div>
    }
}

/// The session, to be opened at another of its moments. The hash it names is that of where it stood.
fn at_moment(file: &str, at_us: f64) -> String {
    let Ok(Value::Object(mut session)) = serde_json::from_str(file) else { return file.to_owned() };
    let there = session.get("at_us").and_then(Value::as_f64) == Some(at_us);
    if session.contains_key("scenario") && !there {
        session.insert("at_us".into(), json!(at_us as u64));
        session.remove("hash");
    }
    Value::Object(session).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_named_by_its_operation() {
        let call = r#"{"call":{"operation":"SplitShard","input":{"StreamName":"s"}}}"#;
        assert_eq!(in_words(call), ("SplitShard".into(), r#"{"StreamName":"s"}"#.into()));
        let fault = r#"{"refuse_writes":{"shard":1}}"#;
        assert_eq!(in_words(fault), ("refuse writes".into(), r#"{"shard":1}"#.into()));
    }

    #[test]
    fn another_moment_of_a_session_has_another_hash() {
        let session = r#"{"at_us":5,"hash":"a","scenario":{}}"#;
        assert_eq!(at_moment(session, 5.0), session);
        assert_eq!(at_moment(session, 3.0), r#"{"at_us":3,"scenario":{}}"#);
    }
}
