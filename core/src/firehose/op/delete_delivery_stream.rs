use super::super::Firehose;
use super::super::shapes::{DELIVERY_STREAM_NAME, DeliveryStreamStatus};
use crate::api::{CallRate, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The delivery stream to remove.
    pub struct DeleteDeliveryStreamInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// Whether it goes even where its grants of keys cannot be retired; there are none here.
        allow_force_delete: Option<bool> = "AllowForceDelete", Rules::NONE;
    }
}

/// Removes a delivery stream: DELETING at once, gone after the transition time. What is still on its way is thrown away:
/// Observed, 2026.
pub struct DeleteDeliveryStream;

impl Operation for DeleteDeliveryStream {
    const NAME: &'static str = "DeleteDeliveryStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[Code::ResourceInUse, Code::ResourceNotFound];
    type State = Firehose;
    type Input<'a> = DeleteDeliveryStreamInput<'a>;
    type Output<'s> = ();

    fn run(firehose: &mut Firehose, input: DeleteDeliveryStreamInput<'_>, now: Instant) -> Result<(), Error> {
        let name = input.delivery_stream_name;
        match firehose.find(name)?.status {
            DeliveryStreamStatus::Deleting => {}
            DeliveryStreamStatus::Creating => {
                return Err(Error::cannot_delete(name, DeliveryStreamStatus::Creating.as_str()));
            }
            _ => firehose.begin_delete(name, now),
        }
        Ok(())
    }
}
