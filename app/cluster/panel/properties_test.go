package panel

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// act is something that anybody may try at any time, with whatever comes to mind.
type act func(h *hub, t *rapid.T) ([]book.Draft, error)

var schools = []string{oak, ash, elm, beech}

func somebody(t *rapid.T) Person {
	return rapid.SampledFrom([]Person{chair, ada, ben, dina, enid, lee, other}).Draw(t, "who")
}

func mostlyChair(t *rapid.T) Person {
	if rapid.IntRange(0, 9).Draw(t, "chair") > 0 {
		return chair
	}
	return somebody(t)
}

// before draws what is before the panel now, or now and then anything.
func before(h *hub, t *rapid.T) (meeting, request string) {
	m, going := find(h.state().Meetings, func(m Meeting) bool { return m.State == Started && m.Open != "" })
	if going && rapid.IntRange(0, 4).Draw(t, "now") > 0 {
		return m.ID, m.Open
	}
	return pick(t, h.state().Meetings, meetingID), pick(t, h.state().Requests, requestID)
}

// pick draws a thing of a list, or now and then a name that nothing has.
func pick[T any](t *rapid.T, list []T, id func(T) string) string {
	ids := []string{"none"}
	for _, x := range list {
		ids = append(ids, id(x), id(x), id(x))
	}
	return rapid.SampledFrom(ids).Draw(t, "id")
}

func meetingID(m Meeting) string { return m.ID }
func requestID(r Request) string { return r.ID }
func entryOf(d Decision) string  { return d.Entry }
func disputeID(d Dispute) string { return d.ID }
func eventIDOf(e Event) string   { return e.ID }
func personOf(t *rapid.T) Person { return rapid.SampledFrom(people).Draw(t, "person") }
func verdictOf(t *rapid.T) Verdict {
	v := Verdict{Outcome: rapid.SampledFrom([]string{"agree", "agree", "part", "part", "defer", "decline", "refer"}).Draw(t, "outcome")}
	switch v.Outcome {
	case "part":
		v.Amount, v.Reasons = rapid.Int64Range(0, 3_000_00).Draw(t, "pence"), []string{"money"}
		v.Contingency = rapid.SampledFrom([]int64{0, 0, v.Amount / 3}).Draw(t, "contingency")
	case "refer":
		v.ReferTo, v.Words = "area", "Too large."
	case "defer", "decline":
		v.Reasons = []string{"costs"}
	}
	return v
}

var acts = map[string]act{
	"pot": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().SetPot(h.by(mostlyChair(t)), PotSetting{ID: "2026-27", Name: "2026-27", From: day.Of(2026, 9, 1), To: day.Of(2027, 8, 31),
			Amount: rapid.Int64Range(0, 9_000_00).Draw(t, "amount"), Contingency: rapid.Int64Range(0, 2_000_00).Draw(t, "kept")})
	},
	"plan": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().PlanMeeting(h.by(mostlyChair(t)), MeetingPlan{On: h.today().AddDays(rapid.IntRange(-1, 9).Draw(t, "days"))})
	},
	"agenda": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		var lines []AgendaLine
		for _, r := range h.state().Requests {
			if rapid.IntRange(0, 3).Draw(t, "on") > 0 {
				lines = append(lines, AgendaLine{Request: r.ID})
			}
		}
		return h.state().SetAgenda(h.by(mostlyChair(t)), pick(t, h.state().Meetings, meetingID), lines)
	},
	"start": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().StartMeeting(h.by(mostlyChair(t)), pick(t, h.state().Meetings, meetingID), Opening{Present: people[:rapid.IntRange(0, 5).Draw(t, "present")]})
	},
	"attend": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().Attend(h.by(mostlyChair(t)), pick(t, h.state().Meetings, meetingID), personOf(t), rapid.Bool().Draw(t, "here"))
	},
	"open": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().OpenItem(h.by(mostlyChair(t)), pick(t, h.state().Meetings, meetingID), pick(t, h.state().Requests, requestID))
	},
	"declare": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		p := personOf(t)
		m, request := before(h, t)
		return h.state().Declare(h.by(p), m, request,
			Interest{Person: p, Kind: rapid.SampledFrom([]string{"family", "other", NoInterest, "moon"}).Draw(t, "kind")})
	},
	"vote": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		p := personOf(t)
		m, request := before(h, t)
		return h.state().Vote(h.by(p), m, request,
			Vote{Person: p, Choice: rapid.SampledFrom([]string{"agree", "agree", "part", "decline", Abstain}).Draw(t, "choice")})
	},
	"decide": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		m, _ := find(h.state().Meetings, func(m Meeting) bool { return m.State == Started })
		return h.state().Decide(h.by(mostlyChair(t)), m.ID, m.Open, verdictOf(t))
	},
	"defer": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().Defer(h.by(mostlyChair(t)), pick(t, h.state().Meetings, meetingID), pick(t, h.state().Requests, requestID), "time", "")
	},
	"correct": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().Correct(h.by(mostlyChair(t)), pick(t, h.state().Decisions, entryOf), Correction{Why: "It was wrong.", Aside: rapid.Bool().Draw(t, "aside"), Verdict: verdictOf(t)})
	},
	"confirm": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().Confirm(h.by(lee), pick(t, h.state().Decisions, entryOf), Confirmation{Outcome: rapid.SampledFrom([]string{AsRecommended, Changed, Declined}).Draw(t, "says"),
			Amount: rapid.Int64Range(0, 2_000_00).Draw(t, "pence"), Words: "So."})
	},
	"close": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().CloseMeeting(h.by(mostlyChair(t)), pick(t, h.state().Meetings, meetingID), "")
	},
	"request": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		r := individual("2026-001", rapid.Int64Range(0, 3_000_00).Draw(t, "asked"))
		r.Urgent = rapid.Bool().Draw(t, "urgent")
		r.State = rapid.SampledFrom([]string{papers.Standing, papers.Standing, papers.Standing, papers.Withdrawn}).Draw(t, "state")
		h.sends(rapid.SampledFrom(schools).Draw(t, "school"), rapid.SampledFrom([]string{"r1", "r2"}).Draw(t, "ref"), r)
		return nil, nil
	},
	"pooled": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		k := h.sends(oak, "g1", pooled("2026-002"))
		for _, urn := range []string{ash, beech} {
			if rapid.IntRange(0, 4).Draw(t, "seconds") > 0 {
				h.seconds(urn, k)
			}
		}
		return nil, nil
	},
	"event": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		h.sends(rapid.SampledFrom(schools).Draw(t, "school"), "e1", event(rapid.Int64Range(0, 500_00).Draw(t, "amount"), "term"))
		return nil, nil
	},
	"take": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		return h.state().TakeEvent(h.by(rapid.SampledFrom([]Person{chair, lee}).Draw(t, "who")), pick(t, h.state().Events, eventIDOf),
			EventAnswer{Give: rapid.Int64Range(0, 400_00).Draw(t, "give"), Words: "So.", Closes: rapid.Bool().Draw(t, "closes")})
	},
	"dispute": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		if len(h.state().Decisions) == 0 {
			return nil, nil
		}
		d := rapid.SampledFrom(h.state().Decisions).Draw(t, "decision")
		at, there := h.state().Dispute(DisputeID(d.URN, papers.DisputeRef(d.Latest())))
		step, stage := papers.Raise, 1
		if there {
			step, stage = rapid.SampledFrom([]string{papers.Accept, papers.Escalate, papers.Escalate, papers.TakeBack}).Draw(t, "step"), at.Stage
		}
		if step == papers.Escalate {
			stage++
		}
		err := h.disputes(rapid.SampledFrom([]string{d.URN, d.URN, elm}).Draw(t, "school"), d, step, stage)
		if err != nil {
			err = Refusal(err.Error() + " Nothing was changed.")
		}
		return nil, err
	},
	"settle": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		who, id := rapid.SampledFrom([]Person{chair, other, lee}).Draw(t, "who"), pick(t, h.state().Disputes, disputeID)
		if d, there := h.state().Dispute(id); there && rapid.IntRange(0, 4).Draw(t, "theirs") > 0 {
			who = map[string]Person{whoPanel: chair, whoOther: other, whoLA: lee}[d.Now().Who]
		}
		return h.state().SettleDispute(h.by(who), id,
			DisputeAnswer{Outcome: rapid.SampledFrom([]string{"agree", "decline", "refer"}).Draw(t, "came to"), Words: "So."})
	},
	"leave": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		if rapid.IntRange(0, 9).Draw(t, "leaves") == 0 {
			h.leaves(rapid.SampledFrom(schools).Draw(t, "school"))
		}
		return nil, nil
	},
	"night": func(h *hub, t *rapid.T) ([]book.Draft, error) {
		h.later(24 * time.Hour)
		return nil, nil
	},
}

// TestWhateverPeopleTryTheBookHolds lets people do anything in any order, and looks at
// what must always be so.
func TestWhateverPeopleTryTheBookHolds(t *testing.T) {
	names := sorted(acts)
	for range 3 { // what takes most to get to is tried most
		names = append(names, "open", "vote", "declare", "decide", "correct", "take", "settle")
	}
	reached := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		h := begins(t, rapid.SampledFrom([]string{"planned", "begun", "begun", "decided", "disputed"}).Draw(rt, "begins"))
		for range rapid.IntRange(5, 40).Draw(rt, "steps") {
			name := rapid.SampledFrom(names).Draw(rt, "act")
			before := len(h.entries)
			drafts, err := acts[name](h, rt)
			if err != nil {
				if _, plain := err.(Refusal); !plain || drafts != nil || !strings.HasSuffix(err.Error(), "Nothing was changed.") && !strings.Contains(err.Error(), "not counted") {
					rt.Fatalf("%s: refused with %d entries and %v", name, len(drafts), err)
				}
				continue
			}
			if err := h.enter(h.state().Head, drafts); err != nil {
				rt.Fatal(err)
			}
			if len(h.entries) > before {
				reached[name]++
			}
			holds(rt, h)
		}
		for n := range h.entries { // folding any prefix never fails
			if _, err := Fold(h.about, h.entries[:n], h.papers()); err != nil {
				rt.Fatalf("the first %d entries: %v", n, err)
			}
		}
		if err := book.Verify(h.entries); err != nil {
			rt.Fatal(err)
		}
	})
	t.Log(reached)
	for _, name := range []string{"decide", "vote", "correct", "confirm", "take", "settle", "agenda", "close"} {
		if reached[name] == 0 {
			t.Errorf("nobody ever got to %s: the test looks at nothing", name)
		}
	}
}

// begins is a cluster with two requests on an agenda, as far as it is said to be.
func begins(t *testing.T, far string) *hub {
	if far == "decided" || far == "disputed" {
		h, d := decided(t)
		if far == "disputed" {
			if err := h.disputes(oak, d, papers.Raise, 1); err != nil {
				t.Fatal(err)
			}
		}
		return h
	}
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	h.sends(ash, "r1", individual("2026-002", 700_01))
	h.sends(beech, "e1", event(300_00, "term"))
	m := h.meeting(RequestID(oak, "r1"), RequestID(ash, "r1"))
	if far == "begun" {
		h.begin(m, RequestID(oak, "r1"))
		h.sends(beech, "e1", event(200_00, "term"))
	}
	return h
}

// holds looks at what must be so after every step.
func holds(t *rapid.T, h *hub) {
	s := h.state()
	var given, used int64
	add := func(what string, m Money) {
		if m.Before != m.After+m.Given || m.ContingencyBefore != m.ContingencyAfter+m.Used {
			t.Fatalf("%s: before is not after and what was given: %+v", what, m)
		}
		given, used = given+m.Given, used+m.Used
	}
	for _, d := range s.Decisions {
		add("a decision", d.Money)
		for _, c := range d.Corrections {
			add("a correction", c.Money)
		}
		for c := d.Confirmed; c != nil; c = c.Earlier() {
			add("the council's word", c.Money)
		}
		if taken := d.taken(); taken.Pot != "" && taken.Given+taken.Used != d.Amount() {
			t.Fatalf("a decision of %d took %+v", d.Amount(), taken)
		}
		var sum int64
		for _, p := range d.PartsNow() {
			sum += p.Amount
		}
		if sum != d.Amount() {
			t.Fatalf("the parts of %d add up to %d", d.Amount(), sum)
		}
		for _, v := range d.Counted {
			barred := v.Person.School == d.URN || slices.ContainsFunc(d.Partners, func(p Partner) bool { return p.URN == v.Person.School }) ||
				slices.ContainsFunc(d.Interests, func(i Interest) bool { return i.Person.ID == v.Person.ID })
			if barred || v.Person.Office == Council {
				t.Fatalf("the vote of %s counted", v.Person.Name)
			}
		}
		if d.Document != d.documentOnAgenda(s) {
			t.Fatalf("another revision was decided than was on the agenda")
		}
	}
	for _, e := range s.Events {
		add("an event", e.Money)
	}
	for _, p := range s.Pots {
		if p.Left() < 0 || p.ContingencyLeft() < 0 || p.Given < 0 || p.Used < 0 || p.Recommended < 0 {
			t.Fatalf("a pot is below nothing: %+v", p)
		}
		if p.Given != given || p.Used != used-eventsBeforeLast(s) {
			t.Fatalf("the pot says %d and %d, its entries %d and %d", p.Given, p.Used, given, used)
		}
	}
	again := h.state()
	if !reflect.DeepEqual(s, again) {
		t.Fatal("the same book and papers gave another state")
	}
}

// eventsBeforeLast corrects for events that were given money twice: they keep the money
// of the last entry, and the whole of what they were given.
func eventsBeforeLast(s State) (pence int64) {
	for _, e := range s.Events {
		pence += e.Money.Used - e.Given
	}
	return pence
}

// documentOnAgenda is the revision that stood on the agenda when the decision was made.
func (d Decision) documentOnAgenda(s State) string {
	m, _ := s.Meeting(d.Meeting)
	if i, on := m.Item(d.Request); on && i.Decision == d.Entry {
		return i.Document
	}
	return d.Document // it was set aside, and the request put on again
}

// plain is a state without what names the place of an entry.
func plain(s State) State {
	s.Head, s.Log = book.Head{}, nil
	return s
}

func TestOrderOfWhatHasNothingToDoWithEachOtherDoesNotMatter(t *testing.T) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	request := RequestID(oak, "r1")
	m := h.meeting(request)
	h.begin(m, request)
	h.sends(ash, "e1", event(100_00, "term"))
	s := h.state()
	steps := map[string]func() ([]book.Draft, error){
		"ben votes": func() ([]book.Draft, error) { return s.Vote(h.by(ben), m, request, Vote{Person: ben, Choice: "agree"}) },
		"dina votes": func() ([]book.Draft, error) {
			return s.Vote(h.by(dina), m, request, Vote{Person: dina, Choice: "decline"})
		},
		"enid goes": func() ([]book.Draft, error) { return s.Attend(h.by(enid), m, enid, false) },
		"a service": func() ([]book.Draft, error) {
			return s.PutService(h.by(chair), ServiceEntry{ID: "a", Name: "A", Kind: "health"})
		},
		"b service": func() ([]book.Draft, error) {
			return s.PutService(h.by(chair), ServiceEntry{ID: "b", Name: "B", Kind: "health"})
		},
		"a text": func() ([]book.Draft, error) {
			return s.PublishAgreement(h.by(chair), AgreementText{Kind: "terms", Title: "T", Version: "1", Words: "A.", On: h.today()})
		},
		"b text": func() ([]book.Draft, error) {
			return s.PublishAgreement(h.by(chair), AgreementText{Kind: "terms", Title: "T", Version: "2", Words: "B.", On: h.today().AddDays(3)})
		},
		"next meeting": func() ([]book.Draft, error) { return s.PlanMeeting(h.by(chair), MeetingPlan{On: day.Of(2027, 1, 14)}) },
		"an event": func() ([]book.Draft, error) {
			return s.TakeEvent(h.by(chair), EventID(ash, "e1"), EventAnswer{Give: 50_00, Words: "So.", Closes: true})
		},
		"ada declares": func() ([]book.Draft, error) {
			return s.Declare(h.by(ada), m, request, Interest{Person: ada, Kind: "other"})
		},
		"next pot": func() ([]book.Draft, error) {
			return s.SetPot(h.by(chair), PotSetting{ID: "2027-28", Name: "2027-28", From: day.Of(2027, 9, 1), To: day.Of(2028, 8, 31), Amount: 1})
		},
	}
	drafts := map[string][]book.Draft{}
	for _, name := range sorted(steps) {
		d, err := steps[name]()
		if err != nil {
			t.Fatal(name, err)
		}
		drafts[name] = d
	}
	fold := func(first, second string) State {
		both := append(slices.Clone(drafts[first]), drafts[second]...)
		got, err := Fold(h.about, append(slices.Clone(h.entries), book.Chain(h.about.Cluster, s.Head, both)...), h.papers())
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Events {
			for j := range got.Events[i].Steps {
				got.Events[i].Steps[j].Entry = ""
			}
		}
		return plain(got)
	}
	for _, a := range sorted(drafts) {
		for _, b := range sorted(drafts) {
			if a < b && !reflect.DeepEqual(fold(a, b), fold(b, a)) {
				t.Errorf("“%s” and “%s” give another state the other way round", a, b)
			}
		}
	}
}

// Papers come in any order, and a store may list them in any.
func TestOrderOfPapersDoesNotMatter(t *testing.T) {
	h, _ := decided(t)
	k := h.sends(oak, "g1", pooled("2026-002"))
	h.seconds(ash, k)
	h.seconds(beech, k)
	h.sends(elm, "e1", event(1, "now"))
	if err := h.disputes(oak, h.state().Decisions[0], papers.Raise, 1); err != nil {
		t.Fatal(err)
	}
	want := h.state()
	list := h.papers()
	rapid.Check(t, func(rt *rapid.T) {
		got, err := Fold(h.about, h.entries, rapid.Permutation(list).Draw(rt, "order"))
		if err != nil || !reflect.DeepEqual(got, want) {
			rt.Fatal("another order gave another state", err)
		}
	})
}

func TestBookThatCannotBeReadIsSaidWithItsEntry(t *testing.T) {
	h, _ := decided(t)
	broken := slices.Clone(h.entries)
	broken[3].Body = []byte(`{"by":{},"on":"2026-11-23","what":7}`)
	if _, err := Fold(h.about, broken, nil); err == nil || !strings.Contains(err.Error(), fmt.Sprint("entry ", broken[3].N)) {
		t.Error(err)
	}
	foreign := append(slices.Clone(h.entries), book.Entry{Draft: book.Draft{Kind: "round.open", Body: []byte(`"x"`)}})
	if _, err := Fold(h.about, foreign, h.papers()); err != nil {
		t.Error("an entry of another part of the hub: ", err)
	}
}

func FuzzFold(f *testing.F) {
	h, _ := decided(f)
	for _, e := range h.entries {
		f.Add(e.Kind, []byte(e.Body))
	}
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		e := book.Entry{Draft: book.Draft{Kind: kind, Body: body}, N: int64(len(h.entries) + 1)}
		if s, err := Fold(h.about, append(slices.Clone(h.entries), e), h.papers()); err == nil {
			Due(s, day.Of(2026, 12, 4))
			Letter(s, oak, day.Of(2026, 12, 4))
		}
	})
}
