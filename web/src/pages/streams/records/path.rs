//! A JSONPath, by the library that arrives when one is first written.

use wasm_bindgen::prelude::*;

use crate::store::host::message;

#[wasm_bindgen(raw_module = "./on-demand.js")]
extern "C" {
    /// Brings a module of the site.
    #[wasm_bindgen(catch)]
    async fn bring(file: &str) -> Result<Library, JsValue>;

    /// The module of JSONPaths.
    type Library;

    /// Reads a path.
    #[wasm_bindgen(method, catch)]
    fn finder(this: &Library, path: &str) -> Result<Path, JsValue>;

    /// A path that can be looked up in JSON.
    pub(super) type Path;

    /// Whether it finds something; what is no JSON has nothing to find.
    #[wasm_bindgen(method)]
    pub(super) fn finds(this: &Path, text: &str) -> bool;
}

/// Reads a path.
///
/// # Errors
/// What is wrong with it, or that the library did not arrive.
pub(super) async fn read(path: &str) -> Result<Path, String> {
    let library = bring("./json-path.js").await;
    let library =
        library.map_err(|error| format!("The JSONPath library did not arrive: {}.", message(&error)))?;
    library.finder(path).map_err(|error| format!("This JSONPath cannot be read: {}.", message(&error)))
}
