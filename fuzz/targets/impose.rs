//! Any PDF, put on sheets.

#![no_main]

use std::io;

use bifolio::base::pdf::file::File;
use bifolio::press::dummy;
use bifolio::press::impose::lay_out;
use bifolio::press::job::{Job, Sides};
use bifolio::press::order::Binding;
use bifolio_fuzz::{let_panics_be_caught, with_foreign};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: let_panics_be_caught(),
    |bytes: &[u8]| with_foreign(|| {
        let Ok(file) = File::open(bytes.to_vec()) else {
            return;
        };
        let job = Job {
            marks: true,
            fit: true,
            ..Job::default()
        };
        if let Ok(imposition) = lay_out(&file, &job) {
            imposition.table();
            let _ = imposition.write(Sides::All, &mut io::sink());
        }
        let _ = dummy::write(&file, Binding::Left, None, &mut io::sink());
    })
);
