//! Lists the themes in `assets/themes`, so that a new one needs no Rust.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new("assets/themes");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("assets/themes is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();

    let mut list = String::from("&[\n");
    for name in names {
        let path = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
            .join(folder)
            .join(format!("{name}.yaml"));
        let path = format!("{:?}", path.to_string_lossy());
        writeln!(list, "    ({name:?}, include_str!({path})),").expect("a string takes it");
    }
    list.push_str("]\n");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("themes.rs"), list).expect("OUT_DIR can be written");
}
