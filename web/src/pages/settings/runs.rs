//! The runs that this browser keeps.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;

use crate::frame::sessions::{files, later};
use crate::store::{Store, host, use_store};
use crate::ui::live::words;
use crate::ui::{dom, text};

/// A run as it is kept.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Shelved {
    id: String,
    title: String,
    at_us: f64,
    inputs: usize,
    bytes: f64,
    /// Milliseconds since the epoch.
    saved: f64,
    text: String,
}

type List = RwSignal<Option<Result<Vec<Shelved>, String>>>;

async fn read(list: List) {
    let found = later::list_runs().await.map_err(|error| host::message(&error));
    let found =
        found.and_then(|list| serde_wasm_bindgen::from_value(list).map_err(|error| error.to_string()));
    // Whoever has gone to another page meanwhile waits for nothing here.
    _ = list.try_set(Some(found));
}

/// Forgets a run, or all.
fn forget(store: Store, list: List, id: Option<String>) {
    spawn_local(async move {
        if let Err(why) = later::forget_run(id).await {
            store.complain(host::message(&why));
        }
        read(list).await;
    });
}

fn rename(store: Store, id: String, title: String) {
    spawn_local(async move {
        if let Err(why) = later::rename_run(&id, &title).await {
            store.complain(host::message(&why));
        }
    });
}

fn save(store: Store, file: String) {
    spawn_local(async move {
        if let Err(why) = files::save(store, Some(file)).await {
            store.complain(why);
        }
    });
}

/// The list, and what can be done with it.
#[component]
pub(super) fn Runs() -> impl IntoView {
    let store = use_store();
    let runs: List = RwSignal::new(None);
    spawn_local(read(runs));
    let forget_all = move |_| forget(store, runs, None);
    let row = move |run: Shelved| {
        let (id, other, file) = (run.id.clone(), run.id.clone(), run.text.clone());
        let field = format!("run-{}", run.id);
        let about = format!(
            "at {}, {}, {} bytes, saved {} ago",
            text::clock(run.at_us as u64),
            text::plural(run.inputs, "action"),
            text::count(run.bytes as u64),
            text::length(((js_sys::Date::now() - run.saved) * 1e3).max(0.0) as u64),
        );
        view! {
            <li class="card run" data-testid="settings-run">
                <div class="field">
                    <label for=field.clone()>"Name"</label>
                    <input id=field class="input" type="text" autocomplete="off" prop:value=run.title on:change=move |event| rename(store, id.clone(), dom::value(&event))/>
                </div>
                <p class="muted small-text">{about}</p>
                <div class="button-row">
                    <button type="button" class="button small" data-testid="settings-run-export" on:click=move |_| save(store, file.clone())>"Save as a file"</button>
                    <button type="button" class="button small" data-testid="settings-run-delete" on:click=move |_| forget(store, runs, Some(other.clone()))>"Delete"</button>
                </div>
            </li>
        }
    };
    let list = move || {
        match runs.get() {
        None => ().into_any(),
        Some(Err(why)) => view! { <p role="alert">"This browser keeps no runs: "{why}"."</p> }.into_any(),
        Some(Ok(found)) if found.is_empty() => {
            view! { <p data-testid="settings-runs-none">"None yet. A run is kept every ten seconds once you have done something in it."</p> }.into_any()
        }
        Some(Ok(found)) => {
            let bytes = found.iter().map(|run| run.bytes as u64).sum();
            let all = format!("{}, {} bytes.", text::plural(found.len(), "run"), text::count(bytes));
            view! {
                <p>{words(move || all.clone())}</p>
                <ul class="runs">{found.into_iter().map(row).collect_view()}</ul>
                <button type="button" class="button" data-testid="settings-runs-delete-all" on:click=forget_all>"Delete all"</button>
            }
            .into_any()
        }
    }
    };
    view! { <div>{list}</div> }
}
