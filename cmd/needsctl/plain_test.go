package main

import (
	"strings"
	"testing"
)

func TestPlainShowsHintsAndTakesThem(t *testing.T) {
	t.Parallel()
	s := newTerminal(t)
	path := s.write("text.md", "## Provision\n\nWe **utilise** {{senco_name}}’s plan and organize it prior to lunch. It was written at https://a.example/utilise last term.\n")
	hints := s.object(done, "plain", path)["hints"].([]any)
	kinds := ""
	for _, h := range hints {
		kinds += h.(map[string]any)["kind"].(string) + " "
	}
	if kinds != "swap swap spelling swap passive " {
		t.Errorf("the hints are %s", kinds)
	}
	if h := hints[1].(map[string]any); h["from"] != "utilise" || h["to"] != "use" || h["paragraph"].(float64) != 2 {
		t.Errorf("%v", h)
	}
	want := "## Help\n\nWe **use** {{senco_name}}’s plan and organise it before lunch. It was written at https://a.example/utilise last term.\n"
	if got := s.must("plain", "--take", path); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := s.object(done, "plain", "--take", path)["text"]; got != want {
		t.Errorf("as JSON: %q", got)
	}
	out := s.must("plain", path)
	for _, want := range []string{"for “organize” write “organise”", "“was written”", "English only"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	s.refusal(refused, "plain", "--take", s.write("picture", "\x89PNG\x00\xff"))
}
