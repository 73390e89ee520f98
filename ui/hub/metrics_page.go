package hub

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// getMetrics writes the hub's figures about itself in Prometheus' text form: to
// programs on this computer, and to whoever has the token.
func (s *Server) getMetrics(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	if !s.mayMeasure(r) {
		refuse(w, exchange.NotFound, 0, nil)
		return
	}
	var out metricsText
	s.writeCounted(&out)
	if err := errors.Join(s.writeRoom(r.Context(), &out), s.writeRecorded(r.Context(), &out)); err != nil {
		s.Log.Error("the records could not be measured", "error", err)
		out.value("clusterhub_records_readable", "Whether the records could be read for these figures.", "gauge", 0)
	} else {
		out.value("clusterhub_records_readable", "Whether the records could be read for these figures.", "gauge", 1)
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Write(out.Bytes())
}

// mayMeasure lets in what asks from this computer without a proxy between, and
// whoever shows the token.
func (s *Server) mayMeasure(r *http.Request) bool {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && s.MetricsToken != "" {
		given, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(s.MetricsToken))
		return subtle.ConstantTimeCompare(given[:], want[:]) == 1
	}
	if forwarded(r) {
		return false
	}
	ip, err := netip.ParseAddr(remoteHost(r))
	return err == nil && ip.Unmap().IsLoopback()
}

// writeCounted writes what this process counted since it was started.
func (s *Server) writeCounted(out *metricsText) {
	m := &s.metrics
	m.mu.Lock()
	documents := maps.Clone(m.documents)
	m.mu.Unlock()
	out.head("clusterhub_documents_total", "Documents by what became of them, since the start.", "counter")
	for _, code := range slices.Sorted(maps.Keys(documents)) {
		out.labelled("clusterhub_documents_total", "result", string(code), float64(documents[code]))
	}
	out.histogram("clusterhub_ingest_seconds", "From the first byte of a document to its answer.", &m.ingest)
	out.histogram("clusterhub_commit_seconds", "From asking for a change of the records to its being safe on disk.", &m.commit)
	out.value("clusterhub_write_queue", "Changes on their way to the disk.", "gauge", float64(m.waiting.Load()))
	out.value("clusterhub_readers_refused_total", "Readers who asked for a page without a good link to it, since the start.", "counter", float64(m.refusedReaders.Load()))
	if s.Alarms != nil {
		out.value("clusterhub_verify_failures", "What did not hold when records and copies were last gone through.", "gauge", float64(s.Alarms()))
	}
}

// writeRoom writes what the records take, what is left, and how old their copy is.
func (s *Server) writeRoom(ctx context.Context, out *metricsText) error {
	if s.RecordsBytes != nil {
		n, err := s.RecordsBytes(ctx)
		if err != nil {
			return err
		}
		out.value("clusterhub_records_bytes", "Size of the records.", "gauge", float64(n))
	}
	if s.Disk != nil {
		d, err := s.Disk()
		if err != nil {
			return err
		}
		out.value("clusterhub_disk_free_bytes", "Room left where the records are.", "gauge", float64(d.Free))
		out.value("clusterhub_disk_bytes", "Size of the disk where the records are.", "gauge", float64(d.Total))
	}
	if s.LastBackup != nil {
		last, err := s.LastBackup()
		if err != nil {
			return err
		}
		if !last.IsZero() {
			out.value("clusterhub_backup_age_seconds", "Age of the newest backup.", "gauge", s.Inbox.Now().Sub(last).Seconds())
		}
	}
	return nil
}

// writeRecorded writes what the records say now.
func (s *Server) writeRecorded(ctx context.Context, out *metricsText) error {
	var devices []inbox.Device
	var marks []inbox.Dirty
	var boards []inbox.Aggregate
	err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) (err error) {
		if devices, err = r.Devices(); err != nil {
			return err
		}
		if marks, err = r.Dirty(); err != nil {
			return err
		}
		boards, err = standings(r)
		return err
	})
	if err != nil {
		return err
	}
	active := 0
	for _, d := range devices {
		if d.State == exchange.Active {
			active++
		}
	}
	out.value("clusterhub_devices_active", "Computers of schools that may send.", "gauge", float64(active))
	out.value("clusterhub_aggregates_waiting", "Clusters' terms whose boards have still to be made anew.", "gauge", float64(len(marks)))
	out.head("clusterhub_aggregate_age_seconds", "Age of the boards of each cluster's newest term.", "gauge")
	for _, a := range boards {
		out.labelled("clusterhub_aggregate_age_seconds", "cluster", a.Ref, s.Inbox.Now().Sub(a.Built).Seconds())
	}
	out.head("clusterhub_cluster_completeness", "Share of a cluster's schools that sent in its newest term.", "gauge")
	for _, a := range boards {
		var of standing
		if err := json.Unmarshal(a.Body, &of); err != nil {
			return fmt.Errorf("read the standing of %s: %w", a.Ref, err)
		}
		if of.Schools > 0 {
			out.labelled("clusterhub_cluster_completeness", "cluster", a.Ref, float64(of.Sent)/float64(of.Schools))
		}
	}
	return nil
}

// standings are the small rows that stand beside the boards of each cluster.
func standings(r inbox.Reader) (out []inbox.Aggregate, err error) {
	clusters, err := r.Clusters()
	if err != nil {
		return nil, err
	}
	for _, c := range clusters {
		a, err := r.Aggregate(levelStanding, c.ID, "")
		if missing(err) {
			continue // no pass has come to it yet
		}
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// metricsText writes Prometheus' text form.
type metricsText struct{ bytes.Buffer }

func (t *metricsText) head(name, help, kind string) {
	fmt.Fprintf(t, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func (t *metricsText) value(name, help, kind string, v float64) {
	t.head(name, help, kind)
	fmt.Fprintf(t, "%s %s\n", name, plainNumber(v))
}

func (t *metricsText) labelled(name, label, value string, v float64) {
	fmt.Fprintf(t, "%s{%s=%q} %s\n", name, label, value, plainNumber(v))
}

func (t *metricsText) histogram(name, help string, h *histogram) {
	h.mu.Lock()
	steps, sum := h.steps, h.sum
	h.mu.Unlock()
	t.head(name, help, "histogram")
	total := int64(0)
	for i, n := range steps {
		total += n
		upTo := "+Inf"
		if i < len(bounds) {
			upTo = plainNumber(bounds[i])
		}
		fmt.Fprintf(t, "%s_bucket{le=%q} %d\n", name, upTo, total)
	}
	fmt.Fprintf(t, "%s_sum %s\n%s_count %d\n", name, plainNumber(sum), name, total)
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
