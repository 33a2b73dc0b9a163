//! What the services say, asked again as the world goes on.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use kinetoscope::world::session::Picture;
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
        // The first engine does not know every operation.
        let is_able = move || store.is_whole() || store.whole_failure().is_some();
        let ask = move |body: Value| async move { Some(store.ask_service(service, operation, &body).await) };
        Self { answer: keep_asking(move || input().filter(|_| is_able()), ask) }
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

/// The answer to a question, asked again as the world goes on; `None` until it is there, and while there is no question.
pub(crate) fn keep_asking<Q, A, F>(
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
    ask: impl Fn(Q) -> F + Copy + 'static,
) -> RwSignal<Option<A>>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    A: PartialEq + Send + Sync + 'static,
    F: Future<Output = Option<A>> + 'static,
{
    let store = use_store();
    let answer = RwSignal::new(None::<A>);
    let question = Memo::new(move |_| question());
    let moment = Memo::new(move |_| {
        let seen = |picture: &Arc<Picture>| (picture.view.fact_count, picture.view.now);
        (question.get(), store.picture.with(|picture| picture.as_ref().map(seen)))
    });
    let work = move || -> Pin<Box<dyn Future<Output = bool>>> {
        Box::pin(async move {
            let found = match question.try_get_untracked() {
                Some(Some(question)) => ask(question).await,
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
    answer
}
