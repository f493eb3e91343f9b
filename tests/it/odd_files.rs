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
    project.run(&["check"]).shows(str![]);
}

#[test]
fn what_windows_puts_into_a_file_is_no_mistake() {
    let project = Project::empty().with("vinhdanh.yaml", "\u{feff}vinhdanh: 1\r\n");
    project.write("data/a.yaml", "\u{feff}units:\r\n  - id: van-phong\r\n    name: Văn\r\n      phòng\r\n");
    project.run(&["check"]).shows(str![]);
}

#[test]
fn a_template_with_the_line_ends_of_windows_makes_the_same_document() {
    let template = "---\nlayout: state\ntitle: GHI CHÚ\n---\n\nMột\n\n- hai\n- ba\n";
    let document = "documents:\n  - {id: note, template: note, unit: van-phong}\n";
    let project = project().with("data/b.yaml", document).with("templates/note.md", template);
    project.run(&["build"]).done();
    project.write("templates/note.md", format!("\u{feff}{template}").replace('\n', "\r\n"));
    project.run(&["build"]).shows(str![]);
}

#[test]
fn a_project_file_that_is_not_utf_8_is_a_mistake_in_the_project() {
    Project::empty().with("vinhdanh.yaml", b"vinhdanh: 1\nname: \xff\n").run(&["check"]).shows(str![]);
}

#[test]
fn an_empty_project_file_is_a_mistake() {
    Project::empty().with("vinhdanh.yaml", "# nothing\n").run(&["check"]).shows(str![]);
}

#[test]
fn a_project_file_with_mistakes_is_shown_like_data() {
    Project::empty().with("vinhdanh.yaml", "vinhdanh: 1\noutptu: x\nengine: latex\n").run(&["check"]).shows(str![]);
}

#[test]
fn a_project_of_a_later_format_is_not_guessed_at() {
    project().with("vinhdanh.yaml", "vinhdanh: 2\n").run(&["check"]).shows(str![]);
}

#[test]
fn a_project_without_data_is_said() {
    Project::new().run(&["check"]).shows(str![]);
}

#[test]
fn a_folder_of_templates_that_is_named_but_not_there_is_said() {
    project().with("vinhdanh.yaml", "vinhdanh: 1\ntemplates: forms\n").run(&["check"]).shows(str![]);
}

#[test]
fn a_folder_of_fonts_that_is_named_but_not_there_is_said() {
    project().with("vinhdanh.yaml", "vinhdanh: 1\nfonts: [fonts]\n").run(&["build"]).shows(str![]);
}

#[test]
fn a_template_that_is_not_utf_8_is_a_mistake_in_the_project() {
    project().with("templates/note.md", b"---\nlayout: state\n---\n\xff").run(&["check"]).shows(str![]);
}

#[test]
fn a_template_without_front_matter_is_shown() {
    project().with("templates/note.md", "Một\n").run(&["check"]).shows(str![]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_said() {
        let project = project();
        symlink("nowhere.yaml", project.path("data/b.yaml")).unwrap();
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn a_link_to_a_file_is_read_like_the_file() {
        let project = project().with("elsewhere/b.yaml", "units:\n  - {id: vu, name: Vụ, parent: van-phong}\n");
        symlink("../elsewhere/b.yaml", project.path("data/b.yaml")).unwrap();
        project.run(&["check"]).done();
        project.write("elsewhere/b.yaml", "units: [x]\n");
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn a_template_that_can_not_be_read_is_said() {
        let project = project();
        project.write("templates/notes.txt", "");
        symlink("nowhere.md", project.path("templates/letter.md")).unwrap();
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn devices_and_pipes_are_no_data() {
        let project = project();
        symlink("/dev/zero", project.path("data/b.yaml")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(project.path("data/c.yaml")).status().unwrap().success());
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn a_folder_that_can_not_be_read_is_said() {
        let project = project().with("data/closed/b.yaml", "");
        let closed = project.path("data/closed");
        let set_rights = |rights| std::fs::set_permissions(&closed, PermissionsExt::from_mode(rights)).unwrap();
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
