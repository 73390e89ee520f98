package hub

import (
	"context"
	"slices"
	"sync"

	"needsbook/app/cluster"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// views keeps what was worked out until the records change. Each change adds to
// the audit chain, so its last number says whether a view still holds.
type views struct {
	mu   sync.Mutex
	kept map[viewKey]clusterView
}

type viewKey struct {
	cluster, term string
	audit         int64
	today         day.Date
}

// mostViews bounds what is kept; a hub shows a handful of clusters and terms.
const mostViews = 200

// clusterView is one cluster's page before it is put into words.
type clusterView struct {
	Cluster inbox.Cluster
	Terms   []string // the latest first
	View    cluster.View
}

// view works out a cluster's page for a term; "" is the latest. It returns
// inbox.ErrNotFound for a term of which nothing was sent.
func (s *Server) view(ctx context.Context, id, term string) (v clusterView, err error) {
	err = s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		last, err := r.LastAudit()
		if err != nil {
			return err
		}
		key := viewKey{id, term, last.N, day.On(s.Inbox.Now())}
		if kept, ok := s.views.get(key); ok {
			v = kept
			return nil
		}
		if v, err = s.gather(r, key); err != nil {
			return err
		}
		s.views.put(key, v)
		return nil
	})
	return v, err
}

func (s *Server) gather(r inbox.Reader, key viewKey) (clusterView, error) {
	c, err := r.Cluster(key.cluster)
	if err != nil {
		return clusterView{}, err
	}
	v := clusterView{Cluster: c}
	if v.Terms, err = r.Terms(c.ID); err != nil {
		return v, err
	}
	cluster.SortTerms(v.Terms)
	term := key.term
	switch {
	case term == "" && len(v.Terms) > 0:
		term = v.Terms[0]
	case term != "" && !slices.Contains(v.Terms, term):
		return v, inbox.ErrNotFound
	}
	schools, err := r.Schools(c.ID)
	if err != nil {
		return v, err
	}
	var members []cluster.School
	for _, m := range schools {
		if m.To.IsZero() || !m.To.Before(key.today) {
			members = append(members, cluster.School{URN: m.URN, Name: m.Name, Phase: m.Phase})
		}
	}
	documents, err := r.Current(c.ID, term)
	if err != nil {
		return v, err
	}
	var sent []cluster.Sent
	for _, d := range documents {
		read, err := readSummary(d)
		if err != nil { // one school must not take the page from the others
			s.Log.Error("a kept summary cannot be read", "document", d.ID, "error", err)
		}
		sent = append(sent, cluster.Sent{URN: d.Meta.URN, Document: read, Received: d.Received, Unreadable: err != nil})
	}
	v.View = cluster.Look(term, members, sent)
	return v, nil
}


func (vs *views) get(key viewKey) (clusterView, bool) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	v, ok := vs.kept[key]
	return v, ok
}

func (vs *views) put(key viewKey, v clusterView) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	if vs.kept == nil || len(vs.kept) >= mostViews {
		vs.kept = map[viewKey]clusterView{}
	}
	vs.kept[key] = v
}
