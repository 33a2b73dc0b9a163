//! The browser, in as few words as the page needs.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The browser's `fetch`.
    fn fetch(address: &str) -> js_sys::Promise;
}

/// What an address answers: its status and its text.
pub(crate) async fn fetch_text(address: &str) -> Result<(u16, String), JsValue> {
    let response: web_sys::Response = JsFuture::from(fetch(address)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

/// Parts of the query that say how to look at the page, and so stay on the way to another page.
const KEPT: &[&str] = &["test", "seed", "theme", "worker", "play", "hide"];

/// The `html` element.
pub(crate) fn root() -> web_sys::Element {
    document().document_element().expect("an HTML page has an html element")
}

pub(crate) fn by_id(id: &str) -> Option<web_sys::Element> {
    document().get_element_by_id(id)
}

/// Moves the focus to an element.
pub(crate) fn focus(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        _ = element.focus(); // an element that takes no focus leaves it where it is
    }
}

/// Whether the focus is in an element.
pub(crate) fn has_focus(id: &str) -> bool {
    let focused = document().active_element();
    by_id(id).is_some_and(|element| element.contains(focused.as_deref()))
}

/// Puts a text into a field as if it had been typed, where the page has it.
pub(crate) fn type_into(id: &str, text: &str) {
    let field = by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let (Some(field), Ok(typed)) = (field, web_sys::Event::new("input")) {
        field.set_value(text);
        _ = field.dispatch_event(&typed); // says only whether somebody held it back
    }
}

/// Presses a button, where the page has it.
pub(crate) fn press(id: &str) {
    if let Some(element) = by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.click();
    }
}

/// Scrolls until an element's start, or its end, is where what lies over the page leaves room.
pub(crate) fn show(id: &str, start: bool) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view_with_bool(start);
    }
}

/// Scrolls a list no more than it needs to show an element of it.
pub(crate) fn nearest(id: &str) {
    if let Some(element) = by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Shows the beginning of the page: the window scrolls on a phone, the main part elsewhere.
pub(crate) fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    if let Some(main) = by_id("main") {
        main.set_scroll_top(0);
    }
}

/// The machine's clock, milliseconds since the page was opened.
pub(crate) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Width of the window in CSS pixels.
pub(crate) fn width() -> f64 {
    window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1_024.0)
}

/// Whether a media query holds.
pub(crate) fn media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// A part of the query.
pub(crate) fn query(name: &str) -> Option<String> {
    params().get(name)
}

fn params() -> web_sys::UrlSearchParams {
    let query = window().location().search().unwrap_or_default();
    web_sys::UrlSearchParams::new_with_str(&query).expect("any text is a query")
}

/// Changes a part of the query, without a step in the history; an empty value takes it out.
pub(crate) fn set_query(name: &str, value: &str) {
    let params = params();
    if value.is_empty() {
        params.delete(name)
    } else {
        params.set(name, value)
    }
    let query = String::from(params.to_string());
    let mark = if query.is_empty() { "" } else { "?" };
    let path = window().location().pathname().unwrap_or_default();
    let address = format!("{path}{mark}{query}{}", fragment());
    if let Ok(history) = window().history() {
        // A page opened from a file has no history to write to.
        _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// The part of the query that stays on the way to another page, with its question mark.
pub(crate) fn query_kept() -> String {
    let params = params();
    let pairs: Vec<_> =
        KEPT.iter().filter_map(|name| params.get(name).map(|value| format!("{name}={value}"))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// The fragment, with its `#`.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Puts a text into the clipboard; calls back with whether it went.
pub(crate) fn copy(text: &str, then: impl Fn(bool) + 'static) {
    let navigator = window().navigator();
    // There is none where a page comes by plain HTTP from another machine.
    if js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_undefined()) {
        return then(false);
    }
    let promise = navigator.clipboard().write_text(text);
    leptos::task::spawn_local(async move {
        then(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}

/// A setting kept in this browser.
pub(crate) fn stored(name: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(name).ok().flatten()
}

/// Keeps a setting; private windows may refuse, and then it lasts as long as the page.
pub(crate) fn store(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        _ = storage.set_item(name, value);
    }
}

/// The value of the field that an event came from.
pub(crate) fn value(event: &web_sys::Event) -> String {
    event_target_value(event)
}

/// Gives bytes as a file.
pub(crate) fn save(bytes: &JsValue, name: &str) {
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence(&js_sys::Array::of1(bytes)) else { return };
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").expect("links can be made");
    for (attribute, value) in [("href", address.as_str()), ("download", name)] {
        // An attribute with a fixed name is always accepted.
        _ = link.set_attribute(attribute, value);
    }
    if let Ok(link) = link.dyn_into::<web_sys::HtmlElement>() {
        link.click();
    }
    _ = web_sys::Url::revoke_object_url(&address);
}
