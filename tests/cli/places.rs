//! Files in folders whose names have blanks, other letters and backslashes.

use crate::cli::{MISSING_SPACE, folder, tajuk};

#[test]
fn articles_are_found_and_named_whatever_their_folders_are_called() {
    for name in
        ["Dokumen Saya/artikel.md", "réportase/北.md", "C:\\Users\\Renée\\a b.md", "a#b%20.md"]
    {
        let folder = folder("places", &[(name, MISSING_SPACE.as_bytes())]);
        let whole = tajuk(&folder, &["check", "--format", "json"]);
        let one = tajuk(&folder, &["check", "--format", "json", name]);
        for run in [whole, one] {
            assert_eq!(run.status, Some(1), "{name}: {}", run.err);
            let answer = run.json();
            let path = answer["files"][0]["path"].as_str().unwrap();
            assert!(path.ends_with(name), "{path} is not {name}");
            assert_eq!(answer["files"][0]["findings"][0]["rule"], "missing-space");
        }
        let fixed = tajuk(&folder, &["fix", name]);
        assert_eq!(fixed.status, Some(0), "{}", fixed.err);
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(text.contains("Odesa, muatannya"), "{text}");
    }
}
