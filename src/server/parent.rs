//! The program that started us: once it is gone nobody is served, even where
//! something else keeps our input open.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::server::Ending;

/// How often it is looked for.
const EVERY: Duration = Duration::from_secs(2);

/// Ends the session once the process that `initialize` names is gone. One that
/// cannot be seen from the start may run where we cannot look.
pub(super) fn watch(params: &Value, ending: &Arc<Ending>) {
    let id = params.get("processId").and_then(Value::as_i64);
    let Some(id) = id.and_then(|it| i32::try_from(it).ok()).filter(|it| is_alive(*it)) else {
        return;
    };
    let ending = Arc::clone(ending);
    tokio::spawn(async move {
        while is_alive(id) {
            tokio::time::sleep(EVERY).await;
        }
        tracing::warn!("the editor that started us is gone");
        ending.exit.notify_one();
    });
}

#[cfg(unix)]
fn is_alive(id: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    Pid::from_raw(id).is_some_and(|it| test_kill_process(it) != Err(Errno::SRCH))
}

/// There a child's input ends with its parent.
#[cfg(not(unix))]
fn is_alive(_: i32) -> bool {
    false
}
