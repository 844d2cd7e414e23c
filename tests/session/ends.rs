//! How sessions end: over the pipe, and as the program that editors start.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::session::editor::{Editor, about, frame, modern, options};

const URI: &str = "file:///meja/akhir.md";

#[tokio::test]
async fn exit_says_whether_shutdown_came_first() {
    assert_eq!(Editor::start(modern()).await.end().await, 0);

    let mut hasty = Editor::start(modern()).await;
    hasty.notify("exit", Value::Null).await;
    assert_eq!(hasty.code().await, 1);

    let mut early = Editor::connect(options());
    early.notify("exit", Value::Null).await;
    assert_eq!(early.code().await, 1);
}

#[tokio::test]
async fn shutdown_is_taken_in_every_spelling() {
    let spellings = [
        json!({ "jsonrpc": "2.0", "id": 7, "method": "shutdown" }),
        json!({ "jsonrpc": "2.0", "id": 7, "method": "shutdown", "params": null }),
        json!({ "jsonrpc": "2.0", "id": 7, "method": "shutdown", "params": {} }),
        json!({ "jsonrpc": "2.0", "id": 7, "method": "shutdown", "params": [] }),
    ];
    for spelling in spellings {
        let mut editor = Editor::start(modern()).await;
        editor.send(spelling).await;
        assert_eq!(editor.answer(7).await.unwrap(), Value::Null);
        editor.notify("exit", Value::Null).await;
        assert_eq!(editor.code().await, 0);
    }
}

#[tokio::test]
async fn after_shutdown_everything_is_refused() {
    let mut editor = Editor::start(modern()).await;
    editor.call("shutdown", Value::Null).await.unwrap();
    for method in ["textDocument/hover", "shutdown", "nobody/knowsThis"] {
        assert_eq!(editor.refusal(method, about(URI)).await, -32600, "{method}");
    }
    editor.notify("exit", Value::Null).await;
    assert_eq!(editor.code().await, 0);
}

#[tokio::test]
async fn the_end_of_the_stream_is_the_end() {
    assert_eq!(Editor::connect(options()).hang_up().await, 1);
    assert_eq!(Editor::start(modern()).await.hang_up().await, 1);
    let mut editor = Editor::start(modern()).await;
    editor.send_bytes(b"Content-Length: 100\r\n\r\n{").await;
    assert_eq!(editor.hang_up().await, 1);
    let mut editor = Editor::start(modern()).await;
    editor.call("shutdown", Value::Null).await.unwrap();
    assert_eq!(editor.hang_up().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exit_does_not_wait_for_questions() {
    let mut editor = Editor::start(modern()).await;
    let text = "Banyak analis menilai aliansi itu rapuh. Putin hadir.\n\n".repeat(5000);
    editor.open(URI, "markdown", 1, &text).await;
    for _ in 0..200 {
        editor.ask("textDocument/documentSymbol", about(URI)).await;
    }
    editor.ask("shutdown", Value::Null).await;
    let start = Instant::now();
    editor.notify("exit", Value::Null).await;
    assert_eq!(editor.code().await, 0);
    assert!(start.elapsed() < Duration::from_secs(3));
}

/// The program, as an editor starts it.
struct Program {
    child: Child,
    from: BufReader<ChildStdout>,
}

impl Program {
    fn start() -> Program {
        Program::start_with(&[])
    }

    fn start_with(options: &[&str]) -> Program {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tajuk"))
            .arg("lsp")
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let from = BufReader::new(child.stdout.take().unwrap());
        Program { child, from }
    }

    fn send(&mut self, message: Value) {
        let message = frame(&message.to_string());
        self.child.stdin.as_mut().unwrap().write_all(&message).unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        let length: usize = line.trim().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        self.from.read_line(&mut line).unwrap();
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn initialize(&mut self) {
        let params = json!({ "capabilities": modern() });
        self.send(json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
        assert_eq!(self.receive()["id"], 1);
        self.send(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    }

    /// Waits for the end, which must come soon; the rest of its output.
    fn end(mut self) -> (Option<i32>, String) {
        let start = Instant::now();
        let code = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status.code(),
                None if start.elapsed() < Duration::from_secs(5) => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                None => {
                    self.child.kill().unwrap();
                    panic!("still running");
                }
            }
        };
        let mut rest = String::new();
        self.from.read_to_string(&mut rest).unwrap();
        (code, rest)
    }
}

#[test]
fn the_program_ends_on_exit_while_its_input_is_open() {
    let mut program = Program::start();
    program.initialize();
    program.send(json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown", "params": null }));
    assert_eq!(program.receive()["result"], Value::Null);
    program.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(program.end(), (Some(0), String::new()));
}

#[test]
fn the_program_ends_with_one_on_exit_without_shutdown() {
    let mut program = Program::start();
    program.initialize();
    program.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(program.end(), (Some(1), String::new()));
}

#[test]
fn the_program_ends_when_its_input_is_closed() {
    let mut program = Program::start();
    program.initialize();
    drop(program.child.stdin.take());
    assert_eq!(program.end().0, Some(1));

    let mut unused = Program::start();
    drop(unused.child.stdin.take());
    assert_eq!(unused.end().0, Some(1));
}

#[test]
fn the_program_answers_what_came_before_the_end_of_its_input() {
    let mut program = Program::start();
    program.initialize();
    let document =
        json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": "# Satu\n" });
    program.send(json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen",
        "params": { "textDocument": document } }));
    program.send(json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/documentSymbol",
        "params": about(URI) }));
    drop(program.child.stdin.take());
    let (_, rest) = program.end();
    assert!(rest.contains("Satu"), "{rest}");
}

#[test]
fn the_program_ends_even_if_nobody_reads_its_answers() {
    let mut program = Program::start();
    program.initialize();
    let text = "Banyak analis menilai aliansi itu rapuh.\n\n".repeat(2000);
    let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
    program.send(json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen",
        "params": { "textDocument": document } }));
    std::thread::sleep(Duration::from_millis(300));
    program.send(json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
    program.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(program.end().0, Some(0));
}

#[test]
fn shutdown_is_answered_though_exit_stands_right_behind_it() {
    let mut program = Program::start();
    program.initialize();
    program.send(json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
    program.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    drop(program.child.stdin.take());
    let answer = program.receive();
    assert_eq!((&json!(2), &Value::Null), (&answer["id"], &answer["result"]), "{answer}");
    assert!(answer.get("error").is_none(), "{answer}");
    assert_eq!(program.end().0, Some(0));
}

/// Models of another version, cut short or missing: the session goes on, on
/// facts and rules, and says so once for each language.
#[test]
fn a_session_without_models_says_so_once_and_works() {
    let good = std::fs::read("seeds/models/ner-id.bin").unwrap();
    let mut later = good.clone();
    later[8] = 200;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("models");
    std::fs::create_dir_all(&folder).unwrap();
    let name = folder.display().to_string();
    for (model, reason) in [
        (Some(&good[..5000]), "cut short"),
        (Some(&later[..]), "version 200"),
        (Some(&b"?"[..]), "no model"),
        (None, "ner-id.bin"),
    ] {
        let path = folder.join("ner-id.bin");
        let _ = std::fs::remove_file(&path);
        if let Some(bytes) = model {
            std::fs::write(&path, bytes).unwrap();
        }
        let mut program = Program::start_with(&["--models", &name]);
        program.initialize();
        let text = "Menurut Vladimir Putin, PT Angin Timur Raya rugi.\n";
        let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
        for _ in 0..2 {
            program.send(json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen",
                "params": { "textDocument": document } }));
        }
        for (id, character) in [(7, 10), (8, 28)] {
            let at = json!({ "textDocument": { "uri": URI },
                "position": { "line": 0, "character": character } });
            program.send(json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/hover",
                "params": at }));
        }
        let (mut rest, mut answers) = (String::new(), 0);
        while answers < 2 {
            let message = program.receive();
            answers += usize::from(message["id"] == 7 || message["id"] == 8);
            rest += &message.to_string();
        }
        program.send(json!({ "jsonrpc": "2.0", "id": 9, "method": "shutdown" }));
        program.send(json!({ "jsonrpc": "2.0", "method": "exit" }));
        let (code, more) = program.end();
        rest += &more;
        assert_eq!(code, Some(0));
        assert_eq!(rest.matches("window/showMessage").count(), 2, "{rest}");
        assert!(rest.contains(reason) && rest.contains("ner-en.bin"), "{reason}: {rest}");
        assert!(rest.contains("Vladimir Putin**"), "{rest}");
        assert!(rest.contains("PT Angin Timur Raya**"), "{rest}");
    }
}
