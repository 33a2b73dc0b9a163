//! Tables of reference data.

use kinetoscope::analytics::rehearsal::ReferenceSetup;
use leptos::prelude::*;

use crate::pages::sql::bench::use_bench;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::words;

/// What a table has at first. An application has one table at most.
const EXAMPLE: &str = "{\"Ticker\":\"QXZ\",\"Name\":\"Quixoz Health\"}";

/// The panel.
#[component]
pub(super) fn Tables() -> impl IntoView {
    let bench = use_bench();
    let count = Memo::new(move |_| bench.with_setup(|setup| setup.references.len()));
    let add = move |_| {
        let table = ReferenceSetup { name: "Company".to_owned(), records: EXAMPLE.to_owned() };
        bench.edit(|setup| setup.references.push(table));
    };
    let tables = move || (0..count.get()).map(|at| view! { <Table at=at/> }).collect_view();
    view! {
        <div class="sql-stack">
            <p class="muted small-text">"Reference data is read once, when the application starts. Rows find its rows by a JOIN."</p>
            {tables}
            <button type="button" class="button" hidden=move || 0 < count.get() data-testid="sql-add-table" on:click=add><Icon name="plus"/>"Add a table"</button>
        </div>
    }
}

/// One table.
#[component]
fn Table(at: usize) -> impl IntoView {
    let bench = use_bench();
    let read = move |of: fn(&ReferenceSetup) -> String| {
        words(move || bench.with_setup(|setup| setup.references.get(at).map(of)))
    };
    let (name, records) = (read(|it| it.name.clone()), read(|it| it.records.clone()));
    let change = move |of: fn(&mut ReferenceSetup, String), text: String| {
        bench.edit(|setup| {
            if let Some(reference) = setup.references.get_mut(at) {
                of(reference, text);
            }
        });
    };
    let remove = move |_| {
        bench.edit(|setup| {
            if at < setup.references.len() {
                setup.references.remove(at);
            }
        });
    };
    view! {
        <div class="sql-stack">
            <div class="sql-fields">
                <div class="field">
                    <label for="sql-table-name">"Name"</label>
                    <input id="sql-table-name" class="input mono" autocomplete="off" spellcheck="false" data-testid="sql-table-name" prop:value=name on:change=move |event| change(|it, text| it.name = text, dom::value(&event))/>
                </div>
                <button type="button" class="button" on:click=remove>"Remove the table"</button>
            </div>
            <div class="field">
                <label for="sql-table-records">"Records, JSON or CSV, a line each"</label>
                <textarea id="sql-table-records" class="input mono sql-area" rows="8" wrap="off" spellcheck="false" data-testid="sql-table-records" prop:value=records on:input=move |event| change(|it, text| it.records = text, dom::value(&event))></textarea>
            </div>
        </div>
    }
}
