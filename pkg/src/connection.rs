//! Answers that go on: what their readers have not taken yet.

use kinetoscope::ids::SubscriptionId;
use kinetoscope::wire::http::EventStream;
use kinetoscope::world::{Polled, World};
use std::collections::BTreeMap;

/// Bytes that wait here before the engine has to wait, as a connection would hold; the last frames may go beyond.
const WINDOW_BYTES: usize = 1024 * 1024;

/// The connections of a world, by numbers that JavaScript can hold.
#[derive(Default)]
pub(crate) struct Connections {
    open: BTreeMap<u32, Connection>,
    numbers: BTreeMap<SubscriptionId, u32>,
    begun: u32,
}

struct Connection {
    events: EventStream,
    /// Came and was not taken.
    frames: Vec<u8>,
    /// Whether nothing more will come.
    is_over: bool,
}

impl Connections {
    /// Begins one; its number.
    pub(crate) fn open(&mut self, events: EventStream) -> u32 {
        self.begun += 1;
        self.numbers.insert(events.subscription.clone(), self.begun);
        self.open.insert(self.begun, Connection { events, frames: Vec::new(), is_over: false });
        self.begun
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Takes over what has come for whom, as connections would all the time.
    pub(crate) fn receive(&mut self, world: &mut World) {
        if self.open.is_empty() {
            return;
        }
        while let Some(id) = world.poll_ready() {
            let connection = self.numbers.get(&id).and_then(|number| self.open.get_mut(number));
            if let Some(connection) = connection {
                connection.receive(world);
            }
        }
    }

    /// What has come for one and was not taken yet; nothing once all is said.
    pub(crate) fn take(&mut self, number: u32, world: &mut World) -> Option<Vec<u8>> {
        let connection = self.open.get_mut(&number)?;
        connection.receive(world);
        if connection.frames.is_empty() && connection.is_over {
            self.close(number, world);
            return None;
        }
        Some(core::mem::take(&mut connection.frames))
    }

    /// Ends one, because whoever read it has gone.
    pub(crate) fn close(&mut self, number: u32, world: &mut World) {
        if let Some(Connection { events, .. }) = self.open.remove(&number) {
            self.numbers.remove(&events.subscription);
            world.close_subscription(&events.subscription);
        }
    }
}

impl Connection {
    fn receive(&mut self, world: &mut World) {
        while !self.is_over && self.frames.len() < WINDOW_BYTES {
            match world.poll_subscription(&self.events) {
                Polled::Frames(frames) => self.frames.extend(frames),
                Polled::Pending => return,
                Polled::Closed => self.is_over = true,
            }
        }
    }
}
