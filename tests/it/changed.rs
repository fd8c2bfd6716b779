//! `policylint check --changed` in repositories of its own: what git says has changed, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BAD: &str = "# Our policy\n\nWe keep your name forever.\n";
const RULE: &str = "id: own/no-forever\nsummary: Nothing is kept forever\nseverity: error\napplies: {kind: [notice, other]}\nforbid: {pattern: 'forever'}\nmessage: forever is no period\nexamples:\n  - {lang: en, fires: \"We keep it ⟦forever⟧.\"}\n";

/// A repository in a folder of its own.
struct Repository {
    /// Goes away with the test.
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl Repository {
    /// An empty one.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap().join("site");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("rule.yaml"), RULE).unwrap();
        let repository = Self {
            _folder: folder,
            root,
        };
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository
    }

    /// One with these files committed, each of them with a defect.
    fn with(files: &[&str]) -> Self {
        let repository = Self::new();
        for file in files {
            repository.write(file, BAD);
        }
        repository.commit();
        repository
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Changes a file that is there.
    fn edit(&self, file: &str) {
        assert!(self.root.join(file).exists());
        self.write(file, &format!("{BAD}\nAnd more.\n"));
    }

    fn git(&self, arguments: &[&str]) {
        let output = command("git", &self.root)
            .args(["-c", "user.name=x", "-c", "user.email=x@x.example"])
            .args([
                "-c",
                "protocol.file.allow=always",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "x"]);
    }

    /// The files that a check speaks of.
    fn checked(&self, arguments: &[&str]) -> Vec<String> {
        self.checked_in("", arguments)
    }

    /// The same, run in a folder of the repository.
    fn checked_in(&self, folder: &str, arguments: &[&str]) -> Vec<String> {
        let output = self.run(folder, arguments);
        assert_ne!(output.status.code(), Some(2), "{output:?}");
        let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let documents = log["documents"].as_array().unwrap().iter();
        documents
            .map(|document| document["path"].as_str().unwrap().to_owned())
            .collect()
    }

    fn run(&self, folder: &str, arguments: &[&str]) -> Output {
        command(env!("CARGO_BIN_EXE_policylint"), &self.root.join(folder))
            .args(["check", "--format", "json", "--select", "own/*", "--rules"])
            .arg(self.root.join("../rule.yaml"))
            .args(arguments)
            .output()
            .unwrap()
    }

    /// What a run that cannot be done says.
    fn refused(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.run(folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

/// `program`, blind to the repository that the tests may themselves be run from.
fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

#[test]
fn what_is_staged_unstaged_and_untracked_has_changed() {
    let repository = Repository::with(&["same.md", "staged.md", "unstaged.md"]);
    repository.write(".gitignore", "ignored.md\n");
    repository.commit();
    assert_eq!(repository.checked(&["--changed"]), [""; 0]);
    repository.edit("staged.md");
    repository.git(&["add", "staged.md"]);
    repository.edit("unstaged.md");
    repository.write("docs/new.md", BAD);
    repository.write("ignored.md", BAD);
    let all = ["docs/new.md", "staged.md", "unstaged.md"];
    assert_eq!(repository.checked(&["--changed"]), all);
    assert_eq!(repository.checked(&["--changed", "--", "docs"]), all[..1]);
    assert_eq!(repository.checked(&["docs", "--changed"]), all[..1]);
    assert_eq!(repository.checked(&["--changed", "docs"]), all[..1]);
    assert_eq!(repository.checked(&["--changed=HEAD", "same.md"]), [""; 0]);
}

#[test]
fn renamed_deleted_and_odd_names_are_told_right() {
    let odd = "tëst \"één\" \n.md";
    let repository = Repository::with(&["old.md", "gone.md", odd, "ü/b.md"]);
    repository.git(&["mv", "old.md", "new.md"]);
    fs::remove_file(repository.root.join("gone.md")).unwrap();
    repository.edit(odd);
    repository.edit("ü/b.md");
    let found = repository.checked(&["--changed"]);
    assert_eq!(found, ["new.md", odd, "ü/b.md"]);
}

#[test]
fn names_are_told_in_a_folder_of_the_repository_too() {
    let repository = Repository::with(&["a.md", "docs/b.md", "docs/c.md"]);
    repository.edit("a.md");
    repository.edit("docs/b.md");
    assert_eq!(repository.checked_in("docs", &["--changed"]), ["b.md"]);
    assert_eq!(
        repository.checked_in("docs", &["--changed", ".."]),
        ["../a.md", "../docs/b.md"]
    );
}

#[test]
fn a_base_is_where_the_branch_left_it() {
    let repository = Repository::with(&["a.md", "b.md", "c.md", "d.md"]);
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.edit("a.md");
    repository.commit();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.edit("b.md");
    repository.commit();
    repository.git(&["checkout", "--quiet", "work"]);
    repository.edit("c.md");
    repository.write("new.md", BAD);
    assert_eq!(
        repository.checked(&["--changed", "main"]),
        ["a.md", "c.md", "new.md"]
    );
    assert_eq!(
        repository.checked(&["--changed=main", "a.md", "d.md"]),
        ["a.md"]
    );
    assert_eq!(repository.checked(&["--changed"]), ["c.md", "new.md"]);
    assert_eq!(
        repository.checked(&["--changed", "HEAD"]),
        ["c.md", "new.md"]
    );
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let repository = Repository::new();
    repository.write("a.md", BAD);
    repository.git(&["add", "a.md"]);
    repository.write("b.md", BAD);
    assert_eq!(repository.checked(&["--changed"]), ["a.md", "b.md"]);
}

#[test]
fn submodules_are_left_out() {
    let other = Repository::with(&["inner.md"]);
    let repository = Repository::with(&["a.md"]);
    let from = other.root.to_str().unwrap();
    repository.git(&["submodule", "--quiet", "add", from, "sub"]);
    repository.commit();
    repository.edit("sub/inner.md");
    repository.write("sub/more.md", BAD);
    repository.edit("a.md");
    assert_eq!(repository.checked(&["--changed"]), ["a.md"]);
}

#[test]
fn a_bundle_is_judged_whole_when_one_of_it_has_changed() {
    let repository = Repository::with(&[
        "site/privacy.md",
        "site/cookies.md",
        "site/more/x.md",
        "other.md",
    ]);
    repository.write(
        "policylint.yaml",
        "bundles:\n  site: [site/privacy.md, \"site/cook*.md\", site/more]\n",
    );
    repository.commit();
    let whole = ["site/cookies.md", "site/more/x.md", "site/privacy.md"];
    assert_eq!(repository.checked(&["--changed"]), [""; 0]);
    repository.edit("site/cookies.md");
    assert_eq!(repository.checked(&["--changed"]), whole);
    assert_eq!(
        repository.checked(&["--changed", "--", "site/privacy.md"]),
        whole[2..]
    );
    repository.commit();
    repository.write("site/more/y.md", BAD);
    repository.commit();
    // What a member that is gone no longer says, the others must.
    fs::remove_file(repository.root.join("site/more/y.md")).unwrap();
    assert_eq!(repository.checked(&["--changed"]), whole);
}

#[test]
fn what_git_cannot_tell_is_an_error() {
    let repository = Repository::with(&["a.md", "docs/b.md"]);
    let told = repository.refused("", &["--changed", "mian"]);
    assert!(told.contains("git knows no revision `mian`"), "{told}");
    let told = repository.refused("", &["--changed=a..b"]);
    assert!(told.contains("git knows no revision `a..b`"), "{told}");
    let told = repository.refused("..", &["--changed"]);
    assert!(told.contains("needs a git repository"), "{told}");
    repository.git(&["branch", "docs"]);
    let told = repository.refused("", &["--changed", "docs"]);
    assert!(
        told.contains("`docs` is both a revision and a path"),
        "{told}"
    );
    repository.git(&["checkout", "--quiet", "--orphan", "island"]);
    repository.write("new.md", BAD);
    repository.commit();
    let told = repository.refused("", &["--changed", "main"]);
    assert!(
        told.contains("no commit that `main` and this branch share"),
        "{told}"
    );
}

#[test]
fn without_git_the_program_says_so() {
    let repository = Repository::with(&["a.md"]);
    let output = command(env!("CARGO_BIN_EXE_policylint"), &repository.root)
        .args(["check", "--changed"])
        .env("PATH", repository.root.join("nowhere"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("needs the program git"), "{told}");
}

#[test]
fn nothing_changed_is_said_and_is_no_error() {
    let repository = Repository::with(&["a.md"]);
    let output = command(env!("CARGO_BIN_EXE_policylint"), &repository.root)
        .args(["check", "--changed"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told, "nothing to check: none of these files has changed\n");
}

/// Code hosts stand at the root of the repository, wherever the run stood.
#[test]
fn code_hosts_get_paths_from_the_root_of_the_repository() {
    let repository = Repository::with(&["docs/legal/a b.md", "top.md"]);
    let printed = |format: &str| {
        let output = command(
            env!("CARGO_BIN_EXE_policylint"),
            &repository.root.join("docs/legal"),
        )
        .args(["check", ".", "../../top.md", "--select", "own/*", "--rules"])
        .arg(repository.root.join("../rule.yaml"))
        .args(["--format", format])
        .output()
        .unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let shown = printed("github");
    assert!(
        shown.contains("::error file=docs/legal/a b.md,line=3,")
            && shown.contains("::error file=top.md,line=3,"),
        "{shown}"
    );
    let log: serde_json::Value = serde_json::from_str(&printed("sarif")).unwrap();
    let artifacts = log["runs"][0]["artifacts"].as_array().unwrap().iter();
    let uris: Vec<_> = artifacts
        .map(|artifact| artifact["location"]["uri"].as_str().unwrap())
        .collect();
    assert_eq!(uris, ["top.md", "docs/legal/a%20b.md"]);
    let root = repository.root.to_str().unwrap();
    assert!(
        !log.to_string().contains(root),
        "the log tells of the machine"
    );
}
