//! Every call of the run, asked for as it goes on.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::call::Call;
use super::view::LIST;
use crate::share::link::Opened;
use crate::store::Store;
use crate::ui::dom;

/// Calls that are kept to be listed.
const CALLS_MAX: usize = 50_000;

/// What tells one course of events from another: on each, a fact has a number of its own.
#[derive(Clone, Debug, PartialEq, Default)]
struct Course {
    title: String,
    opened: Option<Arc<Opened>>,
    inputs: usize,
    branches: u32,
}

impl Course {
    fn of(store: Store) -> Self {
        let opened = store.opened.get_untracked();
        let of_picture = store.live().map(|live| {
            let picture = &live.picture;
            (picture.title.clone(), picture.inputs, picture.branches)
        });
        let (title, inputs, branches) = of_picture.unwrap_or_default();
        Self { title, opened, inputs, branches }
    }

    /// Whether what happened on the other course is how this one began: something was done, and nothing replaced.
    fn goes_on_from(&self, before: &Self) -> bool {
        before.inputs <= self.inputs && Self { inputs: before.inputs, ..self.clone() } == *before
    }
}

/// The calls so far.
#[derive(Clone, Copy)]
pub(super) struct Feed {
    store: Store,
    pub(super) calls: RwSignal<Vec<Call>>,
    /// The course that they are of.
    course: StoredValue<Course>,
    asking: StoredValue<bool>,
}

impl Feed {
    pub(super) fn new(store: Store) -> Self {
        let course = StoredValue::new(Course::of(store));
        Self { store, calls: RwSignal::new(vec![]), course, asking: StoredValue::new(false) }
    }

    /// Asks for what is new.
    pub(super) fn ask(self) {
        self.leave_other_course();
        // Rows must not move away under whoever is on one.
        if self.asking.get_value() || dom::has_focus(LIST) {
            return;
        }
        self.asking.set_value(true);
        self.leave_what_is_to_come();
        let since = self.calls.with_untracked(|calls| calls.last().map_or(0, |call| call.id + 1));
        let course = self.course.get_value();
        spawn_local(async move {
            let found: Result<Vec<Call>, String> = self.store.read("calls", json!({ "since": since })).await;
            // The page may be gone by now.
            if self.asking.try_set_value(false).is_none() {
                self.take(found, &course);
            }
        });
    }

    /// Takes away the calls of a course of events that is no longer the one on the stage.
    fn leave_other_course(self) {
        let course = Course::of(self.store);
        if !self.course.with_value(|before| course.goes_on_from(before)) {
            self.calls.set(vec![]);
        }
        self.course.set_value(course);
    }

    /// Takes away what lies beyond this moment: the reader went back.
    fn leave_what_is_to_come(self) {
        let count = self.store.live().map_or(0, |live| live.picture.view.fact_count);
        if self.calls.with_untracked(|calls| calls.last().is_some_and(|call| count <= call.id)) {
            self.calls.update(|calls| calls.retain(|call| call.id < count));
        }
    }

    /// Adds what was found on a course of events; what is of another one is asked for anew.
    fn take(self, found: Result<Vec<Call>, String>, course: &Course) {
        self.leave_other_course();
        let is_same = self.course.with_value(|now| now.goes_on_from(course));
        match found {
            Err(why) => self.store.complain(why),
            Ok(_) if !is_same => self.ask(),
            Ok(found) if found.is_empty() => {}
            Ok(found) => self.calls.update(|calls| {
                calls.extend(found);
                let beyond = calls.len().saturating_sub(CALLS_MAX);
                calls.drain(..beyond);
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_action_that_replaces_nothing_goes_on_with_the_course() {
        let course =
            |title: &str, inputs, branches| Course { title: title.into(), opened: None, inputs, branches };
        let before = course("a", 1, 0);
        assert!(before.goes_on_from(&before) && course("a", 2, 0).goes_on_from(&before));
        for other in [course("a", 0, 0), course("a", 2, 1), course("b", 1, 0)] {
            assert!(!other.goes_on_from(&before), "{other:?}");
        }
    }
}
