package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"needsbook/app/cluster"
	"needsbook/app/cluster/book"
	"needsbook/app/cluster/rounds"
)

// Enter adds entries to a cluster's book, all of them or none. After is the head that
// their writer saw: when the book has gone on since, nothing is written and the answer
// is ErrMoved. The record of changes notes how far the book goes now, so that entries
// taken from its end are missed.
func (in Inbox) Enter(ctx context.Context, cluster string, after book.Head, drafts ...book.Draft) ([]book.Entry, error) {
	if len(drafts) == 0 {
		return nil, nil
	}
	now := in.Now()
	drafts = slices.Clone(drafts)
	for i := range drafts {
		if drafts[i].At.IsZero() {
			drafts[i].At = now
		}
		if err := drafts[i].Check(); err != nil {
			return nil, fmt.Errorf("write in the book of %s: %w", cluster, err)
		}
	}
	entries := book.Chain(cluster, after, drafts)
	last := entries[len(entries)-1]
	err := in.Store.Write(ctx, func(w Writer) error {
		if _, err := w.Cluster(cluster); errors.Is(err, ErrNotFound) {
			return refuse("There is no cluster %s here. Nothing was written.", cluster)
		} else if err != nil {
			return err
		}
		for _, e := range entries {
			if err := w.AddEntry(e); err != nil {
				return err
			}
		}
		if err := markBoards(w, cluster, drafts); err != nil {
			return err
		}
		return record(w, now, last.Actor, actBook, bookRef(cluster, last.Head()))
	})
	if err != nil {
		return nil, err
	}
	return entries, nil
}

// Together does several things in one transaction: all of them are kept, or none. What is
// done must go through the inbox that do is given; it may be called again, as Write says.
func (in Inbox) Together(ctx context.Context, do func(in Inbox) error) error {
	return in.Store.Write(ctx, func(w Writer) error {
		in.Store = within{w}
		return do(in)
	})
}

// within is a store as one transaction sees it.
type within struct{ w Writer }

func (s within) Read(_ context.Context, look func(Reader) error) error    { return look(s.w) }
func (s within) Write(_ context.Context, change func(Writer) error) error { return change(s.w) }

// markBoards has a cluster's boards of the newest term made anew when a round of
// moderation was closed or talked over: its result stands on them.
func markBoards(w Writer, id string, drafts []book.Draft) error {
	if !slices.ContainsFunc(drafts, func(d book.Draft) bool { return d.Kind == rounds.KindClose || d.Kind == rounds.KindNote }) {
		return nil
	}
	terms, err := w.Terms(id)
	if err != nil || len(terms) == 0 {
		return err
	}
	cluster.SortTerms(terms)
	return w.MarkDirty(id, terms[0])
}

// Freeze keeps bytes that entries will cite, and returns the identifier to cite.
func (in Inbox) Freeze(ctx context.Context, body []byte) (id string, err error) {
	id = book.FrozenID(body)
	return id, in.Store.Write(ctx, func(w Writer) error { return w.PutFrozen(id, body) })
}

// bookRef is how the record of changes names a head.
func bookRef(cluster string, h book.Head) string {
	return fmt.Sprintf("%s %d %s", cluster, h.N, h.Hash)
}
