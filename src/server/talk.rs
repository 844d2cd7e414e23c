//! What is said to the client unasked, besides findings: what it is to watch,
//! what the writer should know, that it should ask again.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::gen_lsp_types::{ConfigurationItem, MessageType, Registration};

use crate::lang::{Message, render};
use crate::server::capabilities::Capabilities;
use crate::server::guard::lock;
use crate::server::lanes::Lanes;
use crate::server::offer;
use crate::server::session::{Session, Shared, resettle};
use crate::server::settings::SECTION;

/// Cheap to clone. Nothing here waits for the client: what is in hand, such as
/// its next message, must not wait either.
#[derive(Clone)]
pub(super) struct Talk {
    pub(super) client: Client,
    pub(super) lanes: Arc<Lanes>,
}

impl Talk {
    /// What holds for the documents may have changed. Whether it has.
    pub(super) fn resettle(&self, session: &mut Session) -> bool {
        let (is_news, wrong) = resettle(session, &self.lanes, &self.client);
        self.show(MessageType::Warning, wrong);
        is_news
    }

    /// Asks the client for its settings, where it answers such questions.
    pub(super) fn ask(&self, shared: &Shared, can: &Capabilities) {
        if !can.settings {
            return;
        }
        let (talk, shared) = (self.clone(), Arc::clone(shared));
        tokio::spawn(async move {
            let section = Some(SECTION.to_owned());
            let item = ConfigurationItem { scope_uri: None, section };
            let Ok(answer) = talk.client.configuration(vec![item]).await else { return };
            let settings = answer.into_iter().next().unwrap_or_default();
            let complaints = {
                let mut session = lock(&shared);
                let complaints = session.office.answered(settings);
                let (_, wrong) = resettle(&mut session, &talk.lanes, &talk.client);
                complaints.into_iter().chain(wrong).collect()
            };
            talk.log(MessageType::Warning, complaints);
        });
    }

    /// Asks for what has no place in the answer to `initialize`.
    pub(super) fn register(&self, can: &Capabilities, watched: Vec<String>) {
        let wanted = offer::registrations(can, &watched).into_iter();
        let registration = |(method, options): (&str, Value)| Registration {
            id: format!("tajuk/{method}"),
            method: method.to_owned(),
            register_options: Some(options),
        };
        let wanted: Vec<Registration> = wanted.map(registration).collect();
        let client = self.client.clone();
        if !wanted.is_empty() {
            tokio::spawn(async move {
                if let Err(error) = client.register_capability(wanted).await {
                    tracing::warn!("the client refuses a registration: {}", error.message);
                }
            });
        }
    }

    /// What is to be said when a session has begun.
    pub(super) fn remark(&self, session: &mut Session, remarks: Vec<Message>) {
        let lang = session.office.tongue();
        self.show(MessageType::Warning, remarks.iter().map(|it| render(it, lang)).collect());
    }

    /// Before the writer's eyes, some time soon.
    pub(super) fn show(&self, kind: MessageType, lines: Vec<String>) {
        let client = self.client.clone();
        if !lines.is_empty() {
            tokio::spawn(async move {
                for line in lines {
                    client.show_message(kind, line).await;
                }
            });
        }
    }

    /// Into the client's log, some time soon.
    pub(super) fn log(&self, kind: MessageType, lines: Vec<String>) {
        let client = self.client.clone();
        if !lines.is_empty() {
            tokio::spawn(async move {
                for line in lines {
                    client.log_message(kind, line).await;
                }
            });
        }
    }
}
