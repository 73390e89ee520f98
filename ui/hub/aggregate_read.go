package hub

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"needsbook/app/cluster"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// board returns a view's board for a term as JSON of cluster.Board, and when it was
// made; "" is the latest term. It is the one kept in the records; where none is kept
// yet it is made on the spot. A view or a term that is not there is inbox.ErrNotFound.
func (s *Server) board(ctx context.Context, level, ref, series string) (body []byte, built time.Time, err error) {
	var a inbox.Aggregate
	err = s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		if series == "" {
			terms, err := s.termsOf(r, inbox.Level(level), ref)
			if err != nil {
				return err
			}
			if len(terms) > 0 {
				series = terms[0]
			}
		}
		a, _, err = s.boardRow(r, inbox.Level(level), ref, series)
		return err
	})
	return a.Body, a.Built, err
}

// boardRow returns a kept board, or makes it on the spot.
func (s *Server) boardRow(r inbox.Reader, level inbox.Level, ref, series string) (a inbox.Aggregate, kept bool, err error) {
	if series != "" {
		a, err := r.Aggregate(level, ref, series)
		if err == nil || !missing(err) {
			return a, true, err
		}
	}
	s.boards.want()
	last, err := r.LastAudit()
	if err != nil && !missing(err) {
		return a, false, err
	}
	key := spotKey{viewOf{level, ref}, series, last.N, s.today()}
	if level == levelSums { // asked for by a wider board, which is itself made once
		a, err = s.makeOne(r, key)
		return a, false, err
	}
	a, err = s.spot.get(key, func() (inbox.Aggregate, error) { return s.makeOne(r, key) })
	return a, false, err
}

// spotBoards keeps boards that were made on the spot, until the records or the day
// change: readers who come before the first pass share one making.
type spotBoards struct {
	mu   sync.Mutex
	kept map[spotKey]inbox.Aggregate
}

type spotKey struct {
	view   viewOf
	series string
	audit  int64 // of the last change of the records
	today  day.Date
}

// mostSpots bounds the memory that such boards take.
const mostSpots = 100

func (b *spotBoards) get(key spotKey, make func() (inbox.Aggregate, error)) (inbox.Aggregate, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if a, ok := b.kept[key]; ok {
		return a, nil
	}
	a, err := make()
	if err != nil {
		return a, err
	}
	if b.kept == nil || len(b.kept) >= mostSpots {
		b.kept = map[spotKey]inbox.Aggregate{}
	}
	b.kept[key] = a
	return a, nil
}

// makeOne makes one board of any view.
func (s *Server) makeOne(r inbox.Reader, key spotKey) (none inbox.Aggregate, err error) {
	level, ref := key.view.level, key.view.ref
	switch level {
	case levelDistrict, levelCounty, levelGroup:
		m, err := s.wideMaker(r, level, ref)
		if err != nil {
			return none, err
		}
		if key.series != "" && !slices.Contains(m.series, key.series) {
			return none, inbox.ErrNotFound
		}
		return m.make(key.series)
	case levelCluster, levelWhole, levelSums:
		return s.clusterRow(r, ref, level, ref, key.series)
	case levelSchool:
		home, err := s.homeOf(r, ref)
		if err != nil {
			return none, err
		}
		return s.clusterRow(r, home, level, ref, key.series)
	}
	return none, inbox.ErrNotFound
}

// clusterRow makes one board of a cluster's for a reader who cannot wait.
func (s *Server) clusterRow(r inbox.Reader, id string, level inbox.Level, ref, series string) (none inbox.Aggregate, err error) {
	c, err := r.Cluster(id)
	if err != nil {
		return none, err
	}
	m, err := s.clusterMaker(r, c)
	if err != nil {
		return none, err
	}
	term, ok := m.term(series)
	if !ok {
		return none, inbox.ErrNotFound
	}
	return m.row(term, level, ref)
}

// termsOf lists the terms of a view, the latest first.
func (s *Server) termsOf(r inbox.Reader, level inbox.Level, ref string) ([]string, error) {
	var clusters []string
	switch level {
	case levelCluster, levelWhole, levelSums:
		clusters = []string{ref}
	case levelSchool:
		homes, err := r.Memberships(ref)
		if err != nil {
			return nil, err
		}
		for _, h := range homes {
			clusters = append(clusters, h.Cluster)
		}
	case levelDistrict, levelCounty:
		in, err := r.ClustersIn(level, ref)
		if err != nil {
			return nil, err
		}
		for _, c := range in {
			clusters = append(clusters, c.ID)
		}
	case levelGroup:
		schools, err := r.GroupMembers(ref, s.today())
		if err != nil {
			return nil, err
		}
		for _, m := range schools {
			clusters = append(clusters, m.Cluster)
		}
	}
	slices.Sort(clusters)
	var out []string
	for _, id := range slices.Compact(clusters) {
		terms, err := r.Terms(id)
		if err != nil {
			return nil, err
		}
		out = append(out, terms...)
	}
	cluster.SortTerms(out)
	return slices.Compact(out), nil
}

// readBoard takes a kept board apart.
func readBoard(a inbox.Aggregate) (b cluster.Board, err error) {
	return b, json.Unmarshal(a.Body, &b)
}
