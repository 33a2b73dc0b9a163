//! Things that change, each of one type: what shows words, flags and lists is then in the page's module once, and not
//! once for every closure.

use leptos::prelude::*;

/// What can be shown as words.
pub(crate) trait Words {
    /// The words; none where there is nothing to say.
    fn words(self) -> String;
}

impl Words for String {
    fn words(self) -> String {
        self
    }
}

impl Words for &str {
    fn words(self) -> String {
        self.to_owned()
    }
}

impl<T: Words> Words for Option<T> {
    fn words(self) -> String {
        self.map_or_else(String::new, Words::words)
    }
}

/// Words that change.
pub(crate) fn words<T: Words>(read: impl Fn() -> T + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || read().words())
}

/// Words that may be missing: an attribute that is not always there.
pub(crate) fn maybe(read: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(read)
}

/// A condition that changes.
pub(crate) fn holds(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Memo::new(move |_| read()).into()
}

/// Shows its children while a condition holds.
#[component]
pub(crate) fn If(when: Signal<bool>, children: ChildrenFn) -> impl IntoView {
    move || when.get().then(|| children())
}

/// A row for each key; rows stay while their keys do.
#[component]
pub(crate) fn List(
    keys: Signal<Vec<String>>,
    /// Makes the row of a key.
    row: Callback<String, AnyView>,
) -> impl IntoView {
    view! { <For each=move || keys.get() key=Clone::clone children=move |key| row.run(key)/> }
}
