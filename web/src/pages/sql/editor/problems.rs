//! What is wrong, with its place; a click goes there.

use kinetoscope::analytics::rehearsal::ProblemView;
use leptos::prelude::*;

use super::typing;
use crate::pages::sql::bench::use_bench;
use crate::ui::icon::Icon;

/// Problems that are listed.
const SHOWN_MAX: usize = 8;

/// The list.
#[component]
pub(super) fn Problems() -> impl IntoView {
    let bench = use_bench();
    let shown = move || {
        bench.checked.with(|checked| {
            let rest = (!checked.rest.is_empty())
                .then(|| line("error", "err", String::new(), checked.rest.clone(), None, None));
            let problems = checked.problems.iter().take(SHOWN_MAX).map(problem);
            rest.into_iter().chain(problems).collect_view()
        })
    };
    view! { <div role="status"><ul class="sql-problems" aria-label="Problems" data-testid="sql-problems">{shown}</ul></div> }
}

fn problem(problem: &ProblemView) -> AnyView {
    let (icon, tone) = if problem.is_warning { ("warning", "warn") } else { ("error", "err") };
    let place = format!("Line {}, column {}", problem.line, problem.column);
    line(icon, tone, place, problem.message.clone(), problem.hint.clone(), Some(problem.start as usize))
}

fn line(
    icon: &'static str,
    tone: &'static str,
    place: String,
    message: String,
    hint: Option<String>,
    start: Option<usize>,
) -> AnyView {
    let bench = use_bench();
    let go = start.map(|start| {
        let go = move |_| bench.with_setup(|setup| typing::put_cursor(&setup.code, start));
        view! { <button type="button" class="sql-place" data-testid="sql-problem-place" on:click=go>{place}</button> ": " }
    });
    let hint = hint.map(|hint| view! { <span class="muted">{format!(" Hint: {hint}.")}</span> });
    view! {
        <li class=format!("sql-problem {tone}") data-testid="sql-problem">
            <Icon name=icon/>
            <p>{go}<span>{message}</span>{hint}</p>
        </li>
    }
    .into_any()
}
