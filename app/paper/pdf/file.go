package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"unicode/utf16"
)

// file is the PDF being made: objects by number.
type file struct{ objects []object }

// reserve returns the number of a new object.
func (f *file) reserve() int {
	f.objects = append(f.objects, object{})
	return len(f.objects) - 1
}

func (f *file) set(n int, format string, args ...any) {
	f.objects[n] = object{value: fmt.Appendf(nil, format, args...)}
}

func (f *file) add(format string, args ...any) int {
	n := f.reserve()
	f.set(n, format, args...)
	return n
}

// inOneStream is how many plain objects share a compressed stream: readers unpack
// the whole stream for one object.
const inOneStream = 200

// bytes writes the file: streams as they are, all other objects packed in object
// streams, and a cross-reference stream (PDF 1.7, 7.5.7 and 7.5.8).
func (f *file) bytes(catalog, properties int) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	type place struct{ kind, where, index int } // kind 1: offset; kind 2: stream and index in it
	places := make([]place, len(f.objects))
	writeStream := func(n int, dict string, data []byte) {
		places[n] = place{1, out.Len(), 0}
		fmt.Fprintf(&out, "%d 0 obj\n%s\nstream\n", n, dict)
		out.Write(data)
		out.WriteString("\nendstream\nendobj\n")
	}
	var plain []int
	for n, o := range f.objects {
		switch {
		case o.isStream:
			writeStream(n, string(o.value), o.stream)
		case len(o.value) > 0:
			plain = append(plain, n)
		}
	}
	for len(plain) > 0 {
		batch := plain[:min(len(plain), inOneStream)]
		plain = plain[len(batch):]
		var head, body bytes.Buffer
		n := len(places)
		places = append(places, place{})
		for i, num := range batch {
			fmt.Fprintf(&head, "%d %d ", num, body.Len())
			body.Write(f.objects[num].value)
			body.WriteByte('\n')
			places[num] = place{2, n, i}
		}
		first := head.Len()
		head.Write(body.Bytes())
		data := deflate(head.Bytes())
		writeStream(n, fmt.Sprintf("<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>", len(batch), first, len(data)), data)
	}
	id := sha256.Sum256(out.Bytes())
	n, start := len(places), out.Len()
	places = append(places, place{1, start, 0})
	table := make([]byte, 0, 7*len(places))
	for _, p := range places {
		table = append(table, byte(p.kind), byte(p.where>>24), byte(p.where>>16), byte(p.where>>8), byte(p.where), byte(p.index>>8), byte(p.index))
	}
	data := deflate(table)
	writeStream(n, fmt.Sprintf("<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]/Filter/FlateDecode/Length %d>>",
		len(places), catalog, properties, id[:16], id[:16], len(data)), data)
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

// writers keeps zlib writers: a new one costs more than packing a page with it.
var writers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w := writers.Get().(*zlib.Writer)
	defer writers.Put(w)
	w.Reset(&out)
	w.Write(b) // a buffer takes all it is given
	w.Close()
	return out.Bytes()
}

// textString returns s as a PDF text string: as it is where it is plain ASCII,
// otherwise in UTF-16.
func textString(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			plain = false
			break
		}
	}
	if plain {
		return "(" + strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`).Replace(s) + ")"
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}
