package desk_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/app/paper/pdf"
	"needsbook/storage/schooldb/schooltest"
)

// logged is a desk whose send log has some lines.
func logged(t *testing.T, lines int) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	for n := range lines {
		edits, err := desk.Logged(d, t.Context(), desk.SendEntry{Event: desk.SendApproved, By: "Ada Head", Role: desk.RoleHead, Document: "sha256:" + strings.Repeat("0a", 32), Series: "2026-27/autumn", Rev: n + 1, Agreement: "2026-1"})
		if err != nil {
			t.Fatal(err)
		}
		behind(t, d, edits...)
	}
	return d
}

// behind writes to the file without the desk's rules.
func behind(t *testing.T, d *desk.Desk, edits ...journal.Edit) {
	t.Helper()
	if _, err := d.Writable().Do(t.Context(), journal.Step{At: time.Now(), By: "test", Label: "behind", Sort: journal.Fact}, edits); err != nil {
		t.Fatal(err)
	}
}

func TestSendLogShowsEveryLineThatWasEditedOrTakenOut(t *testing.T) {
	line := func(t *testing.T, d *desk.Desk, n int) (string, desk.SendEntry) {
		log, err := d.SendLog(t.Context())
		if err != nil || len(log) != 5 {
			t.Fatal(len(log), err)
		}
		return "log/00000" + string(rune('0'+n)), log[n-1]
	}
	put := func(t *testing.T, d *desk.Desk, key string, e desk.SendEntry) {
		value, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		behind(t, d, journal.Edit{Kind: "sending", Key: key, Value: map[string]any{"id": key, "value": json.RawMessage(value)}})
	}
	for name, c := range map[string]struct {
		sound int
		do    func(t *testing.T, d *desk.Desk)
	}{
		"edited": {2, func(t *testing.T, d *desk.Desk) {
			key, e := line(t, d, 3)
			e.By = "Somebody else"
			put(t, d, key, e)
		}},
		"edited with a hash of its own": {3, func(t *testing.T, d *desk.Desk) {
			key, e := line(t, d, 3)
			e.By = "Somebody else"
			_, before := line(t, d, 2)
			var err error
			if e.Hash, err = desk.Follows(e, before.Hash); err != nil {
				t.Fatal(err)
			}
			put(t, d, key, e)
		}},
		"taken out": {1, func(t *testing.T, d *desk.Desk) {
			behind(t, d, journal.Edit{Kind: "sending", Key: "log/000002", Remove: true})
		}},
		"the last ones taken out": {4, func(t *testing.T, d *desk.Desk) {
			behind(t, d, journal.Edit{Kind: "sending", Key: "log/000005", Remove: true})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			d := logged(t, 5)
			if n, err := d.VerifySendLog(t.Context()); n != 5 || err != nil {
				t.Fatal(n, err)
			}
			c.do(t, d)
			if n, err := d.VerifySendLog(t.Context()); n != c.sound || !errors.Is(err, desk.ErrSendLog) {
				t.Errorf("%d lines are sound: %v", n, err)
			}
		})
	}
}

func TestSendLogIsWrittenAsTableAndPaper(t *testing.T) {
	d := logged(t, 3)
	table, err := d.SendLogCSV(t.Context())
	if err != nil || bytes.Count(table, []byte("\r\n")) != 4 || !bytes.Contains(table, []byte("Ada Head,headteacher")) {
		t.Errorf("%s, %v", table, err)
	}
	doc, err := d.SendLogDocument(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Error(err)
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	if file, _, err := pdf.Render(doc, fonts, pdf.Options{}); err != nil || !bytes.HasPrefix(file, []byte("%PDF-1.7")) {
		t.Error(err)
	}
	empty, err := schooltest.Empty(t).SendLogDocument(t.Context())
	if err != nil || empty.Check() != nil {
		t.Error(err)
	}
}

func TestAgreementKeepsItsSignedPaperAndUndoTakesItBack(t *testing.T) {
	ctx := t.Context()
	d := schooltest.Empty(t)
	if err := d.AttachAgreement(ctx, "a.pdf", []byte("x")); err == nil {
		t.Error("a paper without an agreement")
	}
	a := desk.SharingAgreement{Version: "2026-1", With: "Cluster", SignedBy: "Ada Head", Role: "Headteacher", On: d.Today(), Until: d.Today().AddMonths(12), Tables: desk.AllSharedTables()}
	if err := d.SaveAgreement(ctx, a); err != nil {
		t.Fatal(err)
	}
	if err := d.AttachAgreement(ctx, `C:\papers\signed.pdf`, []byte("signed")); err != nil {
		t.Fatal(err)
	}
	a.Delegated = true
	if err := d.SaveAgreement(ctx, a); err != nil {
		t.Fatal(err)
	}
	if name, content, err := d.AgreementPaper(ctx); err != nil || name != "signed.pdf" || string(content) != "signed" {
		t.Errorf("%q %q %v", name, content, err)
	}
	if _, err := d.SweepPapers(ctx); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.AgreementPaper(ctx); err != nil {
		t.Error("the signed paper was swept away", err)
	}
	if err := d.EndAgreement(ctx); err != nil {
		t.Fatal(err)
	}
	if _, inForce, _ := d.Agreement(ctx); inForce {
		t.Error("an ended agreement is in force")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	now, inForce, err := d.Agreement(ctx)
	if err != nil || !inForce || !now.Delegated || now.InForce(now.Until.AddDays(1)) || now.InForce(now.On.AddDays(-1)) || now.InForce(day.Date{}) {
		t.Errorf("%+v, %v, %v", now, inForce, err)
	}
}
