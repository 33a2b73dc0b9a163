//! The record generator: templates of the Kinesis Data Generator, the Kinesis Agent and IoT rules, as sources of records.

mod agent;
mod bridge;
mod editor;
mod fields;
mod follow;
mod helpers;
mod outcome;
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
use editor::{Editor, Records, preview_of};
use helpers::Helpers;
use progress::Sending;
use recipe::{Bench, use_bench};
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
                {page_head("Record generator", words(move || lead(tab.get())))}
                <Tabs label="Sources" area="generate" tabs=TABS chosen=tab/>
                <div role="tabpanel" id="generate-panel" tabindex="-1" aria-labelledby=words(move || format!("generate-tab-{}", tab.get()))>
                    {move || match tab.get() {
                        "agent" => view! { <Agent/> }.into_any(),
                        "rule" => view! { <Rule/> }.into_any(),
                        _ => view! { <Template/> }.into_any(),
                    }}
                </div>
            </div>
        </Sheet>
    }
}

/// What a tab is for.
fn lead(tab: &str) -> &'static str {
    match tab {
        "agent" => {
            "The Kinesis Agent sends what is new in a log file since its checkpoint, a record for each line."
        }
        "rule" => {
            "An IoT rule chooses messages by their topic and SQL, reshapes them, and puts each into a stream."
        }
        _ => {
            "Templates of the Kinesis Data Generator (KDG) run here unchanged. The same seed gives the same records."
        }
    }
}

/// The tab of templates. What is written stands beside what comes of it; on a phone the helpers are the last card.
#[component]
fn Template() -> impl IntoView {
    let preview = preview_of(use_bench());
    view! {
        <div class="console-columns">
            <div class="console-stack"><Editor preview=preview/><Helpers/></div>
            <div class="console-stack"><Records preview=preview/><Sending/></div>
        </div>
    }
}
