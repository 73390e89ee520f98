package panel

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/school"
	"needsbook/assets"
)

// Four schools of an invented cluster.
const (
	oak   = "110001"
	ash   = "110002"
	elm   = "110003"
	beech = "110004"
)

// The people of its panel.
var (
	chair  = Person{ID: "p1", Name: "Cora Hale", School: elm, Office: Chair}
	ada    = Person{ID: "p2", Name: "Ada Lund", School: oak, Office: Member}
	ben    = Person{ID: "p3", Name: "Ben Moor", School: ash, Office: Member}
	dina   = Person{ID: "p4", Name: "Dina Fox", School: beech, Office: Member}
	enid   = Person{ID: "p5", Name: "Enid Shaw", Office: Member}
	lee    = Person{ID: "c1", Name: "Lee Park", Office: Council}
	other  = Person{ID: "x1", Name: "Olga Reed", School: "220001", Office: Chair}
	people = []Person{chair, ada, ben, dina, enid}
)

// hub is a cluster's book and papers in memory: what the inbox does with the store.
type hub struct {
	t       testing.TB
	about   About
	entries []book.Entry
	kept    map[string]papers.Kept // by line
	now     time.Time
	n       int
}

func newHub(t testing.TB) *hub {
	t.Helper()
	calendar, problems := school.LoadCalendar(assets.Pack("calendar.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return &hub{t: t, kept: map[string]papers.Kept{}, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		about: About{Cluster: "KENT-07", Name: "Weald and Downs", Rules: Shipped(), Calendar: calendar, Names: ShippedNames(),
			Schools: []School{{oak, "Oak Primary"}, {ash, "Ash Primary"}, {elm, "Elm Academy"}, {beech, "Beech School"}}}}
}

func (h *hub) state() State {
	h.t.Helper()
	s, err := Fold(h.about, h.entries, h.papers())
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func (h *hub) papers() []papers.Kept {
	var out []papers.Kept
	for _, line := range sorted(h.kept) {
		out = append(out, h.kept[line])
	}
	return out
}

// enter adds drafts behind the head that their writer saw, as the inbox does.
func (h *hub) enter(seen book.Head, drafts []book.Draft) error {
	head := book.Head{}
	if len(h.entries) > 0 {
		head = h.entries[len(h.entries)-1].Head()
	}
	if head != seen {
		return fmt.Errorf("moved")
	}
	for _, d := range drafts {
		if err := d.Check(); err != nil {
			h.t.Fatal(err)
		}
	}
	h.entries = append(h.entries, book.Chain(h.about.Cluster, head, drafts)...)
	return nil
}

// did enters what a command made, and fails where it refused.
func (h *hub) did(drafts []book.Draft, err error) []book.Entry {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	before := len(h.entries)
	if err := h.enter(h.state().Head, drafts); err != nil {
		h.t.Fatal(err)
	}
	return h.entries[before:]
}

// refused wants a plain refusal with some words in it.
func refused(t testing.TB, drafts []book.Draft, err error, words string) {
	t.Helper()
	if _, plain := err.(Refusal); !plain || drafts != nil || !strings.Contains(err.Error(), words) {
		t.Fatalf("want a refusal with %q, got %d entries and %v", words, len(drafts), err)
	}
}

// later moves the hub's clock on, a minute at a time unless said otherwise.
func (h *hub) later(d time.Duration) { h.now = h.now.Add(d) }

func (h *hub) at(on day.Date) {
	h.now = time.Date(on.Year(), time.Month(on.Month()), on.Day(), 9, 0, 0, 0, time.UTC)
}

func (h *hub) today() day.Date { return day.On(h.now) }

func (h *hub) by(p Person) By {
	h.later(time.Minute)
	cluster := h.about.Cluster
	if p.ID == other.ID {
		cluster = "KENT-08"
	}
	return By{Person: p, At: h.now, Cluster: cluster}
}

// sends puts a paper at the hub in place of the one before in its line.
func (h *hub) sends(urn, ref string, p papers.Paper) papers.Kept {
	h.t.Helper()
	if want := papers.RefOf(p); want != "" {
		ref = want
	}
	line := exchange.Line{URN: urn, Kind: papers.KindOf(p), Series: "2026-27/autumn", Ref: ref}
	key := fmt.Sprint(line)
	m := exchange.Meta{URN: urn, Cluster: h.about.Cluster, Series: line.Series, Ref: ref, Epoch: "abcdef", Rev: 1, AsOf: h.today()}
	if before, there := h.kept[key]; there {
		m.Rev, m.Prev = before.Paper.About().Rev+1, before.ID
	}
	p = papers.With(p, m)
	payload, err := papers.Encode(p)
	if err != nil {
		h.t.Fatal(err)
	}
	h.n++
	k := papers.Kept{ID: exchange.DocumentID(payload), Received: h.now, Device: "d", Paper: p}
	h.kept[key] = k
	return k
}

// leaves ends a school's membership.
func (h *hub) leaves(urn string) {
	var stay []School
	for _, s := range h.about.Schools {
		if s.URN != urn {
			stay = append(stay, s)
		}
	}
	h.about.Schools = stay
}

// individual is a request of one school for one pupil.
func individual(number string, asked int64) papers.Request {
	return papers.Request{Form: papers.FormIndividual, State: papers.Standing, Number: number, Total: asked + 600_00, Own: 600_00, Asked: asked,
		Areas: []string{"SEMH"}, Need: "SEMH", Phases: []string{"KS2"}, Pupils: 1, Service: "outreach", Sessions: 6, Route: "predictable",
		From: day.Of(2027, 1, 4), To: day.Of(2027, 7, 20), ReviewOn: day.Of(2027, 5, 10), Evidence: []string{"consent", "reviews"}}
}

// pooled is a request of three schools for a speech therapist's time.
func pooled(number string) papers.Request {
	return papers.Request{Form: papers.FormGroup, State: papers.Standing, Number: number, Total: 9_000_01, Own: 3_000_01, Asked: 6_000_00, Alone: 7_500_00,
		Service: "speech_language", Sessions: 12, Areas: []string{"CI"}, Need: "SLCN", Phases: []string{"KS1"}, Pupils: 9, ShareKey: papers.ByPupils, Route: "predictable",
		Partners: []papers.Partner{{URN: oak, Pupils: 4, Cost: 4_000_01, Pays: 1_000_01, Asked: 3_000_00}, {URN: ash, Pupils: 3, Cost: 3_000_00, Pays: 1_000_00, Asked: 2_000_00}, {URN: beech, Pupils: 2, Cost: 2_000_00, Pays: 1_000_00, Asked: 1_000_00}},
		From:     day.Of(2027, 1, 4), To: day.Of(2027, 12, 20), ReviewOn: day.Of(2027, 6, 10), Evidence: []string{"consent"}}
}

// seconds a request as it stands.
func (h *hub) seconds(urn string, k papers.Kept) {
	share, _ := k.Paper.(papers.Request).Share(urn)
	h.sends(urn, "", papers.Second{Request: k.ID, Agrees: true, Pupils: share.Pupils, Cost: share.Cost, Pays: share.Pays})
}

func (h *hub) pot() {
	h.did(h.state().SetPot(h.by(chair), PotSetting{ID: "2026-27", Name: "2026-27", From: day.Of(2026, 9, 1), To: day.Of(2027, 8, 31), Amount: 40_000_00, Contingency: 4_000_00}))
}

// meeting plans one for 3 December 2026 and puts requests on its agenda.
func (h *hub) meeting(requests ...string) string {
	h.did(h.state().PlanMeeting(h.by(chair), MeetingPlan{On: day.Of(2026, 12, 3), Starts: "13:30", Place: "Weald Hall", PapersBy: day.Of(2026, 11, 27)}))
	h.agenda("2026-12-03", requests...)
	return "2026-12-03"
}

func (h *hub) agenda(meeting string, requests ...string) {
	h.t.Helper()
	var lines []AgendaLine
	for _, r := range requests {
		lines = append(lines, AgendaLine{Request: r})
	}
	h.did(h.state().SetAgenda(h.by(chair), meeting, lines))
}

// begin starts a meeting on its day and opens an item.
func (h *hub) begin(meeting, request string) {
	h.t.Helper()
	h.at(day.Of(2026, 12, 3))
	h.did(h.state().StartMeeting(h.by(chair), meeting, Opening{Present: people, Frozen: []string{"sha256:" + strings.Repeat("a", 64)}}))
	h.open(meeting, request)
}

func (h *hub) open(meeting, request string) {
	h.t.Helper()
	if request != "" {
		h.did(h.state().OpenItem(h.by(chair), meeting, request))
	}
}

func (h *hub) votes(meeting, request string, who []Person, choice string) {
	h.t.Helper()
	for _, p := range who {
		h.did(h.state().Vote(h.by(p), meeting, request, Vote{Person: p, Choice: choice}))
	}
}

// decided is a cluster with one decided request of Oak: £1,000 agreed by vote.
func decided(t testing.TB) (*hub, Decision) {
	h := newHub(t)
	h.pot()
	h.sends(oak, "r1", individual("2026-001", 1_000_00))
	m := h.meeting(RequestID(oak, "r1"))
	h.begin(m, RequestID(oak, "r1"))
	h.votes(m, RequestID(oak, "r1"), []Person{chair, ben, dina}, "agree")
	h.did(h.state().Decide(h.by(chair), m, RequestID(oak, "r1"), Verdict{Outcome: "agree"}))
	return h, h.state().Decisions[0]
}
