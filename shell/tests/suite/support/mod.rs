//! A shell in front of a world.

pub(crate) mod endpoint;
mod gzip;

use std::future::{Future, ready};
use std::time::Duration;

use kinetoscope::api::dispatch::Target;
use kinetoscope::time;
use kinetoscope::world::s3_request::{Body, S3Request};
use kinetoscope::world::{Settings, World};
use kinetoscope_shell::{Block, Call, Host, Refusal, Request, Response, Shell, now};

/// A world as the place that a shell runs in.
#[derive(Default)]
pub(crate) struct Engine(pub(crate) Option<World>);

/// A world whose streams take as long to change as the service's usually do.
pub(crate) fn new_world() -> World {
    let mut settings = Settings::default();
    settings.streams.transition = time::Duration::from_secs(5);
    let mut world = World::new(settings);
    world.set_formats(&gzip::Gzip);
    world
}

impl Engine {
    pub(crate) fn world(&mut self) -> &mut World {
        self.0.get_or_insert_with(new_world)
    }
}

impl Host for Engine {
    fn call(&mut self, call: &Call) -> impl Future<Output = Result<String, Refusal>> {
        let target = Target { service: &call.service, operation: &call.operation };
        let answer = self.world().call_json(target, &call.input);
        let refusal = |error: kinetoscope::error::Error| Refusal {
            code: error.code.name().into(),
            message: error.message().into(),
        };
        ready(answer.map_err(refusal))
    }

    fn request(&mut self, request: &Request) -> impl Future<Output = Response> {
        let Request { method, uri, headers, body } = request.clone();
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value)).collect();
        let answer =
            self.world().request_s3(&S3Request { method: method.into(), uri, headers, body: Body(body) });
        ready(Response { status: answer.status, body: answer.body })
    }

    fn advance(&mut self, length: Duration) -> impl Future<Output = ()> {
        let micros = u64::try_from(length.as_micros()).unwrap();
        self.world().advance(time::Duration::from_micros(micros));
        ready(())
    }
}

/// A shell and its world.
#[derive(Default)]
pub(crate) struct Terminal {
    pub(crate) shell: Shell,
    pub(crate) engine: Engine,
}

impl Terminal {
    pub(crate) fn run(&mut self, line: &str) -> Block {
        now(self.shell.run(line, &mut self.engine))
    }
}
