//! Doing something again and again as the world goes on: one at a time, with a rest between, and never for what is gone.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is done; the future says whether to go on.
pub(crate) type Work = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

/// Does `work` whenever `moment` has changed, but not before `rest_ms` have passed since the last time.
pub(crate) fn keep_up<T: Send + Sync + 'static>(moment: Memo<T>, rest_ms: u32, work: Work) {
    let state = StoredValue::new(State { busy: false, again: false });
    let work = StoredValue::new_local(work);
    Effect::new(move |_| {
        // Only a memo that was read knows what it depends on.
        moment.with(|_| ());
        let was_busy = state.with_value(|state| state.busy);
        state.set_value(State { busy: true, again: true });
        if !was_busy {
            spawn_local(run(state, work, rest_ms));
        }
    });
}

#[derive(Clone, Copy)]
struct State {
    /// Whether it is being done, or rests.
    busy: bool,
    /// Whether the moment has changed since it was begun.
    again: bool,
}

/// Works until there is nothing new; whatever belongs to a page that was left is gone, and then it ends.
async fn run(state: StoredValue<State>, work: StoredValue<Work, LocalStorage>, rest_ms: u32) {
    while state.try_get_value().is_some_and(|state| state.again) {
        _ = state.try_update_value(|state| state.again = false);
        let Some(work) = work.try_get_value() else { return };
        if !work().await {
            break;
        }
        TimeoutFuture::new(rest_ms).await;
    }
    _ = state.try_update_value(|state| state.busy = false);
}
