package check

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
)

// File is a PDF taken apart: every object by its number, streams unpacked.
type File struct {
	Trailer Dict
	Objects map[int]any
}

// most is how large an unpacked stream may be.
const most = 64 << 20

// Read takes apart a PDF with a cross-reference stream, as package pdf writes it.
// It reads any bytes without panic and refuses what it does not understand.
func Read(pdf []byte) (*File, error) {
	if !bytes.HasPrefix(pdf, []byte("%PDF-1.7\n")) {
		return nil, fmt.Errorf("read PDF: not a PDF 1.7 file")
	}
	at := bytes.LastIndex(pdf, []byte("startxref\n"))
	if at < 0 {
		return nil, fmt.Errorf("read PDF: no startxref")
	}
	digits, _, _ := bytes.Cut(pdf[at+len("startxref\n"):], []byte("\n"))
	start, err := strconv.Atoi(string(digits))
	if err != nil || start < 0 || start > at {
		return nil, fmt.Errorf("read PDF: startxref leads nowhere")
	}
	_, o, err := readIndirect(pdf, start)
	if err != nil {
		return nil, fmt.Errorf("read PDF: cross-reference table: %w", err)
	}
	table, ok := o.(*Stream)
	if !ok {
		return nil, fmt.Errorf("read PDF: no cross-reference stream")
	}
	f := &File{table.Dict, map[int]any{}}
	if err := f.load(pdf, table.Data); err != nil {
		return nil, fmt.Errorf("read PDF: %w", err)
	}
	return f, nil
}

// load reads all objects that a cross-reference table of fields 1, 4 and 2 names.
func (f *File) load(pdf, table []byte) error {
	const wide = 7
	if len(table)%wide != 0 {
		return errSyntax
	}
	packed := map[int][]int{}
	for n := 0; n*wide < len(table); n++ {
		e := table[n*wide:][:wide]
		where := int(e[1])<<24 | int(e[2])<<16 | int(e[3])<<8 | int(e[4])
		switch e[0] {
		case 1:
			num, o, err := readIndirect(pdf, where)
			if err != nil {
				return fmt.Errorf("object %d: %w", n, err)
			}
			if num != n {
				return fmt.Errorf("object %d: the table leads to object %d", n, num)
			}
			f.Objects[n] = o
		case 2:
			packed[where] = append(packed[where], n)
		}
	}
	for from, wanted := range packed {
		s, ok := f.Objects[from].(*Stream)
		if !ok {
			return fmt.Errorf("object %d is not an object stream", from)
		}
		inside, err := unpack(s)
		if err != nil {
			return fmt.Errorf("object stream %d: %w", from, err)
		}
		for _, n := range wanted {
			o, ok := inside[n]
			if !ok {
				return fmt.Errorf("object %d is not in its stream", n)
			}
			f.Objects[n] = o
		}
	}
	return nil
}

// unpack returns the objects of an object stream by number.
func unpack(s *Stream) (map[int]any, error) {
	count, _ := s.Dict["N"].(float64)
	first, _ := s.Dict["First"].(float64)
	head, objects := parser{b: s.Data}, map[int]any{}
	for range int(count) {
		a, err1 := head.next()
		b, err2 := head.next()
		n, ok1 := a.(float64)
		offset, ok2 := b.(float64)
		at := int(first) + int(offset)
		if err1 != nil || err2 != nil || !ok1 || !ok2 || at < 0 || at > len(s.Data) {
			return nil, errSyntax
		}
		p := parser{b: s.Data, at: at}
		o, err := p.next()
		if err != nil {
			return nil, errSyntax
		}
		objects[int(n)] = o
	}
	return objects, nil
}

// readIndirect reads "12 0 obj ... endobj" at an offset.
func readIndirect(pdf []byte, at int) (int, any, error) {
	if at < 0 || at >= len(pdf) {
		return 0, nil, errSyntax
	}
	p := parser{b: pdf, at: at}
	num, err := p.next()
	n, ok := num.(float64)
	if err != nil || !ok {
		return 0, nil, errSyntax
	}
	if _, err := p.next(); err != nil {
		return 0, nil, errSyntax
	}
	if word, err := p.next(); err != nil || word != operator("obj") {
		return 0, nil, errSyntax
	}
	o, err := p.next()
	if err != nil {
		return 0, nil, err
	}
	p.skip()
	d, isDict := o.(Dict)
	if !isDict || !p.has("stream\n") {
		return int(n), o, nil
	}
	length, _ := d["Length"].(float64)
	from := p.at + len("stream\n")
	if length < 0 || length > float64(len(pdf)-from) {
		return 0, nil, errSyntax
	}
	data := pdf[from : from+int(length)]
	if !bytes.HasPrefix(pdf[from+int(length):], []byte("\nendstream")) {
		return 0, nil, fmt.Errorf("%w: the stream is not as long as it says", errSyntax)
	}
	if d["Filter"] == Name("FlateDecode") {
		if data, err = inflate(data); err != nil {
			return 0, nil, err
		}
	}
	return int(n), &Stream{d, data}, nil
}

func inflate(packed []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if len(data) > most {
		return nil, fmt.Errorf("a stream unpacks to more than %d bytes", most)
	}
	return data, nil
}

// get follows references.
func (f *File) get(o any) any {
	for range deepest {
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		o = f.Objects[int(r)]
	}
	return nil
}

// dict returns the dictionary that o is or leads to, or an empty one.
func (f *File) dict(o any) Dict {
	switch o := f.get(o).(type) {
	case Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return Dict{}
}

// array returns the array that o is or leads to; one object counts as an array of it.
func (f *File) array(o any) Array {
	switch list := f.get(o).(type) {
	case Array:
		return list
	case nil:
		return nil
	}
	return Array{o} // still as a reference, if it was one
}

// text returns the text string that o is or leads to.
func (f *File) text(o any) string {
	s, _ := f.get(o).(String)
	return s.Text()
}
