package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	invented "needsbook/app/summary/county"
	"needsbook/storage/hubdb"
)

// keyOf returns the key of a school's invented computer: always the same one.
func keyOf(urn string) (exchange.Key, error) {
	seed := sha256.Sum256([]byte("clusterload " + urn))
	return exchange.KeyFromSeed(seed[:exchange.SeedSize])
}

// prepared says how many schools have joined.
type prepared struct {
	Schools  int     `json:"schools"`
	Clusters int     `json:"clusters"`
	Seconds  float64 `json:"seconds"`
}

// joiningAtOnce is how many schools join at the same time, so that they share commits.
const joiningAtOnce = 64

// prepare lets the schools join as real ones do, by invitation and approval, but in
// this process: a hub lets only a few join from one address in a minute.
func prepare(c *call) (any, error) {
	data := c.flags.String("data", "", "the hub's `folder`, which clusterhub has begun and does not serve now")
	store := c.flags.String("store", "", "the hub's PostgreSQL, a `DSN`; the folder then holds the key only")
	n := c.flags.Int("schools", 600, "how many schools")
	seed := c.flags.Uint64("seed", 1, "which county")
	if err := c.parse("data"); err != nil {
		return nil, err
	}
	schools, err := invented.Schools(*n, *seed)
	if err != nil {
		return nil, misuse(err.Error())
	}
	key, err := hubKey(*data)
	if err != nil {
		return nil, err
	}
	var db *hubdb.DB
	if *store == "" {
		db, err = hubdb.Open(c.ctx, *data)
	} else {
		db, err = hubdb.OpenPostgres(c.ctx, *store)
	}
	if err != nil {
		return nil, err
	}
	defer db.Close()
	in := inbox.Inbox{Store: db, Key: key, Name: "Load", Now: time.Now}
	began := time.Now()
	p := prepared{}
	for i, s := range schools {
		if i > 0 && s.Cluster == schools[i-1].Cluster {
			continue
		}
		p.Clusters++
		if err := in.SaveCluster(c.ctx, inbox.Cluster{ID: s.Cluster, Name: "Cluster " + s.Cluster, District: s.District, County: s.County}); err != nil {
			return p, err
		}
	}
	work := make(chan invented.School)
	var mu sync.Mutex
	var first error
	var all sync.WaitGroup
	for range joiningAtOnce {
		all.Go(func() {
			for s := range work {
				err := join(c.ctx, in, s)
				mu.Lock()
				if err == nil {
					p.Schools++
				} else if first == nil {
					first = fmt.Errorf("%s joins: %w", s.URN, err)
				}
				mu.Unlock()
			}
		})
	}
	for _, s := range schools {
		work <- s
	}
	close(work)
	all.Wait()
	p.Seconds = time.Since(began).Seconds()
	return p, first
}

func join(ctx context.Context, in inbox.Inbox, s invented.School) error {
	if err := in.SaveSchool(ctx, inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: s.Cluster, From: invented.Terms[0].AsOf}); err != nil {
		return err
	}
	key, err := keyOf(s.URN)
	if err != nil {
		return err
	}
	code, _, err := in.NewInvite(ctx, s.URN, time.Hour, rand.Reader)
	if err != nil {
		return err
	}
	request, err := exchange.NewEnrolRequest(code, s.URN, "Load", key, in.Key.Public())
	if err != nil {
		return err
	}
	_, refused, err := in.Enrol(ctx, request)
	if err != nil || refused != "" {
		return fmt.Errorf("the hub answered %q: %w", refused, err)
	}
	_, err = in.Approve(ctx, key.Public().ID(), "clusterload")
	return err
}
