//! What the services bound, in which words they refuse, and what older notes get wrong.

mod bounds;
mod elsewhere;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use crate::find::Wanted;
use crate::store::use_store;
use crate::ui::dom;
use crate::ui::head::page_head;
use crate::ui::live::words;
use crate::ui::sheet::Sheet;
use crate::ui::text;
use bounds::{Limit, Tables};
use elsewhere::Elsewhere;

crate::part::page!(limits, Limits);

/// The part of the query that says what is searched for.
const FIND: &str = "find";
/// The field to search in.
const FIELD: &str = "limits-search";

/// How often a running scenario is asked what it uses.
const EVERY_MS: f64 = 1_000.0;

/// A type of refusal, as the engine tells of it.
#[derive(Clone, Deserialize)]
struct Refusal {
    name: String,
    status: u16,
    about: String,
    operations: Vec<String>,
    texts: Vec<Text>,
}

#[derive(Clone, Deserialize)]
struct Text {
    text: String,
    trust: String,
}

impl Refusal {
    fn words(&self) -> (String, String) {
        let texts: String = self.texts.iter().map(|text| text.text.as_str()).collect();
        let text = format!("error {} {} {} {texts}", self.status, self.about, self.operations.join(" "));
        (self.name.clone(), text)
    }
}

/// Searches for these words on the page, or on the page that is about to come.
pub(crate) fn look_for(words: &str) {
    dom::set_query(FIND, words);
    dom::type_into(FIELD, words);
}

/// The page `/limits/`.
#[component]
fn Limits() -> impl IntoView {
    let store = use_store();
    // As they are now; what is used of them changes, they themselves do not.
    let bounds = RwSignal::new(Vec::<Limit>::new());
    store.keep_asking(EVERY_MS, move || {
        spawn_local(async move {
            match store.read::<Vec<Limit>>("limits", json!({})).await {
                // The page may be gone by now.
                Ok(found) => _ = bounds.try_set(found),
                Err(why) => store.complain(why),
            }
        });
    });
    let limits =
        Memo::new(move |_| bounds.with(|bounds| bounds.iter().map(Limit::unused).collect::<Vec<_>>()));
    let refusals = store.once::<Vec<Refusal>>("refusals", json!({}));
    let asked = dom::query(FIND).unwrap_or_default();
    let wanted = RwSignal::new(Wanted::of(&asked));
    let look = move |event: web_sys::Event| {
        let typed = dom::value(&event);
        dom::set_query(FIND, &typed);
        wanted.set(Wanted::of(&typed));
    };
    let told = move || {
        let (limits, refusals) = wanted.with(|wanted| {
            (
                limits.with(|all| wanted.nearest(all, Limit::words).len()),
                refusals.with(|all| wanted.nearest(all, Refusal::words).len()),
            )
        });
        format!("{} and {}", text::plural(limits, "limit"), text::plural(refusals, "error type"))
    };
    view! {
        <Sheet name="numbers">
        <div class="numbers">
            {page_head(
                "Limits and errors",
                "What Data Streams and Data Firehose bound, and what Data Streams says when it refuses. Every number here is one that the engine acts by, unless its note says otherwise; every error text comes from the code that refuses.",
            )}
            <div class="search" role="search">
                <label for="limits-search">"Search limits, errors and operations"</label>
                <input
                    id=FIELD
                    class="input"
                    type="search"
                    value=asked
                    placeholder="retention, 1,000, buffer, PutRecords\u{2026}"
                    data-testid="limits-search"
                    on:input=look
                />
                <p class="field-hint" role="status" data-testid="limits-count">{words(told)}</p>
            </div>
            <Elsewhere wanted=wanted/>
            <section aria-labelledby="notes-title">
                <h2 id="notes-title">"What older notes may say"</h2>
                <p class="muted">"Course notes and answers on the web live longer than limits do. These have changed."</p>
                {move || changes(&limits.get(), &wanted.get())}
            </section>
            <section aria-labelledby="limits-title">
                <h2 id="limits-title">"Limits"</h2>
                <Tables limits=limits bounds=bounds wanted=wanted/>
            </section>
            <section aria-labelledby="errors-title">
                <h2 id="errors-title">"Errors"</h2>
                <p class="muted">"Of Data Streams. Texts show an example stream, orders. Seen: somebody saw the service say so. Told: a report or another program has it so. Ours: nobody knows the service's words, only its error type."</p>
                {move || errors(&refusals.get(), &wanted.get())}
            </section>
        </div>
        </Sheet>
    }
}

fn changes(limits: &[Limit], wanted: &Wanted) -> AnyView {
    let found: Vec<_> =
        wanted.nearest(limits, Limit::words).into_iter().filter(|limit| limit.change.is_some()).collect();
    let none = found.is_empty();
    let rows = found.into_iter().filter_map(|limit| {
        let change = limit.change.clone()?;
        Some(view! {
            <tr>
                <th scope="row">{limit.name.clone()}</th>
                <td data-label="Your notes may say">{change.before}</td>
                <td data-label="The service now"><strong>{change.now}</strong></td>
                <td data-label="Since">{change.since}</td>
            </tr>
        })
    });
    view! {
        <table class="sheet" data-testid="limits-changes" hidden=none>
            <thead><tr><th scope="col">"Limit"</th><th scope="col">"Your notes may say"</th><th scope="col">"The service now"</th><th scope="col">"Since"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {nothing(none)}
    }
    .into_any()
}

/// What stands where a search found nothing.
fn nothing(none: bool) -> AnyView {
    view! { <p class="muted" hidden=!none>"Nothing here has all of these words."</p> }.into_any()
}

fn errors(refusals: &[Refusal], wanted: &Wanted) -> AnyView {
    let one = |refusal: &Refusal| {
        let Refusal { name, status, about, operations, texts } = refusal.clone();
        let by = match operations.len() {
            0 => "Any operation may give it.".to_owned(),
            _ => format!("Given by {}.", operations.join(", ")),
        };
        let testid = format!("limits-error-{name}");
        let texts = texts.into_iter().map(|Text { text, trust }| {
            view! {
                <li><span class="badge">{trust_in_words(&trust)}</span><span class="mono">{text}</span></li>
            }
        });
        view! {
            <details class="reason" data-testid=testid>
                <summary><span class="mono">{name}</span>" "<span class="muted">"HTTP "{status}". "{about}</span></summary>
                <p class="muted small-text">{by}</p>
                <ul class="texts">{texts.collect_view()}</ul>
            </details>
        }
    };
    let found: Vec<_> = wanted.nearest(refusals, Refusal::words).into_iter().map(one).collect();
    let none = found.is_empty();
    view! { <div class="reasons" data-testid="limits-errors">{found}</div>{nothing(none)} }.into_any()
}

fn trust_in_words(trust: &str) -> &'static str {
    match trust {
        "Seen" => "seen",
        "Told" => "told",
        _ => "ours",
    }
}
