//! Whether the files that travel in it are those that should.

use super::judge::{At, Judge};
use crate::review::attachments::{AttachedFile, attached};
use crate::review::purpose::Purpose;

impl Judge<'_> {
    /// A file to be kept must have its sources with it, one to be read none; the attached files.
    pub(super) fn attachments(&mut self, purpose: Purpose) -> Vec<AttachedFile> {
        let attached = match attached(self.file) {
            Ok(attached) => attached,
            Err(error) => {
                self.error("attachments", At::FILE, error.to_string());
                return Vec::new();
            }
        };
        if purpose != Purpose::Archive {
            if let Some(first) = attached.first() {
                let message = format!("`{}` travels in a file that is to be read only", first.name);
                self.error("attachments", At::FILE, message);
            }
            return attached;
        }
        if !attached.iter().any(|file| file.relationship == "Source") {
            self.error(
                "attachments",
                At::FILE,
                "what it was made from is not attached",
            );
        }
        for file in attached.iter().filter(|file| file.relationship.is_empty()) {
            let message = format!("nothing says what `{}` is to the document", file.name);
            self.error("attachments", At::FILE, message);
        }
        attached
    }
}
