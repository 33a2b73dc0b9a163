//! What tests hold on to: with `?test=1` the page has `window.kinetoscope`, and the clock moves only when told.

use std::future::Future;

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::store::Store;

/// Puts the object into place, if the address asks for it.
pub(crate) fn install(store: Store) {
    if !store.mode.test {
        return;
    }
    crate::ui::dom::root().set_attribute("data-test", "true").unwrap_or_default();
    let hook = Object::new();
    let number = |value: &JsValue| value.as_f64().unwrap_or(0.0);
    put(
        &hook,
        "now",
        sync(move |_| {
            store.live().map_or(JsValue::NULL, |live| (live.picture.view.elapsed_us as f64 / 1_000.0).into())
        }),
    );
    put(&hook, "advance", command(store, "advance", move |ms| json!({ "us": number(&ms) * 1_000.0 })));
    put(&hook, "seek", command(store, "seek", move |ms| json!({ "us": number(&ms) * 1_000.0 })));
    put(&hook, "open", command(store, "open", |file| json!({ "file": file.as_string(), "seed": null })));
    put(&hook, "snapshot", command(store, "picture", |_| json!({})));
    put(&hook, "events", command(store, "events", move |since| json!({ "since": number(&since) })));
    put(&hook, "inputs", command(store, "inputs", |_| json!({})));
    put(&hook, "hash", command(store, "hash", |_| json!({})));
    put(&hook, "session", command(store, "session", |_| json!({})));
    put(&hook, "whole", whole(store));
    put(&hook, "play", command(store, "play", |_| json!({})));
    put(&hook, "pause", command(store, "pause", |_| json!({})));
    put(
        &hook,
        "act",
        command(store, "act", |action| {
            let text = JSON::stringify(&action).map(String::from).unwrap_or_default();
            json!({ "action": text })
        }),
    );
    put(&hook, "fps", sync(move |_| frames(store)));
    put(&hook, "memory", sync(|_| memory()));
    set(&hook, "ready", &ready(store));
    set(&window(), "kinetoscope", &hook);
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Fails only for an object that takes no members; these do.
    _ = Reflect::set(object, &name.into(), value);
}

fn put(hook: &Object, name: &str, function: Function) {
    set(hook, name, &function);
}

fn sync(run: impl Fn(JsValue) -> JsValue + 'static) -> Function {
    Closure::<dyn Fn(JsValue) -> JsValue>::new(run).into_js_value().unchecked_into()
}

/// A function that runs a command of the engine and promises its answer.
fn command(store: Store, name: &'static str, args: impl Fn(JsValue) -> Value + 'static) -> Function {
    let run = move |value: JsValue| -> Promise {
        let args = args(value);
        promise(async move {
            let answer = store.request(name, args).await?;
            settle().await;
            Ok(answer)
        })
    };
    Closure::<dyn Fn(JsValue) -> Promise>::new(run).into_js_value().unchecked_into()
}

/// Asks for the whole engine, and promises that it is there.
fn whole(store: Store) -> Function {
    let run = move |_: JsValue| promise(async move { store.whole_engine().await.map(|()| JsValue::TRUE) });
    Closure::<dyn Fn(JsValue) -> Promise>::new(run).into_js_value().unchecked_into()
}

fn promise(work: impl Future<Output = Result<JsValue, String>> + 'static) -> Promise {
    future_to_promise(async move { work.await.map_err(|why| js_sys::Error::new(&why).into()) })
}

/// Lets the page take up the newest picture.
async fn settle() {
    gloo_timers::future::TimeoutFuture::new(0).await;
}

/// A promise kept once a scenario is on the stage.
fn ready(store: Store) -> Promise {
    promise(async move {
        while store.picture.with_untracked(Option::is_none) {
            gloo_timers::future::TimeoutFuture::new(20).await;
        }
        settle().await;
        Ok(JsValue::TRUE)
    })
}

/// How frames come: `stepped` with less motion, else how often and how long they take.
fn frames(store: Store) -> JsValue {
    let frames = store.frames();
    let mut gaps: Vec<f64> = frames.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    let mut costs: Vec<f64> = frames.iter().map(|frame| frame.1).collect();
    let p95 = |list: &mut Vec<f64>| {
        list.sort_by(f64::total_cmp);
        list.get((list.len() * 95 / 100).min(list.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    let mode = if store.mode.calm { "stepped" } else { "animated" };
    let text = json!({ "mode": mode, "frames": frames.len(), "gap_p95_ms": p95(&mut gaps), "draw_p95_ms": p95(&mut costs) });
    JSON::parse(&text.to_string()).unwrap_or(JsValue::NULL)
}

/// Bytes that the page's own module holds.
fn memory() -> JsValue {
    let bytes = Reflect::get(&wasm_bindgen::memory(), &"buffer".into())
        .and_then(|buffer| Reflect::get(&buffer, &"byteLength".into()))
        .unwrap_or(JsValue::NULL);
    let pair = Array::of2(&"page".into(), &bytes);
    Object::from_entries(&Array::of1(&pair)).map_or(JsValue::NULL, JsValue::from)
}
