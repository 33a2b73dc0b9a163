//! Pages that choose their own scenario, and what becomes of the run that was on the stage before.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Phase, Store, Wish};
use crate::share::link::Link;

impl Store {
    /// Opens a scenario for as long as the page shows it, at its start and with the clock stopped. A run in which somebody
    /// has done something is kept first; one that was brought for this scenario stays.
    pub(crate) fn pin(self, preset: String) {
        let is_first = self.pinned.with_untracked(Option::is_none);
        let stays = is_first && self.brought.with_untracked(|brought| *brought == Some(preset.clone()));
        self.pinned.set(Some(preset));
        if stays {
            return self.pause();
        }
        self.brought.set(None);
        // An engine that is on its way opens it by itself.
        if self.phase.with_untracked(|phase| *phase == Phase::Ready) {
            // What was done in one lesson is not kept for the next.
            let own =
                self.opened.with_untracked(|opened| opened.as_ref().is_none_or(|opened| !opened.pinned));
            self.opened.set(None);
            spawn_local(async move {
                if own {
                    self.set_aside().await;
                }
                if let Err(why) = self.open_chosen().await {
                    self.complain(why);
                }
            });
        }
    }

    /// Goes back to the scenario of the address, where that is another one.
    pub(crate) fn unpin(self) {
        self.brought.set(None);
        let was_pinned = self.pinned.try_update(Option::take).flatten().is_some();
        if !was_pinned {
            return;
        }
        if untrack(|| self.has_open(&Link::of_address().preset)) {
            spawn_local(async move { self.own() });
        } else {
            self.open_address();
        }
    }

    /// Lets the run of this scenario stay on the stage when a page pins it.
    pub(crate) fn bring(self, preset: &str) {
        self.brought.set(Some(preset.into()));
    }

    /// Whether the run on the stage was brought for this scenario.
    pub(crate) fn has_brought(self, preset: &str) -> bool {
        self.brought.with(|brought| brought.as_deref() == Some(preset))
    }

    /// What a page had pinned goes on as the reader's own run, unless the next page has pinned something too.
    fn own(self) {
        if self.pinned.with_untracked(Option::is_none) {
            self.opened.update(|opened| {
                if let Some(opened) = opened {
                    Arc::make_mut(opened).pinned = false;
                }
            });
        }
    }

    /// Hands the run to whoever keeps runs, where somebody has done something in it.
    async fn set_aside(self) {
        if self.live().is_none_or(|live| live.picture.inputs == 0) {
            return;
        }
        match self.session().await {
            Ok(file) => self.wish(Wish::Aside(file)),
            Err(why) => self.complain(why),
        }
    }
}
