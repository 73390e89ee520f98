package panel

import (
	"strings"
	"testing"

	"needsbook/app/day"
)

func TestPotsDoNotOverlapAndAreWorthSomething(t *testing.T) {
	h := newHub(t)
	h.pot()
	good := PotSetting{ID: "2027-28", Name: "2027-28", From: day.Of(2027, 9, 1), To: day.Of(2028, 8, 31), Amount: 1}
	for says, spoil := range map[string]func(*PotSetting){
		"short name":      func(p *PotSetting) { p.ID = "Next year!" },
		"called":          func(p *PotSetting) { p.Name = "" },
		"already holds":   func(p *PotSetting) { p.From = day.Of(2027, 8, 31) },
		"before the last": func(p *PotSetting) { p.To = p.From },
		"between £0":      func(p *PotSetting) { p.Amount = -1 },
		"how much":        func(p *PotSetting) { p.Amount = 0 },
	} {
		p := good
		spoil(&p)
		d, err := h.state().SetPot(h.by(chair), p)
		refused(t, d, err, says)
	}
	h.did(h.state().SetPot(h.by(chair), good))
	if p, _ := h.state().PotOn(day.Of(2028, 1, 1)); p.ID != "2027-28" {
		t.Errorf("%+v", p)
	}
	if got := Shipped().Proposed(1_234_567); got != 123_456 {
		t.Error(got)
	}
}

func TestMeetingIsPlannedForADayToCome(t *testing.T) {
	h := newHub(t)
	for says, p := range map[string]MeetingPlan{
		"in the past":      {On: day.Of(2026, 11, 20)},
		"hours and":        {On: day.Of(2026, 12, 3), Starts: "half one"},
		"before the meet":  {On: day.Of(2026, 12, 3), PapersBy: day.Of(2026, 12, 4)},
		"short name":       {ID: "The Third", On: day.Of(2026, 12, 3)},
		"no such meeting":  {ID: "x", On: day.Of(2026, 12, 3), Cancelled: true},
		"pupil number":     {On: day.Of(2026, 12, 3), Place: "A823456789012"},
		"cannot be printe": {On: day.Of(2026, 12, 3), Place: "Hall\x07"},
	} {
		d, err := h.state().PlanMeeting(h.by(chair), p)
		refused(t, d, err, says)
	}
	m := h.meeting()
	d, err := h.state().PlanMeeting(h.by(chair), MeetingPlan{On: day.Of(2026, 12, 3)})
	refused(t, d, err, "There is a meeting on 3 Dec 2026 already")
	h.did(h.state().PlanMeeting(h.by(chair), MeetingPlan{ID: m, On: day.Of(2026, 12, 3), Cancelled: true}))
	d, err = h.state().StartMeeting(h.by(chair), m, Opening{Present: people})
	refused(t, d, err, "was cancelled")
	h.did(h.state().PlanMeeting(h.by(chair), MeetingPlan{On: day.Of(2026, 12, 3)}))
	two := append(append([]Person(nil), people...), chair)
	d, err = h.state().StartMeeting(h.by(chair), m, Opening{Present: two})
	refused(t, d, err, "listed twice")
	d, err = h.state().StartMeeting(h.by(chair), m, Opening{Present: []Person{{ID: "g", Name: "A guest"}}})
	refused(t, d, err, "neither chair nor member")
}

func TestTermIsClosedAndOpenedWithAReason(t *testing.T) {
	h := newHub(t)
	const term = "2026-27/autumn"
	d, err := h.state().LockTerm(h.by(chair), "autumn", "We met.")
	refused(t, d, err, "Name the term")
	d, err = h.state().LockTerm(h.by(chair), term, "")
	refused(t, d, err, "Give the reason")
	d, err = h.state().OpenTerm(h.by(chair), term, "Late.")
	refused(t, d, err, "open already")
	h.did(h.state().LockTerm(h.by(chair), term, "The panel has met."))
	if !h.state().Locked(term) || h.state().Locked("2026-27/spring") {
		t.Error("the wrong term is closed")
	}
	d, err = h.state().LockTerm(h.by(chair), term, "Again.")
	refused(t, d, err, "closed already")
	h.did(h.state().OpenTerm(h.by(chair), term, "A school was ill."))
	if h.state().Locked(term) {
		t.Error("it stays closed")
	}
}

func TestDirectoryIsKeptInOrder(t *testing.T) {
	h := newHub(t)
	good := ServiceEntry{ID: "ot", Name: "Occupational therapy", Kind: "health", Provider: "Downs NHS", Capacity: 8, WaitWeeks: 12}
	for says, spoil := range map[string]func(*ServiceEntry){
		"what kind":    func(e *ServiceEntry) { e.Kind = "magic" },
		"future":       func(e *ServiceEntry) { e.AsOf = h.today().AddDays(5) },
		"short name":   func(e *ServiceEntry) { e.ID = "" },
		"cannot be be": func(e *ServiceEntry) { e.Capacity = -1 },
	} {
		e := good
		spoil(&e)
		d, err := h.state().PutService(h.by(chair), e)
		refused(t, d, err, says)
	}
	h.did(h.state().PutService(h.by(chair), good))
	twin := good
	twin.ID = "ot2"
	d, err := h.state().PutService(h.by(chair), twin)
	refused(t, d, err, "in the directory already")
	good.WaitWeeks = 9
	h.did(h.state().PutService(h.by(chair), good))
	if v, _ := h.state().Service("ot"); v.WaitWeeks != 9 || v.AsOf != h.today() || len(h.state().Services) != 1 {
		t.Errorf("%+v", v)
	}
	h.did(h.state().RemoveService(h.by(chair), "ot", "It closed."))
	if len(h.state().Services) != 0 {
		t.Error("it is still there")
	}
}

func TestWordsThatCouldNameAPupilAreDoubted(t *testing.T) {
	for words, doubts := range map[string]int{
		"The help is wanted in both classes.":         0,
		"Speech therapy for the two groups. It works": 0,
		"Give this to Maya Brown at once":             1,
		"The pupil born 03/09/2016 needs it":          1,
		"":                                            0,
	} {
		if got := Doubts(words); len(got) != doubts {
			t.Errorf("%q: %v", words, got)
		}
	}
}

func TestShippedNamesHaveWordsForCodes(t *testing.T) {
	a := About{Names: map[string]string{"service/outreach": "Outreach of Hill School"}}
	for key, want := range map[[2]string]string{
		{"area", "CI"}: "Communication and interaction", {"need", "HI"}: "Hearing impairment", {"phase", "KS2"}: "Key stage 2",
		{"service", "outreach"}: "Outreach of Hill School", {"service", "moon"}: "moon",
	} {
		if got := a.Word(key[0], key[1]); got != want {
			t.Errorf("%v reads %q, want %q", key, got, want)
		}
	}
	if ShippedNames()["level/L3"] == "" {
		t.Error("levels have no names")
	}
}

func TestWhatWaitsIsListedWithForWhom(t *testing.T) {
	h, d := decided(t)
	h.sends(ash, "r1", individual("2026-001", 1_000_00))
	who := map[string]string{}
	for _, w := range Due(h.state(), h.today()) {
		who[w.Kind] += w.Who + " "
		if w.Words == "" || w.Ref == "" {
			t.Errorf("%+v", w)
		}
	}
	if !strings.Contains(who[WaitingConfirm], WaitsForCouncil) || !strings.Contains(who[WaitingRequest], WaitsForChair) {
		t.Errorf("%+v", who)
	}
	h.did(h.state().Confirm(h.by(lee), d.Entry, Confirmation{Outcome: AsRecommended}))
	for _, w := range Due(h.state(), h.today()) {
		if w.Kind == WaitingConfirm {
			t.Errorf("what is confirmed still waits: %+v", w)
		}
	}
}
