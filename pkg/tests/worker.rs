//! The module in a browser's worker, where the website runs it.
#![cfg(target_arch = "wasm32")]

mod common;

use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn a_record_comes_back() {
    common::a_record_comes_back();
}

#[wasm_bindgen_test]
fn events_are_objects() {
    common::events_are_objects();
}

#[wasm_bindgen_test]
fn a_player_finds_its_hash_again() {
    common::a_player_finds_its_hash_again();
}

#[wasm_bindgen_test]
fn a_player_answers_calls() {
    common::a_player_answers_calls();
}

#[wasm_bindgen_test]
fn a_snapshot_comes_back() {
    common::a_snapshot_comes_back();
}

#[wasm_bindgen_test]
fn a_number_too_large_for_javascript_is_an_error() {
    common::a_number_too_large_for_javascript_is_an_error();
}
