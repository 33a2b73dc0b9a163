//! What the services say, asked again as the world goes on.

use std::rc::Rc;

use leptos::prelude::*;
use serde_json::Value;

use crate::store::{Refusal, use_store};
use crate::ui::keep_up::keep_up;

/// What an operation that only looks answers, asked again as the world goes on.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    answer: RwSignal<Option<Result<Value, Refusal>>>,
}

/// Between two looks, so that a running clock does not keep the engine from running.
const REST_MS: u32 = 500;

impl Look {
    /// Asks a service, as the wire names it, while there is an input to ask with.
    pub(crate) fn at(
        service: &'static str,
        operation: &'static str,
        input: impl Fn() -> Option<Value> + Send + Sync + 'static,
    ) -> Self {
        let store = use_store();
        let answer = RwSignal::new(None::<Result<Value, Refusal>>);
        // The first engine does not know every operation.
        let is_able = move || store.is_whole() || store.whole_failure().is_some();
        let input = Memo::new(move |_| input().filter(|_| is_able()));
        let moment = Memo::new(move |_| {
            let of_world =
                store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.fact_count));
            let now = store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.now));
            (input.get(), of_world, now)
        });
        let work = move || -> std::pin::Pin<Box<dyn Future<Output = bool>>> {
            Box::pin(async move {
                let found = match input.try_get_untracked() {
                    Some(Some(body)) => Some(store.ask_service(service, operation, &body).await),
                    Some(None) => None,
                    None => return false,
                };
                if answer.try_with_untracked(|known| *known != found) == Some(true) {
                    _ = answer.try_set(found);
                }
                !answer.is_disposed()
            })
        };
        keep_up(moment, REST_MS, Rc::new(work));
        Self { answer }
    }

    /// Reads the answer; `None` until it is there, and where the call is refused.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Value) -> T) -> Option<T> {
        self.answer.with(|answer| match answer {
            Some(Ok(answer)) => Some(read(answer)),
            _ => None,
        })
    }

    /// What it was refused with.
    pub(crate) fn refusal(self) -> Option<Refusal> {
        self.answer.with(|answer| match answer {
            Some(Err(refusal)) => Some(refusal.clone()),
            _ => None,
        })
    }
}
