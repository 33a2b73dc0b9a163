//! Asks the engine how far the learner is: whenever there is a new picture, and once more where another came meanwhile.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::lesson::Shown;
use crate::lessons::file::Judged;
use crate::store::{Store, use_store};

/// What the engine says of the lesson that is shown.
#[derive(Clone, Copy)]
pub(super) struct Judge {
    judged: RwSignal<Judged>,
    /// Whether an answer is on its way.
    asked: StoredValue<bool>,
    /// Whether something has changed since.
    again: StoredValue<bool>,
}

impl Judge {
    /// Follows a lesson; `there` says whether its scenario is on the stage, in an engine that knows lessons.
    pub(super) fn follow(shown: Shown, there: Memo<bool>) -> Self {
        let store = use_store();
        let judge = Self {
            judged: RwSignal::new(Judged::default()),
            asked: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        Effect::new(move |_| {
            store.picture.track();
            let answers = shown.of(|record| record.answers.clone());
            if there.get() {
                judge.ask(store, shown, answers);
            } else {
                judge.judged.set(Judged::default());
            }
        });
        judge
    }

    /// What it said last.
    pub(super) fn with<T>(self, read: impl FnOnce(&Judged) -> T) -> T {
        self.judged.with(read)
    }

    fn ask(self, store: Store, shown: Shown, answers: BTreeMap<String, String>) {
        self.again.set_value(true);
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        let lesson = shown.lesson();
        spawn_local(async move {
            let mut answers = answers;
            // The page may be gone by the time an answer comes.
            while self.again.try_get_value() == Some(true) {
                self.again.set_value(false);
                let found: Result<Judged, _> =
                    store.ask("lesson", json!({ "lesson": lesson.text, "answers": answers })).await;
                match found {
                    Ok(found) => {
                        _ = self.judged.try_maybe_update(|judged| {
                            let is_new = *judged != found;
                            *judged = found;
                            (is_new, ())
                        })
                    }
                    Err(why) => store.complain(why),
                }
                if self.again.try_get_value() == Some(true) {
                    answers = shown.now();
                }
            }
            _ = self.asked.try_set_value(false);
        });
    }
}

/// What was said so far, for those who do not follow it.
impl Shown {
    fn now(self) -> BTreeMap<String, String> {
        untrack(|| self.of(|record| record.answers.clone()))
    }
}
