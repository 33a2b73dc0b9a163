//! What the form shows of the places that it names: where objects would go, and buckets and tables that are missing.

use kinetoscope::world::bucket_view::BucketView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::here::use_here;
use super::super::query::follow;
use super::values::{Form, use_form};
use crate::ui::live::{If, holds, words};

/// Where objects would go, or what the service says against it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Places {
    data: String,
    errors: String,
    error: Option<String>,
}

/// The prefixes as they are evaluated at the session's time, while one types.
#[component]
pub(super) fn Live() -> impl IntoView {
    let form = use_form();
    let places = follow::<Places>(move || {
        Some(json!({
            "query": "places",
            "prefix": form.get("prefix"),
            "errors": form.some("errors"),
            "time_zone": form.some("zone"),
            "is_partitioned": form.is_on("partitioned"),
        }))
    });
    let said = move |of: fn(&Places) -> &String| {
        words(move || places.with(|places| places.as_ref().map(|places| of(places).clone())))
    };
    let error = words(move || places.with(|places| places.as_ref()?.error.clone()));
    let is_wrong = holds(move || !error.get().is_empty());
    Effect::new(move |_| form.misplaced.set(places.with(|places| places.as_ref()?.error.clone())));
    // What stands beside a field is only heard here.
    let is_beside =
        holds(move || ["prefix", "errors", "zone"].iter().any(|name| form.problem(name).is_some()));
    view! {
        <dl class="facts stacked firehose-live" hidden=is_wrong>
            <div><dt>"Objects go to"</dt><dd class="mono" data-testid="firehose-place-data">{said(|places| &places.data)}</dd></div>
            <div><dt>"Errors go to"</dt><dd class="mono" data-testid="firehose-place-errors">{said(|places| &places.errors)}</dd></div>
        </dl>
        <p class="field-error" class:visually-hidden=is_beside role="status" data-testid="firehose-place-refused" hidden=holds(move || !is_wrong.get())>{error}</p>
    }
}

/// Makes the bucket that a field names, where there is none.
#[component]
pub(super) fn MakeBucket(name: &'static str) -> impl IntoView {
    let form = use_form();
    let buckets = follow::<Vec<BucketView>>(|| Some(json!({ "query": "buckets" })));
    let missing = Memo::new(move |_| {
        let wanted = form.some(name)?;
        let is_there =
            buckets.with(|all| all.as_ref().is_some_and(|all| all.iter().any(|it| it.name == wanted)));
        (!is_there).then_some(wanted)
    });
    let label = words(move || missing.get().map(|name| format!("Make the bucket {name}")));
    let action = move || missing.get_untracked().map(|name| json!({ "bucket": { "name": name } }));
    view! {
        <If when=holds(move || missing.with(Option::is_some))>
            <Maker label=label testid=format!("firehose-make-{name}") action=Callback::new(move |()| action().ok_or_else(String::new))/>
        </If>
    }
}

/// Makes the table that the form names.
#[component]
pub(super) fn MakeTable() -> impl IntoView {
    let form = use_form();
    let label = words(move || format!("Make the table {}.{}", form.get("database"), form.get("table")));
    view! { <Maker label=label testid="firehose-make-table" action=Callback::new(move |()| untrack(|| table(form)))/> }
}

fn table(form: Form) -> Result<Value, String> {
    let text = form.get("columns");
    let column = |line: &str| {
        let (name, kind) =
            line.trim().split_once(char::is_whitespace).ok_or("Give each column a name and a type.")?;
        Ok::<_, String>(json!({ "name": name, "type": kind.trim() }))
    };
    let columns =
        text.lines().filter(|line| !line.trim().is_empty()).map(column).collect::<Result<Vec<_>, _>>()?;
    Ok(
        json!({ "table": { "database": form.get("database"), "name": form.get("table"), "columns": columns } }),
    )
}

/// A button that does an action, and says what is against it.
#[component]
fn Maker(
    label: Signal<String>,
    #[prop(into)] testid: String,
    /// The action, or what is wrong with the fields.
    action: Callback<(), Result<Value, String>>,
) -> impl IntoView {
    let here = use_here();
    let refused = RwSignal::new(None::<String>);
    let make = move |_| {
        let action = match action.run(()) {
            Ok(action) => action.to_string(),
            Err(why) => return refused.set(Some(why)),
        };
        spawn_local(async move {
            let found = here.try_act(action).await;
            _ = refused.try_set(found.err());
        });
    };
    view! {
        <div class="firehose-maker">
            <button type="button" class="button small" data-testid=testid on:click=make>{label}</button>
            <span class="field-error" role="status" hidden=holds(move || refused.with(Option::is_none))>{words(move || refused.get())}</span>
        </div>
    }
}
