package hubdb

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

func draft(n int) book.Draft {
	return book.Draft{At: at.Add(time.Duration(n) * time.Minute), Actor: "p1", Kind: "panel.vote", Ref: fmt.Sprint("item ", n), Body: json.RawMessage(fmt.Sprintf(`{"n":%d}`, n))}
}

func addAll(w inbox.Writer, entries []book.Entry) error {
	for _, e := range entries {
		if err := w.AddEntry(e); err != nil {
			return err
		}
	}
	return nil
}

func bookReadsBack(t *testing.T, s inbox.Store) {
	bare := draft(3)
	bare.Body, bare.Ref = nil, ""
	entries := book.Chain("KENT-07", book.Head{}, []book.Draft{draft(1), draft(2), bare})
	other := book.Chain("KENT-08", book.Head{}, []book.Draft{draft(1)})
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(members(w), w.PutCluster(next), addAll(w, entries), addAll(w, other))
	})
	mustRead(t, s, func(r inbox.Reader) error {
		all, err := r.Book("KENT-07", 0)
		return errors.Join(same(all, err)(entries), book.Verify(all),
			same(r.Book("KENT-07", 2))(entries[2:]), same(r.Book("KENT-07", 3))([]book.Entry{}), same(r.Book("KENT-08", 0))(other),
			same(r.BookHead("KENT-07"))(entries[2].Head()), same(r.BookHead("KENT-09"))(book.Head{}))
	})
}

func entryFollowsTheHead(t *testing.T, s inbox.Store) {
	entries := book.Chain("KENT-07", book.Head{}, []book.Draft{draft(1), draft(2), draft(3)})
	rival := book.Chain("KENT-07", book.Head{}, []book.Draft{draft(9)})[0]
	elsewhere := entries[1]
	elsewhere.Prev = rival.Hash
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(members(w), w.AddEntry(entries[0])) })
	for what, e := range map[string]book.Entry{"a place that is taken": rival, "the same entry once more": entries[0], "a place further on": entries[2], "another entry before": elsewhere} {
		if err := s.Write(t.Context(), func(w inbox.Writer) error { return w.AddEntry(e) }); !errors.Is(err, inbox.ErrMoved) {
			t.Errorf("%s: %v", what, err)
		}
	}
	nowhere := book.Chain("KENT-99", book.Head{}, []book.Draft{draft(1)})[0]
	if err := s.Write(t.Context(), func(w inbox.Writer) error { return w.AddEntry(nowhere) }); err == nil {
		t.Error("a cluster that is not there has a book")
	}
	mustRead(t, s, func(r inbox.Reader) error { return same(r.Book("KENT-07", 0))(entries[:1]) })
}

// Writers that saw the same head: one is let in, the others hear that the book moved.
func oneOfManyWritersIsLetIn(t *testing.T, s inbox.Store) {
	mustWrite(t, s, members)
	const writers = 20
	var wait sync.WaitGroup
	var mu sync.Mutex
	written, moved := 0, 0
	for i := range writers {
		wait.Go(func() {
			e := book.Chain("KENT-07", book.Head{}, []book.Draft{draft(i)})[0]
			err := s.Write(t.Context(), func(w inbox.Writer) error { return w.AddEntry(e) })
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				written++
			case errors.Is(err, inbox.ErrMoved):
				moved++
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if written != 1 || moved != writers-1 {
		t.Errorf("%d were let in and %d heard that the book moved", written, moved)
	}
}

func frozenBytesStay(t *testing.T, s inbox.Store) {
	bodies := map[string][]byte{}
	for _, text := range []string{"figures on the screen", "other figures", ""} {
		bodies[book.FrozenID([]byte(text))] = []byte(text)
	}
	mustWrite(t, s, func(w inbox.Writer) (err error) {
		for id, body := range bodies {
			err = errors.Join(err, w.PutFrozen(id, body), w.PutFrozen(id, body)) // twice is no harm
		}
		return err
	})
	for id := range bodies {
		if err := s.Write(t.Context(), func(w inbox.Writer) error { return w.PutFrozen(id, []byte("others")) }); err == nil {
			t.Error("other bytes were taken under a name that is not theirs")
		}
	}
	mustRead(t, s, func(r inbox.Reader) error {
		seen := 0
		err := r.EachFrozen(func(id string, body []byte) error {
			seen++
			again, err := r.Frozen(id)
			return errors.Join(err, same(string(body), nil)(string(bodies[id])), same(string(again), nil)(string(bodies[id])))
		})
		_, missing := r.Frozen("sha256:none")
		return errors.Join(err, same(seen, nil)(len(bodies)), same(errors.Is(missing, inbox.ErrNotFound), nil)(true))
	})
}

// paper is a document of a line of its own.
func paper(urn, cluster, kind, ref string, rev int) inbox.Document {
	m := exchangetest.Meta(rev, "")
	m.URN, m.Cluster, m.Kind, m.Ref, m.Schema = urn, cluster, kind, ref, "cluster-"+kind+"/1"
	return document(m)
}

func papersHaveLinesOfTheirOwn(t *testing.T, s inbox.Store) {
	one, two, twoAgain := paper("118999", "KENT-07", exchange.KindRequest, "r-1", 1), paper("118999", "KENT-07", exchange.KindRequest, "r-2", 1), paper("118999", "KENT-07", exchange.KindRequest, "r-2", 2)
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(members(w), stand(w, one), stand(w, two), stand(w, twoAgain))
	})
	mustRead(t, s, func(r inbox.Reader) error {
		line := twoAgain.Meta.Line()
		seen, err := r.EpochSeen(line, two.Meta.Epoch)
		line.Ref = "r-3"
		unseen, err2 := r.EpochSeen(line, two.Meta.Epoch)
		_, none := r.Head(line)
		return errors.Join(same(r.DocumentAt(one.Meta.Line(), "b3f1c2", 1))(one), same(r.DocumentAt(two.Meta.Line(), "b3f1c2", 1))(two),
			same(r.Head(one.Meta.Line()))(inbox.Head{Line: one.Meta.Line(), Epoch: "b3f1c2", Rev: 1, Document: one.ID}),
			same(r.Head(two.Meta.Line()))(inbox.Head{Line: two.Meta.Line(), Epoch: "b3f1c2", Rev: 2, Document: twoAgain.ID}),
			same(seen, err)(true), same(unseen, err2)(false), same(errors.Is(none, inbox.ErrNotFound), nil)(true),
			same(r.Terms("KENT-07"))([]string{}), same(r.Dirty())([]inbox.Dirty{})) // no figure is worked out from papers
	})
	mustWrite(t, s, func(w inbox.Writer) error { return w.TakeBack(twoAgain, time.Time{}) })
	mustRead(t, s, func(r inbox.Reader) error {
		return same(r.StandingPapers("KENT-07", nil))([]inbox.Document{one})
	})
}

func standingPapersAreHeadsAlone(t *testing.T, s inbox.Store) {
	neighbour := inbox.School{URN: "118998", Name: "Next door", Phase: "primary", Cluster: "KENT-07", From: testSchool.From}
	summary := summaryOf("118999", "KENT-07", autumn, day.Of(2026, 11, 20))
	first, second := paper("118999", "KENT-07", exchange.KindRequest, "r-1", 1), paper("118999", "KENT-07", exchange.KindRequest, "r-1", 2)
	attest, theirs := paper("118999", "KENT-07", exchange.KindAttest, "sharing", 1), paper("118998", "KENT-07", exchange.KindRequest, "r-1", 1)
	far := paper("118999", "KENT-08", exchange.KindRequest, "r-9", 1)
	mustWrite(t, s, func(w inbox.Writer) error {
		err := errors.Join(members(w), w.PutCluster(next), w.PutSchool(neighbour))
		for _, d := range []inbox.Document{summary, first, attest, second, theirs, far} {
			err = errors.Join(err, stand(w, d))
		}
		return err
	})
	mustRead(t, s, func(r inbox.Reader) error {
		return errors.Join(
			same(r.StandingPapers("KENT-07", nil))([]inbox.Document{theirs, attest, second}),
			same(r.StandingPapers("KENT-07", []string{exchange.KindRequest}))([]inbox.Document{theirs, second}),
			same(r.StandingPapers("KENT-07", []string{exchange.KindAttest, exchange.KindMoves}))([]inbox.Document{attest}),
			same(r.StandingPapers("KENT-07", []string{exchange.KindSummary}))([]inbox.Document{}),
			same(r.StandingPapers("KENT-08", nil))([]inbox.Document{far}))
	})
}

var (
	chair = people.Person{ID: "p1", Name: "Ada Chair", Email: "ada@example.org", School: "118999", State: people.Active, Created: at,
		Grants: []people.Grant{{Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-07", From: day.Of(2026, 9, 1)}}}
	member = people.Person{ID: "p2", Name: "Bo Müller", State: people.Invited, Created: at, Grants: []people.Grant{}}
)

func peopleReadBack(t *testing.T, s inbox.Store) {
	passkey := people.Credential{ID: "key", Person: "p1", Kind: people.Passkey, Label: "Laptop", Created: at, Body: []byte("public key")}
	password := people.Credential{ID: "password:p1", Person: "p1", Kind: people.Password, Created: at, Body: []byte("hash")}
	account := people.Identity{Issuer: "https://login.example.org", Subject: "tid/oid", Person: "p1", Created: at}
	invite := people.Invite{Token: "aa", Person: "p2", Expires: at.AddDate(0, 0, 7)}
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(w.PutPerson(member), w.PutPerson(chair), w.PutCredential(password), w.PutCredential(passkey), w.PutIdentity(account), w.PutPersonInvite(invite))
	})
	joined, used := member, invite
	joined.State, used.Used = people.Active, at
	password.Used = at.Add(time.Hour)
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(w.PutPerson(joined), w.PutPersonInvite(used), w.PutCredential(password))
	})
	mustRead(t, s, func(r inbox.Reader) error {
		return errors.Join(same(r.Person("p2"))(joined), same(r.People())([]people.Person{chair, joined}),
			same(r.Credential("key"))(passkey), same(r.Credentials("p1"))([]people.Credential{passkey, password}), same(r.Credentials("p2"))([]people.Credential{}),
			same(r.Identity("https://login.example.org", "tid/oid"))(account), same(r.Identities("p1"))([]people.Identity{account}),
			same(r.PersonInvite("aa"))(used), same(r.PersonInvites("p2"))([]people.Invite{used}))
	})
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(w.RemoveCredential("key"), w.RemoveIdentity(account.Issuer, account.Subject))
	})
	mustRead(t, s, func(r inbox.Reader) error {
		errs := map[string]error{}
		_, errs["person"] = r.Person("X")
		_, errs["credential"] = r.Credential("key")
		_, errs["identity"] = r.Identity(account.Issuer, account.Subject)
		_, errs["invite"] = r.PersonInvite("X")
		_, errs["session"] = r.Session("X")
		for what, err := range errs {
			if !errors.Is(err, inbox.ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
		return nil
	})
	for what, change := range map[string]func(w inbox.Writer) error{
		"credential": func(w inbox.Writer) error { return w.RemoveCredential("key") },
		"identity":   func(w inbox.Writer) error { return w.RemoveIdentity(account.Issuer, account.Subject) },
		"session":    func(w inbox.Writer) error { return w.RemoveSession("X") },
		"attempt":    func(w inbox.Writer) error { _, err := w.TakeAttempt("X"); return err },
	} {
		if err := s.Write(t.Context(), change); !errors.Is(err, inbox.ErrNotFound) {
			t.Errorf("a %s that is not there: %v", what, err)
		}
	}
}

func sessionsEnd(t *testing.T, s inbox.Store) {
	mine := people.Session{Token: "a", Person: "p1", Began: at, Seen: at, Proved: at, Ends: at.Add(12 * time.Hour)}
	other := people.Session{Token: "b", Person: "p1", Began: at, Seen: at, Ends: at.Add(12 * time.Hour)}
	link := people.Session{Token: "c", Link: "def", Began: at, Seen: at, Ends: at.Add(12 * time.Hour)}
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(w.PutPerson(chair), w.PutSession(mine), w.PutSession(other), w.PutSession(link))
	})
	mine.Seen = at.Add(time.Minute)
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(w.PutSession(mine), w.RemoveSession("b"))
	})
	mustRead(t, s, func(r inbox.Reader) error {
		return errors.Join(same(r.Sessions("p1"))([]people.Session{mine}), same(r.Session("c"))(link))
	})
	for person, want := range map[string]int64{"p1": 1, "": 0} { // no person's are not those of links
		mustWrite(t, s, func(w inbox.Writer) error {
			n, err := w.EndSessions(person)
			return same(n, err)(want)
		})
	}
	later := people.Session{Token: "d", Person: "p1", Began: link.Ends.Add(time.Second), Ends: link.Ends.Add(time.Hour)}
	mustWrite(t, s, func(w inbox.Writer) error { return w.PutSession(later) })
	mustRead(t, s, func(r inbox.Reader) error {
		_, err := r.Session("c")
		return errors.Join(same(errors.Is(err, inbox.ErrNotFound), nil)(true), same(r.Sessions("p1"))([]people.Session{later}))
	})
}

func attemptServesOnce(t *testing.T, s inbox.Store) {
	a := people.Attempt{Token: "a", Kind: "passkey", Body: []byte("challenge"), Ends: at.Add(5 * time.Minute)}
	old := people.Attempt{Token: "b", Kind: "passkey", Ends: at}
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(w.PutAttempt(old, at), w.PutAttempt(a, at.Add(time.Minute)))
	})
	for _, c := range []struct {
		token string
		want  error
	}{{"b", inbox.ErrNotFound}, {"a", nil}, {"a", inbox.ErrNotFound}} {
		err := s.Write(t.Context(), func(w inbox.Writer) error {
			got, err := w.TakeAttempt(c.token)
			if err == nil {
				err = same(got, nil)(a)
			}
			return err
		})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.token, err, c.want)
		}
	}
}

// Two hubs on one store stand for two processes: each has connections of its own.
func TestTwoHubsThatWriteInOneBookAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() *DB) {
		hubs := []*DB{open(), open()}
		for _, db := range hubs {
			t.Cleanup(func() {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		mustWrite(t, hubs[0], members)
		const rounds = 25
		for round := range rounds {
			var wait sync.WaitGroup
			var errs [2]error
			var head book.Head
			mustRead(t, hubs[round%2], func(r inbox.Reader) (err error) { head, err = r.BookHead("KENT-07"); return err })
			for i, db := range hubs {
				in := inbox.Inbox{Store: db, Now: func() time.Time { return at }}
				wait.Go(func() { _, errs[i] = in.Enter(t.Context(), "KENT-07", head, draft(2*round+i), draft(2*round+i)) })
			}
			wait.Wait()
			if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs[:]...), inbox.ErrMoved) {
				t.Fatalf("round %d: %v", round, errs)
			}
		}
		mustRead(t, hubs[1], func(r inbox.Reader) error {
			all, err := r.Book("KENT-07", 0)
			return errors.Join(book.Verify(all), same(len(all), err)(2*rounds))
		})
	})
}

func TestWhatCannotStandInABookIsRefused(t *testing.T) {
	db := openIn(t, filepath.Join(t.TempDir(), "hub"))
	defer db.Close()
	mustWrite(t, db, members)
	in := inbox.Inbox{Store: db, Now: func() time.Time { return at }}
	for what, spoil := range map[string]func(d *book.Draft){
		"nobody":          func(d *book.Draft) { d.Actor = "" },
		"no kind":         func(d *book.Draft) { d.Kind = "Vote!" },
		"half a body":     func(d *book.Draft) { d.Body = json.RawMessage(`{"n":`) },
		"a body too long": func(d *book.Draft) { d.Body = json.RawMessage(`"` + strings.Repeat("a", 70<<10) + `"`) },
	} {
		d := draft(2)
		spoil(&d)
		if _, err := in.Enter(t.Context(), "KENT-07", book.Head{}, draft(1), d); err == nil {
			t.Errorf("%s was written", what)
		}
	}
	if _, err := in.Enter(t.Context(), "KENT-99", book.Head{}, draft(1)); err == nil || !strings.Contains(err.Error(), "KENT-99") {
		t.Errorf("a cluster that is not there: %v", err)
	}
	mustRead(t, db, func(r inbox.Reader) error { return same(r.BookHead("KENT-07"))(book.Head{}) })
}
