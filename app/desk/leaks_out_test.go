package desk_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
)

// recorder keeps every byte that a program sends to a hub: address, head and body.
type recorder struct {
	mu   sync.Mutex
	sent bytes.Buffer
	asks int
	http.Handler
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, "not read", http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	r.asks++
	fmt.Fprintln(&r.sent, req.Method, req.RequestURI, req.Header, string(body))
	r.mu.Unlock()
	req.Body = io.NopCloser(bytes.NewReader(body))
	r.Handler.ServeHTTP(w, req)
}

// wordsOfEveryRecord are the texts that people wrote in the file, of every column of every
// table by itself: all that have more than one word, and what names a person.
func wordsOfEveryRecord(t *testing.T, d *desk.Desk, s *schooldb.Store) (words []string, kinds int) {
	t.Helper()
	tables, err := s.Whole(t.Context())
	mustDo(t, err)
	school, err := json.Marshal(d.School())
	mustDo(t, err)
	seen := map[string]bool{}
	for _, table := range tables {
		if desk.Unguarded[table.Name] || table.Name == "step" || table.Name == "remembered" {
			continue
		}
		before := len(seen)
		for _, row := range table.Rows {
			for i, value := range row {
				for _, text := range textsIn(value, table.Columns[i].JSON) {
					named := table.Name == "pupil" && slices.Contains([]string{"surname", "upn", "mis_id"}, table.Columns[i].Name)
					if (named && len(text) > 4 || strings.Contains(strings.TrimSpace(text), " ") && len(text) > 9) && !strings.Contains(string(school), text) {
						seen[text] = true
					}
				}
			}
		}
		if len(seen) > before {
			kinds++
		}
	}
	for word := range seen {
		words = append(words, word)
	}
	slices.Sort(words)
	return words, kinds
}

// textsIn are the texts of a column, however deep.
func textsIn(value any, isJSON bool) (out []string) {
	text, is := value.(string)
	if raw, bytes := value.(json.RawMessage); bytes {
		text, is = string(raw), true
	}
	if !is {
		return nil
	}
	if !isJSON {
		return []string{text}
	}
	var inner any
	if json.Unmarshal([]byte(text), &inner) != nil {
		return []string{text}
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			out = append(out, v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(inner)
	return out
}

// TestNothingOfTheRecordsLeavesOrIsLeft does what touches the network, the disk beside the
// file and the temporary folder, in the demo school, and looks for every text of every
// record there.
func TestNothingOfTheRecordsLeavesOrIsLeft(t *testing.T) {
	ctx := t.Context()
	temp, at := t.TempDir(), t.TempDir()
	h := newPaperHub(t)
	wire := &recorder{Handler: h.server.Config.Handler}
	h.server.Config.Handler = wire
	t.Setenv("TMPDIR", temp) // from here on
	store, _, err := schooltest.Files().Create(ctx, filepath.Join(at, "school.needsbook"), schooltest.Passphrase)
	mustDo(t, err)
	s := store.(*schooldb.Store)
	d, err := desk.Open(ctx, s, desk.Options{Clock: h.now, NewID: rand.Text, By: "SENCO", Roads: desk.Roads{Random: rand.Reader, Chance: func() float64 { return 0.5 },
		Dial: func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) }}})
	mustDo(t, err)
	defer d.Close()
	_, err = d.FillDemo(ctx)
	mustDo(t, err)
	words, kinds := wordsOfEveryRecord(t, d, s)
	if len(words) < 500 || kinds < 25 {
		t.Fatalf("only %d texts of %d kinds are looked for", len(words), kinds)
	}

	urn := d.School().URN
	mustDo(t, h.SaveSchool(ctx, inbox.School{URN: urn, Name: d.School().Name, Phase: "primary", Cluster: "KENT-07"}))
	meeting, err := d.MeetHub(ctx, h.server.URL)
	mustDo(t, err)
	code, _, err := h.NewInvite(ctx, urn, time.Hour, rand.Reader)
	mustDo(t, err)
	m, err := d.Join(ctx, meeting, code, "SENCO computer")
	mustDo(t, err)
	_, err = h.Approve(ctx, m.Key.ID(), "test")
	mustDo(t, err)
	_, err = d.CheckMembership(ctx)
	mustDo(t, err)
	mustDo(t, d.SaveAgreement(ctx, desk.SharingAgreement{Version: "2026-1", With: "Kent coast", SignedBy: "Ruth Amoah", Role: "Headteacher", On: d.Today(), Until: d.Today().AddMonths(12), Tables: desk.AllSharedTables()}))
	p, err := d.PreviewSummary(ctx)
	mustDo(t, err)
	_, err = d.ApproveSummary(ctx, p.ID, desk.Approver{Name: "Ruth Amoah", Role: "head"})
	mustDo(t, err)
	for _, paper := range paperOfEachKind(urn) {
		_, _ = d.QueuePaper(ctx, paper, "Kit Marsh") // one that this hub's panel does not take is kept back
	}
	_, err = d.SendSummaries(ctx, true)
	mustDo(t, err)
	_, err = d.FetchBulletin(ctx)
	mustDo(t, err)

	mustDo(t, d.SetLegalHold(ctx, everyPupil(t, d, s)[0].ID, "Tribunal"))
	for name, do := range map[string]func() error{
		"backup":   func() error { _, err := d.BackUp(ctx, ""); return err },
		"rehearse": func() error { _, err := d.Rehearse(ctx, false); return err },
		"audit":    func() error { _, err := d.Audit(ctx); return err },
		"erase": func() error {
			_, err := d.Erase(ctx, desk.Erasing{Pupils: []string{everyPupil(t, d, s)[5].ID}, Why: "Time of keeping is over", DecidedBy: "Headteacher"})
			return err
		},
		"draft": func() error { return d.SaveSetting(ctx, "draft note", json.RawMessage(`"`+canary+` typed"`)) },
	} {
		if err := do(); err != nil {
			t.Errorf("%s: %s", name, desk.Words(err))
		}
	}
	words = append(words, canary)

	if wire.asks < 8 || wire.sent.Len() < 5000 {
		t.Errorf("only %d requests of %d bytes went out", wire.asks, wire.sent.Len())
	}
	noneOf(t, "what went to the hub", wire.sent.Bytes(), words)
	lookedAt := 0
	for _, folder := range []string{temp, at} { // the lock, backups and attachments lie beside the file
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || path == folder {
				return err
			}
			rel, err := filepath.Rel(folder, path)
			mustDo(t, err)
			noneOf(t, "the name "+filepath.Ext(path), []byte(rel), words)
			if folder == temp {
				t.Errorf("%s is left in the temporary folder", filepath.Ext(path))
			}
			if entry.Type().IsRegular() {
				body, err := os.ReadFile(path)
				mustDo(t, err)
				noneOf(t, filepath.Base(path), body, words)
				lookedAt++
			}
			return nil
		})
		mustDo(t, err)
	}
	if lookedAt < 4 {
		t.Errorf("only %d files were looked at", lookedAt)
	}
}

// noneOf reports texts that stand where nothing of the records may be, counted and not
// said.
func noneOf(t *testing.T, where string, body []byte, words []string) {
	t.Helper()
	hits, first := 0, ""
	for _, word := range words {
		if bytes.Contains(body, []byte(word)) {
			hits++
			if first == "" {
				first = word
			}
		}
	}
	if hits > 0 {
		t.Errorf("%s holds %d texts of the records, such as %.40q", where, hits, first)
	}
}
