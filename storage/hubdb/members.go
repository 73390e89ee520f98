package hubdb

import (
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

func scanCluster(s scanner) (c inbox.Cluster, err error) {
	err = s.Scan(&c.ID, &c.Name)
	return c, err
}

func (r rows) Cluster(id string) (inbox.Cluster, error) {
	return first(r, scanCluster, "SELECT id, name FROM cluster WHERE id = ?", id)
}

func (r rows) Clusters() ([]inbox.Cluster, error) {
	return all(r, scanCluster, "SELECT id, name FROM cluster ORDER BY id")
}

func (r rows) PutCluster(c inbox.Cluster) error {
	return r.exec("INSERT INTO cluster (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name", c.ID, c.Name)
}

const schoolColumns = "SELECT urn, name, phase, cluster, active_from, active_to FROM school "

func scanSchool(s scanner) (school inbox.School, err error) {
	var from, to string
	if err = s.Scan(&school.URN, &school.Name, &school.Phase, &school.Cluster, &from, &to); err != nil {
		return school, err
	}
	if school.From, err = dateOf(from); err != nil {
		return school, err
	}
	school.To, err = dateOf(to)
	return school, err
}

func (r rows) School(urn string) (inbox.School, error) {
	return first(r, scanSchool, schoolColumns+"WHERE urn = ?", urn)
}

func (r rows) Schools(cluster string) ([]inbox.School, error) {
	return all(r, scanSchool, schoolColumns+"WHERE cluster = ? ORDER BY urn", cluster)
}

func (r rows) PutSchool(s inbox.School) error {
	return r.exec(`INSERT INTO school (urn, name, phase, cluster, active_from, active_to) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (urn) DO UPDATE SET name = excluded.name, phase = excluded.phase, cluster = excluded.cluster,
		active_from = excluded.active_from, active_to = excluded.active_to`,
		s.URN, s.Name, s.Phase, s.Cluster, s.From.String(), s.To.String())
}

const deviceColumns = "SELECT id, urn, sign_key, seal_key, state, label, created, approved_by, revoked FROM device "

func scanDevice(s scanner) (d inbox.Device, err error) {
	var state string
	var created, revoked int64
	var sign []byte
	err = s.Scan(&d.ID, &d.URN, &sign, &d.Key.Seal, &state, &d.Label, &created, &d.ApprovedBy, &revoked)
	d.Key.Sign, d.State = sign, exchange.DeviceState(state)
	d.Created, d.Revoked = timeOf(created), timeOf(revoked)
	return d, err
}

func (r rows) Device(id string) (inbox.Device, error) {
	return first(r, scanDevice, deviceColumns+"WHERE id = ?", id)
}

func (r rows) Devices() ([]inbox.Device, error) {
	return all(r, scanDevice, deviceColumns+"ORDER BY urn, created, id")
}

func (r rows) PutDevice(d inbox.Device) error {
	return r.exec(`INSERT INTO device (id, urn, sign_key, seal_key, state, label, created, approved_by, revoked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, label = excluded.label, approved_by = excluded.approved_by, revoked = excluded.revoked`,
		d.ID, d.URN, []byte(d.Key.Sign), d.Key.Seal, string(d.State), d.Label, millis(d.Created), d.ApprovedBy, millis(d.Revoked))
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
		err = s.Scan(&l.TokenHash, &l.Cluster, &expires, &revoked)
		l.Expires, l.Revoked = timeOf(expires), timeOf(revoked)
		return l, err
	}, "SELECT token_hash, cluster, expires, revoked FROM reader_link WHERE token_hash = ?", tokenHash)
}

func (r rows) PutLink(l inbox.ReaderLink) error {
	return r.exec("INSERT INTO reader_link (token_hash, cluster, expires, revoked) VALUES (?, ?, ?, ?)",
		l.TokenHash, l.Cluster, millis(l.Expires), millis(l.Revoked))
}

func (r rows) RevokeLinks(cluster string, at time.Time) (int64, error) {
	done, err := r.tx.ExecContext(r.ctx, "UPDATE reader_link SET revoked = ? WHERE cluster = ? AND revoked = 0", millis(at), cluster)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}
