//! The whole engine, which takes over where a page needs what the first one, made small, lacks.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use super::host::{self, Host};
use super::{Phase, Store};
use crate::router::Router;

/// How far the whole engine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    /// Nobody has asked for it.
    NotNeeded,
    /// It is to come as soon as there is a session to take over.
    Needed,
    Coming,
    There,
    /// It did not come, and why; the first one goes on.
    Failed(String),
}

impl Whole {
    /// What the page of the address asks for.
    pub(super) fn of(router: Router) -> Self {
        if router.route_untracked().entry().whole { Self::Needed } else { Self::NotNeeded }
    }
}

impl Store {
    /// Lets the whole engine take over, unless it has: same session, same moment, same events. Until then, and where it does
    /// not arrive, the first engine goes on. A page that always needs it says so in its entry of the router.
    pub(crate) fn need_whole_engine(self) {
        if matches!(self.whole.get_untracked(), Whole::NotNeeded | Whole::Failed(_)) {
            self.whole.set(Whole::Needed);
        }
    }

    /// The same, and waits: for a call that only the whole engine knows.
    pub(crate) async fn whole_engine(self) -> Result<(), String> {
        self.need_whole_engine();
        loop {
            match self.whole.get_untracked() {
                Whole::There => return Ok(()),
                Whole::Failed(why) => return Err(why),
                _ => gloo_timers::future::TimeoutFuture::new(20).await,
            }
        }
    }

    /// Why the whole engine did not come.
    pub(crate) fn whole_failure(self) -> Option<String> {
        match self.whole.get() {
            Whole::Failed(why) => Some(why),
            _ => None,
        }
    }

    /// Whether the whole engine runs.
    pub(crate) fn is_whole(self) -> bool {
        self.whole.get() == Whole::There
    }

    /// Starts an engine: the whole one at once where it is needed already, and the small one where that one fails.
    pub(super) async fn launch(
        self,
        start: impl AsyncFn(bool) -> Result<Host, JsValue>,
    ) -> Result<Host, String> {
        let needed = self.whole.get_untracked() != Whole::NotNeeded || self.link().needs_whole();
        if needed {
            self.whole.set(Whole::Coming);
            match start(true).await {
                Ok(host) => {
                    self.whole.set(Whole::There);
                    return Ok(host);
                }
                Err(error) => self.whole.set(Whole::Failed(host::message(&error))),
            }
        }
        start(false).await.map_err(|error| host::message(&error))
    }

    /// Begins the takeover as soon as it is wanted and there is something to take over.
    pub(super) fn follow_whole(self) {
        let due = self.phase.get() == Phase::Ready && self.whole.get() == Whole::Needed;
        let host = self.inner.with_value(|inner| inner.host.clone()).filter(|_| due);
        let Some(host) = host else { return };
        self.whole.set(Whole::Coming);
        spawn_local(async move {
            let after = match host.become_whole().await {
                Ok(_) => Whole::There,
                Err(error) => Whole::Failed(host::message(&error)),
            };
            // An engine that was started anew meanwhile has its own way to be whole.
            let same = |now: &Host| JsValue::from(now.clone()) == JsValue::from(host.clone());
            if self.inner.with_value(|inner| inner.host.as_ref().is_some_and(same)) {
                self.whole.set(after);
            }
        });
    }
}
