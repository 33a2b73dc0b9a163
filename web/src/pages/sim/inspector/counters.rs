//! The counters of a producer or a reader: those that have counted something, and the others when they are asked for.

use leptos::prelude::*;

use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// A counter: its name, its test id, and its number.
pub(super) type Counter = (&'static str, &'static str, Memo<u64>);

/// The lines of a list, of which the children are the first.
#[component]
pub(super) fn Counters(counters: Vec<Counter>, children: Children) -> impl IntoView {
    let all = RwSignal::new(false);
    let numbers: Vec<_> = counters.iter().map(|counter| counter.2).collect();
    let any_zero = holds(move || numbers.iter().any(|number| number.get() == 0));
    let rows = counters.into_iter().map(|(name, id, number)| {
        view! {
            <div hidden=holds(move || !all.get() && number.get() == 0)>
                <dt>{name}</dt>
                <dd data-testid=id>{words(move || text::count(number.get()))}</dd>
            </div>
        }
    });
    view! {
        <div class="counters">
            <dl class="facts">{children()}{rows.collect_view()}</dl>
            <If when=any_zero>
                <button type="button" class="button quiet small" aria-expanded=words(move || all.get().to_string()) data-testid="more-counters" on:click=move |_| all.update(|all| *all = !*all)>
                    {words(move || if all.get() { "Fewer counters" } else { "More counters" })}
                </button>
            </If>
        </div>
    }
}
