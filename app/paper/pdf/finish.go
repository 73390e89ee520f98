package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
)

// finish turns gofpdf's file into the final one: structure tree, links, outline,
// metadata and language, characters that can be read back, all compressed.
func (l *layout) finish(drawn []byte, o Options) ([]byte, error) {
	objects, err := readDrawn(drawn)
	if err != nil {
		return nil, err
	}
	n := len(objects)
	if !bytes.Contains(objects[n-1].value, []byte("/Type /Catalog")) || !bytes.Contains(objects[n-2].value, []byte("/CreationDate")) {
		return nil, errDrawn
	}
	f := &file{objects[:n-2]} // catalog and properties are written anew
	if err := f.fonts(l.fonts); err != nil {
		return nil, err
	}
	for i := range f.objects {
		if o := &f.objects[i]; o.isStream && !bytes.Contains(o.value, []byte("/Filter")) {
			o.stream = deflate(o.stream)
			o.value = fmt.Appendf(nil, "<</Filter/FlateDecode/Length %d>>", len(o.stream))
		}
	}
	t := tree{file: f, layout: l, elems: map[*elem]int{}}
	if err := t.pages(); err != nil {
		return nil, err
	}
	root := t.write()
	outline := t.outline()
	mode := ""
	if outline != 0 {
		mode = fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", outline)
	}
	metadata := f.metadata(l.doc, o)
	catalog := f.add("<</Type/Catalog/Pages 1 0 R/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/Lang%s"+
		"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R%s>>", root, textString(l.doc.Lang), metadata, mode)
	return f.bytes(catalog, f.properties(l.doc, o)), nil
}

// fonts gives the embedded fonts their real names, and repairs the table by which
// readers turn codes into characters: gofpdf's is one range over all codes, which
// is only valid within a last byte.
func (f *file) fonts(fs *Fonts) error {
	repaired := 0
	for i := range f.objects {
		o := &f.objects[i]
		if o.isStream && bytes.Contains(o.stream[:min(len(o.stream), 256)], []byte("/CMapName /Adobe-Identity-UCS def")) {
			o.stream = toUnicode()
			o.value = fmt.Appendf(nil, "<</Filter/FlateDecode/Length %d>>", len(o.stream))
			repaired++
		}
		if o.isStream || !bytes.Contains(o.value, []byte("/utf8")) {
			continue
		}
		for j, face := range []*face{fs.main[0], fs.main[1], fs.fallback[0], fs.fallback[1]} {
			// A subset is named with six letters of its own before the font's name.
			o.value = bytes.ReplaceAll(o.value, []byte("/utf8"+strings.ToLower(face.name)+"\n"),
				fmt.Appendf(nil, "/NEEDS%c+%s\n", 'A'+j, face.name))
		}
		if bytes.Contains(o.value, []byte("/utf8")) {
			return errDrawn
		}
	}
	if repaired == 0 {
		return errDrawn
	}
	return nil
}

// toUnicode returns the packed table: codes are the characters themselves, in a
// range for each first byte; surrogates are no characters.
var toUnicode = sync.OnceValue(func() []byte {
	var rows []string
	for hi := range 256 {
		if hi < 0xD8 || hi > 0xDF {
			rows = append(rows, fmt.Sprintf("<%02X00> <%02XFF> <%02X00>\n", hi, hi, hi))
		}
	}
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(rows) > 0 {
		n := min(len(rows), 100) // no more are allowed in one block
		fmt.Fprintf(&b, "%d beginbfrange\n%sendbfrange\n", n, strings.Join(rows[:n], ""))
		rows = rows[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return deflate([]byte(b.String()))
})
