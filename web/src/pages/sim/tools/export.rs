//! The menu that takes the stage along as files of other tools, and the window that shows one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use super::{Menu, line};
use crate::share::export::{EXPORTS, Export};
use crate::store::{Store, Wish, host, use_store};
use crate::ui::code::Code;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::live::{holds, words};

#[wasm_bindgen(raw_module = "./later.js")]
extern "C" {
    /// Hands a text to the browser as a file to be saved.
    #[wasm_bindgen(js_name = saveFile, catch)]
    async fn save_file(name: &str, text: &str) -> Result<JsValue, JsValue>;

    /// Makes pixels of a drawing and hands them to the browser as a file to be saved.
    #[wasm_bindgen(js_name = savePicture, catch)]
    async fn save_picture(name: &str, svg: &str) -> Result<JsValue, JsValue>;
}

/// A file that is shown before it is saved.
#[derive(Clone)]
struct Shown {
    name: &'static str,
    file: &'static str,
    text: String,
}

/// The menu.
#[component]
pub(super) fn ExportMenu() -> impl IntoView {
    let store = use_store();
    let shown = RwSignal::new(None::<Shown>);
    let lines = EXPORTS.iter().map(move |export| {
        line("export", format!("export-{}", export.id), words(move || export.name), move || {
            show(store, export, shown)
        })
    });
    view! {
        <Menu name="Export" id="export" icon="download" title="Take the stage along as a file of another tool">
            {lines.collect_view()}
            {line("export", "export-png".into(), words(|| "Picture of the stage (PNG)"), move || save_png(store))}
            {line("export", "export-session".into(), words(|| "Session file"), move || store.wish(Wish::Save))}
            <p class="menu-hint">"Each file says at its beginning what it cannot express. Only the session file holds everything."</p>
        </Menu>
        <Window shown=shown/>
    }
}

/// Writes a file and shows it.
fn show(store: Store, export: &'static Export, shown: RwSignal<Option<Shown>>) {
    spawn_local(async move {
        match text(store, export).await {
            Ok(text) => shown.set(Some(Shown { name: export.name, file: export.file, text })),
            Err(why) => store.complain(why),
        }
    });
}

async fn text(store: Store, export: &Export) -> Result<String, String> {
    let session = store.request("session", serde_json::json!({})).await?.as_string().unwrap_or_default();
    let live = store.live().ok_or("There is nothing on the stage yet.")?;
    Ok((export.text)(&live.picture.view, &session))
}

fn save_png(store: Store) {
    spawn_local(async move {
        let Some(svg) = EXPORTS.iter().find(|export| export.id == "svg") else { return };
        let saved = match text(store, svg).await {
            Ok(svg) => save_picture("stage.png", &svg).await.map_err(|error| host::message(&error)),
            Err(why) => Err(why),
        };
        match saved {
            Ok(_) => store.say("Saved as stage.png."),
            Err(why) => store.complain(why),
        }
    });
}

/// A file, to be copied or saved.
#[component]
fn Window(shown: RwSignal<Option<Shown>>) -> impl IntoView {
    let store = use_store();
    let save = move |_| {
        let Some(Shown { file, text, .. }) = shown.get_untracked() else { return };
        spawn_local(async move {
            match save_file(file, &text).await {
                Ok(_) => store.say(format!("Saved as {file}.")),
                Err(error) => store.complain(host::message(&error)),
            }
        });
    };
    let name = words(move || shown.with(|shown| shown.as_ref().map(|shown| shown.name)));
    let code = words(move || shown.with(|shown| shown.as_ref().map(|shown| shown.text.clone())));
    view! {
        <Dialog open=holds(move || shown.with(Option::is_some)) close=Callback::new(move |()| shown.set(None)) class="dialog export" titled_by="export-title" testid="export-window">
            <header>
                <h2 id="export-title">{name}</h2>
                <button type="button" class="button quiet" aria-label="Close the export" data-testid="export-x" on:click=move |_| shown.set(None)>
                    <Icon name="close"/>
                </button>
            </header>
            <div data-testid="export-text"><Code name="the file" code=code/></div>
            <div class="button-row">
                <button type="button" class="button primary" data-testid="export-save" on:click=save>"Save as a file"</button>
                <button type="button" class="button" data-testid="export-close" on:click=move |_| shown.set(None)>"Close"</button>
            </div>
        </Dialog>
    }
}
