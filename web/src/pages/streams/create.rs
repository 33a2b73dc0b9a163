//! The form that makes a stream.

use leptos::prelude::*;
use serde_json::json;

use super::here::use_here;
use crate::ui::call::{Call, Choice, Field, Wanted, whole};
use crate::ui::live::holds;

/// The form that makes a stream.
#[component]
pub(super) fn Create(
    /// Told when the stream is there.
    #[prop(optional)]
    made: Option<Callback<()>>,
) -> impl IntoView {
    let here = use_here();
    let name = RwSignal::new(String::new());
    let shards = RwSignal::new("1".to_owned());
    let mode = RwSignal::new("PROVISIONED".to_owned());
    let modes = Signal::stored(vec![
        ("PROVISIONED".to_owned(), "Provisioned".to_owned()),
        ("ON_DEMAND".to_owned(), "On demand".to_owned()),
    ]);
    let wanted = Memo::new(move |_| -> Wanted {
        let stream = name.with(|name| name.trim().to_owned());
        if stream.is_empty() {
            return Err(String::new());
        }
        let mut input = json!({ "StreamName": stream, "StreamModeDetails": { "StreamMode": mode.get() } });
        if mode.with(|mode| mode == "PROVISIONED") {
            input["ShardCount"] = whole(shards)?.into();
        }
        Ok(("CreateStream", input))
    });
    let done = Callback::new(move |()| {
        here.choose(name.get_untracked().trim().to_owned());
        if let Some(made) = made {
            made.run(());
        }
    });
    view! {
        <Call label="Create stream" testid="stream-create" wanted=wanted done=done>
            <Field label="Name" testid="stream-create-name" value=name/>
            <Choice label="Capacity mode" testid="stream-create-mode" value=mode options=modes/>
            <div hidden=holds(move || mode.with(|mode| mode != "PROVISIONED"))>
                <Field label="Shards" testid="stream-create-shards" value=shards kind="number"/>
            </div>
        </Call>
    }
}
