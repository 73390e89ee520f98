package sending_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/app/school"
	"needsbook/assets"
	"needsbook/storage/hubdb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/sending"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/hub"
)

// realHub is a hub on this computer with the demo school's cluster.
type realHub struct {
	inbox.Inbox
	address string
}

func newHub(t *testing.T, urn string) realHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := realHub{Inbox: inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Kent coast hub", Validate: hub.Validate, Now: schooltest.Now}}
	server := httptest.NewServer((&hub.Server{Inbox: h.Inbox, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler())
	t.Cleanup(func() { server.Close(); db.Close() })
	h.address = server.URL
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Kent coast"}); err != nil {
		t.Fatal(err)
	}
	if err := h.SaveSchool(t.Context(), inbox.School{URN: urn, Name: "Meadowfield Primary", Phase: "primary", Cluster: "KENT-07"}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h realHub) code(t *testing.T, urn string) string {
	t.Helper()
	code, _, err := h.NewInvite(t.Context(), urn, time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// demo is a desk over the demo school with real roads to a hub.
func demo(t *testing.T) *desk.Desk {
	t.Helper()
	d := sit(t)
	if _, err := d.FillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// small is a desk over a school with hardly any pupil, whose summary is soon made, and
// which has signed the agreement.
func small(t *testing.T) *desk.Desk {
	t.Helper()
	d := sit(t)
	if err := d.SaveSchool(t.Context(), school.School{Name: "Little Orchard", URN: "999995", Phase: "primary", Roll: 96, Cluster: "KENT-07", Head: "Ruth Amoah"}); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveAgreement(t.Context(), agreement); err != nil {
		t.Fatal(err)
	}
	return d
}

var agreement = desk.SharingAgreement{Version: "2026-1", With: "Kent coast", SignedBy: "Ruth Amoah", Role: "Headteacher",
	On: day.Of(2026, 9, 7), Until: day.Of(2028, 8, 31), Tables: desk.AllSharedTables()}

// head approves in tests.
var head = desk.Approver{Name: "Ruth Amoah", Role: desk.RoleHead}

func sit(t *testing.T) *desk.Desk {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d, err := desk.Open(t.Context(), store, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
		Roads: desk.Roads{
			Dial: func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) },
			Folder: func(path string, hub exchange.PublicKey) desk.SharedFolder {
				return folder.Drop{Folder: path, Hub: hub}
			},
			Random: rand.Reader, Chance: func() float64 { return 0.5 },
		}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "cluster", Name: "Cluster", Icon: "cluster", Open: func(arg string) (shell.Screen, error) {
			return sending.New(sending.Needs{Desk: d, Shell: s, Folder: os.TempDir()}, arg)
		}}
	})
	w.Go(shell.To("cluster"))
	return w
}

// tab opens a tab by its words with the keys Left and Right.
func tab(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	row := w.Tabs()[0]
	w.Canvas().Focus(row)
	w.Press("Left", "Left", "Left", "Left", "Left", "Left")
	for range 8 {
		if row.AccessibilityLabel() == words+", tab" {
			return
		}
		w.Press("Right")
	}
	t.Fatalf("there is no tab %q:\n%s", words, w.Text())
}

// reach goes to a thing by Tab.
func reach(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	w.Canvas().Focus(nil)
	for range 80 {
		w.Press("Tab")
		if l, ok := w.Canvas().Focused().(interface{ AccessibilityLabel() string }); ok && (strings.HasPrefix(l.AccessibilityLabel(), words) || strings.Contains(l.AccessibilityLabel(), ": "+words)) {
			return
		}
	}
	t.Fatalf("Tab does not come to %q:\n%s", words, w.Text())
}

// press goes to a thing by Tab and presses it.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	reach(t, w, words)
	w.Press("Enter")
}

// join joins the hub over the desk, as far as wanted.
func join(t *testing.T, d *desk.Desk, h realHub, approve bool) {
	t.Helper()
	meeting, err := d.MeetHub(t.Context(), h.address)
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Join(t.Context(), meeting, h.code(t, d.School().URN), "SENCO computer")
	if err != nil || !approve {
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	if _, err := h.Approve(t.Context(), m.Key.ID(), "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CheckMembership(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// contested are words that councils change.
var contested = regexp.MustCompile(`(?i)\b(clusters?|panels?|communit(y|ies)|continu(um|a)|levels?|predictable|exceptional|notional|top-up|high needs|moderat(ion|ors?))\b`)

// otherWords is the pack of words with one that means nothing for each.
func otherWords(t *testing.T) []byte {
	t.Helper()
	var pack map[string]any
	if err := json.Unmarshal(assets.Pack("terms.json"), &pack); err != nil {
		t.Fatal(err)
	}
	pack["id"], pack["version"] = "nonsense", "1"
	for key, v := range pack["terms"].(map[string]any) {
		word := "Zq" + strings.ReplaceAll(key, "_", "")
		pack["terms"].(map[string]any)[key] = map[string]any{"label": word, "plural": word + "z", "plain": "What a " + word + " is.", "also_known_as": []any{v.(map[string]any)["label"]}}
	}
	pack["worked_examples"] = []any{map[string]any{"name": "An old word", "word": "Community of Schools", "expect": "cluster"}}
	body, err := json.Marshal(pack)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// noContestedWord fails when the page says such a word. What stands in the exact bytes
// and in the school's own agreement is not the program's.
func noContestedWord(t *testing.T, w *shelltest.Window, d *desk.Desk) {
	t.Helper()
	a, _, err := d.Agreement(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(w.Text(), a.With, "")
	if _, page, found := strings.Cut(text, "Settings"); found { // the list of pages is of this test
		text = page
	}
	if _, bytes, found := strings.Cut(text, `{"as_of"`); found {
		text = strings.Replace(text, bytes, "", 1)
	}
	for _, s := range d.Services().List {
		text = strings.ReplaceAll(text, s.Name, "")
	}
	text = strings.ReplaceAll(text, "Cluster", "") // the name that this test gives the page
	for _, found := range contested.FindAllStringIndex(text, -1) {
		t.Errorf("the page says %q: …%s…", text[found[0]:found[1]], text[max(0, found[0]-60):min(len(text), found[1]+30)])
	}
}
