//! The program: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "embedded")]
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == vinhdanh::typeset::worker::ARGUMENT)
    {
        let (input, output) = (std::io::stdin().lock(), std::io::stdout());
        return vinhdanh::typeset::worker::serve(input, output)
            .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    ExitCode::SUCCESS
}
