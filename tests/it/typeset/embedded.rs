//! The embedded engine: the same as the program, and never worse off for a bad document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use vinhdanh::emit::TypstSource;
use vinhdanh::typeset::external::Program;
use vinhdanh::typeset::{Embedded, Engine as _, FailureKind, Limits, PdfOptions, WorkerCommand, worker};

#[cfg(target_os = "linux")]
use super::GREEDY;
use super::{ENDLESS, LONG, assert_stops, external, limits, message, plain, source, typst, workers};
use crate::child;

fn embedded(limits: Limits) -> Embedded {
    engine("", limits)
}

/// Makes an engine whose workers can be told from those of other tests.
fn engine(mark: &str, limits: Limits) -> Embedded {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_vinhdanh"));
    let arguments = vec![worker::ARGUMENT.into(), mark.into()];
    Embedded::new(workers(WorkerCommand { program, arguments }, limits))
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
            let found = embedded.typeset(&source, &options);
            assert!(found == expected, "{main}: {found:?} {expected:?}");
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

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_asks_for_too_much_memory_fails_alone() {
    let engine = embedded(Limits { memory: Some(256 << 20), ..limits(LONG) });
    for main in GREEDY {
        let failure = engine.typeset(&source(main), &plain()).unwrap_err();
        assert_eq!(message(&failure), (FailureKind::Memory, "it needed more than 256 MiB of memory"));
    }
    let pdf = engine.typeset(&source("x"), &plain()).unwrap();
    assert!(pdf.memory.is_some_and(|memory| memory > 1 << 20 && memory < 256 << 20), "{pdf:?}");
}

#[test]
fn a_document_is_given_up_when_the_run_is_stopped() {
    let limits = limits(LONG);
    let stop = limits.stop.clone();
    assert_stops(&embedded(limits), &stop);
}

#[test]
fn a_document_over_which_typst_panics_fails_alone() {
    let engine = embedded(limits(LONG));
    let mut many = source("x");
    many.files.extend((0..70_000).map(|number| (format!("{number}.txt"), Vec::new())));
    let failure = engine.typeset(&many, &plain()).unwrap_err();
    let (kind, message) = message(&failure);
    assert!(message.starts_with("Typst broke down: out of file ids"), "{message}");
    assert_eq!(kind, FailureKind::Crash);
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

#[cfg(unix)]
#[test]
fn a_program_that_is_no_worker_is_named_as_the_reason() {
    for (program, expected) in [
        (
            "/nowhere/vinhdanh",
            "failed to start the worker `/nowhere/vinhdanh`: No such file or directory (os error 2)",
        ),
        ("echo", "a worker did not get ready: it ended at once; "),
    ] {
        let command = WorkerCommand { program: program.into(), arguments: vec!["a long enough text".into()] };
        let engine = Embedded::new(workers(command, limits(LONG)));
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
        assert_eq!(message(&failure), (FailureKind::Killed, expected));
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
fn a_worker_that_has_grown_gives_way_to_another() {
    let mark = "grown-worker-mark";
    let engine = engine(mark, Limits { memory: Some(1 << 30), ..limits(LONG) });
    engine.typeset(&source("x"), &plain()).unwrap();
    let first = processes(mark);
    engine.typeset(&source("y"), &plain()).unwrap();
    assert_eq!(processes(mark), first);
    // Typst remembers what functions gave.
    let large = "#let f(n) = \"0123456789\" * n\n#f(20000000).len() #f(20000001).len() #f(20000002).len()";
    let pdf = engine.typeset(&source(large), &plain()).unwrap();
    assert!(pdf.memory.is_some_and(|memory| memory > 512 << 20), "{pdf:?}");
    assert_eq!(processes(mark), Vec::<String>::new());
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
