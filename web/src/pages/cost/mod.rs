//! What this run would cost, by which prices, and what a load of one's own needs.

mod measured;
mod money;
mod prices;
mod sizing;

use kinetoscope::pricing::PriceTable;
use leptos::prelude::*;

use crate::ui::head::page_head;
use crate::ui::sheet::Sheet;
use measured::Measured;
use prices::Prices;
use sizing::SizingHelper;

crate::part::page!(cost, Cost);

/// The page `/cost/`.
#[component]
fn Cost() -> impl IntoView {
    let table = RwSignal::new(PriceTable::built_in());
    view! {
        <Sheet name="numbers">
        <div class="numbers">
            {page_head(
                "Cost and sizing",
                "Estimates, not invoices: what is measured in the run, times a price table of one day and one region, which you can change below. Nothing is asked of AWS.",
            )}
            <Measured table=table/>
            <Prices table=table/>
            <SizingHelper table=table/>
        </div>
        </Sheet>
    }
}
