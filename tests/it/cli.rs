//! The command line as it is typed: what is printed, where, and how it ends. The cases stand in `tests/cmd`.

#[test]
fn commands_do_as_their_cases_say() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.md")
        .case("tests/cmd/*.toml");
}
