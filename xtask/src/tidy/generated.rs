//! What is built must not be committed: it would go stale without anyone noticing.

use super::Finding;

/// Objects to a file that some command makes.
pub(super) fn check(path: &str, _: &str) -> Vec<Finding> {
    match maker(path) {
        Some(maker) => vec![Finding::new(path, 1, format!("built by `{maker}`, so not to be committed"))],
        None => Vec::new(),
    }
}

/// The command that makes such a file.
fn maker(path: &str) -> Option<&'static str> {
    let folder = |name: &str| path.split('/').rev().skip(1).any(|part| part == name);
    if path.ends_with(".wasm") || path.starts_with("pkg/dist/") || path.starts_with("www/dist/") {
        Some("cargo xtask build")
    } else if folder("node_modules") {
        Some("npm ci")
    } else if folder("target") {
        Some("cargo build")
    } else if folder("__pycache__") {
        Some("python")
    } else if path.starts_with(".tools/") {
        Some("cargo xtask")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_files_are_told_from_written_ones() {
        for path in
            ["pkg/dist/engine.js", "www/dist/index.html", "a/node_modules/b/c.js", "target/x", "x.wasm"]
        {
            assert!(maker(path).is_some(), "{path}");
        }
        for path in ["pkg/js/node.js", "www/index.html", "core/src/target.rs", "docs/target", "dist/x"] {
            assert!(maker(path).is_none(), "{path}");
        }
    }
}
