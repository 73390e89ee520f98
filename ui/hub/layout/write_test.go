package layout_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"needsbook/ui/hub/layout"
)

func set(t *testing.T) layout.Set {
	t.Helper()
	s, err := layout.Parse(fstest.MapFS{
		"one.html":   {Data: []byte(`<p>one {{template "said" .}}</p>`)},
		"two.html":   {Data: []byte(`<p>two {{.}}</p>`)},
		"parts.html": {Data: []byte(`{{define "said"}}said {{.}}{{end}}`)},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEachPageStandsInTheFrameWithTheSharedParts(t *testing.T) {
	w := httptest.NewRecorder()
	err := layout.Write(w, 422, set(t), "one", layout.Page{Title: "Pot", Person: "A. Head", Body: "<b>",
		Wrong: []layout.Fault{{Field: "amount", Words: "Type an amount."}}, Places: []layout.Link{{To: "/x", Words: "Panel", Here: true}}})
	if err != nil || w.Code != 422 {
		t.Fatal(w.Code, err)
	}
	for _, want := range []string{"<title>Not done: Pot</title>", "<p>one said &lt;b&gt;</p>", `<a href="#amount">Type an amount.</a>`, "A. Head", `aria-current="page"`, `action="` + layout.SignOut + `"`} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q is missing in %s", want, w.Body)
		}
	}
}

func TestNobodySignedInSeesNoWayToSignOut(t *testing.T) {
	w := httptest.NewRecorder()
	if err := layout.Write(w, 200, set(t), "two", layout.Page{Title: "Sign in"}); err != nil || strings.Contains(w.Body.String(), "Sign out") {
		t.Fatal(err, w.Body)
	}
}

func TestUnknownPageIsAPlainSentenceAndAnError(t *testing.T) {
	w := httptest.NewRecorder()
	if err := layout.Write(w, 200, set(t), "three", layout.Page{}); err == nil || w.Code != 500 || !strings.Contains(w.Body.String(), "Nothing is lost") {
		t.Fatal(w.Code, err, w.Body)
	}
}

func TestOnlyAPageWithAScriptLetsOneRun(t *testing.T) {
	for script, want := range map[string]bool{"": false, "/assets/meeting.js": true} {
		w := httptest.NewRecorder()
		err := layout.Write(w, 200, set(t), "two", layout.Page{Title: "Sign in", Script: script})
		policy := w.Header().Get("Content-Security-Policy")
		if err != nil || strings.Contains(policy, "script-src 'self'") != want || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("script %q: %q, %v", script, policy, err)
		}
	}
}
