//! The website of Kinetoscope: one page that draws what the engine does.
//!
//! The engine runs in a worker of its own and hands over pictures; [`store`] keeps the newest, [`stage`] draws it, and
//! the rest is words and controls around it. Nothing in here knows how a service works.
#![allow(unreachable_pub, reason = "the component macro writes public properties for private components")]

mod a11y;
mod app;
mod explain;
mod find;
mod frame;
mod lessons;
mod pages;
mod part;
mod router;
mod share;
mod stage;
mod store;
mod testhook;
mod time;
mod ui;

use wasm_bindgen::prelude::*;

/// Puts the application in place of what the HTML file shows until then.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
    app::mount();
}
