//! Runs tasks on plain threads.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does `work` on every task, `jobs` at a time, and returns what `on_result` made of each, in the
/// order of the tasks.
///
/// `work` runs on the threads; it is the place for everything that takes time: composing,
/// typesetting, writing. `on_result` runs here, for one task after the other, as they end: it shows
/// progress and keeps what is small. Thus no more than `jobs` results are held at a time, however
/// many tasks there are.
///
/// When `on_result` breaks, no further task is begun; those under way still end and are reported.
/// With one job none is under way then. Tasks that never began are `None`.
///
/// Plain threads and not rayon's, because its tasks nest with Typst's own work stealing, and about
/// a thousand of them overflow the stack.
pub fn run_all<T, R, S>(
    jobs: usize,
    tasks: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut on_result: impl FnMut(usize, R) -> ControlFlow<S, S>,
) -> Vec<Option<S>>
where
    T: Sync,
    R: Send,
{
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let (sender, results) = mpsc::channel();
    let mut kept = Vec::new();
    kept.resize_with(tasks.len(), || None);
    thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, tasks.len().max(1)) {
            let sender = sender.clone();
            let (next, stopped, work) = (&next, &stopped, &work);
            scope.spawn(move || {
                while !stopped.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(index) else { break };
                    // A thread begins its next task only when its last result was looked at.
                    let (seen, wait) = mpsc::channel::<()>();
                    let sent = sender.send((index, work(task), seen));
                    if sent.is_err() || wait.recv().is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (index, result, seen) in results {
            let result = on_result(index, result);
            stopped.fetch_or(result.is_break(), Ordering::Relaxed);
            kept[index] = Some(match result {
                ControlFlow::Continue(kept) | ControlFlow::Break(kept) => kept,
            });
            // A thread that is gone waits for nothing.
            seen.send(()).unwrap_or_default();
        }
    });
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_tasks() {
        let tasks: Vec<u64> = (0..50).collect();
        let slow_at_first = |task: &u64| {
            thread::sleep(std::time::Duration::from_micros(50 - task));
            task * 2
        };
        let results = run_all(4, &tasks, slow_at_first, |_, result| ControlFlow::Continue(result));
        assert_eq!(results, tasks.iter().map(|task| Some(task * 2)).collect::<Vec<_>>());
    }

    #[test]
    fn a_break_stops_the_handing_out() {
        let tasks: Vec<usize> = (0..1000).collect();
        let results = run_all(
            2,
            &tasks,
            |task| *task,
            |_, task| {
                if task == 3 { ControlFlow::Break(task) } else { ControlFlow::Continue(task) }
            },
        );
        assert!(results[..4].iter().all(Option::is_some));
        assert!(results.iter().flatten().count() <= 7, "{results:?}");
    }

    #[test]
    fn with_one_job_a_break_is_the_end() {
        for _ in 0..100 {
            let results =
                run_all(1, &[1, 2, 3], |task| *task, |_, task| ControlFlow::Break::<i32, i32>(task));
            assert_eq!(results, [Some(1), None, None]);
        }
    }

    #[test]
    fn no_tasks_give_no_results() {
        let results = run_all(2, &[], |(): &()| (), |_, ()| ControlFlow::Continue(()));
        assert_eq!(results, []);
    }
}
