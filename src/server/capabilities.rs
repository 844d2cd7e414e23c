//! What the client can, read from plain JSON: what it says in an odd way, it
//! does not say.

use serde_json::Value;

use crate::server::pages;
use crate::server::shelf::Folders;
use crate::text::Encoding;

#[derive(Debug)]
pub(super) struct Capabilities {
    pub encoding: Encoding,
    /// Shows a tree of symbols, not only a list.
    pub nested_symbols: bool,
    pub hover_markdown: bool,
    /// Asks for findings by itself; it is not sent any.
    pub pulls: bool,
    /// Takes the findings of other documents with those of the one that it asks
    /// about.
    pub related_documents: bool,
    /// Shows other places beside a finding.
    pub related: bool,
    /// Makes a link of a diagnostic's code.
    pub code_link: bool,
    /// Where the pages are that such a link leads to; ends with a slash.
    pub pages: Option<String>,
    /// Keeps a diagnostic's `data`.
    pub diagnostic_data: bool,
    /// Can show that a stretch is not needed.
    pub unnecessary: bool,
    pub actions: bool,
    pub preferred: bool,
    /// Asks for an action's edit once it is chosen.
    pub lazy_actions: bool,
    /// Takes edits that say which version they are for.
    pub versioned_edits: bool,
    /// Makes files that an edit needs.
    pub new_files: bool,
    /// Lets the user look at edits before they are made.
    pub annotations: bool,
    pub links: bool,
    pub link_tooltips: bool,
    pub folding: Option<Folding>,
    pub selection: bool,
    pub declaration: bool,
    pub linked_editing: bool,
    pub prepare_rename: bool,
    pub hints: bool,
    pub tokens: Option<Tokens>,
    pub completion: Completion,
    /// Asks for the place of a symbol once it is chosen.
    pub lazy_symbols: bool,
    pub folders: bool,
    pub renames_files: bool,
    /// Watches files for us.
    pub watches_files: bool,
    /// Tells of new settings once it is asked to.
    pub tells_settings: bool,
    /// Makes edits that it is asked for.
    pub applies_edits: bool,
    /// Shows what may be written next beside the caret.
    pub inline: bool,
    /// Answers questions about its settings.
    pub settings: bool,
    pub shows_documents: bool,
    pub progress: bool,
    pub refresh: Refresh,
}

/// How the client folds.
#[derive(Debug, Default)]
pub(super) struct Folding {
    pub lines_only: bool,
    pub collapsed_text: bool,
    pub comments: bool,
    pub limit: Option<usize>,
}

/// How the client takes semantic tokens, and which it has a colour for.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub types: Vec<String>,
    pub modifiers: Vec<String>,
    pub full: bool,
    pub delta: bool,
    pub range: bool,
}

#[derive(Debug, Default)]
pub(super) struct Completion {
    pub markdown: bool,
    pub label_details: bool,
    pub insert_replace: bool,
}

/// What the client will ask for again when it is told to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Refresh {
    pub diagnostics: bool,
    pub lenses: bool,
    pub hints: bool,
    pub tokens: bool,
}

impl Capabilities {
    /// With pages to lead to, where it makes links and there is a folder for them.
    pub(super) fn with_pages(self, folders: &Folders) -> Capabilities {
        let data = folders.data.as_ref().filter(|_| self.code_link);
        Capabilities { pages: data.and_then(|it| pages::address(it)), ..self }
    }

    pub(super) fn read(said: Option<&Value>) -> Capabilities {
        let said = Said(said);
        let is = |path: &str| said.is(path);
        let has = |path: &str| said.at(path).is_some_and(Value::is_object);
        let pull = "/textDocument/diagnostic";
        let push = "/textDocument/publishDiagnostics";
        // LSP 3.18 asks for these under either name.
        let shows = |name: &str| is(&format!("{pull}/{name}")) || is(&format!("{push}/{name}"));
        let tags = ["tagSupport/valueSet"].iter().flat_map(|it| {
            [said.list(&format!("{pull}/{it}")), said.list(&format!("{push}/{it}"))]
        });
        let action = "/textDocument/codeAction";
        let symbols = "/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport";
        let edit = "/workspace/workspaceEdit";
        let versioned_edits = is(&format!("{edit}/documentChanges"));
        let annotated = has(&format!("{edit}/changeAnnotationSupport"));
        Capabilities {
            encoding: encoding(&said),
            nested_symbols: is(symbols),
            hover_markdown: said.likes_markdown("/textDocument/hover/contentFormat"),
            pulls: has(pull),
            related_documents: is(&format!("{pull}/relatedDocumentSupport")),
            related: shows("relatedInformation"),
            code_link: shows("codeDescriptionSupport"),
            pages: None,
            diagnostic_data: shows("dataSupport"),
            unnecessary: tags.flatten().any(|it| it.as_i64() == Some(1)),
            actions: has(&format!("{action}/codeActionLiteralSupport")),
            preferred: is(&format!("{action}/isPreferredSupport")),
            lazy_actions: is(&format!("{action}/dataSupport"))
                && said.names(&format!("{action}/resolveSupport/properties"), "edit"),
            versioned_edits,
            new_files: said.names(&format!("{edit}/resourceOperations"), "create"),
            annotations: versioned_edits && annotated,
            links: is("/textDocument/definition/linkSupport"),
            link_tooltips: is("/textDocument/documentLink/tooltipSupport"),
            folding: has("/textDocument/foldingRange").then(|| folding(&said)),
            selection: has("/textDocument/selectionRange"),
            declaration: has("/textDocument/declaration"),
            linked_editing: has("/textDocument/linkedEditingRange"),
            prepare_rename: is("/textDocument/rename/prepareSupport"),
            hints: has("/textDocument/inlayHint"),
            tokens: tokens(&said),
            completion: completion(&said),
            lazy_symbols: said
                .names("/workspace/symbol/resolveSupport/properties", "location.range"),
            folders: is("/workspace/workspaceFolders"),
            renames_files: is("/workspace/fileOperations/willRename"),
            watches_files: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            tells_settings: is("/workspace/didChangeConfiguration/dynamicRegistration"),
            applies_edits: is("/workspace/applyEdit"),
            inline: has("/textDocument/inlineCompletion"),
            settings: is("/workspace/configuration"),
            shows_documents: is("/window/showDocument/support"),
            progress: is("/window/workDoneProgress"),
            refresh: Refresh {
                diagnostics: is("/workspace/diagnostics/refreshSupport"),
                lenses: is("/workspace/codeLens/refreshSupport"),
                hints: is("/workspace/inlayHint/refreshSupport"),
                tokens: is("/workspace/semanticTokens/refreshSupport"),
            },
        }
    }
}

/// What a client says of itself.
struct Said<'a>(Option<&'a Value>);

impl Said<'_> {
    fn at(&self, path: &str) -> Option<&Value> {
        self.0.and_then(|it| it.pointer(path))
    }

    fn is(&self, path: &str) -> bool {
        self.at(path).and_then(Value::as_bool).unwrap_or(false)
    }

    fn list(&self, path: &str) -> &[Value] {
        self.at(path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    fn words(&self, path: &str) -> Vec<String> {
        self.list(path).iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()
    }

    fn names(&self, path: &str, word: &str) -> bool {
        self.list(path).iter().any(|it| it.as_str() == Some(word))
    }

    /// The client lists what it likes best first.
    fn likes_markdown(&self, path: &str) -> bool {
        let mut known = self.list(path).iter().filter_map(Value::as_str);
        known.find(|it| matches!(*it, "markdown" | "plaintext")) == Some("markdown")
    }
}

/// Ours if the client knows it, else the nearest to ours.
fn encoding(said: &Said<'_>) -> Encoding {
    let has = |name: &str| said.names("/general/positionEncodings", name);
    match () {
        () if has("utf-8") => Encoding::Utf8,
        () if has("utf-32") => Encoding::Utf32,
        () => Encoding::Utf16,
    }
}

fn folding(said: &Said<'_>) -> Folding {
    let folding = "/textDocument/foldingRange";
    let limit = said.at(&format!("{folding}/rangeLimit")).and_then(Value::as_u64);
    Folding {
        lines_only: said.is(&format!("{folding}/lineFoldingOnly")),
        collapsed_text: said.is(&format!("{folding}/foldingRange/collapsedText")),
        comments: said.names(&format!("{folding}/foldingRangeKind/valueSet"), "comment"),
        limit: limit.and_then(|it| usize::try_from(it).ok()),
    }
}

/// Nothing where the client knows no format of ours.
fn tokens(said: &Said<'_>) -> Option<Tokens> {
    let tokens = "/textDocument/semanticTokens";
    let asks = |name: &str| {
        let value = said.at(&format!("{tokens}/requests/{name}"));
        value.is_some_and(|it| it.is_object() || it.as_bool() == Some(true))
    };
    said.names(&format!("{tokens}/formats"), "relative").then(|| Tokens {
        types: said.words(&format!("{tokens}/tokenTypes")),
        modifiers: said.words(&format!("{tokens}/tokenModifiers")),
        full: asks("full"),
        delta: said.is(&format!("{tokens}/requests/full/delta")),
        range: asks("range"),
    })
}

fn completion(said: &Said<'_>) -> Completion {
    let item = "/textDocument/completion/completionItem";
    Completion {
        markdown: said.likes_markdown(&format!("{item}/documentationFormat")),
        label_details: said.is(&format!("{item}/labelDetailsSupport")),
        insert_replace: said.is(&format!("{item}/insertReplaceSupport")),
    }
}
