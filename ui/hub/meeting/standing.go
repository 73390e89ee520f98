package meeting

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// standing is how things stand at a cluster: its book, the papers of its schools and what
// follows from them. It is shared between requests and never changed.
type standing struct {
	cluster inbox.Cluster
	members []inbox.School
	entries []book.Entry
	kept    []papers.Kept
	words   *lists
	state   panel.State
	today   day.Date
	audit   int64 // the last line of the hub's record of changes when this was read
}

// standings keeps what was last worked out of each cluster: in a meeting many look at the
// same, and nothing can change without a line in the hub's record of changes.
type standings struct {
	mu   sync.Mutex
	kept map[string]standing
}

// mostKept bounds the memory that takes.
const mostKept = 40

func (s *standings) get(cluster string, audit int64, today day.Date) (standing, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, ok := s.kept[cluster]
	return kept, ok && kept.audit == audit && kept.today == today
}

func (s *standings) put(cluster string, now standing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil || len(s.kept) >= mostKept {
		s.kept = map[string]standing{}
	}
	s.kept[cluster] = now
}

// stand reads the book and the papers of a cluster and works out how things stand today.
func (p *Pages) stand(ctx context.Context, id string, today day.Date) (s standing, err error) {
	s.today = today
	known := false
	err = p.Inbox.Store.Read(ctx, func(in inbox.Reader) error {
		last, err := in.LastAudit()
		if err != nil && !errors.Is(err, inbox.ErrNotFound) {
			return err
		}
		if s, known = p.standings.get(id, last.N, today); known {
			return nil
		}
		s = standing{today: today, audit: last.N}
		if s.cluster, err = in.Cluster(id); err != nil {
			return err
		}
		if s.members, err = in.Members(id, today); err != nil {
			return err
		}
		if s.entries, err = in.Book(id, 0); err != nil {
			return err
		}
		s.words, err = p.lists.of(in, id, p.Terms)
		return err
	})
	if err != nil || known {
		return s, wrapped(err, "open the book of "+id)
	}
	if s.kept, err = p.Inbox.Standing(ctx, id); err != nil {
		return s, wrapped(err, "read the papers of "+id)
	}
	about := panel.About{Cluster: id, Name: s.cluster.Name, Rules: s.words.rules, Calendar: shippedCalendar(), Names: s.words.names}
	for _, school := range s.members {
		about.Schools = append(about.Schools, panel.School{URN: school.URN, Name: school.Name})
	}
	if s.state, err = panel.Fold(about, s.entries, s.kept); err != nil {
		return s, wrapped(err, "read the book of "+id)
	}
	p.standings.put(id, s)
	return s, nil
}

func wrapped(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
