package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

// clusterHub is a real hub on the loopback address, which the summaries are sent to.
type clusterHub struct {
	inbox.Inbox
	address string
	server  *http.Server
	db      *hubdb.DB
}

// startHub starts a hub in the year's folder. Its clock is the year's.
func (y *year) startHub(ctx context.Context) (*clusterHub, error) {
	db, err := hubdb.Open(ctx, filepath.Join(y.folder, "hub"))
	if err != nil {
		return nil, err
	}
	h := &clusterHub{db: db, Inbox: inbox.Inbox{Store: db, Name: "Hub of the year", Validate: hub.Validate, Now: y.hubClock}}
	if h.Key, err = exchange.NewKey(rand.Reader); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h.address = "http://" + at.Addr().String()
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	pages := &hub.Server{Inbox: h.Inbox, Probe: db.Probe, Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()}, Random: rand.Reader, Log: quiet}
	h.server = hub.HTTP(pages.Handler(), nil, quiet)
	go func() { _ = h.server.Serve(at) }() // ends with close
	return h, h.SaveCluster(ctx, inbox.Cluster{ID: "YEAR-01", Name: "Cluster of the year"})
}

// invite lets the school in and returns the code to join with.
func (h *clusterHub) invite(ctx context.Context, urn string) (string, error) {
	err := h.SaveSchool(ctx, inbox.School{URN: urn, Name: "Meadowfield", Phase: "primary", Cluster: "YEAR-01"})
	if err != nil {
		return "", err
	}
	code, _, err := h.NewInvite(ctx, urn, 100*24*time.Hour, rand.Reader)
	return code, err
}

// trust approves whoever asked to join.
func (h *clusterHub) trust(ctx context.Context) error {
	var waiting []string
	err := h.Store.Read(ctx, func(r inbox.Reader) error {
		all, err := r.Devices()
		for _, d := range all {
			if d.State == exchange.Pending {
				waiting = append(waiting, d.ID)
			}
		}
		return err
	})
	for _, id := range waiting {
		if _, e := h.Approve(ctx, id, "A. Head"); e != nil {
			err = errors.Join(err, e)
		}
	}
	return err
}

func (h *clusterHub) close() error { return errors.Join(h.server.Close(), h.db.Close()) }
