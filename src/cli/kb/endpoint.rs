//! Asks a SPARQL endpoint, one question after the other, as a guest should:
//! says who asks, waits when told to, gives up soon, and believes only what
//! comes whole and in the right form.

use std::thread::sleep;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use ureq::config::Config;
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body};
use url::{Host, Url};

use crate::cli::screen::{Failure, visible};
use crate::knowledge::refresh::{Answer, Lie, MOST_BYTES, Question, Unreadable, read};

/// SPARQL 1.1 Protocol, 2.1.2: a question by POST, as a form.
const ACCEPT: &str = "application/sparql-results+json";
const ALSO_FINE: &str = "application/json";
const CONNECT: Duration = Duration::from_secs(15);
/// How often one question is put, all in all.
const TRIES: u32 = 3;
/// The pause before the second try; it grows from try to try.
const PAUSE: Duration = Duration::from_secs(1);
const GROWTH: u32 = 3;
/// Nobody waits longer than this in front of a terminal.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
const MOST_OF_A_MESSAGE: usize = 300;

pub(super) struct Endpoint {
    url: Url,
    agent: Agent,
}

/// Why a question has no answer.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It may go better next time, after that pause if the endpoint named one.
    Passing {
        what: String,
        wait: Option<Duration>,
    },
    Lasting {
        what: String,
        remedy: &'static str,
    },
}

impl From<Lie> for Trouble {
    fn from(lie: Lie) -> Trouble {
        let remedy = "this is not the data it should be; ask another endpoint with --endpoint";
        Trouble::Lasting { what: lie.0, remedy }
    }
}

impl Endpoint {
    /// # Errors
    /// An address that may not be asked.
    pub(super) fn new(
        url: &str,
        user_agent: &str,
        patience: Duration,
    ) -> Result<Endpoint, Failure> {
        let remedy =
            "give the address of a SPARQL endpoint, like https://query.wikidata.org/sparql";
        let url = Url::parse(url).map_err(|error| {
            Failure::with_remedy(format!("{} is no address: {error}", visible(url)), remedy)
        })?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_own_machine(&url)) {
            let problem = format!("facts are fetched over https only, not from {url}");
            return Err(Failure::with_remedy(problem, remedy));
        }
        let config = Config::builder()
            .user_agent(user_agent)
            .accept(ACCEPT)
            .http_status_as_error(false)
            // An answer from elsewhere is not the answer of whom we asked.
            .max_redirects(0)
            .timeout_connect(Some(CONNECT.min(patience)))
            .timeout_global(Some(patience));
        // A proxy is not asked about the own machine.
        let config = if is_own_machine(&url) { config.proxy(None) } else { config };
        Ok(Endpoint { url, agent: config.build().new_agent() })
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    pub(super) fn is_own_machine(&self) -> bool {
        is_own_machine(&self.url)
    }

    /// Puts a question, again if need be; `waits` is told of each pause.
    pub(super) fn ask(
        &self,
        question: Question,
        text: &str,
        mut waits: impl FnMut(&str, Duration),
    ) -> Result<Answer, Trouble> {
        let mut pause = PAUSE;
        let mut tries = 1;
        loop {
            let (what, wait) = match self.ask_once(question, text) {
                Err(Trouble::Passing { what, wait }) => (what, wait),
                done => return done,
            };
            let wait = wait.unwrap_or(pause);
            if LONGEST_WAIT < wait {
                let what = format!("{what}, and asks to wait {} seconds", wait.as_secs());
                return Err(Trouble::Lasting { what, remedy: "try again later" });
            }
            if tries == TRIES {
                let what = format!("{what}, {TRIES} times");
                return Err(Trouble::Lasting { what, remedy: "try again later" });
            }
            waits(&what, wait);
            sleep(wait);
            pause *= GROWTH;
            tries += 1;
        }
    }

    fn ask_once(&self, question: Question, text: &str) -> Result<Answer, Trouble> {
        let response = self.agent.post(self.url.as_str()).send_form([("query", text)]);
        let response = response.map_err(|error| trouble(&error))?;
        check_status(&response)?;
        let kind = header(&response, "content-type").unwrap_or_default().to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
        if kind != ACCEPT && kind != ALSO_FINE {
            let what = match kind.as_str() {
                "" => "it answers without saying in which form".to_owned(),
                kind => format!("it answers with {}, not with results", visible(kind)),
            };
            let remedy = "is this a SPARQL endpoint? Give another with --endpoint";
            return Err(Trouble::Lasting { what, remedy });
        }
        // One byte more, so that our own limit is met first, with its own words.
        let body = response.into_body().into_with_config().limit(MOST_BYTES + 1).reader();
        read(body, question.variables()).map_err(unreadable)
    }
}

fn is_own_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(it)) => it.is_loopback(),
        Some(Host::Ipv6(it)) => it.is_loopback(),
        Some(Host::Domain(it)) => it == "localhost",
        None => false,
    }
}

fn header(response: &Response<Body>, name: &str) -> Option<String> {
    Some(response.headers().get(name)?.to_str().ok()?.trim().to_owned())
}

fn check_status(response: &Response<Body>) -> Result<(), Trouble> {
    let status = response.status();
    let what = format!("it answers “{status}”");
    match status {
        StatusCode::OK => Ok(()),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Err(Trouble::Passing {
            what,
            wait: header(response, "retry-after").and_then(|it| pause(&it)),
        }),
        it if it.is_server_error() => Err(Trouble::Passing { what, wait: None }),
        it if it.is_redirection() => {
            let to = header(response, "location").unwrap_or_default();
            let what = format!("it sends us on to {}", visible(&to));
            Err(Trouble::Lasting {
                what,
                remedy: "if you trust that address, give it with --endpoint",
            })
        }
        StatusCode::FORBIDDEN => {
            let remedy = "it may want to know who asks: give --contact, or wait for a day";
            Err(Trouble::Lasting { what, remedy })
        }
        _ => Err(Trouble::Lasting {
            what,
            remedy: "is this a SPARQL endpoint? Give another with --endpoint",
        }),
    }
}

/// Retry-After: seconds, or a date (RFC 9110, 10.2.3).
fn pause(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTimeParser::new().parse_timestamp(text).ok()?;
    let left = until.as_second().saturating_sub(Timestamp::now().as_second());
    Some(Duration::from_secs(u64::try_from(left).unwrap_or_default()))
}

fn trouble(error: &ureq::Error) -> Trouble {
    let lasting = |what: String, remedy| Trouble::Lasting { what, remedy };
    match error {
        ureq::Error::HostNotFound => {
            lasting("there is no such host".to_owned(), "check the address and the network")
        }
        ureq::Error::Timeout(_) => {
            Trouble::Passing { what: "it does not answer in time".to_owned(), wait: None }
        }
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            lasting("nobody listens there".to_owned(), "check the address and the network")
        }
        ureq::Error::Io(error) => {
            Trouble::Passing { what: format!("the connection failed ({error})"), wait: None }
        }
        error => {
            lasting(format!("the connection failed ({error})"), "check the address and the network")
        }
    }
}

fn unreadable(error: Unreadable) -> Trouble {
    let remedy =
        "ask fewer countries at once with --countries, or another endpoint with --endpoint";
    let passing = |what: &str| Trouble::Passing { what: what.to_owned(), wait: None };
    match error {
        Unreadable::CutShort => passing("its answer ends in the middle"),
        Unreadable::Lost(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            passing("it does not answer in time")
        }
        Unreadable::Lost(error) => passing(&format!("its answer does not arrive ({error})")),
        Unreadable::TooLong => {
            let what = format!("its answer has no end: more than {} MB", MOST_BYTES >> 20);
            Trouble::Lasting { what, remedy }
        }
        Unreadable::Wrong(error) => {
            let mut error = error;
            error.truncate(error.floor_char_boundary(MOST_OF_A_MESSAGE));
            let what = format!("its answer cannot be read: {}", visible(&error));
            Trouble::Lasting { what, remedy }
        }
        Unreadable::Unasked(variable) => {
            let what = format!("its answer is about something else: it has no “{variable}”");
            Trouble::Lasting { what, remedy }
        }
    }
}
