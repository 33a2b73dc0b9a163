//! The scenario's goal as a challenge: what must hold, what is measured, and whether it is reached.
//!
//! It stands above all else: as one line where there is little room or something is selected, else as a card.

use kinetoscope::world::goal::Check;
use leptos::prelude::*;

use crate::explain::Checks;
use crate::lessons::Credit;
use crate::store::{Selection, use_store};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// From this width on, in CSS pixels, the challenge has a column to itself.
const ROOMY: f64 = 1_200.0;

/// The challenge; nothing where the scenario has no goal.
#[component]
pub(crate) fn Challenge() -> impl IntoView {
    let store = use_store();
    let checks = Memo::new(move |_| {
        store.picture.with(|picture| picture.as_ref().map(|picture| picture.goal.clone()).unwrap_or_default())
    });
    let passed = Memo::new(move |_| {
        checks.with(|checks| !checks.is_empty() && checks.iter().all(|check| check.holds))
    });
    let idle = Memo::new(move |_| store.selection.with(|selection| *selection == Selection::None));
    let roomy = ROOMY <= dom::width();
    let usual = Memo::new(move |_| passed.get() || (roomy && idle.get()));
    let chosen = RwSignal::new(None::<bool>);
    // What somebody has opened or folded stays so until there is a reason to show something else.
    Effect::new(move |_| {
        usual.get();
        chosen.set(None);
    });
    let open = holds(move || chosen.get().unwrap_or(usual.get()));
    let toggle = move |_| chosen.set(Some(!open.get_untracked()));
    let state = move || if passed.get() { "passed" } else { "open" };
    view! {
        <If when=holds(move || !checks.with(Vec::is_empty))>
            <div class="sim-goal">
                <section class="card challenge" class:folded=holds(move || !open.get()) data-state=words(state) data-testid="challenge" aria-labelledby="challenge-title">
                    <h2>
                        <button type="button" class="challenge-line" aria-expanded=words(move || open.get().to_string()) data-testid="challenge-toggle" on:click=toggle>
                            <span class="eyebrow">"Challenge"</span>" "
                            <span class="challenge-goal" id="challenge-title">"Stop the throttling without adding shards"</span>" "
                            <span class="challenge-stands" data-testid="challenge-stands">{words(move || checks.with(|checks| standing(checks)))}</span>
                            <Icon name=Signal::derive(move || if open.get() { "up" } else { "down" })/>
                        </button>
                    </h2>
                    <If when=open>
                        <Checks checks=checks/>
                    </If>
                    <div role="status">
                        <If when=holds(move || passed.get() && open.get())>
                            <p class="passed" data-testid="challenge-passed">
                                <Icon name="check"/>
                                <span><strong>"Passed."</strong>" The same records, the same shards: only their keys are spread."</span>
                            </p>
                            <Credit/>
                        </If>
                    </div>
                </section>
            </div>
        </If>
    }
}

/// How it stands, in one line: what is missing first.
fn standing(checks: &[Check]) -> String {
    let Some(missing) = checks.iter().find(|check| !check.holds) else { return "Passed".into() };
    let held = checks.iter().filter(|check| check.holds).count();
    format!("{held} of {} hold: {}", checks.len(), missing.measured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_says_how_many_hold_and_what_is_missing() {
        let check = |measured: &str, holds| Check { label: "?".into(), measured: measured.into(), holds };
        let some =
            [check("2,000 records/s", true), check("last refusal 0 s ago", false), check("4 open", true)];
        assert_eq!(standing(&some), "2 of 3 hold: last refusal 0 s ago");
        assert_eq!(standing(&some[..1]), "Passed");
    }
}
