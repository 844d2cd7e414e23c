//! A scripted editor. It knows the protocol and keeps its own copy of nothing.

use std::collections::HashMap;
use std::time::Duration;

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use tajuk::server::{Options, Sources, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

const PATIENCE: Duration = Duration::from_secs(20);

/// What an editor of today can.
pub(crate) fn modern() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "publishDiagnostics": { "relatedInformation": true, "versionSupport": true,
                "codeDescriptionSupport": true, "dataSupport": true },
            "codeAction": { "isPreferredSupport": true, "dataSupport": true,
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

pub(crate) fn options() -> Options {
    let today = || -> Date { date(2026, 11, 24) };
    Options { sources: Sources::default(), today, remarks: Vec::new() }
}

pub(crate) struct Editor {
    to: WriteHalf<DuplexStream>,
    from: UnboundedReceiver<Value>,
    answers: HashMap<String, Value>,
    /// Everything that is no answer, in order.
    pub(crate) told: Vec<Value>,
    /// Errors that answer no request.
    pub(crate) complaints: usize,
    last: i64,
    server: JoinHandle<u8>,
}

impl Editor {
    /// Before `initialize`.
    pub(crate) fn connect(options: Options) -> Editor {
        let (near, far) = tokio::io::duplex(1 << 16);
        let (input, output) = tokio::io::split(far);
        let server = tokio::spawn(serve(input, output, options));
        let (from, to) = tokio::io::split(near);
        let (sender, receiver) = unbounded_channel();
        tokio::spawn(receive(from, sender));
        let (answers, told) = (HashMap::new(), Vec::new());
        Editor { to, from: receiver, answers, told, complaints: 0, last: 0, server }
    }

    /// After `initialized`.
    pub(crate) async fn start(capabilities: Value) -> Editor {
        let mut editor = Editor::connect(options());
        editor.initialize(json!({ "capabilities": capabilities })).await;
        editor
    }

    pub(crate) async fn initialize(&mut self, params: Value) -> Value {
        let res = self.call("initialize", params).await.expect("initialize is answered");
        self.notify("initialized", json!({})).await;
        res
    }

    pub(crate) async fn send_bytes(&mut self, bytes: &[u8]) {
        // Once the server has ended, nobody reads.
        let _ = self.to.write_all(bytes).await;
    }

    pub(crate) async fn send(&mut self, message: Value) {
        self.send_bytes(&frame(&message.to_string())).await;
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last += 1;
        let id = self.last;
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
        id
    }

    /// `Err` holds the error object.
    pub(crate) async fn answer(&mut self, id: impl Into<Value>) -> Result<Value, Value> {
        let id = id.into().to_string();
        while !self.answers.contains_key(&id) {
            assert!(self.hear().await, "the server has ended, no answer to {id}");
        }
        let mut answer = self.answers.remove(&id).unwrap();
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["result"].take()),
        }
    }

    /// Whether an answer is there that nobody has taken yet.
    pub(crate) fn has_answer(&self, id: i64) -> bool {
        self.answers.contains_key(&id.to_string())
    }

    pub(crate) async fn call(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    /// The code of the error with which a request is refused.
    pub(crate) async fn refusal(&mut self, method: &str, params: Value) -> i64 {
        let res = self.call(method, params).await;
        res.expect_err("a refusal")["code"].as_i64().unwrap()
    }

    pub(crate) async fn open(&mut self, uri: &str, language: &str, version: i32, text: &str) {
        let document =
            json!({ "uri": uri, "languageId": language, "version": version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    pub(crate) async fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params).await;
    }

    pub(crate) async fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", about(uri)).await;
    }

    pub(crate) async fn symbols(&mut self, uri: &str) -> Value {
        self.call("textDocument/documentSymbol", about(uri)).await.unwrap()
    }

    pub(crate) async fn hover(&mut self, uri: &str, position: Value) -> Value {
        let params = json!({ "textDocument": { "uri": uri }, "position": position });
        self.call("textDocument/hover", params).await.unwrap()
    }

    pub(crate) async fn actions(&mut self, uri: &str, range: &Value, context: Value) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        let res = self.call("textDocument/codeAction", params).await.unwrap();
        res.as_array().unwrap().clone()
    }

    /// The findings of this version, once they are told.
    pub(crate) async fn findings(&mut self, uri: &str, version: i32) -> Vec<Value> {
        loop {
            let found = self.published(uri).rfind(|it| it["version"] == version).cloned();
            if let Some(found) = found {
                return found["diagnostics"].as_array().unwrap().clone();
            }
            assert!(self.hear().await, "the server has ended before it told of {version}");
        }
    }

    /// What was told of a document so far, in order.
    pub(crate) fn published(&self, uri: &str) -> impl DoubleEndedIterator<Item = &Value> {
        let told = self.notices("textDocument/publishDiagnostics");
        told.filter(move |it| it["uri"] == uri)
    }

    /// Params of the notifications with this name, in order.
    pub(crate) fn notices(&self, method: &str) -> impl DoubleEndedIterator<Item = &Value> {
        self.told.iter().filter(move |it| it["method"] == method).map(|it| &it["params"])
    }

    /// Waits until `is_heard` holds.
    pub(crate) async fn hear_until(&mut self, is_heard: impl Fn(&Editor) -> bool) {
        while !is_heard(self) {
            assert!(self.hear().await, "the server has ended");
        }
    }

    /// Takes in whatever is said for some time. Only to see that nothing is.
    pub(crate) async fn listen(&mut self, time: Duration) {
        let _ = tokio::time::timeout(time, async { while self.hear().await {} }).await;
    }

    /// Takes in one message; false once there are no more.
    async fn hear(&mut self) -> bool {
        let message = tokio::time::timeout(PATIENCE, self.from.recv()).await;
        let Some(message) = message.expect("the server keeps silent") else { return false };
        match message.get("method") {
            None => {
                let id = message["id"].to_string();
                self.complaints += usize::from(message["id"].is_null());
                let twice = self.answers.insert(id, message);
                assert!(twice.is_none() || twice.unwrap()["id"].is_null(), "answered twice");
            }
            Some(_) => self.told.push(message),
        }
        true
    }

    /// Says goodbye; the server's exit code.
    pub(crate) async fn end(mut self) -> u8 {
        self.call("shutdown", Value::Null).await.unwrap();
        self.notify("exit", Value::Null).await;
        self.code().await
    }

    /// The exit code of a server that should end by itself.
    pub(crate) async fn code(mut self) -> u8 {
        let code = tokio::time::timeout(PATIENCE, &mut self.server).await;
        code.expect("the server goes on").unwrap()
    }

    /// As when the editor has crashed.
    pub(crate) async fn hang_up(self) -> u8 {
        let Editor { mut to, from, server, .. } = self;
        to.shutdown().await.unwrap();
        drop((to, from));
        tokio::time::timeout(PATIENCE, server).await.expect("the server goes on").unwrap()
    }
}

pub(crate) fn about(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

pub(crate) fn frame(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Cuts the server's talk into messages; it is held to the letter.
async fn receive(mut from: ReadHalf<DuplexStream>, to: UnboundedSender<Value>) {
    let mut bytes: Vec<u8> = Vec::new();
    loop {
        while let Some(at) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            let header = std::str::from_utf8(&bytes[..at]).unwrap();
            let length = header.strip_prefix("Content-Length: ").unwrap();
            let length: usize = length.parse().unwrap();
            let Some(body) = bytes.get(at + 4..at + 4 + length) else { break };
            let message: Value = serde_json::from_slice(body).unwrap();
            assert_eq!(message["jsonrpc"], "2.0");
            bytes.drain(..at + 4 + length);
            if to.send(message).is_err() {
                return;
            }
        }
        if from.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return;
        }
    }
}
