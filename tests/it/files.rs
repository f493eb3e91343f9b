//! Files that can't be read, or that only look like data: each is said, none is passed over.

use snapbox::str;

use crate::project::Project;

const UNIT: &str = "units:\n  - {id: van-phong, name: Văn phòng}\n";

#[test]
fn both_endings_of_yaml_are_data() {
    let project = Project::new()
        .with("data/a.yaml", UNIT)
        .with("data/năm 2015/b.yml", "units:\n  - {id: vu, name: Vụ, parent: van-phong}\n");
    project.run(&["check"]).shows(str![]);
}

#[test]
fn files_that_only_look_like_data_are_said() {
    let project = Project::new().with("data/a.yaml", UNIT).with("data/README.md", "").with("data/a.csv", "");
    for name in ["b.YAML", "b.yaml.bak", "b.yaml~", ".b.yaml", "#b.yml#"] {
        project.write(format!("data/{name}"), "units: [");
    }
    project.run(&["check"]).shows(str![]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_said() {
    use std::os::unix::ffi::OsStrExt as _;
    let project = Project::new().with("data/a.yaml", UNIT);
    project.write(std::ffi::OsStr::from_bytes(b"data/b\xff.yaml"), "");
    project.run(&["check"]).shows(str![]);
}

#[test]
fn a_file_that_is_not_utf_8_is_said_with_the_place() {
    let project = Project::new().with("data/a.yaml", b"units:\n  - {id: vp, name: V\xa8n}\n");
    project.run(&["check"]).shows(str![]);
}

#[test]
fn a_project_file_that_is_not_utf_8_is_a_mistake_in_the_project() {
    Project::empty().with("vinhdanh.yaml", b"vinhdanh: 1\nname: \xff\n").run(&["check"]).shows(str![]);
}

#[test]
fn a_project_file_with_mistakes_is_shown_like_data() {
    Project::empty().with("vinhdanh.yaml", "vinhdanh: 1\noutptu: x\nengine: latex\n").run(&["check"]).shows(str![]);
}

#[test]
fn a_project_without_data_is_said() {
    Project::new().run(&["check"]).shows(str![]);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_said() {
        let project = Project::new().with("data/a.yaml", UNIT);
        symlink("nowhere.yaml", project.path("data/b.yaml")).unwrap();
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn a_link_into_its_own_folder_is_said_and_not_followed_for_ever() {
        let project = Project::new().with("data/a.yaml", UNIT);
        symlink("..", project.path("data/loop")).unwrap();
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn a_link_to_a_file_is_read_like_the_file() {
        let project = Project::new().with("elsewhere/a.yaml", UNIT).with("data/b.yaml", "");
        symlink("../elsewhere/a.yaml", project.path("data/a.yaml")).unwrap();
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn a_folder_that_can_not_be_read_is_said() {
        use std::os::unix::fs::PermissionsExt as _;
        let project = Project::new().with("data/a.yaml", UNIT).with("data/closed/b.yaml", "");
        let rights = |mode| std::fs::set_permissions(project.path("data/closed"), PermissionsExt::from_mode(mode)).unwrap();
        rights(0o000);
        let is_root = std::fs::read_dir(project.path("data/closed")).is_ok();
        let run = project.run(&["check"]);
        rights(0o755);
        // Root reads every folder; then there is nothing to say.
        if !is_root {
            run.shows(str![]);
        }
    }

    #[test]
    fn a_template_that_can_not_be_read_is_said() {
        let project = Project::new().with("data/a.yaml", UNIT).with("templates/b.md", "---\nlayout: state\n---\n");
        symlink("nowhere.md", project.path("templates/letter.md")).unwrap();
        project.run(&["check"]).shows(str![]);
    }

    #[test]
    fn a_device_is_no_data() {
        let project = Project::new().with("data/a.yaml", UNIT);
        symlink("/dev/zero", project.path("data/b.yaml")).unwrap();
        project.run(&["check"]).shows(str![]);
    }
}
