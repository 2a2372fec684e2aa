//! Opens a file at a line, in an editor that can, else with whatever opens such files.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Editors with windows of their own that can be told a line, best first, with their arguments.
const EDITORS: [(&str, &[&str]); 8] = [
    ("code", &["--goto", "{file}:{line}"]),
    ("codium", &["--goto", "{file}:{line}"]),
    ("zed", &["{file}:{line}"]),
    ("subl", &["{file}:{line}"]),
    ("mate", &["--line", "{line}", "{file}"]),
    ("kate", &["--line", "{line}", "{file}"]),
    ("gedit", &["+{line}", "{file}"]),
    ("notepad++", &["-n{line}", "{file}"]),
];

/// What files end with that hold nothing but text.
const TEXTS: [&str; 5] = ["yaml", "yml", "txt", "md", "csv"];

/// What a program's name may end with, where the system does not add it itself.
const ENDINGS: &[&str] = if cfg!(windows) {
    &[".exe", ".cmd"]
} else {
    &[""]
};

/// A command that opens a file at a line: a program and its arguments, in which `{file}` and `{line}`
/// stand for what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    program: PathBuf,
    arguments: Vec<String>,
}

impl Editor {
    /// Reads a command line such as `code --goto {file}:{line}`; without `{file}`, the file comes last.
    /// `None` if it names nothing.
    pub fn of(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace();
        let program = PathBuf::from(words.next()?);
        let mut arguments: Vec<_> = words.map(str::to_owned).collect();
        if !arguments.iter().any(|it| it.contains("{file}")) {
            arguments.push("{file}".to_owned());
        }
        Some(Self { program, arguments })
    }

    /// The first editor of this machine that can be told a line.
    fn found() -> Option<Self> {
        let folders: Vec<_> = env::split_paths(&env::var_os("PATH")?).collect();
        EDITORS.iter().find_map(|(name, arguments)| {
            let names = ENDINGS.iter().map(|ending| format!("{name}{ending}"));
            let mut places = names.flat_map(|name| folders.iter().map(move |it| it.join(&name)));
            let program = places.find(|place| place.is_file())?;
            let arguments = arguments.iter().map(|it| (*it).to_owned()).collect();
            Some(Self { program, arguments })
        })
    }

    fn command(&self, file: &Path, line: usize) -> Command {
        let (file, line) = (file.display().to_string(), line.to_string());
        let mut command = Command::new(&self.program);
        command.args(self.arguments.iter().map(|argument| {
            // The file last: its name is the user's, and stays as it is.
            argument.replace("{line}", &line).replace("{file}", &file)
        }));
        command
    }
}

/// Opens a file at a line: in the editor asked for, else in one that is found, else with the program the
/// system has for such files. Gives whether the line could be told; the error says why nothing opened.
pub fn open(asked: Option<&Editor>, file: &Path, line: usize) -> Result<bool, String> {
    let found = asked.cloned().or_else(Editor::found);
    let Some(editor) = found else {
        // What the system has for other files might run them.
        let ending = file.extension().and_then(OsStr::to_str);
        if !ending.is_some_and(|ending| TEXTS.contains(&ending)) {
            return Err("no editor was found: name one with --editor".to_owned());
        }
        return match open::that_detached(file) {
            Ok(()) => Ok(false),
            Err(_) => Err("no program was found that opens it; name one with --editor".to_owned()),
        };
    };
    let mut command = editor.command(file, line);
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null());
    let started = quiet.stderr(Stdio::null()).spawn();
    let mut child = started.map_err(|error| {
        let program = editor.program.display();
        format!("`{program}` could not be started ({error})")
    })?;
    // An editor may stay open for hours; somebody must wait for it, or it never leaves the process table.
    std::thread::spawn(move || child.wait());
    Ok(true)
}

/// Opens an address in the browser. The error says why it could not.
pub fn browse(address: &str) -> Result<(), String> {
    open::that_detached(address).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_told_the_file_and_the_line() {
        let editor = Editor::of("code --goto {file}:{line}").unwrap();
        let command = editor.command(Path::new("a {line} b.yaml"), 12);
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments, ["--goto", "a {line} b.yaml:12"]);
    }

    #[test]
    fn an_editor_without_a_place_for_the_file_gets_it_last() {
        let editor = Editor::of("vim-in-a-window +{line}").unwrap();
        let command = editor.command(Path::new("booklet.yaml"), 3);
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments, ["+3", "booklet.yaml"]);
        assert_eq!(Editor::of("  "), None);
    }
}
