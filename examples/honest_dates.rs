//! What does a partial date say? Its bounds, and three-valued answers about windows and order.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::edtf::{Edtf, EdtfError, Window};

fn main() -> Result<(), EdtfError> {
    let year = Window::during(&Edtf::parse("2015")?);
    for text in [
        "2015-11",
        "201X",
        "2015~",
        "2014/2016",
        "1985/",
        "[2014,2016]",
    ] {
        let date = Edtf::parse(text)?;
        println!("{text}: {}", date.words());
        println!(
            "    an event of that date in 2015: {}",
            date.happens_in(&year)
        );
        println!(
            "    a tie of that date in 2015:    {}",
            date.holds_in(&year)
        );
    }
    let (announced, held) = (
        Edtf::parse("2025-05")?,
        Edtf::parse("2025-05-28/2025-05-29")?,
    );
    println!("{announced} before {held}: {}", announced.before(&held));
    Ok(())
}
