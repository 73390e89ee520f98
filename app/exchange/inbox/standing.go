package inbox

import (
	"context"
	"fmt"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Standing returns the papers that stand in a cluster: the newest revision of each, of
// the schools whose home the cluster is today. Without kinds it returns all. They are
// sorted by school, kind and ref.
func (in Inbox) Standing(ctx context.Context, cluster string, kinds ...string) (kept []papers.Kept, err error) {
	err = in.Store.Read(ctx, func(r Reader) error {
		kept, err = standingPapers(r, cluster, day.On(in.Now()), kinds)
		return err
	})
	return kept, err
}

func standingPapers(r Reader, cluster string, today day.Date, kinds []string) ([]papers.Kept, error) {
	members, err := r.Members(cluster, today)
	if err != nil {
		return nil, err
	}
	home := map[string]bool{}
	for _, s := range members {
		home[s.URN] = true
	}
	docs, err := r.StandingPapers(cluster, kinds)
	if err != nil {
		return nil, err
	}
	var kept []papers.Kept
	for _, d := range docs {
		if !home[d.Meta.URN] {
			continue
		}
		k, err := readKept(d)
		if err != nil {
			return nil, err
		}
		kept = append(kept, k)
	}
	return kept, nil
}

// readKept reads a paper that was judged when it came.
func readKept(d Document) (papers.Kept, error) {
	payload, err := d.Envelope.Payload()
	if err != nil {
		return papers.Kept{}, fmt.Errorf("read the kept paper %s: %w", d.ID, err)
	}
	p, err := papers.Read(d.Meta.Kind, payload)
	if err != nil {
		return papers.Kept{}, fmt.Errorf("read the kept paper %s: %w", d.ID, err)
	}
	return papers.Kept{ID: d.ID, Received: d.Received, Device: d.Device, Paper: p}, nil
}
