//! `kinetoscope serve`: the engine behind one port for HTTP/1.1, HTTP/2 and TLS, beside it the website.
//!
//! One thread does it all: a request is collected, answered by the engine in one go, and sent; answers that go on with
//! events are woken by what brings some. So there are no locks, and requests are judged in the order in which they arrive.
//! A call that waits for something is asked again and again.

mod arguments;
mod aws;
mod body;
mod control;
mod deliver;
mod engine;
mod fault;
mod keeper;
mod listener;
mod log;
mod origin;
mod restored;
mod shutdown;
mod site;
mod snapshot_file;
mod subscriber;
mod tls;

use std::cell::{Cell, RefCell};
use std::io::{Write, stdout};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_LENGTH};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response};
use hyper_util::server::graceful::GracefulShutdown;
use kinetoscope::api::dispatch::BODY_BYTES_MAX;
use kinetoscope::world::{Tenant, World};
use tokio::runtime;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::{sleep, timeout};
use tracing::warn;

pub(crate) use arguments::Arguments;
use deliver::{Routes, Watch};
use engine::{Clock, Engine};
use fault::Unanswered;
use keeper::Keeper;
use log::{Entry, Log};
use shutdown::Signals;
use site::Site;
use snapshot_file::SnapshotFile;
use subscriber::{Subscriber, Subscribers};
use tls::Tls;

/// What is sent back: a whole body, or events as they come.
type Answer = Response<Either<Full<Bytes>, Subscriber>>;

/// How often the machine's time is looked at while no request comes, so that old records go.
const TICK: Duration = Duration::from_secs(1);
/// How long open requests may take to finish once the end is near.
const GRACE: Duration = Duration::from_secs(5);

/// Everything that a request may meet.
struct Endpoint {
    engine: RefCell<Engine>,
    subscribers: Subscribers,
    /// Who calls that do not say who they are; for the log.
    tenant: Tenant,
    site: Option<Site>,
    /// Where what is delivered really goes.
    routes: Arc<Routes>,
    /// What the log has said of deliveries.
    watch: RefCell<Watch>,
    /// Tasks that were begun and are not ended.
    tasks_under_way: Cell<usize>,
    /// Whether the control routes that change or tell things are on.
    control: bool,
    /// PEM of the certificate, where TLS is spoken.
    certificate: Option<String>,
}

/// Serves until a signal says to stop.
///
/// # Errors
/// When something that was asked for cannot be had: the port, the site, the snapshot.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let log = Log::start(arguments.log_format, arguments.quiet);
    let runtime = runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let tasks = LocalSet::new();
    tasks.spawn_local(log.run());
    // A task like any other: what `block_on` itself runs is polled whenever anything happens at all.
    let serving = tasks.spawn_local(serve(arguments));
    tasks.block_on(&runtime, serving).context("the server broke off")?
}

async fn serve(arguments: Arguments) -> Result<()> {
    let routes = Routes::new(&arguments.deliver);
    routes.check()?;
    let file = arguments.snapshot.clone().map(SnapshotFile::new).transpose()?;
    let (mut engine, quiet) = (start(&arguments, &routes, file.as_ref())?, arguments.quiet);
    let (tls, certificate) = arguments.tls.then(|| Tls::generate(&arguments.host)).transpose()?.unzip();
    let endpoint = Rc::new(Endpoint {
        tenant: engine.tenant(),
        watch: RefCell::new(Watch::new(engine.world().fact_count())),
        engine: RefCell::new(engine),
        subscribers: Subscribers::default(),
        site: Site::find(arguments.site.as_deref())?,
        routes: Arc::new(routes),
        tasks_under_way: Cell::new(0),
        control: arguments.control(),
        certificate,
    });
    let mut signals = Signals::listen()?;
    let listener = listener::bind(&arguments.host, arguments.port).await?;
    let address = listener.local_addr().context("the port has no address")?;
    writeln!(stdout(), "listening on {}", listener::url(address)).context("cannot say where")?;
    if endpoint.site.is_none() && !quiet {
        // Who reads only the first line may have gone.
        let _ = writeln!(stdout(), "{}", site::nowhere());
    }

    let open = GracefulShutdown::new();
    spawn_local(tick(endpoint.clone()));
    let keeper = file.map(|file| Keeper::start(file, endpoint.clone(), arguments.snapshot_interval_s));
    tokio::select! {
        () = listener::accept(listener, endpoint.clone(), tls, &open) => {}
        asked = signals.next() => asked?,
    }
    endpoint.subscribers.close();
    spawn_local(signals.quit_at_next());
    if timeout(GRACE, open.shutdown()).await.is_err() {
        warn!("some requests did not finish in {} seconds", GRACE.as_secs());
    }
    endpoint.tell_deliveries();
    match keeper {
        Some(keeper) => keeper.finish().await,
        None => Ok(()),
    }
}

/// The engine at the start: restored, or new.
fn start(arguments: &Arguments, routes: &Routes, file: Option<&SnapshotFile>) -> Result<Engine> {
    let clock = if arguments.virtual_time { Clock::Virtual } else { Clock::Machine };
    let settings = arguments.settings(Clock::machine_now());
    let outside = routes.outside(arguments.simulate_servers);
    let Some(mut world) = file.map(SnapshotFile::read).transpose()?.flatten() else {
        return Ok(Engine::new(World::new(settings), clock, outside));
    };
    restored::announce(&mut world, &settings);
    Ok(Engine::new(world, clock, outside))
}

/// Moves the world with the machine's clock while nobody asks: now and then, and when something is due for subscribers.
async fn tick(endpoint: Rc<Endpoint>) {
    loop {
        let now = Clock::machine_now();
        let longest = now + kinetoscope::time::Duration::from_micros(TICK.as_micros() as u64);
        let alarm = endpoint.subscribers_due().map_or(longest, |due| due.min(longest));
        let wait = Duration::from_micros(alarm.since(now).total_micros());
        tokio::select! {
            () = sleep(wait) => {}
            () = endpoint.subscribers.sooner_than(alarm) => continue,
        }
        endpoint.engine.borrow_mut().world();
        endpoint.wake_subscribers();
        endpoint.begin_tasks();
        endpoint.tell_deliveries();
    }
}

/// The form of a body that is whole.
fn whole(body: impl Into<Bytes>) -> Either<Full<Bytes>, Subscriber> {
    Either::Left(Full::new(body.into()))
}

impl Endpoint {
    /// Answers one request and says so in the log.
    ///
    /// # Errors
    /// When the client goes away before it has sent all, or a fault loses the answer.
    async fn answer(self: Rc<Self>, request: Request<Incoming>) -> Result<Answer, Unanswered> {
        let (head, body) = request.into_parts();
        let entry = Entry::begin(&head, &self.tenant);
        let mut answer = self.route(&head, body).await?;
        if head.method == Method::HEAD {
            strip_body(&mut answer);
        }
        if let Some(entry) = entry {
            entry.end(&head, &answer);
        }
        fault::deliver(&self, answer).await
    }

    /// Three faces: the control routes, the website, and for all else AWS.
    async fn route(self: &Rc<Self>, head: &Parts, body: Incoming) -> hyper::Result<Answer> {
        if head.uri.path().starts_with(control::PREFIX) {
            return control::answer(self, head, body).await;
        }
        if is_page(head) {
            if let Some(site) = &self.site {
                return Ok(site.answer(head).await);
            }
            if head.uri.path() == "/" {
                return Ok(site::not_built());
            }
        }
        let body = body::collect(head, body, BODY_BYTES_MAX).await?;
        let answer = aws::answer(self, head, body).await;
        self.wake_subscribers();
        self.begin_tasks();
        Ok(answer)
    }
}

/// Whether a browser may be asking for a page: AWS clients sign what they send, or mark it as theirs.
fn is_page(head: &Parts) -> bool {
    let signed = || head.headers.contains_key(AUTHORIZATION) || head.uri.query().is_some_and(is_signature);
    let marked = || head.headers.keys().any(|name| name.as_str().starts_with("x-amz"));
    matches!(head.method, Method::GET | Method::HEAD) && !signed() && !marked()
}

fn is_signature(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("X-Amz-"))
}

/// Keeps what the headers say of the body, without the body.
fn strip_body(answer: &mut Answer) {
    let length = hyper::body::Body::size_hint(answer.body()).lower();
    *answer.body_mut() = whole(Bytes::new());
    answer.headers_mut().insert(CONTENT_LENGTH, length.into());
}
