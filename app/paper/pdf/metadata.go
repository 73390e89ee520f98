package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"

	"needsbook/app/paper"
)

// metadata adds the XMP packet, in which the file claims to be PDF/UA-1 and names
// its title (ISO 14289-1, 5 and 7.1). It stays uncompressed so that anything finds it.
func (f *file) metadata(d *paper.Doc, o Options) int {
	text := func(s string) string {
		var b strings.Builder
		xml.EscapeText(&b, []byte(s)) // a builder takes all it is given
		return b.String()
	}
	date := d.Date.String() + "T00:00:00Z"
	packet := fmt.Sprintf(`<?xpacket begin="`+"\uFEFF"+`" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>
<xmp:CreatorTool>%s</xmp:CreatorTool><pdf:Producer>%s</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, text(d.Title), text(author(d)), text(d.Subject), text(d.Lang), date, date, text(program(o)), text(program(o)))
	n := f.reserve()
	f.objects[n] = object{
		value:    fmt.Appendf(nil, "<</Type/Metadata/Subtype/XML/Length %d>>", len(packet)),
		stream:   []byte(packet),
		isStream: true,
	}
	return n
}

// properties adds the document's properties as older readers look for them.
func (f *file) properties(d *paper.Doc, o Options) int {
	date := d.Date.Time().Format("(D:20060102150405Z)")
	return f.add("<</Title%s/Author%s/Subject%s/Creator%s/Producer%s/CreationDate%s/ModDate%s>>",
		textString(d.Title), textString(author(d)), textString(d.Subject), textString(program(o)), textString(program(o)), date, date)
}

func author(d *paper.Doc) string {
	if d.Author != "" {
		return d.Author
	}
	return d.Org
}

func program(o Options) string {
	if o.Program != "" {
		return o.Program
	}
	return "Needsbook"
}
