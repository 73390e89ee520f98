package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"crypto/rand"

	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

// printed runs the program and reads what it printed.
func printed(t *testing.T, want int, into any, args ...string) {
	t.Helper()
	var out, messages bytes.Buffer
	if got := run(t.Context(), args, &out, &messages); got != want {
		t.Fatalf("%v: status %d, not %d: %s%s", args, got, want, out.String(), messages.String())
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		t.Fatalf("%v: %v: %s", args, err, out.String())
	}
}

func TestCountyIsSentAndReceiptedWhole(t *testing.T) {
	county, data := filepath.Join(t.TempDir(), "county"), t.TempDir()
	var published publishedCounty
	printed(t, done, &published, "county", "--out", county, "--schools", "4", "--terms", "1")
	if published.Documents+published.NoneSafe != 4 || published.Documents < 3 || published.Figures == 0 {
		t.Fatalf("%+v", published)
	}

	key := exchangetest.Key(1)
	if err := os.WriteFile(filepath.Join(data, "hub.key"), []byte(hex.EncodeToString(key.Seed())), 0o600); err != nil {
		t.Fatal(err)
	}
	var joined prepared
	printed(t, done, &joined, "prepare", "--data", data, "--schools", "9")
	if joined.Schools != 9 || joined.Clusters != 1 {
		t.Fatalf("%+v", joined)
	}
	db, err := hubdb.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	in := inbox.Inbox{Store: db, Key: key, Name: "Hub", Validate: hub.Validate, Now: time.Now}
	server := httptest.NewServer((&hub.Server{Inbox: in, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.DiscardHandler)}).Handler())
	defer server.Close()

	var sent brought
	term := []string{"--from", county, "--term", "all", "--connections", "3"}
	printed(t, done, &sent, append([]string{"send", "--address", server.URL}, term...)...)
	if sent.Receipted != published.Documents || sent.Lost != 0 || sent.Duplicates != 0 {
		t.Errorf("%+v", sent)
	}
	// The figures of the few serve for more schools; what was sent before is known.
	printed(t, done, &sent, append([]string{"send", "--address", server.URL, "--schools", "9"}, term...)...)
	if sent.Documents != 9 || sent.Receipted != 9 || sent.Duplicates == 0 {
		t.Errorf("%+v", sent)
	}
	// A school that the hub does not know is refused, and counts as lost.
	printed(t, failed, nil, append([]string{"send", "--address", server.URL, "--schools", "12"}, term...)...)
}

func TestLoadIsOnlyBroughtToThisComputer(t *testing.T) {
	for _, args := range [][]string{
		{}, {"send"}, {"unknown"},
		{"send", "--address", "https://hub.example.org", "--from", "x"},
		{"send", "--address", "https://127.0.0.1.example.org", "--from", "x"},
		{"read", "--link", "https://192.0.2.1/c/A/enter/x"},
		{"county", "--out", os.TempDir()},
		{"county", "--out", "new", "--schools", "0"},
	} {
		printed(t, misused, nil, args...)
	}
}
