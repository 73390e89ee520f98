package hub

import (
	"slices"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

// grant is what a link allows of one view.
type grant struct {
	viewOf      // of the link
	open   bool // whether the view may be opened at all
	whole  bool // without its schools: sums alone
	person bool // somebody who is signed in, and not a link
}

// grantOf decides what a link to one view allows of another. What is not named here
// is not allowed.
//
//	a link to    opens
//	school       the school, and its cluster
//	cluster      the cluster, and its schools
//	district     the district, and its clusters without their schools
//	county       the county, and its districts
//	group        the group
func (s *Server) grantOf(r inbox.Reader, link, view viewOf) (grant, error) {
	g := grant{viewOf: link}
	if link == view {
		g.open = true
		return g, nil
	}
	var err error
	switch [2]inbox.Level{link.level, view.level} {
	case [2]inbox.Level{levelSchool, levelCluster}:
		g.open, err = s.atHome(r, link.ref, view.ref)
	case [2]inbox.Level{levelCluster, levelSchool}:
		g.open, err = s.atHome(r, view.ref, link.ref)
	case [2]inbox.Level{levelDistrict, levelCluster}:
		var c inbox.Cluster
		c, err = r.Cluster(view.ref)
		g.open = err == nil && c.District == link.ref
		g.whole = true
	case [2]inbox.Level{levelCounty, levelDistrict}:
		var in []inbox.Cluster
		in, err = r.ClustersIn(levelDistrict, view.ref)
		// A district that some cluster places in another county is not opened.
		g.open = err == nil && len(in) > 0 && !slices.ContainsFunc(in, func(c inbox.Cluster) bool { return c.County != link.ref })
	}
	if missing(err) {
		return grant{viewOf: link}, nil
	}
	return g, err
}

// grantOfPerson decides what somebody's roles allow of a view: what a link to the place of
// each role would. Who runs the whole hub sees of each view what its own readers see.
func (s *Server) grantOfPerson(r inbox.Reader, v door.Visitor, view viewOf) (best grant, err error) {
	read := people.ReadBoard
	if view.level == levelSchool {
		read = people.ReadSchool
	}
	for _, held := range people.Allowing(v.Person, read, s.today()) {
		link := viewOf{inbox.Level(held.Level), held.Ref}
		if held.Level == people.HubLevel {
			link = view
		}
		g, err := s.grantOf(r, link, view)
		if err != nil {
			return grant{}, err
		}
		g.person = true
		if g.open && !g.whole {
			return g, nil
		}
		if g.open {
			best = g
		}
	}
	return best, nil
}

// atHome reports whether a cluster is a school's home today, which a move to come does
// not change yet.
func (s *Server) atHome(r inbox.Reader, urn, cluster string) (bool, error) {
	return inbox.IsMember(r, urn, cluster, s.today())
}

// homeOf is the cluster that is a school's home today, or the one it belongs to at all
// when it is in none.
func (s *Server) homeOf(r inbox.Reader, urn string) (string, error) {
	home, err := inbox.HomeOn(r, urn, s.today())
	if err != nil || home != "" {
		return home, err
	}
	school, err := r.School(urn)
	return school.Cluster, err
}

// wasIn reports whether the board of a term may be shown. The page of a school that
// came from another cluster shows that one's sums for the terms it was there: readers
// of its present cluster see its later terms alone.
func (s *Server) wasIn(r inbox.Reader, view viewOf, series string, g grant) (bool, error) {
	if view.level != levelSchool || g.level != levelCluster || series == "" {
		return true, nil
	}
	homes, err := r.Memberships(view.ref)
	if err != nil || len(homes) < 2 {
		return err == nil, err
	}
	a, _, err := s.boardRow(r, levelCluster, g.ref, series)
	if err != nil {
		return false, err
	}
	b, err := readBoard(a)
	if err != nil {
		return false, err
	}
	for _, m := range b.Members {
		if m.URN == view.ref && m.Sent {
			return true, nil
		}
	}
	return false, nil
}
