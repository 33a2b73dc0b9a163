//! The first page: a living stream with a problem in it, three ways in, and scenarios to begin with.

mod presets;

use kinetoscope::streams::WRITE_RECORDS_PER_SECOND;
use leptos::prelude::*;

use crate::lessons::{LESSONS, passed};
use crate::part::Page;
use crate::router::{PageLink, Route};
use crate::share::link::{Link, PRESETS};
use crate::stage::Stage;
use crate::store::{Phase, Store, use_store};
use crate::ui::code::Code;
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};
use crate::ui::text;
pub(crate) use presets::CARDS;
use presets::Presets;

/// Starts the command from a checkout.
const RUN: &str = "cargo xtask serve";
/// Points a client at it.
const POINT: &str = "aws kinesis list-streams \\\n  --endpoint-url \\\n  http://127.0.0.1:4567";
/// A test with the package.
const TEST: &str = "const k = await Kinetoscope.create();
const kinesis = new KinesisClient(
  k.clientConfig(),
);
k.advance(301_000); // an iterator expires";

/// The page, which is there from the start.
pub(crate) const PAGE: Page = Page::Here(|| view! { <Home/> }.into_any());

/// The page `/`.
#[component]
pub(crate) fn Home() -> impl IntoView {
    view! {
        <div class="home">
            <header class="home-head">
                <h1 id="page-title" tabindex="-1">"Kinesis you can see, stop, rewind and break"</h1>
                <p class="lead">
                    "A simulator of Amazon Kinesis Data Streams and Data Firehose, in your browser. The same engine runs inside your tests."
                </p>
            </header>
            <Problem/>
            <Stage/>
            <Doors/>
            <Presets/>
        </div>
    }
}

/// What is wrong on the stage, and what to do about it.
#[component]
fn Problem() -> impl IntoView {
    let store = use_store();
    let refused = move || text::count(store.refused_per_second());
    let calm = move || store.refused_per_second() == 0;
    let written = move || shows_the_first(store);
    let scenario = Memo::new(move |_| {
        let opened = store.opened.with(|opened| opened.as_ref().map(|opened| opened.preset.clone()));
        opened.unwrap_or_else(|| Link::of_address().preset)
    });
    let title = move || match (written(), calm()) {
        (true, _) => "Four shards, and still not enough?",
        (false, true) => "Nothing is refused",
        (false, false) => "Records are refused",
    };
    let story = move || {
        let scene =
            store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.summary.clone()));
        if written() { told() } else { scene.unwrap_or_default() }
    };
    view! {
        <section class="problem" class:calm=holds(calm) aria-labelledby="problem-title" data-testid="home-problem">
            <div class="problem-number">
                <strong data-testid="home-refused">{words(refused)}</strong>
                <span>"refused per second"</span>
            </div>
            <div class="problem-text">
                <h2 id="problem-title">{words(title)}</h2>
                <p>{words(story)}</p>
            </div>
            {move || way_on(&scenario.get())}
        </section>
    }
}

/// Whether the scenario that the page opens with is on the stage as it was written, or on its way there.
fn shows_the_first(store: Store) -> bool {
    let comes = || store.phase.get() == Phase::Starting && Link::of_address() == Link::to(PRESETS[0].into());
    let is_first = store.opened.with(|opened| opened.as_ref().map(|opened| opened.preset == PRESETS[0]));
    is_first.unwrap_or_else(comes) && store.is_as_written()
}

/// The challenge of the scenario on the stage; once it is passed, what comes next.
fn way_on(scenario: &str) -> AnyView {
    let passed = passed::has_passed(scenario);
    let (to, below, testid, name) = match passed.then(|| passed::next_lesson(scenario)) {
        None => (Route::Sim, "", "home-challenge", "Take the challenge".to_owned()),
        Some(None) => (Route::Learn, "", "home-next", "Look at the lessons".to_owned()),
        Some(Some(at)) => {
            (Route::Learn, LESSONS[at].0, "home-next", format!("Next: lesson {}, {}", at + 1, LESSONS[at].1))
        }
    };
    view! {
        <div class="problem-way">
            {passed.then(|| view! {
                <p class="problem-passed" data-testid="home-passed"><Icon name="check"/>"You have passed this challenge."</p>
            })}
            <PageLink to=to below=below class="button primary" testid=testid>
                <span>{name}</span>
                <Icon name="right"/>
            </PageLink>
        </div>
    }
    .into_any()
}

/// The story of the scenario that the page opens with.
fn told() -> String {
    format!(
        "Seven of ten records carry the same partition key, so they all fall on one shard. It takes {} a second and \
         refuses the rest, while three shards idle. Can you stop it without adding a shard?",
        text::count(WRITE_RECORDS_PER_SECOND)
    )
}

/// The three ways in.
#[component]
fn Doors() -> impl IntoView {
    view! {
        <div class="doors">
            <section class="door" aria-labelledby="door-learn">
                <Icon name="flask"/>
                <h2 id="door-learn">"Learn by doing"</h2>
                <p>"Each lesson has a stream with a problem in it. Bet on what will happen, act on it, and let the engine measure what came of it."</p>
                <PageLink to=Route::Learn class="door-link" testid="door-learn"><span>"Go to the lessons"</span><Icon name="right"/></PageLink>
            </section>
            <section class="door" aria-labelledby="door-build">
                <Icon name="film"/>
                <h2 id="door-build">"Build and break"</h2>
                <p>"Split and merge shards, change rates and keys, pause a reader, go back in time. Each refusal says why it happened and what would help."</p>
                <PageLink to=Route::Sim class="door-link" testid="door-build"><span>"Open the simulator"</span><Icon name="right"/></PageLink>
            </section>
            <section class="door" aria-labelledby="door-test">
                <Icon name="terminal"/>
                <h2 id="door-test">"Use it in tests"</h2>
                <p>"An npm package with a virtual clock, in which a day of retention passes in a moment:"</p>
                <Code name="the test" code=Signal::stored(TEST.to_owned())/>
                <p>"Or one command that serves this site and an endpoint for the AWS CLI and the SDKs:"</p>
                <Code name="the command" code=Signal::stored(RUN.to_owned())/>
                <Code name="a first call" code=Signal::stored(POINT.to_owned())/>
            </section>
        </div>
    }
}
