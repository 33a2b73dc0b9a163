//! Runs one compiled wasm test in Node or in a browser; cargo calls it for each test file.
//!
//! This is `wasm-bindgen-test-runner`, built from the pinned crate instead of being installed.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
