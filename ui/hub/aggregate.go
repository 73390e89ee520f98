package hub

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"needsbook/app/exchange/inbox"
)

// Boards are kept under the level of their view. Three more kinds stand beside them: a
// cluster's sums, from which wider boards are made; a cluster's board without its
// schools, for readers of the district; and how complete its newest term is, in so few
// bytes that every look at the metrics can read it.
const (
	levelSchool   = inbox.SchoolLevel
	levelCluster  = inbox.ClusterLevel
	levelDistrict = inbox.DistrictLevel
	levelCounty   = inbox.CountyLevel
	levelGroup    = inbox.GroupLevel
	levelSums     = inbox.Level("sums")
	levelWhole    = inbox.Level("whole")
	levelStanding = inbox.Level("standing")
)

// How often the one process that makes boards looks for work.
const (
	lookEvery    = 500 * time.Millisecond
	debounce     = 2 * time.Second  // after the first mark, so that a burst is one pass
	standBy      = 3 * time.Second  // between tries to become the one that makes boards
	checkEvery   = time.Hour        // memberships begin and end without a document
	boardsForNow = 10 * time.Minute // bounds one pass that hangs on the records
)

// aggregator makes boards before anyone asks for them.
type aggregator struct {
	mu    sync.Mutex // one pass at a time
	asked chan struct{}
	stale bool // a pass failed half way: look at everything again
}

// Aggregate makes the boards of all views and keeps them, until the context ends. Of
// several processes on one set of records only one does so at a time; the others
// wait to take its place and serve what it made.
func (s *Server) Aggregate(ctx context.Context) {
	for ctx.Err() == nil {
		release, ok := func() {}, true
		if s.Lead != nil {
			var err error
			if release, ok, err = s.Lead(ctx); err != nil && ctx.Err() == nil {
				s.Log.Error("the place of who makes boards could not be taken", "error", err)
			}
		}
		if ok {
			s.makeBoards(ctx)
			release()
		}
		wait(ctx, standBy)
	}
}

// makeBoards looks for work until the context ends or the records fail it.
func (s *Server) makeBoards(ctx context.Context) {
	if err := s.Recheck(ctx); err != nil {
		s.Log.Error("boards could not be made", "error", err)
		return
	}
	checked, first := time.Now(), time.Time{}
	for wait(ctx, lookEvery) {
		var marks []inbox.Dirty
		err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) (err error) {
			marks, err = r.Dirty()
			return err
		})
		switch {
		case err != nil:
		case time.Since(checked) > checkEvery || s.boards.wanted():
			err, checked = s.Recheck(ctx), time.Now()
		case len(marks) == 0:
			first = time.Time{}
		case first.IsZero():
			first = time.Now()
		case time.Since(first) >= debounce:
			err, first = s.Freshen(ctx), time.Time{}
		}
		if err != nil && ctx.Err() == nil {
			s.Log.Error("boards could not be made", "error", err)
			return // perhaps another process can
		}
	}
}

// wait sleeps unless the context ends, and reports whether it slept through.
func wait(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// wanted reports whether a reader met a board that was not there.
func (a *aggregator) wanted() bool {
	select {
	case <-a.asked:
		return true
	default:
		return false
	}
}

// want asks for a look at everything, without waiting.
func (a *aggregator) want() {
	select {
	case a.asked <- struct{}{}:
	default:
	}
}

// Freshen makes the boards whose documents changed since the last time.
func (s *Server) Freshen(ctx context.Context) error { return s.pass(ctx, false) }

// Recheck makes every board that no longer fits its documents, its members or its
// words, whether it was marked or not.
func (s *Server) Recheck(ctx context.Context) error { return s.pass(ctx, true) }

// pass makes the boards of marked clusters, or of all, then the wider ones above them.
func (s *Server) pass(ctx context.Context, everything bool) (err error) {
	s.boards.mu.Lock()
	defer s.boards.mu.Unlock()
	everything = everything || s.boards.stale
	defer func() { s.boards.stale = err != nil }()
	ctx, cancel := context.WithTimeout(ctx, boardsForNow)
	defer cancel()
	defer s.shown.forget()

	var marks []inbox.Dirty
	var clusters []inbox.Cluster
	if err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		if marks, err = r.Dirty(); err != nil {
			return err
		}
		clusters, err = r.Clusters()
		return err
	}); err != nil {
		return err
	}
	var touched []inbox.Cluster
	for _, c := range clusters {
		var mine []inbox.Dirty
		for _, m := range marks {
			if m.Cluster == c.ID {
				mine = append(mine, m)
			}
		}
		if !everything && len(mine) == 0 {
			continue
		}
		changed, err := s.freshenCluster(ctx, c, mine)
		if err != nil {
			return err
		}
		if changed {
			touched = append(touched, c)
		}
	}
	return s.freshenWide(ctx, touched, everything)
}

// freshenCluster makes a cluster's boards that no longer fit, and takes its marks off.
func (s *Server) freshenCluster(ctx context.Context, c inbox.Cluster, marks []inbox.Dirty) (changed bool, err error) {
	var made []inbox.Aggregate
	if err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		m, err := s.clusterMaker(r, c)
		if err != nil {
			return err
		}
		for _, term := range m.terms {
			if fits(r, levelCluster, c.ID, term.series, term.stamp) && fits(r, levelSums, c.ID, term.series, term.stamp) {
				continue
			}
			rows, err := m.make(term)
			if err != nil {
				return err
			}
			made = append(made, rows...)
		}
		newest := m.terms[0]
		if fits(r, levelStanding, c.ID, "", newest.stamp) {
			return nil
		}
		row, err := m.standing(newest)
		made = append(made, row)
		return err
	}); err != nil {
		return false, err
	}
	return len(made) > 0, s.keep(ctx, made, marks)
}

func fits(r inbox.Reader, level inbox.Level, ref, series, stamp string) bool {
	a, err := r.Aggregate(level, ref, series)
	return err == nil && a.Stamp == stamp
}

// keep stores boards and takes off the marks that they answer.
func (s *Server) keep(ctx context.Context, made []inbox.Aggregate, marks []inbox.Dirty) error {
	if len(made)+len(marks) == 0 {
		return nil
	}
	return s.Inbox.Store.Write(ctx, func(w inbox.Writer) error {
		for _, a := range made {
			if err := w.PutAggregate(a); err != nil {
				return err
			}
		}
		for _, m := range marks {
			if err := w.ClearDirty(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// freshenWide makes the boards of districts, counties and groups with a cluster that
// was touched, or of all. What fits is left alone.
func (s *Server) freshenWide(ctx context.Context, touched []inbox.Cluster, everything bool) error {
	if len(touched) == 0 && !everything {
		return nil
	}
	var made []inbox.Aggregate
	err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		wide, err := s.wideViews(r, touched, everything)
		if err != nil {
			return err
		}
		for _, v := range wide {
			m, err := s.wideMaker(r, v.level, v.ref)
			if err != nil {
				return err
			}
			for _, series := range m.series {
				stamp, err := m.stamp(series)
				if err != nil {
					return err
				}
				if fits(r, v.level, v.ref, series, stamp) {
					continue
				}
				row, err := m.make(series)
				if err != nil {
					return err
				}
				made = append(made, row)
			}
		}
		return nil
	})
	return errors.Join(err, s.keep(ctx, made, nil))
}

// viewOf names a view.
type viewOf struct {
	level inbox.Level
	ref   string
}

// wideViews lists the districts, counties and groups above clusters.
func (s *Server) wideViews(r inbox.Reader, touched []inbox.Cluster, everything bool) ([]viewOf, error) {
	var out []viewOf
	add := func(level inbox.Level, ref string) {
		if v := (viewOf{level, ref}); ref != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	if everything {
		var err error
		if touched, err = r.Clusters(); err != nil {
			return nil, err
		}
	}
	for _, c := range touched {
		add(levelDistrict, c.District)
		add(levelCounty, c.County)
	}
	groups, err := r.Groups()
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		schools, err := r.GroupMembers(g.ID, s.today())
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(schools, func(m inbox.School) bool {
			return slices.ContainsFunc(touched, func(c inbox.Cluster) bool { return c.ID == m.Cluster })
		}) {
			add(levelGroup, g.ID)
		}
	}
	return out, nil
}
