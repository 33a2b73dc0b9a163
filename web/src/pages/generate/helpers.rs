//! The reference of helpers, with a search.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use super::bridge::{ask, ask_for};
use super::fields::line;
use super::recipe::use_bench;
use crate::ui::live::words;
use crate::ui::text;

/// A helper as the generator tells of it.
#[derive(Clone, Debug, Deserialize)]
struct Helper {
    name: String,
    gives: String,
    argument: String,
    example: String,
    usable: bool,
    why: String,
    newer: bool,
}

impl Helper {
    fn tells_of(&self, wanted: &str) -> bool {
        [&self.name, &self.gives, &self.argument].iter().any(|text| text.to_lowercase().contains(wanted))
    }
}

/// The reference.
#[component]
pub(super) fn Helpers() -> impl IntoView {
    let bench = use_bench();
    let helpers = RwSignal::new(Vec::<Helper>::new());
    let wanted = RwSignal::new(String::new());
    let mode = Memo::new(move |_| bench.recipe.with(|recipe| recipe.mode.clone()));
    Effect::new(move |_| {
        let args = json!({ "mode": mode.get() });
        spawn_local(async move {
            if let Ok(found) = ask_for("helpers", &args).await {
                _ = helpers.try_set(found);
            }
        });
    });
    let found = Memo::new(move |_| {
        let wanted = wanted.get().trim().to_lowercase();
        let indices =
            |list: &Vec<Helper>| (0..list.len()).filter(|&at| list[at].tells_of(&wanted)).collect::<Vec<_>>();
        helpers.with(indices)
    });
    let rows = move || {
        let list = helpers.get();
        found.get().into_iter().filter_map(|at| list.get(at).cloned()).map(row).collect_view()
    };
    let count = move || text::plural(found.with(Vec::len), "helper");
    view! {
        <section class="card console-card console-helpers" aria-labelledby="helpers-title">
            <h2 id="helpers-title">"Helpers"</h2>
            {line("Search", "generate-search", "search", wanted.into(), Callback::new(move |typed| wanted.set(typed)))}
            <p class="muted small-text" role="status" data-testid="generate-count">{words(count)}</p>
            <ul class="console-list" tabindex="0" aria-label="Helpers found">{rows}</ul>
        </section>
    }
}

fn row(helper: Helper) -> AnyView {
    let Helper { name, gives, argument, example, usable, why, newer } = helper;
    let token = example.clone();
    let insert = move |_| {
        let args = json!({ "id": "generate-template", "text": token });
        spawn_local(async move { _ = ask("insert", &args).await });
    };
    let argument = (!argument.is_empty()).then(|| format!("Argument: {argument}. "));
    let remark = match (usable, newer) {
        (false, _) => format!("Of no use in strict mode: {why}."),
        (true, true) => "Relaxed mode only.".into(),
        (true, false) if !why.is_empty() => format!("{why}."),
        _ => String::new(),
    };
    view! {
        <li class="console-helper" data-testid=format!("generate-helper-{name}")>
            <div>
                <strong class="mono">{name.clone()}</strong>
                <p class="small-text">{gives}". "{argument}<span class="muted">{remark}</span></p>
                <p class="small-text mono console-example">{example}</p>
            </div>
            <button type="button" class="button small" aria-label=format!("Insert {name}") on:click=insert>"Insert"</button>
        </li>
    }
    .into_any()
}
