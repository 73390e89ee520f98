package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	inCode  = regexp.MustCompile("`([^`\n]+)`")
	atShell = regexp.MustCompile(`needsctl ([^|)\n]*)`)
)

// listedVerbs is all that docs/needsctl.md shows as a command: after the program's name,
// or between backticks. In a row of a table a single word goes on from the verb before
// it, so that "`need list`, `codes`" lists need codes.
func listedVerbs(doc string) (out []string) {
	for line := range strings.Lines(doc) {
		family := ""
		for _, m := range inCode.FindAllStringSubmatch(line, -1) {
			out = append(out, m[1])
			first, _, several := strings.Cut(m[1], " ")
			if strings.HasPrefix(line, "|") && !several && family != "" {
				out = append(out, family+" "+m[1])
				continue
			}
			family = first
		}
		for _, m := range atShell.FindAllStringSubmatch(line, -1) {
			out = append(out, m[1])
		}
	}
	return out
}

func TestEveryVerbStandsInTheGuide(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../../docs/needsctl.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := listedVerbs(string(doc))
	for _, v := range verbs {
		if !slices.ContainsFunc(listed, func(l string) bool { return strings.HasPrefix(l+" ", v.name+" ") }) {
			t.Errorf("docs/needsctl.md does not list %s", v.name)
		}
	}
}
