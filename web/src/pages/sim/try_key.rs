//! Where does this key go? MD5 of the text, as a number, on the line of hash keys.

use leptos::prelude::*;

use crate::store::use_store;
use crate::ui::dom;
use crate::ui::glyph::Glyph;
use crate::ui::text;

/// Keys to begin with; each falls somewhere else on four even shards.
const EXAMPLES: &[&str] = &["123", "user-6", "order-1001", "celebrity"];

/// The form.
#[component]
pub(super) fn TryKey() -> impl IntoView {
    let store = use_store();
    let typed = move |event| store.try_key(dom::value(&event));
    let answer = move || {
        store.tried.get().map(|tried| {
            let place = tried.place;
            view! {
                <dl class="facts" data-testid="try-key-answer">
                    <div>
                        <dt>"Goes to"</dt>
                        <dd data-testid="try-key-shard">
                            {place.shard.map(|shard| view! { <Glyph shard=shard/><strong>{format!("Shard {shard}")}</strong> })}
                        </dd>
                    </div>
                    <div><dt>"On the rail"</dt><dd data-testid="try-key-at">{text::percent(place.at)}</dd></div>
                    <div><dt>"MD5"</dt><dd class="mono" data-testid="try-key-md5">{place.md5}</dd></div>
                </dl>
            }
        })
    };
    view! {
        <section class="card try-key" aria-labelledby="try-key-title" data-testid="try-key">
            <h2 id="try-key-title">"Try a key"</h2>
            <div class="field">
                <label for="try-key-field">"Partition key"</label>
                <input id="try-key-field" class="input mono" type="text" autocomplete="off" spellcheck="false" maxlength="256" placeholder="user-1" data-testid="try-key-field" prop:value=store.key_to_try on:input=typed/>
            </div>
            <div role="status">{answer}</div>
            <p class="chips">
                {EXAMPLES.iter().map(|&example| view! {
                    <button type="button" class="chip mono" on:click=move |_| store.try_key(example.into())>{example}</button>
                }).collect_view()}
            </p>
        </section>
    }
}
