//! `vinhdanh doctor`, and that every Vietnamese letter can be read in what the fonts make.

use lopdf::Document;
use snapbox::str;
use vinhdanh::typeset::{Font, builtin_fonts, fonts};
use vinhdanh::vi::LETTERS;

use crate::fonts::{renamed, without};
use crate::project::{Project, Run};
use crate::typst_project::skip;

/// A project with the four faces of a family in the folder `own`.
fn with_family(family: &str, change: impl Fn(&Font, Vec<u8>) -> Vec<u8>) -> Project {
    let project = Project::empty().with("data/units.yaml", "units: []\n");
    project.write("vinhdanh.yaml", "vinhdanh: 1\nfonts: [own]\n");
    for font in builtin_fonts() {
        let style = font.name.trim_start_matches("LiberationSerif-").trim_end_matches(".ttf");
        let renamed = renamed(&font.data, family, &style.replace("BoldItalic", "Bold Italic"));
        project.write(format!("own/{}", font.name), change(&font, renamed));
    }
    project
}

fn whole(_: &Font, bytes: Vec<u8>) -> Vec<u8> {
    bytes
}

/// Returns what is said about fonts in use or refused, without the advice.
fn of_fonts(run: &Run) -> Vec<&str> {
    let lines = run.stdout.lines().filter(|line| line.contains("fonts: "));
    lines.filter(|line| line.contains("in use") || line.contains("not used")).collect()
}

#[test]
fn the_built_in_family_is_used_where_there_is_no_other() {
    let run = Project::new().with("data/units.yaml", "units: []\n").run(&["doctor"]);
    run.done();
    assert_eq!(
        of_fonts(&run),
        ["note   fonts: in use: Liberation Serif, 4 faces, 134 of 134 Vietnamese letters (built in)"]
    );
}

#[test]
fn the_family_of_the_project_is_used_if_it_is_times_new_roman_or_tinos() {
    for (family, state) in [("Times New Roman", "good"), ("Tinos", "note")] {
        let run = with_family(family, whole).run(&["doctor"]);
        run.done();
        let expected =
            format!("{state}   fonts: in use: {family}, 4 faces, 134 of 134 Vietnamese letters ([ROOT]/own)");
        assert_eq!(of_fonts(&run), [expected]);
    }
}

#[test]
fn documents_are_set_in_the_family_of_the_project() {
    let project = with_family("Times New Roman", whole);
    let example = crate::project::repository().join("examples/minimal");
    project.copy(&example.join("data"), "data");
    project.run(&["build"]).done();
    let entry = project.manifest().documents.remove(0);
    let pdf = Document::load_mem(&project.read(&format!("output/{}", entry.path))).unwrap();
    let fonts =
        pdf.get_pages().into_values().flat_map(|page| pdf.get_page_fonts(page).unwrap().into_values());
    for font in fonts {
        let name = String::from_utf8_lossy(font.get(b"BaseFont").unwrap().as_name().unwrap()).into_owned();
        assert!(name.contains("TimesNewRoman"), "{name}");
    }
}

#[test]
fn a_file_that_lacks_letters_is_refused_and_said_to_be() {
    let project = with_family("Times New Roman", |font, bytes| {
        if font.name.ends_with("-Bold.ttf") { without(&bytes, 'ỹ') } else { bytes }
    });
    let run = project.run(&["doctor"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(
        of_fonts(&run),
        [
            "note   fonts: in use: Liberation Serif, 4 faces, 134 of 134 Vietnamese letters (built in)",
            "BAD    fonts: [ROOT]/own/LiberationSerif-Bold.ttf is not used: Times New Roman bold lacks `ỹ`",
            "BAD    fonts: Times New Roman is not used: it has no face that is bold",
        ]
    );
}

#[test]
fn fonts_that_cannot_be_used_are_said_to_be() {
    let whole = builtin_fonts().remove(0).data.into_owned();
    let folder = "no font file (.ttf, .otf, .ttc, .otc) lies in it";
    let below = format!("{folder}, and folders in it are not read");
    let cases: [(&str, &[u8], &str, &str); 5] = [
        ("own/broken.ttf", b"not a font", "own/broken.ttf", "it is no font, or not whole"),
        ("own/cut.ttf", &whole[..5000], "own/cut.ttf", "it is no font, or not whole"),
        ("own/README", b"", "own", folder),
        ("own/below/a.ttf", &whole, "own", &below),
        ("own/a.ttf/README", b"", "own", &below),
    ];
    for (path, bytes, what, reason) in cases {
        let project = Project::empty().with("data/units.yaml", "units: []\n").with(path, bytes);
        project.write("vinhdanh.yaml", "vinhdanh: 1\nfonts: [own]\n");
        let run = project.run(&["doctor"]);
        assert_eq!(run.status, Some(1), "{path}: {}", run.stdout);
        assert_eq!(of_fonts(&run)[1..], [format!("BAD    fonts: [ROOT]/{what} is not used: {reason}")]);
        let run = project.run(&["build"]);
        assert!(run.stderr.contains(&format!("{what} is not used: {reason}")), "{path}: {}", run.stderr);
    }
}

#[test]
fn a_face_that_is_there_twice_counts_once() {
    let project = Project::empty().with("data/units.yaml", "units: []\n");
    project.write("vinhdanh.yaml", "vinhdanh: 1\nfonts: [own, own]\n");
    let bytes = &builtin_fonts().remove(0).data;
    project.write("own/a.ttf", bytes);
    project.write("own/b.ttf", bytes);
    let run = project.run(&["doctor"]);
    run.done();
    let expected = "note   fonts: in use: Liberation Serif, 4 faces, 134 of 134 Vietnamese letters ([ROOT]/own, built in)";
    assert_eq!(of_fonts(&run), [expected]);
}

#[test]
fn who_has_a_font_like_times_new_roman_is_not_told_to_install_it() {
    for (family, is_told) in [("Tinos", false), ("Times New Roman", false), ("Other", true)] {
        let run = with_family(family, whole).run(&["doctor"]);
        run.done();
        assert_eq!(run.stdout.contains("Put the four files"), is_told, "{family}: {}", run.stdout);
    }
}

#[test]
fn a_file_in_the_way_of_the_output_is_found() {
    for (output, path) in [("output", "output"), ("a/b/c", "a")] {
        let project = Project::empty().with("data/units.yaml", "units: []\n").with(path, "a file");
        project.write("vinhdanh.yaml", format!("vinhdanh: 1\noutput: {output}\n"));
        let run = project.run(&["doctor"]);
        assert_eq!(run.status, Some(1), "{}", run.stdout);
        let expected =
            format!("BAD    output: [ROOT]/{output} can't be written: [ROOT]/{path} is not a folder");
        assert!(run.stdout.contains(&expected), "{}", run.stdout);
    }
}

#[test]
fn a_test_page_takes_the_place_of_nothing_else() {
    let project = Project::new().with("data/units.yaml", "units: []\n").with("notes.pdf", "my notes");
    project.write("old.pdf", "%PDF-1.7 an old page");
    for (path, why) in [
        ("page.txt", "does not end in `.pdf`"),
        ("data/units.yaml", "does not end in `.pdf`"),
        ("notes.pdf", "a file that is no PDF is there"),
        ("nowhere/page.pdf", "there is no folder `nowhere`"),
    ] {
        let run = project.run(&["doctor", "--test-page", path]);
        assert_eq!(run.status, Some(2), "{path}: {}", run.stderr);
        assert!(run.stderr.contains(why) && run.stderr.contains(path), "{path}: {}", run.stderr);
        // What was found is told all the same.
        assert!(run.stdout.contains("fonts: in use"), "{path}: {}", run.stdout);
    }
    assert_eq!(project.text("notes.pdf"), "my notes");
    assert_eq!(project.files("").len(), 4, "{:?}", project.files(""));
    project.run(&["doctor", "--test-page", "old.pdf"]).done();
    assert_shows_all_letters(&project.read("old.pdf"));
}

#[test]
fn a_typst_that_is_not_there_is_bad_only_if_the_project_names_it() {
    let project = Project::new().with("data/units.yaml", "units: []\n");
    let doctor = |project: &Project| {
        let mut command = project.command(&["doctor"]);
        project.finish(command.env("PATH", project.path("data")))
    };
    let run = doctor(&project);
    assert!(run.stdout.contains("note   engine: no `typst` on the search path"), "{}", run.stdout);
    project.write("vinhdanh.yaml", "vinhdanh: 1\ntypst: no/typst\n");
    let run = doctor(&project);
    assert!(run.stdout.contains("BAD    engine: failed to ask `"), "{}", run.stdout);
}

#[test]
fn the_doctor_speaks_to_programs() {
    let project = Project::new().with("data/units.yaml", "units: []\n");
    let run = project.run(&["doctor", "--message-format", "json"]);
    for line in run.done().lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(finding["about"].is_string() && finding["state"].is_string() && finding["text"].is_string());
    }
}

#[test]
fn a_broken_project_is_a_finding() {
    let run = Project::empty().with("vinhdanh.yaml", "vinhdanh: 1\npdf: {standards: [x]}\n").run(&["doctor"]);
    assert_eq!(run.status, Some(1));
    assert!(run.stdout.contains("BAD    project: [ROOT]: "), "{}", run.stdout);
}

#[test]
fn an_engine_that_is_not_there_is_fatal() {
    let settings = "vinhdanh: 1\nengine: typst\ntypst: ./nowhere/typst\n";
    let project = Project::empty().with("vinhdanh.yaml", settings).with("data/units.yaml", "units: []\n");
    let run = project.run(&["doctor"]);
    assert_eq!(run.status, Some(2), "{}", run.stdout);
    assert!(run.stdout.contains("FATAL  engine: the `typst` program can't be used"), "{}", run.stdout);
}

#[test]
fn the_test_page_shows_every_letter_in_four_faces() {
    let project = Project::new().with("data/units.yaml", "units: []\n");
    project.run(&["doctor", "--test-page", "page.pdf"]).done();
    assert_shows_all_letters(&project.read("page.pdf"));
}

#[test]
fn the_families_of_the_system_are_used_where_a_project_asks_for_them() {
    if fonts::of_system().unwrap().is_empty() {
        return skip("neither Times New Roman nor Tinos is there: install fonts-croscore");
    }
    let project = Project::new().with("data/units.yaml", "units: []\n");
    project.write("vinhdanh.yaml", "vinhdanh: 1\nsystem-fonts: true\n");
    let run = project.run(&["doctor", "--test-page", "page.pdf"]);
    run.done();
    let in_use = of_fonts(&run)[0];
    assert!(in_use.contains("in use: Times New Roman, ") || in_use.contains("in use: Tinos, "), "{in_use}");
    assert!(in_use.contains("134 of 134 Vietnamese letters"), "{in_use}");
    assert_shows_all_letters(&project.read("page.pdf"));
}

/// Demands that each letter can be read in each of four fonts, and that no glyph means “missing”.
#[track_caller]
fn assert_shows_all_letters(bytes: &[u8]) {
    let document = Document::load_mem(bytes).unwrap();
    let mut seen = std::collections::BTreeMap::<String, String>::new();
    for page in crate::rules::pages(&document) {
        for run in page.runs {
            assert!(!run.text.contains('\u{fffd}'), "{}: {}", run.font, run.text);
            seen.entry(run.font).or_default().push_str(&run.text);
        }
    }
    assert_eq!(seen.len(), 4, "{:?}", seen.keys());
    for (font, text) in seen {
        let missing: Vec<char> = LETTERS.chars().filter(|letter| !text.contains(*letter)).collect();
        assert!(missing.is_empty(), "{font}: {missing:?}");
    }
}

#[test]
fn the_whole_of_it() {
    let project = Project::new().with("data/units.yaml", "units: []\n");
    let run = project.run(&["doctor", "--quiet"]);
    let mut lines: Vec<&str> = run.done().lines().filter(|line| !line.contains("engine:")).collect();
    lines.retain(|line| !line.contains("on this machine"));
    snapbox::assert_data_eq!(
        lines.join("\n"),
        str![[r#"
good   project: [ROOT]: nothing found
good   output: [ROOT]/output can be written
good   pdf: standards: a-2a, ua-1
note   fonts: in use: Liberation Serif, 4 faces, 134 of 134 Vietnamese letters (built in)
       help: it has the widths of Times New Roman, so lines break alike. Times New Roman comes with Windows and macOS; on Debian, `ttf-mscorefonts-installer` (contrib) brings it, and `fonts-croscore` brings Tinos. Put the four files into a folder of the project and name it in `fonts`, so that every machine makes the same pages; or set `system-fonts: true`
"#]]
    );
}
