package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/storage/hubdb/copies"
	"needsbook/ui/hub"
)

// keyFile holds the hub's secret key, in hexadecimal, readable by its owner alone.
// Schools pin this key: without it they must all join anew.
const keyFile = copies.KeyFile

// movedFile says in a folder that its records went to PostgreSQL, so that nobody
// serves the old ones by mistake.
const movedFile = "moved-to-postgresql.txt"

var errInUse = hubdb.ErrInUse

// openedHub is an opened hub.
type openedHub struct {
	inbox.Inbox
	*hubdb.DB
	lock *hubdb.Lock // on the folder, while it serves from there
}

// Close waits for the writes that were accepted and lets the next hub in.
func (h *openedHub) Close() error {
	err := h.DB.Close()
	if h.lock != nil {
		err = errors.Join(err, h.lock.Release())
	}
	return err
}

// open opens the hub that the command line names; create makes a new one where there
// is none.
func (c *call) open(create bool) (*openedHub, error) {
	return openStore(c.ctx, c.folder, c.store, create)
}

// openToServe opens the hub for as long as it serves. One hub at a time serves a
// folder; any number serve one PostgreSQL database.
func (c *call) openToServe() (*openedHub, error) {
	if c.store != "" {
		return c.open(true)
	}
	lock, err := hubdb.Take(c.ctx, c.folder)
	if err != nil {
		return nil, err
	}
	h, err := c.open(true)
	if err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	h.lock = lock
	return h, nil
}

// openHub opens the hub whose records are in its folder.
func openHub(ctx context.Context, folder string, create bool) (*openedHub, error) {
	return openStore(ctx, folder, "", create)
}

// openStore opens the hub with its key in a folder and its records there or, when
// store is not empty, in that PostgreSQL database.
func openStore(ctx context.Context, folder, store string, create bool) (*openedHub, error) {
	db, err := openRecords(ctx, folder, store, create)
	if err != nil {
		return nil, err
	}
	h, err := withKey(ctx, db, folder, create)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return h, nil
}

func openRecords(ctx context.Context, folder, store string, create bool) (*hubdb.DB, error) {
	if store != "" {
		return hubdb.OpenPostgres(ctx, store)
	}
	if _, err := os.Stat(filepath.Join(folder, movedFile)); err == nil {
		return nil, fmt.Errorf("the records of this hub were moved to PostgreSQL. Nothing was changed. Name the database with --store, or take %s away to go back to the records as they were before the move", filepath.Join(folder, movedFile))
	}
	if _, err := os.Stat(filepath.Join(folder, hubdb.FileName)); errors.Is(err, fs.ErrNotExist) && !create {
		return nil, fmt.Errorf("there is no hub in %s. Nothing was made. Begin one with: clusterhub cluster add", folder)
	}
	return hubdb.Open(ctx, folder)
}

// withKey joins the records to the hub's key. A new key is made for new records only:
// schools would not know the receipts of another one.
func withKey(ctx context.Context, db *hubdb.DB, folder string, create bool) (*openedHub, error) {
	fresh, err := db.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	key, err := hubKey(folder, create && fresh)
	if err != nil {
		return nil, err
	}
	if err := db.Own(ctx, key.Public().ID()); err != nil {
		return nil, err
	}
	return &openedHub{DB: db, Inbox: inbox.Inbox{Store: db, Key: key, Name: "Cluster hub", Validate: hub.Validate, Now: time.Now}}, nil
}

// hubKey reads the key, or makes it with a new hub.
func hubKey(folder string, create bool) (exchange.Key, error) {
	path := filepath.Join(folder, keyFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return exchange.Key{}, fmt.Errorf("make the hub's folder: %w", err)
		}
		return newHubKey(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return exchange.Key{}, fmt.Errorf("the hub's key is not in %s. Nothing was changed. Put %s there from a backup, or from another computer that serves these records", folder, keyFile)
	}
	if err != nil {
		return exchange.Key{}, fmt.Errorf("read the hub's key: %w", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return exchange.Key{}, fmt.Errorf("the hub's key in %s is damaged. Nothing was changed. Put the file back from a backup", path)
	}
	key, err := exchange.KeyFromSeed(seed)
	if err != nil {
		return exchange.Key{}, fmt.Errorf("the hub's key in %s is damaged (%w). Nothing was changed. Put the file back from a backup", path, err)
	}
	return key, nil
}

func newHubKey(path string) (exchange.Key, error) {
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		return key, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return key, fmt.Errorf("write the hub's key: %w", err)
	}
	_, err = fmt.Fprintln(f, hex.EncodeToString(key.Seed()))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return key, fmt.Errorf("write the hub's key: %w", err)
	}
	return key, nil
}
