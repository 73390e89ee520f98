package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"needsbook/app/summary"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

const (
	purgeEvery = time.Hour
	stopWithin = 10 * time.Second
)

func serve(c *call) error {
	listen := c.flags.String("listen", "127.0.0.1:8470", "`address` and port to listen on")
	cert := c.flags.String("tls-cert", "", "certificate chain, a PEM `file`; read again when it changes")
	key := c.flags.String("tls-key", "", "the certificate's key, a PEM `file`")
	drop := c.flags.String("drop", "", "shared `folder` to take documents from")
	every := c.flags.Duration("drop-every", 10*time.Second, "how often the shared folder is looked through")
	name := c.flags.String("name", "Cluster hub", "what schools see the hub called")
	if err := c.parse("listen"); err != nil {
		return err
	}
	if *every <= 0 {
		return usageError("Give --drop-every a time such as 10s.")
	}
	secure := *cert != ""
	if secure != (*key != "") {
		return usageError("Give both --tls-cert and --tls-key, or neither.")
	}
	if !secure && !hub.Loopback(*listen) {
		return errors.New("without a certificate the hub listens on this computer only, such as 127.0.0.1:8470. Nothing was started. Give --tls-cert and --tls-key")
	}
	var config *tls.Config
	if secure {
		pair, err := newCertificate(*cert, *key)
		if err != nil {
			return err
		}
		config = &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: pair.get}
	}
	lock, err := hubdb.Take(c.ctx, c.folder)
	if err != nil {
		return err
	}
	defer lock.Release()
	h, err := openHub(c.ctx, c.folder, true)
	if err != nil {
		return err
	}
	h.Name = *name
	log := slog.New(slog.NewJSONHandler(c.errors, nil))
	server := &hub.Server{Inbox: h.Inbox, Probe: h.Probe, Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()},
		Random: rand.Reader, Log: log, Secure: secure}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		return errors.Join(fmt.Errorf("listen on %s: %w", *listen, err), h.Close())
	}
	if err := c.sayServing(h, listener.Addr().String(), secure); err != nil {
		return errors.Join(err, listener.Close(), h.Close())
	}
	err = untilStopped(c.ctx, hub.HTTP(server.Handler(), config, log), listener, config != nil, func(ctx context.Context) { h.tend(ctx, newSharedFolder(*drop, server, log), *every, log) })
	return errors.Join(err, h.Close())
}

func (c *call) sayServing(h *openedHub, address string, secure bool) error {
	scheme := "http"
	if secure {
		scheme = "https"
	}
	words := strings.Join(h.Key.Public().Words(), " ")
	return c.print(map[string]any{"listening": address, "address": scheme + "://" + address, "hub": h.Key.Public().ID(), "words": h.Key.Public().Words()},
		"The hub %q listens on %s://%s.\nIts six words are: %s\nStop it with Ctrl+C.", h.Name, scheme, address, words)
}

// untilStopped serves until the context ends, then lets open requests finish.
func untilStopped(ctx context.Context, server *http.Server, listener net.Listener, secure bool, tend func(context.Context)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var tending sync.WaitGroup
	tending.Go(func() { tend(ctx) })
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
func (h *openedHub) tend(ctx context.Context, drop *sharedFolder, every time.Duration, log *slog.Logger) {
	scan := time.NewTicker(every)
	purge := time.NewTicker(purgeEvery)
	defer scan.Stop()
	defer purge.Stop()
	h.purge(ctx, log)
	for {
		drop.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-scan.C:
		case <-purge.C:
			h.purge(ctx, log)
		}
	}
}

func (h *openedHub) purge(ctx context.Context, log *slog.Logger) {
	if n, err := h.Purge(ctx); err != nil {
		log.Error("withdrawn documents could not be purged", "error", err)
	} else if n > 0 {
		log.Info("withdrawn documents purged", "count", n)
	}
}
