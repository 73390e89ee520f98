package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"needsbook/app/summary"
	"needsbook/storage/hubdb/copies"
	"needsbook/ui/hub"
)

const (
	purgeEvery = time.Hour
	stopWithin = 10 * time.Second
)

// serveFlags are what serve was told.
type serveFlags struct {
	listen, drop, name, terms, proxies, token string
	tls                                       tlsFlags
	people                                    signInFlags
	every                                     time.Duration
	backups                                   *string
	uploads                                   int
	keepPeople                                int // days
}

func (f *serveFlags) read(c *call) error {
	c.flags.StringVar(&f.listen, "listen", "127.0.0.1:8470", "`address` and port to listen on, or unix:/path of a socket for a proxy")
	f.tls.add(c)
	f.people.add(c)
	c.flags.StringVar(&f.drop, "drop", "", "shared `folder` to take documents from")
	c.flags.DurationVar(&f.every, "drop-every", 10*time.Second, "how often the shared folder is looked through")
	c.flags.StringVar(&f.name, "name", "Cluster hub", "what schools see the hub called")
	c.flags.StringVar(&f.terms, "terms", "", "a council's words, a pack of terms in a `file`; the shipped words if left out")
	c.flags.StringVar(&f.proxies, "trust-proxy", "", "`addresses` of proxies in front, whose word on who asks is believed")
	c.flags.StringVar(&f.token, "metrics-token", "", "a `file` with the token that opens /metrics from another computer")
	c.flags.IntVar(&f.uploads, "uploads", hub.UploadsAMinute, "how many uploads a minute are taken altogether; one for more than a county needs more")
	c.flags.IntVar(&f.keepPeople, "keep-people", 365, "after how many `days` the account of somebody who left is emptied; the book keeps what they said and did")
	f.backups = c.backupsFlag()
	if err := c.parse("listen"); err != nil {
		return err
	}
	switch {
	case f.uploads < 1:
		return usageError("Give --uploads a number of one or more.")
	case f.keepPeople < 1:
		return usageError("Give --keep-people a number of days of one or more.")
	case f.every <= 0:
		return usageError("Give --drop-every a time such as 10s.")
	}
	if err := f.people.check(); err != nil {
		return err
	}
	return f.tls.check(f.listen)
}

func serve(c *call) error {
	tuneMemory()
	var f serveFlags
	if err := f.read(c); err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(c.errors, nil))
	config, renew, err := f.tls.open(f.listen, c.folder, log)
	if err != nil {
		return err
	}
	server := &hub.Server{Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()}, Random: rand.Reader, Log: log}
	server.Uploads = f.uploads
	if server.Proxies, err = proxies(f.proxies); err != nil {
		return err
	}
	if server.Terms, err = loadTerms(f.terms); err != nil {
		return err
	}
	if server.MetricsToken, err = secretIn(f.token); err != nil {
		return err
	}
	if server.Door, err = f.people.open(f.tls.acme.names()); err != nil {
		return err
	}
	server.ProxyOnSocket = strings.HasPrefix(f.listen, socketPrefix)
	// Whoever trusts a proxy says that readers reach it by HTTPS.
	server.Secure = config != nil || server.ProxyOnSocket || len(server.Proxies) > 0

	h, err := c.openToServe()
	if err != nil {
		return err
	}
	h.Name = f.name
	keeper := &copies.Keeper{DB: h.DB, Inbox: h.Inbox, Data: c.folder, Folder: *f.backups, Now: h.Now, Log: server.Log}
	server.Inbox, server.Probe, server.Lead, server.RecordsBytes = h.Inbox, h.Probe, h.Leader, h.Bytes
	server.Disk = func() (hub.Disk, error) { return roomAt(c.folder) }
	server.Alarms = func() int { return keeper.State().Alarms() }
	if !h.OnPostgres() { // otherwise the database's own tools make them
		server.LastBackup = keeper.LastBackup
		server.Rehearsed = func() string { return keeper.State().Rehearsal.Words() }
	}
	listener, err := listenOn(f.listen)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	if err := c.sayServing(h, listener, config != nil); err != nil {
		return errors.Join(err, listener.Close(), h.Close())
	}
	err = untilStopped(c.ctx, hub.HTTP(server.Handler(), config, server.Log), listener, config != nil,
		server.Aggregate, keeper.Run, renew, func(ctx context.Context) {
			h.tend(ctx, newSharedFolder(f.drop, server, server.Log), f.every, time.Duration(f.keepPeople)*24*time.Hour, server.Log)
		})
	return errors.Join(err, h.Close())
}

func (c *call) sayServing(h *openedHub, listener net.Listener, secure bool) error {
	listening := listener.Addr().String()
	address := "http://" + listening
	switch {
	case secure:
		address = "https://" + listening
	case listener.Addr().Network() == "unix":
		address = socketPrefix + listening
	}
	words := strings.Join(h.Key.Public().Words(), " ")
	return c.print(map[string]any{"listening": listening, "address": address, "hub": h.Key.Public().ID(), "words": h.Key.Public().Words()},
		"The hub %q listens on %s.\nIts six words are: %s\nStop it with Ctrl+C.", h.Name, address, words)
}

// untilStopped serves until the context ends, then lets open requests finish. What
// works beside it ends with it.
func untilStopped(ctx context.Context, server *http.Server, listener net.Listener, secure bool, beside ...func(context.Context)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var tending sync.WaitGroup
	for _, work := range beside {
		tending.Go(func() { work(ctx) })
	}
	ended := make(chan error, 1)
	go func() {
		if secure {
			ended <- server.ServeTLS(listener, "", "")
		} else {
			ended <- server.Serve(listener)
		}
	}()
	select {
	case err := <-ended:
		stop()
		tending.Wait()
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	err := server.Shutdown(within)
	if err != nil {
		err = errors.Join(fmt.Errorf("stop: %w", err), server.Close())
	}
	tending.Wait()
	return err
}

// tend looks after the shared folder and purges what is due, until stopped.
func (h *openedHub) tend(ctx context.Context, drop *sharedFolder, every, keep time.Duration, log *slog.Logger) {
	scan := time.NewTicker(every)
	purge := time.NewTicker(purgeEvery)
	defer scan.Stop()
	defer purge.Stop()
	h.purge(ctx, keep, log)
	for {
		drop.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-scan.C:
		case <-purge.C:
			h.purge(ctx, keep, log)
		}
	}
}

// purge destroys what is due: the bytes of withdrawn documents, papers whose time is over,
// and what accounts of people who left still hold.
func (h *openedHub) purge(ctx context.Context, keep time.Duration, log *slog.Logger) {
	if n, err := h.EmptyAccounts(ctx, keep); err != nil {
		log.Error("accounts of people who left could not be emptied", "error", err)
	} else if n > 0 {
		log.Info("accounts of people who left emptied", "count", n)
	}
	if n, err := h.Purge(ctx); err != nil {
		log.Error("withdrawn documents could not be purged", "error", err)
	} else if n > 0 {
		log.Info("withdrawn documents purged", "count", n)
	}
}
