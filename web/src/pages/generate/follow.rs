//! Answers that follow what is typed.

use std::future::Future;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long nothing must be typed before it is asked anew.
const REST: Duration = Duration::from_millis(150);

/// Asks whenever something that `ready` reads has changed and rested, if it says so. Only the newest answer is taken.
pub(super) fn follow<F, T>(
    ready: impl Fn() -> bool + 'static,
    ask: impl Fn() -> F + Copy + 'static,
    take: impl Fn(T) + Copy + 'static,
) where
    F: Future<Output = T> + 'static,
    T: 'static,
{
    let newest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let ready = ready();
        newest.update_value(|number| *number += 1);
        let number = newest.get_value();
        // The page may be gone by then.
        let is_newest = move || newest.try_get_value() == Some(number);
        let look = move || {
            if ready && is_newest() {
                spawn_local(async move {
                    let found = ask().await;
                    if is_newest() {
                        take(found);
                    }
                });
            }
        };
        set_timeout(look, REST);
    });
}
