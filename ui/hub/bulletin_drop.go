package hub

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/inbox"
)

// LeaveBulletins leaves in a shared folder what schools would fetch by network: for each
// key the bulletin and its school's letter, sealed for it, the packs on offer, and how far the keys that asked to
// join are trusted by now. When a bulletin cannot be made, all that lies there stays.
func (s *Server) LeaveBulletins(ctx context.Context, post *folder.Post) error {
	members, packs, err := s.addressees(ctx)
	if err != nil {
		return fmt.Errorf("leave bulletins: %w", err)
	}
	var letters []folder.Letter
	var faults []error
	for cluster, keys := range members {
		if len(keys) == 0 {
			continue
		}
		body, err := s.bulletin(ctx, cluster)
		if err != nil {
			return fmt.Errorf("leave the bulletin of %s: %w", cluster, err)
		}
		own, err := s.letters(ctx, cluster, slices.Collect(maps.Keys(keys)))
		if err != nil {
			return fmt.Errorf("leave the letters of %s: %w", cluster, err)
		}
		for urn, of := range keys {
			for _, k := range of {
				letters = append(letters, folder.Letter{To: k, Bulletin: body, Own: own[urn]})
			}
		}
	}
	faults = append(faults, post.Leave(letters, packs), post.Answers(func(device string) []byte {
		answer, err := s.Inbox.EnrolAnswer(ctx, device)
		if err != nil {
			return nil // a refusal, whose key was never kept, stays as it is
		}
		return answer
	}))
	return errors.Join(faults...)
}

// addressees returns the keys that may read each cluster's bulletin today, by their
// school, and the packs on offer by their identifier.
func (s *Server) addressees(ctx context.Context) (map[string]map[string][]exchange.PublicKey, map[string][]byte, error) {
	members, packs := map[string]map[string][]exchange.PublicKey{}, map[string][]byte{}
	err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		devices, err := r.Devices()
		if err != nil {
			return err
		}
		keys := map[string][]exchange.PublicKey{} // by school
		for _, d := range devices {
			if _, code, err := s.Inbox.ActiveDevice(r, d.ID); err != nil {
				return err
			} else if code == "" {
				keys[d.URN] = append(keys[d.URN], d.Key)
			}
		}
		clusters, err := r.Clusters()
		if err != nil {
			return err
		}
		for _, c := range clusters {
			schools, err := r.Members(c.ID, day.On(s.Inbox.Now()))
			if err != nil {
				return err
			}
			members[c.ID] = map[string][]exchange.PublicKey{}
			for _, school := range schools {
				if of := keys[school.URN]; len(of) > 0 {
					members[c.ID][school.URN] = of
				}
			}
			offers, err := r.Packs(c.ID)
			if err != nil {
				return err
			}
			for _, o := range offers {
				p, err := r.Pack(c.ID, o.ID)
				if err != nil {
					return err
				}
				packs[p.ID] = p.Body
			}
		}
		return nil
	})
	return members, packs, err
}
