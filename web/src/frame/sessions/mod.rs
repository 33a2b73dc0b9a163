//! Whole runs: saved as files, opened from files and links, kept in this browser, brought back after the engine stopped.
//!
//! None of it is needed at once, so it is a part of its own: it arrives a little after the page, or when it is first asked
//! for. The rest of the page asks by a [`crate::store::Wish`].

pub(crate) mod files;
mod keeping;
pub(crate) mod later;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use crate::share::link;
use crate::store::{Phase, Store, Wish, host, use_store};
use crate::ui::dom;
use files::{Offer, OfferDialog};
use keeping::{Keeper, KeptBanner};

crate::part::page!(sessions, Sessions);

/// An engine that stops again within this time is not started again by itself.
const CALM_MS: f64 = 30_000.0;

/// What the part shows: banners above the page, and the question before a session is opened.
#[component]
pub(crate) fn Sessions() -> impl IntoView {
    let store = use_store();
    let offer = RwSignal::new(None::<Offer>);
    let keeper = Keeper::start(store);
    files::watch_drops(store, offer);
    let granted = StoredValue::new(0);
    Effect::new(move |_| {
        for (number, wish) in store.wishes.get() {
            // None waits for another: a question to the reader may stay open for long.
            if granted.get_value() < number {
                granted.set_value(number);
                spawn_local(async move {
                    grant(store, wish, offer, keeper).await;
                    store.wishes.update(|wishes| wishes.retain(|(other, _)| *other != number));
                });
            }
        }
    });
    let lost_at = StoredValue::new(None::<f64>);
    Effect::new(move |_| {
        if let Some(why) = store.lost.get() {
            store.lost.set(None);
            let now = dom::now_ms();
            let last = lost_at.try_update_value(|last| last.replace(now)).flatten();
            if last.is_none_or(|last| CALM_MS < now - last) {
                recover(store, keeper);
            } else {
                store.phase.set(Phase::Failed(why));
            }
        }
    });
    view! {
        <KeptBanner keeper=keeper/>
        <OfferDialog offer=offer/>
    }
}

async fn grant(store: Store, wish: Wish, offer: RwSignal<Option<Offer>>, keeper: Keeper) {
    let outcome = match wish {
        Wish::Save => files::save(store, None).await,
        Wish::Open => files::choose(offer).await,
        Wish::Packed(packed) => open_packed(store, &packed).await,
        Wish::Share => share(store).await,
        Wish::Aside(file) => {
            keeper.set_aside(file).await;
            Ok(())
        }
    };
    if let Err(why) = outcome {
        store.complain(why);
    }
}

/// Replays a session to where it stood. Where that fails, what was here stays.
pub(crate) async fn restore(store: Store, file: &str) -> Result<(), String> {
    store.hold();
    let restored = store.request("restore", json!({ "file": file })).await;
    if restored.is_err() && !untrack(|| store.is_whole()) {
        // What was done in it may be what only the whole engine knows.
        store.whole_engine().await?;
        store.request("restore", json!({ "file": file })).await?;
    } else {
        restored?;
    }
    // No link of the readable kind leads here: Share packs the session.
    store.opened.set(None);
    Ok(())
}

/// Opens the session of a link; what is wrong with it stands in the banner of links.
async fn open_packed(store: Store, packed: &str) -> Result<(), String> {
    let unpacked = later::unpack(packed).await.map_err(|error| host::message(&error));
    let opened = match unpacked {
        Ok(file) => restore(store, &file.as_string().unwrap_or_default()).await,
        Err(why) => Err(why),
    };
    if let Err(why) = opened {
        let part =
            format!("the packed session (z), which is damaged or too new: {}", why.trim_end_matches('.'));
        store.dropped.update(|dropped| dropped.push(part));
    }
    Ok(())
}

/// Copies a link that carries the whole session.
async fn share(store: Store) -> Result<(), String> {
    let file = store.session().await?;
    // Without the spaces that a file has for people.
    let file = js_sys::JSON::parse(&file)
        .and_then(|value| js_sys::JSON::stringify(&value))
        .map_or(file, String::from);
    let packed = later::pack(&file).await.map_err(|error| host::message(&error))?;
    let packed = packed.as_string().unwrap_or_default();
    if link::PACKED_MAX < packed.len() {
        return Err("This session is too long for a link. Save it as a file and send that.".into());
    }
    super::share_button::copy(
        store,
        format!("v=1&z={packed}"),
        "Link copied: the whole session, to this moment.",
    );
    Ok(())
}

/// The engine stopped: starts it again and goes on from what was kept last.
fn recover(store: Store, keeper: Keeper) {
    store.phase.set(Phase::Starting);
    spawn_local(async move {
        if let Err(why) = store.try_start().await {
            return store.phase.set(Phase::Failed(why));
        }
        store.phase.set(Phase::Ready);
        let restored = match keeper.newest() {
            Some(file) => restore(store, &file).await.map(|()| "The run is back where it was kept last."),
            None => Ok("The scenario begins anew."),
        };
        match restored {
            Ok(said) => store.say(format!("The engine stopped and was started again. {said}")),
            Err(why) => store.complain(why),
        }
    });
}
