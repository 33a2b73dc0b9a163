//! The record generator, a script of the site: what is asked of it and what it answers cross as JSON.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::store::host::message;

#[wasm_bindgen(raw_module = "./on-demand.js")]
extern "C" {
    /// Brings a module of the site.
    #[wasm_bindgen(catch)]
    async fn bring(file: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The module `generator/page.js`.
    type Module;

    #[wasm_bindgen(method, catch)]
    async fn ask(this: &Module, name: &str, args: &str) -> Result<JsValue, JsValue>;
}

/// What is wrong with a template, a rule or a setting.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct Fault {
    pub(super) message: String,
    /// In characters of JavaScript.
    pub(super) position: Option<u32>,
    pub(super) length: u32,
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
    /// What to write instead; may be empty.
    pub(super) meant: String,
    /// Which of the two templates is meant: `template` or `key`; empty where that is plain.
    pub(super) field: String,
    /// What stands before, at and behind the place.
    pub(super) excerpt: Option<[String; 3]>,
}

impl Fault {
    fn of(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    /// `Line 3, column 14: why.`
    pub(super) fn in_words(&self) -> String {
        let of = if self.is_of_key() { "Partition key: " } else { "" };
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{of}Line {line}, column {column}: {}", self.message),
            _ => format!("{of}{}", self.message),
        }
    }

    /// Whether the template of the partition key is meant.
    pub(super) fn is_of_key(&self) -> bool {
        self.field == "key"
    }
}

/// Asks the generator.
pub(super) async fn ask(name: &str, args: &Value) -> Result<Value, Fault> {
    // The browser brings a module once, whoever asks for it.
    let module = bring("./generator/page.js").await.map_err(|error| Fault::of(message(&error)))?;
    let module: Module = module.unchecked_into();
    let answer = module.ask(name, &args.to_string()).await.map_err(|error| fault_of(&error))?;
    serde_json::from_str(&answer.as_string().unwrap_or_default())
        .map_err(|error| Fault::of(error.to_string()))
}

/// The same, and reads the answer.
pub(super) async fn ask_for<T: DeserializeOwned>(name: &str, args: &Value) -> Result<T, Fault> {
    serde_json::from_value(ask(name, args).await?).map_err(|error| Fault::of(error.to_string()))
}

fn fault_of(error: &JsValue) -> Fault {
    let text = error.as_string().unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|_| Fault::of(message(error)))
}
