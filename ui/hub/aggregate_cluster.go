package hub

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
)

// boardsForm is part of every stamp: a new form of boards makes all of them anew.
const boardsForm = "boards/2"

// trendTerms is how many earlier terms a board looks back on: three school years.
const trendTerms = 8

func (s *Server) today() day.Date { return day.On(s.Inbox.Now()) }

// clusterTerm is what stands for a cluster in one term.
type clusterTerm struct {
	series    string
	members   []cluster.School
	homeOnly  map[string]bool // members of today that did not send in this term
	documents []inbox.Document
	stamp     string
}

// clusterMaker makes the boards of one cluster and of its schools.
type clusterMaker struct {
	s     *Server
	r     inbox.Reader
	about inbox.Cluster
	terms []clusterTerm // the latest first
	read  map[string][]cluster.Sent
	added map[string]*cluster.Gathered
	names names
	round *papers.RoundResult // the newest that is closed
}

// clusterMaker gathers what a cluster's boards are made from. A cluster of which
// nothing was sent has one term without a name, so that its page can say who is
// expected.
func (s *Server) clusterMaker(r inbox.Reader, c inbox.Cluster) (*clusterMaker, error) {
	m := &clusterMaker{s: s, r: r, about: c, read: map[string][]cluster.Sent{}, added: map[string]*cluster.Gathered{}}
	series, err := r.Terms(c.ID)
	if err != nil {
		return nil, err
	}
	cluster.SortTerms(series)
	if len(series) == 0 {
		series = []string{""}
	}
	for i, term := range series {
		t := clusterTerm{series: term}
		if t.documents, err = r.Current(c.ID, term); err != nil {
			return nil, err
		}
		slices.SortFunc(t.documents, func(a, b inbox.Document) int { return strings.Compare(a.Meta.URN, b.Meta.URN) })
		if err := m.findMembers(&t, i == 0); err != nil {
			return nil, err
		}
		m.terms = append(m.terms, t)
	}
	if m.names, err = s.namesFor(r, c.ID); err != nil {
		return nil, err
	}
	if err := m.findRound(); err != nil {
		return nil, err
	}
	for i := range m.terms {
		m.terms[i].stamp = m.stamp(i)
	}
	return m, nil
}

// findRound reads the result of the newest round of moderation that is closed. It stands
// in the cluster's book as it was then.
func (m *clusterMaker) findRound() error {
	entries, err := m.r.Book(m.about.ID, 0)
	if err != nil {
		return err
	}
	state, err := rounds.Fold(entries, nil)
	if err != nil {
		return err
	}
	for _, r := range slices.Backward(state.Rounds) {
		if r.Closed.IsZero() {
			continue
		}
		result, err := state.Result(r.ID, m.s.today(), func(urn string) string {
			school, err := m.r.School(urn)
			if err != nil {
				return ""
			}
			return school.Name
		})
		if err != nil {
			return err
		}
		m.round = &result
		return nil
	}
	return nil
}

// findMembers lists the schools of a term: those at home in the cluster today, or in
// an earlier term on its last day, and all that sent for it while they were.
func (m *clusterMaker) findMembers(t *clusterTerm, latest bool) error {
	on := m.s.today()
	if !latest {
		on = day.Date{}
		for _, d := range t.documents {
			if d.Meta.AsOf.After(on) {
				on = d.Meta.AsOf
			}
		}
	}
	home, err := m.r.Members(m.about.ID, on)
	if err != nil {
		return err
	}
	t.homeOnly = map[string]bool{}
	for _, h := range home {
		t.members = append(t.members, cluster.School{URN: h.URN, Name: h.Name, Phase: h.Phase})
		t.homeOnly[h.URN] = true
	}
	for _, d := range t.documents {
		delete(t.homeOnly, d.Meta.URN)
		if slices.ContainsFunc(t.members, func(s cluster.School) bool { return s.URN == d.Meta.URN }) {
			continue
		}
		school, err := m.r.School(d.Meta.URN)
		if err != nil {
			return err
		}
		t.members = append(t.members, cluster.School{URN: school.URN, Name: school.Name, Phase: school.Phase})
	}
	slices.SortFunc(t.members, func(a, b cluster.School) int { return strings.Compare(a.URN, b.URN) })
	return nil
}

// stamp is a hash of all that the boards of a term are made from.
func (m *clusterMaker) stamp(at int) string {
	h := sha256.New()
	fmt.Fprintln(h, boardsForm, m.about.ID, m.about.Name, m.terms[at].series, m.names.stamp, m.s.words().ID, m.s.words().Version)
	if at == 0 && m.round != nil { // it stands on the boards of the newest term
		if body, err := json.Marshal(m.round); err == nil {
			h.Write(body)
		}
	}
	for _, s := range m.terms[at].members {
		fmt.Fprintf(h, "%s %q %s\n", s.URN, s.Name, s.Phase)
	}
	for _, t := range m.since(at) {
		fmt.Fprintln(h, t.series)
		for _, d := range t.documents {
			fmt.Fprintln(h, d.ID)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// since is a term with the earlier ones that its trend looks back on.
func (m *clusterMaker) since(at int) []clusterTerm {
	return m.terms[at:min(len(m.terms), at+1+trendTerms)]
}

func (m *clusterMaker) term(series string) (clusterTerm, bool) {
	at := m.at(series)
	if at < 0 {
		return clusterTerm{}, false
	}
	return m.terms[at], true
}

func (m *clusterMaker) at(series string) int {
	if series == "" {
		return 0
	}
	return slices.IndexFunc(m.terms, func(t clusterTerm) bool { return t.series == series })
}

// sent reads the summaries of a term, once.
func (m *clusterMaker) sent(t clusterTerm) []cluster.Sent {
	if sent, ok := m.read[t.series]; ok {
		return sent
	}
	sent := m.s.readAll(t.documents)
	m.read[t.series] = sent
	return sent
}

// readAll reads summaries. One that cannot be read must not take the page from the
// other schools.
func (s *Server) readAll(documents []inbox.Document) []cluster.Sent {
	var out []cluster.Sent
	for _, d := range documents {
		read, err := readSummary(d)
		if err != nil {
			s.Log.Error("a kept summary cannot be read", "document", d.ID, "error", err)
		}
		sent := cluster.Sent{URN: d.Meta.URN, Document: read, Received: d.Received, Unreadable: err != nil}
		out = append(out, sent.Counted())
	}
	return out
}

func readSummary(d inbox.Document) (summary.Document, error) {
	payload, err := d.Envelope.Payload()
	if err != nil {
		return summary.Document{}, err
	}
	return summary.ReadDocument(payload)
}

// earlier is what the trend of a term looks back on.
func (m *clusterMaker) earlier(t clusterTerm) []cluster.Term {
	var out []cluster.Term
	for _, e := range m.since(m.at(t.series))[1:] {
		out = append(out, cluster.Term{Series: e.series, Sent: m.sent(e)})
	}
	return out
}

// gathered adds up what the boards of a term are made from, once for all of them.
func (m *clusterMaker) gathered(t clusterTerm) *cluster.Gathered {
	g, ok := m.added[t.series]
	if !ok {
		g = cluster.Gather(t.members, m.sent(t), m.earlier(t)...)
		m.added[t.series] = g
	}
	return g
}

// sums is a cluster's part of wider boards, as it is kept.
type sums struct {
	Schools int           `json:"schools"`
	Tally   cluster.Tally `json:"tally"`
}

// standing is how many of a cluster's schools sent in its newest term.
type standing struct {
	Schools int `json:"schools"`
	Sent    int `json:"sent"`
}

// standing makes the row that the metrics read.
func (m *clusterMaker) standing(newest clusterTerm) (inbox.Aggregate, error) {
	n := 0
	for _, sent := range m.sent(newest) {
		if !sent.Unreadable {
			n++
		}
	}
	return m.s.aggregateOf(levelStanding, m.about.ID, "", newest.stamp, standing{len(newest.members), n})
}

// make makes all boards of a term: the cluster's, its sums, and its schools'.
func (m *clusterMaker) make(t clusterTerm) ([]inbox.Aggregate, error) {
	rows := []viewOf{{levelCluster, m.about.ID}, {levelWhole, m.about.ID}, {levelSums, m.about.ID}}
	for _, s := range t.members {
		elsewhere, err := m.sentElsewhere(t, s.URN)
		if err != nil {
			return nil, err
		}
		if !elsewhere {
			rows = append(rows, viewOf{levelSchool, s.URN})
		}
	}
	var out []inbox.Aggregate
	for _, v := range rows {
		a, err := m.row(t, v.level, v.ref)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// sentElsewhere reports whether a school that moved here sent its summary of the term
// for the cluster it came from: that one then stands for it.
func (m *clusterMaker) sentElsewhere(t clusterTerm, urn string) (bool, error) {
	if !t.homeOnly[urn] {
		return false, nil
	}
	homes, err := m.r.Memberships(urn)
	if err != nil || len(homes) < 2 {
		return false, err
	}
	for _, home := range homes {
		if home.Cluster == m.about.ID {
			continue
		}
		there, err := m.r.Current(home.Cluster, t.series)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(there, func(d inbox.Document) bool { return d.Meta.URN == urn }) {
			return true, nil
		}
	}
	return false, nil
}

// row makes one board of a term.
func (m *clusterMaker) row(t clusterTerm, level inbox.Level, ref string) (inbox.Aggregate, error) {
	var made any
	about := m.s.aboutBoard(level, ref, m.about.Name, t.series, m.names.of(m.sent(t)))
	if m.at(t.series) == 0 {
		about.Round = m.round
	}
	switch level {
	case levelCluster:
		made = m.gathered(t).Board(about)
	case levelWhole:
		about.Level = string(levelCluster)
		part := cluster.Part{Name: m.about.Name, Schools: len(t.members), Tally: cluster.TallyOf(m.sent(t))}
		for _, e := range m.earlier(t) {
			part.Earlier = append(part.Earlier, cluster.TermTally{Series: e.Series, Tally: cluster.TallyOf(e.Sent)})
		}
		made = cluster.MakeWide(about, []cluster.Part{part})
	case levelSums:
		made = sums{len(t.members), cluster.TallyOf(m.sent(t))}
	case levelSchool:
		at := slices.IndexFunc(t.members, func(s cluster.School) bool { return s.URN == ref })
		if at < 0 {
			return inbox.Aggregate{}, inbox.ErrNotFound
		}
		about.Name = t.members[at].Name
		made = m.gathered(t).Board(about)
	default:
		return inbox.Aggregate{}, inbox.ErrNotFound
	}
	return m.s.aggregateOf(level, ref, t.series, t.stamp, made)
}

// aggregateOf is a made board as it is kept.
func (s *Server) aggregateOf(level inbox.Level, ref, series, stamp string, made any) (inbox.Aggregate, error) {
	body, err := json.Marshal(made)
	if err != nil {
		return inbox.Aggregate{}, fmt.Errorf("make the board of %s %s: %w", level, ref, err)
	}
	return inbox.Aggregate{Level: level, Ref: ref, Series: series, Stamp: stamp, Body: body, Built: s.Inbox.Now()}, nil
}
