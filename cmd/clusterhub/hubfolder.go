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
	"needsbook/ui/hub"
)

// keyFile holds the hub's secret key, in hexadecimal, readable by its owner alone.
// Schools pin this key: without it they must all join anew.
const keyFile = "hub.key"

var errInUse = hubdb.ErrInUse

// openedHub is an opened folder.
type openedHub struct {
	inbox.Inbox
	*hubdb.DB
}

// openHub opens the hub in a folder; create makes a new one where there is none.
func openHub(ctx context.Context, folder string, create bool) (*openedHub, error) {
	if _, err := os.Stat(filepath.Join(folder, hubdb.FileName)); errors.Is(err, fs.ErrNotExist) && !create {
		return nil, fmt.Errorf("there is no hub in %s. Nothing was made. Begin one with: clusterhub cluster add", folder)
	}
	db, err := hubdb.Open(ctx, folder)
	if err != nil {
		return nil, err
	}
	key, err := hubKey(folder, create)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &openedHub{DB: db, Inbox: inbox.Inbox{Store: db, Key: key, Name: "Cluster hub", Validate: hub.Validate, Now: time.Now}}, nil
}

// hubKey reads the key, or makes it with a new hub.
func hubKey(folder string, create bool) (exchange.Key, error) {
	path := filepath.Join(folder, keyFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		return newHubKey(path)
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
