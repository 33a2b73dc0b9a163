//! What goes on after an answer: the events of subscriptions, typed or as frames.

use alloc::vec::Vec;

use super::{Tenant, World};
use crate::api::Encode;
use crate::ids::SubscriptionId;
use crate::streams::Next;
use crate::streams::op::SubscribeToShardEvent;
use crate::wire::http::EventStream;
use crate::wire::{Writer, event_stream};

/// Enough frames for one [`World::poll_subscription`]; the last of them may go beyond.
const FRAMES_BYTES: usize = 256 * 1024;

/// What [`World::poll_subscription`] finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Polled {
    /// Whole frames to send.
    Frames(Vec<u8>),
    /// Nothing yet: ask again once [`World::poll_ready`] names the subscription.
    Pending,
    /// All is said; the body ends here.
    Closed,
}

impl World {
    /// The next event of a subscription, or how things stand. It may be asked at any time; what it takes makes room for
    /// more, because only a few events wait.
    pub fn next_event(&mut self, id: &SubscriptionId) -> Next<'_> {
        self.settle();
        self.tenants.next_event(id, self.now)
    }

    /// What there is to send of an answer that goes on, as [`Self::handle`] gave it. It may be asked at any time.
    pub fn poll_subscription(&mut self, stream: &EventStream) -> Polled {
        let (mut frames, protocol) = (Vec::new(), stream.protocol);
        while frames.len() < FRAMES_BYTES {
            match self.next_event(&stream.subscription) {
                Next::Event(event) => {
                    let mut writer = Writer::new(protocol);
                    event.encode(&mut writer);
                    event_stream::event(
                        SubscribeToShardEvent::NAME,
                        protocol,
                        &writer.into_bytes(),
                        &mut frames,
                    );
                }
                Next::Ended(Some(error)) => event_stream::exception(&error, protocol, &mut frames),
                Next::Pending if frames.is_empty() => return Polled::Pending,
                Next::Ended(None) if frames.is_empty() => return Polled::Closed,
                Next::Pending | Next::Ended(None) => break,
            }
        }
        Polled::Frames(frames)
    }

    /// A subscription that came to have something to say since it was last asked; each is named once.
    pub fn poll_ready(&mut self) -> Option<SubscriptionId> {
        self.settle();
        let Self { tenants, cast, settings, .. } = self;
        tenants.poll_ready(|id| Tenant::of_subscription(id) == settings.tenant && cast.holds(id.serial))
    }

    /// Ends a subscription, because whoever read it has gone.
    pub fn close_subscription(&mut self, id: &SubscriptionId) {
        self.settle();
        self.tenants.close_subscription(id, self.now);
        self.settle();
    }
}
