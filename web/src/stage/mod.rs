//! The stage: producers, the key rail, a strip for each shard, and readers, left to right as records go.
//!
//! Words, controls and everything one can point at are elements of the page. Behind them lies one canvas, which looks
//! up where the elements are and draws film, ribbons and particles between them.

mod canvas;
mod controls;
mod destination;
mod fields;
mod legend;
mod map;
mod page;
mod producers;
mod rail;
mod readers;
mod reshard;
mod shards;
mod sinks;

use kinetoscope::world::view::StreamView;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;

use crate::a11y::{self, Outline};
use crate::app::Poster;
use crate::store::{Phase, Store, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{maybe, words};
use crate::ui::text;
use canvas::Stagehand;
use controls::Controls;
use legend::Legend;
use producers::Producers;
use rail::Rail;
use readers::Readers;
use shards::Strips;

pub(crate) use controls::CONTROLS;
pub(crate) use fields::NumberField;
pub(crate) use producers::{KeyStrategy, describe as keys_in_words};
pub(crate) use readers::{lag, start as start_in_words};
pub(crate) use reshard::{Merge, Split};
pub(crate) use shards::{is_open, refusal as shard_words};

/// More open shards than this, and strips show load instead of identity.
pub(crate) const LOAD_VIEW_ABOVE: usize = 12;

/// Whether a stream has so many open shards that each shows no more than its load.
fn is_many(stream: &StreamView) -> bool {
    LOAD_VIEW_ABOVE < stream.shards.iter().filter(|shard| is_open(shard)).count()
}

/// What a producer or reader does elsewhere, where its stream is not the one that is shown.
fn elsewhere(store: Store, stream: Option<String>, does: &str) -> Option<String> {
    let stream = stream?;
    let shown = store.with_stream(|shown| shown.name == stream).unwrap_or(true);
    (!shown).then(|| format!("{does} {stream}"))
}

/// The stage; a brief one without controls.
#[component]
pub(crate) fn Stage(#[prop(optional)] controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let there = Memo::new(move |_| store.picture.with(Option::is_some));
    view! {
        <section class="stage" class:brief=controls.is_none() id="stage" aria-label="Stage" data-testid="stage">
            {move || if there.get() {
                view! { <Scene controls=controls/> }.into_any()
            } else {
                view! { <Waiting/> }.into_any()
            }}
        </section>
    }
}

/// The still picture, until the engine is there.
#[component]
fn Waiting() -> impl IntoView {
    let store = use_store();
    let Poster(poster) = expect_context::<Poster>();
    let said = move || match store.phase.get() {
        Phase::Failed(_) => "A still picture: the engine did not start.",
        _ => "Loading the engine\u{2026}",
    };
    view! {
        <div class="stage-waiting" inner_html=poster></div>
        <p class="stage-waiting-text muted" role="status">{words(said)}</p>
    }
}

#[component]
fn Scene(controls: Option<Controls>) -> impl IntoView {
    let store = use_store();
    let body = NodeRef::<Div>::new();
    let canvas = NodeRef::<Canvas>::new();
    Stagehand::employ(store, body, canvas, controls.map(|controls| controls.wires));
    let load_view = Memo::new(move |_| store.with_stream(is_many).unwrap_or(false));
    // How many lanes the gates of readers need above each strip, and below it those with fan-out.
    let lanes = move |fan_out: bool| {
        store.picture.with(|picture| {
            let readers = picture.iter().flat_map(|picture| &picture.view.readers);
            readers.filter(|reader| reader.fan_out == fan_out).count().min(readers::LANES_MAX)
        })
    };
    let film =
        maybe(move || store.film_px.get().filter(|_| controls.is_some()).map(|height| format!("{height}px")));
    // Two fingers on a trackpad, and the wheel with Control.
    let pinch = move |event: web_sys::WheelEvent| {
        if let Some(controls) = controls.filter(|_| event.ctrl_key()) {
            event.prevent_default();
            (controls.zoom)(store, event.delta_y() < 0.0);
        }
    };
    let (above, below) = (Memo::new(move |_| lanes(false)), Memo::new(move |_| lanes(true)));
    view! {
        <Head/>
        <div class="stage-body" class:load-view=load_view style:--lanes=words(move || above.get().to_string()) style:--pipes=words(move || below.get().to_string()) data-film=film style:--film=words(move || film.get()) on:wheel=pinch node_ref=body>
            <canvas class="stage-canvas" node_ref=canvas aria-hidden="true"></canvas>
            <Producers controls=controls/>
            <Rail/>
            <Strips controls=controls/>
            <Readers controls=controls/>
            <Legend/>
            <Outline/>
        </div>
    }
}

/// Name and state of the stream, and how even its load is.
#[component]
fn Head() -> impl IntoView {
    let store = use_store();
    let name = move || store.with_stream(|stream| stream.name.clone()).unwrap_or_default();
    let others = Memo::new(move |_| {
        store.picture.with(|picture| {
            let streams = picture.iter().flat_map(|picture| picture.view.streams.iter().skip(1));
            streams.map(|stream| stream.name.clone()).collect::<Vec<_>>()
        })
    });
    let open = move || {
        let count =
            store.with_stream(|stream| stream.shards.iter().filter(|shard| shards::is_open(shard)).count());
        text::plural(count.unwrap_or(0), "open shard")
    };
    let status =
        move || store.with_stream(|stream| format!("{:?}", stream.status).to_uppercase()).unwrap_or_default();
    let skew = Memo::new(move |_| {
        store
            .with_stream(|stream| (stream.skew.word.clone(), format!("{:.1}", stream.skew.score)))
            .unwrap_or_default()
    });
    view! {
        <header class="stage-head">
            <h2 class="stage-stream"><span class="eyebrow">"Stream"</span>{words(name)}</h2>
            {move || others.get().into_iter().map(|other| view! {
                <button type="button" class="chip" data-testid=format!("stage-stream-{other}") on:click={
                    let other = other.clone();
                    move |_| store.show_stream(other.clone())
                }>{format!("Show {other}")}</button>
            }).collect_view()}
            <p class="stage-facts">
                <span class="badge" data-testid="stage-status">{words(status)}</span>
                <span>{words(open)}</span>
                <span class="skew" data-word=words(move || skew.get().0) data-testid="stage-skew">
                    <span class="skew-label">"Skew "</span>
                    <strong>{words(move || skew.get().1)}</strong>
                    " "
                    {words(move || skew.get().0)}
                </span>
            </p>
            <div class="stage-tools">
            <button type="button" class="button quiet small" data-testid="stage-restart" title="Start this scenario over, without your changes" on:click=move |_| store.start_over()>
                <Icon name="restart"/>
                <span>"Start over"</span>
            </button>
            <button type="button" class="button quiet small" data-testid="scene-summary" title="Say what is on the stage (s)" on:click=move |_| a11y::say_scene(store)>
                <Icon name="speak"/>
                <span>"Summary"</span>
            </button>
            </div>
        </header>
    }
}
