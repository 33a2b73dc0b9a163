//! Hints, one at a time. How many were opened is kept: a lesson can be passed without.

use leptos::prelude::*;

use super::lesson::Shown;
use crate::ui::live::{If, holds, words};

/// The hints that were asked for, and a way to the next.
#[component]
pub(super) fn Hints() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let hints = shown.lesson().hints.clone();
    let count = hints.len();
    let open = Memo::new(move |_| shown.of(|record| record.hints.min(count)));
    let ask = move || match open.get() {
        0 => "Show a hint".to_owned(),
        open => format!("Show hint {} of {count}", open + 1),
    };
    let lines = hints.into_iter().enumerate().map(|(index, hint)| {
        view! { <li hidden=holds(move || open.get() <= index) data-testid=format!("lesson-hint-{index}")>{hint}</li> }
    });
    view! {
        <section class="lesson-part lesson-hints" aria-labelledby="lesson-hints-title" data-testid="lesson-hints" data-open=words(move || open.get().to_string())>
            <h2 id="lesson-hints-title">"Hints"</h2>
            <p class="muted" hidden=holds(move || 0 < open.get())>"Try without first: the lesson remembers whether you needed one."</p>
            <div role="status"><ol class="lesson-hint-list">{lines.collect_view()}</ol></div>
            <If when=holds(move || open.get() < count)>
                <button type="button" class="button" data-testid="lesson-hint" on:click=move |_| shown.note(|record| record.hints += 1)>{words(ask)}</button>
            </If>
        </section>
    }
}
