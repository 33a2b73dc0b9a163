//! An action as the text of other tools, folded away until it is asked for.

use leptos::prelude::*;

use super::calls::Texts;
use crate::ui::code::Code;

/// The folded text.
#[component]
pub(crate) fn AsCode(
    /// What it does, for names.
    #[prop(into)]
    what: String,
    texts: Signal<Option<Texts>>,
) -> impl IntoView {
    let cli = Signal::derive(move || {
        texts.with(|texts| texts.as_ref().map(|texts| texts.cli.clone()).unwrap_or_default())
    });
    let sdk = Signal::derive(move || {
        texts.with(|texts| texts.as_ref().map(|texts| texts.sdk.clone()).unwrap_or_default())
    });
    let terraform = Signal::derive(move || {
        texts.with(|texts| texts.as_ref().map(|texts| texts.terraform.clone()).unwrap_or_default())
    });
    view! {
        <details class="as-code">
            <summary>"As CLI, SDK and Terraform"</summary>
            <p class="eyebrow">"AWS CLI"</p>
            <Code name=format!("{what} as CLI") code=cli/>
            <p class="eyebrow">"SDK for JavaScript v3"</p>
            <Code name=format!("{what} as SDK") code=sdk/>
            <p class="eyebrow">"Terraform"</p>
            <Code name=format!("{what} as Terraform") code=terraform/>
        </details>
    }
}
