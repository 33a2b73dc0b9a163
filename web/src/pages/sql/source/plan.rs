//! What the application does, as operators that hand rows to each other.

use leptos::prelude::*;

use crate::pages::sql::bench::use_bench;
use crate::ui::live::{If, holds, words};

/// The panel.
#[component]
pub(super) fn Plan() -> impl IntoView {
    let bench = use_bench();
    let plan = words(move || bench.checked.with(|checked| checked.plan.clone()));
    let none = holds(move || plan.with(String::is_empty));
    view! {
        <p class="muted small-text">"Each stream with what it is made of, the last step first."</p>
        <pre class="sql-plan" tabindex="0" aria-label="Plan" data-testid="sql-plan" hidden=none>{plan}</pre>
        <If when=none><p class="muted">"There is a plan once the code has no errors."</p></If>
    }
}
