//! What one can do with any producer or reader: connect it, name it, make another one, take it away.

use kinetoscope::world::scenario::Action;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::sim::tools::free_name;
use crate::store::{Selection, Store, use_store};
use crate::ui::dom;
use crate::ui::live::{holds, words};

/// The actions.
#[component]
pub(super) fn CastActions(
    name: String,
    /// Selects a thing of the same kind.
    select: fn(String) -> Selection,
) -> impl IntoView {
    let store = use_store();
    let id = StoredValue::new(name.clone());
    let refused = RwSignal::new(None::<String>);
    let act = move |action: Action, then: Selection| {
        refused.set(None);
        spawn_local(async move {
            match store.try_act(&action).await {
                Ok(()) => store.selection.set(then),
                // The panel may be gone by the time the answer comes.
                Err(why) => _ = refused.try_set(Some(why)),
            }
        });
    };
    let others = Memo::new(move |_| id.with_value(|name| targets(store, name)));
    let to = RwSignal::new(String::new());
    let shown = move || {
        let chosen = to.get();
        others.with(|others| {
            if others.contains(&chosen) { chosen } else { others.first().cloned().unwrap_or_default() }
        })
    };
    let connect = move |_| {
        let action = Action::Connect { actor: id.get_value(), to: untrack(shown) };
        act(action, select(id.get_value()));
    };
    let typed = RwSignal::new(name);
    let rename = move |_| {
        let name = typed.get_untracked().trim().to_owned();
        act(Action::Rename { actor: id.get_value(), name: name.clone() }, select(name));
    };
    let duplicate = move |_| {
        let name = free_name(store, &id.get_value());
        act(Action::Duplicate { actor: id.get_value(), name: name.clone() }, select(name));
    };
    let remove = move |_| {
        act(Action::Remove { actor: id.get_value() }, Selection::None);
        store.say_with_undo(format!("{} was taken away.", id.get_value()));
    };
    let same = holds(move || typed.with(|typed| id.with_value(|name| typed.trim() == name)));
    view! {
        <section class="action" aria-labelledby="cast-title">
            <h3 id="cast-title">"On the stage"</h3>
            <div class="action-row">
                <div class="field">
                    <label for="cast-connect">"Connect to"</label>
                    <select id="cast-connect" class="select" data-testid="cast-connect" prop:value=words(shown) on:change=move |event| to.set(dom::value(&event))>
                        {move || others.get().into_iter().map(|other| {
                            let chosen = shown() == other;
                            view! { <option value=other.clone() selected=chosen>{other.clone()}</option> }
                        }).collect_view()}
                    </select>
                </div>
                <button type="button" class="button" data-testid="cast-connect-run" on:click=connect>"Connect"</button>
            </div>
            <div class="action-row">
                <div class="field">
                    <label for="cast-name">"Name"</label>
                    <input id="cast-name" class="input" type="text" autocomplete="off" maxlength="128" data-testid="cast-name" prop:value=words(move || typed.get()) on:input=move |event| typed.set(dom::value(&event))/>
                </div>
                <button type="button" class="button" data-testid="cast-rename" disabled=same on:click=rename>"Rename"</button>
            </div>
            <p class="field-error" role="alert" data-testid="cast-refused" hidden=holds(move || refused.with(Option::is_none))>{words(move || refused.get())}</p>
            <p class="button-row">
                <button type="button" class="button" data-testid="cast-duplicate" on:click=duplicate>"Duplicate"</button>
                <button type="button" class="button" data-testid="cast-remove" on:click=remove>"Delete"</button>
            </p>
        </section>
    }
}

/// All that one could try to connect somebody to: streams first. Whether it can be, the engine says.
fn targets(store: Store, own: &str) -> Vec<String> {
    store.picture.with(|picture| {
        let Some(view) = picture.as_ref().map(|picture| &picture.view) else { return vec![] };
        let streams = view.streams.iter().map(|stream| &stream.name);
        let producers = view.producers.iter().map(|producer| &producer.name);
        let readers = view.readers.iter().map(|reader| &reader.name);
        streams.chain(producers).chain(readers).filter(|name| *name != own).cloned().collect()
    })
}
