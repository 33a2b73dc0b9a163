//! Every call as a row, and what CloudTrail would show of them.

mod call;
mod detail;
mod feed;
mod view;

use leptos::prelude::*;

use crate::ui::head::page_head;
use crate::ui::live::words;
use crate::ui::sheet::Sheet;
use crate::ui::tabs::{Tab, Tabs, tab_of_address};
use view::{AllCalls, CloudTrail};

crate::part::page!(trail, Trail);

/// Which log is shown.
const TABS: &[Tab] = &[("calls", "Every call"), ("cloudtrail", "CloudTrail")];

/// The page `/trail/`.
#[component]
fn Trail() -> impl IntoView {
    let tab = tab_of_address(TABS);
    view! {
        <Sheet name="numbers">
        <div class="numbers wide">
            {page_head(
                "API log",
                "Every call of this run and what became of it, the newest first. CloudTrail keeps only those that manage streams.",
            )}
            <Tabs label="Which log" area="trail" tabs=TABS chosen=tab/>
            <div id="trail-panel" class="trail-panel" role="tabpanel" aria-labelledby=words(move || format!("trail-tab-{}", tab.get()))>
                {move || match tab.get() {
                    "cloudtrail" => view! { <CloudTrail/> }.into_any(),
                    _ => view! { <AllCalls/> }.into_any(),
                }}
            </div>
        </div>
        </Sheet>
    }
}
