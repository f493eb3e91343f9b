//! Both engines: that they agree, and that a document that fails does so alone.
//!
//! The tests of the `typst` program take the one that `VINHDANH_TYPST` names, or else the one on the search path.
//! Without one they fail where `CI` is set, and say so elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use vinhdanh::emit::TypstSource;
use vinhdanh::typeset::external::{External, Program};
use vinhdanh::typeset::{
    Assets, Choice, Engine, Failure, FailureKind, Limits, PdfOptions, Place, Setup, TYPST_VERSION,
    WorkerCommand, fonts, select,
};

const LAYOUT: &str = r#"
#let page-style(body, title: "Báo cáo") = {
  set document(title: title, author: "Vụ Tổ chức", date: datetime(year: 2015, month: 4, day: 13))
  set text(lang: "vi", font: "Liberation Serif", size: 14pt)
  set page(paper: "a4", numbering: "1")
  body
}
#let broken(x) = x + 1
"#;

fn assets() -> Arc<Assets> {
    let layouts = BTreeMap::from([("/layout/base.typ".to_owned(), LAYOUT.as_bytes().to_vec())]);
    Arc::new(Assets { layouts, fonts: fonts::builtin() })
}

fn source(main: &str) -> TypstSource {
    let frame = r#"{"title": "BÁO CÁO TỔNG KẾT"}"#.as_bytes().to_vec();
    let main = format!("#import \"/layout/base.typ\": *\n{main}");
    TypstSource { main, files: BTreeMap::from([("frame.json".to_owned(), frame)]) }
}

fn plain() -> PdfOptions {
    PdfOptions { standards: Vec::new() }
}

fn limits(timeout: Duration) -> Limits {
    Limits { timeout, ..Limits::default() }
}

/// Enough for any honest document, also where many tests share the machine.
const LONG: Duration = Duration::from_mins(1);

fn message(failure: &Failure) -> (FailureKind, &str) {
    (failure.kind, failure.problems[0].message.as_str())
}

/// Returns the real program; nothing on a machine without one that is not the CI.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where Typst is")]
#[expect(clippy::print_stderr, reason = "a test must not pass silently without what it tests")]
fn typst() -> Option<Program> {
    let path = std::env::var("VINHDANH_TYPST").unwrap_or_else(|_| "typst".to_owned());
    let program = Program::find(Path::new(&path)).ok().filter(|found| found.version == TYPST_VERSION);
    if program.is_none() {
        assert!(std::env::var("CI").is_err(), "these tests need Typst {TYPST_VERSION}");
        eprintln!("skipped: no Typst {TYPST_VERSION} at `{path}`");
    }
    program
}

fn external(program: Program, timeout: Duration) -> External {
    External::new(program, assets(), limits(timeout), &std::env::temp_dir()).unwrap()
}

/// Something that never ends, and needs no memory for it.
const ENDLESS: &str =
    "#for a in range(99999) { for b in range(99999) { for c in range(99999) { let x = a } } }";

#[test]
fn the_program_makes_a_pdf_and_counts_its_pages() {
    let Some(typst) = typst() else { return };
    let engine = external(typst, LONG);
    let pdf = engine.typeset(&source("#show: page-style\nMột\n#pagebreak()\nHai"), &PdfOptions::default());
    let pdf = pdf.unwrap();
    assert_eq!((pdf.pages, pdf.warnings), (2, Vec::new()));
    assert!(pdf.bytes.starts_with(b"%PDF-1."));
}

#[test]
fn the_program_is_stopped_when_its_time_is_up() {
    let Some(typst) = typst() else { return };
    let engine = external(typst, Duration::from_millis(500));
    let failure = engine.typeset(&source(ENDLESS), &plain()).unwrap_err();
    assert_eq!(message(&failure), (FailureKind::Timeout, "it was not done after 0.5 seconds"));
    assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
}

#[test]
fn an_error_of_the_program_says_where_it_is() {
    let Some(typst) = typst() else { return };
    let failure = external(typst, LONG).typeset(&source("Tiếng Việt #broken(\"x\")"), &plain());
    let problem = failure.unwrap_err().problems.remove(0);
    let place = |file: &str, line, column| Place { file: file.to_owned(), line, column };
    assert_eq!(problem.message, "cannot add string and integer");
    assert_eq!(problem.place, Some(place("layout/base.typ", 8, 18)));
    assert_eq!(problem.trace[0].message, "while calling `broken`");
    assert_eq!(problem.trace[0].place, place("main.typ", 2, 13));
}

/// Programs that say they are Typst, and then do something else.
#[cfg(unix)]
mod fakes {
    use super::*;

    /// Writes a program whose first lines answer for its version.
    fn fake(folder: &Path, version: &str, script: &str) -> PathBuf {
        use std::io::Write as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        let path = folder.join("typst");
        let text = format!(
            "#!/bin/sh\nif [ \"$1\" = --version ]; then echo \"{version}\"; exit 0; fi\n{script}\n"
        );
        // In a process of its own, because a program that some thread still holds open for writing, perhaps
        // only in a child that it is just starting, can't be run.
        let mut child = std::process::Command::new("sh")
            .args(["-c", "cat > \"$0\" && chmod +x \"$0\""])
            .arg(&path)
            .stdin(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        drop(std::fs::OpenOptions::new().mode(0o755).read(true).open(&path).unwrap());
        path
    }

    fn run(script: &str) -> Failure {
        let folder = tempfile::tempdir().unwrap();
        let path = fake(folder.path(), "typst 0.15.1 (abc)", script);
        let engine = external(Program::find(&path).unwrap(), Duration::from_secs(5));
        engine.typeset(&source("x"), &plain()).unwrap_err()
    }

    #[test]
    fn each_way_of_breaking_down_is_told_from_the_others() {
        for (script, expected) in [
            ("exit 0", (FailureKind::Engine, "`typst` ended well, but wrote no PDF")),
            ("exit 3", (FailureKind::Crash, "Typst broke down: it ended with status 3")),
            ("kill -9 $$", (FailureKind::Crash, "Typst broke down: it was ended by signal 9")),
            (
                "echo 'memory allocation of 10737418240 bytes failed' >&2; kill -ABRT $$",
                (FailureKind::Memory, "Typst ran out of memory"),
            ),
            (
                "echo \"thread 'main' has overflowed its stack\" >&2; kill -ABRT $$",
                (FailureKind::Crash, "Typst ran out of stack: the document is nested too deeply"),
            ),
            ("echo 'error: no' >&2; exit 1", (FailureKind::Document, "no")),
        ] {
            assert_eq!(message(&run(script)), expected, "{script}");
        }
    }

    #[test]
    fn a_program_that_stays_after_closing_its_output_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let script = "exec >&- 2>&-; exec sleep 60";
        let program = Program::find(&fake(folder.path(), "typst 0.15.1", script)).unwrap();
        let failure = external(program, Duration::from_millis(300)).typeset(&source("x"), &plain());
        assert_eq!(failure.unwrap_err().kind, FailureKind::Timeout);
    }

    fn choose(choice: Choice, version: Option<&str>, named: bool, documents: usize) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = version.map(|version| fake(folder.path(), version, "exit 1"));
        // The search path of the tests may have a Typst, so "not named" can only be asked for without one.
        let program = if named { path.or(Some(PathBuf::from("/nowhere/typst"))) } else { None };
        let setup = Setup {
            choice,
            program,
            worker: WorkerCommand { program: PathBuf::from("/nowhere/vinhdanh"), arguments: Vec::new() },
            documents,
            assets: assets(),
            limits: Limits::default(),
            scratch: std::env::temp_dir(),
        };
        match select(&setup) {
            Ok(engine) => format!("{} {}", engine.name(), engine.version()),
            Err(error) => error.to_string().replace(&folder.path().display().to_string(), "[BIN]"),
        }
    }

    #[test]
    fn a_named_program_is_taken_at_its_word() {
        for (choice, version, expected) in [
            (Choice::Typst, Some("typst 0.15.1"), "typst 0.15.1"),
            (Choice::Typst, Some("typst 0.15.7"), "typst 0.15.7"),
            (Choice::Typst, Some("typst 0.14.2"), "`[BIN]/typst` is Typst 0.14.2, but 0.15.x is needed"),
            (Choice::Typst, Some("hello"), "the `typst` program can't be used"),
            (Choice::Typst, None, "the `typst` program can't be used"),
            (Choice::Auto, Some("typst 0.15.1"), "typst 0.15.1"),
            (Choice::Auto, Some("typst 0.15.7"), "typst 0.15.7"),
            (Choice::Auto, Some("typst 0.14.2"), "`[BIN]/typst` is Typst 0.14.2, but 0.15.x is needed"),
        ] {
            assert_eq!(choose(choice, version, true, 32), expected, "{choice:?} {version:?}");
        }
    }

    #[cfg(feature = "embedded")]
    #[test]
    fn many_documents_are_made_inside_where_the_bytes_are_the_same() {
        let choose = |version, documents| choose(Choice::Auto, Some(version), true, documents);
        assert_eq!(choose("typst 0.15.1", 33), "embedded 0.15.1");
        assert_eq!(choose("typst 0.15.7", 33), "typst 0.15.7");
    }

    #[cfg(feature = "embedded")]
    #[test]
    fn the_embedded_engine_needs_no_program() {
        assert_eq!(choose(Choice::Embedded, None, true, 1), "embedded 0.15.1");
    }

    #[cfg(not(feature = "embedded"))]
    #[test]
    fn without_any_engine_the_error_says_so() {
        let expected = "there is nothing to typeset with: no `typst` program, and no embedded engine in this build";
        assert_eq!(choose(Choice::Auto, None, true, 1), expected);
        assert_eq!(choose(Choice::Embedded, None, true, 1), "this build of vinhdanh has no embedded engine");
    }
}

#[cfg(feature = "embedded")]
mod embedded {
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::Instant;

    use vinhdanh::typeset::pool::Embedded;
    use vinhdanh::typeset::worker;

    use super::*;
    use crate::child;

    fn embedded(limits: Limits) -> Embedded {
        engine("", limits)
    }

    /// Makes an engine whose workers can be told from those of other tests.
    fn engine(mark: &str, limits: Limits) -> Embedded {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_vinhdanh"));
        let arguments = vec![worker::ARGUMENT.into(), mark.into()];
        Embedded::new(WorkerCommand { program, arguments }, &assets(), limits).unwrap()
    }

    const GOOD: [&str; 6] = [
        "#show: page-style\nXin chào",
        "#show: page-style\n#for i in range(40) [= Mục #i\n #lorem(90)\n\n]",
        "#show: page-style\n#json(\"frame.json\").title\n#table(columns: 2, [a], [b], [*c*], [_d_])",
        "#show: page-style\n#outline()\n= Một\n== Hai\n#link(\"https://vi.wikipedia.org\")[liên kết] #footnote[x]",
        "#set document(title: [Không có ngày])\n#set text(lang: \"vi\", font: \"Liberation Serif\")\nx",
        "#set document(title: [Cảnh báo])\n#set text(lang: \"vi\", font: (\"Liberation Serif\", \"Nope\"))\n$ x^2 $",
    ];

    #[test]
    fn both_engines_give_the_same_bytes() {
        let Some(typst) = typst() else { return };
        let (external, embedded) = (external(typst, LONG), embedded(limits(LONG)));
        for options in [plain(), PdfOptions::default()] {
            for main in GOOD {
                let source = source(main);
                let expected = external.typeset(&source, &options);
                assert!(embedded.typeset(&source, &options) == expected, "{main}: {expected:?}");
            }
        }
    }

    #[test]
    fn both_engines_find_the_same_problems() {
        let Some(typst) = typst() else { return };
        let (external, embedded) = (external(typst, LONG), embedded(limits(LONG)));
        for main in [
            "Tiếng Việt #broken(\"x\")",
            "#panic(\"một\\nhai\")",
            "#unknown",
            "#let x = (1, 2\n",
            "#json(\"absent.json\")",
            "#read(\"../outside\")",
            "#json(bytes(\"{\"))",
            "#image(\"frame.json\")",
            "#import \"/layout/absent.typ\": x",
            "#show heading: it => [#it.body #unknown]\n= Một",
            "#text(font: \"Nope\")[x] #text(fill: rgb(\"zz\"))[y]",
            "#let f(n) = f(n + 1)\n#f(0)",
            "#a-b",
            "#set text(siz: 1pt)\n#par(leading: 3)[x]",
            "#while true { }",
            "#figure(rect())",
            "*x",
            "#let a = 1; #a.b",
        ] {
            let source = source(main);
            // The default standards, so that what they refuse is compared as well.
            let expected = external.typeset(&source, &PdfOptions::default()).unwrap_err();
            let found = embedded.typeset(&source, &PdfOptions::default()).unwrap_err();
            assert_eq!(found, expected, "{main}");
        }
    }

    #[test]
    fn the_environment_changes_nothing() {
        let Some(typst) = typst() else { return };
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.pdf");
        let argument = format!("{}\n{}", typst.path.display(), target.display());
        let mut command =
            child::command("typeset::embedded::child_that_runs_typst_in_a_strange_environment", &argument);
        command.env("TYPST_ROOT", "/nowhere").env("SOURCE_DATE_EPOCH", "1234567890");
        command.env("TYPST_FONT_PATHS", "/nowhere").env("TYPST_FEATURES", "nonsense");
        command.env("TYPST_IGNORE_SYSTEM_FONTS", "maybe").env("TYPST_PACKAGE_PATH", "/nowhere");
        command.env("TZ", "Asia/Ho_Chi_Minh").env("LANG", "vi_VN.UTF-8").env("RAYON_NUM_THREADS", "7");
        assert!(command.stdout(Stdio::null()).status().unwrap().success());
        let expected = embedded(limits(LONG)).typeset(&source(GOOD[4]), &plain()).unwrap();
        assert!(vinhdanh::fs::read(&target).unwrap() == expected.bytes);
    }

    #[test]
    #[ignore = "it is the child of another test"]
    fn child_that_runs_typst_in_a_strange_environment() {
        let Some(argument) = child::argument() else { return };
        let (typst, target) = argument.split_once('\n').unwrap();
        let engine = external(Program::find(Path::new(typst)).unwrap(), LONG);
        let pdf = engine.typeset(&source(GOOD[4]), &plain()).unwrap();
        vinhdanh::fs::write(Path::new(target), &pdf.bytes).unwrap();
    }

    #[test]
    fn a_document_that_never_ends_fails_alone() {
        let engine = embedded(limits(Duration::from_secs(2)));
        let failure = engine.typeset(&source(ENDLESS), &plain()).unwrap_err();
        assert_eq!(message(&failure), (FailureKind::Timeout, "it was not done after 2 seconds"));
        assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
    }

    #[test]
    fn a_document_that_overflows_the_stack_fails_alone() {
        let engine = embedded(limits(LONG));
        let main = "#let c = [x]\n#for i in range(3000000) { c = strong(c) }\n#c";
        let failure = engine.typeset(&source(main), &plain()).unwrap_err();
        let expected = "Typst ran out of stack: the document is nested too deeply";
        assert_eq!(message(&failure), (FailureKind::Crash, expected));
        assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
    }

    #[test]
    fn a_document_over_which_typst_panics_fails_alone() {
        let engine = embedded(limits(LONG));
        let mut many = source("x");
        many.files.extend((0..70_000).map(|number| (format!("{number}.txt"), Vec::new())));
        let failure = engine.typeset(&many, &plain()).unwrap_err();
        assert_eq!(message(&failure), (FailureKind::Crash, "Typst broke down: out of file ids"));
        assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
    }

    #[test]
    fn documents_do_not_see_each_other() {
        let engine = embedded(limits(LONG));
        let first = TypstSource {
            main: "#counter(\"a\").update(7) <label> #read(\"secret.txt\")".to_owned(),
            files: BTreeMap::from([("secret.txt".to_owned(), b"secret".to_vec())]),
        };
        engine.typeset(&first, &plain()).unwrap();
        let second = source("#context assert(counter(\"a\").get() == (0,))\n#read(\"secret.txt\")");
        let failure = engine.typeset(&second, &plain()).unwrap_err();
        let expected = "file not found (searched at secret.txt)";
        assert_eq!(message(&failure), (FailureKind::Document, expected));
    }

    #[test]
    fn threads_share_the_engine() {
        let engine = embedded(Limits { documents_per_worker: 3, ..limits(LONG) });
        let expected = engine.typeset(&source(GOOD[0]), &plain()).unwrap();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        assert!(engine.typeset(&source(GOOD[0]), &plain()).unwrap() == expected);
                    }
                });
            }
        });
    }

    #[test]
    fn a_program_that_is_no_worker_is_named_as_the_reason() {
        for (program, expected) in [
            ("/nowhere/vinhdanh", "failed to start the worker `/nowhere/vinhdanh`: No such file or directory (os error 2)"),
            ("echo", "a worker did not get ready: it ended at once; "),
        ] {
            let command = WorkerCommand { program: program.into(), arguments: vec!["a long enough text".into()] };
            let engine = Embedded::new(command, &assets(), limits(LONG)).unwrap();
            let failure = engine.typeset(&source("x"), &plain()).unwrap_err();
            assert_eq!(message(&failure), (FailureKind::Engine, expected));
        }
    }

    /// Returns the ids of the processes that have a word on their command line.
    #[cfg(target_os = "linux")]
    fn processes(word: &str) -> Vec<String> {
        let list = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
            let path = entry.ok()?.path();
            let command = vinhdanh::fs::read(&path.join("cmdline")).ok()?;
            let mut words = command.split(|byte| *byte == 0);
            words.any(|found| found == word.as_bytes()).then_some(())?;
            Some(path.file_name()?.to_str()?.to_owned())
        });
        list.collect()
    }

    #[cfg(target_os = "linux")]
    #[track_caller]
    fn wait_until(what: &str, condition: impl Fn() -> bool) {
        let deadline = Instant::now() + LONG;
        while !condition() {
            assert!(Instant::now() < deadline, "waited in vain for {what}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[cfg(target_os = "linux")]
    fn kill(id: &str) {
        assert!(Command::new("kill").args(["-9", id]).status().unwrap().success());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_worker_that_is_killed_costs_only_its_document() {
        let mark = "killed-worker-mark";
        let engine = engine(mark, limits(LONG));
        assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
        let idle = processes(mark);
        assert_eq!(idle.len(), 1);
        kill(&idle[0]);
        // Killed while it waits, it costs nothing at all.
        assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
        thread::scope(|scope| {
            let document = scope.spawn(|| engine.typeset(&source(ENDLESS), &plain()));
            thread::sleep(Duration::from_millis(300));
            kill(&processes(mark)[0]);
            let failure = document.join().unwrap().unwrap_err();
            let expected = "Typst broke down: it was ended by signal 9";
            assert_eq!(message(&failure), (FailureKind::Crash, expected));
        });
        assert_eq!(engine.typeset(&source("x"), &plain()).unwrap().pages, 1);
        drop(engine);
        assert_eq!(processes(mark), Vec::<String>::new());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn workers_give_way_to_others() {
        let mark = "replaced-worker-mark";
        let engine = engine(mark, Limits { documents_per_worker: 2, ..limits(LONG) });
        let workers: Vec<Vec<String>> = (0..4)
            .map(|_| {
                engine.typeset(&source("x"), &plain()).unwrap();
                processes(mark)
            })
            .collect();
        assert_eq!(workers.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 1, 0]);
        assert_ne!(workers[0], workers[2]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn workers_do_not_outlive_the_program_that_was_killed() {
        let mark = format!("orphan-mark-{}", std::process::id());
        let mut command = child::command("typeset::embedded::child_that_never_ends", &mark);
        let mut program = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait_until("the worker to start", || processes(&mark).len() == 1);
        // Until it is in the middle of the document.
        thread::sleep(Duration::from_millis(500));
        assert_eq!(processes(&mark).len(), 1);
        program.kill().unwrap();
        program.wait().unwrap();
        wait_until("the worker to end", || processes(&mark).is_empty());
    }

    #[test]
    #[ignore = "it is the child of another test, and never ends"]
    fn child_that_never_ends() {
        let Some(mark) = child::argument() else { return };
        drop(engine(&mark, limits(LONG)).typeset(&source(ENDLESS), &plain()));
    }
}
