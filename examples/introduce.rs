//! Who could introduce one person to another? Chains of meetings and shared offices between them.
//!
//! Run with `cargo run --example introduce -- "Sergey Lavrov" "Ilham Aliyev"`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Chancery;
use chancery::answer::Rows;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut names = std::env::args().skip(1);
    let from = names.next().unwrap_or_else(|| "Sergey Lavrov".to_owned());
    let to = names.next().unwrap_or_else(|| "Ilham Aliyev".to_owned());

    let chancery = Chancery::builtin()?;
    let answer = chancery
        .paths(&from, &to)?
        .via(chancery.kinds("meeting, visit, agreement, office, conference")?)
        .top(3)
        .run()?;

    let Rows::Paths(paths) = &answer.rows else {
        return Ok(());
    };
    for path in paths {
        let between: Vec<&str> = path
            .steps
            .iter()
            .skip(1)
            .map(|step| step.from.name.as_str())
            .collect();
        println!("{from} → {} → {to}", between.join(" → "));
        for step in &path.steps {
            let when = step
                .when
                .as_ref()
                .map_or("undated", |date| date.edtf.as_str());
            println!(
                "    {} {} {} ({when})",
                step.from.name, step.words, step.to.name
            );
        }
    }
    answer.notes.iter().for_each(|note| println!("{note}"));
    Ok(())
}
