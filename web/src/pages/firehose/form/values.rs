//! What is written in the form: a text for each field, by the field's name.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::refusals;

/// What stands in a field before anybody has written there.
const USUAL: &[(&str, &str)] = &[
    ("kind", "ExtendedS3"),
    ("compression", "UNCOMPRESSED"),
    ("conversion", "off"),
    ("deserializer", "OpenXJsonSerDe"),
    ("split", "off"),
    ("rotation", "OneDay"),
    ("hec_type", "Raw"),
    ("encoding", "NONE"),
    ("loading", "JSON_MAPPING"),
    ("backup", "off"),
    ("jdbc", "jdbc:redshift://warehouse.example.us-east-1.redshift.amazonaws.com:5439/dev"),
    ("redshift_user", "firehose"),
    ("redshift_password", "Secret-123"),
    ("copy_options", "json 'auto'"),
    ("endpoint", "https://search.example.com"),
    ("index", "records"),
    ("hec_endpoint", "https://splunk.example.com:8088"),
    ("hec_token", "00000000-0000-0000-0000-000000000000"),
    ("url", "https://intake.example.com/records"),
    ("account_url", "https://example.snowflakecomputing.com"),
    ("snowflake_database", "LAKE"),
    ("schema", "PUBLIC"),
    ("snowflake_user", "FIREHOSE"),
    ("catalog_arn", "arn:aws:glue:us-east-1:000000000000:catalog"),
];

/// Fields that hold whole numbers.
const WHOLE_NUMBERS: &[&str] = &["size", "interval", "retry"];

fn usual() -> BTreeMap<&'static str, String> {
    USUAL.iter().map(|&(name, value)| (name, value.to_owned())).collect()
}

/// The form.
#[derive(Clone, Copy)]
pub(super) struct Form {
    values: RwSignal<BTreeMap<&'static str, String>>,
    /// What the service last told of the fields, where it changes what there is.
    before: RwSignal<BTreeMap<&'static str, String>>,
    /// What the last call was refused with.
    pub(super) refused: RwSignal<Option<String>>,
    /// What the service says against the prefixes while one types.
    pub(super) misplaced: RwSignal<Option<String>>,
    /// What the service takes where a field is empty.
    pub(super) defaults: RwSignal<BTreeMap<&'static str, String>>,
    /// Whether it changes what there is.
    pub(super) is_update: bool,
}

impl Form {
    pub(super) fn new(is_update: bool) -> Self {
        Self {
            values: RwSignal::new(usual()),
            before: RwSignal::default(),
            refused: RwSignal::default(),
            misplaced: RwSignal::default(),
            defaults: RwSignal::default(),
            is_update,
        }
    }

    /// Forgets what was written.
    pub(super) fn clear(self) {
        self.values.set(usual());
        self.refused.set(None);
    }

    /// What is wrong with a field: with what is written there, or what the service has said of it.
    pub(super) fn problem(self, name: &str) -> Option<String> {
        if WHOLE_NUMBERS.contains(&name) && self.number(name, "").is_err() {
            return Some("Give a whole number.".into());
        }
        let about =
            |said: RwSignal<Option<String>>| said.with(|said| refusals::about(name, said.as_deref()?));
        about(self.refused).or_else(|| about(self.misplaced))
    }

    /// What the service takes where the field is empty, if that is known.
    pub(super) fn default_of(self, name: &str) -> Option<String> {
        self.defaults.with(|defaults| defaults.get(name).cloned())
    }

    /// Takes over what the service tells of the fields.
    pub(super) fn fill_in(self, told: BTreeMap<&'static str, String>) {
        self.values.update(|values| values.extend(told.clone()));
        self.before.set(told);
    }

    /// Whether the service has told of something in a field.
    pub(super) fn was_some(self, name: &str) -> bool {
        self.before.with(|before| before.get(name).is_some_and(|text| !text.is_empty()))
    }

    /// Whether it has told of another value than this.
    pub(super) fn was_not(self, name: &str, value: &str) -> bool {
        self.before.with(|before| before.get(name).is_some_and(|text| text != value))
    }

    /// What is written there; an empty text only where it takes away what there was.
    pub(super) fn text(self, name: &str) -> Option<String> {
        self.some(name).or_else(|| (self.is_update && self.was_some(name)).then(String::new))
    }

    pub(super) fn get(self, name: &str) -> String {
        self.values.with(|values| values.get(name).cloned().unwrap_or_default())
    }

    pub(super) fn get_untracked(self, name: &str) -> String {
        untrack(|| self.get(name))
    }

    /// What is written there, without blanks around it; nothing where nothing is.
    pub(super) fn some(self, name: &str) -> Option<String> {
        let text = self.get(name).trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Whether a box is ticked.
    pub(super) fn is_on(self, name: &str) -> bool {
        self.values.with(|values| values.get(name).is_some_and(|value| value == "true"))
    }

    /// A whole number; nothing where nothing is written.
    ///
    /// # Errors
    /// Where something else is.
    pub(super) fn number(self, name: &str, label: &str) -> Result<Option<i64>, String> {
        let Some(text) = self.some(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| format!("{label}: give a whole number."))
    }

    pub(super) fn is(self, name: &str, value: &str) -> bool {
        self.values.with(|values| values.get(name).is_some_and(|known| known == value))
    }

    pub(super) fn set(self, name: &'static str, value: impl Into<String>) {
        self.values.update(|values| _ = values.insert(name, value.into()));
    }
}

/// The form that a field belongs to.
pub(super) fn use_form() -> Form {
    expect_context::<Form>()
}
