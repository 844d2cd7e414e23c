//! The language server: the one floor that speaks LSP and keeps time. Does not
//! know what an article is.
//!
//! A message's way: [`frames`] cuts it out of the stream, [`guard`] sees to it
//! that every request is answered once, [`ordered`] changes the documents in
//! the order of arrival and hands each question the snapshot of its moment,
//! [`handlers`] answer, [`lanes`] tell the findings.

mod frames;
mod guard;
mod ordered;
mod orders;
mod session;
mod talk;
mod incoming;
mod json;
mod lanes;
mod outbox;
mod post;
mod stir;
mod told;
mod capabilities;
mod offer;
mod pages;
mod settings;
mod office;
mod shelf;
mod workspace;
mod ledgers;
pub mod sidecar;
mod reach;
mod parent;
mod convert;
mod plain;
mod stdio;
mod library;
mod lull;
mod moved;
mod trace;
mod handlers;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::ZonedDateTime;
use jiff::civil::Date;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tower_lsp::Server;

use crate::lang::Message;
use crate::server::lanes::Lanes;
use crate::server::ordered::Ordered;
use crate::server::outbox::Outbox;
use crate::server::post::Post;
use crate::server::stir::Stir;

pub use guard::Guarded;
pub(crate) use incoming::{format_of, is_article};
pub use reach::missing;
pub use shelf::{Folders, Volume};
pub use workspace::{Paper, Project, Settled, Sources, Workspace, relative};

/// More than any client has in flight. A place costs nothing until it is used,
/// and as long as one is free the reader is never held up.
const IN_FLIGHT: usize = 1 << 16;

/// How much is held between the client's stream and the framework: a few slips,
/// so that no more messages than these wait.
const PIPE_BYTES: usize = 1 << 9;

/// How long answers may take to leave after `exit`: the client may have
/// stopped reading.
const AFTER_EXIT: Duration = Duration::from_secs(1);

/// How long answers may take to leave after the client's stream has ended.
const AFTER_END: Duration = Duration::from_secs(10);

/// What the server is started with.
pub struct Options {
    /// Where settings may come from, besides the client.
    pub sources: Sources,
    /// What day it is.
    pub today: fn() -> Date,
    /// What the writer is told once, when the session has begun.
    pub remarks: Vec<Message>,
}

/// How the session is to end.
#[derive(Default)]
struct Ending {
    /// `shutdown` was asked for.
    clean: AtomicBool,
    /// `exit` was sent.
    exit: Notify,
}

/// The day on this machine.
#[expect(clippy::disallowed_methods, reason = "the floors below are handed the day from here")]
pub fn today() -> Date {
    ZonedDateTime::now().date()
}

/// Serves one client on standard input and output. Returns when the session
/// is over, even where the client keeps our input open.
pub fn run(options: Options) -> ExitCode {
    // A panic's own words may quote the article, so only its place is told.
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => tracing::error!("panicked at {place}"),
        None => tracing::error!("panicked"),
    }));
    // One thread reads messages, answers what is quick and writes; only what
    // takes longer goes to another one.
    let runtime =
        tokio::runtime::Builder::new_current_thread().thread_name("tajuk").enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    // While the client still says who it is.
    std::thread::spawn(crate::ide::warm);
    let code = runtime.block_on(async {
        let (input, output) = stdio::open();
        serve(input, output, options).await
    });
    // Dropping the runtime would wait for the read of standard input.
    runtime.shutdown_background();
    ExitCode::from(code)
}

/// Serves one client. The answer is the exit code that LSP asks for: 0 where
/// `shutdown` came first, else 1.
pub async fn serve<I, O>(input: I, output: O, options: Options) -> u8
where
    I: AsyncRead + Unpin,
    O: AsyncWrite,
{
    let ending = Arc::new(Ending::default());
    let lanes = Arc::new(Lanes::default());
    let (service, socket) = handlers::service();
    let client = service.inner().client.clone();
    let (stir, post) = (Stir::default(), Post::default());
    let outbox = Outbox::new(stir.clone());
    let telling = tokio::spawn(Arc::clone(&lanes).run(outbox.clone(), stir.clone()));
    let ours = (outbox.clone(), post.clone());
    let documents = Ordered::new(service, client, lanes, Arc::clone(&ending), ours, options);
    let documents = Guarded::new(documents).with_post(post.clone());
    let (near, far) = tokio::io::duplex(PIPE_BYTES);
    let server = Server::new(far, outbox.clone(), socket).concurrency_level(IN_FLIGHT);
    let served = async {
        server.serve(documents).await;
        outbox.drained().await;
    };
    tokio::select! {
        // The way of a message: each step may have something for the next one.
        biased;
        () = patience(frames::pump(input, near, post, stir), &ending) => {
            tracing::warn!("the client does not read our last answers");
        }
        () = served => {}
        () = outbox.run(output) => {}
    }
    telling.abort();
    if ending.clean.load(Ordering::Relaxed) { 0 } else { 1 }
}

/// Ends when the server should have ended by itself and did not.
async fn patience(reading: impl Future<Output = ()>, ending: &Ending) {
    let wait = tokio::select! {
        () = reading => AFTER_END,
        () = ending.exit.notified() => AFTER_EXIT,
    };
    tokio::time::sleep(wait).await;
}
