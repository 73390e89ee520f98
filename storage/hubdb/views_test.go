package hubdb

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
)

const autumn, spring = "2026-27/autumn", "2026-27/spring"

// summaryOf is a first revision for a cluster and a term, as of a day.
func summaryOf(urn, cluster, series string, asOf day.Date) inbox.Document {
	m := exchangetest.Meta(1, "")
	m.URN, m.Cluster, m.Series, m.AsOf = urn, cluster, series, asOf
	return document(m)
}

// stand keeps documents as the heads of their lines.
func stand(w inbox.Writer, docs ...inbox.Document) error {
	for _, d := range docs {
		if err := errors.Join(w.AddDocument(d), w.SetHead(inbox.Head{Line: d.Meta.Line(), Epoch: d.Meta.Epoch, Rev: d.Meta.Rev, Document: d.ID})); err != nil {
			return err
		}
	}
	return nil
}

// next is a cluster beside the first one.
var next = inbox.Cluster{ID: "KENT-08", Name: "Next door", District: "Weald", County: "Kent"}

func moveKeepsHistory(t *testing.T, s inbox.Store) {
	before := summaryOf("118999", "KENT-07", autumn, day.Of(2026, 11, 20))
	after := summaryOf("118999", "KENT-08", spring, day.Of(2027, 3, 1))
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(members(w), w.PutCluster(next), stand(w, before)) })
	moved := testSchool
	moved.Cluster, moved.From = "KENT-08", day.Of(2027, 1, 5)
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(w.PutSchool(moved), stand(w, after)) })
	then := testSchool
	then.To = day.Of(2027, 1, 4)
	mustRead(t, s, func(r inbox.Reader) error {
		return errors.Join(
			same(r.Current("KENT-07", autumn))([]inbox.Document{before}), same(r.Current("KENT-08", autumn))([]inbox.Document{}),
			same(r.Current("KENT-07", spring))([]inbox.Document{}), same(r.Current("KENT-08", spring))([]inbox.Document{after}),
			same(r.Members("KENT-07", day.Of(2026, 12, 1)))([]inbox.School{then}), same(r.Members("KENT-08", day.Of(2026, 12, 1)))([]inbox.School{}),
			same(r.Members("KENT-07", day.Of(2027, 1, 5)))([]inbox.School{}), same(r.Members("KENT-08", day.Of(2027, 1, 5)))([]inbox.School{moved}),
			same(r.Schools("KENT-08"))([]inbox.School{moved}), same(r.School("118999"))(moved),
			same(r.Memberships("118999"))([]inbox.Membership{
				{URN: "118999", Cluster: "KENT-07", From: day.Of(2026, 9, 1), To: day.Of(2027, 1, 4)},
				{URN: "118999", Cluster: "KENT-08", From: day.Of(2027, 1, 5)}}))
	})
	undated := moved
	undated.Cluster, undated.From = "KENT-07", day.Date{}
	if err := s.Write(t.Context(), func(w inbox.Writer) error { return w.PutSchool(undated) }); !errors.Is(err, errMoveNeedsADay) {
		t.Errorf("a move without a day: %v", err)
	}
}

func homeIsPutRight(t *testing.T, s inbox.Store) {
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(members(w), w.PutCluster(next)) })
	at := func(cluster string, from, to day.Date) inbox.School {
		school := testSchool
		school.Cluster, school.From, school.To = cluster, from, to
		return school
	}
	none, sept, jan, easter := day.Date{}, day.Of(2026, 9, 1), day.Of(2027, 1, 5), day.Of(2027, 4, 1)
	for _, c := range []struct {
		put  inbox.School
		want string
	}{
		{at("KENT-07", none, none), "KENT-07 2026-09-01 "},
		{at("KENT-07", jan, none), "KENT-07 2027-01-05 "},
		{at("KENT-07", sept, none), "KENT-07 2026-09-01 "},
		{at("KENT-08", jan, none), "KENT-07 2026-09-01 2027-01-04, KENT-08 2027-01-05 "},
		{at("KENT-08", sept, none), "KENT-08 2026-09-01 "}, // it had been there all along
		{at("KENT-08", none, day.Of(2026, 12, 31)), "KENT-08 2026-09-01 2026-12-31"},
		{at("KENT-08", easter, none), "KENT-08 2026-09-01 2026-12-31, KENT-08 2027-04-01 "}, // it came back
	} {
		mustWrite(t, s, func(w inbox.Writer) error { return w.PutSchool(c.put) })
		mustRead(t, s, func(r inbox.Reader) error {
			homes, err := r.Memberships("118999")
			got := ""
			for i, m := range homes {
				if i > 0 {
					got += ", "
				}
				got += fmt.Sprintf("%s %s %s", m.Cluster, m.From, m.To)
			}
			return same(got, err)(c.want)
		})
	}
}

func groupsBesideClusters(t *testing.T, s inbox.Store) {
	other := inbox.School{URN: "118998", Name: "Hillside", Phase: "infant", Cluster: "KENT-08", From: testSchool.From}
	trust := inbox.Group{ID: "WEALD-MAT", Kind: "trust", Name: "Weald Trust"}
	mine := summaryOf("118999", "KENT-07", autumn, day.Of(2026, 11, 20))
	theirs := summaryOf("118998", "KENT-08", autumn, day.Of(2026, 11, 20))
	late := inbox.GroupMember{Group: trust.ID, URN: "118998", From: day.Of(2026, 11, 21)}
	ends := inbox.GroupMember{Group: trust.ID, URN: "118999", To: day.Of(2026, 12, 31)}
	mustWrite(t, s, func(w inbox.Writer) error {
		open := ends
		open.To = day.Date{}
		return errors.Join(members(w), w.PutCluster(next), w.PutSchool(other), w.PutGroup(trust), w.PutGroupMember(open), w.PutGroupMember(ends),
			w.PutGroupMember(late), stand(w, mine, theirs))
	})
	inGroup := func(school inbox.School, m inbox.GroupMember) inbox.School {
		school.From, school.To = m.From, m.To
		return school
	}
	mustRead(t, s, func(r inbox.Reader) error {
		return errors.Join(
			same(r.Group(trust.ID))(trust), same(r.Groups())([]inbox.Group{trust}),
			same(r.GroupsOf("118999"))([]inbox.GroupMember{ends}),
			same(r.GroupMembers(trust.ID, day.Of(2026, 11, 20)))([]inbox.School{inGroup(testSchool, ends)}),
			same(r.GroupMembers(trust.ID, day.Of(2026, 12, 1)))([]inbox.School{inGroup(other, late), inGroup(testSchool, ends)}),
			same(r.GroupMembers(trust.ID, day.Of(2027, 1, 1)))([]inbox.School{inGroup(other, late)}),
			same(r.GroupCurrent(trust.ID, autumn))([]inbox.Document{mine}),
			same(r.Current("KENT-08", autumn))([]inbox.Document{theirs}))
	})
}

func clustersByDistrict(t *testing.T, s inbox.Store) {
	far := inbox.Cluster{ID: "KENT-20", Name: "By the sea", District: "Thanet", County: "Kent"}
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(members(w), w.PutCluster(next), w.PutCluster(far)) })
	mustRead(t, s, func(r inbox.Reader) error {
		if _, err := r.ClustersIn(inbox.SchoolLevel, "118999"); err == nil {
			t.Error("a school has no clusters")
		}
		return errors.Join(
			same(r.ClustersIn(inbox.DistrictLevel, "Weald"))([]inbox.Cluster{testCluster, next}),
			same(r.ClustersIn(inbox.CountyLevel, "Kent"))([]inbox.Cluster{testCluster, next, far}),
			same(r.ClustersIn(inbox.CountyLevel, "Surrey"))([]inbox.Cluster{}))
	})
}

func linksOfEveryLevel(t *testing.T, s inbox.Store) {
	levels := map[inbox.Level]string{inbox.SchoolLevel: "118999", inbox.DistrictLevel: "KENT-07", inbox.CountyLevel: "Kent", inbox.GroupLevel: "WEALD-MAT"}
	mustWrite(t, s, func(w inbox.Writer) error {
		err := errors.Join(members(w), w.PutLink(inbox.ReaderLink{TokenHash: "old", Cluster: "KENT-07", Expires: at}))
		for level, ref := range levels {
			err = errors.Join(err, w.PutLink(inbox.ReaderLink{TokenHash: string(level), Level: level, Ref: ref, Expires: at}))
		}
		n, err2 := w.RevokeLinks(inbox.ClusterLevel, "KENT-07", at)
		if n != 1 {
			t.Errorf("%d links revoked: a district of the same name is another view", n)
		}
		return errors.Join(err, err2)
	})
	mustRead(t, s, func(r inbox.Reader) error {
		err := same(r.Link("old"))(inbox.ReaderLink{TokenHash: "old", Level: inbox.ClusterLevel, Ref: "KENT-07", Cluster: "KENT-07", Expires: at, Revoked: at})
		for level, ref := range levels {
			err = errors.Join(err, same(r.Link(string(level)))(inbox.ReaderLink{TokenHash: string(level), Level: level, Ref: ref, Expires: at}))
		}
		return err
	})
}

func deviceNamesNext(t *testing.T, s inbox.Store) {
	old := testDevice
	old.State, old.Next, old.Until = exchange.Active, exchangetest.Key(2).Public().ID(), at.AddDate(0, 0, 30)
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(members(w), w.PutDevice(old)) })
	mustRead(t, s, func(r inbox.Reader) error { return same(r.Device(old.ID))(old) })
}

func bulletinReadsBack(t *testing.T, s inbox.Store) {
	second := inbox.Meeting{ID: "a", Cluster: "KENT-07", On: day.Of(2027, 3, 2)}
	panel := inbox.Meeting{ID: "b", Cluster: "KENT-07", On: day.Of(2026, 12, 1), Starts: "09:30", Place: "The hall", Words: "Bring the plans", PapersBy: day.Of(2026, 11, 24)}
	notice := inbox.Notice{ID: "n", Cluster: "KENT-07", On: day.Of(2026, 11, 1), Until: day.Of(2026, 11, 30), Title: "New form", Words: "Use it from now on"}
	pack := inbox.PackOffer{ID: "aa", Cluster: "KENT-07", Format: "continuum", Name: "Levels", Version: "2", Words: "From January", On: day.Of(2026, 11, 2), Body: []byte("{}")}
	mustWrite(t, s, func(w inbox.Writer) error {
		changed := panel
		changed.Place = "The library"
		return errors.Join(members(w), w.PutCluster(next), w.PutMeeting(second), w.PutMeeting(changed), w.PutMeeting(panel), w.PutNotice(notice), w.PutPack(pack))
	})
	listed := pack
	listed.Body = nil
	mustRead(t, s, func(r inbox.Reader) error {
		_, missing := r.Pack("KENT-08", "aa")
		return errors.Join(
			same(r.Meetings("KENT-07"))([]inbox.Meeting{panel, second}), same(r.Meetings("KENT-08"))([]inbox.Meeting{}),
			same(r.Notices("KENT-07"))([]inbox.Notice{notice}), same(r.Packs("KENT-07"))([]inbox.PackOffer{listed}),
			same(r.Pack("KENT-07", "aa"))(pack), same(errors.Is(missing, inbox.ErrNotFound), nil)(true))
	})
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(w.RemoveMeeting("KENT-07", "a"), w.RemoveNotice("KENT-07", "n"), w.RemovePack("KENT-07", "aa"))
	})
	mustRead(t, s, func(r inbox.Reader) error {
		return errors.Join(same(r.Meetings("KENT-07"))([]inbox.Meeting{panel}), same(r.Notices("KENT-07"))([]inbox.Notice{}), same(r.Packs("KENT-07"))([]inbox.PackOffer{}))
	})
	if err := s.Write(t.Context(), func(w inbox.Writer) error { return w.RemoveNotice("KENT-07", "n") }); !errors.Is(err, inbox.ErrNotFound) {
		t.Errorf("what is not there was removed: %v", err)
	}
}

func aggregatesAreACache(t *testing.T, s inbox.Store) {
	a := inbox.Aggregate{Level: inbox.CountyLevel, Ref: "Kent", Series: autumn, Stamp: "s", Body: []byte("figures"), Built: at}
	b := a
	b.Series = spring
	mustWrite(t, s, func(w inbox.Writer) error {
		return errors.Join(members(w), stand(w, summaryOf("118999", "KENT-07", autumn, day.Of(2026, 11, 20))), w.PutAggregate(b), w.PutAggregate(a))
	})
	a.Stamp, a.Built = "t", at.Add(time.Minute)
	mustWrite(t, s, func(w inbox.Writer) error {
		dirty, err := w.Dirty()
		if err == nil {
			err = w.ClearDirty(dirty[0])
		}
		return errors.Join(err, w.PutAggregate(a))
	})
	mustRead(t, s, func(r inbox.Reader) error {
		return errors.Join(same(r.Aggregate(inbox.CountyLevel, "Kent", autumn))(a),
			same(r.Aggregates(inbox.CountyLevel, "Kent"))([]inbox.Aggregate{a, b}), same(r.Aggregates(inbox.DistrictLevel, "Kent"))([]inbox.Aggregate{}),
			same(r.Dirty())([]inbox.Dirty{}))
	})
	mustWrite(t, s, func(w inbox.Writer) error { return w.DropAggregates() })
	mustRead(t, s, func(r inbox.Reader) error {
		_, err := r.Aggregate(inbox.CountyLevel, "Kent", autumn)
		return errors.Join(same(errors.Is(err, inbox.ErrNotFound), nil)(true), same(r.Dirty())([]inbox.Dirty{{Cluster: "KENT-07", Series: autumn, Marks: 1}}))
	})
}

func laterMarkStays(t *testing.T, s inbox.Store) {
	mustWrite(t, s, func(w inbox.Writer) error { return w.MarkDirty("KENT-07", autumn) })
	seen := inbox.Dirty{Cluster: "KENT-07", Series: autumn, Marks: 1}
	mustRead(t, s, func(r inbox.Reader) error { return same(r.Dirty())([]inbox.Dirty{seen}) })
	mustWrite(t, s, func(w inbox.Writer) error { return w.MarkDirty("KENT-07", autumn) })
	mustWrite(t, s, func(w inbox.Writer) error { return w.ClearDirty(seen) })
	seen.Marks = 2
	mustRead(t, s, func(r inbox.Reader) error { return same(r.Dirty())([]inbox.Dirty{seen}) })
	mustWrite(t, s, func(w inbox.Writer) error { return w.ClearDirty(seen) })
	mustRead(t, s, func(r inbox.Reader) error { return same(r.Dirty())([]inbox.Dirty{}) })
}

func changesMarkDirty(t *testing.T, s inbox.Store) {
	first := summaryOf("118999", "KENT-07", autumn, day.Of(2026, 11, 20))
	sent := summaryOf("118999", "KENT-08", autumn, day.Of(2027, 1, 6))
	sent.Meta.Rev, sent.Meta.Prev = 2, first.ID
	sent = document(sent.Meta)
	moved := testSchool
	moved.Cluster, moved.From = "KENT-08", day.Of(2027, 1, 5)
	mustWrite(t, s, func(w inbox.Writer) error { return errors.Join(members(w), w.PutCluster(next)) })
	for _, c := range []struct {
		what   string
		change func(w inbox.Writer) error
		want   string
	}{
		{"a document", func(w inbox.Writer) error { return stand(w, first) }, "KENT-07"},
		{"a name", func(w inbox.Writer) error { return w.PutCluster(testCluster) }, "KENT-07"},
		{"a move", func(w inbox.Writer) error { return w.PutSchool(moved) }, "KENT-07"},
		{"a head that moves with it", func(w inbox.Writer) error { return stand(w, sent) }, "KENT-07 KENT-08"},
		{"a withdrawal", func(w inbox.Writer) error { return w.TakeBack(sent, time.Time{}) }, "KENT-08"},
		{"an invitation", func(w inbox.Writer) error { return w.PutInvite(inbox.Invite{CodeHash: "x", URN: "118999"}) }, ""},
	} {
		mustWrite(t, s, c.change)
		mustWrite(t, s, func(w inbox.Writer) error {
			dirty, err := w.Dirty()
			got := ""
			for i, d := range dirty {
				if i > 0 {
					got += " "
				}
				got += d.Cluster
				err = errors.Join(err, w.ClearDirty(d))
			}
			if got != c.want {
				t.Errorf("%s marked %q, want %q", c.what, got, c.want)
			}
			return err
		})
	}
}
