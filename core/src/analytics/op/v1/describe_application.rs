use super::super::shapes::APPLICATION_NAME;
use super::application::ApplicationDetail;
use crate::analytics::Analytics;
use crate::api::Operation;
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// Which application.
    pub struct DescribeApplicationInput<'a> {
        /// By name.
        application_name: &'a str = "ApplicationName", APPLICATION_NAME;
    }
}

crate::output! {
    /// What there is to say.
    pub struct DescribeApplicationResponse {
        /// Of the application.
        application_detail: ApplicationDetail = "ApplicationDetail";
    }
}

/// Tells what an application is made of, and its state.
pub struct DescribeApplication;

impl Operation for DescribeApplication {
    const NAME: &'static str = "DescribeApplication";
    const ERRORS: &'static [Code] = &[Code::ResourceNotFound];
    type State = Analytics;
    type Input<'a> = DescribeApplicationInput<'a>;
    type Output<'s> = DescribeApplicationResponse;

    fn run(
        analytics: &mut Analytics,
        input: DescribeApplicationInput<'_>,
        _: Instant,
    ) -> Result<DescribeApplicationResponse, Error> {
        let application = analytics.find(input.application_name)?;
        Ok(DescribeApplicationResponse { application_detail: ApplicationDetail::of(analytics, application) })
    }
}
