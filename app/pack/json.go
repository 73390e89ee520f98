package pack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// deepest is how far a pack's values may nest. The continuum needs nine.
const deepest = 32

// checkJSON refuses what the JSON decoder would let through without a word: text
// that is not UTF-8, a name given twice in one object (the last would win), very
// deep nesting, and anything after the end.
func checkJSON(data []byte) []Problem {
	if !utf8.Valid(data) {
		return []Problem{{"", "The file is not UTF-8 text. Save it as UTF-8 and try again."}}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	w := walker{d: d}
	if err := w.value(nil); err != nil {
		return []Problem{{"", fmt.Sprintf("The file is not whole JSON near line %d: %s.", lineAt(data, d.InputOffset()), plainly(err))}}
	}
	if _, err := d.Token(); err != io.EOF {
		return []Problem{{"", fmt.Sprintf("There is more in the file after its end, near line %d.", lineAt(data, d.InputOffset()))}}
	}
	return w.problems
}

// walker goes through a JSON text token by token.
type walker struct {
	d        *json.Decoder
	problems Problems
}

func (w *walker) value(at []string) error {
	if len(at) > deepest {
		return fmt.Errorf("values are nested more than %d deep", deepest)
	}
	token, err := w.d.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		return w.object(at)
	case json.Delim('['):
		return w.list(at)
	}
	return nil
}

func (w *walker) object(at []string) error {
	seen := map[string]bool{}
	for w.d.More() {
		token, err := w.d.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		here := append(at[:len(at):len(at)], name)
		if seen[name] && len(w.problems) < mostProblems {
			w.problems.Add(path(here), "“%s” is given twice. Keep one.", name)
		}
		seen[name] = true
		if err := w.value(here); err != nil {
			return err
		}
	}
	_, err := w.d.Token()
	return err
}

func (w *walker) list(at []string) error {
	for i := 0; w.d.More(); i++ {
		if err := w.value(append(at[:len(at):len(at)], strconv.Itoa(i))); err != nil {
			return err
		}
	}
	_, err := w.d.Token()
	return err
}

func lineAt(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n"))
}

func plainly(err error) string {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return "it ends too early"
	}
	return err.Error()
}
