//! The configuration of a delivery stream as one form with five parts: it makes one, and it changes the one there is.

mod build;
mod change;
mod defaults;
mod destination;
mod fields;
mod parts;
mod places;
mod read;
mod refusals;
mod values;

use leptos::prelude::*;
use serde_json::{Value, json};

use super::here::{Here, TARGET, use_here};
use super::transform::functions;
use crate::ui::call::{Call, Field, Wanted};
use crate::ui::dialog::Dialog;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use parts::Parts;
use values::Form;

/// The window with the form that makes a delivery stream. What was written stays until it is made, or given up by its button.
#[component]
pub(super) fn CreateWindow() -> impl IntoView {
    let here = use_here();
    let form = Form::new(false);
    let close = move || here.making.set(false);
    let end = Callback::new(move |()| {
        form.clear();
        close();
    });
    let opened = Callback::new(|()| request_animation_frame(|| dom::focus("firehose-create-name")));
    view! {
        <Dialog open=here.making close=Callback::new(move |()| close()) opened=opened class="dialog firehose-making" titled_by="firehose-create-title" testid="firehose-create">
            <header>
                <h2 id="firehose-create-title">"New delivery stream"</h2>
                <button type="button" class="button quiet" aria-label="Close the form" data-testid="firehose-create-x" on:click=move |_| close()><Icon name="close"/></button>
            </header>
            <If when=here.making.into()><Create form=form end=end/></If>
        </Dialog>
    }
}

/// The form that makes a delivery stream.
#[component]
fn Create(
    form: Form,
    /// Told when the delivery stream is there, or is not wanted any more.
    end: Callback<()>,
) -> impl IntoView {
    let here = use_here();
    provide_context(functions());
    provide_context(form);
    defaults::follow(form);
    let wanted = Memo::new(move |_| -> Wanted {
        if form.get("name").trim().is_empty() {
            return Err(String::new());
        }
        Ok(("CreateDeliveryStream", build::creation(form)?))
    });
    let done = Callback::new(move |()| {
        here.choose(form.get_untracked("name").trim().to_owned());
        end.run(());
    });
    focus_what_is_refused(form);
    view! {
        <Call label="Create delivery stream" testid="firehose-create-run" wanted=wanted service=TARGET done=done refusal=form.refused>
            <Parts/>
            <button type="button" class="button" data-testid="firehose-create-cancel" on:click=move |_| end.run(())>"Cancel"</button>
        </Call>
    }
}

/// After a refusal, the reader goes on at the first field that it is about.
fn focus_what_is_refused(form: Form) {
    Effect::new(move |_| {
        if form.refused.with(Option::is_some) {
            request_animation_frame(|| {
                let wrong = document().query_selector(".firehose-parts [aria-invalid=true]").ok().flatten();
                if let Some(wrong) = wrong {
                    dom::focus(&wrong.id());
                }
            });
        }
    });
}

/// The same form for the delivery stream that there is, and the way to delete it.
#[component]
pub(super) fn Configure() -> impl IntoView {
    let here = use_here();
    provide_context(functions());
    let form = Form::new(true);
    provide_context(form);
    // It is filled in once, and again with each version. The answer may still be about the delivery stream before this one,
    // whose version has the same number.
    let told = Memo::new(move |_| (here.told("DeliveryStreamName"), here.told("VersionId")));
    let version = Memo::new(move |_| {
        let (name, version) = told.get();
        if here.stream.with(|stream| name == stream.as_str()) { version } else { Value::Null }
    });
    Effect::new(move |_| {
        if version.with(|version| !version.is_null()) {
            let description =
                untrack(|| here.description.with(|answer| answer["DeliveryStreamDescription"].clone()));
            read::fill_in(form, &description.unwrap_or_default());
        }
    });
    let wanted = Memo::new(move |_| -> Wanted {
        let version = version.get();
        if version.is_null() {
            return Err(String::new());
        }
        let mut input = json!({
            "DeliveryStreamName": here.stream.get(),
            "CurrentDeliveryStreamVersionId": version,
            "DestinationId": here.told("Destinations")[0]["DestinationId"],
        });
        let (member, update) = change::update(form)?;
        input[member] = update;
        Ok(("UpdateDestination", input))
    });
    defaults::follow(form);
    focus_what_is_refused(form);
    let refused = words(move || here.description.refusal().map(|refusal| refusal.in_words()));
    let is_refused = holds(move || here.description.refusal().is_some());
    view! {
        <section class="card firehose-form" aria-labelledby="firehose-update-title" data-testid="firehose-configure">
            <h2 id="firehose-update-title">"Configuration"</h2>
            <p class="field-hint">"What is waiting goes on by the new configuration. What a delivery stream cannot change, the service says."</p>
            <If when=is_refused><p class="field-error">{refused}</p></If>
            <Call label="Update the destination" testid="firehose-update-run" wanted=wanted service=TARGET refusal=form.refused>
                <Parts/>
            </Call>
        </section>
        <Delete here=here/>
    }
}

#[component]
fn Delete(here: Here) -> impl IntoView {
    let sure = RwSignal::new(String::new());
    let wanted = Memo::new(move |_| -> Wanted {
        let name = here.stream.get();
        if sure.with(|sure| sure.trim() != name) {
            return Err(String::new());
        }
        Ok(("DeleteDeliveryStream", json!({ "DeliveryStreamName": name })))
    });
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-delete-title">
            <h2 id="firehose-delete-title">"Delete the delivery stream"</h2>
            <p class="field-hint">"Records that still wait are lost. Here you can take it back: undo, or seek to a moment before."</p>
            <Call label="Delete" testid="firehose-delete" wanted=wanted service=TARGET>
                <Field label="Type the name of the delivery stream" testid="firehose-delete-name" value=sure/>
            </Call>
        </section>
    }
}
