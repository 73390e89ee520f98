package hubdb

import (
	"fmt"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

func scanCluster(s scanner) (c inbox.Cluster, err error) {
	err = s.Scan(&c.ID, &c.Name, &c.District, &c.County, &c.PCN)
	return c, err
}

const clusterColumns = "SELECT id, name, district, county, pcn FROM cluster "

func (r rows) Cluster(id string) (inbox.Cluster, error) {
	return first(r, scanCluster, clusterColumns+"WHERE id = ?", id)
}

func (r rows) Clusters() ([]inbox.Cluster, error) {
	return all(r, scanCluster, clusterColumns+"ORDER BY id")
}

func (r rows) ClustersIn(level inbox.Level, ref string) ([]inbox.Cluster, error) {
	switch level {
	case inbox.DistrictLevel:
		return all(r, scanCluster, clusterColumns+"WHERE district = ? ORDER BY id", ref)
	case inbox.CountyLevel:
		return all(r, scanCluster, clusterColumns+"WHERE county = ? ORDER BY id", ref)
	case inbox.ClusterLevel:
		return all(r, scanCluster, clusterColumns+"WHERE id = ?", ref)
	}
	return nil, fmt.Errorf("read the hub's records: a %s has no clusters", level)
}

func (r rows) PutCluster(c inbox.Cluster) error {
	err := r.exec(`INSERT INTO cluster (id, name, district, county, pcn) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, district = excluded.district, county = excluded.county, pcn = excluded.pcn`,
		c.ID, c.Name, c.District, c.County, c.PCN)
	if err != nil {
		return err
	}
	return r.markDirty("cluster = ?", c.ID)
}

const schoolColumns = "SELECT urn, name, phase, cluster, active_from, active_to FROM school "

func scanSchool(s scanner) (school inbox.School, err error) {
	err = s.Scan(&school.URN, &school.Name, &school.Phase, &school.Cluster, date{&school.From}, date{&school.To})
	return school, err
}

func (r rows) School(urn string) (inbox.School, error) {
	return first(r, scanSchool, schoolColumns+"WHERE urn = ?", urn)
}

func (r rows) Schools(cluster string) ([]inbox.School, error) {
	return all(r, scanSchool, schoolColumns+"WHERE cluster = ? ORDER BY urn", cluster)
}

const deviceColumns = "SELECT id, urn, sign_key, seal_key, state, label, created, approved_by, revoked, next_key, good_until FROM device "

func scanDevice(s scanner) (d inbox.Device, err error) {
	var state string
	var created, revoked, until int64
	var sign []byte
	err = s.Scan(&d.ID, &d.URN, &sign, &d.Key.Seal, &state, &d.Label, &created, &d.ApprovedBy, &revoked, &d.Next, &until)
	d.Key.Sign, d.State = sign, exchange.DeviceState(state)
	d.Created, d.Revoked, d.Until = timeOf(created), timeOf(revoked), timeOf(until)
	return d, err
}

func (r rows) Device(id string) (inbox.Device, error) {
	return first(r, scanDevice, deviceColumns+"WHERE id = ?", id)
}

func (r rows) Devices() ([]inbox.Device, error) {
	return all(r, scanDevice, deviceColumns+"ORDER BY urn, created, id")
}

func (r rows) PutDevice(d inbox.Device) error {
	return r.exec(`INSERT INTO device (id, urn, sign_key, seal_key, state, label, created, approved_by, revoked, next_key, good_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, label = excluded.label, approved_by = excluded.approved_by,
		revoked = excluded.revoked, next_key = excluded.next_key, good_until = excluded.good_until`,
		d.ID, d.URN, []byte(d.Key.Sign), d.Key.Seal, string(d.State), d.Label, millis(d.Created), d.ApprovedBy, millis(d.Revoked), d.Next, millis(d.Until))
}

func (r rows) Invite(codeHash string) (inbox.Invite, error) {
	return first(r, func(s scanner) (i inbox.Invite, err error) {
		var expires, used int64
		err = s.Scan(&i.CodeHash, &i.URN, &expires, &used, &i.Device)
		i.Expires, i.Used = timeOf(expires), timeOf(used)
		return i, err
	}, "SELECT code_hash, urn, expires, used, device FROM invite WHERE code_hash = ?", codeHash)
}

func (r rows) PutInvite(i inbox.Invite) error {
	return r.exec(`INSERT INTO invite (code_hash, urn, expires, used, device) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (code_hash) DO UPDATE SET used = excluded.used, device = excluded.device`,
		i.CodeHash, i.URN, millis(i.Expires), millis(i.Used), i.Device)
}

func (r rows) Link(tokenHash string) (inbox.ReaderLink, error) {
	return first(r, func(s scanner) (l inbox.ReaderLink, err error) {
		var expires, revoked int64
		err = s.Scan(&l.TokenHash, &l.Level, &l.Ref, &expires, &revoked)
		l.Expires, l.Revoked = timeOf(expires), timeOf(revoked)
		if l.Level == inbox.ClusterLevel {
			l.Cluster = l.Ref
		}
		return l, err
	}, "SELECT token_hash, level, ref, expires, revoked FROM view_link WHERE token_hash = ?", tokenHash)
}

func (r rows) PutLink(l inbox.ReaderLink) error {
	if l.Level == "" {
		l.Level, l.Ref = inbox.ClusterLevel, l.Cluster
	}
	return r.exec("INSERT INTO view_link (token_hash, level, ref, expires, revoked) VALUES (?, ?, ?, ?, ?)",
		l.TokenHash, string(l.Level), l.Ref, millis(l.Expires), millis(l.Revoked))
}

func (r rows) RevokeLinks(level inbox.Level, ref string, at time.Time) (int64, error) {
	return r.count("UPDATE view_link SET revoked = ? WHERE level = ? AND ref = ? AND revoked = 0", millis(at), string(level), ref)
}
