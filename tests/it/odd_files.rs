//! Files of a project that can't be read as they are: each is said, none is passed over or waited for.

use snapbox::str;

use crate::project::Project;

const UNIT: &str = "units:\n  - {id: van-phong, name: Văn phòng}\n";

/// A project with one unit.
fn project() -> Project {
    Project::new().with("data/a.yaml", UNIT)
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_said() {
    use std::os::unix::ffi::OsStrExt as _;
    let project = project();
    project.write(std::path::Path::new("data").join(std::ffi::OsStr::from_bytes(b"b\xff.yaml")), "");
    project.run(&["check"]).shows(str![[r#"
exit 0
--- stdout
warning[odd-file-name]: `data/b�.yaml` is not read: its name is not valid Unicode
--> data/b�.yaml
 = help: data files end in `.yaml`

--- stderr
1 warning

"#]]);
}

#[test]
fn what_windows_puts_into_a_file_is_no_mistake() {
    let project = Project::empty().with("vinhdanh.yaml", "\u{feff}vinhdanh: 1\r\n");
    project.write("data/a.yaml", "\u{feff}units:\r\n  - id: van-phong\r\n    name: Văn\r\n      phòng\r\n");
    project.run(&["check"]).shows(str![[r#"
exit 0
--- stderr
nothing found

"#]]);
}

#[test]
fn a_template_with_the_line_ends_of_windows_makes_the_same_document() {
    let template = "---\nlayout: state\ntitle: GHI CHÚ\n---\n\nMột\n\n- hai\n- ba\n";
    let document = "documents:\n  - {id: note, template: note, unit: van-phong}\n";
    let project = project().with("data/b.yaml", document).with("templates/note.md", template);
    project.run(&["build"]).done();
    project.write("templates/note.md", format!("\u{feff}{template}").replace('\n', "\r\n"));
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stderr
0 documents, 0 pages · 1 up to date · [TIME] · [ROOT]/output

"#]]);
}

#[test]
fn documents_of_a_file_that_is_not_read_stay() {
    let document = "documents:\n  - {id: note, template: note, unit: van-phong}\n";
    let project = project()
        .with("data/b.yaml", document)
        .with("templates/note.md", "---\nlayout: state\ntitle: GHI CHÚ\n---\n\nMột\n");
    project.run(&["build"]).done();
    project.write("data/b.YAML", document);
    project.remove("data/b.yaml");
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stderr
warning[odd-file-name]: `data/b.YAML` is not read: its ending is not in small letters
--> data/b.YAML
 = help: data files end in `.yaml`

warning: van-phong/note.pdf is kept: nothing makes it any more, but a file of the data is not read
0 documents, 0 pages · [TIME] · [ROOT]/output

"#]]);
    assert_eq!(project.files("output"), ["manifest.json", "van-phong/note.pdf"]);
    project.remove("data/b.YAML");
    project.run(&["build"]).done();
    assert_eq!(project.files("output"), ["manifest.json"]);
}

#[test]
fn a_project_file_that_is_not_utf_8_is_a_mistake_in_the_project() {
    Project::empty().with("vinhdanh.yaml", b"vinhdanh: 1\nname: \xff\n").run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[not-utf8]: `vinhdanh.yaml` is not UTF-8 text: byte 19 does not fit
--> vinhdanh.yaml

--- stderr
1 error

"#]]);
}

#[test]
fn an_empty_project_file_is_a_mistake() {
    Project::empty().with("vinhdanh.yaml", "# nothing\n").run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[missing-key]: a project needs the key `vinhdanh`
 --> vinhdanh.yaml:1:1
  |
1 | # nothing
  | ^ nothing is written here
  |
  = help: write `vinhdanh: 1`

--- stderr
1 error

"#]]);
}

#[test]
fn a_project_file_with_mistakes_is_shown_like_data() {
    Project::empty().with("vinhdanh.yaml", "vinhdanh: 1\noutptu: x\nengine: latex\n").run(&["check"]).shows(
        str![[r#"
exit 1
--- stdout
error[unknown-key]: a project has no key `outptu`
 --> vinhdanh.yaml:2:1
  |
2 | outptu: x
  | ^^^^^^
  |
  = help: did you mean `output`?

error[unknown-word]: `latex` is not an engine
 --> vinhdanh.yaml:3:9
  |
3 | engine: latex
  |         ^^^^^
  |
  = help: use one of `auto`, `typst`, `embedded`

--- stderr
2 errors

"#]],
    );
}

#[test]
fn a_project_of_a_later_format_is_not_guessed_at() {
    project().with("vinhdanh.yaml", "vinhdanh: 2\n").run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[unknown-word]: the project has format 2, and this version of vinhdanh knows only 1
 --> vinhdanh.yaml:1:11
  |
1 | vinhdanh: 2
  |           ^

--- stderr
1 error

"#]]);
}

#[test]
fn a_project_without_data_is_said() {
    Project::new().run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[unreadable-file]: `data` can't be read: No such file or directory (os error 2)
--> data

--- stderr
1 error

"#]]);
}

#[test]
fn a_folder_of_templates_that_is_named_but_not_there_is_said() {
    project().with("vinhdanh.yaml", "vinhdanh: 1\ntemplates: forms\n").run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[unreadable-file]: `forms` can't be read: No such file or directory (os error 2)
--> forms

--- stderr
1 error

"#]]);
}

#[test]
fn a_folder_of_fonts_that_is_named_but_not_there_is_said() {
    project().with("vinhdanh.yaml", "vinhdanh: 1\nfonts: [fonts]\n").run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[unreadable-file]: there is no folder `fonts`
 --> vinhdanh.yaml:2:9
  |
2 | fonts: [fonts]
  |         ^^^^^ no fonts are found here

1 error; nothing was published

"#]]);
}

#[test]
fn a_template_that_is_not_utf_8_is_a_mistake_in_the_project() {
    project().with("templates/note.md", b"---\nlayout: state\n---\n\xff").run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[not-utf8]: `templates/note.md` is not UTF-8 text: byte 23 does not fit
--> templates/note.md

--- stderr
1 error

"#]]);
}

#[test]
fn a_template_without_front_matter_is_shown() {
    project().with("templates/note.md", "Một\n").run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[template-error]: the template `note.md` has no front matter
 --> templates/note.md:1:1
  |
1 | Một
  | ^ expected a line `---`, YAML, and a line `---`

--- stderr
1 error

"#]]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_said() {
        let project = project();
        symlink("nowhere.yaml", project.path("data/b.yaml")).unwrap();
        project.run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[unreadable-file]: `data/b.yaml` can't be read: No such file or directory (os error 2)
--> data/b.yaml

--- stderr
1 error

"#]]);
    }

    #[test]
    fn a_link_to_a_file_is_read_like_the_file() {
        let project =
            project().with("elsewhere/b.yaml", "units:\n  - {id: vu, name: Vụ, parent: van-phong}\n");
        symlink("../elsewhere/b.yaml", project.path("data/b.yaml")).unwrap();
        project.run(&["check"]).done();
        project.write("elsewhere/b.yaml", "units: [x]\n");
        project.run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[wrong-type]: expected a mapping with the keys of a unit, found `x`
 --> data/b.yaml:1:9
  |
1 | units: [x]
  |         ^ expected a mapping with the keys of a unit

--- stderr
1 error

"#]]);
    }

    #[test]
    fn a_template_that_can_not_be_read_is_said() {
        let project = project();
        project.write("templates/notes.txt", "");
        symlink("nowhere.md", project.path("templates/letter.md")).unwrap();
        project.run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[unreadable-file]: `templates/letter.md` can't be read: No such file or directory (os error 2)
--> templates/letter.md

--- stderr
1 error

"#]]);
    }

    #[test]
    fn devices_and_pipes_are_no_data() {
        let project = project();
        symlink("/dev/zero", project.path("data/b.yaml")).unwrap();
        assert!(
            std::process::Command::new("mkfifo").arg(project.path("data/c.yaml")).status().unwrap().success()
        );
        project.run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[unreadable-file]: `data/b.yaml` can't be read: it is not an ordinary file
--> data/b.yaml

error[unreadable-file]: `data/c.yaml` can't be read: it is not an ordinary file
--> data/c.yaml

--- stderr
2 errors

"#]]);
    }

    #[test]
    fn a_folder_that_can_not_be_read_is_said() {
        let project = project().with("data/closed/b.yaml", "");
        let closed = project.path("data/closed");
        let set_rights =
            |rights| std::fs::set_permissions(&closed, PermissionsExt::from_mode(rights)).unwrap();
        set_rights(0o000);
        let run = project.run(&["check"]);
        let reads_all = std::fs::read_dir(&closed).is_ok();
        set_rights(0o755);
        // Root reads every folder: then there is nothing to say.
        if !reads_all {
            run.shows(str![]);
        }
    }
}
