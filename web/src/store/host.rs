//! The page's end of the engine, as `engine-host.js` gives it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./engine-host.js")]
extern "C" {
    /// Starts the engine in a worker, or in the page where no worker can start; the whole one if that is wanted.
    #[wasm_bindgen(js_name = startEngine, catch)]
    pub(crate) async fn start_engine(
        picture: &Closure<dyn FnMut(Vec<u8>, String)>,
        lost: &Closure<dyn FnMut(String)>,
        whole: bool,
    ) -> Result<Host, JsValue>;

    /// A running engine.
    #[derive(Clone)]
    pub(crate) type Host;

    /// Runs a command.
    #[wasm_bindgen(method, catch)]
    pub(crate) async fn request(this: &Host, name: &str, args: &JsValue) -> Result<JsValue, JsValue>;

    /// Lets the whole engine take over the session; a rejection leaves all as it was.
    #[wasm_bindgen(method, js_name = becomeWhole, catch)]
    pub(crate) async fn become_whole(this: &Host) -> Result<JsValue, JsValue>;

    /// Ends the engine.
    #[wasm_bindgen(method)]
    pub(crate) fn stop(this: &Host);

    /// `worker` or `page`.
    #[wasm_bindgen(method, getter, js_name = where)]
    pub(crate) fn place(this: &Host) -> String;
}

/// What an error says.
pub(crate) fn message(error: &JsValue) -> String {
    let text = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
    text.or_else(|| error.as_string()).unwrap_or_else(|| "unknown error".into())
}
