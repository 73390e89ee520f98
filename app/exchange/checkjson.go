package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxDepth is how deep a document may nest; a summary needs five.
const maxDepth = 16

// CheckJSON refuses bytes that two readers could understand in two ways: an object
// key written twice (Go keeps the last, others the first), more than one value,
// text that is not UTF-8, or nesting deeper than any document needs.
func CheckJSON(b []byte) error {
	if !utf8.Valid(b) {
		return errors.New("the document is not UTF-8 text")
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := checkValue(dec, 0); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("the document goes on after its end")
	}
	return nil
}

func checkValue(dec *json.Decoder, depth int) error {
	if depth > maxDepth {
		return errors.New("the document is nested too deeply")
	}
	token, err := dec.Token()
	if err != nil {
		return errors.New("the document is not complete JSON")
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if open == '{' {
			token, err := dec.Token()
			if err != nil {
				return errors.New("the document is not complete JSON")
			}
			key, _ := token.(string)
			if seen[key] {
				return fmt.Errorf("the key %.40q stands twice in one object", key)
			}
			seen[key] = true
		}
		if err := checkValue(dec, depth+1); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return errors.New("the document is not complete JSON")
	}
	return nil
}
