package hub

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/exchange/inbox"
)

// wideMaker makes the boards of a view above clusters: a district or a county from
// its clusters' sums, a group from its schools' summaries.
type wideMaker interface {
	stamp(series string) (string, error)
	make(series string) (inbox.Aggregate, error)
}

// wide is a wider view with its terms, the latest first.
type wide struct {
	wideMaker
	series []string
}

func (s *Server) wideMaker(r inbox.Reader, level inbox.Level, ref string) (w wide, err error) {
	if w.series, err = s.termsOf(r, level, ref); err != nil {
		return w, err
	}
	if level == levelGroup {
		g := groupMaker{s: s, r: r, terms: w.series}
		if g.group, err = r.Group(ref); err != nil {
			return w, err
		}
		w.wideMaker = &g
		return w, g.packNames()
	}
	p := placeMaker{s: s, r: r, level: level, name: ref, terms: w.series, kept: map[string]keptSums{}}
	p.clusters, err = r.ClustersIn(level, ref)
	if err == nil && len(p.clusters) == 0 {
		err = inbox.ErrNotFound
	}
	w.wideMaker = &p
	return w, err
}

// placeMaker makes the boards of a district or a county.
type placeMaker struct {
	s        *Server
	r        inbox.Reader
	level    inbox.Level
	name     string
	clusters []inbox.Cluster
	terms    []string
	kept     map[string]keptSums
}

// keptSums are a cluster's sums of one term with the stamp they were made by.
type keptSums struct {
	sums
	stamp string
}

// since is a term with the earlier ones that its trend looks back on.
func since(terms []string, series string) []string {
	at := slices.Index(terms, series)
	if at < 0 {
		return []string{series}
	}
	return terms[at:min(len(terms), at+1+trendTerms)]
}

// of returns a cluster's sums of a term; of one that it has nothing for, its members.
func (p *placeMaker) of(c inbox.Cluster, series string) (keptSums, error) {
	key := c.ID + " " + series
	if k, ok := p.kept[key]; ok {
		return k, nil
	}
	var k keptSums
	a, _, err := p.s.boardRow(p.r, levelSums, c.ID, series)
	switch {
	case missing(err):
		members, err := p.r.Members(c.ID, p.s.today())
		if err != nil {
			return k, err
		}
		k.Schools = len(members)
		k.stamp = fmt.Sprint(len(members))
	case err != nil:
		return k, err
	default:
		if err := json.Unmarshal(a.Body, &k.sums); err != nil {
			return k, fmt.Errorf("read the sums of %s: %w", c.ID, err)
		}
		k.stamp = a.Stamp
	}
	p.kept[key] = k
	return k, nil
}

func (p *placeMaker) stamp(series string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, boardsForm, p.level, p.name, series)
	for _, c := range p.clusters {
		fmt.Fprintf(h, "%s %q %q\n", c.ID, c.Name, c.District)
		for _, term := range since(p.terms, series) {
			k, err := p.of(c, term)
			if err != nil {
				return "", err
			}
			fmt.Fprintln(h, term, k.stamp)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// partOf names the part of the board that a cluster belongs to: itself in a district,
// its district in a county.
func (p *placeMaker) partOf(c inbox.Cluster) string {
	if p.level == levelCounty && c.District != "" {
		return c.District
	}
	return c.Name
}

func (p *placeMaker) make(series string) (inbox.Aggregate, error) {
	stamp, err := p.stamp(series)
	if err != nil {
		return inbox.Aggregate{}, err
	}
	parts := map[string]*cluster.Part{}
	var order []string
	packs := names{}
	votes := map[string]map[string]int{}
	for _, c := range p.clusters {
		name := p.partOf(c)
		if parts[name] == nil {
			parts[name] = &cluster.Part{Name: name}
			order = append(order, name)
		}
		for i, term := range since(p.terms, series) {
			k, err := p.of(c, term)
			if err != nil {
				return inbox.Aggregate{}, err
			}
			if i == 0 {
				parts[name].Schools += k.Schools
				parts[name].Tally.Merge(k.Tally)
				addVotes(votes, k.Tally.Lists)
				continue
			}
			addEarlier(parts[name], term, k.Tally)
		}
		offered, err := p.s.namesFor(p.r, c.ID)
		if err != nil {
			return inbox.Aggregate{}, err
		}
		if packs.levels == nil {
			packs = offered
		} else {
			packs.join(offered)
		}
	}
	slices.SortFunc(order, strings.Compare)
	var list []cluster.Part
	for _, name := range order {
		list = append(list, *parts[name])
	}
	n := named{packs.levels[mostOf(votes["continuum"])], packs.services[mostOf(votes["services"])]}
	return p.s.aggregateOf(p.level, p.name, series, stamp, cluster.MakeWide(p.s.aboutBoard(p.level, p.name, p.name, series, n), list))
}

func addVotes(into, votes map[string]map[string]int) {
	for kind, of := range votes {
		if into[kind] == nil {
			into[kind] = map[string]int{}
		}
		for hash, n := range of {
			into[kind][hash] += n
		}
	}
}

// addEarlier adds a cluster's sums of an earlier term to its part.
func addEarlier(p *cluster.Part, series string, t cluster.Tally) {
	if t.Schools == 0 {
		return
	}
	for i := range p.Earlier {
		if p.Earlier[i].Series == series {
			p.Earlier[i].Tally.Merge(t)
			return
		}
	}
	own := t.Clone()
	p.Earlier = append(p.Earlier, cluster.TermTally{Series: series, Tally: own})
}

// groupMaker makes the boards of a trust or a partnership.
type groupMaker struct {
	s     *Server
	r     inbox.Reader
	group inbox.Group
	terms []string
	names names
}

// packNames takes the names in the packs that are sent round to the clusters of the
// group's schools. A pack is known by its hash, so no two clusters can differ about the
// names in one; the board uses those of the pack that most of its schools used.
func (g *groupMaker) packNames() error {
	schools, err := g.r.GroupMembers(g.group.ID, g.s.today())
	if err != nil {
		return err
	}
	var clusters []string
	for _, m := range schools {
		clusters = append(clusters, m.Cluster)
	}
	slices.Sort(clusters)
	g.names = newNames()
	g.names.join(shippedNames())
	for _, id := range slices.Compact(clusters) {
		offered, err := g.s.namesFor(g.r, id)
		if err != nil {
			return err
		}
		g.names.join(offered)
		g.names.stamp += offered.stamp
	}
	return nil
}

// gather returns the schools of the group and the summaries that stand for them.
func (g *groupMaker) gather(series string) (members []cluster.School, documents []inbox.Document, err error) {
	schools, err := g.r.GroupMembers(g.group.ID, g.s.today())
	if err != nil {
		return nil, nil, err
	}
	for _, m := range schools {
		members = append(members, cluster.School{URN: m.URN, Name: m.Name, Phase: m.Phase})
	}
	documents, err = g.r.GroupCurrent(g.group.ID, series)
	return members, documents, err
}

func (g *groupMaker) stamp(series string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, boardsForm, g.group.ID, g.group.Name, series, g.names.stamp, g.s.words().ID, g.s.words().Version)
	for _, term := range since(g.terms, series) {
		members, documents, err := g.gather(term)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, term)
		for _, m := range members {
			fmt.Fprintf(h, "%s %q %s\n", m.URN, m.Name, m.Phase)
		}
		for _, d := range documents {
			fmt.Fprintln(h, d.ID)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (g *groupMaker) make(series string) (inbox.Aggregate, error) {
	stamp, err := g.stamp(series)
	if err != nil {
		return inbox.Aggregate{}, err
	}
	var members []cluster.School
	var sent []cluster.Sent
	var earlier []cluster.Term
	for i, term := range since(g.terms, series) {
		schools, documents, err := g.gather(term)
		if err != nil {
			return inbox.Aggregate{}, err
		}
		read := g.s.readAll(documents)
		if i == 0 {
			members, sent = schools, read
			continue
		}
		earlier = append(earlier, cluster.Term{Series: term, Sent: read})
	}
	about := g.s.aboutBoard(levelGroup, g.group.ID, g.group.Name, series, g.names.of(sent))
	return g.s.aggregateOf(levelGroup, g.group.ID, series, stamp, cluster.Make(about, members, sent, earlier...))
}
