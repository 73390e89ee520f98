package hubdb

import "needsbook/app/exchange/inbox"

func (r rows) Meetings(cluster string) ([]inbox.Meeting, error) {
	return all(r, func(s scanner) (m inbox.Meeting, err error) {
		err = s.Scan(&m.ID, &m.Cluster, date{&m.On}, &m.Starts, &m.Place, &m.Words, date{&m.PapersBy})
		return m, err
	}, "SELECT id, cluster, held, starts, place, words, papers_by FROM meeting WHERE cluster = ? ORDER BY held, id", cluster)
}

func (r rows) PutMeeting(m inbox.Meeting) error {
	return r.exec(`INSERT INTO meeting (id, cluster, held, starts, place, words, papers_by) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (cluster, id) DO UPDATE SET held = excluded.held, starts = excluded.starts, place = excluded.place,
		words = excluded.words, papers_by = excluded.papers_by`,
		m.ID, m.Cluster, m.On.String(), m.Starts, m.Place, m.Words, m.PapersBy.String())
}

func (r rows) RemoveMeeting(cluster, id string) error {
	return r.remove("DELETE FROM meeting WHERE cluster = ? AND id = ?", cluster, id)
}

func (r rows) Notices(cluster string) ([]inbox.Notice, error) {
	return all(r, func(s scanner) (n inbox.Notice, err error) {
		err = s.Scan(&n.ID, &n.Cluster, date{&n.On}, date{&n.Until}, &n.Title, &n.Words)
		return n, err
	}, "SELECT id, cluster, given, ends, title, words FROM notice WHERE cluster = ? ORDER BY given, id", cluster)
}

func (r rows) PutNotice(n inbox.Notice) error {
	return r.exec(`INSERT INTO notice (id, cluster, given, ends, title, words) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (cluster, id) DO UPDATE SET given = excluded.given, ends = excluded.ends, title = excluded.title, words = excluded.words`,
		n.ID, n.Cluster, n.On.String(), n.Until.String(), n.Title, n.Words)
}

func (r rows) RemoveNotice(cluster, id string) error {
	return r.remove("DELETE FROM notice WHERE cluster = ? AND id = ?", cluster, id)
}

func (r rows) Packs(cluster string) ([]inbox.PackOffer, error) {
	return all(r, func(s scanner) (p inbox.PackOffer, err error) {
		err = s.Scan(&p.ID, &p.Cluster, &p.Format, &p.Name, &p.Version, &p.Words, date{&p.On})
		return p, err
	}, "SELECT id, cluster, format, name, version, words, offered FROM pack_offer WHERE cluster = ? ORDER BY offered, id", cluster)
}

func (r rows) Pack(cluster, id string) (inbox.PackOffer, error) {
	return first(r, func(s scanner) (p inbox.PackOffer, err error) {
		err = s.Scan(&p.ID, &p.Cluster, &p.Format, &p.Name, &p.Version, &p.Words, date{&p.On}, &p.Body)
		return p, err
	}, "SELECT id, cluster, format, name, version, words, offered, body FROM pack_offer WHERE cluster = ? AND id = ?", cluster, id)
}

func (r rows) PutPack(p inbox.PackOffer) error {
	return r.exec(`INSERT INTO pack_offer (id, cluster, format, name, version, words, offered, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (cluster, id) DO UPDATE SET format = excluded.format, name = excluded.name, version = excluded.version,
		words = excluded.words, offered = excluded.offered`,
		p.ID, p.Cluster, p.Format, p.Name, p.Version, p.Words, p.On.String(), bytesOf(p.Body))
}

func (r rows) RemovePack(cluster, id string) error {
	return r.remove("DELETE FROM pack_offer WHERE cluster = ? AND id = ?", cluster, id)
}
