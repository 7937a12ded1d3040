//! The house: which room may import which, and what no source file says.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms from left to right; a room imports only rooms on its left that its line names.
const ARROWS: &[(&str, &[&str])] = &[
    ("term", &[]),
    ("cite", &[]),
    ("calendar", &["term", "cite"]),
    ("order", &["term"]),
    ("pack", &["term", "cite", "calendar", "order"]),
    ("deadline", &["term", "cite", "calendar", "order", "pack"]),
    ("audit", &["term", "cite", "calendar", "order", "pack", "deadline"]),
    ("workflow", &["term", "calendar", "order", "pack", "deadline"]),
    ("supervision", &["term", "order", "pack", "deadline", "workflow"]),
    ("assessment", &["term", "calendar", "order", "pack", "deadline", "workflow", "supervision"]),
    ("guidance", &["term", "calendar", "order", "pack", "deadline", "workflow", "supervision"]),
    ("ledger", &["term", "cite", "calendar", "order", "pack", "deadline", "workflow", "supervision", "guidance"]),
    ("exchange", &["term", "calendar", "order", "pack", "deadline", "ledger"]),
    (
        "paper",
        &[
            "term",
            "cite",
            "calendar",
            "order",
            "pack",
            "deadline",
            "workflow",
            "supervision",
            "guidance",
            "ledger",
            "exchange",
        ],
    ),
    (
        "demo",
        &["term", "calendar", "order", "pack", "deadline", "workflow", "supervision", "guidance", "ledger", "exchange"],
    ),
];

fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

fn src() -> (PathBuf, Vec<PathBuf>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    (root, files)
}

#[test]
fn no_room_imports_a_room_to_its_right() {
    let (root, files) = src();
    let mut wrong = Vec::new();
    for file in &files {
        let place = file.strip_prefix(&root).unwrap();
        let room = place.iter().next().unwrap().to_string_lossy().replace(".rs", "");
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
            assert!(["lib", "main", "app"].contains(&room.as_str()), "{room} is no room of the house");
            continue;
        };
        for line in fs::read_to_string(file).unwrap().lines() {
            // One room a line, so that this table can be held.
            if line.contains("use crate::{") || line.contains("super::super") {
                wrong.push(format!("{}: {}", place.display(), line.trim()));
            }
            for (other, _) in ARROWS {
                if line.contains(&format!("crate::{other}")) && *other != room && !allowed.contains(other) {
                    wrong.push(format!("{}: {}", place.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_reads_no_clock_and_no_browser() {
    let (root, files) = src();
    for file in files.iter().filter(|file| !file.starts_with(root.join("app")) && !file.ends_with("main.rs")) {
        let text = fs::read_to_string(file).unwrap();
        for word in ["Utc::now", "Local::now", "SystemTime", "Instant::", "web_sys", "js_sys", "leptos", "rand::"] {
            assert!(!text.contains(word), "{} says {word}", file.display());
        }
    }
}

#[test]
fn every_room_opens_with_what_it_is() {
    for file in src().1 {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{} does not say what it is", file.display());
    }
}

#[test]
fn no_page_sets_inner_html() {
    for file in src().1 {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("inner_html"), "{}", file.display());
    }
}

/// Labels may stand in a view; whole sentences have one home.
#[test]
fn sentences_stand_in_say_only() {
    let (root, files) = src();
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !file.starts_with(root.join("app/say"))) {
        // What follows `mod tests` speaks to nobody.
        let text = fs::read_to_string(file).unwrap();
        let text = text.split("mod tests").next().unwrap_or_default();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let literals = line.split('"').skip(1).step_by(2);
            if literals.into_iter().any(|literal| literal.contains(['。', '；', '？'])) {
                wrong.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
