//! The record generator: templates of the Kinesis Data Generator, the Kinesis Agent and IoT rules, as sources of records.

mod agent;
mod bridge;
mod editor;
mod fields;
mod helpers;
mod progress;
mod rate;
mod recipe;
mod rule;
mod run;
mod tally;

use leptos::prelude::*;

use crate::ui::head::page_head;
use crate::ui::live::words;
use crate::ui::sheet::Sheet;
use crate::ui::tabs::{Tab, Tabs, tab_of_address};
use agent::Agent;
use editor::Editor;
use helpers::Helpers;
use progress::Sending;
use recipe::Bench;
use rule::Rule;

crate::part::page!(generate, Generate);

const TABS: &[Tab] = &[("template", "Template"), ("agent", "Kinesis Agent"), ("rule", "IoT rule")];

/// The page `/generate/`.
#[component]
fn Generate() -> impl IntoView {
    provide_context(Bench::new());
    let tab = tab_of_address(TABS);
    view! {
        <Sheet name="consoles">
            <div class="console">
                {page_head(
                "Record generator",
                "Templates of the Kinesis Data Generator run here unchanged. The same seed gives the same records, and you see how many of them the stream accepts and refuses.",
            )}
                <Tabs label="Sources" area="generate" tabs=TABS chosen=tab/>
                <div role="tabpanel" id="generate-panel" tabindex="-1" aria-labelledby=words(move || format!("generate-tab-{}", tab.get()))>
                    {move || match tab.get() {
                        "agent" => view! { <Agent/> }.into_any(),
                        "rule" => view! { <Rule/> }.into_any(),
                        _ => view! {
                            <div class="console-columns">
                                <div class="console-stack"><Editor/></div>
                                <div class="console-stack"><Sending/><Helpers/></div>
                            </div>
                        }.into_any(),
                    }}
                </div>
            </div>
        </Sheet>
    }
}
