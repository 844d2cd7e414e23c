//! The guard in front of a service that behaves badly.

use std::future::pending;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::json;
use tajuk::server::Guarded;
use tower::{Service, service_fn};
use tower_lsp::jsonrpc::{ErrorCode, Id, Request, Response};

type Answer = Result<Option<Response>, ()>;

fn bad(request: Request) -> BoxFuture<'static, Answer> {
    let (method, id, _) = request.into_parts();
    match &*method {
        "crash/atOnce" => panic!("at once"),
        "crash/later" => async {
            tokio::task::yield_now().await;
            panic!("later")
        }
        .boxed(),
        "never" => pending().boxed(),
        _ => async { Ok(id.map(|id| Response::from_ok(id, json!("well")))) }.boxed(),
    }
}

fn request(method: &'static str, id: i64) -> Request {
    Request::build(method).id(id).finish()
}

fn code(answer: &Answer) -> ErrorCode {
    answer.as_ref().unwrap().as_ref().unwrap().error().unwrap().code
}

#[tokio::test]
async fn crashes_are_answered_and_the_next_request_is_safe() {
    let mut guarded = Guarded::new(service_fn(bad));
    for method in ["crash/atOnce", "crash/later", "crash/atOnce", "crash/later"] {
        let answer = guarded.call(request(method, 1)).await;
        assert_eq!(code(&answer), ErrorCode::InternalError);
        assert_eq!(answer.unwrap().unwrap().id(), &Id::Number(1));
        let notice = Request::build(method).finish();
        assert_eq!(guarded.call(notice).await, Ok(None));
        let answer = guarded.call(request("fine", 1)).await;
        assert_eq!(answer.unwrap().unwrap().result(), Some(&json!("well")));
    }
}

#[tokio::test]
async fn what_never_ends_can_be_cancelled() {
    let mut guarded = Guarded::new(service_fn(bad));
    let waiting: Vec<_> = (0..500).map(|id| guarded.call(request("never", id))).collect();
    let twice = guarded.call(request("never", 7)).await;
    assert_eq!(code(&twice), ErrorCode::InvalidRequest);
    for id in 0..500 {
        let cancel = Request::build("$/cancelRequest").params(json!({ "id": id })).finish();
        assert_eq!(guarded.call(cancel).await, Ok(None));
    }
    for answer in waiting {
        let answer = tokio::time::timeout(Duration::from_secs(1), answer).await.unwrap();
        assert_eq!(code(&answer), ErrorCode::RequestCancelled);
    }
}
