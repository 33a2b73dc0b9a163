//! What the application reads: where records come from, how they become rows, and what the application does with them.

mod fields;
mod plan;
mod records;
mod schema;
mod streams;
mod tables;

use leptos::prelude::*;

use crate::ui::live::words;
use crate::ui::tabs::{Tab, Tabs, tab_of_address};
use plan::Plan;
use records::Records;
use schema::Schema;
use tables::Tables;

const TABS: &[Tab] = &[("source", "Source"), ("schema", "Schema"), ("tables", "Tables"), ("plan", "Plan")];

/// The card of the input.
#[component]
pub(super) fn Input() -> impl IntoView {
    let tab = tab_of_address(TABS);
    view! {
        <section class="card sql-input" aria-label="Input">
            <Tabs label="Parts of the input" area="sql" tabs=TABS chosen=tab/>
            <div class="sql-panel" role="tabpanel" id="sql-panel" tabindex="-1" aria-labelledby=words(move || format!("sql-tab-{}", tab.get()))>
                {move || match tab.get() {
                    "schema" => view! { <Schema/> }.into_any(),
                    "tables" => view! { <Tables/> }.into_any(),
                    "plan" => view! { <Plan/> }.into_any(),
                    _ => view! { <Records/> }.into_any(),
                }}
            </div>
        </section>
    }
}
