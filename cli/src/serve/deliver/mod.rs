//! What the world asks of its host: requests to servers, calls of functions, objects for buckets that are real, copies into
//! databases. Everything here waits for others, so it is done beside the world, which is told what came of it.

mod bucket;
mod database;
mod function;
mod http;
mod returned;
mod routes;
mod server;
mod watch;

use std::rc::Rc;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use kinetoscope::errand::{Outcome, Refused, Unreachable, Wish};
use kinetoscope::world::errands::{Task, TaskId};
use tokio::sync::oneshot;
use tokio::task::{JoinSet, spawn_blocking, spawn_local};
use tokio::time::{sleep, timeout};

use super::Endpoint;
pub(crate) use routes::{Route, Routes};
pub(crate) use watch::Watch;

/// How often one looks whether what others have begun is done.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Something to be done, with all that it needs of the world.
enum Work {
    Wish(Wish),
    /// The bodies of the objects that a command copies, or why they cannot be had.
    Copy(Box<kinetoscope::errand::Copy>, Result<Vec<Vec<u8>>, Refused>),
}

impl Endpoint {
    /// Begins what the world asks for; the world is told by and by.
    pub(super) fn begin_tasks(self: &Rc<Self>) {
        for (id, work, world) in self.poll_tasks() {
            let endpoint = self.clone();
            let routes = self.routes.clone();
            self.tasks_under_way.update(|count| count + 1);
            spawn_local(async move {
                let outcome = run(routes, work).await;
                endpoint.tasks_under_way.update(|count| count - 1);
                endpoint.end_task(id, outcome, world);
                endpoint.begin_tasks();
            });
        }
    }

    /// Does what the world asks for and tells it, until it asks for nothing more now: for clocks that stand still meanwhile.
    pub(super) async fn finish_tasks(&self) {
        loop {
            let mut tasks = JoinSet::new();
            for (id, work, world) in self.poll_tasks() {
                let routes = self.routes.clone();
                tasks.spawn_local(async move { (id, run(routes, work).await, world) });
            }
            if tasks.is_empty() {
                if self.tasks_under_way.get() == 0 {
                    return;
                }
                sleep(LOOK_AGAIN).await;
            }
            while let Some(done) = tasks.join_next().await {
                let Ok((id, outcome, world)) = done else { continue };
                self.end_task(id, outcome, world);
            }
        }
    }

    fn poll_tasks(&self) -> Vec<(TaskId, Work, u64)> {
        let mut engine = self.engine.borrow_mut();
        let number = engine.number();
        let world = engine.world();
        let mut tasks = Vec::new();
        while let Some(Task { id, wish, .. }) = world.poll_task() {
            let work = match wish {
                Wish::Copy(copy) => {
                    let bodies = world.deliveries().bodies(&copy);
                    Work::Copy(Box::new(copy), bodies)
                }
                wish => Work::Wish(wish),
            };
            tasks.push((id, work, number));
        }
        tasks
    }

    /// Tells the world what came of a task, unless another world stands in its place by now.
    fn end_task(&self, id: TaskId, outcome: Outcome, world: u64) {
        let mut engine = self.engine.borrow_mut();
        if engine.number() == world {
            engine.world().end_task(id, outcome);
        }
    }
}

async fn run(routes: Arc<Routes>, work: Work) -> Outcome {
    match work {
        Work::Wish(Wish::Request(request)) => blocking(move || server::send(&routes, request)).await,
        Work::Wish(Wish::Invoke { function_arn, event }) => {
            function::call(&routes, &function_arn, event).await
        }
        Work::Wish(Wish::PutObject(object)) => bucket::put(&routes, object).await,
        Work::Copy(copy, bodies) => {
            let work = move || database::copy(&routes, &copy, bodies);
            patiently(work, database::TIMEOUT).await.unwrap_or_else(database::silent)
        }
        // The world does the rest itself.
        Work::Wish(_) => Outcome::Unreachable(Unreachable::ConnectionFailed),
    }
}

/// Waits on a thread of its own.
async fn blocking(work: impl FnOnce() -> Outcome + Send + 'static) -> Outcome {
    spawn_blocking(work).await.unwrap_or(Outcome::Unreachable(Unreachable::ConnectionReset))
}

/// Waits so long, on a thread that nobody waits for at the end of the program; nothing where it takes longer.
async fn patiently(work: impl FnOnce() -> Outcome + Send + 'static, longest: Duration) -> Option<Outcome> {
    let (tell, told) = oneshot::channel();
    thread::spawn(move || _ = tell.send(work()));
    let broken = Outcome::Unreachable(Unreachable::ConnectionReset);
    timeout(longest, told).await.ok().map(|told| told.unwrap_or(broken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::errand::Copy;
    use std::net::TcpListener;
    use tokio::runtime::Builder;

    #[test]
    fn a_database_that_says_nothing_is_not_waited_for_for_ever() {
        // It takes connections, as far as whoever connects can tell.
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let route = format!("jdbc:redshift://dw=postgresql://me@{}/dw", listener.local_addr().unwrap());
        let routes = Routes::new(&[route.parse().unwrap()]);
        let copy = Copy {
            cluster_jdbc_url: "jdbc:redshift://dw".into(),
            username: None,
            password: None,
            role_arn: String::new(),
            table: "events".into(),
            columns: None,
            options: None,
            bucket: "lake".into(),
            manifest: "m".into(),
            objects: Vec::new(),
        };
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        let work = move || database::copy(&routes, &copy, Ok(Vec::new()));
        assert_eq!(runtime.block_on(patiently(work, Duration::from_millis(200))), None);
    }
}
