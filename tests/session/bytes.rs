//! Bytes that are no messages.

use std::time::Duration;

use serde_json::{Value, json};

use crate::session::editor::{Editor, frame, modern};
use crate::session::text::{Dice, Unit, slice};

const URI: &str = "file:///meja/bita.md";

/// The code of the complaint that nobody asked for.
async fn complaint(editor: &mut Editor) -> Value {
    editor.answer(Value::Null).await.expect_err("a complaint")["code"].clone()
}

/// The session lives.
async fn assert_alive(editor: &mut Editor) {
    editor.open(URI, "markdown", 1, "# Aliansi\n").await;
    assert!(editor.symbols(URI).await[0].is_object());
}

fn opening(text: &str) -> String {
    let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": text });
    json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen",
        "params": { "textDocument": document } })
    .to_string()
}

#[tokio::test]
async fn bad_bodies_are_answered_and_left_behind() {
    let mut editor = Editor::start(modern()).await;
    let bad: [(&[u8], i64); 14] = [
        (b"{not json", -32700),
        (b"", -32700),
        (b"{\"jsonrpc\":\"2.0\",\"method\":\"x\"", -32700),
        (b"\xff\xfe{}", -32700),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1e999,\"method\":\"x\"}", -32700),
        (b"[]", -32600),
        (b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]", -32600),
        (b"[\"2.0\",\"shutdown\",null,null,null,null]", -32600),
        (b"7", -32600),
        (b"null", -32600),
        (b"{}", -32600),
        (b"{\"jsonrpc\":\"1.0\",\"method\":\"x\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"x\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"method\":[]}", -32600),
    ];
    for (body, code) in bad {
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        editor.send_bytes(header.as_bytes()).await;
        editor.send_bytes(body).await;
        let text = String::from_utf8_lossy(body).into_owned();
        assert_eq!(complaint(&mut editor).await, code, "{text}");
        assert_alive(&mut editor).await;
    }
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn a_bad_request_is_refused_by_its_id() {
    let mut editor = Editor::start(modern()).await;
    editor.send(json!({ "jsonrpc": "1.0", "id": 41, "method": "shutdown" })).await;
    editor.send(json!({ "jsonrpc": "2.0", "id": 42, "method": 7 })).await;
    editor.send(json!({ "jsonrpc": "2.0", "id": "43" })).await;
    for id in [json!(41), json!(42), json!("43")] {
        assert_eq!(editor.answer(id).await.unwrap_err()["code"], -32600);
    }
    // A name twice: the framework's reader alone would stop here.
    editor.send_bytes(&frame(r#"{"jsonrpc":"2.0","id":44,"id":45,"method":"x"}"#)).await;
    assert_eq!(editor.answer(45).await.unwrap_err()["code"], -32600);
    // Answers that nobody waits for, readable or not.
    editor.send(json!({ "jsonrpc": "2.0", "id": 900, "result": null })).await;
    editor.send(json!({ "jsonrpc": "2.0", "id": 901, "error": "no" })).await;
    assert_alive(&mut editor).await;
}

#[tokio::test]
async fn headers_are_read_leniently() {
    let mut editor = Editor::start(modern()).await;
    let headers = [
        "content-length: %\r\n",
        "CONTENT-LENGTH:%\r\n",
        "Content-Length: % \r\nContent-Type: application/vscode-jsonrpc\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: %\r\n",
        "Content-Type: text/plain; charset=latin-1\r\nContent-Length: %\r\n",
        "X-One: 1\r\nX-Two: 2\r\nX-Three: 3\r\nContent-Length: %\r\n",
        "Content-Length: %\n",
        "\r\n\r\nContent-Length: %\r\n",
    ];
    for (number, header) in headers.iter().enumerate() {
        let title = format!("# Judul {number}\n");
        let body = opening(&title);
        let header = header.replace('%', &body.len().to_string());
        let end = if header.contains("\r\n") { "\r\n" } else { "\n" };
        editor.send_bytes(format!("{header}{end}{body}").as_bytes()).await;
        let symbols = editor.symbols(URI).await;
        let name = symbols[0]["name"].as_str().unwrap_or_default();
        assert!(name.ends_with(&format!("Judul {number}")), "{header:?}: {symbols}");
    }
    editor.listen(Duration::from_millis(20)).await;
}

#[tokio::test]
async fn reading_goes_on_behind_stray_bytes() {
    let mut editor = Editor::start(modern()).await;
    let stray: [&[u8]; 8] = [
        b"hello\r\n",
        b"hello\r\n\r\n",
        b"hello",
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Type: text/plain\r\n\r\n",
        b"\x00\xff\xfe\n\n\n\x80\n\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ];
    for bytes in stray {
        editor.send_bytes(bytes).await;
        assert_alive(&mut editor).await;
        assert_eq!(complaint(&mut editor).await, -32700, "{bytes:?}");
    }
    let before = editor.complaints;
    editor.send_bytes(&b"x\n\n".repeat(100_000)).await;
    editor.send_bytes(&vec![b'x'; 200_000]).await;
    assert_alive(&mut editor).await;
    assert_eq!(complaint(&mut editor).await, -32700);
    assert_eq!(editor.complaints, before + 1);
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn a_wrong_length_costs_one_message() {
    let mut editor = Editor::start(modern()).await;
    let body = opening("# é\n");
    // Characters counted, not bytes.
    let short = format!("Content-Length: {}\r\n\r\n{body}", body.chars().count());
    editor.send_bytes(short.as_bytes()).await;
    assert_alive(&mut editor).await;
    // Too long: the next message's start is inside.
    let long = format!("Content-Length: {}\r\n\r\n{body}", body.len() + 60);
    editor.send_bytes(long.as_bytes()).await;
    editor.send_bytes(&frame(&opening("# Sesudahnya\n"))).await;
    let name = editor.symbols(URI).await[0]["name"].clone();
    assert!(name.as_str().unwrap().ends_with("Sesudahnya"), "{name}");
    assert_eq!(complaint(&mut editor).await, -32700);
    assert_eq!(editor.end().await, 0);
}

#[tokio::test]
async fn an_absurd_length_ends_the_session_with_a_word() {
    let mut editor = Editor::start(modern()).await;
    editor.send_bytes(b"Content-Length: 99999999999\r\n\r\n{").await;
    let error = editor.answer(Value::Null).await.unwrap_err();
    assert_eq!(error["code"], -32700);
    assert!(error["message"].as_str().unwrap().contains("99999999999"), "{error}");
    assert_eq!(editor.code().await, 1);
}

#[tokio::test]
async fn half_an_emoji_is_as_long_as_it_should_be() {
    let mut editor = Editor::start(modern()).await;
    let body = opening("# Satu HALF dan 😀 UTUH\n")
        .replace("HALF", r"\ud83d")
        .replace('😀', r"\ud83d\ude00");
    editor.send_bytes(&frame(&body)).await;
    let text = "# Satu \u{fffd} dan 😀 UTUH\n";
    let symbols = editor.symbols(URI).await;
    let heading = slice(text, &symbols[0]["selectionRange"], Unit::Utf16);
    assert!(heading.ends_with("Satu \u{fffd} dan 😀 UTUH"), "{heading}");
}

#[tokio::test]
async fn it_does_not_matter_how_the_bytes_are_cut() {
    let mut dice = Dice(5);
    let mut editor = Editor::start(modern()).await;
    for round in 0..40 {
        let mut bytes = frame(&opening(&format!("# Potongan 🇰🇵 {round}\n\nPutin.\n")));
        bytes.extend(frame(r#"{"jsonrpc":"2.0","method":"$/sela"}"#));
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(1 + dice.below(rest.len().min(40)));
            editor.send_bytes(now).await;
            if dice.below(3) == 0 {
                tokio::task::yield_now().await;
            }
            rest = later;
        }
        let symbols = editor.symbols(URI).await;
        let name = symbols[0]["name"].as_str().unwrap();
        assert!(name.ends_with(&format!(" {round}")), "{name}");
    }
}

#[tokio::test]
async fn noise_never_ends_the_session() {
    let mut dice = Dice(11);
    let mut editor = Editor::start(modern()).await;
    let good = frame(&opening("# Judul\n"));
    for _ in 0..300 {
        let mut bytes = good.clone();
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] = dice.below(256) as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"\r\n:{}\"0"[dice.below(7)]),
            }
        }
        // A length that became a long one would swallow what follows.
        let text = String::from_utf8_lossy(&bytes);
        let digits = text.split("\r\n").next().unwrap_or_default();
        if digits.bytes().filter(u8::is_ascii_digit).count() <= 3 {
            editor.send_bytes(&bytes).await;
        }
    }
    // Enough to fill up what a wrong length still waits for.
    editor.send_bytes(&vec![b' '; 1000]).await;
    editor.send_bytes(b"\r\n\r\n").await;
    assert_alive(&mut editor).await;
    assert_eq!(editor.end().await, 0);
}
