//! An editor's end of the pipe, as small as it can be: starts the server, asks,
//! waits, and tells what went wrong.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cli::screen::Failure;

/// A server that takes longer has lost its way.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it may take to end after it was told to.
const FAREWELL: Duration = Duration::from_secs(2);
/// Lines of the server's log that are shown when it fails.
const LAST_WORDS: usize = 8;

pub(crate) struct Client {
    child: Child,
    /// Closed by taking it.
    input: Option<ChildStdin>,
    messages: Receiver<Result<Value, String>>,
    log: Arc<Mutex<VecDeque<String>>>,
    next_id: i64,
    /// Notifications that came while something else was waited for.
    unread: Vec<(String, Value)>,
}

impl Client {
    pub(crate) fn start(program: &Path, args: &[&str]) -> Result<Client, Failure> {
        let child = Command::new(program)
            .args(args)
            // Its last words should be what went wrong, and not where.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child =
            child.map_err(|error| Failure::new(format!("cannot start the server: {error}")))?;
        let (sender, messages) = channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || listen(output, &sender));
        }
        let log = Arc::new(Mutex::new(VecDeque::new()));
        if let Some(stderr) = child.stderr.take() {
            let log = Arc::clone(&log);
            thread::spawn(move || keep_last(stderr, &log));
        }
        let input = child.stdin.take();
        Ok(Client { child, input, messages, log, next_id: 0, unread: Vec::new() })
    }

    /// Asks, and waits for the answer.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, Failure> {
        self.next_id += 1;
        let id = self.next_id;
        self.send(
            method,
            &json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}),
        )?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let message = self.receive(deadline, &format!("to answer “{method}”"))?;
            if message.get("id").and_then(Value::as_i64) != Some(id)
                || message.get("method").is_some()
            {
                self.take(message)?;
                continue;
            }
            if let Some(error) = message.get("error") {
                let text = error.get("message").and_then(Value::as_str).unwrap_or_default();
                return Err(self.failure(&format!("refused “{method}”: {text}")));
            }
            return Ok(message.get("result").cloned().unwrap_or_default());
        }
    }

    /// Tells, and does not wait.
    pub(crate) fn notify(&mut self, method: &str, params: Value) -> Result<(), Failure> {
        self.send(method, &json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// The first notification of this method that `wanted` likes.
    pub(crate) fn wait_for(
        &mut self,
        method: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<Value, Failure> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.unread.iter().position(|(it, params)| it == method && wanted(params));
            if let Some(index) = found {
                return Ok(self.unread.swap_remove(index).1);
            }
            let message = self.receive(deadline, &format!("to send “{method}”"))?;
            self.take(message)?;
        }
    }

    /// Says goodbye, and waits until the server is gone.
    pub(crate) fn stop(mut self) -> Result<(), Failure> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        self.input = None;
        let deadline = Instant::now() + FAREWELL;
        while Instant::now() < deadline {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(Duration::from_millis(1)),
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(self.failure(&format!("ended badly ({status})"))),
                Err(error) => return Err(self.failure(&format!("cannot be waited for ({error})"))),
            }
        }
        Err(self.failure("did not end when it was told to"))
    }

    /// Keeps a notification; answers a request of the server's.
    fn take(&mut self, message: Value) -> Result<(), Failure> {
        let Some(method) = message.get("method").and_then(Value::as_str) else { return Ok(()) };
        let params = message.get("params").cloned().unwrap_or_default();
        let Some(id) = message.get("id") else {
            self.unread.push((method.to_owned(), params));
            return Ok(());
        };
        let answer = match method {
            "workspace/configuration" => {
                let items = params.get("items").and_then(Value::as_array).map_or(0, Vec::len);
                json!({"jsonrpc": "2.0", "id": id, "result": vec![Value::Null; items]})
            }
            "client/registerCapability"
            | "client/unregisterCapability"
            | "window/workDoneProgress/create" => {
                json!({"jsonrpc": "2.0", "id": id, "result": null})
            }
            _ => json!({"jsonrpc": "2.0", "id": id,
                "error": {"code": -32601, "message": "the demo does not know this request"}}),
        };
        self.send(method, &answer)
    }

    fn send(&mut self, method: &str, message: &Value) -> Result<(), Failure> {
        let body = message.to_string();
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let sent = match &mut self.input {
            Some(input) => input.write_all(message.as_bytes()).and_then(|()| input.flush()),
            None => Ok(()),
        };
        sent.map_err(|error| self.failure(&format!("does not take “{method}” ({error})")))
    }

    fn receive(&mut self, deadline: Instant, what: &str) -> Result<Value, Failure> {
        let left = deadline.saturating_duration_since(Instant::now());
        match self.messages.recv_timeout(left) {
            Ok(Ok(message)) => Ok(message),
            Ok(Err(problem)) => Err(self.failure(&problem)),
            Err(RecvTimeoutError::Timeout) => {
                Err(self.failure(&format!("took more than {} s {what}", PATIENCE.as_secs())))
            }
            Err(RecvTimeoutError::Disconnected) => Err(self.failure("ended in the middle")),
        }
    }

    /// What the server did, with the end of its log.
    pub(crate) fn failure(&mut self, what: &str) -> Failure {
        // What it wrote last may still be on its way.
        thread::sleep(Duration::from_millis(50));
        let lines = self.log.lock().map(|it| it.iter().cloned().collect::<Vec<_>>());
        let problem = format!("the server {what}");
        match lines {
            Ok(lines) if !lines.is_empty() => {
                let log = lines.join("\n       ");
                Failure::with_remedy(problem, format!("it wrote last:\n       {log}"))
            }
            _ => Failure::with_remedy(problem, "this is our fault; please report it"),
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // After `stop` the child is gone and both do nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(output: ChildStdout, sender: &Sender<Result<Value, String>>) {
    let mut output = BufReader::new(output);
    loop {
        let message = match read(&mut output) {
            Ok(None) => return,
            Ok(Some(message)) => Ok(message),
            Err(problem) => Err(problem),
        };
        let over = message.is_err();
        if sender.send(message).is_err() || over {
            return;
        }
    }
}

/// The next message; `None` when the server has closed its end.
fn read(output: &mut impl BufRead) -> Result<Option<Value>, String> {
    let mut length: Option<usize> = None;
    loop {
        let mut line = String::new();
        match output.read_line(&mut line) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(format!("cannot be read ({error})")),
        }
        match (line.trim_end().split_once(':'), length) {
            (Some((name, value)), _) => {
                if name.eq_ignore_ascii_case("Content-Length") {
                    length = value.trim().parse().ok();
                }
            }
            (None, Some(length)) if line.trim().is_empty() => {
                let mut body = vec![0; length];
                output.read_exact(&mut body).map_err(|error| format!("broke off ({error})"))?;
                return serde_json::from_slice(&body)
                    .map(Some)
                    .map_err(|error| format!("sent what is no JSON ({error})"));
            }
            _ => return Err(format!("printed what is no message: {}", line.trim_end())),
        }
    }
}

fn keep_last(stderr: impl Read, log: &Mutex<VecDeque<String>>) {
    for line in BufReader::new(stderr).lines() {
        let (Ok(line), Ok(mut log)) = (line, log.lock()) else { return };
        if line.trim().is_empty() {
            continue;
        }
        log.push_back(line);
        if LAST_WORDS < log.len() {
            log.pop_front();
        }
    }
}
