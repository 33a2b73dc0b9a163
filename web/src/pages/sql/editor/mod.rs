//! The code: a plain text field, and below its letters the same text in colours, with what is wrong underlined.

mod completion;
mod layer;
mod problems;
mod typing;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::bench::use_bench;
use super::query::ask;
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};
use completion::{Proposals, Proposed};
use problems::Problems;

/// The id of the text field.
pub(super) const FIELD: &str = "sql-code";
const LIST: &str = "sql-proposals";

/// The card of the editor.
#[component]
pub(super) fn Editor() -> impl IntoView {
    let bench = use_bench();
    let field = NodeRef::<html::Textarea>::new();
    let proposals = Proposals::new(bench, field);
    let code = words(move || bench.with_setup(|setup| setup.code.clone()));
    let layer =
        words(move || bench.checked.with(|checked| code.with(|code| layer::html(code, &checked.problems))));
    let numbers = words(move || {
        let count = code.with(|code| code.split('\n').count());
        (1..=count).map(|number| number.to_string()).collect::<Vec<_>>().join("\n")
    });
    let active = crate::ui::live::maybe(move || proposals.active_id());
    let invalid = words(move || {
        bench.checked.with(|checked| checked.problems.iter().any(|it| !it.is_warning)).to_string()
    });
    let lay_out = move |_| {
        let question = json!({ "query": "format", "code": code.get_untracked() });
        spawn_local(async move {
            if let Ok(text) = ask::<String>(bench.store, question).await {
                bench.edit(|setup| setup.code = text);
            }
        });
    };
    let typed = move |text: String| bench.edit(|setup| setup.code = text);
    view! {
        <section class="card sql-editor" aria-labelledby="sql-editor-title">
            <header class="card-head">
                <h2 id="sql-editor-title">"Code"</h2>
                <button type="button" class="button small" data-testid="sql-format" on:click=lay_out>"Lay out"</button>
            </header>
            <div class="sql-code">
                <pre class="sql-numbers" aria-hidden="true">{numbers}</pre>
                <div class="sql-text">
                    <pre class="sql-layer" aria-hidden="true" data-testid="sql-layer" inner_html=layer></pre>
                    <textarea
                        id=FIELD node_ref=field spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off"
                        aria-label="Code of the application" aria-describedby="sql-keys" aria-invalid=invalid
                        aria-autocomplete="list" aria-controls=LIST aria-activedescendant=active
                        data-testid="sql-code" prop:value=code
                        on:input=move |event| { typed(event_target_value(&event)); proposals.follow(); }
                        on:keydown=move |event| typing::key(&event, proposals)
                        on:blur=move |_| proposals.close()
                        on:click=move |_| proposals.close()
                    ></textarea>
                    <Proposed proposals=proposals/>
                </div>
            </div>
            <p class="field-hint" id="sql-keys"><kbd>"Ctrl Space"</kbd>" proposes, "<kbd>"Tab"</kbd>" takes, "<kbd>"Ctrl Enter"</kbd>" runs"</p>
            <Problems/>
            <p class="sql-fine small-text" hidden=holds(move || !bench.checked.with(|checked| checked.problems.is_empty() && checked.rest.is_empty() && !checked.plan.is_empty()))>
                <Icon name="check"/>"The application can run."
            </p>
        </section>
    }
}
