package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// SaveCluster adds a cluster, or changes its name and where it belongs.
func (in Inbox) SaveCluster(ctx context.Context, c Cluster) error {
	if !exchange.ValidCluster(c.ID) {
		return refuse("A cluster's code has capital letters, digits and hyphens, like KENT-07. Nothing was changed.")
	}
	if err := plainName("cluster", c.Name); err != nil {
		return err
	}
	for _, place := range []struct{ what, name string }{{"district", c.District}, {"county", c.County}, {"primary care network", c.PCN}} {
		if !exchange.PlainText(place.name, longestName, false) {
			return refuse("The %s must be plain text of at most %d characters. Nothing was changed.", place.what, longestName)
		}
	}
	return in.change(ctx, actCluster, c.ID, func(w Writer, _ time.Time) error { return w.PutCluster(c) })
}

// Phases of a school, as summaries name them.
var Phases = []string{"nursery", "infant", "first", "primary", "junior", "middle", "secondary", "all-through", "post-16", "special"}

// SaveSchool adds a school to a cluster, moves it, or ends its membership. A move
// keeps the membership before it, up to the day before From; without a From the
// school moves today.
func (in Inbox) SaveSchool(ctx context.Context, s School) error {
	if !exchange.ValidURN(s.URN) {
		return refuse("A school's URN has six digits. Nothing was changed.")
	}
	if err := plainName("school", s.Name); err != nil {
		return err
	}
	if !slices.Contains(Phases, s.Phase) {
		return refuse("The phase must be one of %s. Nothing was changed.", strings.Join(Phases, ", "))
	}
	if !s.To.IsZero() && s.To.Before(s.From) {
		return refuse("The last day of a membership cannot be before its first. Nothing was changed.")
	}
	return in.change(ctx, actSchool, s.URN, func(w Writer, now time.Time) error {
		if _, err := w.Cluster(s.Cluster); errors.Is(err, ErrNotFound) {
			return refuse("There is no cluster %s. Add it first. Nothing was changed.", s.Cluster)
		} else if err != nil {
			return err
		}
		before, err := w.School(s.URN)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err == nil && before.Cluster != s.Cluster && s.From.IsZero() {
			s.From = day.On(now) // it moves today, and what it sent before stays where it was
		}
		return w.PutSchool(s)
	})
}

// Sizes between which clusters are meant to lie. Others work too.
const (
	FewestSchools = 8
	MostSchools   = 14
)

// SizeNote says that a cluster is smaller or larger than clusters are meant to be, or
// is empty. Nothing is refused for it.
func SizeNote(c Cluster, schools int) string {
	if schools >= FewestSchools && schools <= MostSchools {
		return ""
	}
	return fmt.Sprintf("%s has %d schools. Clusters are meant to have %d to %d. Nothing is refused: with few schools more figures are held back, with many the panel sees less of each.",
		c.ID, schools, FewestSchools, MostSchools)
}

// SaveGroup adds a trust or a partnership of schools, or changes its name.
func (in Inbox) SaveGroup(ctx context.Context, g Group) error {
	if !exchange.ValidCluster(g.ID) {
		return refuse("A group's code has capital letters, digits and hyphens, like OAK-TRUST. Nothing was changed.")
	}
	if !slices.Contains(GroupKinds, g.Kind) {
		return refuse("The kind of group must be one of %s. Nothing was changed.", strings.Join(GroupKinds, ", "))
	}
	if err := plainName("group", g.Name); err != nil {
		return err
	}
	return in.change(ctx, actGroup, g.ID, func(w Writer, _ time.Time) error { return w.PutGroup(g) })
}

// SaveGroupMember puts a school into a group beside its home cluster, or changes the
// last day of a time that began on the same day.
func (in Inbox) SaveGroupMember(ctx context.Context, m GroupMember) error {
	if !m.To.IsZero() && m.To.Before(m.From) {
		return refuse("The last day in a group cannot be before the first. Nothing was changed.")
	}
	return in.change(ctx, actMember, m.Group+" "+m.URN, func(w Writer, _ time.Time) error {
		if _, err := w.Group(m.Group); errors.Is(err, ErrNotFound) {
			return refuse("There is no group %.40s. Add it first. Nothing was changed.", m.Group)
		} else if err != nil {
			return err
		}
		if _, err := w.School(m.URN); errors.Is(err, ErrNotFound) {
			return refuse("There is no school %.10s here. Add it first. Nothing was changed.", m.URN)
		} else if err != nil {
			return err
		}
		return w.PutGroupMember(m)
	})
}

// checkMember says why a document may not be sent for the cluster that it names. A
// summary counts for the cluster that was the school's home on its day. A school may
// take figures back from every cluster it ever belonged to, and change its key there. A
// paper speaks for a school that is a member today.
func checkMember(r Reader, c Checked, today day.Date) error {
	homes, err := r.Memberships(c.Meta.URN)
	if err != nil {
		return err
	}
	ever := false
	for _, h := range homes {
		if h.Cluster != c.Meta.Cluster {
			continue
		}
		ever = true
		on := c.Meta.AsOf
		if exchange.IsPaper(c.Meta.Kind) {
			on = today
		}
		if h.Holds(on) {
			return nil
		}
	}
	switch {
	case !ever:
		return refusal(exchange.WrongCluster)
	case c.Meta.Kind == exchange.KindWithdraw || c.Meta.Kind == exchange.KindRotate:
		return nil
	}
	return refusal(exchange.LeftCluster)
}

// IsMember reports whether a cluster is a school's home on a day.
func IsMember(r Reader, urn, cluster string, on day.Date) (bool, error) {
	home, err := HomeOn(r, urn, on)
	return home == cluster && home != "", err
}

// HomeOn returns the cluster that is a school's home on a day, which a move to come does
// not change yet; "" for none.
func HomeOn(r Reader, urn string, on day.Date) (cluster string, err error) {
	homes, err := r.Memberships(urn)
	for _, h := range homes {
		if h.Holds(on) {
			cluster = h.Cluster
		}
	}
	return cluster, err
}
