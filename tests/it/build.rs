//! What a build makes, what it makes again, and what it leaves alone.

use snapbox::{IntoData as _, str};
use vinhdanh::publish::digest;

use crate::project::{Project, repository};

const UNITS: &str = "\
units:
  - id: van-phong
    name: Văn phòng
    headcount: 12
  - id: vu-to-chuc
    name: Vụ Tổ chức
    headcount: 7
";

const DOCUMENTS: &str = "\
documents:
  - {id: note-one, template: note, unit: van-phong}
  - {id: note-two, template: note, unit: vu-to-chuc}
";

const NOTE: &str = "\
---
layout: state
title: GHI CHÚ
---

{{ unit.name }} có {{ unit.headcount }} người.
";

/// A project of two documents, each about a unit of its own, with a template of its own.
fn notes() -> Project {
    Project::new()
        .with("data/units.yaml", UNITS)
        .with("data/documents.yaml", DOCUMENTS)
        .with("templates/note.md", NOTE)
}

/// The same, built.
fn built() -> Project {
    let project = notes();
    project.run(&["build"]).done();
    project
}

/// A template whose documents have something to be filled in.
const WITH_BLANK: &str = "\
---
layout: state
title: GHI CHÚ
number: \"Số: {{ document.number }}/GC\"
---

{{ unit.name }}
";

const PUBLISHED: [&str; 3] = ["manifest.json", "van-phong/note-one.pdf", "vu-to-chuc/note-two.pdf"];

#[test]
fn a_first_build_makes_every_document() {
    let project = notes();
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stdout
van-phong/note-one.pdf (1 page)
vu-to-chuc/note-two.pdf (1 page)
--- stderr
2 documents, 2 pages · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    assert_eq!(project.files("output"), PUBLISHED);
}

#[test]
fn the_manifest_says_what_was_made_of_what() {
    let project = built();
    let manifest = project.manifest();
    let entries = manifest.documents.iter();
    let found: Vec<_> = entries
        .map(|entry| {
            (
                entry.id.as_str(),
                entry.template.as_str(),
                entry.path.as_str(),
                entry.pages,
                entry.sources.join(" "),
            )
        })
        .collect();
    let sources = "data/documents.yaml data/units.yaml".to_owned();
    let expected = [
        ("note-one", "note", "van-phong/note-one.pdf", 1, sources.clone()),
        ("note-two", "note", "vu-to-chuc/note-two.pdf", 1, sources),
    ];
    assert_eq!(found, expected);
    for entry in &manifest.documents {
        assert_eq!(entry.digest, digest(&project.read(&format!("output/{}", entry.path))));
    }
}

#[test]
fn a_second_build_typesets_nothing() {
    let project = built();
    let manifest = project.text("output/manifest.json");
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stderr
0 documents, 0 pages · 2 up to date · [TIME] · [ROOT]/output

"#]]);
    assert_eq!(project.text("output/manifest.json"), manifest);
}

#[test]
fn a_second_build_needs_no_engine() {
    let project = built();
    project.run(&["build", "--engine", "typst"]).shows(str![[r#"
exit 0
--- stderr
0 documents, 0 pages · 2 up to date · [TIME] · [ROOT]/output

"#]]);
}

#[test]
fn only_the_documents_that_see_a_changed_record_are_made_again() {
    let project = built();
    project.edit("data/units.yaml", "headcount: 7", "headcount: 8");
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stdout
vu-to-chuc/note-two.pdf (1 page)
--- stderr
1 document, 1 page · 1 up to date · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn a_change_that_no_document_sees_makes_nothing_again() {
    let project = built();
    project.edit("data/units.yaml", "units:\n", "# Vì sao.\nunits:\n  - {id: vu-moi, name: Vụ mới}\n");
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stderr
0 documents, 0 pages · 2 up to date · [TIME] · [ROOT]/output

"#]]);
}

#[test]
fn a_changed_template_makes_its_documents_again() {
    let project = built();
    project.edit("templates/note.md", "có", "hiện có");
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stdout
van-phong/note-one.pdf (1 page)
vu-to-chuc/note-two.pdf (1 page)
--- stderr
2 documents, 2 pages · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn a_file_that_was_changed_by_hand_is_made_again() {
    let project = built();
    let whole = project.read("output/van-phong/note-one.pdf");
    project.write("output/van-phong/note-one.pdf", "changed");
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stdout
van-phong/note-one.pdf (1 page)
--- stderr
1 document, 1 page · 1 up to date · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    assert!(project.read("output/van-phong/note-one.pdf") == whole);
}

#[test]
fn a_picture_that_was_changed_makes_its_documents_again() {
    let picture =
        |width| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"/>");
    let project = notes().with("seal.svg", picture(7));
    project.edit("templates/note.md", "{{ unit.name }} ", "![Con dấu](seal.svg)\n\n{{ unit.name }} ");
    project.run(&["build"]).done();
    project.write("seal.svg", picture(8));
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stdout
van-phong/note-one.pdf (1 page)
vu-to-chuc/note-two.pdf (1 page)
--- stderr
2 documents, 2 pages · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn a_pattern_selects_documents_and_leaves_the_others_alone() {
    let project = built();
    let other = project.read("output/van-phong/note-one.pdf");
    project.edit("templates/note.md", "có", "hiện có");
    project.run(&["build", "--only", "*-two"]).shows(str![[r#"
exit 0
--- stdout
vu-to-chuc/note-two.pdf (1 page)
--- stderr
1 document, 1 page · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    assert!(project.read("output/van-phong/note-one.pdf") == other);
    assert_eq!(project.files("output"), PUBLISHED);
}

#[test]
fn a_pattern_that_selects_nothing_is_a_mistake_of_usage() {
    notes().run(&["build", "--only", "letter-*"]).shows(str![[r#"
exit 2
--- stderr
error: no document has an id that matches `letter-*`

"#]]);
}

#[test]
fn a_dry_run_of_a_new_project_says_what_would_be_made_and_makes_nothing() {
    let project = notes();
    let files = project.files("");
    project.run(&["build", "--dry-run"]).shows(str![[r#"
exit 0
--- stdout
note-one: van-phong/note-one.pdf (to be made: new)
note-two: vu-to-chuc/note-two.pdf (to be made: new)

"#]]);
    assert_eq!(project.files(""), files);
    assert!(!project.path("output").exists());
}

#[test]
fn a_dry_run_says_why_each_document_would_be_made() {
    let project = built();
    let document = "  - {id: note-three, template: note, unit: vu-to-chuc}\n  - {id: note-four, template: note, unit: van-phong}\n";
    project.write("data/documents.yaml", DOCUMENTS.to_owned() + document);
    project.run(&["build", "--only", "note-four"]).done();
    project.edit("data/units.yaml", "headcount: 7", "headcount: 8");
    project.remove("output/van-phong/note-one.pdf");
    project.run(&["build", "--dry-run"]).shows(str![[r#"
exit 0
--- stdout
note-one: van-phong/note-one.pdf (to be made: the file is gone or was changed by hand)
note-two: vu-to-chuc/note-two.pdf (to be made: its data, template or settings have changed)
note-three: vu-to-chuc/note-three.pdf (to be made: new)
note-four: van-phong/note-four.pdf (up to date)

"#]]);
}

#[test]
fn a_dry_run_of_a_final_build_says_which_documents_it_would_refuse() {
    let project = notes().with("templates/note.md", WITH_BLANK);
    project.run(&["build"]).done();
    project.run(&["build", "--dry-run", "--final"]).shows(str![[r#"
exit 0
--- stdout
note-one: van-phong/note-one.pdf (would be refused: something in it is to be filled in)
note-two: vu-to-chuc/note-two.pdf (would be refused: something in it is to be filled in)

"#]]);
}

#[test]
fn documents_go_to_another_folder_on_request() {
    let project = notes();
    project.run(&["build", "--output", "elsewhere"]).shows(str![[r#"
exit 0
--- stdout
van-phong/note-one.pdf (1 page)
vu-to-chuc/note-two.pdf (1 page)
--- stderr
2 documents, 2 pages · [TIME] · engine: [ENGINE] · elsewhere

"#]]);
    assert_eq!(project.files("elsewhere"), PUBLISHED);
    assert!(!project.path("output").exists());
}

#[test]
fn the_typst_text_is_kept_on_request() {
    let project = notes();
    // What is up to date is not made again, but its text is kept all the same.
    project.run(&["build"]).done();
    project.run(&["build", "--keep-sources", "kept", "--only", "note-one"]).done();
    assert_eq!(project.files("kept"), ["note-one/frame.json", "note-one/main.typ"]);
    snapbox::assert_data_eq!(
        project.text("kept/note-one/main.typ"),
        str![[r##"
#import "/layout/state.typ": appendix, blank, blank-lines, document, signature-block, table-block
#show: document.with(json("frame.json"))

#par[Văn phòng có 12 người\.]

"##]]
        .raw()
    );
    snapbox::assert_data_eq!(
        project.text("kept/note-one/frame.json"),
        str![[r#"
{
  "layout": "state",
  "language": "vi",
  "title": "GHI CHÚ",
  "subject": null,
  "superior": null,
  "issuer": null,
  "number": null,
  "place-date": null,
  "authority": null,
  "bases": [],
  "resolution": null,
  "addressees": [],
  "signatures": [],
  "recipients": [],
  "stock": null,
  "meta": {
    "title": null,
    "author": null,
    "keywords": [],
    "description": null,
    "date": null
  },
  "marks": {
    "urgency": null,
    "draft": false,
    "drafted-by": null,
    "contact": null
  },
  "cover": false,
  "contents": false,
  "house": {
    "tones": null,
    "party": {
      "text": null,
      "line": null,
      "title": null,
      "subject": null,
      "page-number": null,
      "grounds": null,
      "letter-subject": null,
      "duplex": false
    }
  },
  "has-blanks": false
}
"#]]
        .raw()
    );
}

#[test]
fn a_build_leaves_no_temporary_files() {
    assert_eq!(built().leftovers(), Vec::<String>::new());
}

#[test]
fn a_verbose_build_says_each_document_and_what_is_missing_in_it() {
    let project = notes().with("templates/note.md", WITH_BLANK);
    project.run(&["build", "--verbose", "--jobs", "1"]).shows(str![[r#"
exit 0
--- stdout
van-phong/note-one.pdf (1 page, 1 blank to fill in)
vu-to-chuc/note-two.pdf (1 page, 1 blank to fill in)
--- stderr
note[missing-essential]: the document `note-one` lacks its number, its date and its signatory
 --> data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          ^^^^^^^^

note[missing-essential]: the document `note-two` lacks its number, its date and its signatory
 --> data/documents.yaml:3:10
  |
3 |   - {id: note-two, template: note, unit: vu-to-chuc}
  |          ^^^^^^^^

made note-one in [TIME]
made note-two in [TIME]
missing in note-one: số
missing in note-two: số
slowest: [DOCUMENTS]
2 documents, 2 pages · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn a_quiet_build_says_only_the_results() {
    notes().run(&["build", "--quiet"]).shows(str![[r#"
exit 0
--- stdout
van-phong/note-one.pdf (1 page)
vu-to-chuc/note-two.pdf (1 page)

"#]]);
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let (one, many) = (notes(), notes());
    let said = one.run(&["build", "--jobs", "1"]);
    assert_eq!(many.run(&["build", "--jobs", "8"]), said);
    for path in &PUBLISHED[1..] {
        let path = format!("output/{path}");
        assert!(one.read(&path) == many.read(&path), "{path}");
    }
}

#[test]
fn no_jobs_at_all_is_a_mistake_of_usage() {
    notes().run(&["build", "--jobs", "0"]).shows(str![[r#"
exit 2
--- stderr
error: invalid value '0' for '--jobs <N>': number would be zero for non-zero type

For more information, try '--help'.

"#]]);
}

#[test]
fn a_template_of_the_project_takes_the_place_of_the_built_in_one() {
    let project = Project::copy_of(&repository().join("examples/minimal"));
    let letter = "---\nlayout: letter\ntitle: THƯ\n---\n\nThư của {{ unit.name }}.\n";
    project.write("templates/letter.md", letter);
    project.run(&["build", "--keep-sources", "kept"]).done();
    let text = project.text("kept/thu-khen-huynh-van-du/main.typ");
    assert!(text.ends_with("#par[Thư của Ủy ban nhân dân xã Phú Lãnh\\.]\n"), "{text}");
}

#[test]
fn a_layout_of_the_project_takes_the_place_of_the_built_in_one() {
    let project = notes();
    let layout = "#let (appendix, blank, blank-lines, signature-block, table-block) = (none,) * 5\n#let document(frame, body) = panic(\"own layout\")\n";
    project.write("templates/typst/state.typ", layout);
    project.run(&["build", "--only", "note-one"]).shows(str![[r#"
exit 1
--- stderr
error[typeset-error]: `note-one` could not be laid out as it should: panicked with: own layout
 --> data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          ^^^^^^^^ made with the template `note`
  |
  = note: at layout/state.typ:2:30

0 documents, 0 pages · 1 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn a_final_build_refuses_blanks_and_names_them() {
    let project = notes().with("templates/note.md", WITH_BLANK);
    project.edit("data/documents.yaml", "unit: vu-to-chuc", "unit: vu-to-chuc, number: 5");
    project.run(&["build", "--final"]).shows(str![[r#"
exit 1
--- stdout
vu-to-chuc/note-two.pdf (1 page)
--- stderr
error[blank]: `note-one` has a blank to be filled in
 --> data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          ^^^^^^^^ missing: số
  |
  = help: give them in the data, or build without `--final`

1 document, 1 page · 1 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    assert_eq!(project.files("output"), ["manifest.json", "vu-to-chuc/note-two.pdf"]);
}

#[test]
fn a_final_build_refuses_blanks_also_where_the_document_is_up_to_date() {
    let project = notes().with("templates/note.md", WITH_BLANK);
    project.run(&["build"]).done();
    let (draft, manifest) =
        (project.read("output/van-phong/note-one.pdf"), project.text("output/manifest.json"));
    project.run(&["build", "--final", "--only", "note-one"]).shows(str![[r#"
exit 1
--- stderr
error[blank]: `note-one` has a blank to be filled in
 --> data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          ^^^^^^^^ missing: số
  |
  = help: give them in the data, or build without `--final`

0 documents, 0 pages · 1 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    assert!(project.read("output/van-phong/note-one.pdf") == draft);
    assert_eq!(project.text("output/manifest.json"), manifest);
}

#[test]
fn a_document_that_fails_does_so_alone() {
    let project =
        notes().with("templates/bad.md", "---\nlayout: state\ntitle: X\n---\n\nMột\n\n<b>hai</b>\n");
    project.edit("data/documents.yaml", "note-one, template: note", "note-one, template: bad");
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stdout
vu-to-chuc/note-two.pdf (1 page)
--- stderr
error[refused-markup]: the text of `note-one` can't be printed: raw HTML is not printed
 --> data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: bad, unit: van-phong}
  |          ^^^^^^^^ made with the template `bad`
  |
  = note: line 8 of the rendered text: <b>hai</b>
  = help: use Markdown; where the sign itself is meant, write `\<`

1 document, 1 page · 1 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    assert_eq!(project.files("output"), ["manifest.json", "vu-to-chuc/note-two.pdf"]);
}

#[test]
fn a_document_that_fails_keeps_its_old_file() {
    let project = built();
    let old = project.read("output/van-phong/note-one.pdf");
    project.edit("templates/note.md", "có", "{% if unit.id == \"van-phong\" %}{{ unit.nam }}{% endif %}");
    assert!(project.run(&["build"]).stderr.contains(" · 1 failed · "));
    assert!(project.read("output/van-phong/note-one.pdf") == old);
    assert_eq!(project.files("output"), PUBLISHED);
}

#[test]
fn the_first_failure_ends_the_build_on_request() {
    let project = notes();
    project.edit("templates/note.md", "có", "{{ unit.nam }}");
    project.run(&["build", "--fail-fast", "--jobs", "1"]).shows(str![[r#"
exit 1
--- stderr
error[template-error]: Field `nam` is not defined. Available fields: abbreviation, head_title, headcount, headships, id, member_count, members, mission, name, parent, place, short, style
 --> templates/note.md:6:25
  |
6 | {{ unit.name }} {{ unit.nam }} {{ unit.headcount }} người.
  |                         ^^^
  |
 ::: data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          -------- while this document was made

`vinhdanh build --rerun failed` makes the 2 that are left
0 documents, 0 pages · 1 failed · 1 not made · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn a_mistake_that_several_documents_share_is_told_once() {
    let project = notes();
    project.edit("templates/note.md", "có", "{{ unit.nam }}");
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[template-error]: Field `nam` is not defined. Available fields: abbreviation, head_title, headcount, headships, id, member_count, members, mission, name, parent, place, short, style
 --> templates/note.md:6:25
  |
6 | {{ unit.name }} {{ unit.nam }} {{ unit.headcount }} người.
  |                         ^^^
  |
 ::: data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          -------- while this document was made
  |
  = note: the same is wrong with one more document

0 documents, 0 pages · 2 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn an_unknown_variable_names_template_place_and_document() {
    let project = notes();
    project.edit("templates/note.md", "có", "có {{ unit.nam }}");
    project.run(&["build", "--only", "note-two"]).shows(str![[r#"
exit 1
--- stderr
error[template-error]: Field `nam` is not defined. Available fields: abbreviation, head_title, headcount, headships, id, member_count, members, mission, name, parent, place, short, style
 --> templates/note.md:6:28
  |
6 | {{ unit.name }} có {{ unit.nam }} {{ unit.headcount }} người.
  |                            ^^^
  |
 ::: data/documents.yaml:3:10
  |
3 |   - {id: note-two, template: note, unit: vu-to-chuc}
  |          -------- while this document was made

0 documents, 0 pages · 1 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn an_unknown_variable_of_the_front_matter_has_its_place_too() {
    let project = notes();
    project.edit("templates/note.md", "title: GHI CHÚ", "title: \"GHI CHÚ {{ unit.nam }}\"");
    project.run(&["build", "--only", "note-two"]).shows(str![[r#"
exit 1
--- stderr
error[template-error]: Field `nam` is not defined. Available fields: abbreviation, head_title, headcount, headships, id, member_count, members, mission, name, parent, place, short, style
 --> templates/note.md:3:25
  |
3 | title: "GHI CHÚ {{ unit.nam }}"
  |                         ^^^ in this text
  |
 ::: data/documents.yaml:3:10
  |
3 |   - {id: note-two, template: note, unit: vu-to-chuc}
  |          -------- while this document was made

0 documents, 0 pages · 1 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn a_template_that_tera_can_not_read_is_a_mistake_before_anything_is_made() {
    let project = notes();
    project.edit("templates/note.md", "có", "{% if %}");
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[template-error]: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
 --> templates/note.md:6:23
  |
6 | {{ unit.name }} {% if %} {{ unit.headcount }} người.
  |                       ^^

1 error; nothing was published

"#]]);
    assert!(!project.path("output").exists());
}

#[test]
fn a_template_that_does_not_exist_brings_the_nearest_one_to_mind() {
    let project = notes();
    project.edit("data/documents.yaml", "note-two, template: note", "note-two, template: notes");
    project.run(&["check"]).shows(str![[r#"
exit 1
--- stdout
note[missing-essential]: the document `note-one` lacks its number, its date and its signatory
 --> data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          ^^^^^^^^

note[missing-essential]: the document `note-two` lacks its number, its date and its signatory
 --> data/documents.yaml:3:10
  |
3 |   - {id: note-two, template: notes, unit: vu-to-chuc}
  |          ^^^^^^^^

error[unknown-template]: there is no template `notes`
 --> data/documents.yaml:3:30
  |
3 |   - {id: note-two, template: notes, unit: vu-to-chuc}
  |                              ^^^^^
  |
  = help: did you mean `note`?

--- stderr
1 error, 2 notes

"#]]);
}

#[test]
fn a_layout_that_does_not_exist_is_a_mistake_of_the_template() {
    let project = notes();
    project.edit("templates/note.md", "layout: state", "layout: stata");
    project.run(&["build", "--only", "note-one"]).shows(str![[r#"
exit 1
--- stderr
error[template-error]: there is no layout `stata`
 --> templates/note.md:1:1
  |
1 | ---
  | ^^^ in this front matter
  |
 ::: data/documents.yaml:2:10
  |
2 |   - {id: note-one, template: note, unit: van-phong}
  |          -------- while this document was made

0 documents, 0 pages · 1 failed · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
}

#[test]
fn errors_in_the_data_publish_nothing() {
    let project = built();
    let manifest = project.text("output/manifest.json");
    project.edit("data/units.yaml", "headcount: 7", "headcount: nhiều");
    project.edit("templates/note.md", "có", "hiện có");
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[wrong-type]: expected a whole number such as 12, found `nhiều`
 --> data/units.yaml:7:16
  |
7 |     headcount: nhiều
  |                ^^^^^ expected a whole number such as 12

1 error; nothing was published

"#]]);
    assert_eq!(project.text("output/manifest.json"), manifest);
}

#[test]
fn a_document_that_is_gone_takes_its_file_along_and_no_other() {
    let project = built();
    project.write("output/vu-to-chuc/notes.txt", "mine");
    project.write("output/van-phong.pdf", "mine too");
    project.write("data/documents.yaml", DOCUMENTS.lines().take(2).collect::<Vec<_>>().join("\n"));
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stderr
removed vu-to-chuc/note-two.pdf, which nothing makes any more
0 documents, 0 pages · 1 up to date · [TIME] · [ROOT]/output

"#]]);
    let files = ["manifest.json", "van-phong.pdf", "van-phong/note-one.pdf", "vu-to-chuc/notes.txt"];
    assert_eq!(project.files("output"), files);
}

#[test]
fn a_file_of_someone_else_is_not_overwritten() {
    let project = notes();
    project.write("output/van-phong/note-one.pdf", "mine");
    project.run(&["build"]).shows(str![[r#"
exit 2
--- stderr
error: van-phong/note-one.pdf is a file that vinhdanh did not make; move it or rename the document

"#]]);
    assert_eq!(project.text("output/van-phong/note-one.pdf"), "mine");
}

#[test]
fn two_documents_with_one_path_are_an_error() {
    let project = notes();
    project.write(
        "data/documents.yaml",
        "documents:\n  - {id: one, template: note, unit: van-phong, path: thư/Giấy khen}\n  - {id: two, template: note, unit: van-phong, path: THƯ/giấy khen}\n",
    );
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[bad-path]: the path `THƯ/giấy khen.pdf` is also that of `one` (`thư/Giấy khen.pdf`)
 --> data/documents.yaml:3:54
  |
2 |   - {id: one, template: note, unit: van-phong, path: thư/Giấy khen}
  |                                                      ------------- the other document
3 |   - {id: two, template: note, unit: van-phong, path: THƯ/giấy khen}
  |                                                      ^^^^^^^^^^^^^

1 error; nothing was published

"#]]);
    assert!(!project.path("output").exists());
}

#[test]
fn a_path_that_leaves_the_output_folder_is_an_error() {
    for path in ["../x", "/tmp/x", "a/../../x", "a//b", "C:/x", "con", "x\\y"] {
        let project = notes();
        let document =
            format!("documents:\n  - {{id: one, template: note, unit: van-phong, path: '{path}'}}\n");
        project.write("data/documents.yaml", document);
        let run = project.run(&["check", "--message-format", "short"]);
        assert!(run.at_fault().contains("error[bad-path]"), "{path}: {}", run.stdout);
    }
}

#[test]
fn an_output_folder_that_is_a_file_can_not_be_used() {
    notes().with("output", "").run(&["build"]).shows(str![[r#"
exit 2
--- stderr
error: failed to create the folder [ROOT]/output
  because: File exists (os error 17)

"#]]);
}

#[test]
#[cfg(feature = "embedded")]
fn without_the_program_the_engine_typst_can_not_run() {
    let project = notes();
    let mut command = project.command(&["build", "--engine", "typst"]);
    project.finish(command.env("PATH", "/nowhere")).shows(str![[r#"
exit 2
--- stderr
error: no engine can be used; to mend it: install Typst 0.15.1 (`cargo install typst-cli@0.15.1`), or use the embedded engine
  because: the `typst` program can't be used
  because: failed to ask `typst` for its version
  because: it could not be run
  because: No such file or directory (os error 2)

"#]]);
}

#[test]
fn for_programs_every_line_beside_the_result_is_an_object() {
    let project = notes();
    let run = project.run(&["build", "--message-format", "json", "--only", "note-one"]);
    run.done();
    let lines: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let last = lines.last().expect("the summary");
    assert!(last["headline"].as_str().is_some_and(|text| text.starts_with("1 document, 1 page")), "{last}");
    assert!(last.get("code").is_none(), "{last}");
    let run = Project::empty().run(&["build", "--message-format", "json"]);
    let error: serde_json::Value = serde_json::from_str(&run.stderr).expect(&run.stderr);
    assert_eq!((run.status, &error["severity"]), (Some(2), &serde_json::json!("error")));
}
