package check

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"needsbook/app/paper/internal/specimen"
)

// elements returns the dictionaries of all elements of a kind.
func (f *File) elements(tag string) (found []Dict) {
	f.document().each(func(n *node) {
		if n.tag == tag {
			found = append(found, n.dict)
		}
	})
	return found
}

// edit changes the content stream of the first page that has the text.
func (f *File) edit(t *testing.T, old, new string) {
	t.Helper()
	for _, p := range f.document().pages {
		s := f.get(p.dict["Contents"]).(*Stream)
		if bytes.Contains(s.Data, []byte(old)) {
			s.Data = bytes.Replace(s.Data, []byte(old), []byte(new), 1)
			return
		}
	}
	t.Fatalf("no page has %q", old)
}

func (f *File) catalog() Dict { return f.dict(f.Trailer["Root"]) }

func (f *File) metadata(old, new string) {
	s := f.get(f.catalog()["Metadata"]).(*Stream)
	s.Data = bytes.ReplaceAll(s.Data, []byte(old), []byte(new))
}

// link returns the first link with an address of its own.
func (f *File) link() Dict {
	for _, p := range f.document().pages {
		for _, a := range f.array(p.dict["Annots"]) {
			if d := f.dict(a); d["A"] != nil {
				return d
			}
		}
	}
	return nil
}

// font returns a font of the first page and its descendant.
func (f *File) font() (font, descendant Dict) {
	res := f.dict(f.document().pages[0].dict["Resources"])
	for _, ref := range f.dict(res["Font"]) {
		if d := f.dict(ref); strings.Contains(string(d["BaseFont"].(Name)), "Regular") {
			return d, f.dict(f.array(d["DescendantFonts"])[0])
		}
	}
	return nil, nil
}

func (f *File) pageTree() Array { return f.dict(f.catalog()["Pages"])["Kids"].(Array) }

// faults are ways in which a file can be broken, each with words of the problem
// that must then be found.
var faults = []fault{
	{"no language", func(t *testing.T, f *File) { delete(f.catalog(), "Lang") }, "no language"},
	{"not marked", func(t *testing.T, f *File) { delete(f.catalog(), "MarkInfo") }, "not marked as tagged"},
	{"no tree", func(t *testing.T, f *File) { delete(f.catalog(), "StructTreeRoot") }, "no structure tree"},
	{"title not shown", func(t *testing.T, f *File) { delete(f.catalog(), "ViewerPreferences") }, "title is not shown"},
	{"no metadata", func(t *testing.T, f *File) { delete(f.catalog(), "Metadata") }, "metadata: missing"},
	{"no claim", func(t *testing.T, f *File) { f.metadata("pdfuaid:part>1<", "pdfuaid:part><") }, "does not claim PDF/UA-1"},
	{"no title", func(t *testing.T, f *File) { f.metadata("Sample", "") }, "metadata: no title"},
	{"metadata broken", func(t *testing.T, f *File) { f.metadata("</x:xmpmeta>", "") }, "not well formed"},
	{"no ID", func(t *testing.T, f *File) { delete(f.Trailer, "ID") }, "no ID"},
	{"picture without words", func(t *testing.T, f *File) { delete(f.elements("Figure")[0], "Alt") }, "picture without words"},
	{"picture without place", func(t *testing.T, f *File) { delete(f.elements("Figure")[0], "A") }, "without its place"},
	{"no scope", func(t *testing.T, f *File) { delete(f.elements("TH")[2], "A") }, "without scope"},
	{"ragged row", func(t *testing.T, f *File) { tr := f.elements("TR")[3]; tr["K"] = tr["K"].(Array)[1:] }, "not as wide"},
	{"wrong colspan", func(t *testing.T, f *File) {
		for _, th := range f.elements("TH") {
			if a := f.dict(th["A"]); a["ColSpan"] != nil {
				a["ColSpan"] = 3.0
			}
		}
	}, "not as wide"},
	{"no headings in table", func(t *testing.T, f *File) {
		for _, th := range f.elements("TH") {
			th["S"] = Name("TD")
		}
	}, "no heading cells"},
	{"level skipped", func(t *testing.T, f *File) { f.elements("H2")[1]["S"] = Name("H4") }, "skipped"},
	{"wrong nesting", func(t *testing.T, f *File) { f.elements("TH")[0]["S"] = Name("P") }, "must not stand in TR"},
	{"unknown element", func(t *testing.T, f *File) { f.elements("P")[0]["S"] = Name("Text") }, "must not stand in Document"},
	{"item without label", func(t *testing.T, f *File) { li := f.elements("LI")[0]; li["K"] = li["K"].(Array)[1:] }, "without label or body"},
	{"list of unknown kind", func(t *testing.T, f *File) { delete(f.elements("L")[0], "A") }, "how it is numbered"},
	{"wrong parent", func(t *testing.T, f *File) { f.elements("TD")[0]["P"] = f.elements("TD")[9]["P"] }, "its parent is another element"},
	{"element in two places", func(t *testing.T, f *File) {
		a, b := f.elements("TR")[1], f.elements("TR")[2]
		a["K"] = append(append(Array{}, a["K"].(Array)...), b["K"].(Array)[0])
	}, "two places"},
	{"element lost", func(t *testing.T, f *File) { d := f.elements("Document")[0]; d["K"] = d["K"].(Array)[1:] }, "belongs to no element"},
	{"content claimed twice over", func(t *testing.T, f *File) { p := f.elements("P")[0]; p["K"] = append(p["K"].(Array), 999.0) }, "claims MCID 999"},
	{"parent tree cut", func(t *testing.T, f *File) {
		nums := f.dict(f.dict(f.catalog()["StructTreeRoot"])["ParentTree"])["Nums"].(Array)
		list := nums[1].(Array)
		nums[1] = list[:len(list)-1]
	}, "parent tree"},
	{"parent tree mixed up", func(t *testing.T, f *File) {
		nums := f.dict(f.dict(f.catalog()["StructTreeRoot"])["ParentTree"])["Nums"].(Array)
		list := nums[1].(Array)
		list[0], list[1] = list[1], list[0]
	}, "names another element for MCID"},
	{"page without key", func(t *testing.T, f *File) { delete(f.dict(f.pageTree()[2]), "StructParents") }, "no place of its own"},
	{"two pages with one key", func(t *testing.T, f *File) { f.dict(f.pageTree()[2])["StructParents"] = 1.0 }, "no place of its own"},
	{"no tab order", func(t *testing.T, f *File) { delete(f.dict(f.pageTree()[0]), "Tabs") }, "Tab key"},
	{"link without words", func(t *testing.T, f *File) { delete(f.link(), "Contents") }, "no description"},
	{"hidden link", func(t *testing.T, f *File) { f.link()["F"] = 2.0 }, "hidden"},
	{"link outside the tree", func(t *testing.T, f *File) { f.link()["StructParent"] = 0.0 }, "names another element"},
	{"link to nowhere", func(t *testing.T, f *File) { delete(f.link(), "A") }, "leads nowhere"},
	{"link element without link", func(t *testing.T, f *File) {
		links := f.elements("Link")
		l := links[len(links)-1]
		l["K"] = l["K"].(Array)[:1]
	}, "cannot be followed"},
	{"text outside", func(t *testing.T, f *File) { f.edit(t, "/H1 <</MCID 0>> BDC", "BT (\x00A) Tj ET /H1 <</MCID 0>> BDC") }, "neither tagged nor artifact"},
	{"rule outside", func(t *testing.T, f *File) { f.edit(t, "/Artifact BMC", "0 0 m 9 9 l S /Artifact BMC") }, "neither tagged nor artifact"},
	{"left open", func(t *testing.T, f *File) { f.edit(t, "EMC", "") }, "artifact"},
	{"closed twice", func(t *testing.T, f *File) { f.edit(t, "/H1 <<", "EMC /H1 <<") }, "without a beginning"},
	{"other tag on the page", func(t *testing.T, f *File) { f.edit(t, "/H1 <<", "/H2 <<") }, "is marked H2 but belongs to H1"},
	{"number twice", func(t *testing.T, f *File) { f.edit(t, "<</MCID 1>>", "<</MCID 0>>") }, "stands twice"},
	{"not embedded", func(t *testing.T, f *File) { _, d := f.font(); delete(f.dict(d["FontDescriptor"]), "FontFile2") }, "not embedded"},
	{"characters unknown", func(t *testing.T, f *File) { d, _ := f.font(); delete(d, "ToUnicode") }, "no table of characters"},
	{"gofpdf’s own table", func(t *testing.T, f *File) {
		d, _ := f.font()
		s := f.get(d["ToUnicode"]).(*Stream)
		s.Data = regexp.MustCompile(`(?s)100 beginbfrange.*endbfrange`).ReplaceAll(s.Data, []byte("1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange"))
	}, "more than its last byte"},
	{"glyph missing", func(t *testing.T, f *File) {
		_, d := f.font()
		m := f.get(d["CIDToGIDMap"]).(*Stream)
		m.Data[2*'e'], m.Data[2*'e'+1] = 0, 0
	}, "code 0065 has no glyph"},
}

// fault is a way in which a file can be broken, with words of the problem that must be found.
type fault struct {
	name  string
	spoil func(t *testing.T, f *File)
	want  string
}

func TestEveryInjectedFaultIsFound(t *testing.T) {
	inject(t, bytesOf(t, specimen.Sample()), faults)
}

// inject breaks a sound file in one way at a time.
func inject(t *testing.T, whole []byte, faults []fault) {
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			f, err := Read(whole)
			if err != nil {
				t.Fatal(err)
			}
			fault.spoil(t, f)
			found := f.Problems()
			if !strings.Contains(strings.Join(found, "\n"), fault.want) {
				t.Errorf("no problem says %q among %d: %.300q", fault.want, len(found), found)
			}
		})
	}
}
