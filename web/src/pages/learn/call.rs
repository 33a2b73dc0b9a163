//! A call that a step asks for: filled in, changed by the learner, sent, and answered as the service answers.

use std::collections::BTreeMap;

use kinetoscope::streams;
use kinetoscope::streams::shapes::StreamStatus;
use kinetoscope::world::scenario::Action;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::command::{Command, Member, texts_of};
use super::steps::Known;
use crate::share::as_code::AsCode;
use crate::share::calls;
use crate::store::{Refusal, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::words;

/// What is typed into the fields, by the member that each fills.
type Typed = RwSignal<BTreeMap<String, String>>;

/// What the call came to: the answer, or why there is none.
type Outcome = Result<String, String>;

/// The call.
#[component]
pub(super) fn CallForm(index: usize, call: Command, known: Known) -> impl IntoView {
    let store = use_store();
    let start = call.members.iter().map(|member| (member.name.clone(), member.value.clone()));
    let typed: Typed = RwSignal::new(start.collect());
    let outcome = RwSignal::new(None::<Outcome>);
    let operation = call.operation.clone();
    let members = call.members.clone();
    let call = StoredValue::new(call);
    let input = move || call.with_value(|call| typed.with(|typed| call.input(typed, base64)));
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let input = match untrack(input) {
            Ok(input) => input,
            Err(why) => return outcome.set(Some(Err(why))),
        };
        spawn_local(async move {
            let operation = call.with_value(|call| call.operation.clone());
            let answer = store.call(streams::TARGET, &operation, &input).await;
            // The lesson may be gone by the time the answer comes.
            if let Ok(answer) = &answer {
                _ = known.try_update(|known| texts_of(answer, known));
            }
            let told = answer.map(|answer| pretty(&answer)).map_err(in_words);
            _ = outcome.try_set(Some(told));
        });
    };
    let texts = Signal::derive(move || {
        let action = call.with_value(|call| Action::call(&call.operation, input().unwrap_or(Value::Null)));
        calls::texts(&action, "")
    });
    // A stream is not there at once, and no clock goes on by itself.
    let waits = move || {
        let name = typed.with(|typed| typed.get("StreamName").cloned())?;
        let created = call.with_value(|call| call.operation == "CreateStream");
        let is_answered = created && outcome.with(|outcome| matches!(outcome, Some(Ok(_))));
        let is_coming = store.picture.with(|picture| {
            let streams = picture.iter().flat_map(|picture| &picture.view.streams);
            streams.into_iter().any(|stream| stream.name == name && stream.status == StreamStatus::Creating)
        });
        let playing = store.transport.with(|transport| transport.playing);
        let way = if playing { "it is" } else { "press Play, and it is" };
        (is_answered && is_coming).then(|| format!("{name} is CREATING: {way} ACTIVE in a few seconds."))
    };
    let rows = members.into_iter().map(|member| field(index, member, typed, known));
    view! {
        <form class="call" novalidate data-testid=format!("call-{index}") on:submit=send>
            {rows.collect_view()}
            <div class="call-run">
                <button type="submit" class="button" data-testid=format!("call-{index}-run")>{operation.clone()}</button>
                <AsCode what=operation texts=texts/>
            </div>
            <div role="status" data-testid=format!("call-{index}-outcome")>
                {move || outcome.get().map(|outcome| told(index, outcome))}
            </div>
            <p class="call-waits" role="status" data-testid=format!("call-{index}-waits")>{words(waits)}</p>
        </form>
    }
}

/// What came of it.
fn told(index: usize, outcome: Outcome) -> AnyView {
    let (state, icon, word, text) = match outcome {
        Ok(answer) => ("answered", "check", "Answered", answer),
        Err(why) => ("refused", "refuse", "Refused", why),
    };
    view! {
        <div class="call-outcome" data-state=state>
            <p class="call-word"><Icon name=icon/><span>{word}</span></p>
            <pre tabindex="0" aria-label="What the service answered" data-testid=format!("call-{index}-answer")>{text}</pre>
        </div>
    }
    .into_any()
}

/// One member of the input.
fn field(index: usize, member: Member, typed: Typed, known: Known) -> AnyView {
    let Member { name, is_bytes, from, .. } = member;
    let id = format!("call-{index}-{name}");
    if let Some(from) = from {
        let name = name.clone();
        let found = Memo::new(move |_| known.with(|known| known.get(&from).cloned()));
        Effect::new(move |_| {
            if let Some(text) = found.get() {
                typed.update(|typed| _ = typed.insert(name.clone(), text));
            }
        });
    }
    let value = {
        let name = name.clone();
        words(move || typed.with(|typed| typed.get(&name).cloned()))
    };
    let change = {
        let name = name.clone();
        move |event: web_sys::Event| {
            let text = dom::value(&event);
            typed.update(|typed| _ = typed.insert(name.clone(), text));
        }
    };
    let hint = is_bytes.then_some(" (sent as base64, as JSON carries bytes)");
    view! {
        <div class="field">
            <label for=id.clone()>{name}{hint}</label>
            <input id=id.clone() class="input mono" type="text" autocomplete="off" spellcheck="false" data-testid=id.clone() prop:value=value on:input=change/>
        </div>
    }
    .into_any()
}

fn in_words(refusal: Refusal) -> String {
    match refusal.code.as_str() {
        "" => refusal.message,
        code => format!("{code}: {}", refusal.message),
    }
}

fn pretty(answer: &Value) -> String {
    match answer {
        Value::Null => "Done (this call returns no body).".into(),
        answer => serde_json::to_string_pretty(answer).unwrap_or_default(),
    }
}

/// The bytes of a text as base64.
fn base64(text: &str) -> String {
    let bytes: String = text.bytes().map(char::from).collect();
    window().btoa(&bytes).unwrap_or_default() // fails only for letters that are no byte
}
