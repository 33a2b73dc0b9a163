//! A goal as a list: what must hold, and what is measured.

use kinetoscope::world::goal::Check;
use leptos::prelude::*;

use crate::ui::icon::Icon;

/// The list.
#[component]
pub(crate) fn Checks(checks: Memo<Vec<Check>>) -> impl IntoView {
    view! {
        <ul class="checks">
            {move || checks.get().into_iter().map(|check| view! {
                <li class="check-line" class:holds=check.holds data-testid="challenge-check">
                    <Icon name=if check.holds { "check" } else { "open" }/>
                    <span class="check-label">{check.label}<span class="visually-hidden">{if check.holds { ", holds" } else { ", does not hold" }}</span></span>
                    <span class="check-measured muted">{check.measured}</span>
                </li>
            }).collect_view()}
        </ul>
    }
}
