package inbox_test

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

func rotate(t testing.TB, in inbox.Inbox, old, next exchange.Key) exchange.Answer {
	t.Helper()
	e, err := exchange.NewRotation(old, next, exchangetest.Meta(1, ""))
	if err != nil {
		t.Fatal(err)
	}
	a, err := in.Receive(t.Context(), e, "https")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func deviceOf(t testing.TB, in inbox.Inbox, k exchange.Key) (d inbox.Device) {
	t.Helper()
	err := in.Store.Read(t.Context(), func(r inbox.Reader) (err error) {
		d, err = r.Device(k.Public().ID())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOldKeyServesThirtyMoreDaysAndNoLonger(t *testing.T) {
	in, _ := newInbox(t)
	old, next := exchangetest.Key(1), exchangetest.Key(2)
	chain := exchangetest.Chain(5, "b3f1c2", "")
	sendBy := func(in inbox.Inbox, m exchange.Meta, k exchange.Key) exchange.Code {
		t.Helper()
		a, err := in.Receive(t.Context(), exchangetest.Seal(m, k), "https")
		if err != nil {
			t.Fatal(err)
		}
		return a.Code
	}
	if c := sendBy(in, chain[0], next); c != exchange.KeyUnknown {
		t.Errorf("before: %s", c)
	}
	a := rotate(t, in, old, next)
	if r, err := exchange.OpenReceipt(a.Receipt, in.Key.Public().Sign); a.Code != exchange.Stored || err != nil || r.URN != "118999" {
		t.Fatalf("%+v, %v", a, err)
	}
	if again := rotate(t, in, old, next); again.Code != exchange.Duplicate || string(again.Receipt) != string(a.Receipt) {
		t.Errorf("sent twice: %s", again.Code)
	}
	err := in.Store.Read(t.Context(), func(r inbox.Reader) error {
		terms, err := r.Terms("KENT-07")
		if len(terms) != 0 {
			t.Errorf("a change of key opened the terms %v", terms)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d := deviceOf(t, in, next)
	if d.State != exchange.Active || d.URN != "118999" || !d.Created.Equal(now) || d.Label != "laptop" {
		t.Errorf("the new key: %+v", d)
	}
	if c := sendBy(in, chain[0], old); c != exchange.Stored {
		t.Errorf("the old key in its overlap: %s", c)
	}
	if c := sendBy(in, chain[1], next); c != exchange.Stored {
		t.Errorf("the new key: %s", c)
	}
	if third := rotate(t, in, old, exchangetest.Key(3)); third.Code != exchange.KeyReplaced {
		t.Errorf("a key named two successors: %s", third.Code)
	}
	if known := rotate(t, in, next, old); known.Code != exchange.KeyKnown {
		t.Errorf("an old key came back as a new one: %s", known.Code)
	}
	later := in
	later.Now = func() time.Time { return now.Add(exchange.KeyOverlap) }
	if c := sendBy(later, chain[2], old); c != exchange.Stored {
		t.Errorf("on the thirtieth day: %s", c)
	}
	later.Now = func() time.Time { return now.Add(exchange.KeyOverlap + time.Second) }
	if c := sendBy(later, chain[3], old); c != exchange.KeyReplaced {
		t.Errorf("after thirty days: %s", c)
	}
	if c := sendBy(later, chain[3], next); c != exchange.Stored {
		t.Errorf("the same document with the new key: %s", c)
	}
	if rep, err := in.Verify(t.Context()); err != nil || len(rep.Problems) > 0 {
		t.Errorf("%+v, %v", rep, err)
	}
}

func TestRevokingAKeyRevokesItsWholeChain(t *testing.T) {
	for name, revoke := range map[string]byte{"the first": 1, "the middle": 2, "the last": 3} {
		in, _ := newInbox(t)
		rotate(t, in, exchangetest.Key(1), exchangetest.Key(2))
		rotate(t, in, exchangetest.Key(2), exchangetest.Key(3))
		if err := in.SaveSchool(t.Context(), inbox.School{URN: "118998", Name: "Hilltop", Phase: "primary", Cluster: "KENT-07"}); err != nil {
			t.Fatal(err)
		}
		enrol(t, in, exchangetest.Key(4), "118998")
		d, err := in.Revoke(t.Context(), exchangetest.Key(revoke).Public().ID())
		if err != nil || d.State != exchange.Revoked {
			t.Fatal(d, err)
		}
		for n := byte(1); n <= 3; n++ {
			if d := deviceOf(t, in, exchangetest.Key(n)); d.State != exchange.Revoked || d.Revoked.IsZero() {
				t.Errorf("%s revoked: key %d is %s", name, n, d.State)
			}
		}
		if d := deviceOf(t, in, exchangetest.Key(4)); d.State != exchange.Active {
			t.Errorf("%s revoked: another school's key is %s", name, d.State)
		}
		if _, err := in.Revoke(t.Context(), exchangetest.Key(revoke).Public().ID()); err == nil {
			t.Error("revoked twice")
		}
	}
}

func TestForgedChangeOfKeyIsRefused(t *testing.T) {
	in, _ := newInbox(t)
	e, err := exchange.NewRotation(exchangetest.Key(5), exchangetest.Key(2), exchangetest.Meta(1, ""))
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Payload()
	if err != nil {
		t.Fatal(err)
	}
	// The agreement of key 2 was given to key 5, and key 1 signs it as its own.
	a, err := in.Receive(t.Context(), exchange.Seal(p, exchangetest.Key(1)), "https")
	if err != nil || a.Code != exchange.BadSignature {
		t.Errorf("%s, %v", a.Code, err)
	}
}

func TestDryRunKeepsNothing(t *testing.T) {
	in, db := newInbox(t)
	chain := exchangetest.Chain(2, "b3f1c2", "")
	dry := func(m exchange.Meta) exchange.Answer {
		t.Helper()
		c, a, err := in.Check(t.Context(), exchangetest.Seal(m, exchangetest.Key(1)))
		if err != nil || a.Code != "" {
			t.Fatal(a.Code, err)
		}
		if a, err = in.DryRun(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		return a
	}
	before, err := in.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if a := dry(chain[0]); a.Code != exchange.Stored || a.Receipt != nil {
		t.Errorf("%+v", a)
	}
	if a := dry(chain[1]); a.Code != exchange.Gap {
		t.Errorf("%+v", a)
	}
	after, err := in.Verify(t.Context())
	if err != nil || after.Documents != 0 || after.AuditHead != before.AuditHead {
		t.Errorf("%+v, %v", after, err)
	}
	send(t, in, chain[0])
	if a := dry(chain[0]); a.Code != exchange.Duplicate {
		t.Errorf("%+v", a)
	}
	conflict := chain[0]
	conflict.AsOf = day.Of(2026, 11, 1)
	if a := dry(conflict); a.Code != exchange.RevConflict || a.Head == nil {
		t.Errorf("%+v", a)
	}
	if rep, err := in.Verify(t.Context()); err != nil || len(rep.Alarms) != 0 {
		t.Errorf("a dry run raised an alarm: %+v, %v", rep, err)
	}
	if h := head(t, db, chain[0].Line()); h.Rev != 1 {
		t.Errorf("head %+v", h)
	}
}

func TestDocumentCountsForTheClusterOfItsDay(t *testing.T) {
	in, db := newInbox(t)
	ctx := t.Context()
	if err := errors.Join(
		in.SaveCluster(ctx, inbox.Cluster{ID: "KENT-08", Name: "Coast"}),
		in.SaveSchool(ctx, inbox.School{URN: "118999", Name: "Meadowfield Primary", Phase: "primary", Cluster: "KENT-08", From: day.Of(2026, 11, 10)})); err != nil {
		t.Fatal(err)
	}
	sendFor := func(cluster string, on day.Date, rev int, prev string) (exchange.Answer, exchange.Meta) {
		m := exchangetest.Meta(rev, prev)
		m.Cluster, m.AsOf = cluster, on
		return send(t, in, m), m
	}
	if a, _ := sendFor("KENT-07", day.Of(2026, 11, 10), 1, ""); a.Code != exchange.LeftCluster {
		t.Errorf("for a cluster that it left: %s", a.Code)
	}
	if a, _ := sendFor("KENT-09", day.Of(2026, 11, 9), 1, ""); a.Code != exchange.WrongCluster {
		t.Errorf("for a cluster it never belonged to: %s", a.Code)
	}
	a, late := sendFor("KENT-07", day.Of(2026, 11, 9), 1, "")
	if a.Code != exchange.Stored {
		t.Errorf("late, for the time it was there: %s", a.Code)
	}
	withdrawal := exchange.Withdrawal{Meta: late, Withdraws: exchangetest.ID(late)}
	withdrawal.Rev, withdrawal.AsOf = 1, day.Of(2026, 11, 21)
	p, err := withdrawal.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if a, err := in.Receive(ctx, exchange.Seal(p, exchangetest.Key(1)), "folder"); err != nil || a.Code != exchange.Stored {
		t.Errorf("it may still take its figures back: %s, %v", a.Code, err)
	}
	if a, _ := sendFor("KENT-08", day.Of(2026, 11, 20), 2, exchangetest.ID(late)); a.Code != exchange.Stored {
		t.Errorf("for its new cluster: %s", a.Code)
	}
	err = db.Read(ctx, func(r inbox.Reader) error {
		if b, err := in.Bulletin(r, "KENT-07"); err != nil || len(b.Members) != 0 {
			t.Errorf("the cluster it left: %+v, %v", b.Members, err)
		}
		b, err := in.Bulletin(r, "KENT-08")
		if err != nil || len(b.Members) != 1 || !b.Members[0].Sent || b.Members[0].AsOf != day.Of(2026, 11, 20) || b.Series != "2026-27/autumn" {
			t.Errorf("its cluster: %+v, %v", b, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryKeptDocumentMarksItsClusterAndTerm(t *testing.T) {
	in, db := newInbox(t)
	clear := func() (marks []inbox.Dirty) {
		t.Helper()
		err := db.Write(t.Context(), func(w inbox.Writer) (err error) {
			if marks, err = w.Dirty(); err != nil {
				return err
			}
			for _, d := range marks {
				err = errors.Join(err, w.ClearDirty(d))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return marks
	}
	clear()
	chain := exchangetest.Chain(2, "b3f1c2", "")
	marked := func(what string, want bool) {
		t.Helper()
		got := clear()
		if (len(got) == 1 && got[0].Cluster == "KENT-07" && got[0].Series == "2026-27/autumn") != want || !want && len(got) > 0 {
			t.Errorf("%s: %+v", what, got)
		}
	}
	send(t, in, chain[1])
	marked("a document", true)
	send(t, in, chain[0])
	marked("an older one", true)
	send(t, in, chain[1])
	marked("the same again", false)
	w := exchange.Withdrawal{Meta: exchangetest.Meta(1, ""), Withdraws: exchangetest.ID(chain[1])}
	p, err := w.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if a, err := in.Receive(t.Context(), exchange.Seal(p, exchangetest.Key(1)), "folder"); err != nil || a.Code != exchange.Stored {
		t.Fatal(a.Code, err)
	}
	marked("a withdrawal by folder", true)
}

func TestJoiningByFile(t *testing.T) {
	in, _ := newInbox(t)
	code, _, err := in.NewInvite(t.Context(), "118999", time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	k := exchangetest.Key(2)
	file, err := exchange.EnrolFile(code, "118999", "laptop", k, in.Key.Public())
	if err != nil {
		t.Fatal(err)
	}
	read := func(b []byte) exchange.EnrolAnswer {
		t.Helper()
		a, err := exchange.ReadEnrolAnswer(b, in.Key.Public(), k.Public().ID())
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	answer, device, c, err := in.EnrolByFile(t.Context(), file)
	if a := read(answer); err != nil || c != "" || device != k.Public().ID() || a.State != exchange.Pending || a.School != "Meadowfield Primary" {
		t.Fatalf("%+v %s, %v", a, c, err)
	}
	if again, _, c, _ := in.EnrolByFile(t.Context(), file); c != "" || string(again) != string(answer) {
		t.Errorf("the same file again: %s", c)
	}
	if _, err := in.Approve(t.Context(), device, "A. Head"); err != nil {
		t.Fatal(err)
	}
	now, err := in.EnrolAnswer(t.Context(), device)
	if a := read(now); err != nil || a.State != exchange.Active {
		t.Errorf("%+v, %v", a, err)
	}
	if answer, device, c, err := in.EnrolByFile(t.Context(), []byte("hello")); answer != nil || device != "" || c != exchange.BadForm || err != nil {
		t.Errorf("garbage: %s, %v", c, err)
	}
	expired, _, err := in.NewInvite(t.Context(), "118999", -time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	late, err := exchange.EnrolFile(expired, "118999", "laptop", k, exchange.PublicKey{})
	if err != nil {
		t.Fatal(err)
	}
	answer, _, c, err = in.EnrolByFile(t.Context(), late)
	if a := read(answer); err != nil || c != exchange.CodeExpired || a.Refused != c || a.Cluster != "" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := in.EnrolAnswer(t.Context(), "nobody"); err == nil {
		t.Error("an answer for nobody")
	}
}
