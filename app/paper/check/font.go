package check

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// fontUse is a font of the page resources and which of its codes are drawn.
type fontUse struct {
	name    string
	ranges  [256][][3]int // from, to, first character
	glyphs  []byte        // CIDToGIDMap
	file    outlines      // the embedded font
	widths  map[int]float64
	usual   float64 // the width of codes that are not in widths
	used    map[int]bool
	strange int // strings of an odd number of bytes
}

// fonts returns the fonts of a resource dictionary, and what is wrong with them.
func (f *File) fonts(resources Dict) (map[Name]*fontUse, []string) {
	fonts, wrong := map[Name]*fontUse{}, []string{}
	for key, ref := range f.dict(resources["Font"]) {
		d := f.dict(ref)
		base, _ := f.get(d["BaseFont"]).(Name)
		u := &fontUse{name: string(base), used: map[int]bool{}}
		fonts[key] = u
		fault := func(what string) { wrong = append(wrong, "font "+u.name+" "+what) }
		if d["Subtype"] != Name("Type0") || d["Encoding"] != Name("Identity-H") {
			fault("is not a composite font with two-byte codes")
			continue
		}
		descendants := f.array(d["DescendantFonts"])
		if len(descendants) != 1 {
			fault("has no descendant")
			continue
		}
		cid := f.dict(descendants[0])
		if cid["BaseFont"] != base {
			fault("and its descendant have different names")
		}
		descriptor := f.dict(cid["FontDescriptor"])
		embedded, ok := f.get(descriptor["FontFile2"]).(*Stream)
		if !ok {
			fault("is not embedded")
			continue
		}
		if u.file, ok = readTrueType(embedded.Data); !ok {
			fault("is not a TrueType font")
			continue
		}
		if len(base) < 8 || base[6] != '+' || strings.Trim(string(base[:6]), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || f.get(descriptor["FontName"]) != base {
			fault("is not named as a subset")
		}
		if cid["Subtype"] != Name("CIDFontType2") || descriptor["CIDSet"] != nil {
			fault("has a descendant of another kind, or a list of glyphs that may be wrong")
		}
		if about := f.dict(cid["CIDSystemInfo"]); f.text(about["Registry"]) == "" || f.text(about["Ordering"]) == "" {
			fault("does not say what its codes are")
		}
		u.readWidths(f, cid)
		if m, ok := f.get(cid["CIDToGIDMap"]).(*Stream); ok {
			u.glyphs = m.Data
		} else {
			fault("has no map from codes to glyphs")
		}
		table, ok := f.get(d["ToUnicode"]).(*Stream)
		if !ok {
			fault("has no table of characters")
			continue
		}
		if err := u.readRanges(table.Data); err != nil {
			fault("has a table of characters that is not valid: " + err.Error())
		}
	}
	slices.Sort(wrong)
	return fonts, wrong
}

// readRanges reads the bfrange blocks of a ToUnicode table (PDF 1.7, 9.10.3).
func (u *fontUse) readRanges(data []byte) error {
	_, rest, found := strings.Cut(string(data), "begincodespacerange")
	if !found {
		return fmt.Errorf("no code space")
	}
	blocks := strings.Split(rest, "beginbfrange")[1:]
	for _, b := range blocks {
		body, _, ok := strings.Cut(b, "endbfrange")
		if !ok {
			return fmt.Errorf("a block without end")
		}
		lines := strings.Split(strings.TrimSpace(body), "\n")
		if len(lines) > 100 {
			return fmt.Errorf("a block of more than 100 ranges")
		}
		for _, line := range lines {
			var r [3]int
			if n, err := fmt.Sscanf(line, "<%04X> <%04X> <%04X>", &r[0], &r[1], &r[2]); n != 3 || err != nil {
				return fmt.Errorf("a range that cannot be read")
			}
			if r[0]>>8 != r[1]>>8 || r[0] > r[1] {
				return fmt.Errorf("a range over more than its last byte")
			}
			u.ranges[r[0]>>8] = append(u.ranges[r[0]>>8], r)
		}
	}
	return nil
}

// readWidths reads the widths of codes (PDF 1.7, 9.7.4.3).
func (u *fontUse) readWidths(f *File, cid Dict) {
	u.widths = map[int]float64{}
	u.usual, _ = f.get(cid["DW"]).(float64)
	list := f.array(cid["W"])
	for i := 0; i+1 < len(list); {
		from, _ := list[i].(float64)
		if each, ok := f.get(list[i+1]).(Array); ok {
			for n, w := range each {
				u.widths[int(from)+n], _ = w.(float64)
			}
			i += 2
			continue
		}
		to, _ := list[i+1].(float64)
		if i+2 >= len(list) || to-from > 1<<16 {
			return
		}
		for code := int(from); code <= int(to); code++ {
			u.widths[code], _ = list[i+2].(float64)
		}
		i += 3
	}
}

// decode notes the codes of a drawn string and returns its characters.
func (u *fontUse) decode(s String) string {
	if len(s)%2 != 0 {
		u.strange++
	}
	var b strings.Builder
	for i := 0; i+1 < len(s); i += 2 {
		code := int(s[i])<<8 | int(s[i+1])
		u.used[code] = true
		b.WriteString(u.character(code))
	}
	return b.String()
}

func (u *fontUse) character(code int) string {
	for _, r := range u.ranges[code>>8] {
		if code >= r[0] && code <= r[1] {
			return string(rune(r[2] + code - r[0]))
		}
	}
	return ""
}

// faults says which drawn codes cannot be read back or have no glyph.
func (u *fontUse) faults() (wrong []string) {
	if u.strange > 0 {
		wrong = append(wrong, fmt.Sprintf("font %s: half a code is drawn", u.name))
	}
	for code := range u.used {
		if c := u.character(code); c == "" || c == "\x00" || c == "\uFEFF" || c == "\uFFFE" {
			wrong = append(wrong, fmt.Sprintf("font %s: code %04X is no character", u.name, code))
		}
		if 2*code+1 >= len(u.glyphs) {
			wrong = append(wrong, fmt.Sprintf("font %s: code %04X has no glyph", u.name, code))
			continue
		}
		glyph := int(u.glyphs[2*code])<<8 | int(u.glyphs[2*code+1])
		if glyph == 0 || glyph >= u.file.glyphs {
			wrong = append(wrong, fmt.Sprintf("font %s: code %04X has no glyph", u.name, code))
			continue
		}
		said, ok := u.widths[code]
		if !ok {
			said = u.usual
		}
		if math.Abs(said-u.file.width(glyph)) > 1 {
			wrong = append(wrong, fmt.Sprintf("font %s: code %04X is %.0f wide in the file and %.0f in the font", u.name, code, said, u.file.width(glyph)))
		}
	}
	slices.Sort(wrong)
	return wrong
}
