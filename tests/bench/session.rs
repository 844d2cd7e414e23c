//! What a session costs, over the real protocol: a keystroke and questions
//! right behind it, each beside a request that asks for nothing, in turns, on
//! one machine, in one run. The ratio is the figure; the times are not.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark prints, and fails loudly"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const SIZES: [usize; 4] = [4, 32, 256, 1024];
const ROUNDS: usize = 3;
const URI: &str = "untitled:bench";

/// What is asked right behind an edit.
const QUESTIONS: [&str; 6] = [
    "textDocument/hover",
    "textDocument/documentSymbol",
    "textDocument/codeAction",
    "textDocument/semanticTokens/full/delta",
    "textDocument/documentHighlight",
    "textDocument/codeLens",
];

/// How fast somebody types.
struct Pace {
    name: &'static str,
    pause: Duration,
    keys: usize,
}

const PACES: [Pace; 2] = [
    // Between two keys of a quick hand the processor has slept and done other things.
    Pace { name: "as one types: a key every 120 ms", pause: Duration::from_millis(120), keys: 48 },
    Pace { name: "key upon key: 3 ms apart", pause: Duration::from_millis(3), keys: 150 },
];

fn main() {
    for pace in &PACES {
        println!("\n{}\n", pace.name);
        println!(
            "| article | nothing | key | p99 / p50 | hover | symbols | code actions | \
             tokens (delta) | highlight | lens | memory |"
        );
        println!("|---|---|---|---|---|---|---|---|---|---|---|");
        for kilobytes in SIZES {
            let rounds: Vec<Figures> = (0..ROUNDS).map(|it| round(kilobytes, it, pace)).collect();
            let middle = |of: &dyn Fn(&Figures) -> f64| median(rounds.iter().map(of).collect());
            let asked = |at: usize| {
                let ratio = middle(&|it: &Figures| it.questions[at] / it.nothing);
                format!("{ratio:.1}×")
            };
            let asked: Vec<String> = (0..QUESTIONS.len()).map(asked).collect();
            println!(
                "| {kilobytes} kB | {:.0} µs | {:.1}× | {:.1} | {} | {:.0} MB |",
                middle(&|it| it.nothing),
                middle(&|it| it.key / it.nothing),
                middle(&|it| it.slow / it.key),
                asked.join(" | "),
                middle(&|it| it.memory),
            );
        }
    }
    println!("\n×: times a request that asks for nothing, p50, in turns in one run.");
}

/// Microseconds, and megabytes.
struct Figures {
    nothing: f64,
    key: f64,
    slow: f64,
    questions: Vec<f64>,
    memory: f64,
}

struct Server {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    id: u64,
}

impl Server {
    fn start() -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tajuk"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let from = BufReader::with_capacity(1 << 20, child.stdout.take().unwrap());
        let mut res = Server { child, to, from, id: 0 };
        let published = json!({ "versionSupport": true });
        let tokens = json!({
            "requests": { "full": { "delta": true } }, "formats": ["relative"],
            "tokenTypes": [], "tokenModifiers": [],
        });
        let can = json!({
            "textDocument": { "publishDiagnostics": published, "semanticTokens": tokens },
        });
        res.ask("initialize", json!({ "capabilities": can, "processId": null }));
        res.tell("initialized", json!({}));
        res
    }

    fn send(&mut self, message: Value) {
        let body = serde_json::to_vec(&message).unwrap();
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend_from_slice(&body);
        self.to.write_all(&bytes).unwrap();
        self.to.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn read(&mut self) -> Vec<u8> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.from.read_line(&mut line).unwrap();
            if line == "\r\n" {
                break;
            }
            if let Some(it) = line.strip_prefix("Content-Length: ") {
                length = it.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        body
    }

    /// Waits for a message whose text has this in it. Nothing is parsed: our
    /// own work is not to be measured.
    fn wait(&mut self, sign: &str) {
        while !holds(&self.read(), sign) {}
    }

    /// Asks, and gives back what was answered, not parsed.
    fn ask(&mut self, method: &str, params: Value) -> Vec<u8> {
        self.id += 1;
        let id = self.id;
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let sign = format!("\"id\":{id}");
        loop {
            let body = self.read();
            if holds(&body, &sign) {
                return body;
            }
        }
    }

    fn key(&mut self, version: usize, line: usize) {
        let at = json!({ "line": line, "character": 12 });
        let change = json!({ "range": { "start": at, "end": at }, "text": "a" });
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.tell("textDocument/didChange", params);
    }
}

fn holds(body: &[u8], sign: &str) -> bool {
    // The id and the version stand at an end of the message.
    let head = body.get(..200.min(body.len())).unwrap();
    let tail = body.get(body.len().saturating_sub(200)..).unwrap();
    let has = |part: &[u8]| part.windows(sign.len()).any(|it| it == sign.as_bytes());
    has(head) || has(tail)
}

/// A fresh server, a fresh article.
fn round(kilobytes: usize, seed: usize, pace: &Pace) -> Figures {
    let text = article(kilobytes << 10, seed);
    let lines = text.lines().count();
    let line = (lines / 2..lines).find(|it| 60 < text.lines().nth(*it).unwrap().len()).unwrap();
    let mut server = Server::start();
    let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
    server.tell("textDocument/didOpen", json!({ "textDocument": document }));
    server.wait("\"version\":1}");
    let all = server.ask("textDocument/semanticTokens/full", params("", line, ""));
    let mut result = result_id(&all).unwrap();
    let mut version = 1;
    let (mut nothing, mut keys) = (Vec::new(), Vec::new());
    let mut questions = vec![Vec::new(); QUESTIONS.len()];
    for turn in 0..pace.keys {
        std::thread::sleep(pace.pause);
        let start = Instant::now();
        server.ask("tajuk/nothing", json!({}));
        nothing.push(micros(start));

        std::thread::sleep(pace.pause);
        version += 1;
        let start = Instant::now();
        server.key(version, line);
        server.wait(&format!("\"version\":{version}}}"));
        keys.push(micros(start));

        // A question right behind an edit, from the edit to the answer.
        std::thread::sleep(pace.pause);
        version += 1;
        let asked = turn % QUESTIONS.len();
        let params = params(QUESTIONS[asked], line, &result);
        let start = Instant::now();
        server.key(version, line);
        let answer = server.ask(QUESTIONS[asked], params);
        questions[asked].push(micros(start));
        if let Some(it) = result_id(&answer) {
            result = it;
        }
    }
    let memory = memory(server.child.id());
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let questions = questions.into_iter().map(median).collect();
    let slow = at(&mut keys, 99);
    Figures { nothing: median(nothing), key: median(keys), slow, questions, memory }
}

fn params(method: &str, line: usize, result: &str) -> Value {
    let about = json!({ "uri": URI });
    let at = json!({ "line": line, "character": 3 });
    match method {
        "textDocument/hover" | "textDocument/documentHighlight" => {
            json!({ "textDocument": about, "position": at })
        }
        "textDocument/codeAction" => {
            let range = json!({ "start": at, "end": at });
            json!({ "textDocument": about, "range": range, "context": { "diagnostics": [] } })
        }
        "textDocument/semanticTokens/full/delta" => {
            json!({ "textDocument": about, "previousResultId": result })
        }
        _ => json!({ "textDocument": about }),
    }
}

/// The name of the tokens that an answer holds, for the next difference.
fn result_id(answer: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(answer).ok()?;
    let behind = text.split_once("\"resultId\":\"")?.1;
    Some(behind.split_once('"')?.0.to_owned())
}

fn micros(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e6
}

fn at(all: &mut [f64], percent: usize) -> f64 {
    all.sort_by(f64::total_cmp);
    all[(all.len() - 1) * percent / 100]
}

fn median(mut all: Vec<f64>) -> f64 {
    at(&mut all, 50)
}

/// Resident, in megabytes; 0 where the system does not tell.
fn memory(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
    let number = line.and_then(|it| it.split_whitespace().next()?.parse::<f64>().ok());
    number.unwrap_or_default() / 1024.0
}

/// News of some length, no paragraph like another, a fault every 1,500 bytes.
fn article(bytes: usize, seed: usize) -> String {
    const WHO: [&str; 6] = [
        "President Putin",
        "Kim Jong Un",
        "The minister",
        "Ursula von der Leyen",
        "Analysts",
        "Modi",
    ];
    const DOES: [&str; 5] = [
        "said the talks would go on",
        "denied any delay",
        "visited Moscow on Friday",
        "expects exports to grow by 4.5 percent",
        "told reporters that the pact holds",
    ];
    const WHERE: [&str; 4] =
        ["in Pyongyang", "at the United Nations", "after the vote in Jakarta", "near the border"];
    let mut dice = seed as u64 * 7919 + 17;
    let mut pick = |from: usize| {
        dice = dice.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (dice >> 33) as usize % from
    };
    let mut res = format!("# Grain and guns, part {seed}\n\n");
    let mut fault = 1500;
    while res.len() < bytes {
        if pick(9) == 0 {
            res.push_str(&format!("## What comes next, {}\n\n", pick(900)));
        }
        for _ in 0..2 + pick(4) {
            let (who, does, place) = (WHO[pick(6)], DOES[pick(5)], WHERE[pick(4)]);
            res.push_str(&format!("{who} {does} {place}, in report {}. ", pick(9000)));
        }
        if fault < res.len() {
            fault += 1500;
            res.push_str("Many experts believe that it is too late,and others agree.");
        }
        res.push_str("\n\n");
    }
    res
}
