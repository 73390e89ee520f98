package inbox_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
)

var now = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// newInbox has one cluster, one school and one active key, exchangetest.Key(1).
func newInbox(t testing.TB) (inbox.Inbox, *hubdb.DB) { return newInboxIn(t, t.TempDir()) }

func newInboxIn(t testing.TB, folder string) (inbox.Inbox, *hubdb.DB) {
	t.Helper()
	db, err := hubdb.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	in := inbox.Inbox{Store: db, Key: exchangetest.Key(9), Name: "Test hub", Now: func() time.Time { return now },
		Validate: func(kind string, payload []byte) error { return nil }}
	err = errors.Join(
		in.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Weald"}),
		in.SaveSchool(t.Context(), inbox.School{URN: "118999", Name: "Meadowfield Primary", Phase: "primary", Cluster: "KENT-07"}))
	if err != nil {
		t.Fatal(err)
	}
	enrol(t, in, exchangetest.Key(1), "118999")
	return in, db
}

func enrol(t testing.TB, in inbox.Inbox, k exchange.Key, urn string) {
	t.Helper()
	code, _, err := in.NewInvite(t.Context(), urn, time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	r, err := exchange.NewEnrolRequest(code, urn, "laptop", k, in.Key.Public())
	if err != nil {
		t.Fatal(err)
	}
	if _, c, err := in.Enrol(t.Context(), r); err != nil || c != "" {
		t.Fatal(c, err)
	}
	if _, err := in.Approve(t.Context(), k.Public().ID(), "A. Head"); err != nil {
		t.Fatal(err)
	}
}

func send(t testing.TB, in inbox.Inbox, m exchange.Meta) exchange.Answer {
	t.Helper()
	a, err := in.Receive(t.Context(), exchangetest.Seal(m, exchangetest.Key(1)), "https")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func head(t rapid.TB, db *hubdb.DB, line exchange.Line) (h inbox.Head) {
	t.Helper()
	err := db.Read(context.Background(), func(r inbox.Reader) (err error) {
		h, err = r.Head(line)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAnyOrderOfArrivalGivesTheSameHead(t *testing.T) {
	in, db := newInbox(t)
	term := 0
	rapid.Check(t, func(rt *rapid.T) {
		term++
		var chain []exchange.Meta
		prev := ""
		for rev := 1; rev <= 4; rev++ {
			m := exchangetest.Meta(rev, prev)
			m.Series = fmt.Sprintf("20%02d-%02d/%s", term/3, term/3+1, []string{"autumn", "spring", "summer"}[term%3])
			m.Epoch = fmt.Sprintf("%06x", term)
			chain, prev = append(chain, m), exchangetest.ID(m)
		}
		receipts := map[int]string{}
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 0, 1, 2, 3}).Draw(rt, "order") {
			a, err := in.Receive(context.Background(), exchangetest.Seal(chain[i], exchangetest.Key(1)), "folder")
			if err != nil || !a.Code.Held() {
				rt.Fatalf("revision %d: %s, %v", i+1, a.Code, err)
			}
			if was, seen := receipts[i]; seen && (a.Code != exchange.Duplicate || was != string(a.Receipt)) {
				rt.Fatalf("the second copy of revision %d got %s and another receipt", i+1, a.Code)
			}
			receipts[i] = string(a.Receipt)
		}
		if h := head(rt, db, chain[0].Line()); h.Rev != 4 || h.Document != exchangetest.ID(chain[3]) {
			rt.Fatalf("the head is revision %d", h.Rev)
		}
	})
	if rep, err := in.Verify(t.Context()); err != nil || len(rep.Problems) > 0 || rep.Documents != 4*term || rep.Gaps != 0 {
		t.Errorf("%+v, %v", rep, err)
	}
}

func TestRestoredSchoolFile(t *testing.T) {
	in, db := newInbox(t)
	old := exchangetest.Chain(2, "aaaaaa", "")
	send(t, in, old[0])
	send(t, in, old[1])

	lost := exchangetest.Chain(1, "bbbbbb", exchangetest.ID(old[0]))[0] // restored from before revision 2
	a := send(t, in, lost)
	if a.Code != exchange.EpochConflict || a.Head == nil || a.Head.Rev != 2 || a.Head.Document != exchangetest.ID(old[1]) {
		t.Fatalf("got %+v", a)
	}
	knows := exchangetest.Chain(2, "cccccc", exchangetest.ID(old[1]))
	if a := send(t, in, knows[0]); a.Code != exchange.Stored || head(t, db, old[0].Line()).Epoch != "cccccc" {
		t.Fatalf("a file that names the head is taken: %s", a.Code)
	}
	late := exchangetest.Meta(3, exchangetest.ID(old[1]))
	late.Epoch = "aaaaaa"
	if a := send(t, in, late); a.Code != exchange.Superseded || head(t, db, old[0].Line()).Epoch != "cccccc" {
		t.Errorf("the old epoch must not come back: %s", a.Code)
	}
	if err := in.Allow(t.Context(), inbox.Allowance{URN: "118999", Series: "2026-27/autumn", Rule: inbox.RestoredFile, Reason: "the laptop was replaced"}); err != nil {
		t.Fatal(err)
	}
	if a := send(t, in, knows[1]); a.Code != exchange.Stored {
		t.Errorf("got %s", a.Code)
	}
	if a := send(t, in, lost); a.Code != exchange.Stored || head(t, db, old[0].Line()).Epoch != "bbbbbb" {
		t.Errorf("people at the hub accepted it, and an ordinary document must not use that up: %s", a.Code)
	}
	again := exchangetest.Chain(1, "dddddd", exchangetest.ID(old[0]))[0]
	if a := send(t, in, again); a.Code != exchange.EpochConflict {
		t.Errorf("an acceptance serves once: %s", a.Code)
	}
}

func TestWithdrawalTakesFiguresOutWhicheverComesFirst(t *testing.T) {
	for _, name := range []string{"summary first", "withdrawal first"} {
		t.Run(name, func(t *testing.T) {
			in, db := newInbox(t)
			chain := exchangetest.Chain(2, "b3f1c2", "")
			w := exchange.Withdrawal{Meta: exchangetest.Meta(1, ""), Withdraws: exchangetest.ID(chain[1]), Purge: true}
			p, err := w.Payload()
			if err != nil {
				t.Fatal(err)
			}
			withdraw := func() {
				a, err := in.Receive(t.Context(), exchange.Seal(p, exchangetest.Key(1)), "https")
				if err != nil || a.Code != exchange.Stored || len(a.Receipt) == 0 {
					t.Fatalf("%+v, %v", a, err)
				}
			}
			if name == "withdrawal first" {
				withdraw()
			}
			send(t, in, chain[0])
			send(t, in, chain[1])
			if name == "summary first" {
				withdraw()
			}
			current := func() (docs []inbox.Document) {
				err := db.Read(t.Context(), func(r inbox.Reader) (err error) {
					docs, err = r.Current("KENT-07", "2026-27/autumn")
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				return docs
			}
			if len(current()) != 0 {
				t.Error("the withdrawn figures are still there")
			}
			later := in
			later.Now = func() time.Time { return now.Add(6 * 24 * time.Hour) }
			if n, err := later.Purge(t.Context()); err != nil || n != 0 {
				t.Errorf("purged %d too early, %v", n, err)
			}
			later.Now = func() time.Time { return now.Add(7 * 24 * time.Hour) }
			if n, err := later.Purge(t.Context()); err != nil || n == 0 {
				t.Errorf("purged %d, %v", n, err)
			}
			if rep, err := later.Verify(t.Context()); err != nil || len(rep.Problems) > 0 || rep.Purged == 0 {
				t.Errorf("%+v, %v", rep, err)
			}
			next := exchangetest.Meta(3, exchangetest.ID(chain[1]))
			if a := send(t, in, next); a.Code != exchange.Stored || len(current()) != 1 {
				t.Errorf("a school may send again: %s", a.Code)
			}
		})
	}
}

func TestAnotherSchoolsSummaryCannotBeWithdrawn(t *testing.T) {
	in, _ := newInbox(t)
	send(t, in, exchangetest.Meta(1, ""))
	if err := in.SaveSchool(t.Context(), inbox.School{URN: "118998", Name: "Hilltop", Phase: "primary", Cluster: "KENT-07"}); err != nil {
		t.Fatal(err)
	}
	enrol(t, in, exchangetest.Key(2), "118998")
	w := exchange.Withdrawal{Meta: exchangetest.Meta(1, ""), Withdraws: exchangetest.ID(exchangetest.Meta(1, ""))}
	w.URN = "118998"
	p, err := w.Payload()
	if err != nil {
		t.Fatal(err)
	}
	if a, err := in.Receive(t.Context(), exchange.Seal(p, exchangetest.Key(2)), "https"); err != nil || a.Code != exchange.WrongSchool {
		t.Errorf("got %s, %v", a.Code, err)
	}
}

func TestClosedTermNeedsAnExceptionForEachDocument(t *testing.T) {
	in, _ := newInbox(t)
	chain := exchangetest.Chain(3, "b3f1c2", "")
	send(t, in, chain[0])
	if err := in.CloseTerm(t.Context(), "KENT-07", "2026-27/autumn", "the panel has met"); err != nil {
		t.Fatal(err)
	}
	if a := send(t, in, chain[0]); a.Code != exchange.Duplicate {
		t.Errorf("what is here is still receipted: %s", a.Code)
	}
	if a := send(t, in, chain[1]); a.Code != exchange.TermLocked {
		t.Errorf("got %s", a.Code)
	}
	if err := in.Allow(t.Context(), inbox.Allowance{URN: "118999", Series: "2026-27/autumn", Rule: inbox.ClosedTerm, Reason: "a late correction"}); err != nil {
		t.Fatal(err)
	}
	if a := send(t, in, chain[1]); a.Code != exchange.Stored {
		t.Errorf("got %s", a.Code)
	}
	if a := send(t, in, chain[2]); a.Code != exchange.TermLocked {
		t.Errorf("the exception served twice: %s", a.Code)
	}
	if err := in.OpenTerm(t.Context(), "KENT-07", "2026-27/autumn"); err != nil {
		t.Fatal(err)
	}
	if a := send(t, in, chain[2]); a.Code != exchange.Stored {
		t.Errorf("got %s", a.Code)
	}
}

func TestEnrolmentCodes(t *testing.T) {
	in, _ := newInbox(t)
	code, _, _ := in.NewInvite(t.Context(), "118999", time.Hour, rand.Reader)
	ask := func(code, urn string, k exchange.Key) (exchange.EnrolAnswer, exchange.Code) {
		t.Helper()
		r, err := exchange.NewEnrolRequest(code, urn, "laptop", k, in.Key.Public())
		if err != nil {
			t.Fatal(err)
		}
		a, c, err := in.Enrol(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return a, c
	}
	unknown, _ := exchange.NewCode(strings.NewReader(strings.Repeat("7", 15)))
	if _, c := ask(unknown, "118999", exchangetest.Key(2)); c != exchange.CodeUnknown {
		t.Errorf("unknown code: %s", c)
	}
	if _, c := ask(code, "118998", exchangetest.Key(2)); c != exchange.CodeOtherSchool {
		t.Errorf("other school: %s", c)
	}
	if a, c := ask(code, "118999", exchangetest.Key(2)); c != "" || a.State != exchange.Pending || a.School != "Meadowfield Primary" {
		t.Errorf("good code: %+v %s", a, c)
	}
	if err := errors.Join(in.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-08", Name: "Coast"}), in.SaveSchool(t.Context(),
		inbox.School{URN: "118999", Name: "Meadowfield Primary", Phase: "primary", Cluster: "KENT-08", From: day.Of(2027, 9, 1)})); err != nil {
		t.Fatal(err)
	}
	if a, c := ask(code, "118999", exchangetest.Key(2)); c != "" || a.State != exchange.Pending || a.Cluster != "KENT-07" {
		t.Errorf("the same request again gets the same answer: %+v %s", a, c)
	}
	if _, c := ask(code, "118999", exchangetest.Key(3)); c != exchange.CodeUsed {
		t.Errorf("used code: %s", c)
	}
	if rep, _ := in.Verify(t.Context()); len(rep.Alarms) != 1 {
		t.Errorf("a used code must leave an alarm: %v", rep.Alarms)
	}
	expired, _, _ := in.NewInvite(t.Context(), "118999", -time.Hour, rand.Reader)
	if _, c := ask(expired, "118999", exchangetest.Key(4)); c != exchange.CodeExpired {
		t.Errorf("expired code: %s", c)
	}
	if _, err := in.Revoke(t.Context(), exchangetest.Key(2).Public().ID()); err != nil {
		t.Fatal(err)
	}
	fresh, _, _ := in.NewInvite(t.Context(), "118999", time.Hour, rand.Reader)
	if _, c := ask(fresh, "118999", exchangetest.Key(2)); c != exchange.KeyRevoked {
		t.Errorf("a revoked key cannot come back: %s", c)
	}
	bad, _ := exchange.NewEnrolRequest(fresh, "118999", "laptop", exchangetest.Key(5), in.Key.Public())
	bad.Key = exchangetest.Key(6).Public()
	if _, c, _ := in.Enrol(t.Context(), bad); c != exchange.BadProof {
		t.Errorf("proof of another key: %s", c)
	}
}

func TestAdministratorsAreToldWhatIsWrong(t *testing.T) {
	in, _ := newInbox(t)
	ctx := t.Context()
	_, approve := in.Approve(ctx, "nobody", "x")
	_, twice := in.Approve(ctx, exchangetest.Key(1).Public().ID(), "x")
	_, _, invite := in.NewInvite(ctx, "999999", time.Hour, rand.Reader)
	_, _, link := in.NewReaderLink(ctx, inbox.ClusterLevel, "KENT-99", time.Hour, rand.Reader)
	for name, err := range map[string]error{
		"cluster code":  in.SaveCluster(ctx, inbox.Cluster{ID: "kent 7", Name: "x"}),
		"cluster name":  in.SaveCluster(ctx, inbox.Cluster{ID: "KENT-08", Name: "line\nbreak"}),
		"urn":           in.SaveSchool(ctx, inbox.School{URN: "12", Name: "x", Phase: "primary", Cluster: "KENT-07"}),
		"phase":         in.SaveSchool(ctx, inbox.School{URN: "118998", Name: "x", Phase: "big", Cluster: "KENT-07"}),
		"no cluster":    in.SaveSchool(ctx, inbox.School{URN: "118998", Name: "x", Phase: "primary", Cluster: "KENT-99"}),
		"approve":       approve,
		"approve twice": twice,
		"invite":        invite,
		"link":          link,
		"term":          in.CloseTerm(ctx, "KENT-07", "autumn", "x"),
		"no reason":     in.Allow(ctx, inbox.Allowance{URN: "118999", Series: "2026-27/autumn", Rule: inbox.ClosedTerm}),
	} {
		if _, ok := errors.AsType[inbox.Refused](err); !ok || !strings.HasSuffix(strings.TrimSuffix(err.Error(), " clusterhub devices"), ".") && name != "approve" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDateInTheFutureIsRefusedAndTomorrowIsNot(t *testing.T) {
	in, _ := newInbox(t)
	m := exchangetest.Meta(1, "")
	m.AsOf = day.Of(2026, 11, 23)
	if a := send(t, in, m); a.Code != exchange.AsOfFuture {
		t.Errorf("got %s", a.Code)
	}
	m.AsOf = day.Of(2026, 11, 22)
	if a := send(t, in, m); a.Code != exchange.Stored {
		t.Errorf("got %s", a.Code)
	}
}

func TestReaderLinkEndsWhenRevokedOrOld(t *testing.T) {
	in, _ := newInbox(t)
	token, _, err := in.NewReaderLink(t.Context(), inbox.ClusterLevel, "KENT-07", time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	may := func(in inbox.Inbox, token string) bool {
		_, ok, err := in.MayRead(t.Context(), inbox.TokenHash(token))
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	later := in
	later.Now = func() time.Time { return now.Add(time.Hour) }
	if !may(in, token) || may(later, token) || may(in, token+"x") {
		t.Error("a link is good until it ends, and no other is")
	}
	if n, err := in.RevokeReaderLinks(t.Context(), inbox.ClusterLevel, "KENT-07"); err != nil || n != 1 || may(in, token) {
		t.Errorf("revoked %d, %v", n, err)
	}
}

func TestVerifyFindsWhatWasChangedBehindTheHub(t *testing.T) {
	for name, change := range map[string]string{
		"a signed field": "UPDATE document SET as_of = '2026-11-01' WHERE n = 1",
		"the bytes":      "UPDATE document SET envelope = replace(envelope, 'e', 'f') WHERE n = 1",
		"the receipt":    "UPDATE document SET receipt = (SELECT receipt FROM document WHERE n = 2) WHERE n = 1",
		"the time":       "UPDATE document SET received = received + 1000 WHERE n = 1",
		"the head":       "UPDATE head SET rev = 1, document = (SELECT id FROM document WHERE n = 1)",
		"no head":        "DELETE FROM head",
		"a lost row":     "DELETE FROM audit WHERE n = 3",
		"an audit entry": "UPDATE audit SET actor = 'nobody' WHERE n = 3",
	} {
		folder := t.TempDir()
		in, _ := newInboxIn(t, folder)
		for _, m := range exchangetest.Chain(2, "b3f1c2", "") {
			send(t, in, m)
		}
		if rep, err := in.Verify(t.Context()); err != nil || len(rep.Problems) > 0 {
			t.Fatalf("before: %+v, %v", rep, err)
		}
		raw, err := sql.Open("sqlite", filepath.Join(folder, hubdb.FileName))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := raw.Exec(change); err != nil {
			t.Fatal(err)
		}
		raw.Close()
		if rep, err := in.Verify(t.Context()); err != nil || len(rep.Problems) == 0 {
			t.Errorf("%s was changed and not found: %+v, %v", name, rep, err)
		}
	}
}

func BenchmarkReceive(b *testing.B) {
	in, _ := newInbox(b)
	var envelopes []exchange.Envelope
	prev := ""
	for b.Loop() {
		b.StopTimer()
		m := exchangetest.Meta(len(envelopes)%9999+1, prev)
		m.Epoch = fmt.Sprintf("%06x", len(envelopes)/9999)
		prev = exchangetest.ID(m)
		e := exchangetest.Seal(m, exchangetest.Key(1))
		envelopes = append(envelopes, e)
		b.StartTimer()
		if a, err := in.Receive(b.Context(), e, "https"); err != nil || !a.Code.Held() {
			b.Fatal(a.Code, err)
		}
	}
}
