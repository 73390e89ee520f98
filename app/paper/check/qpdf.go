package check

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// QPDFArgs are the arguments with which qpdf prints a file for ReadQPDF.
var QPDFArgs = []string{"--json=2", "--json-stream-data=inline", "--decode-level=generalized"}

// ReadQPDF takes a PDF apart as the program qpdf sees it, so that Read and the
// writer cannot agree on the same mistake.
func ReadQPDF(printed []byte) (*File, error) {
	var in struct {
		QPDF []json.RawMessage `json:"qpdf"`
	}
	if err := json.Unmarshal(printed, &in); err != nil {
		return nil, fmt.Errorf("read what qpdf printed: %w", err)
	}
	if len(in.QPDF) != 2 {
		return nil, fmt.Errorf("read what qpdf printed: not version 2 of its form")
	}
	var objects map[string]struct {
		Value  any `json:"value"`
		Stream *struct {
			Data string `json:"data"`
			Dict any    `json:"dict"`
		} `json:"stream"`
	}
	if err := json.Unmarshal(in.QPDF[1], &objects); err != nil {
		return nil, fmt.Errorf("read what qpdf printed: %w", err)
	}
	f := &File{Dict{}, map[int]any{}}
	for key, o := range objects {
		if key == "trailer" {
			f.Trailer, _ = fromQPDF(o.Value).(Dict)
			continue
		}
		n, ok := reference(strings.TrimPrefix(key, "obj:"))
		if !ok {
			return nil, fmt.Errorf("read what qpdf printed: unknown key %q", key)
		}
		if o.Stream == nil {
			f.Objects[int(n)] = fromQPDF(o.Value)
			continue
		}
		data, err := base64.StdEncoding.DecodeString(o.Stream.Data)
		if err != nil {
			return nil, fmt.Errorf("read what qpdf printed: %w", err)
		}
		d, _ := fromQPDF(o.Stream.Dict).(Dict)
		f.Objects[int(n)] = &Stream{d, data}
	}
	return f, nil
}

func reference(s string) (Ref, bool) {
	digits, ok := strings.CutSuffix(s, " 0 R")
	n, err := strconv.Atoi(digits)
	return Ref(n), ok && err == nil
}

// fromQPDF turns a value of qpdf's JSON into an object.
func fromQPDF(v any) any {
	switch v := v.(type) {
	case []any:
		list := make(Array, len(v))
		for i := range v {
			list[i] = fromQPDF(v[i])
		}
		return list
	case map[string]any:
		d := Dict{}
		for k := range v {
			d[Name(strings.TrimPrefix(k, "/"))] = fromQPDF(v[k])
		}
		return d
	case string:
		if r, ok := reference(v); ok {
			return r
		}
		if s, ok := strings.CutPrefix(v, "/"); ok {
			return Name(s)
		}
		if s, ok := strings.CutPrefix(v, "b:"); ok {
			b, _ := hex.DecodeString(s) // qpdf writes valid hexadecimal
			return String(b)
		}
		return utf16String(strings.TrimPrefix(v, "u:"))
	}
	return v
}

// utf16String returns text as a PDF text string in UTF-16.
func utf16String(s string) String {
	b := []byte("\xFE\xFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return String(b)
}
