//! What one can do to the whole stage: build it, break it, and take it along.

mod add;
mod export;
mod faults;
mod presets;

use leptos::prelude::*;

use crate::store::use_store;
use crate::ui::icon::Icon;
use crate::ui::live::holds;
use add::AddMenu;
pub(super) use add::free_name;
use export::ExportMenu;
use faults::FaultsMenu;

/// The row of menus.
#[component]
pub(super) fn Tools() -> impl IntoView {
    view! {
        <div class="sim-tools">
            <AddMenu/>
            <FaultsMenu/>
            <ExportMenu/>
        </div>
    }
}

/// A button, and what opens below it.
#[component]
fn Menu(
    name: &'static str,
    /// Begins the ids.
    id: &'static str,
    icon: &'static str,
    title: &'static str,
    children: Children,
) -> impl IntoView {
    let store = use_store();
    let waiting = holds(move || store.picture.with(Option::is_none));
    let menu = format!("{id}-menu");
    view! {
        <button type="button" class="button quiet small" id=id style=format!("anchor-name:--{id}") popovertarget=menu.clone() title=title data-testid=id disabled=waiting>
            <Icon name=icon/>
            <span>{name}</span>
        </button>
        <div class="menu tool-menu" style=format!("position-anchor:--{id}") id=menu.clone() popover="auto" role="group" aria-label=name data-testid=menu>
            {children()}
        </div>
    }
}

/// A line of a menu that does something and closes it.
fn line(
    menu: &'static str,
    testid: String,
    name: Signal<String>,
    run: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            class="menu-line"
            popovertarget=format!("{menu}-menu")
            popovertargetaction="hide"
            data-testid=testid
            on:click=move |_| run()
        >
            {name}
        </button>
    }
    .into_any()
}

/// A field to choose one of some texts; the first where nothing was chosen.
fn choice(
    label: &'static str,
    testid: &'static str,
    options: Signal<Vec<String>>,
    chosen: RwSignal<String>,
) -> AnyView {
    let shown = move || {
        options.with(|options| {
            let now = chosen.get();
            if options.contains(&now) { now } else { options.first().cloned().unwrap_or_default() }
        })
    };
    let choose = move |event: web_sys::Event| chosen.set(crate::ui::dom::value(&event));
    view! {
        <label class="menu-field">
            <span>{label}</span>
            <select class="select" data-testid=testid prop:value=crate::ui::live::words(shown) on:change=choose>
                {move || options.get().into_iter().map(|option| {
                    let is_chosen = shown() == option;
                    view! { <option value=option.clone() selected=is_chosen>{option.clone()}</option> }
                }).collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// Reads what a choice shows.
fn chosen_of(options: Signal<Vec<String>>, chosen: RwSignal<String>) -> Option<String> {
    options.with_untracked(|options| {
        let now = chosen.get_untracked();
        if options.contains(&now) { Some(now) } else { options.first().cloned() }
    })
}
