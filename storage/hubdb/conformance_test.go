package hubdb

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

var (
	at      = time.Date(2026, 11, 21, 9, 30, 0, 123e6, time.UTC)
	errTest = errors.New("the change thought better of it")
)

// conform holds a store to what inbox asks of it. It knows nothing of the engine:
// open gives an empty store.
func conform(t *testing.T, open func(t *testing.T) inbox.Store) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, s inbox.Store)
	}{
		{"records read back as they were written", recordsReadBack},
		{"what is not there is not found", missingIsNotFound},
		{"documents keep the order of arrival", documentsKeepOrder},
		{"one revision is kept once", oneRevisionOnce},
		{"a failed change leaves nothing", failedChangeLeavesNothing},
		{"changes at one time do not mix", changesDoNotMix},
		{"current leaves out what no longer counts", currentLeavesOut},
		{"purging destroys bytes and keeps the record", purgingKeepsTheRecord},
		{"an allowance serves once", allowanceServesOnce},
		{"readers cannot write", readersCannotWrite},
		{"a move keeps the figures of the terms before", moveKeepsHistory},
		{"a home is put right without a trace of the error", homeIsPutRight},
		{"groups stand beside the home cluster", groupsBesideClusters},
		{"clusters are found by district and county", clustersByDistrict},
		{"links open the view they were made for", linksOfEveryLevel},
		{"a rotated key names the next", deviceNamesNext},
		{"what a cluster sends round reads back", bulletinReadsBack},
		{"aggregates can be dropped and are marked dirty", aggregatesAreACache},
		{"a mark set meanwhile is not cleared", laterMarkStays},
		{"every change of what stands is marked dirty", changesMarkDirty},
		{"a book reads back as it was written", bookReadsBack},
		{"an entry follows the head or is refused", entryFollowsTheHead},
		{"one of many writers is let into a book", oneOfManyWritersIsLetIn},
		{"what entries cite stays as it is", frozenBytesStay},
		{"papers have lines of their own", papersHaveLinesOfTheirOwn},
		{"papers that stand are heads alone", standingPapersAreHeadsAlone},
		{"people read back as they were written", peopleReadBack},
		{"sessions end", sessionsEnd},
		{"an attempt to sign in serves once", attemptServesOnce},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func mustWrite(t *testing.T, s inbox.Store, change func(w inbox.Writer) error) {
	t.Helper()
	if err := s.Write(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

func mustRead(t *testing.T, s inbox.Store, look func(r inbox.Reader) error) {
	t.Helper()
	if err := s.Read(t.Context(), look); err != nil {
		t.Fatal(err)
	}
}

func same[T any](got T, err error) func(want T) error {
	return func(want T) error {
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(got, want) {
			return fmt.Errorf("got %+v, want %+v", got, want)
		}
		return nil
	}
}

var (
	testCluster = inbox.Cluster{ID: "KENT-07", Name: "Weald & Downs", District: "Weald", County: "Kent", PCN: "U12345"}
	testSchool  = inbox.School{URN: "118999", Name: "Meadowfield Primary", Phase: "primary", Cluster: "KENT-07", From: day.Of(2026, 9, 1)}
	testDevice  = inbox.Device{ID: exchangetest.Key(1).Public().ID(), URN: "118999", Key: exchangetest.Key(1).Public(), State: exchange.Pending, Label: "SENCO’s laptop", Created: at}
)

func document(m exchange.Meta) inbox.Document {
	return inbox.Document{ID: exchangetest.ID(m), Meta: m, Device: testDevice.ID, Received: at, Channel: "https",
		Envelope: exchangetest.Seal(m, exchangetest.Key(1)), Receipt: []byte("receipt"), State: inbox.Kept}
}

func members(w inbox.Writer) error {
	return errors.Join(w.PutCluster(testCluster), w.PutSchool(testSchool), w.PutDevice(testDevice))
}

func recordsReadBack(t *testing.T, s inbox.Store) {
	invite := inbox.Invite{CodeHash: "abc", URN: "118999", Expires: at.Add(time.Hour)}
	link := inbox.ReaderLink{TokenHash: "def", Level: inbox.ClusterLevel, Ref: "KENT-07", Cluster: "KENT-07", Expires: at}
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(members(w), w.PutInvite(invite), w.PutLink(link))
	})
	active := testDevice
	active.State, active.ApprovedBy, active.Revoked = exchange.Revoked, "A. Head", at
	ended := testSchool
	ended.Name, ended.To = "Meadowfield’s new name", day.Of(2027, 8, 31)
	used := invite
	used.Used, used.Device = at, testDevice.ID
	d := document(exchangetest.Meta(1, ""))
	head := inbox.Head{Line: d.Meta.Line(), Epoch: "b3f1c2", Rev: 1, Document: d.ID}
	entry := inbox.AuditEntry{N: 1, At: at, Actor: "admin", Act: "invite", Ref: "118999", Hash: "h"}
	mustWrite(t, s, func(w inbox.Writer) error {
		n, err := w.RevokeLinks(inbox.ClusterLevel, "KENT-07", at)
		if n != 1 {
			err = fmt.Errorf("%d links revoked", n)
		}
		return errors.Join(err, w.PutDevice(active), w.PutSchool(ended), w.PutInvite(used), w.AddDocument(d), w.SetHead(head), w.AddAudit(entry),
			w.CloseTerm("KENT-07", "2026-27/autumn", "the panel has met", at))
	})
	link.Revoked = at
	mustRead(t, s, func(r inbox.Reader) error {
		closed, err := r.TermClosed("KENT-07", "2026-27/autumn")
		seen, err2 := r.EpochSeen(d.Meta.Line(), "b3f1c2")
		return errors.Join(
			same(r.Cluster("KENT-07"))(testCluster), same(r.Clusters())([]inbox.Cluster{testCluster}),
			same(r.School("118999"))(ended), same(r.Schools("KENT-07"))([]inbox.School{ended}),
			same(r.Device(active.ID))(active), same(r.Devices())([]inbox.Device{active}),
			same(r.Invite("abc"))(used), same(r.Link("def"))(link),
			same(r.Document(d.ID))(d), same(r.DocumentAt(d.Meta.Line(), "b3f1c2", 1))(d),
			same(r.Head(d.Meta.Line()))(head), same(r.Heads())([]inbox.Head{head}),
			same(r.Terms("KENT-07"))([]string{"2026-27/autumn"}), same(r.LastAudit())(entry),
			same(closed, err)(true), same(seen, err2)(true))
	})
	mustWrite(t, s, func(w inbox.Writer) error { return w.OpenTerm("KENT-07", "2026-27/autumn") })
	mustRead(t, s, func(r inbox.Reader) error {
		closed, err := r.TermClosed("KENT-07", "2026-27/autumn")
		return same(closed, err)(false)
	})
}

func missingIsNotFound(t *testing.T, s inbox.Store) {
	line := exchangetest.Meta(1, "").Line()
	mustRead(t, s, func(r inbox.Reader) error {
		errs := map[string]error{}
		_, errs["cluster"] = r.Cluster("X")
		_, errs["school"] = r.School("X")
		_, errs["device"] = r.Device("X")
		_, errs["invite"] = r.Invite("X")
		_, errs["link"] = r.Link("X")
		_, errs["document"] = r.Document("X")
		_, errs["document at"] = r.DocumentAt(line, "a", 1)
		_, errs["head"] = r.Head(line)
		_, errs["taken back"] = r.TakenBack("X")
		_, errs["allowed"] = r.Allowed("X", "Y", inbox.ClosedTerm)
		_, errs["audit"] = r.LastAudit()
		for what, err := range errs {
			if !errors.Is(err, inbox.ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
		schools, err := r.Schools("X")
		return same(schools, err)([]inbox.School{})
	})
}

func documentsKeepOrder(t *testing.T, s inbox.Store) {
	chain := exchangetest.Chain(5, "b3f1c2", "")
	order := []int{2, 0, 4, 1, 3}
	mustWrite(t, s, func(w inbox.Writer) error {
		err := members(w)
		for _, i := range order {
			err = errors.Join(err, w.AddDocument(document(chain[i])))
		}
		return err
	})
	mustRead(t, s, func(r inbox.Reader) error {
		var got []int
		err := r.Documents(func(d inbox.Document) error { got = append(got, d.Meta.Rev-1); return nil })
		if followed, err := r.Followed(chain[0].Line(), exchangetest.ID(chain[0])); err != nil || !followed {
			t.Errorf("revision 2 follows revision 1: %v, %v", followed, err)
		}
		if followed, err := r.Followed(chain[0].Line(), exchangetest.ID(chain[4])); err != nil || followed {
			t.Errorf("nothing follows revision 5: %v, %v", followed, err)
		}
		return same(got, err)(order)
	})
}

func oneRevisionOnce(t *testing.T, s inbox.Store) {
	other := exchangetest.Meta(1, "")
	other.AsOf = day.Of(2026, 11, 19)
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(members(w), w.AddDocument(document(exchangetest.Meta(1, ""))))
	})
	for _, m := range []exchange.Meta{exchangetest.Meta(1, ""), other} {
		if err := s.Write(t.Context(), func(w inbox.Writer) error { return w.AddDocument(document(m)) }); err == nil {
			t.Error("a second document took the place of the first")
		}
	}
}

func failedChangeLeavesNothing(t *testing.T, s inbox.Store) {
	err := s.Write(t.Context(), func(w inbox.Writer) error { return errors.Join(members(w), errTest) })
	if !errors.Is(err, errTest) {
		t.Fatalf("got %v", err)
	}
	mustRead(t, s, func(r inbox.Reader) error {
		list, err := r.Clusters()
		return same(list, err)([]inbox.Cluster{})
	})
}

func changesDoNotMix(t *testing.T, s inbox.Store) {
	const n = 200
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			id := fmt.Sprintf("C-%03d", i)
			err := s.Write(t.Context(), func(w inbox.Writer) error {
				if err := w.PutCluster(inbox.Cluster{ID: id, Name: id}); err != nil {
					return err
				}
				if i%3 == 0 {
					return errTest
				}
				return nil
			})
			if (i%3 == 0) != (err != nil) {
				t.Errorf("%s: %v", id, err)
			}
		})
	}
	wait.Wait()
	mustRead(t, s, func(r inbox.Reader) error {
		list, err := r.Clusters()
		for _, c := range list {
			var i int
			if fmt.Sscanf(c.ID, "C-%d", &i); i%3 == 0 {
				t.Errorf("%s is there though its change failed", c.ID)
			}
		}
		return same(len(list), err)(n - (n+2)/3)
	})
}

func currentLeavesOut(t *testing.T, s inbox.Store) {
	away := inbox.School{URN: "118998", Name: "Moved away", Phase: "primary", Cluster: "KENT-08", From: testSchool.From}
	chain := exchangetest.Chain(2, "b3f1c2", "")
	moved := exchangetest.Meta(1, "")
	moved.URN = "118998"
	spring := exchangetest.Meta(1, "")
	spring.Series = "2026-27/spring"
	mustWrite(t, s, func(w inbox.Writer) error {
		err := errors.Join(members(w), w.PutCluster(inbox.Cluster{ID: "KENT-08", Name: "Next door"}), w.PutSchool(away))
		for _, m := range []exchange.Meta{chain[0], chain[1], moved, spring} {
			err = errors.Join(err, w.AddDocument(document(m)), w.SetHead(inbox.Head{Line: m.Line(), Epoch: m.Epoch, Rev: m.Rev, Document: exchangetest.ID(m)}))
		}
		return err
	})
	mustRead(t, s, func(r inbox.Reader) error {
		got, err := r.Current("KENT-07", "2026-27/autumn")
		return same(got, err)([]inbox.Document{document(chain[1])})
	})
	mustWrite(t, s, func(w inbox.Writer) error { return w.TakeBack(document(chain[1]), time.Time{}) })
	mustRead(t, s, func(r inbox.Reader) error {
		one, err := r.Document(exchangetest.ID(chain[0]))
		if one.State != inbox.Withdrawn {
			t.Errorf("the earlier revision is %s", one.State)
		}
		got, err2 := r.Current("KENT-07", "2026-27/autumn")
		return errors.Join(err, same(got, err2)([]inbox.Document{}))
	})
}

func purgingKeepsTheRecord(t *testing.T, s inbox.Store) {
	d := document(exchangetest.Meta(1, ""))
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(members(w), w.AddDocument(d), w.TakeBack(d, at.Add(time.Hour)))
	})
	for _, c := range []struct {
		now  time.Time
		want []string
	}{{at, []string{}}, {at.Add(time.Hour), []string{d.ID}}, {at.Add(2 * time.Hour), []string{}}} {
		mustWrite(t, s, func(w inbox.Writer) error {
			ids, err := w.PurgeDue(c.now)
			return same(ids, err)(c.want)
		})
	}
	mustRead(t, s, func(r inbox.Reader) error {
		got, err := r.Document(d.ID)
		if len(got.Envelope) != 0 || got.State != inbox.Purged || string(got.Receipt) != "receipt" || got.Meta != d.Meta {
			t.Errorf("got %+v", got)
		}
		return err
	})
}

func allowanceServesOnce(t *testing.T, s inbox.Store) {
	a := inbox.Allowance{URN: "118999", Series: "2026-27/autumn", Rule: inbox.ClosedTerm, Reason: "agreed by the chair", At: at}
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(members(w), w.AddAllowance(a)) })
	mustRead(t, s, func(r inbox.Reader) error {
		if _, err := r.Allowed("118999", "2026-27/autumn", inbox.RestoredFile); !errors.Is(err, inbox.ErrNotFound) {
			t.Errorf("it must serve its own rule only: %v", err)
		}
		return same(r.Allowed("118999", "2026-27/autumn", inbox.ClosedTerm))(a)
	})
	mustWrite(t, s, func(w inbox.Writer) error { return w.UseAllowance(a, "sha256:x") })
	mustRead(t, s, func(r inbox.Reader) error {
		if _, err := r.Allowed("118999", "2026-27/autumn", inbox.ClosedTerm); !errors.Is(err, inbox.ErrNotFound) {
			t.Errorf("it served twice: %v", err)
		}
		return nil
	})
}

func readersCannotWrite(t *testing.T, s inbox.Store) {
	err := s.Read(t.Context(), func(r inbox.Reader) error {
		w, ok := r.(inbox.Writer)
		if !ok {
			return errTest
		}
		return w.PutCluster(testCluster)
	})
	if err == nil {
		t.Error("a reader wrote")
	}
}
