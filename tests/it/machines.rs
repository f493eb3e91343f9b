//! The examples of `docs/machines/`: valid files, whose commands make what one build makes.
//!
//! The engines themselves are not here. Each command is taken out of its file and run as the engine would: once for
//! each index, with the variables that the engine sets.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::project::{Project, repository};

fn text(name: &str) -> String {
    let path = repository().join("docs/machines").join(name);
    #[expect(clippy::disallowed_methods, reason = "it is no file of a project")]
    std::fs::read_to_string(path).unwrap()
}

fn yaml(name: &str) -> Value {
    serde_saphyr::from_str(&text(name)).unwrap()
}

/// A project of a few documents, built as a whole into `whole`.
fn project() -> Project {
    let mut documents = "documents:\n".to_owned();
    for number in 1..=12 {
        writeln!(documents, "  - {{id: note-{number}, template: note, unit: vu}}").unwrap();
    }
    let project = Project::new()
        .with("data/units.yaml", "units:\n  - {id: vu, name: Vụ Pháp chế}\n")
        .with("data/documents.yaml", documents)
        .with("templates/note.md", "---\nlayout: state\ntitle: GHI CHÚ\n---\n\n{{ unit.name }}.\n");
    project.run(&["build", "--output", "whole"]).done();
    project
}

/// Runs a command of a shell in the project, with these variables and `vinhdanh` on the search path.
#[track_caller]
fn run(project: &Project, script: &[&str], variables: &[(&str, String)]) {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_vinhdanh"));
    let folders = [program.parent().unwrap().to_owned(), "/usr/bin".into(), "/bin".into()];
    let like = project.command(&["--version"]);
    let mut command = Command::new(script[0]);
    command.args(&script[1..]).current_dir(project.path("")).env_clear();
    command.envs(like.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", std::env::join_paths(folders).unwrap());
    command.envs(variables.iter().map(|(name, value)| (*name, value)));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{script:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Demands that what was merged into `output` is byte for byte the whole.
#[track_caller]
fn assert_merged(project: &Project) {
    let files = project.files("whole");
    assert_eq!(project.files("output"), files);
    for file in files {
        assert!(project.read(&format!("output/{file}")) == project.read(&format!("whole/{file}")), "{file}");
    }
}

/// Returns the command of the only step of a job of GitHub Actions that calls a command of ours.
#[track_caller]
fn step<'a>(workflow: &'a Value, job: &str, command: &str) -> &'a str {
    let steps = workflow["jobs"][job]["steps"].as_array().unwrap();
    let runs: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    let [only] = runs.iter().filter(|run| run.starts_with(command)).collect::<Vec<_>>()[..] else {
        panic!("{runs:?}")
    };
    only
}

#[test]
fn the_matrix_of_github_actions_makes_the_whole() {
    let project = project();
    let workflow = yaml("github.yml");
    let parts = workflow["jobs"]["part"]["strategy"]["matrix"]["part"].as_array().unwrap();
    let build = step(&workflow, "part", "vinhdanh build");
    for part in parts {
        // The runner replaces expressions before a shell sees them.
        let script = build.replace("${{ matrix.part }}", &part.to_string());
        let script = script.replace("${{ strategy.job-total }}", &parts.len().to_string());
        assert!(!script.contains("${{"), "{script}");
        run(&project, &["bash", "-e", "-c", &script], &[]);
        // What the artifact holds: files whose names begin with a dot are left out.
        let folder = project.path(format!("part-{part}/.vinhdanh"));
        #[expect(clippy::disallowed_methods, reason = "the folder is this test's own")]
        std::fs::remove_dir_all(folder).unwrap();
    }
    run(&project, &["bash", "-e", "-c", step(&workflow, "merge", "vinhdanh merge")], &[]);
    assert_merged(&project);
}

/// Returns the command of the only container of a job of Kubernetes, with the paths of its volume in the project.
#[track_caller]
fn container(job: &Value, project: &Project) -> Vec<String> {
    assert_eq!((job["apiVersion"].as_str(), job["kind"].as_str()), (Some("batch/v1"), Some("Job")));
    let pod = &job["spec"]["template"]["spec"];
    let [container] = &pod["containers"].as_array().unwrap()[..] else { panic!("{pod}") };
    let [mount] = &container["volumeMounts"].as_array().unwrap()[..] else { panic!("{container}") };
    assert_eq!(mount["name"], pod["volumes"][0]["name"]);
    let root = format!("{}/", mount["mountPath"].as_str().unwrap());
    let here = project.path("").to_str().unwrap().to_owned();
    let words = container["command"].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
    words.map(|word| word.replace(&format!("{root}project"), &here).replace(&root, &here)).collect()
}

#[test]
fn the_indexed_job_of_kubernetes_makes_the_whole() {
    let project = project();
    let job = yaml("kubernetes.yaml");
    assert_eq!(job["spec"]["completionMode"], "Indexed");
    let command = container(&job, &project);
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    for index in 0..job["spec"]["completions"].as_u64().unwrap() {
        run(&project, &command, &[("JOB_COMPLETION_INDEX", index.to_string())]);
    }
    let merge = container(&yaml("kubernetes-merge.yaml"), &project);
    run(&project, &merge.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    assert_merged(&project);
}

#[test]
fn the_array_of_slurm_makes_the_whole() {
    let project = project();
    for name in ["slurm.sh", "slurm-merge.sh"] {
        project.write(name, text(name));
        run(&project, &["bash", "-n", name], &[]);
    }
    let script = text("slurm.sh");
    let option = |name: &str| {
        let value = script.lines().find_map(|line| line.strip_prefix("#SBATCH --")?.strip_prefix(name));
        value.and_then(|value| value.strip_prefix('=')).unwrap().to_owned()
    };
    let array = option("array");
    let (first, last) = array.split_once('-').unwrap();
    let (first, last): (u32, u32) = (first.parse().unwrap(), last.parse().unwrap());
    for task in first..=last {
        let variables = [
            ("SLURM_ARRAY_TASK_ID", task.to_string()),
            ("SLURM_ARRAY_TASK_COUNT", (last - first + 1).to_string()),
            ("SLURM_CPUS_PER_TASK", option("cpus-per-task")),
        ];
        run(&project, &["bash", "slurm.sh"], &variables);
    }
    run(&project, &["bash", "slurm-merge.sh"], &[]);
    assert_merged(&project);
}
