package hubdb

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

// version1 is a file as the first version of the program wrote it: one school with
// three documents, an approved key, a reader's link. TestMakeVersion1 made it, by the
// first migration alone.
const version1 = "testdata/version-1.db"

func TestVersion1IsBroughtUpToDate(t *testing.T) {
	old, err := os.ReadFile(version1)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, FileName), old, 0o600); err != nil {
		t.Fatal(err)
	}
	db := openIn(t, folder)
	defer db.Close()
	chain := exchangetest.Chain(3, "b3f1c2", "")
	autumn := chain[0].Series
	home := inbox.Membership{URN: "118999", Cluster: "KENT-07", From: day.Of(2026, 9, 1)}
	mustRead(t, db, func(r inbox.Reader) error {
		current, err := r.Current("KENT-07", autumn)
		if len(current) != 1 || current[0].ID != exchangetest.ID(chain[2]) {
			t.Errorf("what stands for the term: %+v", current)
		}
		return errors.Join(err,
			same(r.Clusters())([]inbox.Cluster{{ID: "KENT-07", Name: "Weald & Downs"}}),
			same(r.Schools("KENT-07"))([]inbox.School{testSchool}),
			same(r.Memberships("118999"))([]inbox.Membership{home}),
			same(r.Link("def"))(inbox.ReaderLink{TokenHash: "def", Level: inbox.ClusterLevel, Ref: "KENT-07", Cluster: "KENT-07", Expires: at}))
	})
	in := inbox.Inbox{Store: db, Key: exchangetest.Key(200)}
	if report, err := in.Verify(t.Context()); err != nil || report.Documents != 3 || len(report.Problems) > 0 {
		t.Errorf("%+v, %v", report, err)
	}
	if fresh, err := db.Fresh(t.Context()); err != nil || fresh {
		t.Errorf("records that were used are taken for new ones: %v", err)
	}
	if err := db.Own(t.Context(), "first"); err != nil {
		t.Error(err)
	}
	if err := db.Own(t.Context(), "second"); !errors.Is(err, ErrOtherHub) {
		t.Errorf("another hub's records were taken: %v", err)
	}
	kept, err := sql.Open("sqlite", dsn(filepath.Join(folder, "hub-version-1.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	var n int
	if err := kept.QueryRow("SELECT COUNT(*) FROM reader_link").Scan(&n); err != nil || n != 1 {
		t.Errorf("the copy from before: %d, %v", n, err)
	}
}

// TestMakeVersion1 writes the file anew when NEEDSBOOK_GOLDEN is set. It must not use
// what later versions write with.
func TestMakeVersion1(t *testing.T) {
	if os.Getenv("NEEDSBOOK_GOLDEN") != "1" {
		t.Skip("it writes " + version1 + " anew when NEEDSBOOK_GOLDEN=1")
	}
	folder := t.TempDir()
	db := openIn(t, folder) // only to make signed documents, receipts and entries
	in, _ := filledHub(t, db)
	path := filepath.Join(folder, "one.db")
	file, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	file.SetMaxOpenConns(1)
	if err := migrate(t.Context(), file, folder, migrations[:1]); err != nil {
		t.Fatal(err)
	}
	put := func(query string, args ...any) {
		t.Helper()
		if _, err := file.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	put("INSERT INTO cluster (id, name) VALUES ('KENT-07', 'Weald & Downs')")
	put("INSERT INTO school VALUES ('118999', ?, 'primary', 'KENT-07', '2026-09-01', '')", testSchool.Name)
	put("INSERT INTO reader_link VALUES ('def', 'KENT-07', ?, 0)", at.UnixMilli())
	mustRead(t, in.Store, func(r inbox.Reader) error {
		d, err := r.Device(testDevice.ID)
		put("INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", d.ID, d.URN, []byte(d.Key.Sign), d.Key.Seal, string(d.State), d.Label, d.Created.UnixMilli(), d.ApprovedBy)
		n := 0
		err = errors.Join(err, r.Documents(func(d inbox.Document) error {
			n++
			m := d.Meta
			put("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0)", d.ID, n, m.Schema, m.Kind, m.URN, m.Cluster, m.Series, m.Epoch,
				m.Rev, m.Prev, m.AsOf.String(), d.Device, d.Received.UnixMilli(), d.Channel, []byte(d.Envelope), d.Receipt, string(d.State))
			return nil
		}))
		h, err2 := r.Head(exchange.Line{URN: "118999", Kind: exchange.KindSummary, Series: "2026-27/autumn"})
		put("INSERT INTO head VALUES ('118999', ?, '2026-27/autumn', ?, ?, ?)", exchange.KindSummary, h.Epoch, h.Rev, h.Document)
		return errors.Join(err, err2, r.Audit(func(e inbox.AuditEntry) error {
			put("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", e.N, e.At.UnixMilli(), e.Actor, e.Act, e.Ref, e.Prev, e.Hash)
			return nil
		}))
	})
	put("VACUUM")
	if err := errors.Join(file.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err == nil {
		err = errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(version1, b, 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes, beginning %s", len(b), hex.EncodeToString(b[:16]))
}
