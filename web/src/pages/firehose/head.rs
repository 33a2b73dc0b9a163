//! Which delivery stream, and its state in a word; the way to another one, and to a new one; records for a test, and faults.

use leptos::prelude::*;

use super::demo::Demo;
use super::faults::Faults;
use super::here::use_here;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// The head of the page.
#[component]
pub(super) fn Head() -> impl IntoView {
    let here = use_here();
    let named = holds(move || here.stream.with(|name| !name.is_empty()));
    let many = holds(move || here.chosen.names.with(|names| names.len() > 1));
    let title = words(move || if named.get() { here.stream.get() } else { "Data Firehose".to_owned() });
    view! {
        <header class="firehose-head">
            <h1 id="page-title" tabindex="-1" class:mono=named data-testid="firehose-name">{title}</h1>
            <If when=named>
                <Badges/>
                <If when=many><Picker/></If>
                <button type="button" class="button firehose-new" data-testid="firehose-new" aria-haspopup="dialog" on:click=move |_| here.making.set(true)>
                    <Icon name="plus"/><span>"New delivery stream"</span>
                </button>
            </If>
        </header>
        <If when=named>
            <Way/>
            <div class="firehose-tools"><Demo/><Faults/></div>
        </If>
    }
}

#[component]
fn Badges() -> impl IntoView {
    let here = use_here();
    let status = words(move || here.with_stream(|stream| stream.status.clone()));
    let version = words(move || here.with_stream(|stream| format!("version {}", stream.version)));
    view! {
        <span class="badge" data-testid="firehose-status">{status}</span>
        <span class="badge" data-testid="firehose-version">{version}</span>
    }
}

/// From where to where.
#[component]
fn Way() -> impl IntoView {
    let here = use_here();
    let source = words(move || {
        here.with_stream(|stream| match &stream.source {
            Some(source) => format!("stream {source}, {} ms behind", stream.millis_behind),
            None => "Direct PUT".to_owned(),
        })
    });
    let function = words(move || {
        here.with_stream(|stream| stream.function.as_ref().map(|it| format!("function {}", it.name)))
            .flatten()
    });
    let target = words(move || here.with_stream(|stream| format!("{}: {}", stream.target, stream.address)));
    view! {
        <p class="firehose-way" data-testid="firehose-way">
            <span>{source}</span>
            <If when=holds(move || !function.get().is_empty())><Icon name="right"/><span>{function}</span></If>
            <Icon name="right"/>
            <span>{target}</span>
        </p>
    }
}

/// All delivery streams.
#[component]
fn Picker() -> impl IntoView {
    let here = use_here();
    let options = move || {
        let shown = here.stream.get();
        let option = |name: String| {
            let chosen = name == shown;
            view! { <option value=name.clone() selected=chosen>{name.clone()}</option> }
        };
        here.chosen.names.get().into_iter().map(option).collect_view()
    };
    view! {
        <select class="select input firehose-picker" aria-label="Delivery stream" data-testid="firehose-picker" on:change=move |event| here.choose(dom::value(&event))>
            {options}
        </select>
    }
}
