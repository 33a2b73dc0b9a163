//! What is selected on the stage: its properties, and what one can do to it.

mod cast;
mod counters;
mod life;
mod producer;
mod reader;
mod shard;

use leptos::prelude::*;

use crate::store::{Selection, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds};
use life::{FramePanel, title as frame_title};
use producer::ProducerPanel;
use reader::ReaderPanel;
use shard::ShardPanel;

/// The panel for the selection.
#[component]
pub(super) fn Inspector() -> impl IntoView {
    let store = use_store();
    let selection = Memo::new(move |_| store.selection.get());
    Effect::new(move |_| {
        let (chosen, width) = (selection.get(), dom::width());
        if chosen == Selection::None || 1_200.0 <= width {
            return;
        }
        // The inspector lies over the stage: keep in sight what it is about. A phone has no place for a dock besides.
        if width < 768.0 {
            store.dock_open.set(false);
        }
        if let Selection::Shard(number) | Selection::Frame { shard: number, .. } = chosen {
            request_animation_frame(move || dom::show(&format!("strip-{number}"), false));
        }
    });
    // Undo takes producers and readers away, too.
    Effect::new(move |_| {
        store.picture.track();
        let Some(live) = store.live() else { return };
        let view = &live.picture.view;
        let is_gone = selection.with_untracked(|selection| match selection {
            Selection::Producer(name) => view.producers.iter().all(|producer| producer.name != *name),
            Selection::Reader(name) => view.readers.iter().all(|reader| reader.name != *name),
            _ => false,
        });
        if is_gone {
            store.selection.set(Selection::None);
        }
    });
    view! {
        {move || {
            let (title, panel) = match selection.get() {
                Selection::None => return ().into_any(),
                Selection::Shard(number) => (format!("Shard {number}"), view! { <ShardPanel number=number/> }.into_any()),
                Selection::Frame { shard, from_us, until_us } => {
                    let panel = view! { <FramePanel shard=shard from_us=from_us until_us=until_us/> };
                    (frame_title(store, shard, from_us, until_us), panel.into_any())
                }
                Selection::Producer(name) => (format!("Producer {name}"), view! { <ProducerPanel name=name/> }.into_any()),
                Selection::Reader(name) => (format!("Reader {name}"), view! { <ReaderPanel name=name/> }.into_any()),
            };
            view! {
                <section class="card selection" id="selection" aria-labelledby="inspector-title" data-testid="inspector-selection">
                    <header class="card-head">
                        <h2 id="inspector-title" tabindex="-1">{title}</h2>
                        <button type="button" class="button quiet small" aria-label="Close the inspector" data-testid="inspector-close" on:click=move |_| store.selection.set(Selection::None)>
                            <Icon name="close"/>
                        </button>
                    </header>
                    {panel}
                </section>
            }.into_any()
        }}
    }
}

/// What to do while nothing is selected.
#[component]
pub(super) fn Hint() -> impl IntoView {
    let store = use_store();
    view! {
        <If when=holds(move || store.selection.with(|selection| *selection == Selection::None))>
            <p class="inspector-hint muted">
                <Icon name="pointer"/>
                <span>"Select a shard, producer or reader to look closer."</span>
            </p>
        </If>
    }
}
