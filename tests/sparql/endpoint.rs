//! A SPARQL endpoint on this machine: oxigraph behind as much HTTP as one
//! client needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

/// A running endpoint. It serves until the process ends.
pub struct Endpoint {
    pub url: String,
    /// What was asked, and by whom (User-Agent).
    pub asked: Arc<Mutex<Vec<(String, String)>>>,
}

/// Starts an endpoint that knows these triples.
pub fn serve(turtle: &str) -> Endpoint {
    let store = Store::new().expect("a store in memory");
    store.load_from_slice(RdfFormat::Turtle, turtle.as_bytes()).expect("good Turtle");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/sparql", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &store, &log);
        }
    });
    Endpoint { url, asked }
}

fn answer(mut stream: TcpStream, store: &Store, log: &Mutex<Vec<(String, String)>>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut length, mut agent, mut first) = (0, String::new(), String::new());
    reader.read_line(&mut first).ok()?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "user-agent" => agent = value.to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let query = decoded(std::str::from_utf8(&body).ok()?.strip_prefix("query=")?);
    log.lock().ok()?.push((query.clone(), agent));
    let (status, kind, text) = match results(store, &query) {
        Ok(text) => ("200 OK", "application/sparql-results+json", text),
        Err(error) => ("400 Bad Request", "text/plain", error.into_bytes()),
    };
    let length = text.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&text).ok()
}

fn results(store: &Store, query: &str) -> Result<Vec<u8>, String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let query = SparqlEvaluator::new().parse_query(query).map_err(|it| text(&it))?;
    let results = query.on_store(store).execute().map_err(|it| text(&it))?;
    let QueryResults::Solutions(solutions) = results else { return Err("no SELECT".to_owned()) };
    let json = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
    let variables = solutions.variables().to_vec();
    let mut to =
        json.serialize_solutions_to_writer(Vec::new(), variables).map_err(|it| text(&it))?;
    for solution in solutions {
        to.serialize(&solution.map_err(|it| text(&it))?).map_err(|it| text(&it))?;
    }
    to.finish().map_err(|it| text(&it))
}

/// Undoes application/x-www-form-urlencoded.
fn decoded(text: &str) -> String {
    let mut res = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        res.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit =
                    |it: Option<u8>| it.and_then(|it| char::from(it).to_digit(16)).unwrap_or(0);
                let high = digit(bytes.next());
                (high * 16 + digit(bytes.next())) as u8
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&res).into_owned()
}
