package web

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

// part makes the part to paste of a document. For looking at: PAPER_OUT=/tmp/pages go test
func part(t testing.TB, d *paper.Doc) []byte {
	t.Helper()
	b, err := Embed(d)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, d.Ref+"-part.html"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// TestEmbeddedPartSaysWhatThePageSays is the rule that no word is lost on the way to a
// school's website: the part to paste holds the words of the page in the same order.
func TestEmbeddedPartSaysWhatThePageSays(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Sample()} {
		own := strings.Join(words(parse(t, render(t, d))), " ")
		in := strings.Join(words(parse(t, inPage(part(t, d)))), " ")
		in = strings.TrimSuffix(in[strings.Index(in, d.Tidy().Title):], " Back to the top of this document")
		if in != own {
			t.Errorf("%s: %.200q differs from %.200q", d.Ref, in, own)
		}
	}
}

func TestEmbeddedPartKeepsToItself(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Sample()} {
		pasted := part(t, d)
		if wrong := balanced(pasted); wrong != "" {
			t.Errorf("%s: not well formed: %s", d.Ref, wrong)
		}
		root := parse(t, inPage(pasted))
		ids := map[string]bool{}
		for n := range root.Descendants() {
			if id := attr(n, "id"); id != "" && n.Data != "main" {
				if !strings.HasPrefix(id, "nb-") || ids[id] {
					t.Errorf("%s: the anchor %q is not the part’s own, or stands twice", d.Ref, id)
				}
				ids[id] = true
			}
			if n.Type == html.ElementNode && n.Data == "h1" {
				t.Errorf("%s: a second title", d.Ref)
			}
		}
		for _, a := range all(root, "a") {
			if id, inside := strings.CutPrefix(attr(a, "href"), "#"); inside && !ids[id] {
				t.Errorf("%s: a link to %q, which is not there", d.Ref, id)
			}
		}
		for _, s := range all(root, "style") {
			if !strings.HasPrefix(s.FirstChild.Data, "\n.needsbook-document {") {
				t.Errorf("%s: style that is not the part’s own", d.Ref)
			}
		}
		if again, _ := Embed(d); !bytes.Equal(pasted, again) {
			t.Errorf("%s: two renderings differ", d.Ref)
		}
	}
}

func TestEmbedRefusesWhatThePageRefuses(t *testing.T) {
	if _, err := Embed(&paper.Doc{Title: "No blocks", Lang: "en-GB"}); err == nil {
		t.Error("a document without date and blocks was taken")
	}
}

func inPage(pasted []byte) []byte {
	return fmt.Appendf(nil, "<!DOCTYPE html><title>School</title><main>%s</main>", pasted)
}
