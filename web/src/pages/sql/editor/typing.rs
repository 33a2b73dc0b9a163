//! Keys, and the cursor of the field.

use wasm_bindgen::prelude::*;

use super::FIELD;
use super::completion::Proposals;
use crate::ui::dom;

#[wasm_bindgen]
extern "C" {
    /// Types a text as the reader would, so that it can be taken back.
    #[wasm_bindgen(js_namespace = document, js_name = execCommand)]
    fn exec_command(command: &str, ui: bool, text: &str) -> bool;
}

/// Does what a key asks for beyond typing.
pub(super) fn key(event: &web_sys::KeyboardEvent, proposals: Proposals) {
    let is_open = proposals.is_open();
    let taken = match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            proposals.bench.start(proposals.bench.store.mode.autoplay());
            true
        }
        "Enter" if is_open && proposals.is_moved() => proposals.take(None),
        "Enter" if !event.shift_key() => indent(),
        " " if event.ctrl_key() => {
            proposals.ask(true);
            true
        }
        "Tab" if is_open && !event.shift_key() => proposals.take(None),
        "ArrowDown" if is_open => proposals.move_by(1),
        "ArrowUp" if is_open => proposals.move_by(-1),
        "Escape" if is_open => {
            proposals.close();
            true
        }
        _ => false,
    };
    if taken {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Begins a line below the beginning of the one before.
fn indent() -> bool {
    let Some(field) = field() else { return false };
    let text = field.value();
    let at = byte_of(&text, cursor(&field));
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    let blanks = line.len() - line.trim_start_matches(' ').len();
    0 < blanks && insert(&format!("\n{}", " ".repeat(blanks)))
}

/// Puts a text at the cursor.
fn insert(text: &str) -> bool {
    exec_command("insertText", false, text)
}

/// Puts a text in the place of what stands from a byte on up to the cursor.
pub(super) fn replace(from: usize, text: &str) -> bool {
    let Some(field) = field() else { return false };
    let whole = field.value();
    let start = unit_of(&whole, from);
    _ = field.set_selection_range(start, cursor(&field)); // fields of text always have a selection
    insert(text)
}

/// Puts the cursor behind so many bytes of the code, and shows it.
pub(super) fn put_cursor(code: &str, at: usize) {
    let Some(field) = field() else { return };
    dom::focus(FIELD);
    let at = unit_of(code, at);
    _ = field.set_selection_range(at, at);
}

/// How many bytes stand before the cursor, with the text.
pub(super) fn before_cursor() -> Option<(String, usize)> {
    let field = field()?;
    let text = field.value();
    let at = byte_of(&text, cursor(&field));
    Some((text, at))
}

fn field() -> Option<web_sys::HtmlTextAreaElement> {
    dom::by_id(FIELD)?.dyn_into().ok()
}

fn cursor(field: &web_sys::HtmlTextAreaElement) -> u32 {
    field.selection_end().ok().flatten().unwrap_or_default()
}

/// The place in bytes of a place in units of JavaScript.
fn byte_of(text: &str, unit: u32) -> usize {
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        if unit <= units {
            return byte;
        }
        units += c.len_utf16() as u32;
    }
    text.len()
}

/// The place in units of JavaScript of a place in bytes.
fn unit_of(text: &str, byte: usize) -> u32 {
    text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, c)| c.len_utf16() as u32).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_javascript_and_bytes_are_the_same_places() {
        let text = "a\u{e4}\u{1f600}b";
        for (unit, byte) in [(0, 0), (1, 1), (2, 3), (4, 7), (5, 8)] {
            assert_eq!((byte_of(text, unit), unit_of(text, byte)), (byte, unit));
        }
        assert_eq!((byte_of(text, 99), unit_of(text, 99)), (8, 5));
    }
}
