package check

import (
	"bytes"
	"encoding/binary"
	"testing"

	"needsbook/app/paper/internal/specimen"
)

// image returns the dictionary of an image that the file holds.
func (f *File) image() *Stream {
	for _, o := range f.Objects {
		if s, ok := o.(*Stream); ok && s.Dict["Subtype"] == Name("Image") && s.Dict["Filter"] == Name("DCTDecode") {
			return s
		}
	}
	return nil
}

// bookmark returns the first bookmark.
func (f *File) bookmark() Dict { return f.dict(f.dict(f.catalog()["Outlines"])["First"]) }

// embedded returns the file of a font.
func (f *File) embedded() *Stream {
	_, d := f.font()
	return f.get(f.dict(d["FontDescriptor"])["FontFile2"]).(*Stream)
}

// moreFaults are those of pictures, and of what files of ours never hold.
var moreFaults = []fault{
	{"image without words", func(t *testing.T, f *File) { delete(f.elements("Figure")[1], "Alt") }, "picture without words"},
	{"logo without words", func(t *testing.T, f *File) { f.elements("Figure")[0]["Alt"] = String("") }, "picture without words"},
	{"image outside the structure", func(t *testing.T, f *File) { f.edit(t, "/Figure <</MCID 0>> BDC\nq", "/Artifact BMC\nq") }, "outside a figure"},
	{"image that is neither", func(t *testing.T, f *File) {
		f.edit(t, "/H1 <</MCID 1>> BDC", "/I0 Do /H1 <</MCID 1>> BDC")
	}, "neither tagged nor artifact"},
	{"image in a paragraph", func(t *testing.T, f *File) { f.elements("Figure")[0]["S"] = Name("P") }, "outside a figure"},
	{"image outside its box", func(t *testing.T, f *File) {
		f.elements("Figure")[1]["A"].(Dict)["BBox"] = Array{0.0, 0.0, 10.0, 10.0}
	}, "outside the box"},
	{"box turned round", func(t *testing.T, f *File) {
		f.elements("Figure")[1]["A"].(Dict)["BBox"] = Array{90.0, 90.0, 10.0, 10.0}
	}, "without its place"},
	{"image moved", func(t *testing.T, f *File) { f.edit(t, "q 64.00000 0 0 64.00000 461", "q 64.00000 0 0 64.00000 41") }, "outside the box"},
	{"transparency", func(t *testing.T, f *File) { f.image().Dict["SMask"] = Ref(1) }, "has SMask"},
	{"mask of a colour", func(t *testing.T, f *File) { f.image().Dict["Mask"] = Array{0.0, 1.0} }, "has Mask"},
	{"another version", func(t *testing.T, f *File) { f.image().Dict["Alternates"] = Array{} }, "has Alternates"},
	{"OPI", func(t *testing.T, f *File) { f.image().Dict["OPI"] = Dict{} }, "has OPI"},
	{"drawing in a form", func(t *testing.T, f *File) { f.image().Dict["Subtype"] = Name("Form") }, "not an image"},
	{"ink of a printer", func(t *testing.T, f *File) { f.image().Dict["ColorSpace"] = Name("DeviceCMYK") }, "not of eight bits"},
	{"no size", func(t *testing.T, f *File) { delete(f.image().Dict, "Width") }, "no size"},
	{"not a JPEG", func(t *testing.T, f *File) { f.image().Data[0] = 0 }, "not a JPEG"},
	{"unknown packing", func(t *testing.T, f *File) { f.image().Dict["Filter"] = Name("JPXDecode") }, "unknown way"},
	{"not among the resources", func(t *testing.T, f *File) {
		f.dict(f.document().pages[0].dict["Resources"])["XObject"] = Dict{}
	}, "not among the page's resources"},
	{"picture of nothing", func(t *testing.T, f *File) { f.elements("Figure")[1]["K"] = Array{} }, "picture of nothing"},

	{"form", func(t *testing.T, f *File) { f.catalog()["AcroForm"] = Dict{} }, "has AcroForm"},
	{"layers", func(t *testing.T, f *File) { f.catalog()["OCProperties"] = Dict{} }, "has OCProperties"},
	{"runs when opened", func(t *testing.T, f *File) { f.catalog()["OpenAction"] = Dict{} }, "has OpenAction"},
	{"scripts by name", func(t *testing.T, f *File) { f.catalog()["Names"] = Dict{} }, "has Names"},
	{"tags that may be wrong", func(t *testing.T, f *File) { f.dict(f.catalog()["MarkInfo"])["Suspects"] = true }, "may be wrong"},
	{"tags of another meaning", func(t *testing.T, f *File) {
		f.dict(f.catalog()["StructTreeRoot"])["RoleMap"] = Dict{"P": Name("H1")}
	}, "another meaning"},
	{"locked", func(t *testing.T, f *File) { f.Trailer["Encrypt"] = Dict{} }, "locked"},
	{"language of no form", func(t *testing.T, f *File) { f.catalog()["Lang"] = String("English!") }, "no language"},
	{"text in no language", func(t *testing.T, f *File) {
		for _, span := range f.elements("Span") {
			span["Lang"] = String("c y")
		}
	}, "unknown language"},
	{"element in no language", func(t *testing.T, f *File) { f.elements("P")[0]["Lang"] = String("?") }, "unknown language"},
	{"two titles", func(t *testing.T, f *File) { f.elements("H2")[0]["S"] = Name("H1") }, "2 titles"},

	{"bookmark without words", func(t *testing.T, f *File) { delete(f.bookmark(), "Title") }, "no words"},
	{"bookmark to nowhere", func(t *testing.T, f *File) { f.bookmark()["Dest"] = Array{Ref(1), Name("Fit")} }, "leads nowhere"},
	{"bookmarks in a ring", func(t *testing.T, f *File) { f.bookmark()["Next"] = f.dict(f.catalog()["Outlines"])["First"] }, "chain is broken"},
	{"bookmarks cut", func(t *testing.T, f *File) { delete(f.bookmark(), "Next") }, "another one is the last"},
	{"bookmarks miscounted", func(t *testing.T, f *File) { f.bookmark()["Count"] = -7.0 }, "counts -7"},

	{"link without a place", func(t *testing.T, f *File) { delete(f.link(), "Rect") }, "nowhere on its page"},
	{"link off the page", func(t *testing.T, f *File) { f.link()["Rect"] = Array{9000.0, 1.0, 9001.0, 2.0} }, "nowhere on its page"},
	{"link that runs", func(t *testing.T, f *File) { f.dict(f.link()["A"])["S"] = Name("Launch") }, "more than open an address"},
	{"link that goes on", func(t *testing.T, f *File) { f.dict(f.link()["A"])["Next"] = Dict{} }, "more than open an address"},
	{"page that runs", func(t *testing.T, f *File) { f.dict(f.pageTree()[0])["AA"] = Dict{} }, "something runs"},
	{"note on a page", func(t *testing.T, f *File) { f.link()["Subtype"] = Name("Text") }, "not a link"},
	{"next key in use", func(t *testing.T, f *File) { f.dict(f.catalog()["StructTreeRoot"])["ParentTreeNextKey"] = 1.0 }, "used already"},

	{"cell over rows", func(t *testing.T, f *File) { f.elements("TD")[0]["A"] = Dict{"O": Name("Table"), "RowSpan": 2.0} }, "over several rows"},
	{"cell without heading", func(t *testing.T, f *File) {
		for _, th := range f.elements("TH") {
			th["A"] = Dict{"O": Name("Table"), "Scope": Name("Column")}
		}
	}, "has no heading"},
	{"two heads", func(t *testing.T, f *File) { f.elements("TBody")[0]["S"] = Name("THead") }, "missing or double"},
	{"no caption", func(t *testing.T, f *File) {
		table := f.elements("Table")[0]
		table["K"] = table["K"].(Array)[1:]
	}, "missing or double"},

	{"wrong width", func(t *testing.T, f *File) {
		_, d := f.font()
		delete(d, "W")
	}, "wide in the file"},
	{"font of no file", func(t *testing.T, f *File) { f.embedded().Data = []byte("OTTO") }, "not a TrueType font"},
	{"font with fewer glyphs", func(t *testing.T, f *File) {
		b := f.embedded().Data
		at := bytes.Index(b, []byte("maxp"))
		binary.BigEndian.PutUint16(b[binary.BigEndian.Uint32(b[at+8:])+4:], 2)
	}, "has no glyph"},
	{"no name of a subset", func(t *testing.T, f *File) {
		d, c := f.font()
		d["BaseFont"], c["BaseFont"], f.dict(c["FontDescriptor"])["FontName"] = Name("Lexend-Regular"), Name("Lexend-Regular"), Name("Lexend-Regular")
	}, "named as a subset"},
	{"list of glyphs", func(t *testing.T, f *File) { _, d := f.font(); f.dict(d["FontDescriptor"])["CIDSet"] = Ref(1) }, "list of glyphs"},
	{"codes of no kind", func(t *testing.T, f *File) { _, d := f.font(); delete(d, "CIDSystemInfo") }, "what its codes are"},

	{"unknown operator", func(t *testing.T, f *File) { f.edit(t, "EMC", "EMC 1 i") }, "never write"},
	{"picture within the page", func(t *testing.T, f *File) { f.edit(t, "/H1 <</MCID 1>> BDC", "/H1 <</MCID 1>> BDC BI /W 1 ID x EI") }, "never write"},
	{"letters outside a text", func(t *testing.T, f *File) { f.edit(t, "/H1 <</MCID 1>> BDC", "/H1 <</MCID 1>> BDC (\x00A) Tj") }, "outside a text"},
	{"text left open", func(t *testing.T, f *File) { f.edit(t, "Tj ET", "Tj") }, "not balanced"},
	{"state left open", func(t *testing.T, f *File) { f.edit(t, "Do Q", "Do") }, "q and Q"},
	{"watermark without a place", func(t *testing.T, f *File) { f.edit(t, "/BBox[0 0 595.28 841.89]", "") }, "what it covers"},
	{"mark that says nothing", func(t *testing.T, f *File) { delete(f.elements("Span")[0], "E") }, "says nothing"},
	{"mark within a mark", func(t *testing.T, f *File) {
		f.edit(t, "/H1 <</MCID 1>> BDC", "/H1 <</MCID 1>> BDC /Span <</Lang (cy)>> BDC EMC")
	}, "belongs to nothing"},
	{"other words in the tree", func(t *testing.T, f *File) { f.elements("Span")[0]["ActualText"] = String("x") }, "other words in the tree"},
}

func TestEveryFaultOfPicturesAndStrangersIsFound(t *testing.T) {
	whole := bytesOf(t, specimen.Pictured())
	inject(t, whole, moreFaults)
}
