//! The menu "Jump to": moments that one would else wait for.

use leptos::prelude::*;

use crate::store::{SECOND_US, Store, use_store};
use crate::ui::icon::Icon;
use crate::ui::live::holds;

const MINUTE_US: u64 = 60 * SECOND_US;
const HOUR_US: u64 = 60 * MINUTE_US;
const DAY_US: u64 = 24 * HOUR_US;

/// Where one can jump to.
#[derive(Clone, Copy)]
pub(crate) enum Jump {
    /// So much later.
    By(u64),
    /// To the next mark of this kind within so long, and what is said where none comes.
    Mark { kind: &'static str, within_us: u64, none: &'static str },
    /// To the next moment at which the oldest records leave the stream.
    Trim,
}

/// Name, test id and where to.
pub(crate) const JUMPS: &[(&str, &str, Jump)] = &[
    (
        "Next throttle",
        "throttle",
        Jump::Mark {
            kind: "throttle",
            within_us: HOUR_US,
            none: "No throttling begins within the next hour. What is throttled now has no new beginning.",
        },
    ),
    ("Next trim", "trim", Jump::Trim),
    (
        "Next fault",
        "fault",
        Jump::Mark { kind: "fault", within_us: HOUR_US, none: "No fault begins within the next hour." },
    ),
    ("1 minute on", "minute", Jump::By(MINUTE_US)),
    ("1 hour on", "hour", Jump::By(HOUR_US)),
    ("1 day on", "day", Jump::By(DAY_US)),
];

impl Store {
    /// Goes where a line of the menu leads.
    pub(crate) fn jump(self, to: Jump) {
        match to {
            Jump::By(us) => self.skip(us as i64),
            Jump::Mark { kind, within_us, none } => self.jump_to_mark(kind, within_us, none),
            Jump::Trim => {
                // Records leave when the retention of their stream is over: by then, or not at all.
                let hours = self.picture.with_untracked(|picture| {
                    let streams = picture.as_ref().map(|picture| picture.view.streams.iter());
                    streams.into_iter().flatten().map(|stream| stream.retention_hours).max()
                });
                let within_us = (hours.unwrap_or(0) + 2) * HOUR_US;
                self.jump_to_mark(
                    "trim",
                    within_us,
                    "No records begin to leave within the retention period.",
                );
            }
        }
    }
}

/// The button and its menu.
#[component]
pub(super) fn JumpMenu() -> impl IntoView {
    let store = use_store();
    let waiting = holds(move || store.picture.with(Option::is_none));
    let lines = JUMPS.iter().map(|&(name, id, to)| {
        view! {
            <button
                type="button"
                class="menu-line"
                popovertarget="jump-menu"
                popovertargetaction="hide"
                data-testid=format!("time-jump-{id}")
                on:click=move |_| store.jump(to)
            >
                {name}
            </button>
        }
    });
    view! {
        <button type="button" class="button quiet jump" popovertarget="jump-menu" aria-label="Jump to" title="Jump to a moment" data-testid="time-jump" disabled=waiting>
            <span class="jump-name">"Jump to"</span>
            <Icon name="down"/>
        </button>
        <div class="menu jump-menu" id="jump-menu" popover="auto" role="group" aria-label="Jump to" data-testid="time-jump-menu">
            {lines.collect_view()}
        </div>
    }
}
