//! The template in the editor, the named ones, and what its records look like.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use super::bridge::{Fault, ask, ask_for};
use super::fields::{area, button, check, choice, line, line_with_hint, wrong};
use super::follow::follow;
use super::outcome::place;
use super::recipe::{Bench, Chosen, Named, Recipe, use_bench};
use crate::store::Phase;
use crate::ui::dom;
use crate::ui::live::{holds, words};
use crate::ui::text;

const FIELD: &str = "generate-template";
const KEY: &str = "generate-key";
const MODES: &[(&str, &str)] = &[("strict", "Strict (as KDG)"), ("relaxed", "Relaxed")];
const NEWLINES: &[(&str, &str)] =
    &[("unless-gzip", "Unless compressed"), ("always", "Always"), ("never", "Never")];

/// The first records, as far as there are any.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(super) struct Preview {
    records: Vec<Shown>,
    fault: Option<Fault>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    text: String,
    bytes: u64,
    key: String,
    key_bytes: u64,
    json: bool,
}

/// A signal of one member of the recipe, and what changes it.
pub(super) fn member(
    bench: Bench,
    read: fn(&Recipe) -> String,
    write: fn(&mut Recipe, String),
) -> (Signal<String>, Callback<String>) {
    let value = words(move || bench.recipe.with(read));
    (value, Callback::new(move |typed| bench.recipe.update(|recipe| write(recipe, typed))))
}

/// The same, for yes and no.
pub(super) fn flag(
    bench: Bench,
    read: fn(&Recipe) -> bool,
    write: fn(&mut Recipe, bool),
) -> (Signal<bool>, Callback<bool>) {
    let value = holds(move || bench.recipe.with(read));
    (value, Callback::new(move |on| bench.recipe.update(|recipe| write(recipe, on))))
}

/// The editor.
#[component]
pub(super) fn Editor(preview: RwSignal<Preview>) -> impl IntoView {
    let bench = use_bench();
    let (template, typed) =
        member(bench, |recipe| recipe.template.clone(), |recipe, text| recipe.template = text);
    let (key, key_typed) = member(bench, |recipe| recipe.key.clone(), |recipe, text| recipe.key = text);
    let (mode, mode_chosen) = member(bench, |recipe| recipe.mode.clone(), |recipe, mode| recipe.mode = mode);
    let (newline, newline_chosen) =
        member(bench, |recipe| recipe.newline.clone(), |recipe, when| recipe.newline = when);
    let (seed, seed_typed) = member(bench, |recipe| recipe.seed.clone(), |recipe, seed| recipe.seed = seed);
    let (gzip, gzip_set) = flag(bench, |recipe| recipe.gzip, |recipe, on| recipe.gzip = on);
    let (lines, lines_set) = flag(bench, |recipe| recipe.keep_lines, |recipe, on| recipe.keep_lines = on);
    view! {
        <section class="card console-card" aria-labelledby="editor-title">
            <h2 id="editor-title">"Template"</h2>
            <Names/>
            {area("Text of a record ({{module.helper}} puts a value in)", FIELD, 8, template, typed)}
            <Wrong preview=preview/>
            {line_with_hint("Partition key (a template too)", "{{record.field}} takes a field of the record. Empty: a random number, as in KDG.", KEY, "text", key, key_typed)}
            <div class="console-fields">
                {choice("Mode", "generate-mode", MODES, mode, mode_chosen)}
                {choice("Line break after a record", "generate-newline", NEWLINES, newline, newline_chosen)}
                {line("Seed", "generate-seed", "text", seed, seed_typed)}
            </div>
            <div class="button-row">
                {check("Compress each record (gzip)", "generate-gzip", gzip, gzip_set)}
                {check("Keep line breaks of the template (relaxed)", "generate-lines", lines, lines_set)}
            </div>
        </section>
    }
}

/// The records as they are after each change.
pub(super) fn preview_of(bench: Bench) -> RwSignal<Preview> {
    let preview = RwSignal::new(Preview::default());
    let ready = move || {
        bench.recipe.track();
        bench.store.phase.get() == Phase::Ready
    };
    follow(ready, move || look(bench), move |found| _ = preview.try_set(found));
    preview
}

async fn look(bench: Bench) -> Preview {
    let recipe = bench.recipe.get_untracked();
    if let Some(why) = recipe.wrong() {
        return Preview { records: vec![], fault: Some(Fault { message: why.into(), ..Fault::default() }) };
    }
    let mut args = recipe.options();
    args["atMicros"] = json!(bench.now_us());
    ask_for("preview", &args).await.unwrap_or_else(|fault| Preview { records: vec![], fault: Some(fault) })
}

/// What is wrong with the template, and where.
#[component]
fn Wrong(preview: RwSignal<Preview>) -> impl IntoView {
    let shown = move || {
        preview.with(|preview| preview.fault.clone()).map(|fault| {
            let id = if fault.is_of_key() { KEY } else { FIELD };
            let place = fault.position.map(|position| json!({ "id": id, "position": position, "length": fault.length }));
            let meant = (!fault.meant.is_empty()).then(|| format!("Did you mean {}?", fault.meant));
            let excerpt = fault.excerpt.clone().map(|[before, at, behind]| {
                view! { <p class="mono console-excerpt">{before}<mark>{at}</mark>{behind}</p> }
            });
            let go = place.map(|place| {
                let go = move |_| {
                    let place = place.clone();
                    spawn_local(async move { _ = ask("select", &place).await });
                };
                view! { <button type="button" class="button small" data-testid="generate-fault-go" on:click=go>"Show the place"</button> }
            });
            view! {
                <div class="console-fault" data-testid="generate-fault">
                    <p class="field-error">{fault.in_words()} " " {meant}</p>
                    {excerpt}
                    {go}
                </div>
            }
        })
    };
    view! { <div role="status">{shown}</div> }
}

/// The first five records.
#[component]
pub(super) fn Records(preview: RwSignal<Preview>) -> impl IntoView {
    let bench = use_bench();
    let target = Memo::new(move |_| bench.target());
    let rows = move || {
        preview.with(|preview| preview.records.clone()).into_iter().map(|record| {
            let Shown { text, bytes, key, key_bytes, json } = record;
            let sizes = format!(", {} and {key_bytes} of key", text::plural(bytes as usize, "byte"));
            view! {
                <li class="console-record" data-testid="generate-record">
                    <pre tabindex="0">{text}</pre>
                    <p class="console-place small-text">
                        <span class="muted">"Key "</span><span class="mono" data-testid="generate-record-key">{key.clone()}</span>
                        <span class="muted">{sizes}{if json { ", valid JSON" } else { ", no JSON" }}</span>
                        " "{place(bench, &key, move || target.get())}
                    </p>
                </li>
            }
        }).collect_view()
    };
    let mean = move || {
        preview.with(|preview| {
            let count = preview.records.len() as u64;
            let total: u64 = preview.records.iter().map(|record| record.bytes + record.key_bytes).sum();
            (0 < count)
                .then(|| format!("About {} bytes a record, its key included.", text::count(total / count)))
        })
    };
    let none = holds(move || preview.with(|preview| preview.records.is_empty()));
    view! {
        <section class="card console-card" aria-labelledby="records-title" data-testid="generate-preview">
            <h2 id="records-title">"The first records"</h2>
            <p class="muted small-text" hidden=move || !none.get()>{words(move || preview.with(|preview| if preview.fault.is_some() { "None: the template has a fault." } else { "None yet." }))}</p>
            <ol class="console-records">{rows}</ol>
            <p class="muted small-text">{words(mean)}</p>
        </section>
    }
}

/// The named templates: built in, and the reader's own.
#[component]
fn Names() -> impl IntoView {
    let bench = use_bench();
    load_built_in(bench);
    let problem = RwSignal::new(String::new());
    let (name, name_typed) = member(bench, |recipe| recipe.name.clone(), |recipe, name| recipe.name = name);
    let chosen = Memo::new(move |_| bench.chosen());
    let options = move |list: Vec<Named>, kind: &'static str| {
        list.into_iter()
            .enumerate()
            .map(|(at, named)| {
                let id = format!("{kind}{at}");
                let here = {
                    let id = id.clone();
                    holds(move || chosen.with(|chosen| *chosen == Chosen::Kept(id.clone())))
                };
                let about = if named.about.is_empty() { String::new() } else { format!(": {}", named.about) };
                view! { <option value=id selected=here>{named.name}{about}</option> }
            })
            .collect_view()
    };
    let kept = words(move || match chosen.get() {
        Chosen::Kept(id) => id,
        _ => String::new(),
    });
    // What was changed can be opened again, so it is not the one that is kept.
    let unkept = words(move || match chosen.get() {
        Chosen::Kept(_) => String::new(),
        Chosen::Changed(name) => format!("{name}, changed"),
        Chosen::New => "Choose\u{2026}".into(),
    });
    let is_unkept = holds(move || chosen.with(|chosen| !matches!(chosen, Chosen::Kept(_))));
    let choose = move |event| {
        let chosen = dom::value(&event);
        let at = |prefix| chosen.strip_prefix(prefix).and_then(|at: &str| at.parse::<usize>().ok());
        let found = at("built-in-")
            .and_then(|at| bench.built_in.with_untracked(|list| list.get(at).cloned()))
            .or_else(|| at("own-").and_then(|at| bench.own.with_untracked(|list| list.get(at).cloned())));
        if let Some(named) = found {
            bench.take(&named);
        }
    };
    view! {
        <div class="console-fields">
            <div class="field">
                <label for="generate-open">"Template"</label>
                <select id="generate-open" class="select input" data-testid="generate-open" prop:value=kept on:change=choose>
                    <option value="" selected=is_unkept hidden=move || !is_unkept.get()>{unkept}</option>
                    <optgroup label="Built in">{move || options(bench.built_in.get().to_vec(), "built-in-")}</optgroup>
                    <optgroup label="Your own">{move || options(bench.own.get(), "own-")}</optgroup>
                </select>
            </div>
            {line("Name", "generate-name", "text", name, name_typed)}
        </div>
        <div class="button-row">
            {button("Save", "generate-save", Callback::new(move |()| save(bench, problem)))}
            {button("Delete", "generate-delete", Callback::new(move |()| delete(bench, problem)))}
            {button("Import from KDG", "generate-import", Callback::new(move |()| import(bench, problem)))}
            {button("Export for KDG", "generate-export", Callback::new(move |()| export(bench, problem)))}
        </div>
        {wrong("generate-problem", problem.into())}
    }
}

fn load_built_in(bench: Bench) {
    spawn_local(async move {
        let Ok(list) = ask_for::<Vec<Named>>("builtIn", &json!({})).await else { return };
        // The page may be gone by the time the list comes.
        let empty = bench.recipe.try_with_untracked(|recipe| recipe.template.is_empty());
        if let (Some(true), Some(first)) = (empty, list.first()) {
            bench.take(first);
        }
        _ = bench.built_in.try_set(Arc::new(list));
    });
}

/// Keeps what is in the editor under its name.
fn save(bench: Bench, problem: RwSignal<String>) {
    let Recipe { name, template, key, .. } = bench.recipe.get_untracked();
    if name.trim().is_empty() {
        return problem.set("Give the template a name first.".into());
    }
    problem.set(String::new());
    let saved = Named { name: name.clone(), template, key, about: String::new() };
    bench.own.update(|own| match own.iter_mut().find(|named| named.name == name) {
        Some(known) => *known = saved,
        None => own.push(saved),
    });
    bench.store.say(format!("Saved as {name} in this browser."));
}

fn delete(bench: Bench, problem: RwSignal<String>) {
    let name = bench.recipe.with_untracked(|recipe| recipe.name.clone());
    let known = bench.own.with_untracked(|own| own.iter().any(|named| named.name == name));
    if !known {
        return problem.set(format!("There is no template of your own with the name {name}."));
    }
    problem.set(String::new());
    bench.own.update(|own| own.retain(|named| named.name != name));
    bench.store.say(format!("{name} is deleted. Its text stays in the editor until you open another."));
}

fn import(bench: Bench, problem: RwSignal<String>) {
    spawn_local(async move {
        match read_templates().await {
            Ok(found) => {
                problem.set(String::new());
                let Some(first) = found.first().cloned() else { return };
                bench.own.update(|own| {
                    own.retain(|named| !found.iter().any(|new| new.name == named.name));
                    own.extend(found.iter().cloned());
                });
                bench.take(&first);
                bench.store.say(format!("Imported {}.", text::plural(found.len(), "template")));
            }
            Err(fault) => problem.set(fault.message),
        }
    });
}

async fn read_templates() -> Result<Vec<Named>, Fault> {
    match ask_for::<Option<String>>("pick", &json!({})).await? {
        Some(text) => ask_for("importKdg", &json!({ "text": text })).await,
        None => Ok(vec![]),
    }
}

/// Saves the reader's own templates, five in a file; what is in the editor where there are none.
fn export(bench: Bench, problem: RwSignal<String>) {
    let Recipe { name, template, .. } = bench.recipe.get_untracked();
    let own = bench.own.get_untracked();
    let templates = if own.is_empty() { json!([{ "name": name, "template": template }]) } else { json!(own) };
    spawn_local(async move {
        if let Err(fault) = save_files(templates).await {
            problem.set(fault.message);
        }
    });
}

async fn save_files(templates: serde_json::Value) -> Result<(), Fault> {
    let files: Vec<String> = ask_for("exportKdg", &json!({ "templates": templates })).await?;
    for (number, text) in files.iter().enumerate() {
        ask("save", &json!({ "name": format!("kdg-templates-{}.json", number + 1), "text": text })).await?;
    }
    Ok(())
}
