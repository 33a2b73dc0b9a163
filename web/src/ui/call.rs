//! A button that calls an operation: its refusal stands beside it, and so does the same call for other tools.

use kinetoscope::streams;
use kinetoscope::world::scenario::{Action, JsonText};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::share::as_code::AsCode;
use crate::share::calls;
use crate::store::{Refusal, use_store};
use crate::ui::live::{holds, maybe, words};

/// An operation and its input, or what is wrong with the fields.
pub(crate) type Wanted = Result<(&'static str, Value), String>;

/// A group of fields with the button that makes the call.
#[component]
pub(crate) fn Call(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] testid: String,
    wanted: Memo<Wanted>,
    /// The service, as the wire names it.
    #[prop(default = streams::TARGET)]
    service: &'static str,
    /// What is said of a call that was taken.
    #[prop(default = "The service has taken it.")]
    taken: &'static str,
    #[prop(optional)] done: Option<Callback<()>>,
    /// Told what a call was refused with, in the service's words, for whoever says it beside a field too.
    #[prop(optional)]
    refusal: Option<RwSignal<Option<String>>>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let store = use_store();
    let outcome = RwSignal::new(None::<Result<(), Refusal>>);
    let run = move || {
        let Ok((operation, input)) = wanted.get_untracked() else { return };
        spawn_local(async move {
            // Without it, the first engine answers what it can.
            _ = store.whole_engine().await;
            let found = store.call(service, operation, &input).await.map(drop);
            let went = found.is_ok();
            // What was called may have taken this form from the page.
            if outcome.try_set(Some(found)).is_none()
                && went
                && let Some(done) = done
            {
                done.run(());
            }
        });
    };
    Effect::new(move |_| {
        wanted.track();
        outcome.set(None);
    });
    if let Some(refusal) = refusal {
        let message = move |outcome: &Option<Result<(), Refusal>>| {
            Some(outcome.as_ref()?.as_ref().err()?.message.clone())
        };
        Effect::new(move |_| refusal.set(outcome.with(message)));
    }
    let wrong = move || wanted.with(|wanted| wanted.as_ref().err().cloned()).filter(|text| !text.is_empty());
    let refused = move || {
        outcome.with(|outcome| outcome.as_ref()?.as_ref().err().map(Refusal::in_words)).or_else(wrong)
    };
    let texts = Signal::derive(move || {
        let (operation, input) = wanted.get().ok()?;
        calls::texts(&action(service, operation, &input), "")
    });
    let error_id = format!("{testid}-error");
    let described = {
        let error_id = error_id.clone();
        move || refused().is_some().then(|| error_id.clone())
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        run();
    };
    view! {
        <form class="call" novalidate=true on:submit=submit>
            <div class="call-row">
                {children()}
                <button
                    type="submit"
                    class="button"
                    data-testid=testid.clone()
                    aria-describedby=maybe(described)
                    disabled=holds(move || wanted.with(Result::is_err))
                >
                    {words(move || label.get())}
                </button>
            </div>
            <p id=error_id class="field-error" role="alert" data-testid=format!("{testid}-refused") hidden=holds(move || refused().is_none())>
                {words(refused)}
            </p>
            <p class="call-taken" role="status" data-testid=format!("{testid}-taken")>
                {words(move || outcome.with(|outcome| matches!(outcome, Some(Ok(()))).then_some(taken)))}
            </p>
            <AsCode what=label.get_untracked() texts=texts/>
        </form>
    }
}

fn action(service: &str, operation: &str, input: &Value) -> Action {
    Action::Call { service: service.into(), operation: operation.into(), input: JsonText(input.to_string()) }
}

/// A field of such a group.
#[component]
pub(crate) fn Field(
    label: &'static str,
    #[prop(into)] testid: String,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let id = format!("field-{testid}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                class="input"
                type=kind
                autocomplete="off"
                spellcheck="false"
                placeholder=hint
                data-testid=testid
                prop:value=words(move || value.get())
                on:input=move |event| value.set(crate::ui::dom::value(&event))
            />
        </div>
    }
}

/// A choice of such a group: values with their names.
#[component]
pub(crate) fn Choice(
    label: &'static str,
    #[prop(into)] testid: String,
    value: RwSignal<String>,
    /// Values with the words for them.
    options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let id = format!("field-{testid}");
    let list = move || {
        options
            .get()
            .into_iter()
            .map(|(option, name)| {
                let chosen = value.with_untracked(|value| *value == option);
                view! { <option value=option selected=chosen>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id class="select input" data-testid=testid prop:value=words(move || value.get()) on:change=move |event| value.set(crate::ui::dom::value(&event))>
                {list}
            </select>
        </div>
    }
}

/// A whole number of a field.
pub(crate) fn whole(value: RwSignal<String>) -> Result<u64, String> {
    value.with(|text| text.trim().parse().map_err(|_| "Give a whole number.".to_owned()))
}
