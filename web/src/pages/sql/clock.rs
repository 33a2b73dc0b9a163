//! The clock of the application: run, pause, steps, and how fast it goes.

use leptos::prelude::*;

use super::bench::use_bench;
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};

const SPEEDS: &[u32] = &[1, 5, 10, 30, 60];
/// Steps in seconds, and what they are called.
const STEPS: &[(i64, &str)] = &[(1, "+1 s"), (10, "+10 s"), (60, "+1 min")];

/// The bar with the clock.
#[component]
pub(super) fn Clock() -> impl IntoView {
    let bench = use_bench();
    let changed = holds(move || bench.is_changed());
    let wrong = holds(move || {
        bench
            .checked
            .with(|checked| !checked.rest.is_empty() || checked.problems.iter().any(|it| !it.is_warning))
    });
    let said = words(move || bench.look.with(|look| look.as_ref().map(|look| moment(look.now))));
    let records = words(move || {
        bench.look.with(|look| {
            let look = look.as_ref()?;
            let over = if look.is_over { ", no more will come" } else { "" };
            let noun = if look.records == 1 { "record" } else { "records" };
            Some(format!("{} {noun}{over}", look.records))
        })
    });
    let state = words(move || match (wrong.get(), changed.get()) {
        (true, _) => "Mend the errors to run it; what ran before goes on.",
        (false, true) => "Changed: run it to see what comes of it.",
        _ => "",
    });
    let toggle = move |_| if bench.playing.get_untracked() { bench.pause() } else { bench.play() };
    let options = SPEEDS.iter().map(|speed| {
        view! { <option value=speed.to_string() selected=move || bench.speed.get() == *speed>{format!("{speed}\u{d7}")}</option> }
    });
    let steps = STEPS.iter().map(|&(seconds, name)| {
        view! { <button type="button" class="button" data-testid=format!("sql-step-{seconds}") on:click=move |_| bench.step(seconds)>{name}</button> }
    });
    view! {
        <section class="sql-clock" aria-label="Clock of the application">
            <button type="button" class="button primary" data-testid="sql-run" disabled=wrong on:click=move |_| bench.start(bench.store.mode.autoplay())>
                <Icon name="restart"/>{words(move || if changed.get() { "Run the changes" } else { "Run from the start" })}
            </button>
            <button type="button" class="button" data-testid="sql-play" on:click=toggle>
                <Icon name=Signal::derive(move || if bench.playing.get() { "pause" } else { "play" })/>
                {words(move || if bench.playing.get() { "Pause" } else { "Play" })}
            </button>
            <div class="button-row">{steps.collect_view()}</div>
            <select class="select input sql-speed" aria-label="Speed" data-testid="sql-speed" on:change=move |event| bench.speed.set(dom::value(&event).parse().unwrap_or(1))>
                {options.collect_view()}
            </select>
            <p class="sql-now"><strong class="num" data-testid="sql-now">{said}</strong><span class="muted" data-testid="sql-record-count">{records}</span></p>
            <p class="sql-state small-text" role="status" data-testid="sql-state">{state}</p>
            <p class="field-error" role="alert" data-testid="sql-failure" hidden=move || bench.failure.with(String::is_empty)>{words(move || bench.failure.get())}</p>
        </section>
    }
}

/// The time of a day, with milliseconds where there are some.
pub(super) fn moment(at: i64) -> String {
    let millis = at.rem_euclid(86_400_000);
    let (seconds, rest) = (millis / 1_000, millis % 1_000);
    let time = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { time } else { format!("{time}.{rest:03}") }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn a_moment_is_told_as_exactly_as_it_is() {
        assert_eq!(moment(1_767_225_600_000), "00:00:00");
        assert_eq!(moment(1_767_225_600_000 + 3_723_045), "01:02:03.045");
        assert_eq!(moment(-1), "23:59:59.999");
    }
}
