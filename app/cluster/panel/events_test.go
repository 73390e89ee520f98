package panel

import (
	"strings"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

func event(amount int64, urgency string) papers.Event {
	return papers.Event{Event: "arrival", Urgency: urgency, Amount: amount, State: papers.Standing}
}

func TestEventClimbsTheLadderByItsDaysAndItsShare(t *testing.T) {
	h := newHub(t)
	h.pot() // £44,000 with its contingency: the panel may give 5 % of it, £2,200
	h.sends(oak, "e1", event(2_200_00, "term"))
	h.sends(ash, "e1", event(2_200_01, "term"))
	h.sends(beech, "e1", event(100_00, "now"))
	rung := func(urn string, on day.Date) string {
		e, _ := h.state().Event(EventID(urn, "e1"))
		return h.state().RungOn(e, on).ID
	}
	monday := h.today()
	for _, c := range []struct {
		urn  string
		on   day.Date
		want string
	}{
		{oak, monday, "cluster"}, {oak, monday.AddDays(7), "cluster"}, {oak, monday.AddDays(8), "area"}, {oak, monday.AddDays(15), "council"},
		{ash, monday, "area"}, {ash, monday.AddDays(8), "council"},
		{beech, monday.AddDays(1), "cluster"}, {beech, monday.AddDays(2), "area"},
	} {
		if got := rung(c.urn, c.on); got != c.want {
			t.Errorf("%s on %v is on the rung %s, want %s", c.urn, c.on, got, c.want)
		}
	}
	e, _ := h.state().Event(EventID(oak, "e1"))
	if got := h.state().DueOn(e, monday); got != monday.AddDays(7) {
		t.Errorf("due on %v, want five school days on", got)
	}
	d, err := h.state().TakeEvent(h.by(chair), EventID(ash, "e1"), EventAnswer{Give: 1, Words: "Yes.", Closes: true})
	refused(t, d, err, "the council answers there")
	d, err = h.state().TakeEvent(h.by(chair), EventID(oak, "e1"), EventAnswer{Give: 2_200_01, Words: "Yes.", Closes: true})
	refused(t, d, err, "at most the £2,200.00")
	h.did(h.state().TakeEvent(h.by(chair), EventID(oak, "e1"), EventAnswer{Give: 2_200_00, Words: "A support worker until Easter.", Closes: true}))
	s := h.state()
	if left := s.ContingencyLeft(h.today()); left != 1_800_00 {
		t.Errorf("%d of the contingency is left", left)
	}
	st := Letter(s, oak, h.today()).Events[0]
	if st.Ref != "e1" || st.State != EventGiven || st.Amount != 2_200_00 || !strings.Contains(st.Words, "Easter") {
		t.Errorf("%+v", st)
	}
	h.did(s.TakeEvent(h.by(lee), EventID(ash, "e1"), EventAnswer{Give: 1_800_00, Words: "All that is left."}))
	d, err = h.state().TakeEvent(h.by(lee), EventID(ash, "e1"), EventAnswer{Give: 1, Words: "More."})
	refused(t, d, err, "The contingency has £0.00 left")
	h.did(h.state().Escalate(h.by(chair), EventID(beech, "e1"), "It needs a place elsewhere."))
	if got := rung(beech, h.today()); got != "area" {
		t.Error(got)
	}
	own := chair
	own.School = beech
	h.sends(elm, "e1", event(100_00, "term"))
	d, err = h.state().TakeEvent(h.by(chair), EventID(elm, "e1"), EventAnswer{Words: "Yes."})
	refused(t, d, err, "You belong to the school")
	w := event(100_00, "term")
	w.State = papers.Withdrawn
	h.sends(elm, "e1", w)
	d, err = h.state().TakeEvent(h.by(chair), EventID(elm, "e1"), EventAnswer{Words: "Yes."})
	refused(t, d, err, "withdrew this event")
}

func TestAgreementIsAcceptedByNameAndVersion(t *testing.T) {
	h := newHub(t)
	today := h.today()
	text := AgreementText{Kind: "sharing", Title: "Sharing agreement", Version: "1", Words: "We share counts and no names.", On: today}
	h.did(h.state().PublishAgreement(h.by(chair), text))
	d, err := h.state().PublishAgreement(h.by(chair), text)
	refused(t, d, err, "These very words are published")
	id := AgreementID(text.Words)
	missing := func(urn string, on day.Date) int { return len(h.state().Missing(urn, on)) }
	if missing(oak, today) != 1 {
		t.Error("nothing is missing before anybody accepted")
	}
	attest := papers.Attest{Agreement: id, Version: "1", Name: "Ann Head", Role: "Head teacher", On: today}
	wrong := attest
	wrong.Version = "2"
	h.sends(ash, "", wrong)
	h.sends(oak, "", attest)
	if missing(oak, today) != 0 || missing(ash, today) != 1 {
		t.Error("an acceptance counts for its own school and version alone")
	}
	a, _ := h.state().Agreement(id)
	if said, accepts := a.By(oak); !accepts || said.Name != "Ann Head" || said.On != today {
		t.Errorf("%+v", said)
	}
	attest.Ends = true
	h.sends(oak, "", attest)
	if missing(oak, today) != 1 {
		t.Error("an acceptance that ended still counts")
	}
	attest.Ends = false
	h.sends(oak, "", attest)
	next := text
	next.Version, next.Words, next.On = "2", "We share counts, bands and no names.", today.AddDays(28)
	h.did(h.state().PublishAgreement(h.by(chair), next))
	if missing(oak, today) != 0 || missing(oak, next.On) != 1 {
		t.Error("the next version counts from its own day")
	}
	if l := Letter(h.state(), oak, today).Agreements; len(l) != 2 || !l[0].Accepted || l[1].Accepted {
		t.Errorf("%+v", l)
	}
	var c papers.Circular
	Circular(h.state(), today, &c)
	if len(c.Agreements) != 2 || c.Check() != nil || len(c.Panel.Stages) != 3 || len(c.Ladder) != 4 {
		t.Errorf("%+v, %v", c, c.Check())
	}
	h.did(h.state().EndAgreement(h.by(chair), AgreementID(next.Words), "Not needed."))
	if missing(oak, next.On) != 0 {
		t.Error("a version that ended is still needed")
	}
}
