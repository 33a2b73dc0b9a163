//! Bodies that go on: the events of subscriptions, sent as they come.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use hyper::body::{Body, Frame};
use kinetoscope::ids::SubscriptionId;
use kinetoscope::time::Instant;
use kinetoscope::wire::http::EventStream;
use kinetoscope::world::Polled;
use tokio::sync::Notify;

use super::Endpoint;

/// The body of an answer to SubscribeToShard. Dropping it, because the client has gone, closes the subscription.
pub(super) struct Subscriber {
    endpoint: Rc<Endpoint>,
    events: EventStream,
    /// Which of the endpoint's worlds holds the subscription.
    world: u64,
    /// What comes before all events.
    first: Option<Bytes>,
}

impl Subscriber {
    /// The body that begins with `first` and goes on with these events.
    pub(super) fn new(endpoint: Rc<Endpoint>, events: EventStream, first: Bytes) -> Self {
        let world = endpoint.engine.borrow().number();
        endpoint.subscribers.open.set(endpoint.subscribers.open.get() + 1);
        Self { endpoint, events, world, first: Some(first) }
    }

    /// Whether the world that holds the subscription is gone, or will be soon.
    fn is_over(&self) -> bool {
        self.endpoint.subscribers.closing.get() || self.endpoint.engine.borrow().number() != self.world
    }
}

impl Body for Subscriber {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if self.is_over() {
            return Poll::Ready(None);
        }
        let polled = self.endpoint.engine.borrow_mut().world().poll_subscription(&self.events);
        if polled == Polled::Pending {
            self.endpoint.subscribers.wait(&self.events.subscription, context.waker());
        }
        // What was taken made room, and the clock was looked at: there may be something for others too.
        self.endpoint.wake_subscribers();
        match polled {
            Polled::Frames(frames) => Poll::Ready(Some(Ok(Frame::data(frames.into())))),
            Polled::Pending => Poll::Pending,
            Polled::Closed => Poll::Ready(None),
        }
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        let subscribers = &self.endpoint.subscribers;
        subscribers.open.set(subscribers.open.get() - 1);
        let mut engine = self.endpoint.engine.borrow_mut();
        // Another world may have given the same name to another subscription, and another waits under it.
        if engine.number() == self.world {
            subscribers.waiting.borrow_mut().remove(&self.events.subscription);
            engine.world().close_subscription(&self.events.subscription);
        }
    }
}

/// Who waits for events.
#[derive(Debug)]
pub(super) struct Subscribers {
    /// Bodies that are being sent.
    open: Cell<usize>,
    waiting: RefCell<BTreeMap<SubscriptionId, Waker>>,
    /// When the clock is next looked at for them.
    alarm: Cell<Instant>,
    /// Says that the alarm must ring sooner.
    sooner: Notify,
    /// Whether all bodies shall end.
    closing: Cell<bool>,
}

impl Default for Subscribers {
    fn default() -> Self {
        let (open, waiting, sooner, closing) = Default::default();
        Self { open, waiting, alarm: Cell::new(Instant::MAX), sooner, closing }
    }
}

impl Subscribers {
    fn wait(&self, subscription: &SubscriptionId, waker: &Waker) {
        self.waiting.borrow_mut().insert(subscription.clone(), waker.clone());
    }

    /// Wakes everybody, because of a new world or of none.
    pub(super) fn wake_all(&self) {
        self.waiting.take().into_values().for_each(Waker::wake);
    }

    /// Ends every body.
    pub(super) fn close(&self) {
        self.closing.set(true);
        self.wake_all();
    }

    /// Whether the end is near: calls that wait for something wait no longer.
    pub(super) fn are_closing(&self) -> bool {
        self.closing.get()
    }

    /// Remembers when the alarm rings, and waits until it must ring sooner.
    pub(super) async fn sooner_than(&self, alarm: Instant) {
        self.alarm.set(alarm);
        self.sooner.notified().await;
    }
}

impl Endpoint {
    /// Wakes those for whom something has come: to be called after whatever may have brought something. Says whether it
    /// woke anybody.
    pub(super) fn wake_subscribers(&self) -> bool {
        if self.subscribers.open.get() == 0 {
            return false;
        }
        let mut engine = self.engine.borrow_mut();
        let (due, world) = engine.due();
        if due.is_some_and(|due| due < self.subscribers.alarm.get()) {
            self.subscribers.sooner.notify_one();
        }
        let mut waiting = self.subscribers.waiting.borrow_mut();
        let ready = std::iter::from_fn(|| world.poll_ready());
        let woken = ready.filter_map(|subscription| waiting.remove(&subscription)).map(Waker::wake);
        woken.count() > 0
    }

    /// When the clock must be looked at for those who wait; nothing where nobody does or only people move the clock.
    pub(super) fn subscribers_due(&self) -> Option<Instant> {
        if self.subscribers.open.get() == 0 { None } else { self.engine.borrow_mut().due().0 }
    }
}
