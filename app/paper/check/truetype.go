package check

import "encoding/binary"

// outlines is what the checker knows of an embedded TrueType font.
type outlines struct {
	glyphs int
	em     int
	metric []byte // hmtx
	wide   int    // how many glyphs have a width of their own there
}

// readTrueType reads the head of a font file; false for one that is not TrueType.
func readTrueType(b []byte) (o outlines, ok bool) {
	if len(b) < 12 || binary.BigEndian.Uint32(b) != 0x00010000 {
		return o, false
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		at := 12 + 16*i
		if at+16 > len(b) {
			return o, false
		}
		from, length := int(binary.BigEndian.Uint32(b[at+8:])), int(binary.BigEndian.Uint32(b[at+12:]))
		if from < 0 || length < 0 || from+length > len(b) {
			return o, false
		}
		tables[string(b[at:at+4])] = b[from : from+length]
	}
	head, hhea, maxp := tables["head"], tables["hhea"], tables["maxp"]
	if len(head) < 20 || len(hhea) < 36 || len(maxp) < 6 || tables["glyf"] == nil || tables["loca"] == nil {
		return o, false
	}
	o = outlines{
		glyphs: int(binary.BigEndian.Uint16(maxp[4:])), em: int(binary.BigEndian.Uint16(head[18:])),
		metric: tables["hmtx"], wide: int(binary.BigEndian.Uint16(hhea[34:])),
	}
	return o, o.em > 0 && o.wide > 0 && len(o.metric) >= 4*o.wide
}

// width returns the width of a glyph in thousandths of the size.
func (o outlines) width(glyph int) float64 {
	at := 4 * min(glyph, o.wide-1)
	return float64(binary.BigEndian.Uint16(o.metric[at:])) * 1000 / float64(o.em)
}
