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
        /// Only those after this name, which need not be one.
        exclusive_start_application_name: Option<&'a str> = "ExclusiveStartApplicationName", APPLICATION_NAME;
    }
}

crate::output! {
    /// The applications, by name.
    pub struct ListApplicationsResponse {
        /// In short.
        application_summaries: Vec<ApplicationSummary> = "ApplicationSummaries";
        /// Whether there are more.
        has_more_applications: bool = "HasMoreApplications";
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
        let after = input.exclusive_start_application_name;
        let (found, has_more) = page(analytics.applications(), after, input.limit);
        let application_summaries =
            found.into_iter().map(|application| ApplicationSummary::of(analytics, application)).collect();
        Ok(ListApplicationsResponse { application_summaries, has_more_applications: has_more })
    }
}
