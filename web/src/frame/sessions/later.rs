//! Scripts that come when they are first used, as `later.js` gives them: files, the browser's store, packed links.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./later.js")]
extern "C" {
    /// Hands a text to the browser as a file to be saved.
    #[wasm_bindgen(js_name = saveFile, catch)]
    pub(crate) async fn save_file(name: &str, text: &str) -> Result<JsValue, JsValue>;

    /// Lets the reader choose a file: `{ name, size, text }`, or nothing.
    #[wasm_bindgen(js_name = pickFile, catch)]
    pub(crate) async fn pick_file() -> Result<JsValue, JsValue>;

    /// Calls back with each file dropped on the page, or why it cannot be read.
    #[wasm_bindgen(js_name = watchDrops)]
    pub(crate) fn watch_drops(take: &Closure<dyn FnMut(JsValue, String)>);

    /// Keeps this tab's run.
    #[wasm_bindgen(js_name = keepRun, catch)]
    pub(crate) async fn keep_run(entry: &JsValue, text: &str) -> Result<JsValue, JsValue>;

    /// Keeps a run of this tab beside the one that goes on.
    #[wasm_bindgen(js_name = keepBeside, catch)]
    pub(crate) async fn keep_beside(entry: &JsValue, text: &str) -> Result<JsValue, JsValue>;

    /// The newest run that no open page goes on with, or nothing.
    #[wasm_bindgen(js_name = lastRun, catch)]
    pub(crate) async fn last_run() -> Result<JsValue, JsValue>;

    /// All runs that are kept, the newest first.
    #[wasm_bindgen(js_name = listRuns, catch)]
    pub(crate) async fn list_runs() -> Result<JsValue, JsValue>;

    /// Gives a kept run another name.
    #[wasm_bindgen(js_name = renameRun, catch)]
    pub(crate) async fn rename_run(id: &str, title: &str) -> Result<JsValue, JsValue>;

    /// Forgets a kept run, or all.
    #[wasm_bindgen(js_name = forgetRun, catch)]
    pub(crate) async fn forget_run(id: Option<String>) -> Result<JsValue, JsValue>;

    /// A text as letters that a link may hold.
    #[wasm_bindgen(catch)]
    pub(crate) async fn pack(text: &str) -> Result<JsValue, JsValue>;

    /// What was packed.
    #[wasm_bindgen(catch)]
    pub(crate) async fn unpack(packed: &str) -> Result<JsValue, JsValue>;
}
