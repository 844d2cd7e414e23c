//! `tajuk train types`: the weights of what tells the type of a claim.

use std::io::Write as _;

use crate::cli::FINE;
use crate::cli::eval::articles::typed::{FIRST, typed};
use crate::cli::screen::{self, Failure};
use crate::cli::tasks::TrainTypes;
use crate::cli::train::write;
use crate::detect::{ClaimType, learn};
use crate::lang::Lang;

pub(super) fn run(wanted: &TrainTypes) -> Result<u8, Failure> {
    let examples = typed(&wanted.data)?;
    let learnt = learn(&examples);
    write(&wanted.out, &learnt.table())?;
    let mut output = screen::output();
    writeln!(output, "{}: from {} statements", wanted.out.display(), examples.len())?;
    for lang in Lang::ALL {
        let own = || {
            let all = examples.iter().zip(&learnt.told);
            all.filter(|it| it.0.lang == lang && FIRST <= it.0.group)
        };
        let right = own().filter(|(it, told)| it.kind == **told).count();
        writeln!(output, "{}: {right} of {} in articles left out", lang.tag(), own().count())?;
        for kind in ClaimType::ALL {
            let of = own().filter(|it| it.0.kind == kind).count();
            let told = own().filter(|it| *it.1 == kind).count();
            let right = own().filter(|it| it.0.kind == kind && *it.1 == kind).count();
            writeln!(output, "  {:<11} {right} of {of}, {told} found", kind.name())?;
        }
    }
    output.flush()?;
    Ok(FINE)
}
