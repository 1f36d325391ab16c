//! `goodturn import teams FILE.csv`: who is in which team, from an operator's file.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command, value_parser};

use super::{block_on, parts, say, settings};

pub(super) fn command() -> Command {
    let file = Arg::new("file").value_name("FILE.csv").required(true).value_parser(value_parser!(PathBuf)).help("Columns: user,team");
    let workspace = Arg::new("workspace").long("workspace").value_name("ID").help("The workspace, where there are several");
    let teams = Command::new("teams").about("Sets people's teams from a CSV file with the columns user and team").arg(file).arg(workspace);
    Command::new("import").about("Takes an operator's files").subcommand_required(true).subcommand(settings::with_settings(teams))
}

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let (_, matches) = matches.subcommand().context("type `goodturn import --help`")?;
    let config = settings::load(matches)?;
    let path = matches.get_one::<PathBuf>("file").context("FILE.csv is missing")?;
    let text = std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    block_on(async {
        let app = parts::app(&config).await?;
        let all = app.workspaces().await?;
        let wanted = matches.get_one::<String>("workspace");
        let workspace = match (wanted, all.as_slice()) {
            (Some(id), all) => all.iter().find(|workspace| workspace.id.as_str() == id).context("no such workspace")?,
            (None, [one]) => one,
            (None, []) => anyhow::bail!("no workspace is installed yet: run `goodturn serve` once first"),
            (None, _) => anyhow::bail!("there are several workspaces: say which with --workspace"),
        };
        let imported = app.import_teams(&workspace.id, &text).await?;
        for problem in &imported.problems {
            say(problem);
        }
        say(&format!("{} people have their team now; {} are not known yet.", imported.taken, imported.unknown));
        app.close().await;
        anyhow::ensure!(imported.problems.is_empty(), "some rows were left out; mend them and import the file again");
        Ok(())
    })
}
