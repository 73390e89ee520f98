package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"needsbook/app/release"
	"needsbook/assets"
)

const oneRelease = `{"list":[{"version":"9.0.0","date":"2027-01-15","notes":["Faster."]}]}`

// TestQuestionForNewerVersionsSaysNothingOfWhoAsks records what arrives.
func TestQuestionForNewerVersionsSaysNothingOfWhoAsks(t *testing.T) {
	var requests []*http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests = append(requests, r)
		fmt.Fprint(w, oneRelease)
	}))
	defer server.Close()
	all, err := askReleases(t.Context(), release.Source{Address: server.URL + "/list.json"}, http.DefaultTransport)
	if err != nil || len(all) != 1 || all[0].Version != (release.Version{9, 0, 0}) {
		t.Fatalf("%v, %v", all, err)
	}
	if len(requests) != 1 {
		t.Fatalf("%d requests", len(requests))
	}
	r := requests[0]
	if r.Method != http.MethodGet || r.URL.String() != "/list.json" || r.ContentLength > 0 {
		t.Errorf("asked %s %s with %d bytes", r.Method, r.URL, r.ContentLength)
	}
	for name, value := range r.Header {
		if name != "Accept-Encoding" {
			t.Errorf("the question says %s: %s", name, value)
		}
	}
}

func TestAnswerThatIsNoListIsRefused(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Error("a redirect was followed")
		fmt.Fprint(w, oneRelease)
	}))
	defer elsewhere.Close()
	for name, answer := range map[string]http.HandlerFunc{
		"an error":   func(w http.ResponseWriter, r *http.Request) { http.Error(w, oneRelease, http.StatusTeapot) },
		"a redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) },
		"a long answer": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, strings.Repeat(" ", release.MostBytes), oneRelease)
		},
		"a login page": func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html>Please log in") },
	} {
		server := httptest.NewServer(answer)
		if all, err := askReleases(t.Context(), release.Source{Address: server.URL}, http.DefaultTransport); err == nil {
			t.Errorf("%s gave %v", name, all)
		}
		server.Close()
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	if _, err := askReleases(t.Context(), release.Source{Address: gone.URL}, http.DefaultTransport); err == nil {
		t.Error("a server that is away answered")
	}
}

func TestProgramAsShippedHasNowhereToAsk(t *testing.T) {
	source, err := release.ParseSource(assets.Releases)
	if err != nil || source.Address != "" {
		t.Errorf("as shipped it asks %q, %v", source.Address, err)
	}
	if r, err := releases(); err != nil || len(r.Notes) == 0 {
		t.Errorf("%v, %v", r, err)
	}
}
