//! `tajuk completions` and `tajuk man`.

use crate::cli::{folder, tajuk};

#[test]
fn every_shell_completes_every_command() {
    let folder = folder("completions", &[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = tajuk(&folder, &["completions", shell]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
        for word in ["check", "claims", "explain", "article-date"] {
            assert!(run.out.contains(word), "{shell} does not complete {word}");
        }
    }
    let wrong = tajuk(&folder, &["completions", "cmd"]);
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.err.contains("bash"), "{}", wrong.err);
}

#[test]
fn a_page_of_the_manual_for_each_command() {
    let folder = folder("man", &[]);
    let page = tajuk(&folder, &["man"]);
    assert_eq!(page.status, Some(0));
    assert!(page.out.contains(".TH") && page.out.contains("tajuk\\-check(1)"), "{}", page.out);
    let run = tajuk(&folder, &["man", "--out", "share/man1"]);
    assert_eq!((run.status, run.out.as_str()), (Some(0), ""));
    for name in ["tajuk.1", "tajuk-check.1", "tajuk-kb-lookup.1"] {
        let text = std::fs::read_to_string(folder.join("share/man1").join(name)).unwrap();
        assert!(text.contains(".SH SYNOPSIS"), "{name}");
        // No colours of the terminal.
        assert!(!text.contains('\u{1b}'), "{name}");
    }
}
