//! Names of the services, which are long and have no spaces.

use leptos::prelude::*;

/// A long name that may be broken before each of its words.
pub(crate) fn breakable(name: &str) -> AnyView {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.into_iter().map(|word| view! { {word}<wbr/> }).collect_view().into_any()
}
