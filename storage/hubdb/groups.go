package hubdb

import (
	"errors"
	"slices"

	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// errMoveNeedsADay is returned when a school changes its cluster on no day: its
// history could not be kept.
var errMoveNeedsADay = errors.New("a school that moves to another cluster needs its first day there")

func scanMembership(s scanner) (m inbox.Membership, err error) {
	err = s.Scan(&m.URN, &m.Cluster, date{&m.From}, date{&m.To})
	return m, err
}

func (r rows) Memberships(urn string) ([]inbox.Membership, error) {
	return all(r, scanMembership, "SELECT urn, cluster, active_from, active_to FROM membership WHERE urn = ? ORDER BY active_from", urn)
}

// within is the condition that a membership covers a day; it takes the day twice.
const within = " m.active_from <= ? AND (m.active_to = '' OR m.active_to >= ?) "

const memberColumns = "SELECT school.urn, school.name, school.phase, school.cluster, m.active_from, m.active_to FROM school "

func (r rows) Members(cluster string, on day.Date) ([]inbox.School, error) {
	list, err := all(r, scanSchool, memberColumns+"JOIN membership m ON m.urn = school.urn WHERE m.cluster = ? AND"+within+"ORDER BY school.urn", cluster, on.String(), on.String())
	for i := range list {
		list[i].Cluster = cluster // its home then, wherever it is now
	}
	return list, err
}

// PutSchool keeps the history of homes whole: no two memberships of a school touch
// the same day, and the last one is what the school's own row says.
func (r rows) PutSchool(s inbox.School) error {
	homes, err := r.Memberships(s.URN)
	if err != nil {
		return err
	}
	if s, homes, err = moveHome(s, homes); err != nil {
		return err
	}
	err = r.exec(`INSERT INTO school (urn, name, phase, cluster, active_from, active_to) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (urn) DO UPDATE SET name = excluded.name, phase = excluded.phase, cluster = excluded.cluster,
		active_from = excluded.active_from, active_to = excluded.active_to`,
		s.URN, s.Name, s.Phase, s.Cluster, s.From.String(), s.To.String())
	if err != nil {
		return err
	}
	// Both the clusters it leaves and those it joins must be worked out again.
	if err := r.markDirty("cluster IN (SELECT cluster FROM membership WHERE urn = ?)", s.URN); err != nil {
		return err
	}
	if err := r.exec("DELETE FROM membership WHERE urn = ?", s.URN); err != nil {
		return err
	}
	for _, m := range homes {
		if err := r.exec("INSERT INTO membership (urn, cluster, active_from, active_to) VALUES (?, ?, ?, ?)", m.URN, m.Cluster, m.From.String(), m.To.String()); err != nil {
			return err
		}
	}
	return r.markDirty("cluster = ?", s.Cluster)
}

// moveHome returns the school and its homes, earliest first, once its latest home is
// the one the school now names. A first day that is left out keeps the one there is.
func moveHome(s inbox.School, homes []inbox.Membership) (inbox.School, []inbox.Membership, error) {
	kept := []inbox.Membership{}
	if n := len(homes); n > 0 {
		last := homes[n-1]
		if s.From.IsZero() && last.Cluster != s.Cluster {
			return s, nil, errMoveNeedsADay
		}
		if s.From.IsZero() {
			s.From = last.From
		}
		if last.Cluster == s.Cluster && (last.To.IsZero() || !s.From.After(last.To)) {
			homes = homes[:n-1] // the same membership, put right
		}
	}
	for _, m := range homes {
		if !m.From.Before(s.From) {
			continue // it was said in error: another home took its days
		}
		if m.To.IsZero() || !m.To.Before(s.From) {
			m.To = s.From.AddDays(-1)
		}
		kept = append(kept, m)
	}
	return s, append(slices.Clip(kept), inbox.Membership{URN: s.URN, Cluster: s.Cluster, From: s.From, To: s.To}), nil
}

func scanGroup(s scanner) (g inbox.Group, err error) {
	err = s.Scan(&g.ID, &g.Kind, &g.Name)
	return g, err
}

func (r rows) Group(id string) (inbox.Group, error) {
	return first(r, scanGroup, "SELECT id, kind, name FROM school_group WHERE id = ?", id)
}

func (r rows) Groups() ([]inbox.Group, error) {
	return all(r, scanGroup, "SELECT id, kind, name FROM school_group ORDER BY id")
}

func (r rows) GroupMembers(group string, on day.Date) ([]inbox.School, error) {
	return all(r, scanSchool, memberColumns+"JOIN group_member m ON m.urn = school.urn WHERE m.group_id = ? AND"+within+"ORDER BY school.urn", group, on.String(), on.String())
}

func (r rows) GroupsOf(urn string) ([]inbox.GroupMember, error) {
	return all(r, func(s scanner) (m inbox.GroupMember, err error) {
		err = s.Scan(&m.Group, &m.URN, date{&m.From}, date{&m.To})
		return m, err
	}, "SELECT group_id, urn, active_from, active_to FROM group_member WHERE urn = ? ORDER BY group_id, active_from", urn)
}

func (r rows) PutGroup(g inbox.Group) error {
	return r.exec("INSERT INTO school_group (id, kind, name) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name", g.ID, g.Kind, g.Name)
}

func (r rows) PutGroupMember(m inbox.GroupMember) error {
	err := r.exec(`INSERT INTO group_member (group_id, urn, active_from, active_to) VALUES (?, ?, ?, ?)
		ON CONFLICT (group_id, urn, active_from) DO UPDATE SET active_to = excluded.active_to`, m.Group, m.URN, m.From.String(), m.To.String())
	if err != nil {
		return err
	}
	return r.markDirty("urn = ?", m.URN)
}
