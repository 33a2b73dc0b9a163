//! Pages whose code is no part of the first load: it arrives when such a page is first gone to.
//!
//! The build takes what only such a page reaches out of the page's module, by the marks that [`page`] leaves.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use wasm_bindgen::prelude::*;

use crate::app::Poster;
use crate::router::Router;
use crate::store::use_store;
use crate::ui::live::words;

/// Makes a page.
pub(crate) type Make = fn() -> AnyView;
/// Brings what makes a page.
pub(crate) type Bring = fn() -> Pin<Box<dyn Future<Output = Result<Make, SplitLoaderError>>>>;

/// Where a page comes from.
#[derive(Clone, Copy)]
pub(crate) enum Page {
    /// It is there from the start.
    Here(Make),
    /// It is a part that arrives later.
    Part(Bring),
}

/// Declares the page of a module to be a part: `page!(about, About)` names the part and the component. Pages that name the
/// same part arrive together. What several parts need becomes files of its own, one for each set of parts that need it.
macro_rules! page {
    ($name:ident, $component:ident) => {
        /// The page, which arrives when it is first gone to.
        pub(crate) const PAGE: $crate::part::Page = $crate::part::Page::Part(|| Box::pin($name()));

        #[leptos::wasm_split::wasm_split($name, wasm_split_path = leptos::wasm_split, fallible)]
        fn $name() -> Result<$crate::part::Make, leptos::wasm_split::SplitLoaderError> {
            Ok(|| leptos::prelude::IntoAny::into_any(view! { <$component/> }))
        }
    };
}
pub(crate) use page;

/// How long a page may take before it is said that it is on its way.
const PATIENCE: Duration = Duration::from_millis(300);

/// How far a part is.
#[derive(Clone)]
enum State {
    Coming,
    There(Make),
    Failed(String),
}

/// A part that is being shown.
#[derive(Clone, Copy)]
struct Part {
    bring: Bring,
    state: RwSignal<State>,
    /// Whether it takes so long that the reader should be told.
    late: RwSignal<bool>,
    router: Router,
}

#[wasm_bindgen(raw_module = "./part-loader.js")]
extern "C" {
    /// Why the last part that did not arrive did not.
    #[wasm_bindgen(js_name = partFailure)]
    fn part_failure() -> String;
}

impl Page {
    /// The page, or how far it is.
    pub(crate) fn show(self) -> AnyView {
        let router = expect_context::<Router>();
        router.coming.set(matches!(self, Self::Part(_)));
        match self {
            Self::Here(make) => make(),
            Self::Part(bring) => Part::show(bring, router),
        }
    }
}

/// Shows a part of the frame from when it is first asked for. Where it does not arrive, `failed` takes back what asked for
/// it, so that it is asked for again the next time.
pub(crate) fn once_asked(asked: Signal<bool>, page: Page, failed: impl Fn() + Copy + 'static) -> AnyView {
    let store = use_store();
    let made = RwSignal::new(None::<Make>);
    Effect::new(move |_| {
        let Page::Part(bring) = page else { return };
        if asked.get() && made.with_untracked(Option::is_none) {
            spawn_local(async move {
                match bring().await {
                    Ok(make) => made.set(Some(make)),
                    Err(_) => {
                        failed();
                        store.complain(part_failure());
                    }
                }
            });
        }
    });
    // The part is made once: what it keeps lives as long as the page.
    (move || made.get().map(|make| make())).into_any()
}

impl Part {
    fn show(bring: Bring, router: Router) -> AnyView {
        let part = Self { bring, state: RwSignal::new(State::Coming), late: RwSignal::new(false), router };
        part.ask();
        let shown = move || match part.state.get() {
            State::There(make) => make(),
            State::Failed(why) => part.failed(why),
            State::Coming => part.coming(),
        };
        shown.into_any()
    }

    /// Asks for the part, and lets the reader go on at its title once it is there.
    fn ask(self) {
        self.late.set(false);
        // Whoever goes to another page meanwhile waits for nothing here; hence `try_set`.
        set_timeout(move || _ = self.late.try_set(true), PATIENCE);
        spawn_local(async move {
            let found = match (self.bring)().await {
                Ok(make) => State::There(make),
                Err(_) => State::Failed(part_failure()),
            };
            if self.state.try_set(found).is_none() {
                self.router.coming.set(false);
                self.router.arrived();
            }
        });
    }

    /// On a page with a stage its still picture stays meanwhile.
    fn coming(self) -> AnyView {
        let said = move || self.late.get().then_some("This page is on its way\u{2026}");
        let Poster(poster) = expect_context::<Poster>();
        let poster = if self.router.route_untracked().entry().stage { poster } else { String::new() };
        view! {
            <div class="stage-waiting" inner_html=poster></div>
            <p class="lead" role="status" data-testid="page-coming">{words(said)}</p>
        }
        .into_any()
    }

    fn failed(self, why: String) -> AnyView {
        let again = move |_| {
            self.state.set(State::Coming);
            self.ask();
        };
        view! {
            <div class="prose" data-testid="page-failed">
                <h1 id="page-title" tabindex="-1">"This page did not arrive"</h1>
                <p role="alert">{why}" The rest of the site goes on. If the site was renewed since you opened it, reload the page."</p>
                <button type="button" class="button" data-testid="page-retry" on:click=again>"Retry"</button>
            </div>
        }
        .into_any()
    }
}
