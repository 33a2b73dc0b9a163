//! Short messages that go by themselves, and what can be done about them.

use leptos::prelude::*;

use super::Store;

/// How long a message stays.
const STAY_MS: u32 = 9_000;
const TOASTS_MAX: usize = 3;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Toast {
    pub(crate) id: u32,
    pub(crate) text: String,
    /// Whether it tells of something that went wrong.
    pub(crate) wrong: bool,
    /// Whether it offers to take the last action back.
    pub(crate) undo: bool,
}

impl Store {
    /// Shows a message.
    pub(crate) fn say(self, text: impl Into<String>) {
        self.push_toast(text.into(), false, false);
    }

    /// Shows what went wrong.
    pub(crate) fn complain(self, text: impl Into<String>) {
        self.push_toast(text.into(), true, false);
    }

    /// Shows a message with an Undo button.
    pub(crate) fn say_with_undo(self, text: impl Into<String>) {
        self.push_toast(text.into(), false, true);
    }

    /// Takes a message away.
    pub(crate) fn dismiss(self, id: u32) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    fn push_toast(self, text: String, wrong: bool, undo: bool) {
        // Never one that was there before: its time may still be running.
        let id = self.inner.try_update_value(|inner| {
            inner.toasts_made += 1;
            inner.toasts_made
        });
        let id = id.unwrap_or_default();
        self.toasts.update(|toasts| {
            toasts.retain(|toast| toast.text != text);
            toasts.push(Toast { id, text, wrong, undo });
            let surplus = toasts.len().saturating_sub(TOASTS_MAX);
            toasts.drain(..surplus);
        });
        if !self.mode.test {
            gloo_timers::callback::Timeout::new(STAY_MS, move || self.dismiss(id)).forget();
        }
    }
}
