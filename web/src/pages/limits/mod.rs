//! What the service bounds, in which words it refuses, and what older notes get wrong.

mod elsewhere;

use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;

use crate::find::Wanted;
use crate::store::use_store;
use crate::ui::dom;
use crate::ui::head::page_head;
use crate::ui::live::words;
use crate::ui::name::breakable;
use crate::ui::sheet::Sheet;
use crate::ui::text;
use elsewhere::Elsewhere;

crate::part::page!(limits, Limits);

/// The part of the query that says what is searched for.
const FIND: &str = "find";
/// The field to search in.
const FIELD: &str = "limits-search";

/// A bound, as the engine tells of it.
#[derive(Clone, Deserialize)]
struct Limit {
    name: String,
    of: String,
    value: u64,
    unit: String,
    refusal: Option<String>,
    about: String,
    change: Option<Change>,
}

#[derive(Clone, Deserialize)]
struct Change {
    before: String,
    now: String,
    since: String,
}

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

impl Limit {
    /// Its name, and what else it is found by.
    fn words(&self) -> (String, String) {
        let refusal = self.refusal.as_deref().unwrap_or_default();
        let change = self.change.as_ref().map(|change| change.before.as_str()).unwrap_or_default();
        let text = format!(
            "limit {} {} {} {} {refusal} {} {change}",
            self.of,
            self.value,
            text::count(self.value),
            self.unit,
            self.about
        );
        (self.name.clone(), text)
    }
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
    let limits = store.once::<Vec<Limit>>("limits", json!({}));
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
                "What Kinesis Data Streams bounds, and what it says when it refuses. Every number here is one that the engine acts by; every error text comes from the code that refuses.",
            )}
            <div class="search" role="search">
                <label for="limits-search">"Search limits, errors and operations"</label>
                <input
                    id=FIELD
                    class="input"
                    type="search"
                    value=asked
                    placeholder="retention, 1,000, PutRecords, Throttling\u{2026}"
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
                {move || table(&limits.get(), &wanted.get())}
            </section>
            <section aria-labelledby="errors-title">
                <h2 id="errors-title">"Errors"</h2>
                <p class="muted">"Texts show an example stream, orders. Seen: somebody saw the service say so. Told: a report or another program has it so. Ours: nobody knows the service's words, only its error type."</p>
                {move || errors(&refusals.get(), &wanted.get())}
            </section>
        </div>
        </Sheet>
    }
}

/// A value in the largest of its units that leaves it whole.
fn amount(value: u64, unit: &str) -> AnyView {
    let (value, unit) = match unit.strip_prefix("KiB") {
        Some(rest) if value.is_multiple_of(1_024) => (value / 1_024, format!("MiB{rest}")),
        _ => (value, unit.to_owned()),
    };
    view! { <strong>{text::count(value)}</strong>" "{unit} }.into_any()
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

fn table(limits: &[Limit], wanted: &Wanted) -> AnyView {
    let found = wanted.nearest(limits, Limit::words);
    let none = found.is_empty();
    let rows = found.into_iter().map(|limit| {
        let Limit { name, of, value, unit, refusal, about, .. } = limit.clone();
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="num" data-label="Value">{amount(value, &unit)}</td>
                <td data-label="For each">{of}</td>
                <td data-label="Error" class="mono limit-error">{breakable(&refusal.unwrap_or_else(|| "\u{2013}".into()))}</td>
                <td data-label="Note">{about}</td>
            </tr>
        }
    });
    view! {
        <table class="sheet broad" data-testid="limits-table" hidden=none>
            <thead><tr><th scope="col">"Limit"</th><th scope="col">"Value"</th><th scope="col">"For each"</th><th scope="col">"Error"</th><th scope="col">"Note"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {nothing(none)}
    }
    .into_any()
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
