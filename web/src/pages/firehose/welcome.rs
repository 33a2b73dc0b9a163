//! A session without delivery streams: scenarios that have some, each with a picture of what there is to be seen, and the way to
//! the form.

use leptos::prelude::*;

use super::here::use_here;
use crate::router::Route;
use crate::share::ScenarioLink;
use crate::ui::icon::Icon;

/// Id, title, what is to be seen, and a picture of that. The scenario's file has its id and its title too.
type Card = (&'static str, &'static str, &'static str, fn() -> AnyView);

const CARDS: &[Card] = &[
    (
        "firehose-lake",
        "Into the lake",
        "Three delivery streams: one buffer closes by size every few seconds, one waits five minutes for its time, one has a buffer for each room.",
        lake,
    ),
    (
        "size-or-time",
        "By size or by interval",
        "Three rates and one buffer of 1 MiB or 60 seconds: which of the two closes it, and when?",
        size_or_time,
    ),
    (
        "stream-vs-queue",
        "Read twice",
        "The same records in a stream, which two readers read, and in a delivery stream, which is silent until it delivers.",
        read_twice,
    ),
];

/// The cards, and the way to the form.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    let here = use_here();
    let cards = CARDS.iter().map(|&(id, title, sees, picture)| {
        view! {
            <li>
                <ScenarioLink fragment=format!("p={id}") to=Route::Firehose class="card firehose-scenario" testid=format!("firehose-scenario-{id}")>
                    {picture()}
                    <strong>{title}</strong>
                    <span class="muted">{sees}</span>
                </ScenarioLink>
            </li>
        }
        .into_any()
    });
    view! {
        <section class="firehose-empty" aria-labelledby="firehose-empty-title" data-testid="firehose-empty">
            <h2 id="firehose-empty-title">"See a delivery stream at work"</h2>
            <p class="lead">"A delivery stream gathers records, changes them if you like, and delivers them together: to a bucket, a table, an index or a server. This session has none yet. A scenario that has some replaces the session:"</p>
            <ul class="firehose-scenarios">{cards.collect_view()}</ul>
            <div class="firehose-own">
                <h2>"Or make your own, in this session"</h2>
                <button type="button" class="button primary" data-testid="firehose-make" aria-haspopup="dialog" on:click=move |_| here.making.set(true)>
                    <Icon name="plus"/>"Make a delivery stream"
                </button>
            </div>
        </section>
    }
}

/// A gauge as the page draws it: a ring that is closed by time, around a bar that is filled by bytes; in percent.
fn gauge(x: u32, time: u32, size: u32) -> AnyView {
    let height = size * 34 / 100;
    view! {
        <g transform=format!("translate({x} 60)")>
            <circle class="gauge-track" r="36" pathLength="100"/>
            <circle class="gauge-sweep" r="36" pathLength="100" stroke-dasharray=format!("{time} 100") transform="rotate(-90)"/>
            <rect class="gauge-well" x="-11" y="-17" width="22" height="34" rx="2"/>
            <rect class="gauge-fill" x="-10" y=(17 - height as i32).to_string() width="20" height=height.to_string()/>
        </g>
    }
    .into_any()
}

fn picture(children: AnyView) -> AnyView {
    view! { <svg class="firehose-picture" viewBox="0 0 300 120" aria-hidden="true" focusable="false">{children}</svg> }
        .into_any()
}

/// Two gauges that lead to folders of a bucket.
fn lake() -> AnyView {
    let folders = [(28, 0), (46, 14), (64, 14), (82, 28)].map(
        |(y, x)| view! { <rect class="picture-object" x=(222 + x).to_string() y=y.to_string() width="44" height="10" rx="2"/> },
    );
    picture(
        view! {
            {gauge(48, 12, 86)}
            {gauge(136, 64, 8)}
            <path class="picture-way" d="M182 60h22m-7 -6l7 6l-7 6"/>
            {folders.collect_view()}
        }
        .into_any(),
    )
}

/// Three gauges, each fuller than the next.
fn size_or_time() -> AnyView {
    picture(view! { {gauge(52, 10, 92)} {gauge(150, 52, 50)} {gauge(248, 92, 4)} }.into_any())
}

/// A strip with two readers above a delivery stream that waits.
fn read_twice() -> AnyView {
    let frames = (0..8).map(
        |at| view! { <rect class="picture-object" x=(24 + at * 18).to_string() y="20" width="12" height="24" rx="1"/> },
    );
    picture(
        view! {
            <rect class="gauge-well" x="16" y="12" width="160" height="40" rx="3"/>
            {frames.collect_view()}
            <path class="picture-way" d="M72 56v22m-6 -7l6 7l6 -7M132 56v22m-6 -7l6 7l6 -7"/>
            <circle class="picture-reader" cx="72" cy="92" r="9"/>
            <circle class="picture-reader" cx="132" cy="92" r="9"/>
            {gauge(242, 38, 30)}
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::share::link::PRESETS;

    #[test]
    fn cards_are_the_scenarios_that_have_delivery_streams_under_their_own_titles() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/static/scenarios");
        let title = |id: &str| {
            let file = std::fs::read_to_string(folder.join(format!("{id}.json"))).unwrap();
            let file: Value = serde_json::from_str(&file).unwrap();
            let has_some =
                file["deliveries"]["delivery_streams"].as_array().is_some_and(|all| !all.is_empty());
            has_some.then(|| file["title"].as_str().unwrap().to_owned())
        };
        let mut found: Vec<_> =
            PRESETS.iter().filter_map(|id| Some(((*id).to_owned(), title(id)?))).collect();
        let mut cards: Vec<_> =
            CARDS.iter().map(|(id, title, ..)| ((*id).to_owned(), (*title).to_owned())).collect();
        found.sort();
        cards.sort();
        assert_eq!(cards, found);
    }
}
