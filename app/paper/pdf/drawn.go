package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// object is one object of a PDF file: a value, or a dictionary with a stream.
type object struct {
	value    []byte // without the keyword obj; for a stream its dictionary
	stream   []byte
	isStream bool
}

// errDrawn says that gofpdf wrote something we do not know. Rather no file than a
// half-tagged one.
var errDrawn = errors.New("the drawn pages are not in the expected form")

// readDrawn takes gofpdf's file apart by its own cross-reference table. The result
// is indexed by object number; number 0 is empty.
func readDrawn(file []byte) ([]object, error) {
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		return nil, errDrawn
	}
	start, err := strconv.Atoi(string(bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(file[at+10:]), []byte("%%EOF")))))
	if err != nil || start <= 0 || start >= at {
		return nil, errDrawn
	}
	lines := bytes.Split(file[start:at], []byte("\n"))
	var n int
	if _, err := fmt.Sscanf(string(lines[1]), "0 %d", &n); err != nil || n < 4 || len(lines) < n+2 {
		return nil, errDrawn
	}
	objects := make([]object, n)
	for i := 1; i < n; i++ {
		offset, err := strconv.Atoi(string(bytes.Fields(lines[i+2])[0]))
		if err != nil || offset <= 0 || offset >= start {
			return nil, errDrawn
		}
		if objects[i], err = readObject(file[offset:start], i); err != nil {
			return nil, err
		}
	}
	return objects, nil
}

// readObject reads object number n at the beginning of b.
func readObject(b []byte, n int) (object, error) {
	b, ok := bytes.CutPrefix(b, fmt.Appendf(nil, "%d 0 obj\n", n))
	if !ok {
		return object{}, errDrawn
	}
	end := bytes.Index(b, []byte("endobj"))
	if end < 0 {
		return object{}, errDrawn
	}
	at := bytes.Index(b[:end], []byte("\nstream\n"))
	if at < 0 {
		return object{value: bytes.TrimSpace(b[:end])}, nil
	}
	dict := b[:at]
	_, after, found := bytes.Cut(dict, []byte("/Length "))
	var length int
	if _, err := fmt.Sscanf(string(after[:min(len(after), 20)]), "%d", &length); !found || err != nil {
		return object{}, errDrawn
	}
	data := b[at+len("\nstream\n"):]
	if length > len(data) || !bytes.HasPrefix(data[length:], []byte("\nendstream\nendobj")) {
		return object{}, errDrawn
	}
	return object{value: dict, stream: data[:length], isStream: true}, nil
}
