//! Who may use whom inside the engine.
//!
//! From the bottom up: the foundation, `wire`, `api`, the services, `world`. A module uses what
//! lies below it; services know neither each other nor the world that joins them. The shell uses
//! neither the engine nor a browser: both are behind its host.

use super::{Finding, mask, tokens};

/// The layers from the bottom up.
const LAYERS: &[Layer] = &[
    Layer {
        modules: &[
            "time", "ids", "rng", "limit", "pause", "error", "traffic", "fault", "fact", "errand", "reading",
            "ticker",
        ],
        siblings: true,
    },
    Layer { modules: &["wire"], siblings: true },
    Layer { modules: &["api"], siblings: true },
    Layer {
        modules: &[
            "kms",
            "streams",
            "firehose",
            "s3",
            "analytics",
            "video",
            "lambda",
            "agent",
            "kpl",
            "kcl",
            "compare",
            "cloudwatch",
            "cloudtrail",
            "logs",
            "pricing",
        ],
        siblings: false,
    },
    Layer { modules: &["world"], siblings: true },
];

struct Layer {
    modules: &'static [&'static str],
    /// Whether modules of this layer may use each other.
    siblings: bool,
}

/// What the shell must not use: the engine, and what only a page has.
const NOT_OF_SHELL: &[&str] = &["kinetoscope", "wasm_bindgen", "js_sys", "web_sys", "leptos"];

/// Finds paths from the crate's root, by `crate::` or by enough of `super::`, that lead up, or sideways between services.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    if path.starts_with("shell/src/") && path.ends_with(".rs") {
        return check_shell(path, text);
    }
    let Some(module) = module(path) else { return Vec::new() };
    let Some(own) = layer(module) else {
        let message = format!("module `{module}` has no layer: add it to LAYERS in xtask/src/tidy/layers.rs");
        return vec![Finding::new(path, 1, message)];
    };
    let code = mask::code(text);
    let tokens = tokens::split(&code);
    let mut findings = Vec::new();
    let by_super = tokens::above(&tokens, depth(path));
    for token in tokens::children(&tokens, "crate").into_iter().chain(by_super) {
        if let Some(reason) = objection(module, own, token.text) {
            findings.push(Finding::new(
                path,
                token.line,
                format!("`{module}` may not use `{}`, {reason}", token.text),
            ));
        }
    }
    findings
}

fn check_shell(path: &str, text: &str) -> Vec<Finding> {
    let code = mask::code(text);
    let tokens = tokens::split(&code);
    let is_found = |name: &str| {
        tokens.windows(2).find(|pair| pair[0].text == name && pair[1].text == ":").map(|pair| pair[0].line)
    };
    let finding = |name: &&str| {
        let message = format!("the shell may not use `{name}`: what it needs of it, its host gives");
        is_found(name).map(|line| Finding::new(path, line, message))
    };
    NOT_OF_SHELL.iter().filter_map(finding).collect()
}

/// Why a module of layer `own` may not use another; names that are no module (macros) are fine.
fn objection(module: &str, own: usize, other: &str) -> Option<&'static str> {
    let layer = layer(other)?;
    if other == module || layer < own {
        None
    } else if layer > own {
        Some("which lies above it")
    } else if LAYERS[own].siblings {
        None
    } else {
        Some("another service: what they say to each other goes through `world`")
    }
}

/// The index of a module's layer.
fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.modules.contains(&module))
}

/// The top-level module a file belongs to: `streams` for `core/src/streams/op/put_record.rs`. The
/// crate's root belongs to none, it names them all.
fn module(path: &str) -> Option<&str> {
    let below = path.strip_prefix("core/src/")?.strip_suffix(".rs")?;
    let module = below.split('/').next()?;
    (module != "lib").then_some(module)
}

/// How many `super::` lead from a file to the crate's root.
fn depth(path: &str) -> usize {
    let below = path.strip_prefix("core/src/").unwrap_or(path);
    below.strip_suffix("/mod.rs").unwrap_or(below).split('/').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(path: &str, text: &str, expected: &[&str]) {
        let found: Vec<String> = check(path, text).iter().map(Finding::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lower_layers_may_be_used_and_upper_may_not() {
        check_text("core/src/api/mod.rs", "use crate::{wire, ids::Arn, api::Shape, shape};", &[]);
        let expected = ["core/src/ids.rs:1: `ids` may not use `wire`, which lies above it"];
        check_text("core/src/ids.rs", "use crate::wire::json;", &expected);
    }

    #[test]
    fn a_way_up_by_super_is_found_too() {
        let expected = ["core/src/wire/mod.rs:1: `wire` may not use `world`, which lies above it"];
        check_text("core/src/wire/mod.rs", "use super::{ids, world::World};", &expected);
        let expected = ["core/src/wire/json/read.rs:2: `wire` may not use `api`, which lies above it"];
        let code = "use super::super::api;\nuse super::super::super::api;";
        check_text("core/src/wire/json/read.rs", code, &expected);
    }

    #[test]
    fn services_know_neither_each_other_nor_the_world() {
        check_text(
            "core/src/firehose/buffer.rs",
            "use crate::firehose::error;\nuse crate::streams::Record;\nuse crate::world::World;",
            &[
                "core/src/firehose/buffer.rs:2: `firehose` may not use `streams`, another service: \
                 what they say to each other goes through `world`",
                "core/src/firehose/buffer.rs:3: `firehose` may not use `world`, which lies above it",
            ],
        );
    }

    #[test]
    fn the_world_and_the_root_may_use_all() {
        check_text("core/src/world/mod.rs", "use crate::{streams, firehose};", &[]);
        check_text("core/src/lib.rs", "pub use crate::world::World;", &[]);
    }

    #[test]
    fn the_shell_uses_neither_engine_nor_browser() {
        let text = "use kinetoscope::world::World; // kinetoscope::api";
        let expected =
            ["shell/src/host.rs:1: the shell may not use `kinetoscope`: what it needs of it, its host gives"];
        check_text("shell/src/host.rs", text, &expected);
        check_text("shell/tests/support/mod.rs", text, &[]);
    }

    #[test]
    fn a_new_module_must_be_given_a_layer() {
        check_text(
            "core/src/misc.rs",
            "",
            &["core/src/misc.rs:1: module `misc` has no layer: add it to LAYERS in xtask/src/tidy/layers.rs"],
        );
    }
}
