//! The scenario's goal as a challenge: what must hold, what is measured, and whether it is reached.

use leptos::prelude::*;

use crate::explain::Checks;
use crate::store::use_store;
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

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
    let state = move || if passed.get() { "passed" } else { "open" };
    view! {
        <If when=holds(move || !checks.with(Vec::is_empty))>
            <section class="card challenge" data-state=words(state) data-testid="challenge" aria-labelledby="challenge-title">
                <p class="eyebrow">"Challenge"</p>
                <h2 id="challenge-title">"Stop the throttling without adding shards"</h2>
                <Checks checks=checks/>
                <div role="status">
                    <If when=holds(move || passed.get())>
                        <p class="passed" data-testid="challenge-passed">
                            <Icon name="check"/>
                            <span><strong>"Passed."</strong>" The same records, the same shards: only their keys are spread."</span>
                        </p>
                    </If>
                </div>
            </section>
        </If>
    }
}
