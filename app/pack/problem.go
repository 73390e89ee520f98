package pack

import (
	"fmt"
	"strconv"
	"strings"
)

// Problem is one reason why a pack is refused.
type Problem struct {
	Path    string `json:"path"`    // where in the file, like levels[2].name; empty for the whole file
	Message string `json:"message"` // a plain sentence
}

// String returns the place and the sentence on one line.
func (p Problem) String() string {
	if p.Path == "" {
		return p.Message
	}
	return p.Path + ": " + p.Message
}

// Problems gathers what is wrong while a pack is read.
type Problems []Problem

// Add notes a problem at a path; the message is formatted as by fmt.Sprintf.
func (ps *Problems) Add(path, message string, args ...any) {
	*ps = append(*ps, Problem{path, fmt.Sprintf(message, args...)})
}

// path writes the way to a value as people read it: areas[0].strands[2].name.
func path(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		if _, err := strconv.Atoi(t); err == nil {
			b.WriteString("[" + t + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(t)
	}
	return b.String()
}
