//! The theme's colours, as the canvas needs them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::glyph;

/// Colours.
#[derive(Clone, Debug, Default)]
pub(super) struct Palette {
    pub(super) surface: String,
    pub(super) film: String,
    pub(super) frame: String,
    pub(super) hole: String,
    pub(super) text: String,
    pub(super) muted: String,
    pub(super) accent: String,
    pub(super) err: String,
    pub(super) info: String,
    shards: Vec<String>,
    load: Vec<String>,
}

impl Palette {
    /// Reads the colours through an element, because a custom property itself is only text.
    pub(super) fn read(near: &web_sys::Element) -> Self {
        let Some(probe) = probe(near) else { return Self::default() };
        let read = |name: &str| {
            _ = probe.style().set_property("color", &format!("var(--{name})"));
            let style = window().get_computed_style(&probe).ok().flatten();
            style.and_then(|style| style.get_property_value("color").ok()).unwrap_or_default()
        };
        let palette = Self {
            surface: read("surface"),
            film: read("film"),
            frame: read("film-frame"),
            hole: read("film-hole"),
            text: read("text"),
            muted: read("muted"),
            accent: read("accent"),
            err: read("err"),
            info: read("info"),
            shards: (0..glyph::IDENTITIES).map(|shard| read(&format!("shard-{shard}"))).collect(),
            load: (0..glyph::LOAD_STEPS).map(|step| read(&format!("load-{step}"))).collect(),
        };
        probe.remove();
        palette
    }

    /// A shard's colour.
    pub(super) fn shard(&self, number: u32) -> &str {
        self.shards.get(glyph::colour(number) as usize).map_or("", String::as_str)
    }

    /// The colour of a load from 0 to 1.
    pub(super) fn load(&self, share: f64) -> &str {
        self.load.get(glyph::load_step(share)).map_or("", String::as_str)
    }
}

fn probe(near: &web_sys::Element) -> Option<web_sys::HtmlElement> {
    let probe: web_sys::HtmlElement = document().create_element("i").ok()?.dyn_into().ok()?;
    near.append_child(&probe).ok()?;
    Some(probe)
}
