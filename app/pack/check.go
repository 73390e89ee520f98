package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"needsbook/assets"
)

// Largest is the most that a pack may weigh, in bytes. A council's continuum is
// under 100 kB; more than this is not a pack.
const Largest = 2 << 20

// mostProblems bounds what is reported: past this, the file is another kind of file.
const mostProblems = 50

// Check reads data as a pack and returns all that is wrong with it: too large,
// not JSON, a name given twice in one object, a bad head, or anything that the
// JSON Schema refuses. Nil means the pack may be read. The schema may refer to
// head.json. Check panics on a schema that does not compile, which is our fault.
func Check(schema, data []byte) []Problem {
	if problems := CheckText(data); problems != nil {
		return problems
	}
	data = withoutMark(data)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return []Problem{{"", "The file is not JSON: " + err.Error() + "."}}
	}
	var refused *jsonschema.ValidationError
	if err := compile(schema).Validate(value); errors.As(err, &refused) {
		return sentences(refused)
	}
	var h Head
	if err := json.Unmarshal(data, &h); err != nil {
		return []Problem{{"", "The head of the pack cannot be read: " + err.Error() + "."}}
	}
	if !h.ValidTo.IsZero() && h.ValidTo.Before(h.ValidFrom) {
		return []Problem{{"valid_to", "The pack ends before it begins."}}
	}
	if h.ReplacesExactly(h) {
		return []Problem{{"replaces", "The pack replaces itself. Name the older version here."}}
	}
	return nil
}

// CheckText returns what is wrong with data before it is known what sort of pack it is:
// its size, which is looked at before anything is read, and its JSON.
func CheckText(data []byte) []Problem {
	if len(data) > Largest {
		return []Problem{{"", fmt.Sprintf("The file is too large to be a pack, which may be at most %d kB.", Largest>>10)}}
	}
	return checkJSON(withoutMark(data))
}

// Read checks data and, when nothing is wrong, fills into from it. Numbers that
// are money should be read as json.Number.
func Read(schema, data []byte, into any) []Problem {
	if problems := Check(schema, data); problems != nil {
		return problems
	}
	if err := json.Unmarshal(withoutMark(data), into); err != nil {
		return []Problem{{"", "The file cannot be read: " + err.Error() + "."}}
	}
	return nil
}

// withoutMark drops the byte order mark that some editors put before UTF-8.
func withoutMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) }

// compiled keeps each schema once it is compiled, by its text: that takes longer
// than checking a pack against it.
var compiled sync.Map

func compile(schema []byte) *jsonschema.Schema {
	if s, ok := compiled.Load(string(schema)); ok {
		return s.(*jsonschema.Schema)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for name, text := range map[string][]byte{"head.json": assets.Schema("head.json"), "pack.json": schema} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			panic("pack: the schema is not JSON: " + err.Error())
		}
		if err := c.AddResource("needsbook:///"+name, doc); err != nil {
			panic("pack: " + err.Error())
		}
	}
	s, err := c.Compile("needsbook:///pack.json")
	if err != nil {
		panic("pack: " + err.Error())
	}
	compiled.Store(string(schema), s)
	return s
}

// sentences turns the tree that the schema library reports into a flat list, the
// deepest causes only, in the order of the file's paths.
func sentences(e *jsonschema.ValidationError) []Problem {
	var problems []Problem
	var walk func(*jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 {
			problems = append(problems, Problem{path(e.InstanceLocation), sentence(e.ErrorKind)})
		}
		for _, cause := range e.Causes {
			walk(cause)
		}
	}
	walk(e)
	problems = inOrder(problems)
	if more := len(problems) - mostProblems; more > 0 {
		problems = append(problems[:mostProblems], Problem{"", fmt.Sprintf("There are %d more problems of this kind.", more)})
	}
	return problems
}

func quoted(words []string) string { return "“" + strings.Join(words, "”, “") + "”" }
