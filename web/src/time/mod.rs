//! Time as a control: play, step, speed, the clock, and the way back.

mod branches;
pub(crate) mod jump;
mod scrubber;

use kinetoscope::time::Duration;
use leptos::prelude::*;

use crate::part::once_asked;
use crate::store::{SPEEDS, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::{If, holds, words};
use crate::ui::{dom, text};
use jump::JumpMenu;
use scrubber::Scrubber;

/// The time bar.
#[component]
pub(crate) fn TimeBar() -> impl IntoView {
    let store = use_store();
    let playing = Memo::new(move |_| store.transport.with(|transport| transport.playing));
    let ready = Memo::new(move |_| store.picture.with(Option::is_some));
    let branches = Memo::new(move |_| {
        store.picture.with(|picture| picture.as_ref().map_or(0, |picture| picture.branches))
    });
    // Asks with each branch, should the part not have arrived with the first.
    let branched = Signal::derive(move || branches.get() != 0);
    let control = move |name: &'static str,
                        keys: &'static str,
                        icon: &'static str,
                        testid: &'static str,
                        run: fn(crate::store::Store)| {
        view! {
            <button type="button" class="button quiet" aria-label=name title=format!("{name} ({keys})") data-testid=testid disabled=holds(move || !ready.get()) on:click=move |_| run(store)>
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <div class="timebar" role="group" aria-label="Time">
            <div class="timebar-buttons">
                {control("Previous event", ",", "step-back", "time-back", |store| store.step_back())}
                <button
                    type="button"
                    class="button play"
                    aria-label=words(move || if playing.get() { "Pause" } else { "Play" })
                    title=words(move || if playing.get() { "Pause (Space)" } else { "Play (Space)" })
                    data-testid="time-play"
                    disabled=holds(move || !ready.get())
                    on:click=move |_| store.toggle_play()
                >
                    <Icon name=Signal::derive(move || if playing.get() { "pause" } else { "play" })/>
                </button>
                {control("Next event", ".", "step", "time-step", |store| store.step())}
                <button type="button" class="button quiet second" aria-label="+1 s: one second on" title="One second on" data-testid="time-second" disabled=holds(move || !ready.get()) on:click=move |_| store.skip(1_000_000)>
                    "+1 s"
                </button>
                <JumpMenu/>
            </div>
            <Speed/>
            <Clock/>
            <Scrubber/>
            {once_asked(branched, branches::PAGE, || ())}
        </div>
    }
}

#[component]
fn Speed() -> impl IntoView {
    let store = use_store();
    let speed = Memo::new(move |_| store.transport.with(|transport| transport.speed));
    let choose = move |event| {
        if let Ok(speed) = dom::value(&event).parse() {
            store.set_speed(speed);
        }
    };
    view! {
        <label class="speed" title="Speed ( [ and ] )">
            <span class="visually-hidden">"Speed"</span>
            <select class="select" data-testid="time-speed" prop:value=words(move || speed.get().to_string()) on:change=choose>
                {SPEEDS.iter().map(|&value| view! {
                    <option value=value.to_string() selected=holds(move || speed.get() == value)>{text::speed(value).replace(',', "")}</option>
                }).collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Clock() -> impl IntoView {
    let store = use_store();
    let elapsed = move || {
        let mut clock = text::clock(store.elapsed_us.get());
        // Tenths are a blur where a second of ours is a minute of theirs.
        if 60.0 <= store.transport.with(|transport| transport.speed) {
            clock.truncate(clock.len() - 2);
        }
        clock
    };
    let date = move || {
        let elapsed = Duration::from_micros(store.elapsed_us.get());
        let start = store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.start));
        start.map_or_else(String::new, |start| text::date(start + elapsed))
    };
    let slow = move || {
        let transport = store.transport.get();
        let shown = (!transport.kept && transport.playing).then(|| {
            format!("asked {}, running {}", text::speed(transport.speed), text::speed(transport.ratio))
        });
        shown.or_else(|| transport.job.map(|done| format!("replaying {:.0} %", done * 100.0)))
    };
    view! {
        <div class="clock" data-testid="time-clock">
            <span class="clock-elapsed" aria-label="Elapsed virtual time">{words(elapsed)}</span>
            <span class="clock-date" class:slow=holds(move || slow().is_some())>{words(move || slow().unwrap_or_else(date))}</span>
        </div>
        <If when=holds(move || store.transport.with(|transport| transport.job.is_some_and(|done| done < 0.999)))>
            <button type="button" class="button small cancel" data-testid="time-cancel" on:click=move |_| store.cancel()>"Stop"</button>
        </If>
    }
}
