package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// maxDepth is how deep a document may nest; a summary needs five.
const maxDepth = 16

// CheckJSON refuses bytes that two readers could understand in two ways: an object
// key written twice (Go keeps the last, others the first), more than one value,
// text that is not UTF-8, or nesting deeper than any document needs.
func CheckJSON(b []byte) error {
	switch {
	case !utf8.Valid(b):
		return errors.New("the document is not UTF-8 text")
	case tooDeep(b):
		return errors.New("the document is nested too deeply")
	case !json.Valid(b):
		return errors.New("the document is not one complete piece of JSON")
	}
	return keysOnce(b)
}

// tooDeep looks at brackets alone, so that a flood of them costs nothing else.
func tooDeep(b []byte) bool {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			i = endOfText(b, i)
		case '{', '[':
			if depth++; depth > maxDepth {
				return true
			}
		case '}', ']':
			depth--
		}
	}
	return false
}

// keysOnce goes through JSON that is known to be valid and refuses an object that has
// one key twice. In valid JSON a text is a key when a colon follows it.
func keysOnce(b []byte) error {
	var objects []map[string]bool // keys seen, of each object or list that is open
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '{', '[':
			objects = append(objects, nil)
		case '}', ']':
			objects = objects[:len(objects)-1]
		case '"':
			end := endOfText(b, i)
			if !colonAfter(b, end+1) {
				i = end
				continue
			}
			var key string
			if err := json.Unmarshal(b[i:end+1], &key); err != nil {
				return errors.New("the document has a key that cannot be read")
			}
			at := len(objects) - 1
			if objects[at] == nil {
				objects[at] = map[string]bool{}
			}
			if objects[at][key] {
				return fmt.Errorf("the key %.40q stands twice in one object", key)
			}
			objects[at][key] = true
			i = end
		}
	}
	return nil
}

// endOfText returns the place of the quotation mark that ends the text begun at from,
// or the end of b.
func endOfText(b []byte, from int) int {
	for i := from + 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(b)
}

func colonAfter(b []byte, i int) bool {
	for ; i < len(b); i++ {
		switch b[i] {
		case ' ', '\t', '\r', '\n':
			continue
		}
		return b[i] == ':'
	}
	return false
}
