//! The session as a test in JavaScript with the npm package: the same cast, the same actions, the same events.

use kinetoscope::world::view::View;
use serde_json::Value;

use super::names;

pub(super) fn text(view: &View, session: &str) -> String {
    let session: Value = serde_json::from_str(session).unwrap_or_default();
    let scenario = if session["scenario"].is_object() { &session["scenario"] } else { &session };
    let seed = &session["seed"];
    // A number of JavaScript does not hold every seed.
    let seed = if seed.is_u64() { format!(", seed: {seed}n") } else { String::new() };
    let streams = names(&view.streams, |stream| &stream.name);
    format!(
        "// The stage of Kinetoscope as a test: npm install --save-dev kinetoscope\n\
         // It cannot express what only the page has of this run: film, speed, selection and branches. Streams: {streams}.\n\
         import assert from \"node:assert/strict\";\n\
         import {{ test }} from \"node:test\";\n\
         import {{ Kinetoscope }} from \"kinetoscope\";\n\n\
         const scenario = {};\n\n\
         // What was done by hand, and when: milliseconds after the start.\n\
         const actions = {};\n\n\
         test(\"the stage comes to the same events as on the page\", async () => {{\n  \
         const k = await Kinetoscope.create({{ scenario{seed} }});\n  \
         const start = k.now().getTime();\n  \
         for (const {{ atMs, action }} of actions) {{\n    \
         k.advance({{ to: start + atMs }});\n    \
         try {{\n      k.act(action);\n    }} catch {{\n      // Refused on the page, too.\n    }}\n  }}\n  \
         k.advance({{ to: start + {} }});\n  \
         assert.equal(k.hash(), {});\n  \
         k.free();\n\
         }});\n",
        pretty(scenario),
        pretty(&actions(&session["inputs"])),
        view.elapsed_us as f64 / 1e3,
        super::quoted(&view.hash),
    )
}

fn actions(inputs: &Value) -> Value {
    let inputs = inputs.as_array().into_iter().flatten();
    let action = |input: &Value| {
        let at_us = input["at_us"].as_u64().unwrap_or(0);
        serde_json::json!({ "atMs": at_us as f64 / 1e3, "action": input["action"] })
    };
    inputs.map(action).collect()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
