//! What lies in `editors/` fits the program: settings, commands and colours of the VS Code extension, and
//! the configuration of every other editor.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};
use tajuk::config::editor_settings;
use tajuk::lang::{Lang, word};

const PACKAGE: &str = "editors/vscode/package.json";
const NLS: [(Lang, &str); 2] = [
    (Lang::En, "editors/vscode/package.nls.json"),
    (Lang::Id, "editors/vscode/package.nls.id.json"),
];

fn json_of(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// As VS Code is told of a setting; its description stands in package.nls.json.
fn contributed() -> BTreeMap<String, Value> {
    let setting = |it: tajuk::config::EditorSetting| {
        let mut schema = it.schema;
        let words = schema.as_object_mut().unwrap();
        if words.get("enum") == Some(&json!(["auto", "id", "en"])) {
            let each = json!(["%config.auto%", "%language.id%", "%language.en%"]);
            words.insert("enumDescriptions".to_owned(), each);
        }
        if words.contains_key("pattern") {
            words.insert("patternErrorMessage".to_owned(), json!("%config.date%"));
        }
        words.insert("description".to_owned(), json!(format!("%config.{}%", it.name)));
        words.insert("scope".to_owned(), json!("window"));
        (format!("tajuk.{}", it.name), schema)
    };
    editor_settings().into_iter().map(setting).collect()
}

/// The formatter's rule: on one line where it fits.
fn print(value: &Value, indent: usize, before: usize) -> String {
    let line = one_line(value);
    if indent + before + line.chars().count() < 120 {
        return line;
    }
    let pad = " ".repeat(indent + 2);
    let end = format!("\n{}", " ".repeat(indent));
    match value {
        Value::Object(all) => {
            let rows = all.iter().map(|(key, it)| {
                format!("{pad}\"{key}\": {}", print(it, indent + 2, key.chars().count() + 4))
            });
            format!("{{\n{}{end}}}", rows.collect::<Vec<_>>().join(",\n"))
        }
        Value::Array(all) => {
            let rows = all.iter().map(|it| format!("{pad}{}", print(it, indent + 2, 0)));
            format!("[\n{}{end}]", rows.collect::<Vec<_>>().join(",\n"))
        }
        _ => line,
    }
}

fn one_line(value: &Value) -> String {
    match value {
        Value::Object(all) if !all.is_empty() => {
            let rows = all.iter().map(|(key, it)| format!("\"{key}\": {}", one_line(it)));
            format!("{{ {} }}", rows.collect::<Vec<_>>().join(", "))
        }
        Value::Array(all) => {
            format!("[{}]", all.iter().map(one_line).collect::<Vec<_>>().join(", "))
        }
        _ => value.to_string(),
    }
}

#[test]
fn every_setting_can_be_made_in_vs_code() {
    let wanted = contributed();
    if updating() {
        let text = fs::read_to_string(PACKAGE).unwrap();
        let from = text.find("        \"tajuk.articleDate\"").expect("the first one, by name");
        let to = text.find("        \"tajuk.trace.server\"").expect("behind the last one");
        let rows = wanted.iter().map(|(name, schema)| {
            format!("        \"{name}\": {},\n", print(schema, 8, name.chars().count() + 5))
        });
        let new = format!("{}{}{}", &text[..from], rows.collect::<String>(), &text[to..]);
        fs::write(PACKAGE, new).unwrap();
    }
    let package = json_of(PACKAGE);
    let properties = package["contributes"]["configuration"]["properties"].as_object().unwrap();
    for (name, schema) in &wanted {
        assert_eq!(properties.get(name), Some(schema), "{name}; UPDATE_EXPECT=1 writes it");
    }
    let own = ["tajuk.server.path", "tajuk.trace.server"];
    for name in properties.keys() {
        assert!(own.contains(&name.as_str()) || wanted.contains_key(name), "{name} is no setting");
    }
}

#[test]
fn settings_are_described_as_the_configuration_describes_them() {
    for (lang, path) in NLS {
        let wanted: BTreeMap<String, String> = editor_settings()
            .into_iter()
            .map(|it| (format!("config.{}", it.name), word(it.about, lang)))
            .collect();
        if updating() {
            let text = fs::read_to_string(path).unwrap();
            let is_ours = |line: &&str| {
                let key = line.trim_start().strip_prefix('"').and_then(|it| it.split_once('"'));
                key.is_some_and(|(key, _)| wanted.contains_key(key))
            };
            let mut lines: Vec<String> =
                text.lines().filter(|it| !is_ours(it)).map(str::to_owned).collect();
            let at = lines.iter().position(|it| it.contains("\"config.server.path\"")).unwrap();
            let rows = wanted.iter().map(|(key, text)| format!("  \"{key}\": {},", json!(text)));
            lines.splice(at..at, rows);
            fs::write(path, lines.join("\n") + "\n").unwrap();
        }
        let told = json_of(path);
        for (key, text) in wanted {
            assert_eq!(told[&key], text, "{path}: {key}; UPDATE_EXPECT=1 writes it");
        }
    }
}

/// Every `%key%` of the package is there in both languages, and none is left over.
#[test]
fn the_extension_speaks_both_languages() {
    let mut used = BTreeSet::new();
    keys(&json_of(PACKAGE), &mut used);
    for (_, path) in NLS {
        let told = json_of(path);
        let told: BTreeSet<String> = told.as_object().unwrap().keys().cloned().collect();
        assert_eq!(told, used, "{path}");
    }
    // What the code says is its own key; the English text is the key of the Indonesian one.
    let told = json_of("editors/vscode/l10n/bundle.l10n.id.json");
    let told: BTreeSet<String> = told.as_object().unwrap().keys().cloned().collect();
    let said = said_in_code();
    assert_eq!(told.difference(&said).collect::<Vec<_>>(), Vec::<&String>::new(), "nobody says it");
    assert_eq!(said.difference(&told).collect::<Vec<_>>(), Vec::<&String>::new(), "untranslated");
}

fn keys(value: &Value, res: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let key = text.strip_prefix('%').and_then(|it| it.strip_suffix('%'));
            res.extend(key.map(str::to_owned));
        }
        Value::Array(all) => all.iter().for_each(|it| keys(it, res)),
        Value::Object(all) => all.values().for_each(|it| keys(it, res)),
        _ => {}
    }
}

/// The first string of every `l10n.t(…)`.
fn said_in_code() -> BTreeSet<String> {
    let mut res = BTreeSet::new();
    for file in fs::read_dir("editors/vscode/src").unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for rest in text.split("l10n.t(").skip(1) {
            let rest = rest.trim_start().strip_prefix('"').expect("l10n.t takes a string first");
            let mut end = 0;
            while let Some(at) = rest[end..].find('"') {
                end += at;
                if !rest[..end].ends_with('\\') {
                    break;
                }
                end += 1;
            }
            res.insert(serde_json::from_str(&format!("\"{}\"", &rest[..end])).unwrap());
        }
    }
    res
}

#[test]
fn all_parts_have_the_version_of_the_program() {
    let version = env!("CARGO_PKG_VERSION");
    for path in [PACKAGE, "editors/npm/package.json"] {
        assert_eq!(json_of(path)["version"], version, "{path}");
    }
    for (path, row) in [
        ("editors/pip/pyproject.toml", format!("version = \"{version}\"")),
        ("editors/zed/extension.toml", format!("version = \"{version}\"")),
        ("editors/nvim/mason/package.yaml", format!("@v{version}")),
    ] {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(&row), "{path} has no {row}");
    }
}

/// A folder that is not trusted cannot choose the program that runs.
#[test]
fn an_untrusted_folder_names_no_program() {
    let package = json_of(PACKAGE);
    let trust = &package["capabilities"]["untrustedWorkspaces"];
    assert_eq!(trust["supported"], "limited");
    let properties = package["contributes"]["configuration"]["properties"].as_object().unwrap();
    // What names a file to run; the others are data for the server.
    let programs: Vec<&String> = properties.keys().filter(|it| it.ends_with(".path")).collect();
    assert_eq!(trust["restrictedConfigurations"], json!(programs));
}

/// A release packs what the npm package looks for, and no version of it is another.
#[test]
fn every_system_of_a_release_has_its_package() {
    let npm = json_of("editors/npm/package.json");
    let wanted = npm["optionalDependencies"].as_object().unwrap();
    assert!(wanted.values().all(|it| it == env!("CARGO_PKG_VERSION")));
    let workflow = fs::read_to_string(".github/workflows/release.yml").unwrap();
    let packed = workflow.split("npm: ").skip(1);
    let packed = packed.filter_map(|it| it.split(',').next());
    let packed: BTreeSet<String> =
        packed.filter(|it| it.contains('-')).map(|it| format!("tajuk-{it}")).collect();
    assert_eq!(packed, wanted.keys().cloned().collect());
}

/// What starts the program in each editor: the file, and that it can be read.
#[test]
fn every_editor_has_a_configuration_that_can_be_read() {
    let toml = |path: &str| -> toml::Value {
        toml::from_str(&fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let helix = toml("editors/helix/languages.toml");
    let helix = serde_json::to_value(&helix).unwrap();
    assert_eq!(helix["language-server"]["tajuk"]["command"], "tajuk");
    assert_eq!(helix["language-server"]["tajuk"]["args"], json!(["lsp"]));
    for language in helix["language"].as_array().unwrap() {
        let servers = language["language-servers"].as_array().unwrap();
        assert!(servers.contains(&json!("tajuk")), "{language}");
    }

    let zed = serde_json::to_value(toml("editors/zed/extension.toml")).unwrap();
    assert_eq!(zed["schema_version"], 1);
    for language in zed["language_servers"]["tajuk"]["languages"].as_array().unwrap() {
        let ids = &zed["language_servers"]["tajuk"]["language_ids"];
        assert!(ids[language.as_str().unwrap()].is_string(), "{language} has no id");
    }
    toml("editors/zed/Cargo.toml");

    let kate = json_of("editors/kate/settings.json");
    assert_eq!(kate["servers"]["tajuk"]["command"], json!(["tajuk", "lsp"]));
    let sublime = fs::read_to_string("editors/sublime/LSP-tajuk.sublime-settings").unwrap();
    let sublime: String = sublime.lines().filter(|it| !it.trim_start().starts_with("//")).collect();
    let sublime: Value = serde_json::from_str(&sublime).unwrap();
    assert_eq!(sublime["command"], json!(["tajuk", "lsp"]));
    let coc = json_of("editors/vim/coc-settings.json");
    assert_eq!(coc["languageserver"]["tajuk"]["command"], "tajuk");
    assert_eq!(coc["languageserver"]["tajuk"]["args"], json!(["lsp"]));

    // These are programs in their editors' own languages; tests/editors runs them there.
    for path in [
        "editors/emacs/tajuk-eglot.el",
        "editors/emacs/tajuk-lsp-mode.el",
        "editors/kakoune/tajuk.kak",
        "editors/vim/tajuk.vim",
        "editors/vim/tajuk-ale.vim",
    ] {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains("tajuk") && text.contains("lsp"), "{path}");
        if path.ends_with(".el") {
            let count = |it| text.matches(it).count();
            assert_eq!(count('('), count(')'), "{path}");
        }
    }
}

/// Each folder of an editor says in three lines what to do.
#[test]
fn every_editor_has_three_lines_of_how_to() {
    for name in ["helix", "emacs", "zed", "kate", "sublime", "vim", "kakoune"] {
        let text = fs::read_to_string(format!("editors/{name}/README.md")).unwrap();
        let steps: Vec<&str> =
            text.lines().filter(|it| it.starts_with(|it: char| it.is_ascii_digit())).collect();
        assert!(steps.len() == 3, "editors/{name}/README.md has {} steps", steps.len());
    }
}
