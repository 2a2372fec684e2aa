//! The metadata packet of a file: title, authors, dates, and the standards it keeps.

use std::fmt::Write as _;

use crate::base::edition::Standard;
use crate::base::xml::escaped;
use crate::layout::page::About;

/// The description of the PDF/UA schema, which PDF/A wants for every schema it does not know
/// (ISO 19005-2, 6.6.2.3).
const PDFUA_SCHEMA: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

/// The packet as XML.
pub(super) fn packet(about: &About, standard: Standard, producer: &str) -> String {
    let (year, month, day) = about.date;
    let date = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    let language = about.language.tag();
    let mut xml = String::from("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    xml.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
    xml.push_str("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    xml.push_str(
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
    );
    let _ = writeln!(xml, "<dc:format>application/pdf</dc:format>");
    let _ = writeln!(xml, "<dc:title>{}</dc:title>", alternatives(&about.title));
    if !about.authors.is_empty() {
        xml.push_str("<dc:creator><rdf:Seq>");
        for name in &about.authors {
            let _ = write!(xml, "<rdf:li>{}</rdf:li>", escaped(name));
        }
        xml.push_str("</rdf:Seq></dc:creator>\n");
    }
    if !about.description.is_empty() {
        let description = alternatives(&about.description);
        let _ = writeln!(xml, "<dc:description>{description}</dc:description>");
    }
    let _ = writeln!(
        xml,
        "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
    );
    xml.push_str("</rdf:Description>\n");
    let _ = writeln!(
        xml,
        "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <xmp:CreatorTool>{producer}</xmp:CreatorTool>\n<pdf:Producer>{producer}</pdf:Producer>\n\
         </rdf:Description>"
    );
    xml.push_str(&conformance(standard));
    xml.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    xml
}

fn conformance(standard: Standard) -> String {
    let part = match standard {
        Standard::Reading => 2,
        Standard::Archive => 3,
        Standard::Printing => return String::new(),
    };
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
             <pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n\
             <pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n{PDFUA_SCHEMA}"
    )
}

fn alternatives(text: &str) -> String {
    format!(
        "<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>",
        escaped(text)
    )
}
