//! Links that carry a scenario, and calls as the text of other tools.

pub(crate) mod as_code;
pub(crate) mod calls;
pub(crate) mod export;
pub(crate) mod link;
mod scenario_link;

pub(crate) use scenario_link::ScenarioLink;
