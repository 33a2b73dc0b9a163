use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::shapes::{APPLICATION_NAME, LIST_LIMIT, page};
use super::application::ApplicationSummary;
use crate::analytics::Analytics;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which applications.
    pub struct ListApplicationsInput<'a> {
        /// How many at most; 50 unless given.
        limit: Option<i32> = "Limit", LIST_LIMIT;
        /// What the answer before has told: the last name there.
        next_token: Option<&'a str> = "NextToken", APPLICATION_NAME;
    }
}

crate::output! {
    /// The applications, by name.
    pub struct ListApplicationsResponse {
        /// In short.
        application_summaries: Vec<ApplicationSummary> = "ApplicationSummaries";
        /// What the next call says, where there are more.
        next_token: Option<String> = "NextToken";
    }
}

/// Lists applications by name.
pub struct ListApplications;

impl Operation for ListApplications {
    const NAME: &'static str = "ListApplications";
    const ERRORS: &'static [Code] = &[];
    type State = Analytics;
    type Input<'a> = ListApplicationsInput<'a>;
    type Output<'s> = ListApplicationsResponse;

    fn run(
        analytics: &mut Analytics,
        input: ListApplicationsInput<'_>,
        _: Instant,
    ) -> Result<ListApplicationsResponse, Error> {
        let (found, has_more) = page(analytics.applications(), input.next_token, input.limit);
        let last = found.last().filter(|_| has_more);
        let next_token = last.map(|application| application.name.to_string());
        let application_summaries =
            found.into_iter().map(|application| ApplicationSummary::of(analytics, application)).collect();
        Ok(ListApplicationsResponse { application_summaries, next_token })
    }
}
