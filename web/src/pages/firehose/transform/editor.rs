//! The editor of functions in JavaScript: a name and a text, which is saved as an action of the session.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::super::here::use_here;
use super::functions::{Function, Functions};
use crate::ui::call::Field;
use crate::ui::dom;
use crate::ui::live::{holds, words};

/// What stands in the editor at first: all three results, as Lambda gives them.
const SAMPLE: &str = r"export const handler = async ({ records }) => ({
  records: records.map(({ recordId, data }) => {
    const record = JSON.parse(atob(data));
    if (record.PRICE < 20) return { recordId, result: 'Dropped', data };
    record.CENTS = Math.round(record.PRICE * 100);
    return { recordId, result: 'Ok', data: btoa(JSON.stringify(record) + '\n') };
  }),
});
";

/// What stands in the editor.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) name: RwSignal<String>,
    pub(super) source: RwSignal<String>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self { name: RwSignal::new("change".to_owned()), source: RwSignal::new(SAMPLE.to_owned()) }
    }

    /// Takes a function of the session up.
    pub(super) fn open(self, function: &Function) {
        if let Some(source) = &function.javascript {
            self.name.set(function.name.clone());
            self.source.set(source.clone());
            request_animation_frame(|| dom::focus("firehose-source"));
        }
    }
}

/// The editor.
#[component]
pub(super) fn Editor() -> impl IntoView {
    let here = use_here();
    let draft = expect_context::<Draft>();
    let all = expect_context::<Memo<Functions>>();
    let refused = RwSignal::new(None::<String>);
    let is_saved = holds(move || {
        let (name, source) = (draft.name.get(), draft.source.get());
        let is_it = |it: &Function| it.name == name.trim() && it.javascript.as_ref() == Some(&source);
        all.with(|all| all.functions.iter().any(is_it))
    });
    let save = move |_| {
        let code = json!({ "javascript": draft.source.get_untracked() });
        let action = json!({ "function": { "name": draft.name.get_untracked().trim(), "code": code } });
        spawn_local(async move {
            let found = here.try_act(action.to_string()).await;
            _ = refused.try_set(found.err());
        });
    };
    let nameless = holds(move || draft.name.with(|name| name.trim().is_empty()));
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-editor-title" data-testid="firehose-editor">
            <h2 id="firehose-editor-title">"A function in JavaScript"</h2>
            <p class="field-hint">"A module that exports " <code>"handler"</code> ", as Lambda takes it. It runs in this tab without a network, while the clock stands. What it returns for each record: Ok, Dropped or ProcessingFailed."</p>
            <div class="field">
                <label for="firehose-source">"Source"</label>
                <textarea id="firehose-source" class="input mono" rows="12" spellcheck="false" data-testid="firehose-source" prop:value=words(move || draft.source.get()) on:input=move |event| draft.source.set(dom::value(&event))></textarea>
            </div>
            <div class="call-row">
                <Field label="Name" testid="firehose-source-name" value=draft.name/>
                <button type="button" class="button primary" data-testid="firehose-source-save" disabled=nameless on:click=save>"Save the function"</button>
            </div>
            <p class="call-taken" role="status" data-testid="firehose-source-saved">{words(move || is_saved.get().then_some("Saved: delivery streams that name it call it so from now on."))}</p>
            <p class="field-error" role="alert" hidden=holds(move || refused.with(Option::is_none))>{words(move || refused.get())}</p>
        </section>
    }
}
