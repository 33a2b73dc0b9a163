//! File formats, which a module beside this one has.

use std::cell::RefCell;

use js_sys::{Function, Uint8Array};
use kinetoscope::world::World;
use kinetoscope_npm_formats::Asker;
use wasm_bindgen::prelude::*;

thread_local! {
    /// What brings a question's bytes there, and those of the answer back.
    static ASK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

static FORMATS: Asker = Asker(ask);

/// Says how formats are reached, from bytes to bytes, by all worlds that are made from now on. Without, worlds refuse delivery
/// streams that need one.
#[wasm_bindgen(js_name = setFormats)]
pub fn set_formats(ask: Function) {
    ASK.set(Some(ask));
}

/// Gives a world the formats, if they can be reached.
pub(crate) fn give_to(world: &mut World) {
    if ASK.with_borrow(Option::is_some) {
        world.set_formats(&FORMATS);
    }
}

fn ask(question: &[u8]) -> Vec<u8> {
    let function =
        ASK.with_borrow(Clone::clone).expect("worlds have formats only once it is known how to ask");
    let answer = function.call1(&JsValue::NULL, &Uint8Array::from(question));
    answer.map_or_else(|error| wasm_bindgen::throw_val(error), |bytes| Uint8Array::new(&bytes).to_vec())
}
