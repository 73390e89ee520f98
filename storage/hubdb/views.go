package hubdb

import "needsbook/app/exchange/inbox"

func scanAggregate(s scanner) (a inbox.Aggregate, err error) {
	var built int64
	err = s.Scan(&a.Level, &a.Ref, &a.Series, &a.Stamp, &a.Body, &built)
	a.Built = timeOf(built)
	return a, err
}

const aggregateColumns = "SELECT level, ref, series, stamp, body, built FROM aggregate "

func (r rows) Aggregate(level inbox.Level, ref, series string) (inbox.Aggregate, error) {
	return first(r, scanAggregate, aggregateColumns+"WHERE level = ? AND ref = ? AND series = ?", string(level), ref, series)
}

func (r rows) Aggregates(level inbox.Level, ref string) ([]inbox.Aggregate, error) {
	return all(r, scanAggregate, aggregateColumns+"WHERE level = ? AND ref = ? ORDER BY series", string(level), ref)
}

func (r rows) PutAggregate(a inbox.Aggregate) error {
	return r.exec(`INSERT INTO aggregate (level, ref, series, stamp, body, built) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (level, ref, series) DO UPDATE SET stamp = excluded.stamp, body = excluded.body, built = excluded.built`,
		string(a.Level), a.Ref, a.Series, a.Stamp, bytesOf(a.Body), millis(a.Built))
}

func (r rows) DropAggregates() error {
	if err := r.exec("DELETE FROM aggregate"); err != nil {
		return err
	}
	return r.markDirty("1 = 1")
}

func (r rows) Dirty() ([]inbox.Dirty, error) {
	return all(r, func(s scanner) (d inbox.Dirty, err error) {
		err = s.Scan(&d.Cluster, &d.Series, &d.Marks)
		return d, err
	}, "SELECT cluster, series, marks FROM dirty ORDER BY cluster, series")
}

func (r rows) MarkDirty(cluster, series string) error {
	return r.exec("INSERT INTO dirty (cluster, series, marks) VALUES (?, ?, 1) ON CONFLICT (cluster, series) DO UPDATE SET marks = dirty.marks + 1", cluster, series)
}

// markDirty marks the cluster and term of every document that a condition finds; of
// papers no figure is worked out.
func (r rows) markDirty(where string, args ...any) error {
	return r.exec(`INSERT INTO dirty (cluster, series, marks) SELECT DISTINCT cluster, series, 1 FROM document WHERE ref = '' AND (`+where+`)
		ON CONFLICT (cluster, series) DO UPDATE SET marks = dirty.marks + 1`, args...)
}

func (r rows) ClearDirty(d inbox.Dirty) error {
	return r.exec("DELETE FROM dirty WHERE cluster = ? AND series = ? AND marks = ?", d.Cluster, d.Series, d.Marks)
}
