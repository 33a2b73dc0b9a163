//! Why the chosen row fell into its window.

use leptos::prelude::*;

use super::lane::show_rows;
use crate::pages::sql::bench::{Chosen, use_bench};
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};

/// The sentence, the values of the row, and the way to the rows beside it.
#[component]
pub(super) fn Detail() -> impl IntoView {
    let bench = use_bench();
    let some = holds(move || bench.explained.with(Option::is_some));
    let why = words(move || bench.explained.with(|it| it.as_ref().map(|it| it.why.clone())));
    let fields = move || {
        let fields = bench.explained.with(|it| it.as_ref().map(|it| it.fields.clone())).unwrap_or_default();
        let field = |(name, value): (String, Option<String>)| {
            view! { <div><dt class="mono">{name}</dt><dd>{value.unwrap_or_else(|| "NULL".to_owned())}</dd></div> }
        };
        fields.into_iter().map(field).collect_view()
    };
    let go =
        move |by: i64| bench.chosen.update(|chosen| *chosen = chosen.and_then(|it| beside(bench, it, by)));
    let result = move |_| {
        let found = bench.look.with_untracked(|look| {
            let (lane, number, _) = bench.chosen.get_untracked()?;
            let lane = look.as_ref()?.lanes.get(lane)?;
            let window = lane.windows.iter().find(|window| window.number == number && !window.is_open)?;
            Some((lane.into.clone(), window.until?))
        });
        show_rows(bench, found);
    };
    let is_over = holds(move || {
        bench.look.with(|look| {
            let (lane, number, _) = bench.chosen.get()?;
            let window = look.as_ref()?.lanes.get(lane)?.windows.iter().find(|it| it.number == number)?;
            Some(!window.is_open)
        }) == Some(true)
    });
    view! {
        <div class="sql-why" aria-live="polite">
            <If when=holds(move || !some.get())><p class="muted small-text">"Point at a row to read why it fell into its window."</p></If>
            <If when=some>
                <p data-testid="sql-why">{why}</p>
                <dl class="sql-fields-of">{fields}</dl>
                <div class="button-row">
                    <button type="button" class="button small" data-testid="sql-row-before" on:click=move |_| go(-1)>"Row before"</button>
                    <button type="button" class="button small" data-testid="sql-row-behind" on:click=move |_| go(1)>"Next row"</button>
                    <If when=is_over><button type="button" class="button small" data-testid="sql-row-result" on:click=result><Icon name="down"/>"What the window told"</button></If>
                    <button type="button" class="button quiet small" aria-label="Close the explanation" on:click=move |_| bench.chosen.set(None)><Icon name="close"/></button>
                </div>
            </If>
        </div>
    }
}

/// The row before or behind another in its lane; the same where there is none.
fn beside(bench: crate::pages::sql::bench::Bench, (lane, window, mark): Chosen, by: i64) -> Option<Chosen> {
    bench.look.with_untracked(|look| {
        let windows = &look.as_ref()?.lanes.get(lane)?.windows;
        let all = windows
            .iter()
            .flat_map(|it| it.marks.iter().map(move |row| (row.rowtime, it.number, row.number)));
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        let at = all.iter().position(|it| (it.1, it.2) == (window, mark));
        let at = at.map_or(all.len() as i64 - 1, |at| at as i64 + by).clamp(0, all.len() as i64 - 1);
        all.get(usize::try_from(at).ok()?).map(|it| (lane, it.1, it.2))
    })
}
