//! `tajuk kb update` and endpoints that fail: nothing they do changes a file.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::cli::{Run, folder, tajuk};

const KIND: &str = "application/sparql-results+json";

/// An endpoint that answers the n-th request as told. Its address, and how
/// often it was asked.
fn serve(
    answer: impl Fn(usize, &str, &mut TcpStream) + Send + 'static,
) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sparql", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let asked = Arc::clone(&count);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let line = line.trim_end().to_ascii_lowercase();
                if let Some(it) = line.strip_prefix("content-length: ") {
                    length = it.parse().unwrap();
                }
                if line.is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let body = String::from_utf8(body).unwrap();
            answer(asked.fetch_add(1, Ordering::SeqCst), &body, &mut stream);
        }
    });
    (url, count)
}

fn send(stream: &mut TcpStream, head: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

/// A handover in Albania, all other answers empty.
fn handover(body: &str) -> String {
    let vars = "\"statement\",\"country\",\"iso\",\"seat\",\"person\",\"office\",\"item\",\"kind\",\"name\",\"start\",\"end\"";
    let uri = |it: &str| {
        format!("{{\"type\":\"uri\",\"value\":\"http://www.wikidata.org/entity/{it}\"}}")
    };
    let text =
        |it: &str| format!("{{\"type\":\"literal\",\"xml:lang\":\"en\",\"value\":\"{it}\"}}");
    let head = |at: &str, who: &str, more: &str| {
        let (at, country, seat, who) = (uri(at), uri("Q222"), text("government"), uri(who));
        format!(
            "{{\"statement\":{at},\"country\":{country},\"seat\":{seat},\"person\":{who},\"human\":{who}{more}}}"
        )
    };
    let day = |key: &str, it: &str| format!(",\"{key}\":{}", text(&format!("{it}T00:00:00Z")));
    let rows = if body.contains("P35") {
        let left = day("start", "2013-09-10") + &day("end", "2026-10-05");
        [
            head("statement/1", "Q316901", &left),
            head("statement/2", "Q99000001", &day("start", "2026-10-05")),
        ]
        .join(",")
    } else if body.contains("altLabel") && body.contains("Q99000001") {
        format!(
            "{{\"item\":{},\"kind\":{},\"name\":{}}}",
            uri("Q99000001"),
            text("label"),
            text("Besa Shembulli")
        )
    } else {
        String::new()
    };
    format!("{{\"head\":{{\"vars\":[{vars}]}},\"results\":{{\"bindings\":[{rows}]}}}}")
}

fn update(folder: &Path, url: &str, more: &[&str]) -> Run {
    let mut args = vec!["kb", "update", "--endpoint", url, "--countries", "AL", "--out", "u.toml"];
    args.extend(more);
    tajuk(folder, &args)
}

const BEFORE: &str = "schema = 1\nreviewed = 2026-11-01\n";

#[track_caller]
fn changes_nothing(test: &str, url: &str, said: &str) {
    let folder = folder(test, &[("u.toml", BEFORE.as_bytes())]);
    let run = update(&folder, url, &["--yes", "--timeout", "1"]);
    assert_eq!(run.status, Some(2), "{}", run.err);
    assert!(run.err.contains(said) && run.err.contains("nothing was changed"), "{}", run.err);
    assert_eq!(fs::read_to_string(folder.join("u.toml")).unwrap(), BEFORE);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no other file is left");
}

#[test]
fn endpoints_that_fail_change_nothing() {
    let whole = |kind: &'static str, body: String| {
        serve(move |_, _, to| send(to, &format!("200 OK\r\nContent-Type: {kind}"), &body)).0
    };
    let html = whole("text/html; charset=utf-8", "<html>please log in</html>".to_owned());
    changes_nothing("update-html", &html, "it answers with text/html, not with results");
    let liar = whole(KIND, handover("P35").replace("Q222", "Q31"));
    changes_nothing("update-liar", &liar, "Q31”, which was not asked");
    let other =
        whole(KIND, "{\"head\":{\"vars\":[\"x\"]},\"results\":{\"bindings\":[]}}".to_owned());
    changes_nothing("update-other", &other, "its answer is about something else");
    let moved = serve(|_, _, to| send(to, "302 Found\r\nLocation: https://example.org/", "")).0;
    changes_nothing("update-moved", &moved, "it sends us on to https://example.org/");
    let late = serve(|_, _, to| send(to, "429 Too Many Requests\r\nRetry-After: 3600", "")).0;
    changes_nothing("update-late", &late, "asks to wait 3600 seconds");
    let endless = serve(|_, _, to| {
        let _ =
            write!(to, "HTTP/1.1 200 OK\r\nContent-Type: {KIND}\r\n\r\n{{\"head\":{{\"vars\":[\"");
        let lot = vec![b'a'; 1 << 20];
        while to.write_all(&lot).is_ok() {}
    });
    let folder = folder("update-endless", &[("u.toml", BEFORE.as_bytes())]);
    let run = update(&folder, &endless.0, &["--yes", "--timeout", "60"]);
    assert!(run.err.contains("its answer has no end"), "{}", run.err);
    assert_eq!(fs::read_to_string(folder.join("u.toml")).unwrap(), BEFORE);
}

#[test]
fn what_may_pass_is_tried_three_times() {
    let (url, asked) = serve(|_, _, to| send(to, "500 Internal Server Error", ""));
    changes_nothing("update-500", &url, "500 Internal Server Error”, 3 times");
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[test]
fn answers_that_are_cut_short_or_never_come_change_nothing() {
    let cut = serve(|_, body, to| {
        let body = handover(body);
        send(to, &format!("200 OK\r\nContent-Type: {KIND}"), &body[..body.len() / 2]);
    });
    let hang = serve(|_, _, _| thread::sleep(Duration::from_secs(3)));
    let other =
        thread::spawn(move || changes_nothing("update-cut", &cut.0, "ends in the middle, 3 times"));
    changes_nothing("update-hang", &hang.0, "it does not answer in time, 3 times");
    other.join().unwrap();
}

#[test]
fn an_endpoint_that_asks_to_wait_is_waited_for_and_the_last_file_is_kept() {
    let (url, asked) = serve(|at, body, to| match at {
        0 => send(to, "429 Too Many Requests\r\nRetry-After: 1", ""),
        1 => send(to, "503 Service Unavailable\r\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT", ""),
        _ => send(to, &format!("200 OK\r\nContent-Type: {KIND}"), &handover(body)),
    });
    let folder = folder("update-waits", &[("u.toml", BEFORE.as_bytes())]);
    let run = update(&folder, &url, &["--yes"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    assert!(
        run.err.contains("asks again in 1 s") && run.err.contains("asks again in 0 s"),
        "{}",
        run.err
    );
    assert!(
        run.out.contains("+ Prime Minister: Besa Shembulli since 5 October 2026"),
        "{}",
        run.out
    );
    assert!(5 <= asked.load(Ordering::SeqCst));
    let text = fs::read_to_string(folder.join("u.toml")).unwrap();
    assert!(
        text.contains("target = \"role:edi-rama/AL/prime-minister\"\nuntil = 2026-10-05"),
        "{text}"
    );
    assert_eq!(fs::read_to_string(folder.join("u.toml.bak")).unwrap(), BEFORE);
}

#[test]
fn before_anything_is_asked_the_files_and_the_words_are_checked() {
    let (url, asked) = serve(|_, _, to| send(to, "500 Internal Server Error", ""));
    let folder = folder("update-words", &[("u.toml", b"schema = 1\nreviewd = 2026-11-01\n")]);
    let run = update(&folder, &url, &["--yes"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("u.toml:2: unknown field `reviewd`"), "{}", run.err);
    for (args, said) in [
        (vec!["--endpoint", &url], "nobody is there to agree"),
        (vec!["--yes", "--endpoint", &url, "--countries", "XX"], "“XX” is no country"),
        (vec!["--yes", "--endpoint", "http://example.org/"], "over https only"),
        (vec!["--yes"], "give --contact YOUR-MAIL"),
    ] {
        let mut all = vec!["kb", "update", "--out", "other.toml"];
        all.extend(args);
        let run = tajuk(&folder, &all);
        assert_eq!(run.status, Some(2));
        assert!(run.err.contains(said), "{}", run.err);
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}
