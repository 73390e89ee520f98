package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

// demoHub is a real cluster hub on this computer, with invented neighbours of the
// demo school. It serves the loopback address only and is gone when closed.
type demoHub struct {
	inbox.Inbox
	db      *hubdb.DB
	server  *http.Server
	address string
	cluster string
	beside  []neighbour // the schools of the demo school's cluster, once they are there
}

// demoCluster starts a hub for the open demo school, joins it, and fills it with the
// invented schools of a small county and the work of their panel. It brings what the hub
// sends round, and its letter to the school, to the desk.
func demoCluster(ctx context.Context, folder string, d *desk.Desk) (*demoHub, error) {
	if !d.School().Demo {
		return nil, errors.New("only the demo school gets a hub with invented neighbours")
	}
	start, began := d.Today().Time().Add(9*time.Hour), time.Now()
	h, err := startDemoHub(ctx, folder, d.School().Cluster, func() time.Time { return start.Add(time.Since(began)) })
	if err != nil {
		return nil, err
	}
	fill := func() error {
		if err := h.welcome(ctx, d); err != nil {
			return err
		}
		p, err := d.PreviewSummary(ctx) // for the packs that the neighbours use too
		if err != nil {
			return err
		}
		if err := errors.Join(h.fill(ctx, p.Document), h.tell(ctx, d.Today())); err != nil {
			return err
		}
		return h.work(ctx, d)
	}
	if err := fill(); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// demoBeside is the hub beside the window of a demo school. It goes when the window does.
type demoBeside struct {
	mu     sync.Mutex
	hub    *demoHub
	closed bool
}

// open makes the hub the first time the demo school is opened; a school that was only
// locked has its hub already.
func (b *demoBeside) open(ctx context.Context, folder string, d *desk.Desk) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.hub != nil || b.closed {
		return nil
	}
	h, err := demoCluster(ctx, folder, d)
	b.hub = h
	return err
}

func (b *demoBeside) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	if b.hub != nil {
		b.hub.Close()
	}
}

func startDemoHub(ctx context.Context, folder, cluster string, now func() time.Time) (*demoHub, error) {
	db, err := hubdb.Open(ctx, folder)
	if err != nil {
		return nil, err
	}
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h := &demoHub{db: db, cluster: cluster, Inbox: inbox.Inbox{Store: db, Key: key, Name: "Demo cluster hub", Validate: hub.Validate, Now: now}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h.address = "http://" + listener.Addr().String()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	handler := (&hub.Server{Inbox: h.Inbox, Probe: db.Probe, Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()}, Random: rand.Reader, Log: log}).Handler()
	h.server = hub.HTTP(handler, nil, log)
	go h.server.Serve(listener)
	return h, h.SaveCluster(ctx, inbox.Cluster{ID: cluster, Name: "Demo community of schools", District: demoDistrict, County: demoCounty})
}

func (h *demoHub) Close() error { return errors.Join(h.server.Close(), h.db.Close()) }

// welcome adds the desk's school to the cluster, joins it by a code as a person
// would, and approves its computer.
func (h *demoHub) welcome(ctx context.Context, d *desk.Desk) error {
	s := d.School()
	if err := h.SaveSchool(ctx, inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: h.cluster}); err != nil {
		return err
	}
	code, _, err := h.NewInvite(ctx, s.URN, time.Hour, rand.Reader)
	if err != nil {
		return err
	}
	meeting, err := d.MeetHub(ctx, h.address)
	if err != nil {
		return err
	}
	m, err := d.Join(ctx, meeting, code, "Demo computer")
	if err != nil {
		return err
	}
	if _, err := h.Approve(ctx, m.Key.ID(), "demo"); err != nil {
		return err
	}
	_, err = d.CheckMembership(ctx)
	return err
}

func (h *demoHub) enrolNeighbour(ctx context.Context, urn string) (exchange.Key, error) {
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		return key, err
	}
	code, _, err := h.NewInvite(ctx, urn, time.Hour, rand.Reader)
	if err != nil {
		return key, err
	}
	request, err := exchange.NewEnrolRequest(code, urn, "Demo computer", key, h.Key.Public())
	if err != nil {
		return key, err
	}
	if _, code, err := h.Enrol(ctx, request); err != nil {
		return key, fmt.Errorf("enrolment was answered %q: %w", code, err)
	}
	_, err = h.Approve(ctx, key.Public().ID(), "demo")
	return key, err
}
