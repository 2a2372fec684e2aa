//! Lists the themes in `assets/themes`, so that a new one needs no Rust, and deflates the faces that few
//! booklets are set in.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// The families that nearly every booklet is set in: they are not inflated each time.
const PLAIN: [&str; 2] = ["source-sans-3", "source-serif-4"];

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    list_themes(&out);
    deflate_faces(&out);
}

/// Writes a list of the themes with their text.
fn list_themes(out: &Path) {
    let folder = Path::new("assets/themes");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut list = String::from("&[\n");
    for name in files(folder) {
        let Some(theme) = name.strip_suffix(".yaml") else {
            continue;
        };
        let path = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
            .join(folder)
            .join(&name);
        let path = format!("{:?}", path.to_string_lossy());
        writeln!(list, "    ({theme:?}, include_str!({path})),").expect("a string takes it");
    }
    list.push_str("]\n");
    fs::write(out.join("themes.rs"), list).expect("OUT_DIR can be written");
}

/// Writes each face, its length in eight bytes before it, deflated.
fn deflate_faces(out: &Path) {
    println!("cargo::rerun-if-changed=fonts");
    for family in files(Path::new("fonts")) {
        if PLAIN.contains(&&*family) {
            continue;
        }
        let (from, to) = (
            Path::new("fonts").join(&family),
            out.join("fonts").join(&family),
        );
        fs::create_dir_all(&to).expect("OUT_DIR can be written");
        for name in files(&from) {
            let bytes = fs::read(from.join(&name)).expect("a face can be read");
            let length = (bytes.len() as u64).to_le_bytes();
            let mut deflated = ZlibEncoder::new(length.to_vec(), Compression::best());
            deflated.write_all(&bytes).expect("a vector takes it");
            let deflated = deflated.finish().expect("a vector takes it");
            fs::write(to.join(&name), deflated).expect("OUT_DIR can be written");
        }
    }
}

/// The names in a folder, in order.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}
