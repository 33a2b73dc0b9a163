//! The functions of the session, and the form that makes one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::here::use_here;
use super::super::query::follow;
use super::blueprints;
use super::editor::Draft;
use crate::ui::call::{Choice, Field};
use crate::ui::live::{holds, words};

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(in super::super) struct Functions {
    /// Those that were made.
    pub(in super::super) functions: Vec<Function>,
    /// What more can be made of.
    pub(in super::super) blueprints: Vec<Blueprint>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(in super::super) struct Function {
    pub(in super::super) name: String,
    /// Of one that was made of a blueprint.
    pub(in super::super) blueprint: Option<String>,
    /// Of another, its text.
    pub(in super::super) javascript: Option<String>,
}

impl Function {
    /// The blueprint that it is made of, if it is one's own text or its name.
    pub(super) fn made_of(&self) -> Option<&str> {
        let is_opener = self.javascript.as_deref() == Some(blueprints::AGGREGATED_SOURCE);
        self.blueprint.as_deref().or(is_opener.then_some(blueprints::AGGREGATED))
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(in super::super) struct Blueprint {
    pub(in super::super) name: String,
    pub(in super::super) about: String,
}

impl Functions {
    /// All blueprints: the engine's, and the one that is a text.
    pub(super) fn all_blueprints(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = (blueprints::AGGREGATED, blueprints::AGGREGATED_ABOUT);
        self.blueprints.iter().map(|it| (&*it.name, &*it.about)).chain([own])
    }

    /// What an action or a try takes of a blueprint.
    pub(super) fn code_of_blueprint(name: &str) -> Value {
        match name {
            blueprints::AGGREGATED => json!({ "javascript": blueprints::AGGREGATED_SOURCE }),
            name => json!({ "blueprint": name }),
        }
    }
}

/// All of it, as the world goes on.
pub(in super::super) fn functions() -> Memo<Functions> {
    let all = follow::<Functions>(|| Some(json!({ "query": "functions" })));
    Memo::new(move |_| all.get().unwrap_or_default())
}

/// The functions that there are, and the way to another.
#[component]
pub(super) fn FunctionList() -> impl IntoView {
    let all = expect_context::<Memo<Functions>>();
    let draft = expect_context::<Draft>();
    let line = move |it: Function| {
        let edit = {
            let it = it.clone();
            move |_| draft.open(&it)
        };
        let kind = it.made_of().map_or("JavaScript".to_owned(), blueprints::title);
        let edit = it.javascript.is_some().then(|| {
            view! { <button type="button" class="link" aria-label=format!("Edit {}", it.name) on:click=edit>"Edit"</button> }
        });
        view! { <li><span class="mono">{it.name}</span>" "<span class="muted">{kind}</span>" "{edit}</li> }
    };
    let list = move || all.get().functions.into_iter().map(line).collect_view();
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-functions-title">
            <h2 id="firehose-functions-title">"Functions"</h2>
            <ul class="small-text" data-testid="firehose-functions">{list}</ul>
            <FunctionMaker/>
        </section>
    }
}

/// Makes a function of a blueprint. It stands in forms too, and so is none itself.
#[component]
pub(in super::super) fn FunctionMaker(
    /// Begins the ids, which are others in each form.
    #[prop(default = "firehose-function")]
    area: &'static str,
) -> impl IntoView {
    let here = use_here();
    let all = expect_context::<Memo<Functions>>();
    let (name, blueprint) = (RwSignal::new(String::new()), RwSignal::new("general_processing".to_owned()));
    let refused = RwSignal::new(None::<String>);
    let options = Signal::derive(move || {
        let option =
            |(name, about): (&str, &str)| (name.to_owned(), format!("{}: {about}", blueprints::title(name)));
        all.with(|all| all.all_blueprints().map(option).collect::<Vec<_>>())
    });
    let make = move |_| {
        let wanted = name.get_untracked().trim().to_owned();
        let called = if wanted.is_empty() { blueprint.get_untracked() } else { wanted };
        let code = Functions::code_of_blueprint(&blueprint.get_untracked());
        let action = json!({ "function": { "name": called, "code": code } });
        spawn_local(async move {
            let found = here.try_act(action.to_string()).await;
            _ = refused.try_set(found.err());
        });
    };
    view! {
        <div class="call">
            <div class="call-row">
                <Choice label="Blueprint" testid=format!("{area}-blueprint") value=blueprint options=options/>
                <Field label="Name of the function" testid=format!("{area}-new") value=name hint="that of the blueprint"/>
                <button type="button" class="button" data-testid=format!("{area}-make") on:click=make>"Make the function"</button>
            </div>
            <p class="field-error" role="alert" hidden=holds(move || refused.with(Option::is_none))>{words(move || refused.get())}</p>
        </div>
    }
}
