//! The program: everything it does is in the library.

fn main() {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    std::process::exit(vinhdanh::cli::run(std::path::Path::new(&root)));
}
