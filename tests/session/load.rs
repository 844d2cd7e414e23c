//! Many documents, long sessions, clients that fall silent or talk nonsense;
//! and what the log says of it.

use std::fs;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, frame, modern, options};
use crate::session::text::{Dice, Unit, range, slice};

const URI: &str = "file:///meja/beban.md";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_documents_are_edited_side_by_side() {
    const OPEN: usize = 200;
    let mut editor = Editor::start(modern()).await;
    let uri = |number: usize| format!("file:///meja/{number}.md");
    let mut texts: Vec<String> = (0..OPEN)
        .map(|it| format!("# Judul {it} 🇰🇵\r\n\r\nPutin tiba.Banyak analis menilai itu rapuh.\n"))
        .collect();
    for (number, text) in texts.iter().enumerate() {
        editor.open(&uri(number), "markdown", 1, text).await;
    }
    let (mut dice, mut asked) = (Dice(11), Vec::new());
    for version in 2..=1_500 {
        let number = dice.below(OPEN);
        let text = &mut texts[number];
        let at = text.find("🇰🇵").unwrap();
        let word = format!("{version} ");
        let change = json!({ "range": range(text, at, at, Unit::Utf16), "text": word });
        text.insert_str(at, &word);
        editor.change(&uri(number), version, json!([change])).await;
        if version % 3 == 0 {
            let id = editor.ask("textDocument/documentSymbol", about(&uri(number))).await;
            asked.push((id, format!("{word}🇰🇵")));
        }
    }
    for (id, end) in asked {
        let symbols = editor.answer(id).await.unwrap();
        let name = symbols[0]["name"].as_str().unwrap();
        assert!(name.ends_with(&end), "{name}: {end}");
    }
    for (number, text) in texts.iter().enumerate() {
        let told = |it: &Editor| it.published(&uri(number)).next_back().cloned();
        editor.hear_until(|it| told(it).is_some()).await;
        editor.symbols(&uri(number)).await;
        let last = told(&editor).unwrap();
        for it in last["diagnostics"].as_array().unwrap() {
            if it["code"] == "missing-space" && last["version"] != 1 {
                assert!(!slice(text, &it["range"], Unit::Utf16).is_empty());
            }
        }
    }
    assert_eq!(editor.end().await, 0);
}

/// Who types while a long article is read for the first time waits for one
/// reading, that of the last version, whatever the editor asks meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_article_that_is_edited_while_it_is_read_is_read_once() {
    let mut editor = Editor::start(modern()).await;
    let prose = "Kapal itu tiba di sana.\n\n".repeat(4_000);
    let table = "0;1;2;3;4;5;6;7;8;9\n".repeat(60_000); // costs little to read
    editor.open(URI, "markdown", 1, &format!("# Judul\n\n{prose}```\n{table}```\n")).await;
    let mut asked = Vec::new();
    for version in 2..=12 {
        let end = json!({ "line": 0, "character": 5 + version });
        let change = json!({ "range": { "start": end, "end": end }, "text": "a" });
        editor.change(URI, version, json!([change])).await;
        asked.push(editor.ask("textDocument/documentSymbol", about(URI)).await);
    }
    let last = asked.pop().unwrap();
    let symbols = editor.answer(last).await.unwrap();
    assert_eq!(symbols[0]["name"], format!("Judul{}", "a".repeat(11)));
    let mut refused = 0;
    for id in asked {
        match editor.answer(id).await {
            Ok(symbols) => assert!(symbols[0]["name"].as_str().unwrap().starts_with("Judul")),
            Err(error) => {
                assert_eq!(error["code"], -32801, "{error}");
                refused += 1;
            }
        }
    }
    assert!(7 <= refused, "{refused} of 10 are told that the text is another one by now");
    assert_eq!(editor.end().await, 0);
}

/// Whoever types above a finding sees it move along, and never vanish.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn findings_stay_with_their_words_while_one_types_elsewhere() {
    let mut editor = Editor::start(modern()).await;
    let mut text =
        "# Judul 🇰🇵\n\nMula.\n\nPutin tiba di sana,lalu pulang. Banyak analis menilai aliansi itu rapuh.\n\n\
        Kim pulang pada Senin (3/9/2025) sore.\n"
            .to_owned();
    editor.open(URI, "markdown", 1, &text).await;
    let marked = |text: &str, told: &Value| -> Vec<String> {
        let found = told["diagnostics"].as_array().unwrap().iter();
        let span = |it: &Value| slice(text, &it["range"], Unit::Utf16).to_owned();
        let mut res: Vec<String> = found.map(|it| format!("{} {}", it["code"], span(it))).collect();
        res.sort();
        res
    };
    editor.findings(URI, 1).await;
    let first = editor.published(URI).next_back().unwrap().clone();
    let below = |all: Vec<String>| -> Vec<String> {
        let kept = ["missing-space", "vague-attribution", "weekday-date-mismatch"];
        all.into_iter().filter(|it| kept.iter().any(|kept| it.contains(kept))).collect()
    };
    let expected = below(marked(&text, &first));
    assert_eq!(expected.len(), 3, "{first}");
    let mut texts = vec![String::new(), text.clone()];
    for (version, char) in (2..).zip("Ia menulis 🇷🇺 e\u{301}.\n\nLagi dan\r\nlagi.".chars()) {
        let at = text.find(".\n\nPutin tiba").unwrap();
        let char = char.to_string();
        let change = json!({ "range": range(&text, at, at, Unit::Utf16), "text": char });
        text.insert_str(at, &char);
        editor.change(URI, version, json!([change])).await;
        texts.push(text.clone());
    }
    let last = i32::try_from(texts.len() - 1).unwrap();
    editor.findings(URI, last).await;
    for told in editor.published(URI) {
        let version = usize::try_from(told["version"].as_u64().unwrap()).unwrap();
        assert_eq!(below(marked(&texts[version], told)), expected, "version {version}");
    }
    assert_eq!(editor.end().await, 0);
}

/// The same for a client that asks for findings, at every key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn findings_that_are_asked_for_stay_with_their_words_while_one_types_elsewhere() {
    let mut can = modern();
    can["textDocument"]["diagnostic"] = json!({});
    let mut editor = Editor::start(can).await;
    let mut text = "# Judul 🇰🇵\n\nMula.\n\nPutin tiba di sana,lalu pulang. Banyak analis menilai \
        aliansi itu rapuh.\n\nKim pulang pada Senin (3/9/2025) sore.\n"
        .to_owned();
    editor.open(URI, "markdown", 1, &text).await;
    let below = |text: &str, report: &Value| -> Vec<String> {
        let kept = ["missing-space", "vague-attribution", "weekday-date-mismatch"];
        let found = report["items"].as_array().unwrap().iter();
        let found = found.filter(|it| kept.iter().any(|kept| it["code"] == *kept));
        found.map(|it| slice(text, &it["range"], Unit::Utf16).to_owned()).collect()
    };
    let first = editor.call("textDocument/diagnostic", about(URI)).await.unwrap();
    let expected = below(&text, &first);
    assert_eq!(expected.len(), 3, "{first}");
    let mut asked = Vec::new();
    for (version, char) in (2..).zip("Ia menulis 🇷🇺 e\u{301}.\n\nLagi dan\r\nlagi.".chars()) {
        let at = text.find(".\n\nPutin tiba").unwrap();
        let char = char.to_string();
        let change = json!({ "range": range(&text, at, at, Unit::Utf16), "text": char });
        text.insert_str(at, &char);
        editor.change(URI, version, json!([change])).await;
        let mut ask = about(URI);
        ask["previousResultId"] = first["resultId"].clone();
        asked.push((editor.ask("textDocument/diagnostic", ask).await, text.clone()));
    }
    for (id, then) in asked {
        let report = editor.answer(id).await.unwrap();
        // Lines that have moved are a new report.
        if report["kind"] == "full" {
            assert_eq!(below(&then, &report), expected, "{then}");
        } else {
            assert_eq!(below(&then, &first), expected, "{then}");
        }
    }
    assert_eq!(editor.notices("textDocument/publishDiagnostics").count(), 0);
    assert_eq!(editor.end().await, 0);
}

/// How far a session is when it ends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_in_every_state() {
    const STATES: [&str; 6] =
        ["before initialize", "before initialized", "open", "reading", "asked", "shut"];
    for state in STATES {
        for clean in [true, false] {
            let mut editor = Editor::connect(options());
            if state != "before initialize" {
                let params = json!({ "capabilities": modern() });
                editor.call("initialize", params).await.unwrap();
            }
            if !["before initialize", "before initialized"].contains(&state) {
                editor.notify("initialized", json!({})).await;
                editor.open(URI, "markdown", 1, "# Judul\n\nItu saja.\n").await;
            }
            if ["reading", "asked"].contains(&state) {
                let long = "Banyak analis menilai aliansi itu rapuh. Putin hadir.\n\n".repeat(400);
                editor.open(URI, "markdown", 2, &long).await;
            }
            if state == "asked" {
                for _ in 0..20 {
                    editor.ask("workspace/symbol", json!({ "query": "a" })).await;
                    editor.ask("textDocument/codeLens", about(URI)).await;
                }
            }
            if state == "shut" {
                editor.call("shutdown", Value::Null).await.unwrap();
            }
            let before = state == "before initialize";
            if clean && before {
                assert_eq!(editor.refusal("shutdown", Value::Null).await, -32002);
            } else if clean && state != "shut" {
                editor.call("shutdown", Value::Null).await.unwrap();
            }
            let start = Instant::now();
            editor.notify("exit", Value::Null).await;
            let due = u8::from(before || !clean && state != "shut");
            assert_eq!(editor.code().await, due, "{state}, clean: {clean}");
            assert!(start.elapsed() < Duration::from_secs(5), "{state}");
        }
    }
}

/// The program, with a log.
struct Program {
    child: Child,
    /// The last megabytes of its output; somebody must read it, or the pipe
    /// is full.
    said: Arc<Mutex<String>>,
    reader: JoinHandle<()>,
}

/// So much of the output is kept.
const KEPT: usize = 4 << 20;

impl Program {
    fn start(more: &[&str]) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tajuk"))
            .arg("lsp")
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = child.stdout.take().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(read) = output.read(&mut bytes)
                && read != 0
            {
                let mut all = heard.lock().unwrap();
                all.push_str(&String::from_utf8_lossy(&bytes[..read]));
                let from = all.ceil_char_boundary(all.len().saturating_sub(KEPT));
                all.drain(..from);
            }
        });
        Program { child, said, reader }
    }

    fn send(&mut self, message: &Value) {
        self.bytes(&frame(&message.to_string()));
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.child.stdin.as_mut().unwrap().write_all(bytes).unwrap();
    }

    fn ask(&mut self, id: i64, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
    }

    fn note(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn open(&mut self, text: &str) {
        let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
        self.note("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    fn wait_for(&self, words: &str) {
        let start = Instant::now();
        while !self.said.lock().unwrap().contains(words) {
            assert!(start.elapsed() < Duration::from_secs(60), "{words} is never said");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Its exit code, output and errors, once it has ended.
    fn ended(mut self, within: Duration) -> (Option<i32>, String, String) {
        let start = Instant::now();
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None if start.elapsed() < within => std::thread::sleep(Duration::from_millis(20)),
                None => {
                    self.child.kill().unwrap();
                    panic!("still running");
                }
            }
        };
        self.reader.join().unwrap();
        let output = self.said.lock().unwrap().clone();
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        (status.code(), output, errors)
    }
}

#[cfg(unix)]
#[test]
fn it_ends_by_itself_once_its_client_is_gone() {
    let mut client = Command::new("sleep").arg("600").spawn().unwrap();
    let mut program = Program::start(&[]);
    let params = json!({ "processId": client.id(), "capabilities": {} });
    program.ask(1, "initialize", &params);
    program.note("initialized", &json!({}));
    std::thread::sleep(Duration::from_millis(300));
    assert!(program.child.try_wait().unwrap().is_none());
    client.kill().unwrap();
    client.wait().unwrap();
    // Our end of its input stays open all the while.
    let (code, _, errors) = program.ended(Duration::from_secs(20));
    assert_eq!(code, Some(1), "{errors}");

    // A client that cannot be seen from here is not missed.
    let mut program = Program::start(&[]);
    program.ask(1, "initialize", &json!({ "processId": client.id(), "capabilities": {} }));
    std::thread::sleep(Duration::from_millis(500));
    assert!(program.child.try_wait().unwrap().is_none());
    program.ask(2, "shutdown", &Value::Null);
    program.note("exit", &Value::Null);
    assert_eq!(program.ended(Duration::from_secs(20)).0, Some(0));
}

#[test]
fn the_log_tells_nothing_of_the_article() {
    const SECRET: &str = "Wirapustaka";
    let log = std::env::temp_dir().join(format!("tajuk-log-{}.txt", std::process::id()));
    let _ = fs::remove_file(&log);
    let name = log.to_str().unwrap();
    let mut program = Program::start(&["--log", name, "--log-level", "trace"]);
    let params = json!({ "capabilities": modern(), "trace": "verbose" });
    program.ask(1, "initialize", &params);
    program.note("initialized", &json!({}));
    let text = format!("# {SECRET}\n\nBanyak analis menilai {SECRET} rapuh.Putin “{SECRET}\n");
    program.open(&text);
    let place = json!({ "line": 2, "character": 25 });
    let methods = ["hover", "completion", "definition", "codeAction", "rename", "codeLens"];
    for (id, method) in (2..).zip(methods) {
        let params = json!({ "textDocument": { "uri": URI }, "position": place, "newName": SECRET,
            "range": { "start": place, "end": place }, "context": { "diagnostics": [] } });
        program.ask(id, &format!("textDocument/{method}"), &params);
        program.wait_for(&format!("\"id\":{id}}}"));
    }
    // What cannot be read, and what is none of ours.
    program.note(
        "textDocument/didChange",
        &json!({ "textDocument": { "uri": URI },
        "contentChanges": [{ "range": SECRET, "text": SECRET }] }),
    );
    program.bytes(&frame(&format!("{{\"{SECRET}")));
    program.bytes(format!("{SECRET}: {SECRET}\r\n\r\n").as_bytes());
    program.note("nobody/knowsThis", &json!({ "text": SECRET }));
    program.ask(50, "nobody/knowsThis", &json!({ "text": SECRET }));
    program.ask(51, "textDocument/hover", &json!({ "textDocument": SECRET }));
    program.ask(60, "shutdown", &Value::Null);
    program.note("exit", &Value::Null);
    let (code, output, errors) = program.ended(Duration::from_secs(20));
    assert_eq!(code, Some(0));
    assert!(output.contains("\"id\":60") && output.contains("$/logTrace"), "{output}");
    let logged = fs::read_to_string(&log).unwrap();
    assert!(!logged.is_empty());
    assert!(!logged.contains(SECRET) && !errors.contains(SECRET), "{logged}\n{errors}");
    let traces = output.match_indices("$/logTrace").map(|(at, _)| &output[at..]);
    for trace in traces {
        let end = trace.find("Content-Length").unwrap_or(trace.len());
        assert!(!trace[..end].contains(SECRET), "{trace}");
    }
    fs::remove_file(&log).unwrap();
}

/// Resident memory in KiB.
#[cfg(target_os = "linux")]
fn memory(program: &Program) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", program.child.id())).unwrap();
    let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// 1 MB/s for half a minute and more, as fast as it is taken.
#[cfg(target_os = "linux")]
#[test]
fn nonsense_costs_no_memory_and_no_session() {
    const MEGABYTE: usize = 1 << 20;
    let mut program = Program::start(&["--log-level", "error"]);
    program.ask(1, "initialize", &json!({ "capabilities": modern() }));
    program.note("initialized", &json!({}));
    program.open("# Judul\n\nItu saja.\n");
    let mut dice = Dice(5);
    let noise: Vec<u8> = (0..MEGABYTE).map(|_| dice.below(256) as u8).collect();
    let header = "X-Tajuk: nonsense without end\r\n".repeat(MEGABYTE / 32).into_bytes();
    let body = frame(&format!("{{\"method\":{}", "[".repeat(MEGABYTE)));
    let strange = json!({ "jsonrpc": "2.0", "method": "nobody/knows", "params": { "x": "y".repeat(MEGABYTE) } });
    let strange = frame(&strange.to_string());
    let small = frame("[1,2]").repeat(MEGABYTE / 32);
    let kinds: [&[u8]; 5] = [&noise, &header, &body, &strange, &small];
    let mut before = 0;
    for round in 0..8 {
        for kind in kinds {
            program.bytes(kind);
        }
        program.bytes(b"\r\n\r\n");
        if round == 1 {
            before = memory(&program);
        }
    }
    let grown = memory(&program).saturating_sub(before);
    assert!(grown < 16 << 10, "{grown} KiB more than after ten megabytes");
    // Noise may hold half a header; then the next message is lost with it.
    for id in 2..6 {
        program.ask(id, "textDocument/documentSymbol", &about(URI));
    }
    program.wait_for("\"id\":5}");
    program.ask(60, "shutdown", &Value::Null);
    program.note("exit", &Value::Null);
    let (code, said, _) = program.ended(Duration::from_secs(60));
    assert_eq!(code, Some(0));
    assert!(said.contains("Judul"), "the session is lost");
    assert!(said.contains("-32700") && said.contains("-32600"), "nothing is said of the nonsense");
}
