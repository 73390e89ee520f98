package exchange

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// slowCheck does with the standard library's tokens what CheckJSON does with bytes.
func slowCheck(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	var value func(depth int) bool
	value = func(depth int) bool {
		token, err := dec.Token()
		if err != nil {
			return false
		}
		open, ok := token.(json.Delim)
		if !ok {
			return true
		}
		if depth == maxDepth {
			return false
		}
		seen := map[string]bool{}
		for dec.More() {
			if open == '{' {
				token, err := dec.Token()
				key, ok := token.(string)
				if err != nil || !ok || seen[key] {
					return false
				}
				seen[key] = true
			}
			if !value(depth + 1) {
				return false
			}
		}
		_, err = dec.Token()
		return err == nil
	}
	if !value(0) {
		return false
	}
	_, err := dec.Token()
	return err == io.EOF && json.Valid(b)
}

var jsonCases = map[string]bool{
	`{}`: true, `[]`: true, `"a"`: true, `1`: true, ` {"a":1,"b":[{"a":2},{"a":3}]} `: true,
	`{"a":1,"a":2}`: false, `{"a":1,"\u0061":2}`: false, `{"a":{"b":1,"b":2}}`: false, `{"a" : 1, "a" : 2}`: false,
	`{"a":"a","b":"a"}`: true, `{"a":["a","a"]}`: true, `{"a\"":1,"a\\":2}`: true, `{"":1,"":2}`: false,
	`{"a":1}{"a":1}`: false, `{"a":1`: false, ``: false, `{"a":1}]`: false, "{\"\xff\":1}": false, `{"a":"\ud800"}`: true,
	strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth):     true,
	strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1): false,
	`{"":{"":0}}`: true, `{"a":1,}`: false, `[1 2]`: false, `{"a":1}x`: false,
	`{"a":"[[[[[[[[[[[[[[[[[[[["}`: true,
}

func TestJSONWithTwoMeaningsIsRefused(t *testing.T) {
	for text, good := range jsonCases {
		if err := CheckJSON([]byte(text)); (err == nil) != good {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzCheckJSON(f *testing.F) {
	for text := range jsonCases {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, want := CheckJSON(b) == nil, slowCheck(b); got != want {
			t.Errorf("%q: %v, the standard library's tokens say %v", b, got, want)
		}
	})
}
